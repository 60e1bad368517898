#include "gradient-check.h"

#include <math.h>
#include <string.h>

#include "feed.h"
#include "gradient-there.h"
#include "rng.h"
#include "text.h"
#include "tuning.h"

#define MOST_ROWS 8        /* examples in the batch */
#define LEAST_ROWS 2       /* of a large network; norms over a batch need two */
#define MOST_NUMBERS 100   /* of one weight that are checked */

/* The work that a check should be, in operations of the plain kernels: some ten seconds. A large network has fewer examples for
 * it, and fewer numbers of each weight. That each weight has one is worth PATIENCE times as much; beyond that only some have. RUNS
 * are what a number takes, at least. */
#define MOST_WORK 2e10
#define PATIENCE 10
#define RUNS 3

#define STEP 1e-5          /* of the central differences, for numbers around 1 */
#define GOOD_ENOUGH 1e-5   /* relative error above which a smaller step is tried */

/* Gradients smaller than this, and than this part of their layer's largest, count as if they were as large: below lies the
 * rounding of the differences themselves. The bias in front of a batch norm has none at all. */
#define SMALLEST 1e-6
#define SMALLEST_PART 1e-3
#define SMALLEST_MOVED 1e-2   /* where single precision computes both losses */

/* One back end's side of the check: its weights and a program on one slice. */
typedef struct
{
  const NnBackend *backend;
  NnWeights *weights;
  NnProgram *program;
  NnGradientThere *there;  /* on a device: instead of the program */
} Side;

typedef struct
{
  NnGraph *graph;
  NnDataset *dataset;
  const NnNetwork *network;
  guint32 examples[MOST_ROWS];
  guint rows;
  double most;             /* numbers of each weight; below 1: that part of the weights have one */
  guint64 seed;
  gboolean forging;        /* of two networks in turn, the turn that is looked at */
  NnRng rng;
  Side exact;              /* doubles, with gradients */
  Side probe;              /* doubles, forward only, whose weights are moved; shares its weights with exact */
  Side fast;
  NnDevice *device;        /* of the fast side; NULL: the processor */
} Check;

static void
widen (const float *from, double *to, gsize n)
{
  for (gsize i = 0; i < n; i++)
    to[i] = from[i];
}

static void
put (const Side *side, NnValue value, const float *numbers, gsize n)
{
  gpointer to = side->program != NULL ? nn_program_data (side->program, 0, value) : NULL;

  if (side->there != NULL)
    nn_gradient_there_put (side->there, value, numbers, n);
  else if (to != NULL && side->backend->element == sizeof (double))
    widen (numbers, to, n);
  else if (to != NULL)
    memcpy (to, numbers, n * sizeof *numbers);
}

static gsize
size_of (const Check *check, NnValue value)
{
  return nn_shape_size (&nn_graph_value (check->graph, value)->shape);
}

static void
fill (const Check *check, const Side *side)
{
  NnPick pick = { .dataset = check->dataset, .examples = check->examples, .n = check->rows };

  for (guint i = 0; i < nn_graph_n_inputs (check->graph); i++)
    {
      const NnValue input = nn_graph_input_value (check->graph, i);
      const gsize size = size_of (check, input);
      g_autofree float *numbers = g_new (float, check->rows * size);

      pick.field = nn_graph_value (check->graph, input)->field;
      nn_gather_inputs (&pick, size, numbers);
      put (side, input, numbers, check->rows * size);
    }
  for (guint i = 0; i < nn_graph_n_outputs (check->graph); i++)
    {
      const NnGraphOutput *output = nn_graph_output_at (check->graph, i);
      const gsize size = size_of (check, output->target);
      g_autofree float *numbers = g_new (float, check->rows * size);

      if (nn_graph_value (check->graph, output->target)->role != NN_VALUE_TARGET)
        continue;
      pick.field = nn_graph_value (check->graph, output->target)->field;
      nn_gather_targets (output->encoding) (&pick, size, numbers);
      put (side, output->target, numbers, check->rows * size);
    }
}

/* Always as if training, with the same random numbers: what is dropped once is dropped every time. */
static NnRun
describe_run (const Check *check)
{
  return (NnRun) { .rows = check->rows, .training = TRUE, .forging = check->forging, .seed = check->seed, .scale = 1.0 / check->rows };
}

