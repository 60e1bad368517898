/* Every back end computes every operation as its reference kernel defines it, on sizes that fill no vector, wherever
 * the numbers lie, and with operands and gradients missing. */
#include "backend-checks.h"

#include "norm.h"

#include <math.h>
#include <string.h>

#define TOLERANCE 1e-5    /* relative */
#define FLOOR 0.1         /* numbers smaller than this part of the block's largest are compared with that part */

static const OpPlace reference = { .backend = &nn_backend_reference };

static gboolean
is_done (const OpPlace *place, const OpCase *test)
{
  return place->backend->kernel (nn_op_find (test->op)) != NULL;
}

static void
run_both_ways (OpTrial *trial, const OpPlace *place)
{
  const NnKernel *kernel = place->backend->kernel (trial->step.op);

  trial->carrier = place->carrier;
  op_trial_forward (trial, kernel);
  if (kernel->backward != NULL)
    op_trial_backward (trial, kernel);
}

static void
compare_block (const OpTrial *found, const NnOperand *a, const OpTrial *expected, const NnOperand *b, gsize n)
{
  double largest = 0;

  for (gsize i = 0; i < n; i++)
    largest = MAX (largest, fabs (op_trial_get (expected, b, i)));
  for (gsize i = 0; i < n; i++)
    {
      const double x = op_trial_get (found, a, i);
      const double y = op_trial_get (expected, b, i);

      if (!(fabs (x - y) <= TOLERANCE * MAX (fabs (y), FLOOR * largest)))
        g_error ("%s of %u rows: number %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " is %.9g, not %.9g",
                 found->step.op->id, found->run.rows, i, n, x, y);
    }
}

static void
compare (const OpTrial *found, const OpTrial *expected)
{
  for (guint i = 0; i < op_trial_n_results (found); i++)
    compare_block (found, &found->step.out[i], expected, &expected->step.out[i], found->n_out[i]);
  for (guint i = 0; i < NN_OP_INPUTS; i++)
    if (op_trial_has_gradient (found, i))
      compare_block (found, &found->step.d_in[i], expected, &expected->step.d_in[i], found->n_in[i]);
}

static void
compare_bits (const OpTrial *a, const OpTrial *b)
{
  for (guint i = 0; i < op_trial_n_results (a); i++)
    g_assert_cmpmem (a->step.out[i].data, a->n_out[i] * a->element, b->step.out[i].data, b->n_out[i] * b->element);
  for (guint i = 0; i < NN_OP_INPUTS; i++)
    if (op_trial_has_gradient (a, i))
      g_assert_cmpmem (a->step.d_in[i].data, a->n_in[i] * a->element, b->step.d_in[i].data, b->n_in[i] * b->element);
}

/* The back end against the reference, and against itself with every block shifted: the bits must be the same. */
static void
check_case (const OpPlace *place, const OpCase *test)
{
  OpTrial expected, found, shifted;

  if (!is_done (place, test))
    return;
  op_trial_init (&expected, test, sizeof (double), 0);
  op_trial_init (&found, test, place->backend->element, 0);
  op_trial_init (&shifted, test, place->backend->element, 1);
  run_both_ways (&expected, &reference);
  run_both_ways (&found, place);
  run_both_ways (&shifted, place);
  compare (&found, &expected);
  compare_bits (&found, &shifted);
  op_trial_clear (&expected);
  op_trial_clear (&found);
  op_trial_clear (&shifted);
}

static void
test_cases (const OpPlace *place)
{
  for (const OpCase *test = op_cases; test->op != NULL; test++)
    check_case (place, test);
}

/* The same operation with n numbers along the last axis. */
static OpCase
stretch (const OpCase *test, gint64 n)
{
  OpCase longer = *test;

  for (guint i = 0; i < NN_OP_INPUTS; i++)
    if (test->in[i].rank > 0 && nn_shape_equal (&test->in[i], &test->in[0]))
      longer.in[i].dim[test->in[i].rank - 1] = n;
  longer.target_below = test->target_below > 2 ? n : MIN (test->target_below, n);
  return longer;
}

/* Some take only so many numbers. */
static gboolean
is_allowed (const OpCase *test)
{
  NnShape out[NN_OP_OUTPUTS] = { 0 };
  guint n_in = 0;

  while (n_in < NN_OP_INPUTS && test->in[n_in].rank > 0)
    n_in++;
  return nn_op_find (test->op)->shape (test->arg, test->in, n_in, out, NULL);
}

