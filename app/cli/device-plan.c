#include "device-plan.h"

#include <stdio.h>

#include "program.h"
#include "source.h"
#include "table.h"
#include "text.h"

/* What a processor's core computes in a second where there is little to do at a time. */
#define PROCESSOR_FLOPS 1e10

typedef struct
{
  const NnNetwork *network;
  const NnBackend *backend;
  NnGraph *graph;            /* borrowed */
  GArray *costs;             /* NnStepCost of a step as recorded; NULL: it cannot be */
  double start;              /* seconds that a dispatch costs there */
  guint kernels, small;      /* dispatches of the network's operations; those with less to do than starting one costs */
} Plan;

/* Each operation of a layer once, in order. */
static char *
list_operations (const Plan *plan, guint layer, gboolean missing)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < nn_graph_n_nodes (plan->graph); i++)
    {
      const NnNode *node = nn_graph_node (plan->graph, i);

      if (node->layer == layer && (!missing || plan->backend->kernel (node->op) == NULL) &&
          !g_ptr_array_find_with_equal_func (ids, node->op->id, g_str_equal, NULL))
        g_ptr_array_add (ids, (gpointer) node->op->id);
    }
  g_ptr_array_add (ids, NULL);
  return g_strjoinv (", ", (char **) ids->pdata);
}

/* Of all operations of a layer, forward and back. */
static NnStepCost
add_up (const Plan *plan, guint layer)
{
  NnStepCost sum = { 0 };

  for (guint i = 0; plan->costs != NULL && i < plan->costs->len; i++)
    {
      const NnStepCost *cost = &g_array_index (plan->costs, NnStepCost, i);

      if (cost->op == NULL || cost->layer != layer)
        continue;
      sum.kernels += cost->kernels;
      sum.flops += cost->flops;
    }
  return sum;
}

static gboolean
is_small (const Plan *plan, const NnStepCost *cost)
{
  return cost->kernels > 0 && cost->flops / PROCESSOR_FLOPS < plan->start * cost->kernels;
}

static void
count_small (Plan *plan)
{
  for (guint i = 0; i < plan->costs->len; i++)
    {
      const NnStepCost *cost = &g_array_index (plan->costs, NnStepCost, i);

      plan->kernels += cost->op != NULL ? cost->kernels : 0;
      plan->small += cost->op != NULL && is_small (plan, cost) ? cost->kernels : 0;
    }
}

static char *
describe_place (const Plan *plan, guint layer, const char *operations, const NnStepCost *cost)
{
  g_autofree char *missing = list_operations (plan, layer, TRUE);

  if (*operations == '\0')
    return g_strdup ("");
  if (*missing != '\0')
    return g_strdup_printf (_("no kernel for %s"), missing);
  return g_strdup (is_small (plan, cost) ? _("yes, but little to do") : _("yes"));
}

static void
add_layer (VtTable *table, const Plan *plan, const NnLayer *layer)
{
  const NnStepCost sum = add_up (plan, layer->id);
  g_autofree char *operations = list_operations (plan, layer->id, FALSE);
  g_autofree char *place = describe_place (plan, layer->id, operations, &sum);
  g_autofree char *kernels = sum.kernels > 0 ? nn_count_to_text (sum.kernels) : g_strdup ("");
  g_autofree char *flops = sum.kernels > 0 ? vt_flops_text (sum.flops) : g_strdup ("");

  vt_table_row (table, layer->label, operations, place, kernels, flops, NULL);
}

static void
print_layers (const Plan *plan)
{
  g_autoptr (VtTable) table = vt_table_new ("lllrr");

  vt_table_row (table, _("layer"), _("operations"), _("runs there"), _("dispatches"), _("FLOP a step"), NULL);
  for (guint i = 0; i < nn_network_n_layers (plan->network); i++)
    add_layer (table, plan, nn_network_layer_at (plan->network, i));
  vt_table_print (table, 0);
}

