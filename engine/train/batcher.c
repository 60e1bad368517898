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
  batcher->shift = batcher->room > 1 ? nn_rng_below (&rng, batcher->room) : 0;
}

NnBatcher *
nn_batcher_new (const guint32 *train, guint32 n, guint room, guint64 seed)
{
  NnBatcher *batcher = g_new0 (NnBatcher, 1);

  g_return_val_if_fail (n > 0, NULL);

  batcher->train = train;
  batcher->n = n;
  batcher->room = room;
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
nn_gather_inputs (const NnPick *pick, gsize size, float *out)
{
  for (guint i = 0; i < pick->n; i++)
    nn_dataset_input_field (pick->dataset, pick->examples[i], pick->field, pick->shift, out + i * size);
}

/* ---- Targets, by encoding ---- */

static const float *
find_target (const NnPick *pick, guint i)
{
  return nn_dataset_target_field (pick->dataset, pick->examples[i], pick->field, pick->shift);
}

/* Numbers, and classes as their indices: as they are stored. */
static void
gather_values (const NnPick *pick, gsize size, float *out)
{
  for (guint i = 0; i < pick->n; i++)
    memcpy (out + i * size, find_target (pick, i), size * sizeof *out);
}

/* A row for each of an example's classes: one, or one at each step. */
static void
gather_one_hot (const NnPick *pick, gsize size, float *out)
{
  const gsize places = (gsize) nn_shape_size (&nn_dataset_info (pick->dataset)->targets[pick->field].shape);
  const gsize width = size / places;

  memset (out, 0, pick->n * size * sizeof *out);
  for (guint i = 0; i < pick->n; i++)
    for (gsize p = 0; p < places; p++)
      {
        const gsize class = (gsize) find_target (pick, i)[p];

        if (class < width)
          out[i * size + p * width + class] = 1;
      }
}

static void
gather_signs (const NnPick *pick, gsize size, float *out)
{
  for (guint i = 0; i < pick->n; i++)
    out[i] = *find_target (pick, i) > 0 ? 1 : -1;
}

NnGatherTargets
nn_gather_targets (NnEncoding encoding)
{
  static const NnGatherTargets gatherers[] = {
    [NN_ENCODE_VALUES] = gather_values,  [NN_ENCODE_INDEX] = gather_values, [NN_ENCODE_ONE_HOT] = gather_one_hot,
    [NN_ENCODE_BINARY] = gather_values, [NN_ENCODE_SIGNED] = gather_signs,
  };

  return gatherers[encoding];
}