static void
run (const Check *check, const Side *side)
{
  const NnRun how = describe_run (check);

  fill (check, side);
  if (side->there != NULL)
    nn_gradient_there_run (side->there, &how);
  else
    nn_program_run (side->program, 0, &how);
}

static double
probe_loss (const Check *check)
{
  double sum = 0;

  run (check, &check->probe);
  for (guint i = 0; i < nn_graph_n_losses (check->graph); i++)
    {
      const NnGraphLoss *loss = nn_graph_loss_at (check->graph, i);
      const double *numbers = nn_program_data (check->probe.program, 0, loss->value);

      for (guint r = 0; r < check->rows; r++)
        sum += loss->weight * numbers[r] / check->rows;
    }
  return sum;
}

/* The loss with a number moved. */
static double
loss_at (const Check *check, double *number, double value)
{
  const double at = *number;
  double loss;

  *number = value;
  loss = probe_loss (check);
  *number = at;
  return loss;
}

static double
central_difference (const Check *check, double *number, double h)
{
  return (loss_at (check, number, *number + h) - loss_at (check, number, *number - h)) / (2 * h);
}

/* To one side only, h positive or negative, as exact as the central one. */
static double
difference_beside (const Check *check, double *number, double h)
{
  return (4 * loss_at (check, number, *number + h) - loss_at (check, number, *number + 2 * h)
          - 3 * loss_at (check, number, *number))
         / (2 * h);
}

static double
relative_error (double gradient, double difference, double smallest)
{
  const double error = fabs (gradient - difference) / fmax (fmax (fabs (gradient), fabs (difference)), smallest);

  return isnan (error) ? INFINITY : error;
}

/* Where a kink lies within the step (ReLU, absolute error) the difference is wrong, not the gradient: a smaller step
 * misses it. Where the number itself lies on a kink (empty pictures in front of a ReLU) there is a slope to each side, and
 * the gradient must be one of them. */
static double
check_number (const Check *check, double *number, double gradient, double largest)
{
  const double smallest = fmax (SMALLEST * fmax (1, fabs (probe_loss (check))), SMALLEST_PART * largest);
  double error = INFINITY;

  for (double step = STEP; error > GOOD_ENOUGH && step > STEP / 1000; step /= 10)
    {
      const double h = step * MAX (1, fabs (*number));

      error = fmin (error, relative_error (gradient, central_difference (check, number, h), smallest));
      for (int side = -1; error > GOOD_ENOUGH && side <= 1; side += 2)
        error = fmin (error, relative_error (gradient, difference_beside (check, number, side * h), smallest));
    }
  return error;
}

static double
largest_of_layer (const Check *check, guint layer)
{
  double largest = 0;

  for (guint w = 0; w < nn_graph_n_weights (check->graph); w++)
    {
      const NnWeightPlace *place = &check->exact.weights->place[w];
      const double *exact = (double *) nn_program_gradient (check->exact.program, 0) + place->first;

      for (gsize i = 0; i < place->size && nn_graph_weight_spec (check->graph, w)->layer == layer; i++)
        largest = fmax (largest, fabs (exact[i]));
    }
  return largest;
}

static double
worst_difference (const double *exact, const float *fast, gsize n)
{
  double worst = 0;

  for (gsize i = 0; i < n; i++)
    worst = isnan (fast[i]) ? INFINITY : fmax (worst, fabs (exact[i] - fast[i]));
  return worst;
}

/* One of first … end − 1, by the seed. */
static gsize
draw_place (Check *check, gsize first, gsize end)
{
  return first + nn_rng_below (&check->rng, end - first);
}

/* Of the next weight. */
static gsize
count_numbers (Check *check)
{
  return check->most >= 1 ? check->most : nn_rng_uniform (&check->rng) < check->most;
}

static const float *
fast_gradient (const Side *fast)
{
  return fast->there != NULL ? nn_gradient_there_gradient (fast->there) : nn_program_gradient (fast->program, 0);
}

