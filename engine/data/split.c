#include "dataset.h"

#include <math.h>
#include <string.h>

#include "rng.h"

static guint32 *
copy_part (const guint32 *order, guint32 n)
{
  return g_memdup2 (order, n * sizeof *order);
}

NnSplit *
nn_split_new (gsize n, double validation, guint64 seed)
{
  NnSplit *split;
  NnRng rng = nn_rng (seed, NN_STREAM_SPLIT);
  g_autofree guint32 *order = NULL;

  g_return_val_if_fail (n > 0 && n <= G_MAXUINT32, NULL);
  g_return_val_if_fail (validation >= 0 && validation <= 1, NULL);

  order = g_new (guint32, n);
  for (gsize i = 0; i < n; i++)
    order[i] = (guint32) i;
  nn_rng_shuffle (&rng, order, n);

  split = g_new (NnSplit, 1);
  split->n_validation = (guint32) MIN (round ((double) n * validation), (double) n - 1);
  split->n_train = (guint32) n - split->n_validation;
  split->validation = copy_part (order, split->n_validation);
  split->train = copy_part (order + split->n_validation, split->n_train);
  return split;
}

void
nn_split_free (NnSplit *split)
{
  if (split == NULL)
    return;
  g_free (split->train);
  g_free (split->validation);
  g_free (split);
}