static void
test_lengths (const OpPlace *place)
{
  for (const OpCase *test = op_cases; test->op != NULL; test++)
    for (gint64 n = 1; n < 300 && test->first_weight == 0 && !test->fixed; n = n < 40 && !place->sparse ? n + 1 : n * 2 + 1)
      {
        const OpCase longer = stretch (test, n);

        if (is_allowed (&longer))
          check_case (place, &longer);
      }
}

static void
test_linear_sizes (const OpPlace *place)
{
  static const gint64 sizes[] = { 1, 2, 3, 5, 7, 8, 9, 13, 16, 17, 24, 31, 33, 47, 64, 97 };
  static const guint rows[] = { 1, 2, 3, 5, 6, 7, 10, 11, 30, 33 };

  for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      for (guint o = place->sparse ? r % 3 : 0; o < G_N_ELEMENTS (sizes); o += place->sparse ? 3 : 1)
        {
          const OpCase test = {
            "linear",
            { NN_SHAPE (sizes[i]), NN_SHAPE (sizes[o], sizes[i]), NN_SHAPE (sizes[o]) },
            .first_weight = 1,
            .rows = rows[r],
          };

          check_case (place, &test);
        }
}

static void
test_linear_large (const OpPlace *place)
{
  static const gint64 sizes[][3] = { { 32, 784, 128 }, { 64, 300, 512 }, { 128, 512, 10 }, { 1, 784, 512 },
                                     { 300, 40, 17 }, { 3, 1200, 800 }, { 700, 390, 33 } };

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    for (gboolean bias = FALSE; bias <= TRUE; bias++)
      {
        OpCase test = {
          "linear",
          { NN_SHAPE (sizes[s][1]), NN_SHAPE (sizes[s][2], sizes[s][1]) },
          .first_weight = 1,
          .rows = sizes[s][0],
        };

        if (bias)
          test.in[2] = NN_SHAPE (sizes[s][2]);
        check_case (place, &test);
      }
}

/* One number in `rare` of each row is left, but none of the first row, and nothing wants the gradient of x. */
static gpointer
thin_out (OpTrial *trial, gsize rare)
{
  const gsize n = trial->step.in[0].size;

  for (gsize i = 0; i < trial->n_in[0]; i++)
    if (i < n || i % rare != i / n % rare)
      op_trial_set (trial, &trial->step.in[0], i, i % 2 > 0 ? -0.0 : 0.0);
  return g_steal_pointer (&trial->step.d_in[0].data);
}

static void
check_thinned (const OpPlace *place, const OpCase *test, gsize rare)
{
  OpTrial expected, found;
  gpointer unwanted[2];

  op_trial_init (&expected, test, sizeof (double), 0);
  op_trial_init (&found, test, place->backend->element, 0);
  unwanted[0] = thin_out (&expected, rare);
  unwanted[1] = thin_out (&found, rare);
  run_both_ways (&expected, &reference);
  run_both_ways (&found, place);
  expected.step.d_in[0].data = memset (unwanted[0], 0, expected.n_in[0] * expected.element);
  found.step.d_in[0].data = memset (unwanted[1], 0, found.n_in[0] * found.element);
  compare (&found, &expected);
  op_trial_clear (&expected);
  op_trial_clear (&found);
}

static void
test_linear_sparse (const OpPlace *place)
{
  static const gint64 sizes[][2] = { { 16, 64 }, { 64, 512 }, { 65, 97 }, { 127, 131 }, { 256, 70 }, { 257, 64 }, { 64, 3 } };

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    for (guint rows = 1; rows < 40; rows += 19)
      for (guint bias = 0; bias < 2; bias++)
        for (gsize rare = 8; rare <= 64; rare *= 2)
          check_thinned (place,
                         &(OpCase) {
                           "linear",
                           { NN_SHAPE (sizes[s][0]), NN_SHAPE (sizes[s][1], sizes[s][0]), bias ? NN_SHAPE (sizes[s][1]) : (NnShape) { 0 } },
                           .first_weight = 1,
                           .rows = rows,
                         },
                         rare);
}

static void
check_unwanted (const OpPlace *place, const OpCase *test, guint unwanted)
{
  OpTrial all, fewer;
  gpointer block;

  if (!is_done (place, test))
    return;
  op_trial_init (&all, test, place->backend->element, 0);
  op_trial_init (&fewer, test, place->backend->element, 0);
  block = g_steal_pointer (&fewer.step.d_in[unwanted].data);
  if (block != NULL)
    {
      run_both_ways (&all, place);
      run_both_ways (&fewer, place);
      fewer.step.d_in[unwanted].data = block;
      memcpy (block, all.step.d_in[unwanted].data, all.n_in[unwanted] * all.element);
      compare_bits (&all, &fewer);
    }
  op_trial_clear (&all);
  op_trial_clear (&fewer);
}

