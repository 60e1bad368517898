#include "network-private.h"

#include "recipe.h"
#include "text.h"

NnNetwork *
nn_network_new (void)
{
  NnNetwork *network = g_new0 (NnNetwork, 1);

  network->layers = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_layer_free);
  network->wires = g_array_new (FALSE, FALSE, sizeof (NnWire));
  network->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_mark_free);
  network->recipe = nn_settings_new (nn_recipe_params);
  network->data = g_strdup ("builtin:spiral");
  network->title = g_strdup ("");
  network->note = g_strdup ("");
  network->hidden = g_strdup ("");
  network->next_id = 1;
  return network;
}

NnNetwork *
nn_network_copy (const NnNetwork *network)
{
  NnNetwork *copy = g_new0 (NnNetwork, 1);

  copy->layers = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_layer_free);
  for (guint i = 0; i < network->layers->len; i++)
    g_ptr_array_add (copy->layers, nn_layer_copy (nn_network_layer_at (network, i)));
  copy->wires = g_array_copy (network->wires);
  copy->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_mark_free);
  for (guint i = 0; i < network->marks->len; i++)
    g_ptr_array_add (copy->marks, nn_mark_copy (nn_network_mark_at (network, i)));
  copy->recipe = nn_settings_copy (network->recipe);
  copy->data = g_strdup (network->data);
  copy->title = g_strdup (network->title);
  copy->note = g_strdup (network->note);
  copy->hidden = g_strdup (network->hidden);
  copy->depth = network->depth;
  copy->next_id = network->next_id;
  return copy;
}

void
nn_network_free (NnNetwork *network)
{
  if (network == NULL)
    return;
  g_ptr_array_unref (network->layers);
  g_array_unref (network->wires);
  g_ptr_array_unref (network->marks);
  nn_settings_free (network->recipe);
  g_free (network->data);
  g_free (network->title);
  g_free (network->note);
  g_free (network->hidden);
  g_clear_pointer (&network->changes, g_array_unref);
  g_free (network);
}

static gpointer
copy_inside (gconstpointer inside)
{
  return nn_network_copy (inside);
}

static void
free_inside (gpointer inside)
{
  nn_network_free (inside);
}

static const NnInsideType inside_type = { .copy = copy_inside, .free = free_inside };

const NnNetwork *
nn_layer_inside (const NnLayer *layer)
{
  return layer->inside;
}

void
nn_layer_set_inside (NnLayer *layer, NnNetwork *inside)
{
  nn_network_free (layer->inside);
  layer->inside = inside;
  layer->inside_type = &inside_type;
}

static gboolean
inside_equal (const NnLayer *a, const NnLayer *b)
{
  if (a->inside == NULL || b->inside == NULL)
    return a->inside == b->inside;
  return nn_network_equal (a->inside, b->inside);
}

static gboolean
layer_equal (const NnLayer *a, const NnLayer *b)
{
  return a->kind == b->kind
         && g_str_equal (a->name, b->name)
         && g_str_equal (a->label, b->label)
         && a->x == b->x
         && a->y == b->y
         && nn_settings_equal (a->settings, b->settings)
         && inside_equal (a, b);
}

/* Ids may differ, so wires are compared by where their layers stand. */
static gboolean
wire_equal (const NnNetwork *a, const NnNetwork *b, guint i)
{
  const NnWire *in_a = nn_network_wire_at (a, i);
  const NnWire *in_b = nn_network_wire_at (b, i);

  return in_a->slot == in_b->slot
         && nn_network_index (a, in_a->from) == nn_network_index (b, in_b->from)
         && nn_network_index (a, in_a->to) == nn_network_index (b, in_b->to);
}

gboolean
nn_network_equal (const NnNetwork *a, const NnNetwork *b)
{
  if (a->layers->len != b->layers->len
      || a->wires->len != b->wires->len
      || a->marks->len != b->marks->len
      || !g_str_equal (a->data, b->data)
      || !g_str_equal (a->title, b->title)
      || !g_str_equal (a->note, b->note)
      || !g_str_equal (a->hidden, b->hidden)
      || !nn_settings_equal (a->recipe, b->recipe))
    return FALSE;
  for (guint i = 0; i < a->layers->len; i++)
    if (!layer_equal (nn_network_layer_at (a, i), nn_network_layer_at (b, i)))
      return FALSE;
  for (guint i = 0; i < a->wires->len; i++)
    if (!wire_equal (a, b, i))
      return FALSE;
  for (guint i = 0; i < a->marks->len; i++)
    if (!nn_mark_equal (nn_network_mark_at (a, i), nn_network_mark_at (b, i)))
      return FALSE;
  return TRUE;
}

guint
nn_network_n_layers (const NnNetwork *network)
{
  return network->layers->len;
}

const NnLayer *
nn_network_layer_at (const NnNetwork *network, guint i)
{
  return g_ptr_array_index (network->layers, i);
}

guint
nn_network_index (const NnNetwork *network, guint id)
{
  guint i = 0;

  while (i < network->layers->len && nn_network_layer_at (network, i)->id != id)
    i++;
  return i;
}

