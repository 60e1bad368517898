#include "op-case.h"

#include "rng.h"

#include <string.h>

#define GUARD_BYTES 64
#define GUARD_VALUE 0x5a

#define LIST(n) { .rank = 1, .dim = { n } }
#define GRID(a, b) { .rank = 2, .dim = { a, b } }
#define PICTURE(height, width, channels) { .rank = 3, .dim = { height, width, channels } }
#define FILTERS(out, in, down, across) { .rank = 4, .dim = { out, in, down, across } }
#define SLIDE(stride, before, after, dilation) \
  stride, stride, before, before, after, after, dilation, dilation

const OpCase op_cases[] = {
  { "features", { LIST (2) }, .arg = { 0x7f }, .rows = 3 },
  { "features", { LIST (2) }, .arg = { 0x54 }, .rows = 2 },
  { "features", { LIST (2) }, .arg = { 0x28 }, .rows = 301 },
  { "linear", { LIST (5), GRID (3, 5), LIST (3) }, .first_weight = 1, .rows = 4 },
  { "linear", { LIST (1), GRID (1, 1), LIST (1) }, .first_weight = 1, .rows = 1 },
  { "linear", { LIST (8), GRID (8, 8) }, .first_weight = 1, .rows = 10 },
  { "linear", { LIST (2), GRID (13, 2), LIST (13) }, .first_weight = 1, .rows = 7 },
  { "linear", { GRID (3, 4), GRID (6, 4), LIST (6) }, .first_weight = 1, .rows = 2 },
  { "conv2d", { PICTURE (5, 6, 2), FILTERS (3, 2, 3, 3), LIST (3) }, .first_weight = 1,
    .arg = { SLIDE (1, 0, 0, 1), 1, 0 }, .rows = 2 },
  { "conv2d", { PICTURE (5, 4, 3), FILTERS (2, 3, 3, 3), LIST (2) }, .first_weight = 1,
    .arg = { SLIDE (1, 1, 1, 1), 1, 1 }, .rows = 2 },
  { "conv2d", { PICTURE (7, 6, 2), FILTERS (3, 2, 3, 2) }, .first_weight = 1,
    .arg = { 2, 3, 1, 0, 1, 1, 1, 1, 1, 0 }, .rows = 2 },
  { "conv2d", { PICTURE (7, 8, 1), FILTERS (2, 1, 3, 3), LIST (2) }, .first_weight = 1,
    .arg = { SLIDE (2, 2, 2, 2), 1, 1 }, .rows = 1 },
  { "conv2d", { PICTURE (4, 4, 4), FILTERS (6, 2, 3, 3), LIST (6) }, .first_weight = 1,
    .arg = { SLIDE (1, 1, 1, 1), 2, 0 }, .rows = 2 },
  { "conv2d", { PICTURE (5, 5, 3), FILTERS (3, 1, 3, 3), LIST (3) }, .first_weight = 1,
    .arg = { SLIDE (2, 1, 1, 1), 3, 1 }, .rows = 2 },
  { "conv2d", { PICTURE (1, 7, 2), FILTERS (3, 2, 1, 4), LIST (3) }, .first_weight = 1,
    .arg = { 1, 1, 0, 1, 0, 2, 1, 1, 1, 0 }, .rows = 3 },
  { "conv2d", { PICTURE (6, 5, 2), FILTERS (3, 2, 1, 1) }, .first_weight = 1,
    .arg = { SLIDE (2, 0, 0, 1), 1, 0 }, .rows = 2 },
  { "conv2d", { PICTURE (5, 5, 1), FILTERS (1, 1, 5, 5), LIST (1) }, .first_weight = 1,
    .arg = { SLIDE (3, 4, 4, 1), 1, 0 }, .rows = 1 },
  { "conv_transpose2d", { PICTURE (3, 4, 2), FILTERS (2, 3, 4, 4), LIST (3) }, .first_weight = 1,
    .arg = { SLIDE (2, 1, 1, 1), 1, 1 }, .rows = 2 },
  { "conv_transpose2d", { PICTURE (3, 3, 3), FILTERS (3, 2, 3, 3) }, .first_weight = 1,
    .arg = { SLIDE (1, 0, 0, 1), 1, 0 }, .rows = 2 },
  { "conv_transpose2d", { PICTURE (2, 3, 4), FILTERS (4, 1, 2, 2), LIST (2) }, .first_weight = 1,
    .arg = { SLIDE (3, 0, -1, 1), 2, 0 }, .rows = 2 },
  { "conv_transpose2d", { PICTURE (3, 3, 2), FILTERS (2, 1, 3, 3), LIST (2) }, .first_weight = 1,
    .arg = { SLIDE (2, 1, 0, 2), 2, 0 }, .rows = 1 },
  { "max_pool2d", { PICTURE (6, 6, 3) }, .arg = { SLIDE (2, 0, 0, 1), 2, 2 }, .rows = 2 },
  { "max_pool2d", { PICTURE (5, 7, 2) }, .arg = { SLIDE (2, 1, 1, 1), 3, 3 }, .rows = 2 },
  { "max_pool2d", { PICTURE (6, 6, 1) }, .arg = { SLIDE (1, 1, 1, 2), 2, 3 }, .rows = 2 },
  { "max_pool2d", { PICTURE (1, 9, 2) }, .arg = { 1, 3, 0, 0, 0, 0, 1, 1, 1, 3 }, .rows = 2 },
  { "max_pool2d", { PICTURE (3, 4, 5) }, .arg = { SLIDE (1, 0, 0, 1), 0, 0 }, .rows = 2 },
  { "avg_pool2d", { PICTURE (6, 4, 3) }, .arg = { SLIDE (2, 0, 0, 1), 2, 2, 1 }, .rows = 2 },
  { "avg_pool2d", { PICTURE (5, 5, 2) }, .arg = { SLIDE (2, 1, 1, 1), 3, 3, 1 }, .rows = 2 },
  { "avg_pool2d", { PICTURE (5, 5, 2) }, .arg = { SLIDE (1, 1, 1, 1), 3, 3, 0 }, .rows = 1 },
  { "avg_pool2d", { PICTURE (3, 4, 5) }, .arg = { SLIDE (1, 0, 0, 1), 0, 0, 1 }, .rows = 2 },
  { "upsample2d", { PICTURE (3, 2, 3) }, .arg = { 2, 2, 0 }, .rows = 2 },
  { "upsample2d", { PICTURE (2, 4, 2) }, .arg = { 3, 2, 1 }, .rows = 2 },
  { "upsample2d", { PICTURE (1, 1, 1) }, .arg = { 4, 1, 1 }, .rows = 1 },
  { "upsample2d", { PICTURE (7, 5, 3) }, .arg = { 5, 3, 1 }, .rows = 2 },
  { "upsample2d", { PICTURE (1, 13, 1) }, .arg = { 1, 7, 0 }, .rows = 3 },
  { "relu", { LIST (7) }, .rows = 3 },
  { "relu", { GRID (3, 5) }, .rows = 1 },
  { "leaky_relu", { LIST (7) }, .rows = 3 },
  { "gelu", { LIST (17) }, .rows = 3 },
  { "silu", { LIST (17) }, .rows = 3 },
  { "sigmoid", { LIST (17) }, .rows = 3 },
  { "tanh", { LIST (17) }, .rows = 3 },
  { "softmax", { LIST (1) }, .rows = 2 },
  { "softmax", { LIST (10) }, .rows = 3 },
  { "softmax", { GRID (3, 7) }, .rows = 2 },
  { "dropout", { LIST (131) }, .arg = { 0.3 }, .rows = 3 },
  { "dropout", { LIST (3) }, .arg = { 0 }, .rows = 2 },
  { "batch_norm", { LIST (5), LIST (5), LIST (5), LIST (5), LIST (5) }, .first_weight = 1, .arg = { 1e-5, 0.1 }, .rows = 7 },
  { "batch_norm", { GRID (3, 67), { 0 }, { 0 }, LIST (67), LIST (67) }, .first_weight = 1, .arg = { 1e-3, 0 }, .rows = 2 },
  { "batch_norm", { PICTURE (3, 5, 2), LIST (2), LIST (2), LIST (2), LIST (2) }, .first_weight = 1, .arg = { 1e-5, 0.1 }, .rows = 3 },
  { "batch_norm", { LIST (3), LIST (3), LIST (3), LIST (3), LIST (3) }, .first_weight = 1, .arg = { 1e-5, 1 }, .rows = 131 },
  { "batch_norm", { PICTURE (23, 17, 3), LIST (3), LIST (3), LIST (3), LIST (3) }, .first_weight = 1, .arg = { 1e-5, 0.1 }, .rows = 2 },
  { "group_norm", { LIST (6), LIST (6), LIST (6) }, .first_weight = 1, .arg = { 2, 1e-5 }, .rows = 3 },
  { "group_norm", { GRID (5, 3) }, .fixed = TRUE, .arg = { 3, 1e-5 }, .rows = 2 },
  { "group_norm", { PICTURE (3, 5, 8), LIST (8), LIST (8) }, .first_weight = 1, .arg = { 4, 1e-5 }, .rows = 2 },
  { "group_norm", { PICTURE (3, 2, 67), LIST (67), LIST (67) }, .first_weight = 1, .arg = { 1, 1e-5 }, .rows = 1 },
  { "sum", { LIST (5), LIST (5) }, .rows = 3 },
  { "sum", { LIST (5), LIST (5), LIST (5) }, .rows = 1 },
  { "sum", { GRID (2, 9), GRID (2, 9), GRID (2, 9), GRID (2, 9) }, .rows = 2 },
  { "multiply", { LIST (5), LIST (5) }, .rows = 3 },
  { "multiply", { GRID (2, 9), GRID (2, 9), GRID (2, 9) }, .rows = 2 },
  { "concat", { LIST (5), LIST (3) }, .arg = { 0 }, .fixed = TRUE, .rows = 3 },
  { "concat", { PICTURE (2, 3, 4), PICTURE (2, 3, 1), PICTURE (2, 3, 7) }, .arg = { 2 }, .fixed = TRUE, .rows = 2 },
  { "concat", { PICTURE (2, 3, 4), PICTURE (2, 5, 4) }, .arg = { 1 }, .fixed = TRUE, .rows = 2 },
  { "dot", { LIST (19), LIST (19) }, .rows = 3 },
  { "dot", { GRID (3, 4), GRID (3, 4) }, .rows = 2 },
  { "permute", { GRID (3, 5) }, .arg = { 1, 0 }, .rows = 2 },
  { "permute", { PICTURE (2, 3, 5) }, .arg = { 2, 0, 1 }, .rows = 2 },
  { "permute", { { .rank = 4, .dim = { 2, 3, 4, 3 } } }, .arg = { 3, 1, 0, 2 }, .rows = 1 },
  { "permute", { PICTURE (7, 1, 11) }, .arg = { 1, 2, 0 }, .rows = 3 },
  { "slice", { GRID (5, 3) }, .arg = { 0, 4, 1 }, .seen = 12, .rows = 3 },
  { "slice", { PICTURE (2, 5, 3) }, .arg = { 1, 1, 3 }, .seen = 3, .rows = 2 },
  { "slice", { LIST (13) }, .arg = { 0, 2, 11 }, .seen = 2, .fixed = TRUE, .rows = 2 },
  { "repeat", { LIST (5) }, .arg = { 3 }, .rows = 2 },
  { "repeat", { PICTURE (2, 1, 3) }, .arg = { 4 }, .rows = 3 },
  { "layer_norm", { LIST (5), LIST (5), LIST (5) }, .first_weight = 1, .arg = { 1e-5 }, .rows = 3 },
  { "layer_norm", { GRID (3, 67), LIST (67), LIST (67) }, .first_weight = 1, .arg = { 1e-5 }, .rows = 2 },
  { "layer_norm", { GRID (5, 16) }, .fixed = TRUE, .arg = { 1e-3 }, .rows = 2 },
  { "embedding", { LIST (7), GRID (5, 3) }, .first_weight = 1, .rows = 3, .target_below = 5 },
  { "embedding", { LIST (1), GRID (3, 17) }, .first_weight = 1, .rows = 1, .target_below = 3 },
  { "positional", { GRID (5, 7), GRID (5, 7) }, .first_weight = 1, .rows = 3 },
  { "positional", { GRID (67, 6) }, .fixed = TRUE, .rows = 2 },
  { "positional", { GRID (3, 5) }, .rows = 2 },
  { "rnn", { GRID (5, 3), GRID (3, 3), LIST (3), LIST (3) }, .whole = 6, .fixed = TRUE, .rows = 2 },
  { "rnn", { GRID (3, 17), GRID (17, 17), LIST (17) }, .whole = 6, .fixed = TRUE, .arg = { 1, 1 }, .rows = 3 },
  { "rnn", { GRID (1, 1), GRID (1, 1) }, .whole = 6, .fixed = TRUE, .rows = 1 },
  { "lstm", { GRID (5, 12), GRID (12, 3), LIST (12), LIST (3), LIST (3) }, .whole = 6, .fixed = TRUE, .rows = 2 },
  { "lstm", { GRID (3, 68), GRID (68, 17), LIST (68) }, .whole = 6, .fixed = TRUE, .arg = { 1 }, .rows = 7 },
  { "lstm", { GRID (1, 4), GRID (4, 1) }, .whole = 6, .fixed = TRUE, .rows = 1 },
  { "gru", { GRID (5, 9), GRID (9, 3), LIST (9), LIST (3) }, .whole = 6, .fixed = TRUE, .rows = 2 },
  { "gru", { GRID (3, 51), GRID (51, 17), LIST (51) }, .whole = 6, .fixed = TRUE, .arg = { 1 }, .rows = 7 },
  { "gru", { GRID (1, 3), GRID (3, 1) }, .whole = 6, .fixed = TRUE, .rows = 1 },
  { "attention", { GRID (5, 18) }, .arg = { 2, 0 }, .fixed = TRUE, .rows = 2 },
  { "attention", { GRID (19, 21) }, .arg = { 1, 1 }, .fixed = TRUE, .rows = 2 },
  { "attention", { GRID (35, 12) }, .arg = { 4, 1 }, .fixed = TRUE, .rows = 1 },
  { "attention", { GRID (3, 8), GRID (5, 8), GRID (5, 8) }, .arg = { 2, 0 }, .fixed = TRUE, .rows = 2 },
  { "attention", { GRID (18, 3), GRID (5, 3), GRID (5, 3) }, .arg = { 3, 1 }, .fixed = TRUE, .rows = 1 },
  { "attention", { GRID (1, 3) }, .arg = { 1, 1 }, .fixed = TRUE, .rows = 1 },
  { "attention", { GRID (1, 6), GRID (1, 6), GRID (1, 6) }, .arg = { 3, 0 }, .fixed = TRUE, .rows = 5 },
  { "noise", { LIST (131) }, .arg = { 0.3 }, .rows = 3 },
  { "noise", { LIST (3) }, .arg = { 0 }, .rows = 2 },
  { "cross_entropy", { LIST (10), LIST (1) }, .arg = { 1 }, .rows = 5, .target_below = 10 },
  { "cross_entropy", { LIST (2), LIST (1) }, .arg = { 0.5 }, .rows = 1, .target_below = 2 },
  { "cross_entropy", { GRID (3, 19), LIST (3) }, .arg = { 1 }, .rows = 2, .target_below = 19 },
  { "cross_entropy", { GRID (5, 3), LIST (5) }, .arg = { 0.5, 0, 1 }, .rows = 9, .target_below = 3 },
  { "cross_entropy", { GRID (1, 4), LIST (1) }, .arg = { 1, 0, 1 }, .rows = 3, .target_below = 4 },
  { "binary_cross_entropy", { LIST (1), LIST (1) }, .arg = { 1 }, .rows = 7, .target_below = 2 },
  { "binary_cross_entropy", { LIST (11), LIST (11) }, .arg = { 2 }, .rows = 3, .target_below = 2 },
  { "mse", { LIST (1), LIST (1) }, .arg = { 0.5 }, .rows = 10 },
  { "mse", { GRID (3, 7), GRID (3, 7) }, .arg = { 1 }, .rows = 2 },
  { "mae", { LIST (1), LIST (1) }, .arg = { 1 }, .rows = 3 },
  { "mae", { LIST (13), LIST (13) }, .arg = { 1.5 }, .rows = 2 },
  { "kl", { LIST (7), LIST (7) }, .arg = { 0.5 }, .rows = 3 },
  { "kl", { GRID (2, 3), GRID (2, 3) }, .arg = { 1 }, .rows = 1 },
  { "diffuse", { LIST (13) }, .arg = { 20, 0, 0, 1 }, .rows = 3 },
  { "diffuse", { PICTURE (3, 2, 1) }, .arg = { 100, 1, -1, 1 }, .rows = 2 },
  { "diffuse", { LIST (1) }, .arg = { 2, 1, 0, 255 }, .rows = 67 },
  { "diffuse", { LIST (31) }, .arg = { 1000, 0, -2, 3 }, .rows = 5 },
  { "diffuse", { LIST (131) }, .arg = { 1000, 1, 0, 1 }, .rows = 2 },
  { "diffuse", { LIST (13) }, .arg = { 20, 0, 0, 1 }, .time = 7, .rows = 3 },
  { "draw", { LIST (13) }, .deaf = TRUE, .rows = 3 },
  { "draw", { PICTURE (3, 2, 1) }, .deaf = TRUE, .rows = 2 },
  { "real_or_made", { LIST (13), LIST (13) }, .rows = 5 },
  { "real_or_made", { PICTURE (3, 2, 1), PICTURE (3, 2, 1) }, .rows = 2 },
  { "time_embedding", { LIST (1) }, .arg = { 8 }, .fixed = TRUE, .rows = 3 },
  { "time_embedding", { LIST (1) }, .arg = { 2 }, .fixed = TRUE, .rows = 19 },
  { "time_embedding", { LIST (1) }, .arg = { 1024 }, .fixed = TRUE, .rows = 67, .target_below = 1001 },
  { "sampling", { LIST (13), LIST (13) }, .rows = 3 },
  { "sampling", { GRID (2, 3), GRID (2, 3) }, .rows = 2 },
  { "huber", { LIST (1), LIST (1) }, .arg = { 1, 1 }, .rows = 5 },
  { "huber", { LIST (13), LIST (13) }, .arg = { 0.5, 0.7 }, .rows = 2 },
  { NULL },
};

