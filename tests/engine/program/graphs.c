#include "graphs.h"

double
read_number (const NnBackend *backend, gconstpointer numbers, gsize i)
{
  return backend->element == sizeof (double) ? ((const double *) numbers)[i] : (double) ((const float *) numbers)[i];
}

void
write_number (const NnBackend *backend, gpointer numbers, gsize i, double value)
{
  if (backend->element == sizeof (double))
    ((double *) numbers)[i] = value;
  else
    ((float *) numbers)[i] = value;
}

typedef struct
{
  NnValue weight, bias;
} Linear;

static Linear
make_linear (NnGraph *graph, gint64 in, gint64 out)
{
  return (Linear) {
    .weight = nn_graph_weight (graph, "weight", &NN_SHAPE (out, in), "glorot", in, out),
    .bias = nn_graph_weight (graph, "bias", &NN_SHAPE (out), "normal", in, out),
  };
}

static NnValue
apply_linear (NnGraph *graph, NnValue x, Linear linear)
{
  return nn_graph_op (graph, "linear", NULL, (NnValue[]) { x, linear.weight, linear.bias }, 3);
}

static NnValue
add_linear (NnGraph *graph, NnValue x, gint64 in, gint64 out)
{
  return apply_linear (graph, x, make_linear (graph, in, out));
}

void
add_output (NnGraph *graph, NnValue raw, double weight)
{
  const double arg[NN_OP_ARGS] = { weight };
  const NnValue target = nn_graph_target (graph, 0, &nn_graph_value (graph, raw)->shape);
  const NnValue loss = nn_graph_op (graph, "mse", arg, (NnValue[]) { raw, target }, 2);

  nn_graph_output (graph, &(NnGraphOutput) { .raw = raw, .prediction = raw, .target = target, .loss = loss, .weight = weight });
}

NnGraph *
make_mlp (gint64 in, gint64 hidden, gint64 out)
{
  NnGraph *graph = nn_graph_new ();
  NnValue x = nn_graph_input (graph, 0, &NN_SHAPE (in));

  nn_graph_enter (graph, 1, "first");
  x = add_linear (graph, x, in, hidden);
  x = nn_graph_op (graph, "tanh", NULL, &x, 1);
  nn_graph_set_result (graph, 1, x);
  nn_graph_enter (graph, 2, "second");
  x = add_linear (graph, x, hidden, out);
  nn_graph_set_result (graph, 2, x);
  add_output (graph, x, 1);
  return graph;
}

NnGraph *
make_random (NnRng *rng, guint n, gint64 size)
{
  static const char *const ops[] = { "tanh", "sigmoid", "silu", "gelu" };
  NnGraph *graph = nn_graph_new ();
  g_autofree NnValue *known = g_new (NnValue, n + 1);
  Linear shared;

  known[0] = nn_graph_input (graph, 0, &NN_SHAPE (size));
  nn_graph_enter (graph, n + 1, "shared");
  shared = make_linear (graph, size, size);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("layer_%u", i + 1);
      NnValue a = known[nn_rng_below (rng, i + 1)], b = known[nn_rng_below (rng, i + 1)];

      nn_graph_enter (graph, i + 1, name);
      switch (nn_rng_below (rng, 5))
        {
        case 0:
          known[i + 1] = add_linear (graph, a, size, size);
          break;
        case 1:
          known[i + 1] = nn_graph_op (graph, "sum", NULL, (NnValue[]) { a, b }, 2);
          break;
        case 2:
          a = nn_graph_view (graph, a, &NN_SHAPE (1, size));
          known[i + 1] = nn_graph_view (graph, nn_graph_op (graph, "tanh", NULL, &a, 1), &NN_SHAPE (size));
          break;
        case 3:
          known[i + 1] = apply_linear (graph, a, shared);
          break;
        default:
          known[i + 1] = nn_graph_op (graph, ops[nn_rng_below (rng, G_N_ELEMENTS (ops))], NULL, &a, 1);
        }
    }
  add_output (graph, known[n], 1);
  if (nn_rng_below (rng, 2) == 0)
    add_output (graph, known[n / 2], 0.3);
  return graph;
}