const NnLayer *
nn_network_layer (const NnNetwork *network, guint id)
{
  const guint i = nn_network_index (network, id);

  return i < network->layers->len ? nn_network_layer_at (network, i) : NULL;
}

const NnLayer *
nn_network_find (const NnNetwork *network, const char *name_or_label)
{
  for (guint i = 0; i < network->layers->len; i++)
    if (g_str_equal (nn_network_layer_at (network, i)->name, name_or_label))
      return nn_network_layer_at (network, i);
  for (guint i = 0; i < network->layers->len; i++)
    if (g_str_equal (nn_network_layer_at (network, i)->label, name_or_label))
      return nn_network_layer_at (network, i);
  return NULL;
}

guint
nn_network_n_wires (const NnNetwork *network)
{
  return network->wires->len;
}

const NnWire *
nn_network_wire_at (const NnNetwork *network, guint i)
{
  return &g_array_index (network->wires, NnWire, i);
}

guint
nn_network_wire_into (const NnNetwork *network, guint to, guint slot)
{
  guint i = 0;

  while (i < network->wires->len
         && !(nn_network_wire_at (network, i)->to == to && nn_network_wire_at (network, i)->slot == slot))
    i++;
  return i;
}

const char *
nn_network_data (const NnNetwork *network)
{
  return network->data;
}

const NnSettings *
nn_network_recipe (const NnNetwork *network)
{
  return network->recipe;
}

const char *
nn_network_title (const NnNetwork *network)
{
  return network->title;
}

const char *
nn_network_note (const NnNetwork *network)
{
  return network->note;
}

const char *
nn_network_hidden (const NnNetwork *network)
{
  return network->hidden;
}

gboolean
nn_network_hides (const NnNetwork *network, const char *control)
{
  g_auto (GStrv) ids = NULL;

  if (*network->hidden == '\0')
    return FALSE;
  ids = g_strsplit (network->hidden, " ", -1);
  return g_strv_contains ((const char *const *) ids, control);
}

guint64
nn_network_seed (const NnNetwork *network)
{
  return (guint64) nn_settings_int (network->recipe, "seed");
}

/* "Dense 3" or "dense_3"; the first of a kind that is not numbered goes without: "Flatten", "flatten". */
static char *
number_word (const NnKind *kind, const char *word, const char *gap, guint n)
{
  return n == 1 && !kind->numbered ? g_strdup (word) : g_strdup_printf ("%s%s%u", word, gap, n);
}

static void
name_layer (const NnNetwork *network, NnLayer *layer)
{
  for (guint n = 1; layer->name == NULL; n++)
    {
      g_autofree char *name = number_word (layer->kind, layer->kind->id, "_", n);
      g_autofree char *label = number_word (layer->kind, nn_text (layer->kind->title), " ", n);

      if (nn_network_find (network, name) != NULL || nn_network_find (network, label) != NULL)
        continue;
      layer->name = g_steal_pointer (&name);
      layer->label = g_steal_pointer (&label);
    }
}

void
nn_network_insert (NnNetwork *network, NnLayer *layer, guint index)
{
  name_layer (network, layer);
  network->next_id = MAX (network->next_id, layer->id + 1);
  g_ptr_array_insert (network->layers, MIN (index, network->layers->len), layer);
}

NnLayer *
nn_network_steal (NnNetwork *network, guint index)
{
  return g_ptr_array_steal_index (network->layers, index);
}

GArray *
nn_network_order (const NnNetwork *network)
{
  const guint n = network->layers->len;
  GArray *order = g_array_sized_new (FALSE, FALSE, sizeof (guint), n);
  g_autofree guint *waits = g_new0 (guint, n + 1);   /* wires into each layer whose start is not in order yet */

  for (guint i = 0; i < network->wires->len; i++)
    waits[nn_network_index (network, nn_network_wire_at (network, i)->to)]++;
  for (guint i = 0; i < n; i++)
    if (waits[i] == 0)
      g_array_append_val (order, nn_network_layer_at (network, i)->id);

  for (guint done = 0; done < order->len; done++)
    for (guint i = 0; i < network->wires->len; i++)
      {
        const NnWire *wire = nn_network_wire_at (network, i);

        if (wire->from == g_array_index (order, guint, done) && --waits[nn_network_index (network, wire->to)] == 0)
          g_array_append_val (order, wire->to);
      }
  return order;
}

gboolean
nn_network_reaches (const NnNetwork *network, guint from, guint to)
{
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);

  g_array_append_val (seen, from);
  for (guint done = 0; done < seen->len; done++)
    {
      const guint at = g_array_index (seen, guint, done);

      if (at == to)
        return TRUE;
      for (guint i = 0; i < network->wires->len; i++)
        {
          const NnWire *wire = nn_network_wire_at (network, i);

          if (wire->from == at && g_hash_table_add (known, GUINT_TO_POINTER (wire->to)))
            g_array_append_val (seen, wire->to);
        }
    }
  return FALSE;
}