static void
print_memory (const NnTrainer *trainer, const NnDeviceUse *use)
{
  const NnDeviceInfo *info = nn_device_info (nn_trainer_device (trainer));
  g_autofree char *whole = g_format_size (use->whole);
  g_autofree char *there_is = g_format_size (info->memory);
  g_autofree char *weights = g_format_size (use->weights);
  g_autofree char *values = g_format_size (use->values);
  g_autofree char *data = g_format_size (use->data);
  g_autofree char *line = g_strdup_printf (
    _("Training there takes %s of %s: %s for weights, gradients and what the optimiser keeps, %s for what the layers compute from a batch, %s for data, the rest for what passes through."),
    whole, there_is, weights, values, data);

  printf ("\n");
  vt_print_paragraph (line, 0);
  if (!use->stays)
    vt_print_paragraph (_("The data set is too large to stay there: every batch is brought there anew."), 0);
}

/* Whatever it computes: dispatches wait for each other. */
static void
print_advice (const Plan *plan, const NnDeviceUse *use, const NnDeviceInfo *info)
{
  g_autofree char *start = nn_figure ("%.1f", plan->start * 1e6);
  g_autofree char *all = nn_figure ("%.2f", use->kernels * plan->start * 1e3);
  g_autofree char *dispatches = nn_count_to_text (use->kernels);
  g_autofree char *line = g_strdup_printf (
    _("A step is %s dispatches. Starting one costs %s µs there, whatever it computes: a step cannot take less than about %s ms."), dispatches, start, all);
  g_autofree char *small = g_strdup_printf (_("%u of the network's %u dispatches have so little to do that the processor is done before one starts."),
                                            plan->small, plan->kernels);

  printf ("\n");
  vt_print_paragraph (line, 0);
  if (plan->small > 0)
    vt_print_paragraph (small, 0);
  if (plan->small * 2 > plan->kernels)
    vt_print_paragraph (_("Training this network there would be foolish: it is too small, and the processor is likely to be faster."), 0);
  if (info->kind == NN_DEVICE_PROCESSOR)
    vt_print_paragraph (_("And this device is software that runs on the processor itself, which is faster without it."), 0);
}

/* The step is recorded, and with it every shader made ready, but it does not run. */
static gboolean
print_step (Plan *plan, NnDevice *device, NnDataset *dataset, GError **error)
{
  const NnTrainerOptions options = { .threads = 1, .backend = plan->backend, .device = device };
  g_autoptr (NnTrainer) trainer = nn_trainer_new (plan->network, dataset, &options, error);
  g_autoptr (GArray) costs = NULL;
  NnDeviceUse use;

  if (trainer == NULL || (costs = nn_trainer_device_use (trainer, &use, error)) == NULL ||
      (plan->start = nn_device_start_cost (device, error)) < 0)
    return FALSE;
  plan->costs = costs;
  count_small (plan);
  print_layers (plan);
  print_memory (trainer, &use);
  print_advice (plan, &use, nn_device_info (device));
  plan->costs = NULL;
  return TRUE;
}

gboolean
vt_device_plan_print (const NnNetwork *network, const NnBackend *backend, NnDevice *device, GError **error)
{
  g_autoptr (NnDataset) dataset = nn_data_load (nn_network_data (network), error);
  g_autoptr (NnGraph) graph = dataset != NULL ? nn_network_lower (network, nn_dataset_info (dataset), error) : NULL;
  Plan plan = { .network = network, .backend = backend, .graph = graph };

  if (graph == NULL)
    return FALSE;
  printf (_("\nOn %s (%s):\n"), nn_device_info (device)->name, nn_device_kind_title (nn_device_info (device)->kind));
  if (nn_plan_check (graph, backend, network, NULL))
    return print_step (&plan, device, dataset, error);
  print_layers (&plan);
  fflush (stdout);
  return nn_plan_check (graph, backend, network, error);
}
