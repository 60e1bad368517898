#include "graphs.h"

#include <math.h>
#include <string.h>

static const NnBackend *const backends[] = { &nn_backend_reference, &nn_backend_openblas };

static double
tolerance (const NnBackend *backend)
{
  return backend->element == sizeof (double) ? 1e-12 : 1e-5;
}

static void
assert_near (double value, double expected, double tolerance_)
{
  g_assert_cmpfloat_with_epsilon (value, expected, tolerance_ * MAX (1, fabs (expected)));
}

static void
set_weight (const Bound *bound, const NnBackend *backend, guint weight, const double *numbers)
{
  for (gsize i = 0; i < bound->weights->place[weight].size; i++)
    write_number (backend, bound->weights->data, bound->weights->place[weight].first + i, numbers[i]);
}

/* By hand. W = [[1 2] [3 4]], b = [1 −1], V = [0.5 −1], c = [2], x = [1 1], t = [1]: h = relu (Wx + b) = [4 6],
 * y = 2 − 6 + 2 = −2, loss = 9. Back: dy = 2 (y − t) = −6, dV = dy hᵀ = [−24 −36], dc = −6, dh = Vᵀ dy = [−3 6],
 * dW = dh xᵀ = [[−3 −3] [6 6]], db = [−3 6]. */
static void
test_by_hand (gconstpointer data)
{
  const NnBackend *backend = data;
  g_autoptr (NnGraph) graph = nn_graph_new ();
  const double dw[] = { -3, -3, 6, 6 }, db[] = { -3, 6 }, dv[] = { -24, -36 };
  NnValue x, w, b, v, c, h;
  Bound bound;

  x = nn_graph_input (graph, 0, &NN_SHAPE (2));
  nn_graph_enter (graph, 1, "a");
  w = nn_graph_weight (graph, "weight", &NN_SHAPE (2, 2), "zeros", 2, 2);
  b = nn_graph_weight (graph, "bias", &NN_SHAPE (2), "zeros", 2, 2);
  h = nn_graph_op (graph, "linear", NULL, (NnValue[]) { x, w, b }, 3);
  h = nn_graph_op (graph, "relu", NULL, &h, 1);
  nn_graph_enter (graph, 2, "b");
  v = nn_graph_weight (graph, "weight", &NN_SHAPE (1, 2), "zeros", 2, 1);
  c = nn_graph_weight (graph, "bias", &NN_SHAPE (1), "zeros", 2, 1);
  add_output (graph, nn_graph_op (graph, "linear", NULL, (NnValue[]) { h, v, c }, 3), 1);

  bound = bind_graph (graph, backend, 1, 1, TRUE);
  set_weight (&bound, backend, 0, (double[]) { 1, 2, 3, 4 });
  set_weight (&bound, backend, 1, (double[]) { 1, -1 });
  set_weight (&bound, backend, 2, (double[]) { 0.5, -1 });
  set_weight (&bound, backend, 3, (double[]) { 2 });
  run_rows (&bound, graph, backend, (double[]) { 1, 1 }, (double[]) { 1 }, 1, TRUE);

  assert_near (read_number (backend, nn_program_data (bound.program, 0, nn_graph_output_at (graph, 0)->raw), 0), -2, 1e-6);
  assert_near (read_number (backend, nn_program_data (bound.program, 0, nn_graph_output_at (graph, 0)->loss), 0), 9, 1e-6);
  for (guint i = 0; i < 4; i++)
    assert_near (gradient_at (&bound, backend, 1, 0, i), dw[i], 1e-6);
  for (guint i = 0; i < 2; i++)
    assert_near (gradient_at (&bound, backend, 1, 1, i), db[i], 1e-6);
  for (guint i = 0; i < 2; i++)
    assert_near (gradient_at (&bound, backend, 1, 2, i), dv[i], 1e-6);
  assert_near (gradient_at (&bound, backend, 1, 3, 0), -6, 1e-6);
  unbind (&bound);
}