/* Channels that fill vectors, blocks and several of them, or do not; rows of places that fill a tile or do not. */
static void
test_convolution_sizes (const OpPlace *place)
{
  static const gint64 channels[] = { 1, 3, 8, 16, 17, 32, 33, 70 };
  static const gint64 sides[] = { 1, 2, 3, 7, 9, 13 };
  static const char *const ops[] = { "conv2d", "conv_transpose2d" };
  guint turn = 0;

  for (guint o = 0; o < G_N_ELEMENTS (ops); o++)
    for (guint in = 0; in < G_N_ELEMENTS (channels); in++)
      for (guint out = 0; out < G_N_ELEMENTS (channels); out++, turn++)
        {
          const gint64 side = sides[turn % G_N_ELEMENTS (sides)], kernel = 1 + turn % 5, stride = 1 + turn % 3;
          const gint64 pad = o == 0 ? kernel / 2 : (kernel - 1) / 2;
          const OpCase test = {
            ops[o],
            { NN_SHAPE (side + 4, side, channels[in]),
              o == 0 ? NN_SHAPE (channels[out], channels[in], kernel, kernel)
                     : NN_SHAPE (channels[in], channels[out], kernel, kernel),
              NN_SHAPE (channels[out]) },
            .arg = { stride, stride, pad, pad, pad, pad, 1, 1, 1, turn % 2 },
            .first_weight = 1,
            .rows = 1 + turn % 3,
          };

          check_case (place, &test);
        }
}

/* Strides that leave something over, that skip taps, or that share a divisor with the dilation; groups of a few channels, of many and of
 * one; so many places that their sum is cut into parts. */
static void
test_convolution_windows (const OpPlace *place)
{
  static const struct
  {
    NnShape x, weight;
    double arg[NN_OP_ARGS];   /* stride, before, after, dilation, each down and across; groups, relu */
    guint rows;
  } windows[] = {
    { NN_SHAPE (9, 7, 12), NN_SHAPE (20, 6, 3, 3), { 2, 2, 1, 1, 1, 1, 1, 1, 2, 1 }, 3 },
    { NN_SHAPE (6, 5, 16), NN_SHAPE (24, 8, 3, 3), { 2, 1, 2, 2, 2, 2, 2, 2, 2, 0 }, 2 },
    { NN_SHAPE (11, 13, 8), NN_SHAPE (8, 8, 3, 3), { 2, 2, 3, 3, 3, 3, 3, 3, 1, 1 }, 1 },
    { NN_SHAPE (10, 9, 8), NN_SHAPE (9, 8, 3, 2), { 2, 4, 2, 1, 1, 2, 2, 2, 1, 0 }, 2 },
    { NN_SHAPE (13, 11, 6), NN_SHAPE (5, 6, 4, 3), { 6, 3, 0, 2, 3, 1, 4, 2, 1, 0 }, 2 },
    { NN_SHAPE (8, 7, 32), NN_SHAPE (16, 32, 1, 1), { 3, 3, 0, 0, 0, 0, 1, 1, 1, 0 }, 3 },
    { NN_SHAPE (17, 19, 5), NN_SHAPE (8, 5, 3, 3), { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }, 5 },
    { NN_SHAPE (17, 19, 6), NN_SHAPE (6, 1, 3, 3), { 1, 1, 1, 1, 1, 1, 1, 1, 6, 1 }, 3 },
    { NN_SHAPE (16, 18, 3), NN_SHAPE (12, 1, 5, 5), { 2, 2, 2, 2, 2, 2, 1, 1, 3, 0 }, 2 },
    { NN_SHAPE (20, 18, 4), NN_SHAPE (64, 4, 3, 3), { 1, 1, 0, 2, 0, 2, 1, 2, 1, 1 }, 7 },
    { NN_SHAPE (7, 5, 136), NN_SHAPE (132, 136, 3, 3), { 2, 2, 1, 1, 1, 1, 1, 1, 1, 0 }, 1 },
    { NN_SHAPE (1, 1, 13), NN_SHAPE (7, 13, 3, 3), { 1, 1, 1, 1, 1, 1, 1, 1, 1, 0 }, 1 },
  };

  for (guint w = 0; w < G_N_ELEMENTS (windows); w++)
    for (gboolean transposed = FALSE; transposed <= TRUE; transposed++)
      {
        const gint64 groups = windows[w].arg[8];
        NnShape weight = windows[w].weight;
        OpCase test = { .op = transposed ? "conv_transpose2d" : "conv2d", .first_weight = 1, .rows = windows[w].rows };

        if (transposed)
          weight = NN_SHAPE (weight.dim[1] * groups, weight.dim[0] / groups, weight.dim[2], weight.dim[3]);
        test.in[0] = windows[w].x;
        test.in[1] = weight;
        test.in[2] = NN_SHAPE (windows[w].weight.dim[0]);
        memcpy (test.arg, windows[w].arg, sizeof test.arg);
        if (is_allowed (&test))
          check_case (place, &test);
        test.in[2] = (NnShape) { 0 };
        if (is_allowed (&test))
          check_unwanted (place, &test, w % 2);
      }
}

