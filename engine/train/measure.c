#include "measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "big-block.h"
#include "pool.h"

#define WINDOWS 20        /* that the time is cut into, about */
#define MIN_WINDOWS 5
#define MIN_WARM_UP 0.3   /* seconds */
#define MIN_CALLS 3
#define SIDE 1024         /* of the product that shows what the machine can do */

typedef void (*Work) (gpointer data);

static double
now (void)
{
  return g_get_monotonic_time () / 1e6;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
warm_up (Work work, gpointer data, double seconds)
{
  const double start = now ();
  gsize n = 0;

  for (; n < MIN_CALLS || now () < start + seconds; n++)
    work (data);
  return (now () - start) / n;
}

/* Seconds a call takes: the median over windows. */
static double
measure (Work work, gpointer data, double seconds)
{
  const double rough = warm_up (work, data, MAX (MIN_WARM_UP, seconds / 4));
  const gsize calls = MAX (round (seconds / WINDOWS / rough), 1);
  const double end = now () + seconds;
  g_autoptr (GArray) windows = g_array_new (FALSE, FALSE, sizeof (double));

  while (windows->len < MIN_WINDOWS || now () < end)
    {
      const double start = now ();
      double mean;

      for (gsize i = 0; i < calls; i++)
        work (data);
      mean = (now () - start) / calls;
      g_array_append_val (windows, mean);
    }
  g_array_sort (windows, compare);
  return g_array_index (windows, double, windows->len / 2);
}

/* ---- What is measured ---- */

static void
train_one_step (gpointer data)
{
  nn_trainer_step (data);
}

typedef struct
{
  NnTrainer *trainer;
  const float *inputs;
  gsize stride;          /* numbers from one batch to the next */
  guint batch, n_batches, next;
  float *out;
} Inference;

static void
infer_one_batch (gpointer data)
{
  Inference *inference = data;

  nn_trainer_predict (inference->trainer, 0, inference->inputs + inference->next * inference->stride, inference->batch,
                      inference->out);
  inference->next = (inference->next + 1) % inference->n_batches;
}

static double
measure_inference (NnTrainer *trainer, const NnWorkload *workload, guint batch, double seconds)
{
  const NnGraphOutput *output = nn_graph_output_at (nn_trainer_graph (trainer), 0);
  const gsize size = nn_shape_size (&nn_graph_value (nn_trainer_graph (trainer), output->prediction)->shape);
  g_autofree float *out = g_new (float, batch * size);
  Inference inference = {
    .trainer = trainer,
    .inputs = nn_dataset_inputs (nn_trainer_dataset (trainer)),
    .stride = batch * workload->size[0],
    .batch = batch,
    .n_batches = workload->examples / batch,
    .out = out,
  };

  return measure (infer_one_batch, &inference, seconds);
}

typedef struct
{
  NnPool *pool;
  const NnKernel *kernel;
  float *a, *b, *c;
} Product;

static void
multiply_part_cb (gpointer data, guint worker, guint n_workers)
{
  const Product *product = data;
  const NnOp *op = nn_op_find ("linear");
  gsize first, end;

  nn_pool_part (SIDE, worker, n_workers, &first, &end);
  product->kernel->forward (
    &(NnStep) {
      .op = op,
      .in = {
        { product->a + first * SIDE, NN_SHAPE (SIDE), SIDE },
        { product->b, NN_SHAPE (SIDE, SIDE), SIDE * SIDE },
      },
      .out = { { product->c + first * SIDE, NN_SHAPE (SIDE), SIDE } },
    },
    &(NnRun) { .rows = end - first, .scale = 1 });
}

static void
multiply (gpointer data)
{
  nn_pool_run (((Product *) data)->pool, multiply_part_cb, data);
}

static double
measure_product (const NnBackend *backend, guint threads, double seconds)
{
  g_autoptr (NnPool) pool = nn_pool_new (threads);
  Product product = {
    .pool = pool,
    .kernel = backend->kernel (nn_op_find ("linear")),
    .a = nn_big_new (SIDE * SIDE * sizeof (float)),
    .b = nn_big_new (SIDE * SIDE * sizeof (float)),
    .c = nn_big_new (SIDE * SIDE * sizeof (float)),
  };
  double took = NAN;

  for (gsize i = 0; product.a != NULL && product.b != NULL && i < SIDE * SIDE; i++)
    product.a[i] = product.b[i] = (i % 100) / 100.0f;
  if (product.a != NULL && product.b != NULL && product.c != NULL)
    took = measure (multiply, &product, seconds);
  nn_big_free (product.a);
  nn_big_free (product.b);
  nn_big_free (product.c);
  return 2.0 * SIDE * SIDE * SIDE / took / 1e9;
}

static double
peak_megabytes (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL) || (line = strstr (text, "VmHWM:")) == NULL)
    return NAN;
  return g_ascii_strtoull (line + strlen ("VmHWM:"), NULL, 10) / 1024.0;
}

gboolean
nn_measure (const NnWorkload *workload,
            const NnTrainerOptions *options,
            double seconds,
            double launch_s,
            NnMeasurement *measurement,
            GError **error)
{
  const double start = now ();
  g_autoptr (NnNetwork) network = nn_workload_network (workload);
  g_autoptr (NnDataset) dataset = nn_workload_dataset (workload);
  g_autoptr (NnTrainer) trainer = nn_trainer_new (network, dataset, options, error);
  const guint threads = options->threads > 0 ? options->threads : nn_pool_default_threads ();
  const NnBackend *backend = options->backend != NULL ? options->backend : &nn_backend_openblas;
  NnMeasurement m = { .threads = threads, .backend = backend };
  double step;

  if (trainer == NULL)
    return FALSE;
  nn_trainer_step (trainer);
  m.startup_s = launch_s + now () - start;

  step = measure (train_one_step, trainer, seconds);
  m.step_us = step * 1e6;
  m.examples_per_s = workload->batch / step;
  m.gflops = m.examples_per_s * nn_workload_flops (workload) / 1e9;
  m.peak_mb = peak_megabytes ();
  m.infer_examples_per_s = workload->batch / measure_inference (trainer, workload, workload->batch, seconds / 2);
  m.infer1_us = measure_inference (trainer, workload, 1, MIN (1, seconds * 0.3)) * 1e6;
  m.sgemm_gflops = measure_product (backend, threads, MIN (0.4, seconds / 2));
  *measurement = m;
  return TRUE;
}
