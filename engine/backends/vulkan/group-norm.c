/* Group norm and layer norm, which is that of one group in a single place; see engine/ops/group_norm.c and layer_norm.c. */
#include "channel-sums.h"
#include "gemm.h"
#include "kernels.h"
#include "norm.h"

#define SAVED 1

typedef struct
{
  gsize examples, places, groups, channels;
  double epsilon;
} Norm;

static Norm
group_norm (const NnStep *step, guint rows)
{
  const NnChannels on = nn_channels (&step->in[0]);

  return (Norm) { rows, on.places, step->arg[0], on.channels, step->arg[1] };
}

static Norm
layer_norm (const NnStep *step, guint rows)
{
  const NnChannels on = nn_channels (&step->in[0]);

  return (Norm) { rows * on.places, 1, 1, on.channels, step->arg[0] };
}

/* Back nothing is saved; the layer still takes that block for written, so the result stands in for it. */
static void
record (const NnStep *step, const NnRun *run, const Norm *norm, gconstpointer dy, gpointer result)
{
  const gsize n = norm->examples * norm->places * norm->channels, rows = norm->examples * norm->groups;
  const gsize width = norm->channels / norm->groups;
  const gconstpointer scale = step->in[NN_NORM_SCALE].data, shift = step->in[NN_NORM_SHIFT].data;
  const gpointer saved = step->out[SAVED].data;
  const gboolean back = dy != NULL;

  nn_dispatch_rows (run, &(NnDispatch) {
    .shader = NN_SHADER_GROUP_NORM,
    .constant = { [1] = back, scale != NULL, shift != NULL },
    .buffer = { NN_READS (step->in[0].data, n), NN_READS (scale, norm->channels), NN_READS (shift, norm->channels),
                NN_READS (dy, n), NN_READS (back ? saved : NULL, 2 * rows), NN_WRITES (back ? result : saved, back ? n : 2 * rows),
                NN_WRITES (result, n) },
    .word = { { rows }, { norm->groups }, { width }, { norm->places }, { .f = norm->epsilon } },
  }, rows, norm->places * width);
}

static void
forward (const NnStep *step, const NnRun *run, Norm norm)
{
  record (step, run, &norm, NULL, step->out[0].data);
}

static void
backward (const NnStep *step, const NnRun *run, Norm norm)
{
  const gsize rows = norm.examples * norm.places;
  const gconstpointer dy = step->d_out[0].data;
  float *scratch = step->scratch;

  if (step->d_in[0].data != NULL)
    record (step, run, &norm, dy, step->d_in[0].data);
  if (step->d_in[NN_NORM_SCALE].data != NULL)
    nn_record_channel_sums (run, &(NnChannelSums) {
      .sum = step->d_in[NN_NORM_SCALE].data, .dy = dy, .x = step->in[0].data, .rows = rows, .channels = norm.channels,
      .saved = step->out[SAVED].data, .places = norm.places, .groups = norm.groups, .scratch = scratch,
    });
  scratch += nn_scratch_room (nn_channel_sums_scratch (rows, norm.channels));
  if (step->d_in[NN_NORM_SHIFT].data != NULL)
    nn_record_sum_rows (run, step->d_in[NN_NORM_SHIFT].data, dy, rows, norm.channels, scratch);
}

static gsize
scratch (const NnStep *step, guint rows, gboolean back)
{
  const NnChannels on = nn_channels (&step->in[0]);
  const gsize all = rows * on.places;

  return back ? nn_scratch_room (nn_channel_sums_scratch (all, on.channels)) + nn_sum_rows_scratch (all, on.channels) : 0;
}

#define NORM(id)                                          \
  static void                                             \
  id##_forward (const NnStep *step, const NnRun *run)     \
  {                                                       \
    forward (step, run, id (step, run->rows));            \
  }                                                       \
                                                          \
  static void                                             \
  id##_backward (const NnStep *step, const NnRun *run)    \
  {                                                       \
    backward (step, run, id (step, run->rows));           \
  }                                                       \
                                                          \
  const NnKernel nn_vulkan_##id = { id##_forward, id##_backward, .scratch = scratch };

NORM (group_norm)
NORM (layer_norm)
