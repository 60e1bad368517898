#include "batcher.h"

#include <string.h>

#include "rng.h"

/* Blocks of random words that an epoch may use: no epoch comes near the next one's. */
#define BLOCKS_AN_EPOCH_LOG2 36

static void
draw_order (NnBatcher *batcher)
{
  NnRng rng = nn_rng (batcher->seed, NN_STREAM_SHUFFLE);

  rng.counter = (guint64) batcher->epoch << BLOCKS_AN_EPOCH_LOG2;
  memcpy (batcher->order, batcher->train, batcher->n * sizeof *batcher->order);
  nn_rng_shuffle (&rng, batcher->order, batcher->n);
}

NnBatcher *
nn_batcher_new (const guint32 *train, guint32 n, guint64 seed)
{
  NnBatcher *batcher = g_new0 (NnBatcher, 1);

  g_return_val_if_fail (n > 0, NULL);

  batcher->train = train;
  batcher->n = n;
  batcher->seed = seed;
  batcher->order = g_new (guint32, n);
  draw_order (batcher);
  return batcher;
}

void
nn_batcher_free (NnBatcher *batcher)
{
  if (batcher == NULL)
    return;
  g_free (batcher->order);
  g_free (batcher);
}

void
nn_batcher_seek (NnBatcher *batcher, gint64 epoch, guint32 at)
{
  g_return_if_fail (at < batcher->n);

  batcher->epoch = epoch;
  batcher->at = at;
  draw_order (batcher);
}

gboolean
nn_batcher_move (NnBatcher *batcher, guint32 examples)
{
  batcher->at += examples;
  if (batcher->at < batcher->n)
    return FALSE;
  nn_batcher_seek (batcher, batcher->epoch + 1, 0);
  return TRUE;
}

void
nn_gather_inputs (const NnDataset *dataset, const guint32 *examples, guint n, gsize size, float *out)
{
  for (guint i = 0; i < n; i++)
    nn_dataset_input (dataset, examples[i], out + i * size);
}

/* ---- Targets, by encoding ---- */

static void
gather_values (const NnDataset *dataset, const guint32 *examples, guint n, gsize size, float *out)
{
  for (guint i = 0; i < n; i++)
    memcpy (out + i * size, nn_dataset_target (dataset, examples[i]), size * sizeof *out);
}

static void
gather_indices (const NnDataset *dataset, const guint32 *examples, guint n, gsize size, float *out)
{
  for (guint i = 0; i < n; i++)
    out[i] = *nn_dataset_target (dataset, examples[i]);
}

static void
gather_one_hot (const NnDataset *dataset, const guint32 *examples, guint n, gsize size, float *out)
{
  memset (out, 0, n * size * sizeof *out);
  for (guint i = 0; i < n; i++)
    {
      const guint class = nn_dataset_class (dataset, examples[i]);

      if (class < size)
        out[i * size + class] = 1;
    }
}

static void
gather_signs (const NnDataset *dataset, const guint32 *examples, guint n, gsize size, float *out)
{
  for (guint i = 0; i < n; i++)
    out[i] = *nn_dataset_target (dataset, examples[i]) > 0 ? 1 : -1;
}

NnGatherTargets
nn_gather_targets (NnEncoding encoding)
{
  static const NnGatherTargets gatherers[] = {
    [NN_ENCODE_VALUES] = gather_values,   [NN_ENCODE_INDEX] = gather_indices, [NN_ENCODE_ONE_HOT] = gather_one_hot,
    [NN_ENCODE_BINARY] = gather_indices,  [NN_ENCODE_SIGNED] = gather_signs,
  };

  return gatherers[encoding];
}