/* States that fill vectors or do not, and rows that fill tiles or do not, forwards and backwards in time. Weights
 * as they are in training: with larger ones every digit that is lost grows from step to step. */
static void
test_recurrent_sizes (const OpPlace *place)
{
  static const struct
  {
    const char *op;
    guint gates, n_first;
  } ops[] = { { "rnn", 1, 1 }, { "lstm", 4, 2 }, { "gru", 3, 1 } };
  static const gint64 sizes[] = { 1, 2, 5, 8, 15, 16, 17, 32, 37 };
  static const guint rows[] = { 1, 2, 3, 5, 6, 13 };
  guint turn = 0;

  for (guint o = 0; o < G_N_ELEMENTS (ops); o++)
    for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
      for (guint i = 0; i < G_N_ELEMENTS (sizes); i++, turn++)
        {
          const gint64 size = sizes[i], sums = size * ops[o].gates;
          OpCase test = {
            ops[o].op,
            { NN_SHAPE (1 + turn / 2 % 4, sums), NN_SHAPE (sums, size), NN_SHAPE (sums) },
            .whole = NN_OPERAND (1) | NN_OPERAND (2),
            .arg = { turn % 2 },
            .spread = 1 / sqrt (size),
            .rows = rows[r],
          };

          for (guint k = 0; turn % 3 > 0 && k < ops[o].n_first; k++)
            test.in[3 + k] = NN_SHAPE (size);
          check_case (place, &test);
        }
}

/* States and batches of several tiles, and sequences so long that a back end may cut sums over all steps into parts. */
static void
test_recurrent_large (const OpPlace *place)
{
  static const struct
  {
    const char *op;
    gint64 steps, size, gates;
    guint rows;
  } tests[] = {
    { "rnn", 2, 130, 1, 18 }, { "lstm", 2, 131, 4, 17 }, { "gru", 3, 132, 3, 33 },
    { "rnn", 67, 5, 1, 8 },   { "lstm", 67, 3, 4, 9 },   { "gru", 67, 4, 3, 8 },
  };

  for (guint t = 0; t < G_N_ELEMENTS (tests); t++)
    for (guint reverse = 0; reverse < 2; reverse++)
      {
        const gint64 size = tests[t].size, sums = tests[t].gates * size;
        const OpCase test = {
          tests[t].op,
          { NN_SHAPE (tests[t].steps, sums), NN_SHAPE (sums, size), NN_SHAPE (sums), NN_SHAPE (size) },
          .whole = NN_OPERAND (1) | NN_OPERAND (2),
          .arg = { reverse },
          .spread = 1 / sqrt (size),
          .rows = tests[t].rows,
        };

        check_case (place, &test);
      }
}

/* Sequences that fill strips or do not, to themselves and to others. */
static void
test_attention_sizes (const OpPlace *place)
{
  static const gint64 steps[] = { 1, 2, 15, 16, 17, 33, 64, 70 };
  static const gint64 depths[] = { 1, 3, 8, 16, 33 };
  guint turn = 0;

  for (guint t = 0; t < G_N_ELEMENTS (steps); t++)
    for (guint d = 0; d < G_N_ELEMENTS (depths); d++)
      for (guint causal = 0; causal < 2; causal++, turn++)
        {
          const gint64 heads = 1 + turn % 3, size = heads * depths[d];
          const gint64 others = steps[(t + turn) % G_N_ELEMENTS (steps)];
          const OpCase own = { "attention", { NN_SHAPE (steps[t], 3 * size) }, .arg = { heads, causal }, .rows = 2 };
          const OpCase cross = { "attention",
                                 { NN_SHAPE (steps[t], size), NN_SHAPE (others, size), NN_SHAPE (others, size) },
                                 .arg = { heads, causal },
                                 .rows = 1 };

          check_case (place, &own);
          check_case (place, &cross);
        }
}

