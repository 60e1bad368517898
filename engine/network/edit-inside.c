/* Edits of what a group holds, and those that make a group of layers and layers of a group. */
#include "edit-private.h"

#include "bounds.h"
#include "errors.h"
#include "fragment.h"
#include "network-private.h"
#include "text.h"

/* Inside. */
typedef struct
{
  NnEdit edit;
  guint group;
  NnEdit *inner;
} Inside;

static const NnEditType inside_type;

NnEdit *
nn_edit_inside (guint group, NnEdit *inner)
{
  Inside *inside = g_new0 (Inside, 1);

  inside->edit.type = &inside_type;
  inside->group = group;
  inside->inner = inner;
  return &inside->edit;
}

static NnEdit *
apply_inside (const NnEdit *edit, NnNetwork *network, GError **error)
{
  const Inside *inside = (const Inside *) edit;
  const NnLayer *group = nn_network_layer (network, inside->group);
  NnEdit *inverse;

  if (group == NULL || group->inside == NULL)
    {
      g_set_error_literal (error, NN_ERROR, NN_ERROR_ARGUMENT, _ ("That group is not there any more."));
      return NULL;
    }
  inverse = nn_edit_apply (inside->inner, group->inside, error);
  return inverse != NULL ? nn_edit_inside (inside->group, inverse) : NULL;
}

static char *
title_inside (const NnEdit *edit, const NnNetwork *network)
{
  const Inside *inside = (const Inside *) edit;
  const NnLayer *group = nn_network_layer (network, inside->group);

  return group != NULL && group->inside != NULL ? nn_edit_title (inside->inner, group->inside)
                                                : g_strdup (_ ("Change Group"));
}

static gboolean
merges_inside (const NnEdit *earlier, const NnEdit *later)
{
  const Inside *a = (const Inside *) earlier;
  const Inside *b = (const Inside *) later;

  return a->group == b->group && nn_edit_merges (a->inner, b->inner);
}

static void
clear_inside (NnEdit *edit)
{
  nn_edit_free (((Inside *) edit)->inner);
}

static const NnEditType inside_type = {
  .apply = apply_inside,
  .title = title_inside,
  .merges = merges_inside,
  .clear = clear_inside,
};

/* Make a group. */

/* The wires that cross a border of chosen layers must all begin at one layer outside, and all leave from one inside. */
typedef struct
{
  guint source;    /* outside; 0: none */
  guint end;       /* inside; 0: none */
  guint input;     /* of the wires in, one's end: what stands first */
} Border;

static gboolean
find_border (const NnNetwork *network, const guint *ids, guint n, Border *border)
{
  *border = (Border) { 0 };
  for (guint i = 0; i < nn_network_n_wires (network); i++)
    {
      const NnWire *wire = nn_network_wire_at (network, i);
      const gboolean from = nn_is_among (wire->from, ids, n), to = nn_is_among (wire->to, ids, n);

      if (!from && to)
        {
          if (border->source != 0 && border->source != wire->from)
            return FALSE;
          border->source = wire->from;
          border->input = wire->to;
        }
      if (from && !to)
        {
          if (border->end != 0 && border->end != wire->from)
            return FALSE;
          border->end = wire->from;
        }
    }
  return border->source != 0 && border->end != 0;
}

static gboolean
can_be_inside (const NnNetwork *network, guint id)
{
  const NnLayer *layer = nn_network_layer (network, id);
  const NnNetwork *inside = layer != NULL ? nn_layer_inside (layer) : NULL;

  return layer != NULL && layer->kind->max_in > 0 && !layer->kind->is_output &&
         (inside == NULL || inside->depth < NN_DEEPEST);
}

gboolean
nn_network_can_group (const NnNetwork *network, const guint *ids, guint n)
{
  Border border;

  for (guint i = 0; i < n; i++)
    if (!can_be_inside (network, ids[i]))
      return FALSE;
  return n > 0 && network->depth < NN_DEEPEST && find_border (network, ids, n, &border);
}

static void
set_depth (NnNetwork *network, guint depth)
{
  network->depth = depth;
  for (guint i = 0; i < network->layers->len; i++)
    {
      NnLayer *layer = g_ptr_array_index (network->layers, i);

      if (layer->inside != NULL)
        set_depth (layer->inside, depth + 1);
    }
}

/* The chosen layers with an input in front, wired as they were from outside. */
static NnNetwork *
make_inside (const NnNetwork *network, const guint *ids, guint n, const Border *border)
{
  NnNetwork *inside = nn_network_extract (network, ids, n);
  NnLayer *input = nn_layer_new (nn_kind_find ("input"));
  const NnLayer *first = nn_network_layer (network, border->input);

  input->id = network->next_id + 1;
  input->x = first->x - NN_CARD_GAP * 2;
  input->y = first->y;
  nn_network_insert (inside, input, 0);
  for (guint i = 0; i < nn_network_n_wires (network); i++)
    {
      NnWire wire = *nn_network_wire_at (network, i);

      if (nn_is_among (wire.from, ids, n) || !nn_is_among (wire.to, ids, n))
        continue;
      wire.from = input->id;
      g_array_append_val (inside->wires, wire);
    }
  set_depth (inside, network->depth + 1);
  return inside;
}

