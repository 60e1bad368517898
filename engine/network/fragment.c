#include "fragment.h"

#include "edit-private.h"
#include "network-private.h"
#include "text.h"

#include <string.h>

NnNetwork *
nn_network_extract (const NnNetwork *network, const guint *ids, guint n)
{
  NnNetwork *fragment = nn_network_new ();

  for (guint i = 0; i < nn_network_n_layers (network); i++)
    if (nn_is_among (nn_network_layer_at (network, i)->id, ids, n))
      nn_network_insert (fragment, nn_layer_copy (nn_network_layer_at (network, i)), G_MAXUINT);
  for (guint i = 0; i < nn_network_n_wires (network); i++)
    {
      const NnWire *wire = nn_network_wire_at (network, i);

      if (nn_is_among (wire->from, ids, n) && nn_is_among (wire->to, ids, n))
        g_array_append_vals (fragment->wires, wire, 1);
    }
  for (guint i = 0; i < nn_network_n_marks (network); i++)
    if (nn_is_among (nn_network_mark_at (network, i)->id, ids, n))
      g_ptr_array_add (fragment->marks, nn_mark_copy (nn_network_mark_at (network, i)));
  return fragment;
}

static void
copy_tensor (NnTensors *to, const char *name, const NnTensor *tensor)
{
  float *data = nn_tensors_add (to, name, &tensor->shape);

  memcpy (data, tensor->data, nn_shape_size (&tensor->shape) * sizeof *data);
}

/* The part of a tensor's name behind the layer's: its role; NULL: it is another layer's. */
static const char *
role_in (const NnLayer *layer, const char *tensor)
{
  const gsize length = strlen (layer->name);

  return g_str_has_prefix (tensor, layer->name) && tensor[length] == '.' ? tensor + length + 1 : NULL;
}

static gboolean
has_tensor (const NnNetwork *fragment, const char *name)
{
  for (guint i = 0; i < nn_network_n_layers (fragment); i++)
    if (role_in (nn_network_layer_at (fragment, i), name) != NULL)
      return TRUE;
  return FALSE;
}

NnTensors *
nn_fragment_weights (const NnNetwork *fragment, const NnTensors *all)
{
  NnTensors *own = nn_tensors_new ();

  for (guint i = 0; i < nn_tensors_n (all); i++)
    if (has_tensor (fragment, nn_tensors_at (all, i)->name))
      copy_tensor (own, nn_tensors_at (all, i)->name, nn_tensors_at (all, i));
  return own;
}

/* By role; NULL: none. */
static NnTensors *
weights_of (const NnLayer *layer, const NnTensors *all)
{
  NnTensors *own = NULL;

  for (guint i = 0; all != NULL && i < nn_tensors_n (all); i++)
    {
      const char *role = role_in (layer, nn_tensors_at (all, i)->name);

      if (role == NULL)
        continue;
      if (own == NULL)
        own = nn_tensors_new ();
      copy_tensor (own, role, nn_tensors_at (all, i));
    }
  return own;
}

/* A paste in the making: each edit is tried on a copy at once, which knows what is taken by then. */
typedef struct
{
  NnNetwork *scratch;
  GPtrArray *edits;
  GHashTable *new_ids;   /* of the fragment's layers, by their old ones */
  GArray *ids;
  double dx, dy;
} Paste;

static void
add_edit (Paste *paste, NnEdit *edit)
{
  nn_edit_free (nn_edit_apply (edit, paste->scratch, NULL));   /* what cannot be applied fails when the group is */
  g_ptr_array_add (paste->edits, edit);
}

/* A name that somebody gave is kept with a number: "Eyes" becomes "Eyes 2". */
static void
keep_given_label (Paste *paste, const NnLayer *layer, guint id)
{
  if (g_str_has_prefix (layer->label, nn_text (layer->kind->title)))
    return;
  for (guint n = 2;; n++)
    {
      g_autofree char *label = g_strdup_printf ("%s %u", layer->label, n);

      if (nn_network_find (paste->scratch, label) != NULL)
        continue;
      add_edit (paste, nn_edit_rename (id, label));
      return;
    }
}

/* Takes the weights. */
static void
paste_layer (Paste *paste, const NnLayer *layer, guint twin, NnTensors *brought)
{
  g_autoptr (NnLayer) copy = nn_layer_copy (layer);
  const gboolean is_free = nn_network_find (paste->scratch, layer->name) == NULL
                           && nn_network_find (paste->scratch, layer->label) == NULL;

  copy->id = nn_network_next_id (paste->scratch);
  copy->x += paste->dx;
  copy->y += paste->dy;
  copy->twin = twin;
  if (brought != NULL)
    {
      nn_tensors_free (copy->brought);
      copy->brought = brought;
    }
  if (!is_free)
    {
      g_clear_pointer (&copy->name, g_free);   /* a free one is given when it is added */
      g_clear_pointer (&copy->label, g_free);
    }
  add_edit (paste, nn_edit_restore_layer (copy, G_MAXUINT));
  if (!is_free)
    keep_given_label (paste, layer, copy->id);
  g_hash_table_insert (paste->new_ids, GUINT_TO_POINTER (layer->id), GUINT_TO_POINTER (copy->id));
  g_array_append_val (paste->ids, copy->id);
}

static guint
new_id (const Paste *paste, guint old)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (paste->new_ids, GUINT_TO_POINTER (old)));
}

static void
paste_mark (Paste *paste, const NnMark *mark)
{
  NnMark copy = *mark;

  copy.id = nn_network_next_id (paste->scratch);
  copy.x += paste->dx;
  copy.y += paste->dy;
  add_edit (paste, nn_edit_add_mark (&copy));
  g_array_append_val (paste->ids, copy.id);
}

NnEdit *
nn_edit_paste (const NnNetwork *network, const NnNetwork *fragment, NnBeginnings begin, const char *title, double dx, double dy,
               GArray *ids)
{
  g_autoptr (NnNetwork) scratch = nn_network_copy (network);
  g_autoptr (GHashTable) new_ids = g_hash_table_new (NULL, NULL);
  Paste paste = {
    .scratch = scratch,
    .edits = g_ptr_array_new (),
    .new_ids = new_ids,
    .ids = ids,
    .dx = dx,
    .dy = dy,
  };

  for (guint i = 0; i < nn_network_n_layers (fragment); i++)
    {
      const NnLayer *layer = nn_network_layer_at (fragment, i);

      paste_layer (&paste, layer, begin.twins != NULL ? begin.twins[i] : 0, weights_of (layer, begin.weights));
    }
  for (guint i = 0; i < nn_network_n_wires (fragment); i++)
    {
      const NnWire *wire = nn_network_wire_at (fragment, i);

      add_edit (&paste, nn_edit_add_wire (new_id (&paste, wire->from), new_id (&paste, wire->to), wire->slot));
    }
  for (guint i = 0; i < nn_network_n_marks (fragment); i++)
    paste_mark (&paste, nn_network_mark_at (fragment, i));
  return nn_edit_group (g_strdup (title), paste.edits);
}

NnEdit *
nn_edit_remove_all (const NnNetwork *network, const guint *ids, guint n)
{
  GPtrArray *edits = g_ptr_array_new ();
  char *title;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (edits,
                     nn_network_mark (network, ids[i]) != NULL ? nn_edit_remove_mark (ids[i])
                                                               : nn_edit_remove_layer (ids[i]));
  title = n == 1 ? nn_edit_title (g_ptr_array_index (edits, 0), network)
                 : nn_count_in_words (n, N_ ("Remove %s thing"), N_ ("Remove %s things"));
  return nn_edit_group (title, edits);
}