static void
run_batch_norm (OpTrial *trial, const OpPlace *place, gboolean training)
{
  const NnOperand *variance = &trial->step.in[NN_NORM_RUNNING_VARIANCE];

  for (gsize i = 0; i < trial->n_in[NN_NORM_RUNNING_VARIANCE]; i++)
    op_trial_set (trial, variance, i, fabs (op_trial_get (trial, variance, i)));
  trial->run.first_row = 0;
  trial->run.training = training;
  run_both_ways (trial, place);
}

/* The first slice of a batch moves the running statistics while training; else they are what is used, and stay. */
static void
check_running_statistics (const OpPlace *place, const OpCase *test, gboolean training)
{
  OpTrial expected, found;

  op_trial_init (&expected, test, sizeof (double), 0);
  op_trial_init (&found, test, place->backend->element, 0);
  run_batch_norm (&expected, &reference, training);
  run_batch_norm (&found, place, training);
  compare (&found, &expected);
  for (guint i = NN_NORM_RUNNING_MEAN; i <= NN_NORM_RUNNING_VARIANCE; i++)
    compare_block (&found, &found.step.in[i], &expected, &expected.step.in[i], found.n_in[i]);
  op_trial_clear (&expected);
  op_trial_clear (&found);
}

static void
test_running_statistics (const OpPlace *place)
{
  for (const OpCase *test = op_cases; test->op != NULL; test++)
    for (gboolean training = FALSE; training <= TRUE && g_str_equal (test->op, "batch_norm"); training++)
      check_running_statistics (place, test, training);
}

/* Sequences so long that a back end may cut its sums into parts. */
static void
test_attention_long (const OpPlace *place)
{
  static const OpCase tests[] = {
    { "attention", { NN_SHAPE (512, 6) }, .arg = { 1, 1 }, .rows = 1 },
    { "attention", { NN_SHAPE (3, 4), NN_SHAPE (600, 4), NN_SHAPE (600, 4) }, .arg = { 2, 0 }, .rows = 2 },
  };

  for (guint t = 0; t < G_N_ELEMENTS (tests); t++)
    check_case (place, &tests[t]);
}

/* A gradient that is not wanted is left out, and the others stay as they are. */
static void
test_unwanted_gradients (const OpPlace *place)
{
  for (const OpCase *test = op_cases; test->op != NULL; test++)
    for (guint unwanted = 0; unwanted < NN_OP_INPUTS; unwanted++)
      check_unwanted (place, test, unwanted);
}

/* What is not a number must show, in whatever comes out of it: it is how training that went wrong is noticed. */
static void
test_not_a_number (const OpPlace *place)
{
  for (const OpCase *test = op_cases; test->op != NULL; test++)
    {
      gboolean seen = FALSE;
      OpTrial trial;

      if (!is_done (place, test))
        continue;
      op_trial_init (&trial, test, place->backend->element, 0);
      trial.carrier = place->carrier;
      trial.run.training = FALSE;
      op_trial_set (&trial, &trial.step.in[0], test->seen, NAN);
      op_trial_forward (&trial, place->backend->kernel (trial.step.op));
      for (guint o = 0; o < op_trial_n_results (&trial); o++)
        for (gsize i = 0; i < trial.n_out[o]; i++)
          seen = seen || isnan (op_trial_get (&trial, &trial.step.out[o], i));
      if (!seen && !test->deaf)
        g_error ("%s hides what is not a number", test->op);
      op_trial_clear (&trial);
    }
}

void
op_checks_add (const OpPlace *place)
{
  static const struct
  {
    const char *name;
    void (*check) (const OpPlace *place);
  } tests[] = {
    { "cases", test_cases },
    { "lengths", test_lengths },
    { "linear-sizes", test_linear_sizes },
    { "linear-large", test_linear_large },
    { "linear-sparse", test_linear_sparse },
    { "convolution-sizes", test_convolution_sizes },
    { "convolution-windows", test_convolution_windows },
    { "recurrent-sizes", test_recurrent_sizes },
    { "recurrent-large", test_recurrent_large },
    { "attention-sizes", test_attention_sizes },
    { "attention-long", test_attention_long },
    { "running-statistics", test_running_statistics },
    { "unwanted-gradients", test_unwanted_gradients },
    { "not-a-number", test_not_a_number },
  };

  for (guint t = 0; t < G_N_ELEMENTS (tests); t++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/backends/%s/%s", place->backend->id, tests[t].name);

      g_test_add_data_func (path, place, (GTestDataFunc) tests[t].check);
    }
}
