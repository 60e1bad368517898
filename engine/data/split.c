#include "dataset.h"

#include <math.h>
#include <string.h>

#include "rng.h"

static guint32 *
copy_part (const guint32 *order, guint32 n)
{
  return g_memdup2 (order, n * sizeof *order);
}

/* Any order with the same chance. One example more changes the places of two: who adds a point to a set of his own does not
 * see all others change sides. */
static guint32 *
draw_order (gsize n, guint64 seed)
{
  NnRng rng = nn_rng (seed, NN_STREAM_SPLIT);
  guint32 *order = g_new0 (guint32, n);

  for (gsize i = 0; i < n; i++)
    {
      const guint32 j = nn_rng_below (&rng, (guint32) i + 1);

      order[i] = order[j];
      order[j] = (guint32) i;
    }
  return order;
}

NnSplit *
nn_split_new (gsize n, double validation, guint64 seed)
{
  NnSplit *split;
  g_autofree guint32 *order = NULL;

  g_return_val_if_fail (n > 0 && n <= G_MAXUINT32, NULL);
  g_return_val_if_fail (validation >= 0 && validation <= 1, NULL);

  order = draw_order (n, seed);

  split = g_new (NnSplit, 1);
  split->n_validation = (guint32) MIN (round ((double) n * validation), (double) n - 1);
  split->n_train = (guint32) n - split->n_validation;
  split->validation = copy_part (order, split->n_validation);
  split->train = copy_part (order + split->n_validation, split->n_train);
  return split;
}

static guint32 *
count_from (guint32 first, guint32 n)
{
  guint32 *numbers = g_new (guint32, n);

  for (guint32 i = 0; i < n; i++)
    numbers[i] = first + i;
  return numbers;
}

/* Pieces of a text, in its order: two that touch share tokens when one is moved, so one is left out where it is cut. */
static NnSplit *
cut (gsize n, double validation)
{
  NnSplit *split = g_new (NnSplit, 1);

  split->n_validation = (guint32) MIN (round ((double) n * validation), MAX ((double) n - 2, 0));
  split->n_train = (guint32) n - split->n_validation - (split->n_validation > 0);
  split->train = count_from (0, split->n_train);
  split->validation = count_from ((guint32) n - split->n_validation, split->n_validation);
  return split;
}

NnSplit *
nn_dataset_split (const NnDataset *dataset, double validation, guint64 seed)
{
  const gsize n = nn_dataset_n (dataset);

  return nn_dataset_info (dataset)->continues ? cut (n, validation) : nn_split_new (n, validation, seed);
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