NnEdit *
nn_edit_make_group (const NnNetwork *network, const guint *ids, guint n, guint id)
{
  g_autoptr (NnLayer) group = NULL;
  GPtrArray *edits;
  Border border;

  if (!nn_network_can_group (network, ids, n))
    return NULL;
  find_border (network, ids, n, &border);
  group = nn_layer_new (nn_kind_find ("group"));
  group->id = id;
  group->x = nn_network_layer (network, border.input)->x;
  group->y = nn_network_layer (network, border.input)->y;
  nn_layer_set_inside (group, make_inside (network, ids, n, &border));

  edits = g_ptr_array_new ();
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (edits, nn_edit_remove_layer (ids[i]));
  g_ptr_array_add (edits, nn_edit_restore_layer (group, G_MAXUINT));
  g_ptr_array_add (edits, nn_edit_add_wire (border.source, id, 0));
  for (guint i = 0; i < nn_network_n_wires (network); i++)
    {
      const NnWire *wire = nn_network_wire_at (network, i);

      if (nn_is_among (wire->from, ids, n) && !nn_is_among (wire->to, ids, n))
        g_ptr_array_add (edits, nn_edit_add_wire (id, wire->to, wire->slot));
    }
  return nn_edit_group (g_strdup (_ ("Make Group")), edits);
}

/* Ungroup. */

/* One repetition put on the sheet: what is inside without its input, under new ids. */
typedef struct
{
  const NnNetwork *inside;
  GPtrArray *edits;
  guint base;        /* a new id is the old one plus this */
  double dx, dy;
} Unpacked;

static void
unpack_layers (const Unpacked *unpacked)
{
  for (guint i = 0; i < nn_network_n_layers (unpacked->inside); i++)
    {
      const NnLayer *layer = nn_network_layer_at (unpacked->inside, i);
      g_autoptr (NnLayer) copy = NULL;

      if (layer->kind->max_in == 0)
        continue;
      copy = nn_layer_copy (layer);
      copy->id += unpacked->base;
      copy->x += unpacked->dx;
      copy->y += unpacked->dy;
      g_clear_pointer (&copy->name, g_free);
      g_clear_pointer (&copy->label, g_free);
      g_ptr_array_add (unpacked->edits, nn_edit_restore_layer (copy, G_MAXUINT));
    }
}

/* Wires from the input begin at what came before instead. */
static void
unpack_wires (const Unpacked *unpacked, guint before)
{
  for (guint i = 0; i < nn_network_n_wires (unpacked->inside); i++)
    {
      const NnWire *wire = nn_network_wire_at (unpacked->inside, i);
      const gboolean enters = nn_network_layer (unpacked->inside, wire->from)->kind->max_in == 0;

      if (!enters)
        g_ptr_array_add (unpacked->edits,
                         nn_edit_add_wire (wire->from + unpacked->base, wire->to + unpacked->base, wire->slot));
      else if (before != 0)
        g_ptr_array_add (unpacked->edits, nn_edit_add_wire (before, wire->to + unpacked->base, wire->slot));
    }
}

/* The layer that feeds no other. */
static guint
find_last (const NnNetwork *inside)
{
  for (guint i = nn_network_n_layers (inside); i-- > 0;)
    {
      const guint id = nn_network_layer_at (inside, i)->id;
      guint n = 0;

      for (guint k = 0; k < nn_network_n_wires (inside); k++)
        n += nn_network_wire_at (inside, k)->from == id;
      if (n == 0)
        return id;
    }
  return 0;
}

/* Left edge and width of what lies inside. */
static void
find_extent (const NnNetwork *inside, double *left, double *top, double *width)
{
  double right = -NN_FARTHEST;

  *left = *top = NN_FARTHEST;
  for (guint i = 0; i < nn_network_n_layers (inside); i++)
    {
      const NnLayer *layer = nn_network_layer_at (inside, i);

      if (layer->kind->max_in == 0)
        continue;
      *left = MIN (*left, layer->x);
      *top = MIN (*top, layer->y);
      right = MAX (right, layer->x);
    }
  *width = right - *left;
}

NnEdit *
nn_edit_ungroup (const NnNetwork *network, guint id)
{
  const NnLayer *group = nn_network_layer (network, id);
  const NnNetwork *inside = group != NULL ? nn_layer_inside (group) : NULL;
  const guint fed = group != NULL ? nn_network_wire_into (network, id, 0) : 0;
  const guint times = inside != NULL ? nn_settings_int (group->settings, "repeat") : 0;
  guint before = 0, base = nn_network_next_id (network);
  double left, top, width;
  GPtrArray *edits;

  if (inside == NULL || times * nn_network_n_layers (inside) > NN_MOST_LAYERS - nn_network_n_layers (network))
    return NULL;
  edits = g_ptr_array_new ();
  find_extent (inside, &left, &top, &width);
  if (fed < nn_network_n_wires (network))
    before = nn_network_wire_at (network, fed)->from;
  for (guint k = 0; k < times; k++, base += inside->next_id)
    {
      const Unpacked unpacked = {
        inside, edits, base, group->x - left + k * (width + 3 * NN_CARD_GAP), group->y - top,
      };

      unpack_layers (&unpacked);
      unpack_wires (&unpacked, before);
      before = find_last (inside) + base;
    }
  for (guint i = 0; i < nn_network_n_wires (network); i++)
    if (nn_network_wire_at (network, i)->from == id)
      g_ptr_array_add (edits, nn_edit_add_wire (before, nn_network_wire_at (network, i)->to,
                                                nn_network_wire_at (network, i)->slot));
  g_ptr_array_insert (edits, 0, nn_edit_remove_layer (id));
  return nn_edit_group (g_strdup (_ ("Ungroup")), edits);
}