/* fast: its gradient, in the weights' layout. */
static NnGradientRow
check_weight (Check *check, guint i, const float *fast)
{
  const NnRun how = describe_run (check);
  const NnWeightSpec *spec = nn_graph_weight_spec (check->graph, i);
  const NnWeightPlace *place = &check->exact.weights->place[i];
  const double *exact = (double *) nn_program_gradient (check->exact.program, 0) + place->first;
  double *numbers = (double *) check->exact.weights->data + place->first;
  const double largest = largest_of_layer (check, spec->layer);
  NnGradientRow row = { .layer = spec->layer, .name = g_strdup (spec->name), .n = place->size, .worst_moved = NAN };

  row.checked = MIN (row.n, count_numbers (check));
  for (gsize k = 0; k < row.checked; k++)
    {
      const gsize at = draw_place (check, k * row.n / row.checked, (k + 1) * row.n / row.checked);

      row.worst = fmax (row.worst, check_number (check, &numbers[at], exact[at], largest));
    }
  row.worst_fast = worst_difference (exact, fast + check->fast.weights->place[i].first, row.n) / fmax (largest, SMALLEST);
  if (check->fast.there != NULL)
    row.worst_moved = nn_gradient_there_moved (check->fast.there, i, &how, fmax (SMALLEST_MOVED * largest, SMALLEST));
  return row;
}

/* ---- Setting up ---- */

static gboolean
make_program (const Check *check, Side *side, gboolean training, NnDevice *device, GError **error)
{
  guint n_keep;
  g_autofree NnValue *keep = nn_feed_keep (check->graph, &n_keep);
  const NnProgramOptions options = {
    .backend = side->backend,
    .batch = check->rows,
    .slices = 1,
    .training = training,
    .open = device != NULL,   /* what was put there stays, for the next run */
    .keep = keep,
    .n_keep = n_keep,
    .network = check->network,
    .device = device,
  };

  if (device != NULL)
    return (side->there = nn_gradient_there_new (check->graph, side->weights, &options, error)) != NULL;
  return (side->program = nn_program_new (check->graph, side->weights, &options, error)) != NULL;
}

/* Weights as training starts from; the doubles are the same numbers. */
static gboolean
make_weights (Check *check, GError **error)
{
  Side *exact = &check->exact, *fast = &check->fast;

  if ((fast->weights = nn_weights_new (check->graph, sizeof (float), check->network, error)) == NULL)
    return FALSE;
  if ((exact->weights = nn_weights_new (check->graph, sizeof (double), check->network, error)) == NULL)
    return FALSE;
  check->probe.weights = exact->weights;
  nn_weights_initialise (fast->weights, check->seed);
  for (guint i = 0; i < nn_graph_n_weights (check->graph); i++)
    widen (nn_weights_floats (fast->weights, i), (double *) exact->weights->data + exact->weights->place[i].first,
           exact->weights->place[i].size);
  return TRUE;
}

/* What the network is worth: all of a small one, some of a large one. */
static void
choose_sample (Check *check)
{
  const double forward = nn_graph_flops (check->graph, 0) * RUNS * MAX (nn_graph_n_weights (check->graph), 1);
  const double rows = MOST_WORK / forward;

  check->rows = MIN (check->rows, CLAMP (rows, LEAST_ROWS, MOST_ROWS));
  check->most = MIN (rows / check->rows, MOST_NUMBERS);
  if (check->most < 1)
    check->most = MIN (PATIENCE * check->most, 1);
  check->rng = nn_rng (check->seed, nn_rng_stream_of ("gradient check"));
}

static void
choose_examples (Check *check, const NnTuning *tuning)
{
  NnSplit *split = nn_dataset_split (check->dataset, tuning->validation, tuning->seed);
  NnBatcher *batcher = nn_batcher_new (split->train, split->n_train, 1, tuning->seed);

  check->rows = MIN (MIN (tuning->batch, split->n_train), MOST_ROWS);
  memcpy (check->examples, nn_batcher_next (batcher), check->rows * sizeof *check->examples);
  nn_batcher_free (batcher);
  nn_split_free (split);
}

