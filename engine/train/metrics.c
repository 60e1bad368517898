#include "metrics.h"

guint
nn_answer (const float *raw, gsize size)
{
  guint best = 0;

  if (size == 1)
    return raw[0] > 0;
  for (guint i = 1; i < size; i++)
    if (raw[i] > raw[best])
      best = i;
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
  tally->n += more->n;
}