/* A weight used by three layers and a value read by six: y = Σ of six times the same h, h = W W W x with W one
 * number w: y = 6 w³ x, loss = (y − t)², dw = 2 (y − t) 18 w² x. */
static void
test_used_often (gconstpointer data)
{
  const NnBackend *backend = data;
  g_autoptr (NnGraph) graph = nn_graph_new ();
  NnValue x = nn_graph_input (graph, 0, &NN_SHAPE (1)), w, half, sum;
  const double value = 0.5, y = 6 * 0.125 * 3;
  Bound bound;

  nn_graph_enter (graph, 1, "a");
  w = nn_graph_weight (graph, "weight", &NN_SHAPE (1, 1), "zeros", 1, 1);
  for (guint i = 0; i < 3; i++)
    x = nn_graph_op (graph, "linear", NULL, (NnValue[]) { x, w }, 2);
  half = nn_graph_op (graph, "sum", NULL, (NnValue[]) { x, x, x }, 3);
  sum = nn_graph_op (graph, "sum", NULL, (NnValue[]) { half, x, x, x }, 4);
  add_output (graph, sum, 1);

  bound = bind_graph (graph, backend, 1, 1, TRUE);
  set_weight (&bound, backend, 0, &value);
  run_rows (&bound, graph, backend, (double[]) { 3 }, (double[]) { 1 }, 1, TRUE);
  assert_near (read_number (backend, nn_program_data (bound.program, 0, sum), 0), y, 1e-6);
  assert_near (gradient_at (&bound, backend, 1, 0, 0), 2 * (y - 1) * 18 * 0.25 * 3, 1e-6);
  unbind (&bound);
}

/* ---- Numbers for the rest ---- */

#define ROWS 12
#define IN 4
#define OUT 4

static void
draw (double *numbers, gsize n, guint64 seed)
{
  NnRng rng = nn_rng (seed, 1);

  for (gsize i = 0; i < n; i++)
    numbers[i] = nn_rng_between (&rng, -1, 1);
}

static void
draw_weights (const Bound *bound, NnGraph *graph, const NnBackend *backend)
{
  for (guint i = 0; i < nn_graph_n_weights (graph); i++)
    {
      g_autofree double *numbers = g_new (double, bound->weights->place[i].size);

      draw (numbers, bound->weights->place[i].size, 100 + i);
      set_weight (bound, backend, i, numbers);
    }
}

static double
loss_of (const Bound *bound, NnGraph *graph, const NnBackend *backend, guint rows)
{
  double sum = 0;

  for (guint slice = 0; slice < nn_program_active (bound->program, rows); slice++)
    {
      guint first, n;

      nn_program_part (bound->program, rows, slice, &first, &n);
      for (guint o = 0; o < nn_graph_n_outputs (graph); o++)
        {
          const NnGraphOutput *output = nn_graph_output_at (graph, o);
          gconstpointer losses = nn_program_data (bound->program, slice, output->loss);

          for (guint i = 0; i < n; i++)
            sum += output->weight * read_number (backend, losses, i);
        }
    }
  return sum / rows;
}

static void
assert_same_gradients (const Bound *a, guint a_rows, const Bound *b, guint b_rows, NnGraph *graph, const NnBackend *backend)
{
  for (guint w = 0; w < nn_graph_n_weights (graph); w++)
    for (gsize i = 0; i < a->weights->place[w].size; i++)
      assert_near (gradient_at (a, backend, a_rows, w, i), gradient_at (b, backend, b_rows, w, i), tolerance (backend) / 10);
}

static NnGraph *
make_tangle (void)
{
  NnRng rng = nn_rng (5, nn_rng_stream_of ("tangle"));

  return make_random (&rng, 25, IN);
}