static gboolean
set_up (Check *check, GError **error)
{
  NnTuning tuning;

  if ((check->graph = nn_network_lower (check->network, nn_dataset_info (check->dataset), error)) == NULL)
    return FALSE;
  if (!nn_feed_check (check->graph, check->dataset, error))
    return FALSE;
  nn_tuning_read (&tuning, nn_network_recipe (check->network));
  check->seed = tuning.seed;
  choose_examples (check, &tuning);
  choose_sample (check);
  if (!make_weights (check, error))
    return FALSE;
  return make_program (check, &check->exact, TRUE, NULL, error) && make_program (check, &check->probe, FALSE, NULL, error) &&
         make_program (check, &check->fast, TRUE, check->device, error);
}

static void
tear_down (Check *check)
{
  nn_program_free (check->exact.program);
  nn_program_free (check->probe.program);
  nn_program_free (check->fast.program);
  nn_gradient_there_free (check->fast.there);
  nn_weights_free (check->exact.weights);
  nn_weights_free (check->fast.weights);
  nn_graph_unref (check->graph);
}

/* The weights that are trained; of two networks in turn, those whose turn it is. */
static void
check_turn (Check *check, gboolean forging, GArray *rows)
{
  const float *fast;

  check->forging = forging;
  run (check, &check->exact);
  run (check, &check->fast);
  fast = fast_gradient (&check->fast);
  for (guint i = 0; i < nn_graph_n_weights (check->graph); i++)
    {
      const NnWeightSpec *spec = nn_graph_weight_spec (check->graph, i);
      NnGradientRow row;

      if (!spec->trained || spec->forges != forging)
        continue;
      row = check_weight (check, i, fast);
      g_array_append_val (rows, row);
    }
}

static void
clear_row (gpointer row)
{
  g_free (((NnGradientRow *) row)->name);
}

/* The device's trouble is told instead of numbers that mean nothing. */
static GArray *
check_turns (Check *check, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (NnGradientRow));
  GError *trouble;

  g_array_set_clear_func (rows, clear_row);
  check_turn (check, FALSE, rows);
  if (nn_graph_takes_turns (check->graph))
    check_turn (check, TRUE, rows);
  trouble = check->fast.there != NULL ? nn_gradient_there_steal_error (check->fast.there) : NULL;
  if (trouble == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, trouble);
  return NULL;
}

GArray *
nn_gradient_check (const NnNetwork *network, NnDataset *dataset, const NnBackend *backend, NnDevice *device, GError **error)
{
  Check check = {
    .network = network,
    .dataset = dataset,
    .exact.backend = &nn_backend_reference,
    .probe.backend = &nn_backend_reference,
    .fast.backend = backend,
    .device = device,
  };
  GArray *rows;

  g_return_val_if_fail (backend->element == sizeof (float) && backend->records == (device != NULL), NULL);

  rows = set_up (&check, error) ? check_turns (&check, error) : NULL;
  tear_down (&check);
  return rows;
}

/* ---- Judging ---- */

/* Not a number is no agreement. */
static gboolean
judge_row (const NnGradientRow *row, GError **error)
{
  if (!(row->worst <= NN_GRADIENT_TOLERANCE))
    g_set_error (error, NN_ERROR, NN_ERROR_NETWORK,
                 _("The gradient of %s differs from finite differences by %.1e, more than %g."), row->name, row->worst,
                 NN_GRADIENT_TOLERANCE);
  else if (!(row->worst_fast <= NN_GRADIENT_TOLERANCE_FAST))
    g_set_error (error, NN_ERROR, NN_ERROR_NETWORK,
                 _("The gradient of %s that training uses differs from the one in double precision by %.1e of its "
                   "layer's largest number, more than %g."),
                 row->name, row->worst_fast, NN_GRADIENT_TOLERANCE_FAST);
  else if (row->worst_moved > NN_GRADIENT_TOLERANCE_MOVED)
    g_set_error (error, NN_ERROR, NN_ERROR_NETWORK,
                 _("The gradient of %s on the graphics card differs from how the loss there changes by %.1e, more than %g."), row->name,
                 row->worst_moved, NN_GRADIENT_TOLERANCE_MOVED);
  else
    return TRUE;
  return FALSE;
}

gboolean
nn_gradient_judge (const GArray *rows, GError **error)
{
  for (guint i = 0; i < rows->len; i++)
    if (!judge_row (&g_array_index (rows, NnGradientRow, i), error))
      return FALSE;
  return TRUE;
}
