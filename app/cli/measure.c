#include "measure.h"

#include <math.h>
#include <string.h>

#include "median.h"
#include "pool.h"

/* A measurement is this many windows; the clock is read between windows only. */
#define WINDOWS 20
#define FEWEST_WINDOWS 5
#define WARM_UP_SHARE 0.25
#define SHORTEST_WARM_UP 0.3 /* seconds */
#define SHORTEST_WINDOW 50e-6  /* seconds: the clock counts microseconds */

#define SGEMM_SIZE 1024
#define SGEMM_SECONDS 0.4

typedef void (*Work) (gpointer data);

static double
now (void)
{
  return g_get_monotonic_time () / (double) G_USEC_PER_SEC;
}

/* Seconds that one call takes, as the calls of the warm-up say. */
static double
warm_up (Work work, gpointer data, double seconds)
{
  const double start = now ();
  const double end = start + MAX (SHORTEST_WARM_UP, seconds * WARM_UP_SHARE);
  gint64 calls = 0;

  for (; now () < end || calls == 0; calls++)
    work (data);
  return (now () - start) / calls;
}

/* The median over windows of the seconds a call takes. */
static double
measure (Work work, gpointer data, double seconds)
{
  const double expected = warm_up (work, data, seconds);
  gint64 calls = MAX (seconds / WINDOWS / expected, 1);
  const double end = now () + seconds;
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (double));

  while (now () < end || taken->len < FEWEST_WINDOWS)
    {
      const double start = now ();
      double each;

      for (gint64 i = 0; i < calls; i++)
        work (data);
      each = (now () - start) / calls;
      if (each * calls < SHORTEST_WINDOW)
        calls *= 2;   /* the warm-up was slowed down by something else */
      else
        g_array_append_val (taken, each);
    }
  return nn_median ((double *) taken->data, taken->len);
}

#define STEPS_AT_ONCE 32 /* of a device, which is handed several in one go while nobody looks */

static void
train (gpointer trainer)
{
  nn_trainer_step (trainer);
}

static void
train_several (gpointer trainer)
{
  NnSample samples[STEPS_AT_ONCE];

  for (guint done = 0; done < STEPS_AT_ONCE;)
    done += nn_trainer_run (trainer, STEPS_AT_ONCE - done, samples);
}

static double
measure_steps (NnTrainer *trainer, double seconds)
{
  if (nn_trainer_device (trainer) == NULL)
    return measure (train, trainer, seconds);
  return measure (train_several, trainer, seconds) / STEPS_AT_ONCE;
}

typedef struct
{
  NnTrainer *trainer;
  gsize size, rows, batches, at;
  float *inputs; /* [batches][rows][size] */
  float *out;
} Inference;

static void
infer (gpointer data)
{
  Inference *self = data;

  nn_trainer_predict (self->trainer, 0, self->inputs + self->at * self->rows * self->size, self->rows, self->out);
  self->at = (self->at + 1) % self->batches;
}

/* Seconds for a batch of this many examples. */
static double
measure_inference (NnTrainer *trainer, gsize rows, double seconds)
{
  const NnDataset *dataset = nn_trainer_dataset (trainer);
  const NnGraph *graph = nn_trainer_graph (trainer);
  const gsize answers = nn_shape_size (&nn_graph_value (graph, nn_graph_answer (graph)->prediction)->shape);
  Inference self = {
    .trainer = trainer,
    .size = nn_data_info_input_size (nn_dataset_info (dataset)),
    .rows = rows,
    .batches = nn_dataset_n (dataset) / rows,
  };
  double each;

  self.inputs = g_new (float, self.batches *rows *self.size);
  self.out = g_new (float, rows *answers);
  for (gsize i = 0; i < self.batches * rows; i++)
    nn_dataset_input (dataset, i, self.inputs + i * self.size);
  each = measure (infer, &self, seconds);
  g_free (self.inputs);
  g_free (self.out);
  return each;
}

/* The back end's own product of two square matrices, rows split over the threads as a batch is. */
typedef struct
{
  NnPool *pool;
  NnKernelFunc product;
  float *x, *w, *y;
} Sgemm;