double
op_trial_get (const OpTrial *trial, const NnOperand *operand, gsize i)
{
  return trial->element == sizeof (double) ? ((double *) operand->data)[i] : ((float *) operand->data)[i];
}

void
op_trial_set (const OpTrial *trial, const NnOperand *operand, gsize i, double value)
{
  if (trial->element == sizeof (double))
    ((double *) operand->data)[i] = value;
  else
    ((float *) operand->data)[i] = value;
}

static void
allocate (const OpTrial *trial, NnOperand *operand, const NnShape *shape, gsize n, gboolean whole)
{
  const gsize bytes = n * trial->element;

  operand->shape = *shape;
  operand->size = nn_shape_size (shape);
  operand->whole = whole;
  operand->data = (char *) g_malloc (trial->offset + bytes + GUARD_BYTES) + trial->offset;
  memset (operand->data, GUARD_VALUE, bytes + GUARD_BYTES);
}

/* Rounded to float, so that float and double kernels see the same numbers. */
static void
fill_normal (const OpTrial *trial, const NnOperand *operand, gsize n, guint64 stream, double spread)
{
  NnRng rng = nn_rng (7, stream);

  for (gsize i = 0; i < n; i++)
    op_trial_set (trial, operand, i, (float) (spread * nn_rng_normal (&rng)));
}