static void
test_slices (gconstpointer data)
{
  const NnBackend *backend = data;
  g_autoptr (NnGraph) graph = make_tangle ();
  double x[ROWS * IN], t[ROWS * OUT];
  Bound one = bind_graph (graph, backend, ROWS, 1, TRUE);

  draw (x, G_N_ELEMENTS (x), 1);
  draw (t, G_N_ELEMENTS (t), 2);
  draw_weights (&one, graph, backend);
  run_rows (&one, graph, backend, x, t, ROWS, TRUE);
  for (guint slices = 2; slices <= 5; slices++)
    {
      Bound many = bind_graph (graph, backend, ROWS, slices, TRUE);

      draw_weights (&many, graph, backend);
      run_rows (&many, graph, backend, x, t, ROWS, TRUE);
      assert_near (loss_of (&many, graph, backend, ROWS), loss_of (&one, graph, backend, ROWS), tolerance (backend) / 10);
      assert_same_gradients (&many, ROWS, &one, ROWS, graph, backend);
      unbind (&many);
    }
  unbind (&one);
}

/* Slices that meet find what one slice finds: losses, gradients and running statistics; and the same bits every time. */
static void
test_meeting (gconstpointer data)
{
  const NnBackend *backend = data;
  g_autoptr (NnGraph) graph = make_normed (IN);
  double x[ROWS * IN], t[ROWS * OUT];
  Bound one = bind_graph (graph, backend, ROWS, 1, TRUE);

  draw (x, G_N_ELEMENTS (x), 1);
  draw (t, G_N_ELEMENTS (t), 2);
  draw_weights (&one, graph, backend);
  run_rows (&one, graph, backend, x, t, ROWS, TRUE);
  for (guint slices = 2; slices <= 5; slices++)
    {
      Bound many = bind_graph (graph, backend, ROWS, slices, TRUE);

      g_assert_cmpuint (nn_program_n_phases (many.program), ==, 5);
      draw_weights (&many, graph, backend);
      run_rows (&many, graph, backend, x, t, ROWS, TRUE);
      assert_near (loss_of (&many, graph, backend, ROWS), loss_of (&one, graph, backend, ROWS), tolerance (backend) / 10);
      assert_same_gradients (&many, ROWS, &one, ROWS, graph, backend);
      for (gsize i = 0; i < one.weights->n; i++)
        assert_near (read_number (backend, many.weights->data, i), read_number (backend, one.weights->data, i),
                     tolerance (backend));
      unbind (&many);
    }
  unbind (&one);
}

/* What is state or frozen gets no gradient, and no step computes one. */
static void
test_untrained (gconstpointer data)
{
  const NnBackend *backend = data;
  g_autoptr (NnGraph) graph = nn_graph_new ();
  double x[ROWS * IN], t[ROWS * OUT];
  NnValue value = nn_graph_input (graph, 0, &NN_SHAPE (IN));
  Bound bound;

  for (guint i = 0; i < 3; i++)
    {
      nn_graph_enter (graph, i + 1, i == 0 ? "first" : i == 1 ? "second" : "third");
      nn_graph_set_rate (graph, i == 1 ? 1 : 0);
      value = nn_graph_op (graph, "linear", NULL,
                           (NnValue[]) { value, nn_graph_weight (graph, "weight", &NN_SHAPE (IN, IN), "glorot", IN, IN) }, 2);
    }
  add_output (graph, value, 1);
  bound = bind_graph (graph, backend, ROWS, 2, TRUE);
  draw (x, G_N_ELEMENTS (x), 1);
  draw (t, G_N_ELEMENTS (t), 2);
  draw_weights (&bound, graph, backend);
  run_rows (&bound, graph, backend, x, t, ROWS, TRUE);
  for (gsize i = 0; i < IN * IN; i++)
    {
      g_assert_cmpfloat (gradient_at (&bound, backend, ROWS, 0, i), ==, 0);
      g_assert_cmpfloat (gradient_at (&bound, backend, ROWS, 1, i), !=, 0);
      g_assert_cmpfloat (gradient_at (&bound, backend, ROWS, 2, i), ==, 0);
    }
  g_assert_cmpuint (nn_program_n_steps (bound.program), ==, 3 + 1 + 3);   /* forward, loss; back to the second only */
  unbind (&bound);
}