NnGraph *
make_normed (gint64 size)
{
  const double arg[NN_OP_ARGS] = { 1e-5, 0.1 };
  NnGraph *graph = nn_graph_new ();
  NnValue x = nn_graph_input (graph, 0, &NN_SHAPE (size));

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("norm_%u", i);
      NnValue operand[5];

      nn_graph_enter (graph, i + 1, name);
      operand[0] = add_linear (graph, x, size, size);
      operand[1] = nn_graph_weight (graph, "scale", &NN_SHAPE (size), "ones", 0, 0);
      operand[2] = nn_graph_weight (graph, "shift", &NN_SHAPE (size), "zeros", 0, 0);
      operand[3] = nn_graph_state (graph, "running_mean", &NN_SHAPE (size), "zeros");
      operand[4] = nn_graph_state (graph, "running_var", &NN_SHAPE (size), "ones");
      x = nn_graph_op (graph, "batch_norm", arg, operand, 5);
      x = nn_graph_op (graph, "tanh", NULL, &x, 1);
    }
  add_output (graph, x, 1);
  return graph;
}

static GArray *
keep_outputs (const NnGraph *graph)
{
  GArray *keep = g_array_new (FALSE, FALSE, sizeof (NnValue));

  for (guint i = 0; i < nn_graph_n_outputs (graph); i++)
    {
      g_array_append_val (keep, nn_graph_output_at (graph, i)->raw);
      g_array_append_val (keep, nn_graph_output_at (graph, i)->loss);
    }
  return keep;
}

Bound
bind_graph (NnGraph *graph, const NnBackend *backend, guint batch, guint slices, gboolean training)
{
  g_autoptr (GArray) keep = keep_outputs (graph);
  const NnProgramOptions options = {
    .backend = backend,
    .batch = batch,
    .slices = slices,
    .training = training,
    .keep = (const NnValue *) keep->data,
    .n_keep = keep->len,
  };
  g_autoptr (GError) error = NULL;
  Bound bound = { .weights = nn_weights_new (graph, backend->element, NULL, &error) };

  g_assert_no_error (error);
  bound.program = nn_program_new (graph, bound.weights, &options, &error);
  g_assert_no_error (error);
  return bound;
}

void
unbind (Bound *bound)
{
  g_clear_pointer (&bound->program, nn_program_free);
  g_clear_pointer (&bound->weights, nn_weights_free);
}

static void
fill (const NnBackend *backend, gpointer to, const double *from, gsize n)
{
  for (gsize i = 0; to != NULL && i < n; i++)
    write_number (backend, to, i, from[i]);
}

void
run_rows (const Bound *bound,
          NnGraph *graph,
          const NnBackend *backend,
          const double *x,
          const double *t,
          guint rows,
          gboolean training)
{
  const NnValue input = nn_graph_input_value (graph, 0), target = nn_graph_output_at (graph, 0)->target;
  const gsize x_size = nn_shape_size (&nn_graph_value (graph, input)->shape);
  const gsize t_size = nn_shape_size (&nn_graph_value (graph, target)->shape);

  for (guint phase = 0; phase < nn_program_n_phases (bound->program); phase++)
    for (guint slice = nn_program_active (bound->program, rows); slice-- > 0;)   /* the last first: their order is free */
      {
        NnRun run = { .training = training, .scale = 1.0 / rows, .n_slices = nn_program_active (bound->program, rows) };

        nn_program_part (bound->program, rows, slice, &run.first_row, &run.rows);
        if (phase == 0)
          {
            fill (backend, nn_program_data (bound->program, slice, input), x + run.first_row * x_size, run.rows * x_size);
            for (guint i = 0; i < nn_graph_n_outputs (graph); i++)
              fill (backend, nn_program_data (bound->program, slice, nn_graph_output_at (graph, i)->target),
                    t + run.first_row * t_size, run.rows * t_size);
          }
        nn_program_run_phase (bound->program, slice, phase, &run);
      }
}

double
gradient_at (const Bound *bound, const NnBackend *backend, guint rows, guint weight, gsize i)
{
  double sum = 0;

  for (guint slice = 0; slice < nn_program_active (bound->program, rows); slice++)
    sum += read_number (backend, nn_program_gradient (bound->program, slice), bound->weights->place[weight].first + i);
  return sum;
}
