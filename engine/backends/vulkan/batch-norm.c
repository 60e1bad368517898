/* Batch norm; see engine/ops/batch_norm.c. Parts of the batch are looked at side by side, then joined channel by channel; there are no
 * other slices to meet. */
#include "kernels.h"
#include "norm.h"

#define PART 64   /* rows of a channel that one invocation looks at */

enum { MOMENTS, VALUES, SUMS, SLOPES };   /* stages of shaders/batch_norm.comp */

typedef struct
{
  gsize rows, channels, n, parts;
} Sizes;

static Sizes
sizes_of (const NnStep *step, guint rows)
{
  const NnChannels on = nn_channels (&step->in[NN_NORM_X]);
  const gsize all = rows * on.places;

  return (Sizes) { all, on.channels, all * on.channels, (all - 1) / PART + 1 };
}

/* `operands` by binding, the result among them. */
static void
record (const NnRun *run, const Sizes *s, const NnDispatch *operands, guint stage, gsize n)
{
  NnDispatch dispatch = *operands;

  dispatch.shader = NN_SHADER_BATCH_NORM;
  dispatch.constant[0] = stage;
  dispatch.word[0].u = n;
  dispatch.word[1].u = s->rows;
  dispatch.word[2].u = s->channels;
  dispatch.word[3].u = PART;
  nn_dispatch_flat (run, &dispatch, n);
}

/* Finds what the channels are normalised by. */
static void
settle (const NnStep *step, const NnRun *run, const Sizes *s)
{
  const gboolean moves = run->training && run->first_row == 0;
  const gpointer mean = step->in[NN_NORM_RUNNING_MEAN].data, variance = step->in[NN_NORM_RUNNING_VARIANCE].data;

  if (run->training)
    record (run, s, &(NnDispatch) {
      .buffer = { NN_READS (step->in[NN_NORM_X].data, s->n), [6] = NN_WRITES (step->scratch, 2 * s->parts * s->channels) },
    }, MOMENTS, s->parts * s->channels);
  nn_dispatch_groups (run, &(NnDispatch) {
    .shader = NN_SHADER_BATCH_NORM_SETTLE,
    .constant = { run->training, moves },
    .buffer = { NN_READS (step->scratch, run->training ? 2 * s->parts * s->channels : 0), NN_CHANGES (mean, s->channels),
                NN_CHANGES (variance, s->channels), NN_WRITES (step->out[NN_NORM_USED].data, 2 * s->channels) },
    .word = { { s->rows }, { s->channels }, { PART }, { s->parts }, { .f = step->arg[0] }, { .f = step->arg[1] } },
  }, s->channels);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const Sizes s = sizes_of (step, run->rows);
  const gconstpointer scale = step->in[NN_NORM_SCALE].data, shift = step->in[NN_NORM_SHIFT].data;

  settle (step, run, &s);
  record (run, &s, &(NnDispatch) {
    .constant = { [1] = scale != NULL, shift != NULL },
    .buffer = { NN_READS (step->in[NN_NORM_X].data, s.n), [2] = NN_READS (step->out[NN_NORM_USED].data, 2 * s.channels),
                NN_READS (scale, s.channels), NN_READS (shift, s.channels), [6] = NN_WRITES (step->out[NN_NORM_Y].data, s.n) },
  }, VALUES, s.n);
}

/* What is not wanted is not written; the layer still takes it for that, so the slopes stand in for it. */
static void
sum_slopes (const NnStep *step, const NnRun *run, const Sizes *s)
{
  const gpointer slopes = step->out[NN_NORM_SLOPES].data;
  const gpointer d_scale = step->d_in[NN_NORM_SCALE].data, d_shift = step->d_in[NN_NORM_SHIFT].data;

  record (run, s, &(NnDispatch) {
    .buffer = { NN_READS (step->in[NN_NORM_X].data, s->n), NN_READS (step->d_out[NN_NORM_Y].data, s->n),
                NN_READS (step->out[NN_NORM_USED].data, 2 * s->channels),
                [6] = NN_WRITES (step->scratch, 2 * s->parts * s->channels) },
  }, SUMS, s->parts * s->channels);
  nn_dispatch_groups (run, &(NnDispatch) {
    .shader = NN_SHADER_BATCH_NORM_SLOPES,
    .constant = { d_scale != NULL, d_shift != NULL },
    .buffer = { NN_READS (step->scratch, 2 * s->parts * s->channels), NN_WRITES (slopes, 2 * s->channels),
                NN_WRITES (d_scale != NULL ? d_scale : slopes, s->channels),
                NN_WRITES (d_shift != NULL ? d_shift : slopes, s->channels) },
    .word = { { s->channels }, { s->parts } },
  }, s->channels);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const Sizes s = sizes_of (step, run->rows);
  const gconstpointer scale = step->in[NN_NORM_SCALE].data;

  sum_slopes (step, run, &s);
  if (step->d_in[NN_NORM_X].data == NULL)
    return;
  record (run, &s, &(NnDispatch) {
    .constant = { [1] = scale != NULL, [3] = run->training },
    .buffer = { NN_READS (step->in[NN_NORM_X].data, s.n), NN_READS (step->d_out[NN_NORM_Y].data, s.n),
                NN_READS (step->out[NN_NORM_USED].data, 2 * s.channels), NN_READS (scale, s.channels),
                [5] = NN_READS (step->out[NN_NORM_SLOPES].data, 2 * s.channels), NN_WRITES (step->d_in[NN_NORM_X].data, s.n) },
  }, SLOPES, s.n);
}

static gsize
scratch (const NnStep *step, guint rows, gboolean back)
{
  const Sizes s = sizes_of (step, rows);

  return 2 * s.parts * s.channels;
}

const NnKernel nn_vulkan_batch_norm = { forward, backward, .scratch = scratch };