/* A weight that an operation makes of another, the same for all examples: y = x tanh (W)ᵀ. */
static void
test_whole (gconstpointer data)
{
  const NnBackend *backend = data;
  g_autoptr (NnGraph) graph = nn_graph_new ();
  const double w = 0.5, x[] = { 1, 2, 3 }, t[] = { 0, 0, 0 };
  const double made = tanh (w), slope = 1 - made * made;
  NnValue value = nn_graph_input (graph, 0, &NN_SHAPE (1)), weight, operand[2] = { value };

  nn_graph_enter (graph, 1, "a");
  weight = nn_graph_weight (graph, "weight", &NN_SHAPE (1, 1), "zeros", 1, 1);
  operand[1] = nn_graph_op (graph, "tanh", NULL, &weight, 1);
  g_assert_true (nn_graph_value (graph, operand[1])->whole);
  value = nn_graph_op (graph, "linear", NULL, operand, 2);
  g_assert_false (nn_graph_value (graph, value)->whole);
  add_output (graph, value, 1);
  for (guint slices = 1; slices <= 3; slices++)
    {
      Bound bound = bind_graph (graph, backend, 3, slices, TRUE);

      set_weight (&bound, backend, 0, &w);
      run_rows (&bound, graph, backend, x, t, 3, TRUE);
      assert_near (gradient_at (&bound, backend, 3, 0, 0), (2 * made * (1 + 4 + 9) / 3) * slope, tolerance (backend));
      unbind (&bound);
    }
}

/* The same program run again, and another of the same shape, give the same bits; a run in between leaves nothing
 * behind. */
static void
test_same_bits (gconstpointer data)
{
  const NnBackend *backend = data;
  g_autoptr (NnGraph) graph = make_tangle ();
  double x[ROWS * IN], t[ROWS * OUT], other[ROWS * IN];
  Bound a = bind_graph (graph, backend, ROWS, 2, TRUE), b = bind_graph (graph, backend, ROWS, 2, TRUE);
  const gsize bytes = a.weights->n * backend->element;
  g_autofree guint8 *first = g_malloc (bytes);

  draw (x, G_N_ELEMENTS (x), 1);
  draw (t, G_N_ELEMENTS (t), 2);
  draw (other, G_N_ELEMENTS (other), 3);
  draw_weights (&a, graph, backend);
  draw_weights (&b, graph, backend);
  run_rows (&a, graph, backend, x, t, ROWS, TRUE);
  memcpy (first, nn_program_gradient (a.program, 1), bytes);
  run_rows (&a, graph, backend, other, t, ROWS, TRUE);
  run_rows (&a, graph, backend, x, t, ROWS, TRUE);
  run_rows (&b, graph, backend, x, t, ROWS, TRUE);
  g_assert_cmpmem (first, bytes, nn_program_gradient (a.program, 1), bytes);
  g_assert_cmpmem (first, bytes, nn_program_gradient (b.program, 1), bytes);
  unbind (&a);
  unbind (&b);
}

/* A batch of n is n batches of one, in results and (the mean of) gradients; and any number of rows up to the batch
 * runs. */
static void
test_batches (gconstpointer data)
{
  const NnBackend *backend = data;
  g_autoptr (NnGraph) graph = make_tangle ();
  double x[ROWS * IN], t[ROWS * OUT];
  Bound many = bind_graph (graph, backend, ROWS, 2, TRUE), one = bind_graph (graph, backend, 1, 1, TRUE);

  draw (x, G_N_ELEMENTS (x), 1);
  draw (t, G_N_ELEMENTS (t), 2);
  draw_weights (&many, graph, backend);
  draw_weights (&one, graph, backend);
  for (guint rows = 1; rows <= ROWS; rows++)
    {
      double loss = 0, gradient = 0;

      run_rows (&many, graph, backend, x, t, rows, TRUE);
      for (guint r = 0; r < rows; r++)
        {
          run_rows (&one, graph, backend, x + r * IN, t + r * OUT, 1, TRUE);
          loss += loss_of (&one, graph, backend, 1) / rows;
          gradient += gradient_at (&one, backend, 1, 0, 1) / rows;
        }
      assert_near (loss_of (&many, graph, backend, rows), loss, tolerance (backend));
      assert_near (gradient_at (&many, backend, rows, 0, 1), gradient, tolerance (backend));
    }
  unbind (&many);
  unbind (&one);
}