static void
fill_whole (const OpTrial *trial, const NnOperand *operand, gsize n, guint below)
{
  NnRng rng = nn_rng (7, 99);

  for (gsize i = 0; i < n; i++)
    op_trial_set (trial, operand, i, nn_rng_below (&rng, below));
}

static void
init_inputs (OpTrial *trial, const OpCase *test)
{
  NnStep *step = &trial->step;

  for (guint i = 0; i < step->op->n_in; i++)
    {
      const gboolean whole = (test->first_weight > 0 && i >= test->first_weight) || (test->whole & NN_OPERAND (i)) != 0;

      if (test->in[i].rank == 0)
        continue;
      trial->n_in[i] = nn_shape_size (&test->in[i]) * (whole ? 1 : test->rows);
      allocate (trial, &step->in[i], &test->in[i], trial->n_in[i], whole);
      if (op_trial_has_gradient (trial, i))
        allocate (trial, &step->d_in[i], &test->in[i], trial->n_in[i], whole);
      if (test->target_below > 0 && (step->op->closed_in & NN_OPERAND (i)) != 0)
        fill_whole (trial, &step->in[i], trial->n_in[i], test->target_below);
      else
        fill_normal (trial, &step->in[i], trial->n_in[i], i, whole && test->spread > 0 ? test->spread : 1);
    }
}

