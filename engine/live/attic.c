#include "attic.h"

#include <string.h>

/* A weight that does not fit any more makes all others go: the attic is a comfort, not a promise. */
#define ROOM ((gsize) 256 << 20) /* bytes */

struct _NnAttic
{
  GHashTable *weights; /* "3.weight.8×2.3" to GBytes: layer, role, shape and columns */
  gsize size;          /* bytes */
};

NnAttic *
nn_attic_new (void)
{
  NnAttic *attic = g_new0 (NnAttic, 1);

  attic->weights = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  return attic;
}

void
nn_attic_free (NnAttic *attic)
{
  if (attic == NULL)
    return;
  g_hash_table_unref (attic->weights);
  g_free (attic);
}

void
nn_attic_clear (NnAttic *attic)
{
  g_hash_table_remove_all (attic->weights);
  attic->size = 0;
}

static char *
name_weight (const NnWeightSpec *spec)
{
  g_autofree char *shape = nn_shape_to_string (&spec->shape);

  return g_strdup_printf ("%u.%s.%s.%x", spec->layer, spec->role, shape, spec->columns);
}

static gboolean
has_weight (const NnTrainer *trainer, const NnWeightSpec *spec)
{
  const NnGraph *graph = nn_trainer_graph (trainer);
  const guint i = nn_graph_find_weight (graph, spec->layer, spec->role);

  return i != NN_NO_WEIGHT && nn_weight_spec_same (nn_graph_weight_spec (graph, i), spec);
}

static void
store (NnAttic *attic, const NnWeightSpec *spec, const float *weight, gsize n)
{
  const gsize size = n * sizeof *weight;
  g_autofree char *name = name_weight (spec);
  GBytes *old = g_hash_table_lookup (attic->weights, name);

  if (old != NULL)
    attic->size -= g_bytes_get_size (old);
  g_hash_table_remove (attic->weights, name);
  if (attic->size + size > ROOM)
    nn_attic_clear (attic);
  if (size > ROOM)
    return;
  g_hash_table_insert (attic->weights, g_steal_pointer (&name), g_bytes_new (weight, size));
  attic->size += size;
}

void
nn_attic_store (NnAttic *attic, NnTrainer *leaving, const NnTrainer *staying)
{
  const NnGraph *graph = nn_trainer_graph (leaving);

  for (guint i = 0; i < nn_graph_n_weights (graph); i++)
    {
      const NnWeightSpec *spec = nn_graph_weight_spec (graph, i);
      gsize n;

      if (!has_weight (staying, spec))
        {
          const float *weight = nn_trainer_weight (leaving, i, &n);

          store (attic, spec, weight, n);
        }
    }
}

guint
nn_attic_fetch (NnAttic *attic, NnTrainer *trainer, const NnTrainer *adopted)
{
  const NnGraph *graph = nn_trainer_graph (trainer);
  guint fetched = 0;

  for (guint i = 0; i < nn_graph_n_weights (graph); i++)
    {
      const NnWeightSpec *spec = nn_graph_weight_spec (graph, i);
      g_autofree char *name = name_weight (spec);
      GBytes *bytes = g_hash_table_lookup (attic->weights, name);
      gsize n;

      if (bytes == NULL || has_weight (adopted, spec))
        continue;
      memcpy (nn_trainer_weight (trainer, i, &n), g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      fetched++;
    }
  return fetched;
}