/* Every gradient of random graphs against central differences in double. */
static void
test_differences (void)
{
  const NnBackend *backend = &nn_backend_reference;
  NnRng rng = nn_rng (3, nn_rng_stream_of ("differences"));
  double x[3 * IN], t[3 * OUT];
  const double h = 1e-5;

  draw (x, G_N_ELEMENTS (x), 1);
  draw (t, G_N_ELEMENTS (t), 2);
  for (guint k = 0; k < 40; k++)
    {
      g_autoptr (NnGraph) graph = make_random (&rng, 2 + nn_rng_below (&rng, 15), IN);
      Bound there = bind_graph (graph, backend, 3, 2, TRUE), near_by = bind_graph (graph, backend, 3, 1, FALSE);

      draw_weights (&there, graph, backend);
      draw_weights (&near_by, graph, backend);
      run_rows (&there, graph, backend, x, t, 3, TRUE);
      for (guint w = 0; w < nn_graph_n_weights (graph); w++)
        for (gsize i = 0; i < there.weights->place[w].size; i++)
          {
            double *number = (double *) near_by.weights->data + near_by.weights->place[w].first + i;
            const double at = *number;
            double above, below;

            *number = at + h;
            run_rows (&near_by, graph, backend, x, t, 3, FALSE);
            above = loss_of (&near_by, graph, backend, 3);
            *number = at - h;
            run_rows (&near_by, graph, backend, x, t, 3, FALSE);
            below = loss_of (&near_by, graph, backend, 3);
            *number = at;
            assert_near (gradient_at (&there, backend, 3, w, i), (above - below) / (2 * h), 1e-6);
          }
      unbind (&there);
      unbind (&near_by);
    }
}

/* Without training a program has only the steps that lead to what is kept. */
static void
test_pruned (void)
{
  g_autoptr (NnGraph) graph = make_mlp (3, 4, 2);
  const NnValue hidden = nn_graph_result (graph, 1);
  const NnProgramOptions options = { .backend = &nn_backend_openblas, .batch = 4, .slices = 1, .keep = &hidden, .n_keep = 1 };
  g_autoptr (NnWeights) weights = nn_weights_new (graph, sizeof (float), NULL, NULL);
  g_autoptr (NnProgram) program = nn_program_new (graph, weights, &options, NULL);

  g_assert_cmpuint (nn_program_n_steps (program), ==, 2);   /* linear, tanh */
  g_assert_nonnull (nn_program_data (program, 0, hidden));
  g_assert_null (nn_program_data (program, 0, nn_graph_output_at (graph, 0)->raw));
  g_assert_null (nn_program_data (program, 0, nn_graph_output_at (graph, 0)->target));
  g_assert_null (nn_program_gradient (program, 0));
}

static guint
count_wanted (const NnPlan *plan, const char *op, guint slot)
{
  guint n = 0;

  for (guint i = 0; i < plan->steps->len; i++)
    {
      const NnPlanStep *step = nn_plan_step (plan, i);

      n += g_str_equal (step->op->id, op) && nn_plan_is_backward (step) && step->d_in[slot].block != NN_NO_BLOCK;
    }
  return n;
}

/* Nobody needs the gradient of the input: the first layer does not compute it; nor that of the target. */
static void
test_needless_gradients (void)
{
  g_autoptr (NnGraph) graph = make_mlp (3, 4, 2);
  g_autoptr (NnPlan) plan = nn_plan_new (graph, &nn_backend_reference, NULL, 0, TRUE);

  g_assert_cmpuint (plan->steps->len, ==, 8);
  g_assert_cmpuint (count_wanted (plan, "linear", 0), ==, 1);
  g_assert_cmpuint (count_wanted (plan, "linear", 1), ==, 2);
  g_assert_cmpuint (count_wanted (plan, "linear", 2), ==, 2);
  g_assert_cmpuint (count_wanted (plan, "mse", 1), ==, 0);
}