static void
init_outputs (OpTrial *trial, const OpCase *test)
{
  NnStep *step = &trial->step;
  NnShape out[NN_OP_OUTPUTS] = { 0 };
  guint n_in = NN_OP_INPUTS;
  GError *error = NULL;

  while (n_in > 0 && test->in[n_in - 1].rank == 0)
    n_in--;
  step->op->shape (test->arg, test->in, n_in, out, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < step->op->n_out; i++)
    {
      const gboolean whole = (step->op->whole_out & NN_OPERAND (i)) != 0;

      trial->n_out[i] = nn_shape_size (&out[i]) * (whole ? 1 : test->rows);
      allocate (trial, &step->out[i], &out[i], trial->n_out[i], whole);
      if (i >= step->op->n_out - step->op->n_saved)
        continue;
      allocate (trial, &step->d_out[i], &out[i], trial->n_out[i], whole);
      fill_normal (trial, &step->d_out[i], trial->n_out[i], 10 + i, 1);
    }
}

void
op_trial_init (OpTrial *trial, const OpCase *test, gsize element, guint shift)
{
  *trial = (OpTrial) {
    .step = { .op = nn_op_find (test->op), .stream = 12345 },
    .run = { .rows = test->rows, .first_row = 3, .training = TRUE, .seed = 42, .step = 17, .scale = 0.25, .time = test->time },
    .element = element,
    .offset = shift * element,
  };
  memcpy (trial->step.arg, test->arg, sizeof test->arg);
  init_inputs (trial, test);
  init_outputs (trial, test);
}

