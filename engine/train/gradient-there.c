#include "gradient-there.h"

#include <math.h>
#include <string.h>

/* A move that changes the loss by so much of it: enough to stand out from the rounding of single precision, little enough that the
 * loss is nearly straight there; some smaller and larger ones are tried beside it, for kinks. */
#define CHANGE 1e-2
#define FARTHEST 0.3       /* of a weight's own length … */
#define TRIES 4
#define SMALLER 4

struct _NnGradientThere
{
  NnGraph *graph;            /* borrowed */
  NnWeights *weights;        /* borrowed */
  NnDevice *device;          /* borrowed */
  NnProgram *program;        /* owned */
  gpointer memory;           /* owned: the weights there */
  gpointer state;            /* owned: seed and step of what is random */
  float *gradient;           /* owned */
  NnRecording *recording;    /* owned; of … */
  NnRun recorded;            /* … this run */
  GError *error;             /* owned; the first */
};

static void
note (NnGradientThere *there, GError *error)
{
  if (there->error == NULL)
    there->error = error;
  else
    g_clear_error (&error);
}

static void
write_there (NnGradientThere *there, gpointer to, gconstpointer from, gsize bytes)
{
  GError *error = NULL;

  if (!nn_device_write (there->device, to, from, bytes, &error))
    note (there, error);
}

static void
read_there (NnGradientThere *there, gpointer to, gconstpointer from, gsize bytes)
{
  GError *error = NULL;

  if (!nn_device_read (there->device, to, from, bytes, &error))
    note (there, error);
}

NnGradientThere *
nn_gradient_there_new (NnGraph *graph, NnWeights *weights, const NnProgramOptions *options, GError **error)
{
  NnGradientThere *there = g_new0 (NnGradientThere, 1);
  NnProgramOptions at = *options;

  there->graph = graph;
  there->weights = weights;
  there->device = options->device;
  if ((there->memory = nn_device_memory_new (there->device, weights->n * sizeof (float), error)) != NULL &&
      (there->state = nn_device_memory_new (there->device, sizeof (NnStepState), error)) != NULL)
    {
      at.weights_at = there->memory;
      there->program = nn_program_new (graph, weights, &at, error);
    }
  if (there->program == NULL || !nn_device_write (there->device, there->memory, weights->data, weights->n * sizeof (float), error))
    {
      nn_gradient_there_free (there);
      return NULL;
    }
  there->gradient = g_new0 (float, weights->n);
  return there;
}

void
nn_gradient_there_free (NnGradientThere *there)
{
  if (there == NULL)
    return;
  nn_recording_free (there->recording);
  nn_program_free (there->program);
  nn_device_memory_free (there->device, there->memory);
  nn_device_memory_free (there->device, there->state);
  g_clear_error (&there->error);
  g_free (there->gradient);
  g_free (there);
}

void
nn_gradient_there_put (NnGradientThere *there, NnValue value, const float *numbers, gsize n)
{
  gpointer to = nn_program_data (there->program, 0, value);

  if (to != NULL)
    write_there (there, to, numbers, n * sizeof *numbers);
}

/* ---- Running ---- */

static void
record (NnGradientThere *there, const NnRun *run)
{
  const NnStepState state = {
    .seed = { (guint32) run->seed, (guint32) (run->seed >> 32) },
    .step = { (guint32) run->step, (guint32) (run->step >> 32) },
  };
  GError *error = NULL;
  NnRun recorded = *run;

  write_there (there, there->state, &state, sizeof state);
  g_clear_pointer (&there->recording, nn_recording_free);
  recorded.recording = there->recording = nn_recording_new (there->device);
  nn_recording_set_state (there->recording, there->state);
  nn_program_run (there->program, 0, &recorded);
  if (!nn_recording_end (there->recording, &error))
    note (there, error);
  there->recorded = *run;
}

void
nn_gradient_there_run (NnGradientThere *there, const NnRun *run)
{
  GError *error = NULL;

  if (there->recording == NULL || run->forging != there->recorded.forging)
    record (there, run);
  if (there->error == NULL && (!nn_recording_run (there->recording, 1, &error) || !nn_device_wait (there->device, &error)))
    note (there, error);
}

const float *
nn_gradient_there_gradient (NnGradientThere *there)
{
  read_there (there, there->gradient, nn_program_gradient (there->program, 0), there->weights->n * sizeof (float));
  return there->gradient;
}

double
nn_gradient_there_loss (NnGradientThere *there, guint rows)
{
  g_autofree float *losses = g_new0 (float, rows);
  double sum = 0;

  for (guint i = 0; i < nn_graph_n_losses (there->graph); i++)
    {
      const NnGraphLoss *loss = nn_graph_loss_at (there->graph, i);

      read_there (there, losses, nn_program_data (there->program, 0, loss->value), rows * sizeof *losses);
      for (guint r = 0; r < rows; r++)
        sum += loss->weight * losses[r] / rows;
    }
  return sum;
}

/* ---- Moving ---- */

static double
length (const float *numbers, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += (double) numbers[i] * numbers[i];
  return sqrt (sum);
}

/* The loss where the weight is moved so far along the direction. */
static double
loss_at (NnGradientThere *there, guint i, const NnRun *run, const float *direction, double far)
{
  const NnWeightPlace *place = &there->weights->place[i];
  const float *weight = nn_weights_floats (there->weights, i);
  g_autofree float *moved = g_new (float, place->size);

  for (gsize k = 0; k < place->size; k++)
    moved[k] = weight[k] + far * direction[k];
  write_there (there, (float *) there->memory + place->first, moved, place->size * sizeof *moved);
  nn_gradient_there_run (there, run);
  write_there (there, (float *) there->memory + place->first, weight, place->size * sizeof *weight);
  return nn_gradient_there_loss (there, run->rows);
}

double
nn_gradient_there_moved (NnGradientThere *there, guint i, const NnRun *run, double smallest)
{
  const NnWeightPlace *place = &there->weights->place[i];
  const float *gradient = there->gradient + place->first;
  const double slope = length (gradient, place->size);
  const double own = MAX (length (nn_weights_floats (there->weights, i), place->size), 1);
  g_autofree float *direction = g_new (float, place->size);
  double step, error = INFINITY;

  if (slope == 0)
    return 0;
  for (gsize k = 0; k < place->size; k++)
    direction[k] = gradient[k] / slope;
  nn_gradient_there_run (there, run);
  step = MIN (CHANGE * MAX (nn_gradient_there_loss (there, run->rows), CHANGE) / slope, FARTHEST * own);
  for (guint k = 0; k < TRIES && there->error == NULL; k++, step /= SMALLER)
    {
      const double found = (loss_at (there, i, run, direction, step) - loss_at (there, i, run, direction, -step)) / (2 * step);
      const double off = fabs (found - slope) / MAX (slope, smallest);

      error = isnan (off) ? error : MIN (error, off);
    }
  return error;
}

GError *
nn_gradient_there_steal_error (NnGradientThere *there)
{
  return g_steal_pointer (&there->error);
}