/* A layer that leads to no loss is not part of training, and its weights have no gradient. */
static void
test_side_branch (void)
{
  g_autoptr (NnGraph) graph = make_mlp (3, 4, 2);
  const guint n = nn_graph_n_weights (graph);
  NnValue side = nn_graph_result (graph, 1), w;
  Bound bound;

  nn_graph_enter (graph, 3, "side");
  w = nn_graph_weight (graph, "weight", &NN_SHAPE (5, 4), "glorot", 4, 5);
  side = nn_graph_op (graph, "linear", NULL, (NnValue[]) { side, w }, 2);
  bound = bind_graph (graph, &nn_backend_openblas, 2, 1, TRUE);
  nn_weights_initialise (bound.weights, 1);
  run_rows (&bound, graph, &nn_backend_openblas, (double[]) { 1, 2, 3, 4, 5, 6 }, (double[]) { 1, 2, 3, 4 }, 2, TRUE);
  g_assert_cmpuint (nn_program_n_steps (bound.program), ==, 8);
  g_assert_null (nn_program_data (bound.program, 0, side));
  for (guint i = 0; i < 20; i++)
    g_assert_cmpfloat (gradient_at (&bound, &nn_backend_openblas, 2, n, i), ==, 0);
  unbind (&bound);
}

/* A network for more memory than any machine has is refused in one sentence, before anything is asked for. */
static void
test_refused (void)
{
  g_autoptr (NnGraph) graph = make_mlp (10, 100000, 10);
  g_autoptr (NnWeights) weights = nn_weights_new (graph, sizeof (float), NULL, NULL);
  const NnProgramOptions options = { .backend = &nn_backend_openblas, .batch = 4000000000u, .slices = 2, .training = TRUE };
  g_autoptr (NnBudget) budget = nn_budget_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (nn_program_new (graph, weights, &options, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_MEMORY);
  nn_program_cost (graph, &options, budget);
  g_assert_cmpuint (nn_budget_layer (budget, 1), >, nn_budget_layer (budget, 2));
}

/* The rule depends on work, rows and threads alone. */
static void
test_best_slices (void)
{
  g_autoptr (NnGraph) tiny = make_mlp (2, 8, 1);
  g_autoptr (NnGraph) large = make_mlp (784, 128, 10);
  g_autoptr (NnGraph) huge = make_mlp (4000, 4000, 10);

  g_assert_cmpuint (nn_program_best_slices (tiny, 10, TRUE, 8), ==, 1);
  g_assert_cmpuint (nn_program_best_slices (large, 64, TRUE, 2), ==, 2);
  g_assert_cmpuint (nn_program_best_slices (large, 64, TRUE, 64), ==, 8);
  g_assert_cmpuint (nn_program_best_slices (large, 1, TRUE, 8), ==, 1);
  g_assert_cmpuint (nn_program_best_slices (huge, 5, TRUE, 8), ==, 5);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    GTestDataFunc func;
  } tests[] = {
    { "by-hand", test_by_hand }, { "used-often", test_used_often }, { "slices", test_slices },
    { "meeting", test_meeting },     { "untrained", test_untrained }, { "whole", test_whole },
    { "same-bits", test_same_bits }, { "batches", test_batches },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint b = 0; b < G_N_ELEMENTS (backends); b++)
    for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
      {
        g_autofree char *path = g_strdup_printf ("/engine/program/program/%s/%s", backends[b]->id, tests[i].name);

        g_test_add_data_func (path, backends[b], tests[i].func);
      }
  g_test_add_func ("/engine/program/program/differences", test_differences);
  g_test_add_func ("/engine/program/program/pruned", test_pruned);
  g_test_add_func ("/engine/program/program/needless-gradients", test_needless_gradients);
  g_test_add_func ("/engine/program/program/side-branch", test_side_branch);
  g_test_add_func ("/engine/program/program/refused", test_refused);
  g_test_add_func ("/engine/program/program/best-slices", test_best_slices);
  return g_test_run ();
}