static void
give_scratch (OpTrial *trial, const NnKernel *kernel, gboolean backward)
{
  g_clear_pointer (&trial->step.scratch, g_free);
  if (kernel->scratch == NULL)
    return;
  trial->n_scratch = kernel->scratch (&trial->step, trial->run.rows, backward);
  trial->step.scratch = g_malloc (trial->n_scratch * trial->element + GUARD_BYTES);
  memset (trial->step.scratch, GUARD_VALUE, trial->n_scratch * trial->element + GUARD_BYTES);
}

static void
carry_out (const OpTrial *trial, const NnKernel *kernel, gboolean backward)
{
  if (trial->carrier != NULL)
    trial->carrier->run (trial->carrier->data, kernel, &trial->step, &trial->run, backward);
  else if (backward)
    nn_kernel_backward (kernel, &trial->step, &trial->run);
  else
    nn_kernel_forward (kernel, &trial->step, &trial->run);
}

void
op_trial_forward (OpTrial *trial, const NnKernel *kernel)
{
  give_scratch (trial, kernel, FALSE);
  carry_out (trial, kernel, FALSE);
  op_trial_check_guards (trial);
}

void
op_trial_backward (OpTrial *trial, const NnKernel *kernel)
{
  const NnOp *op = trial->step.op;
  const NnStep all = trial->step;

  for (guint i = 0; i < NN_OP_INPUTS; i++)
    if ((op->reads_in & NN_OPERAND (i)) == 0)
      trial->step.in[i].data = NULL;
  for (guint i = 0; i < NN_OP_OUTPUTS; i++)
    if ((op->reads_out & NN_OPERAND (i)) == 0)
      trial->step.out[i].data = NULL;
  give_scratch (trial, kernel, TRUE);
  carry_out (trial, kernel, TRUE);
  memcpy (trial->step.in, all.in, sizeof all.in);
  memcpy (trial->step.out, all.out, sizeof all.out);
  op_trial_check_guards (trial);
}

