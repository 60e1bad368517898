#include "channel-sums.h"

#include "gemm.h"

#define PART 64   /* rows that one invocation adds up */

static gsize
parts_of (gsize rows)
{
  return (rows - 1) / PART + 1;
}

gsize
nn_channel_sums_scratch (gsize rows, gsize channels)
{
  return nn_scratch_room (parts_of (rows) * channels) + nn_sum_rows_scratch (parts_of (rows), channels);
}

void
nn_record_channel_sums (const NnRun *run, const NnChannelSums *s)
{
  const gsize parts = parts_of (s->rows), n = s->rows * s->channels;
  float *found = s->scratch;

  nn_dispatch_flat (run, &(NnDispatch) {
    .shader = NN_SHADER_CHANNEL_SUMS,
    .buffer = { NN_READS (s->dy, n), NN_READS (s->x, n),
                NN_READS (s->saved, s->rows / s->places * s->groups * 2),
                NN_WRITES (found, parts * s->channels) },
    .word = { { s->rows }, { s->channels }, { PART }, { s->places }, { s->groups } },
  }, parts * s->channels);
  nn_record_sum_rows (run, s->sum, found, parts, s->channels, found + nn_scratch_room (parts * s->channels));
}
