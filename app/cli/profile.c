#include "profile.h"

#include "measure.h"
#include "pool.h"
#include "program.h"
#include "table.h"
#include "text.h"

#define WARM_UP 5        /* steps */
#define FEWEST_STEPS 5

static char *
place_of (const NnTrainer *trainer, const NnStepCost *cost)
{
  const NnLayer *layer = nn_network_layer (nn_trainer_network (trainer), cost->layer);

  return g_strdup (layer != NULL ? layer->label : "");
}

/* A share of what the product of two large matrices makes of the same time. */
static char *
share_of_peak (double flops, double seconds, double gflops)
{
  return vt_percent_text (flops / seconds / 1e9 / gflops);
}

/* peak: of what a step's operation has, a thread or the device. */
static void
add_cost (VtTable *table, const NnTrainer *trainer, const NnStepCost *cost, double whole, double peak)
{
  const double seconds = MAX (cost->seconds, 1e-9);
  g_autofree char *place = place_of (trainer, cost);
  g_autofree char *time = g_strdup_printf ("%.1f µs", cost->seconds * 1e6);
  g_autofree char *share = vt_percent_text (cost->seconds / whole);
  g_autofree char *flops = g_strdup_printf ("%.1f", cost->flops / seconds / 1e9);
  g_autofree char *of_peak = share_of_peak (cost->flops, seconds, peak);
  g_autofree char *bytes = g_strdup_printf ("%.1f", cost->bytes / seconds / 1e9);

  if (cost->op == NULL)
    vt_table_row (table, place, nn_text (cost->title), "", time, share, NULL);
  else
    vt_table_row (table, place, cost->op->id, cost->backward ? _("back") : _("forward"), time, share, flops, of_peak, bytes, NULL);
}

static void
add_whole (VtTable *table, const NnWorkload *workload, const NnTrainerOptions *options, double step)
{
  const guint threads = options->threads > 0 ? options->threads : nn_pool_default_threads ();
  const double flops = nn_workload_flops (workload) * workload->batch;
  g_autofree char *time = g_strdup_printf ("%.1f µs", step * 1e6);
  g_autofree char *gflops = g_strdup_printf ("%.1f", flops / step / 1e9);
  g_autofree char *of_peak = share_of_peak (flops, step, vt_measure_sgemm (options, threads));

  vt_table_row (table, _("one step"), options->device != NULL ? _("products, one after the other") : _("products of all threads"), "", time, "", gflops, of_peak, NULL);
}

gboolean
vt_profile_print (const NnWorkload *workload, const NnTrainerOptions *options, double seconds, GError **error)
{
  g_autoptr (NnNetwork) network = nn_workload_network (workload);
  g_autoptr (NnDataset) dataset = nn_workload_dataset (workload);
  g_autoptr (NnTrainer) trainer = nn_trainer_new (network, dataset, options, error);
  g_autoptr (VtTable) table = vt_table_new ("lllrrrrr");
  g_autoptr (GArray) costs = NULL;   /* NnStepCost */
  const double peak = vt_measure_sgemm (options, 1);
  double step = 0;

  if (trainer == NULL)
    return FALSE;
  for (guint i = 0; i < WARM_UP; i++)
    nn_trainer_step (trainer);
  if ((costs = nn_trainer_profile (trainer, FEWEST_STEPS, &step, error)) == NULL)
    return FALSE;
  g_clear_pointer (&costs, g_array_unref);
  if ((costs = nn_trainer_profile (trainer, MAX (seconds / step, FEWEST_STEPS), &step, error)) == NULL)
    return FALSE;

  vt_table_row (table, workload->id, _("operation"), _("pass"), _("time"), _("share"), _("GFLOP/s"), _("of sgemm"),
                _("GB/s"), NULL);
  for (guint i = 0; i < costs->len; i++)
    add_cost (table, trainer, &g_array_index (costs, NnStepCost, i), step, peak);
  add_whole (table, workload, options, step);
  vt_table_print (table, 0);
  return TRUE;
}