static void
multiply_cb (gpointer data, guint worker, guint n_workers)
{
  const Sgemm *self = data;
  const NnShape row = NN_SHAPE (SGEMM_SIZE);
  gsize first, end;

  nn_pool_part (SGEMM_SIZE, worker, n_workers, &first, &end);
  {
    const NnStep step = {
      .op = nn_op_find ("linear"),
      .in = { { self->x + first * SGEMM_SIZE, row, SGEMM_SIZE },
              { self->w, NN_SHAPE (SGEMM_SIZE, SGEMM_SIZE), SGEMM_SIZE * SGEMM_SIZE } },
      .out = { { self->y + first * SGEMM_SIZE, row, SGEMM_SIZE } },
    };

    self->product (&step, &(const NnRun) { .rows = end - first, .first_row = first, .scale = 1 });
  }
}

static void
multiply (gpointer data)
{
  Sgemm *self = data;

  nn_pool_run (self->pool, multiply_cb, self);
}

/* The kernel's own account of the most memory this process had. */
static double
peak_megabytes (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return NAN;
  line = strstr (status, "VmHWM:");
  return line != NULL ? g_ascii_strtod (line + strlen ("VmHWM:"), NULL) / 1024 : NAN;
}

/* The same on a device, where it is recorded once. */
static void
replay (gpointer recording)
{
  nn_recording_run (recording, 1, NULL);
  nn_device_wait (nn_recording_device (recording), NULL);
}

static double
measure_device_sgemm (NnDevice *device)
{
  const gsize n = SGEMM_SIZE * SGEMM_SIZE;
  float *numbers = nn_device_memory_new (device, 3 * n * sizeof (float), NULL);
  const NnKernel *linear = nn_backend_vulkan.kernel (nn_op_find ("linear"));
  NnRecording *recording;
  double seconds = NAN;

  if (numbers == NULL)
    return NAN;
  recording = nn_recording_new (device);
  linear->forward (&(const NnStep) {
                     .op = nn_op_find ("linear"),
                     .in = { { numbers, NN_SHAPE (SGEMM_SIZE), SGEMM_SIZE }, { numbers + n, NN_SHAPE (SGEMM_SIZE, SGEMM_SIZE), n } },
                     .out = { { numbers + 2 * n, NN_SHAPE (SGEMM_SIZE), SGEMM_SIZE } },
                   },
                   &(const NnRun) { .rows = SGEMM_SIZE, .scale = 1, .recording = recording });
  if (nn_recording_end (recording, NULL))
    seconds = measure (replay, recording, SGEMM_SECONDS);
  nn_recording_free (recording);
  nn_device_memory_free (device, numbers);
  return 2.0 * n * SGEMM_SIZE / seconds / 1e9;
}

double
vt_measure_sgemm (const NnTrainerOptions *options, guint threads)
{
  const NnBackend *backend = options->backend != NULL ? options->backend : &nn_backend_openblas;
  g_autoptr (NnPool) pool = nn_pool_new (threads);
  const gsize n = SGEMM_SIZE * SGEMM_SIZE;
  g_autofree float *numbers = g_new (float, 3 * n);
  Sgemm self = { pool, backend->kernel (nn_op_find ("linear"))->forward, numbers, numbers + n, numbers + 2 * n };

  if (options->device != NULL)
    return measure_device_sgemm (options->device);
  for (gsize i = 0; i < 3 * n; i++)
    numbers[i] = 1.0f / (1 + i % 97);
  return 2.0 * n * SGEMM_SIZE / measure (multiply, &self, SGEMM_SECONDS) / 1e9;
}

gboolean
vt_measure (const NnWorkload *workload,
            const NnTrainerOptions *options,
            double seconds,
            gint64 spawned,
            VtMeasure *found,
            GError **error)
{
  g_autoptr (NnNetwork) network = nn_workload_network (workload);
  g_autoptr (NnDataset) dataset = nn_workload_dataset (workload);
  g_autoptr (NnTrainer) trainer = nn_trainer_new (network, dataset, options, error);
  const guint threads = options->threads > 0 ? options->threads : nn_pool_default_threads ();
  double step;

  if (trainer == NULL)
    return FALSE;
  nn_trainer_step (trainer);
  found->startup_s = now () - spawned / (double) G_USEC_PER_SEC;

  step = measure_steps (trainer, seconds);
  found->peak_mb = peak_megabytes ();
  found->step_us = step * 1e6;
  found->examples_per_s = workload->batch / step;
  found->gflops = found->examples_per_s * nn_workload_flops (workload) / 1e9;
  found->infer_examples_per_s = workload->batch / measure_inference (trainer, workload->batch, seconds / 2);
  found->infer1_us = measure_inference (trainer, 1, MIN (seconds / 3, 1)) * 1e6;
  found->sgemm_gflops = vt_measure_sgemm (options, threads);
  found->threads = threads;
  return TRUE;
}
