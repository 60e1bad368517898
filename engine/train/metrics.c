#include "metrics.h"

#include "vector.h"

#include <math.h>

#define LANES 16   /* numbers compared side by side */

static NN_KERNEL float
find_largest (const float *raw, gsize size)
{
  float largest[LANES];
  gsize at = 0;

  for (gsize l = 0; l < LANES; l++)
    largest[l] = raw[0];
  for (; at + LANES <= size; at += LANES)
    for (gsize l = 0; l < LANES; l++)
      largest[l] = raw[at + l] > largest[l] ? raw[at + l] : largest[l];
  for (gsize l = 0; l < LANES; l++)
    largest[0] = largest[l] > largest[0] ? largest[l] : largest[0];
  for (; at < size; at++)
    largest[0] = raw[at] > largest[0] ? raw[at] : largest[0];
  return largest[0];
}

guint
nn_answer (const float *raw, gsize size)
{
  const float largest = find_largest (raw, size);
  guint best = 0;

  if (size == 1)
    return raw[0] > 0;
  while (raw[best] != largest && !isnan (largest))
    best++;
  return best;
}

guint
nn_truth (NnEncoding encoding, const float *target, gsize size)
{
  return encoding == NN_ENCODE_INDEX ? (guint) target[0] : nn_answer (target, size);
}

double
nn_sum_losses (const float *loss, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += loss[i];
  return sum;
}

gsize
nn_count_right (NnEncoding encoding, const float *raw, gsize raw_size, const float *target, gsize target_size, gsize n)
{
  gsize right = 0;

  for (gsize i = 0; i < n; i++)
    right += nn_answer (raw + i * raw_size, raw_size) == nn_truth (encoding, target + i * target_size, target_size);
  return right;
}

void
nn_tally_add (NnTally *tally, const NnTally *more)
{
  tally->loss += more->loss;
  tally->right += more->right;
  tally->asked += more->asked;
  tally->n += more->n;
  for (guint i = 0; i < NN_N_TURNS; i++)
    {
      tally->turn[i].loss += more->turn[i].loss;
      tally->turn[i].n += more->turn[i].n;
    }
}

void
nn_tally_take (NnTally *tally, NnTurn turn)
{
  tally->turn[turn] = (NnTurnTally) { .loss = tally->loss, .n = tally->n };
}