guint
op_trial_n_results (const OpTrial *trial)
{
  return trial->step.op->n_out - trial->step.op->n_saved;
}

gboolean
op_trial_has_gradient (const OpTrial *trial, guint operand)
{
  return trial->n_in[operand] > 0 && (trial->step.op->closed_in & NN_OPERAND (operand)) == 0;
}

static void
release (const OpTrial *trial, NnOperand *operand)
{
  if (operand->data != NULL)
    g_free ((char *) operand->data - trial->offset);
}

void
op_trial_clear (OpTrial *trial)
{
  g_free (trial->step.scratch);
  for (guint i = 0; i < NN_OP_INPUTS; i++)
    {
      release (trial, &trial->step.in[i]);
      release (trial, &trial->step.d_in[i]);
    }
  for (guint i = 0; i < NN_OP_OUTPUTS; i++)
    {
      release (trial, &trial->step.out[i]);
      release (trial, &trial->step.d_out[i]);
    }
}

static void
check_guard (const OpTrial *trial, const NnOperand *operand, gsize n)
{
  const guint8 *guard = (const guint8 *) operand->data + n * trial->element;

  for (gsize i = 0; operand->data != NULL && i < GUARD_BYTES; i++)
    g_assert_cmpuint (guard[i], ==, GUARD_VALUE);
}

void
op_trial_check_guards (const OpTrial *trial)
{
  const NnOperand scratch = { .data = trial->step.scratch };

  check_guard (trial, &scratch, trial->n_scratch);
  for (guint i = 0; i < NN_OP_INPUTS; i++)
    {
      check_guard (trial, &trial->step.in[i], trial->n_in[i]);
      check_guard (trial, &trial->step.d_in[i], trial->n_in[i]);
    }
  for (guint i = 0; i < NN_OP_OUTPUTS; i++)
    {
      check_guard (trial, &trial->step.out[i], trial->n_out[i]);
      check_guard (trial, &trial->step.d_out[i], trial->n_out[i]);
    }
}
