#include <math.h>
#include <stdio.h>

#include "check.h"
#include "command.h"
#include "device-plan.h"
#include "gradient-check.h"
#include "program.h"
#include "source.h"
#include "table.h"
#include "text.h"
#include "work.h"

static NnProgramOptions
describe_program (const NnNetwork *network)
{
  return (NnProgramOptions) {
    .backend = &nn_backend_openblas,
    .batch = nn_settings_int (nn_network_recipe (network), "batch"),
    .slices = 1,
    .training = TRUE,
    .network = network,
  };
}

/* What training a batch on one thread keeps for each layer: weights, their gradients, values; NULL: it does not run. */
static NnBudget *
make_budget (const NnNetwork *network, const NnDataInfo *data)
{
  g_autoptr (NnGraph) graph = nn_network_lower (network, data, NULL);
  const NnProgramOptions options = describe_program (network);
  NnBudget *budget;

  if (graph == NULL)
    return NULL;
  budget = nn_budget_new ();
  nn_weights_cost (graph, sizeof (float), 1, budget);
  nn_program_cost (graph, &options, budget);
  return budget;
}

static char *
bytes_in_words (const NnBudget *budget, guint layer)
{
  if (budget == NULL)
    return g_strdup ("");
  return g_format_size (layer != 0 ? nn_budget_layer (budget, layer) : nn_budget_total (budget));
}

static void
print_layers (const NnNetwork *network, const NnReport *report, const NnDataInfo *data)
{
  g_autoptr (VtTable) table = vt_table_new ("lllrrr");
  g_autoptr (NnBudget) budget = make_budget (network, data);
  g_autofree char *parameters = nn_count_to_text (report->parameters);
  g_autofree char *flops = vt_flops_text (report->flops);
  g_autofree char *bytes = bytes_in_words (budget, 0);

  vt_table_row (table, _("layer"), _("kind"), _("hands on"), _("parameters"), _("operations"), _("memory"), NULL);
  for (guint i = 0; i < nn_network_n_layers (network); i++)
    {
      const NnLayer *layer = nn_network_layer_at (network, i);
      const NnLayerReport *row = nn_report_layer (report, layer->id);
      g_autofree char *shape = nn_shape_to_string (&row->out);
      g_autofree char *own_parameters = nn_count_to_text (row->parameters);
      g_autofree char *own_flops = vt_flops_text (row->flops);
      g_autofree char *own_bytes = bytes_in_words (budget, layer->id);

      vt_table_row (table, layer->label, layer->kind->id, shape, own_parameters, own_flops, own_bytes, NULL);
    }
  vt_table_row (table, _("in all"), "", "", parameters, flops, bytes, NULL);
  vt_table_print (table, 0);
}

static const char *const severity[] = {
  [NN_ISSUE_ERROR] = N_("Error"),
  [NN_ISSUE_UNFINISHED] = N_("Unfinished"),
  [NN_ISSUE_WARNING] = N_("Warning"),
};

static void
print_issue (const NnIssue *issue)
{
  g_autofree char *line =
      g_strdup_printf ("%s: %s%s%s", _(severity[issue->severity]), issue->sentence, issue->detail != NULL ? " " : "",
                       issue->detail != NULL ? issue->detail : "");

  printf ("\n");
  vt_print_paragraph (line, 0);
  for (guint i = 0; i < NN_ISSUE_REMEDIES && issue->remedy[i].action != NN_REMEDY_NONE; i++)
    printf ("  %s %s\n", i == 0 ? _("Remedy:") : _("or:"), issue->remedy[i].label);
}

/* Of a whole batch on one thread: the values and their gradients. The least is what must be there at the same time. */
static gboolean
report_memory (const NnNetwork *network, const NnDataInfo *data, GError **error)
{
  g_autoptr (NnGraph) graph = nn_network_lower (network, data, error);
  g_autoptr (NnWeights) weights = graph != NULL ? nn_weights_new (graph, sizeof (float), network, error) : NULL;
  const NnProgramOptions options = describe_program (network);
  g_autoptr (NnProgram) program = weights != NULL ? nn_program_new (graph, weights, &options, error) : NULL;
  g_autofree char *takes = NULL, *least = NULL, *batch = NULL;

  if (program == NULL)
    return FALSE;
  takes = g_format_size (nn_program_memory (program).arena);
  least = g_format_size (nn_program_memory (program).lower_bound);
  batch = nn_count_to_text (options.batch);
  printf (_("Training a batch of %s takes %s beside the weights; the least possible is %s.\n"), batch, takes, least);
  return TRUE;
}

static gboolean
report_shapes (const NnNetwork *network, const char *path, GError **error)
{
  g_autoptr (NnDataInfo) data = nn_data_describe (nn_network_data (network), error);
  g_autoptr (NnReport) report = NULL;

  if (data == NULL)
    return FALSE;
  report = nn_check (network, data);
  print_layers (network, report, data);
  for (guint i = 0; i < report->issues->len; i++)
    print_issue (&g_array_index (report->issues, NnIssue, i));
  if (report->runs)
    {
      printf ("\n%s\n", _("The network runs."));
      return report_memory (network, data, error);
    }
  fflush (stdout);
  g_set_error (error, NN_ERROR, NN_ERROR_NETWORK, _("%s: the network does not run: %s"), path,
               g_array_index (report->issues, NnIssue, 0).sentence);
  return FALSE;
}

/* `there`: the fast back end is a device's. */
static void
print_gradients (const GArray *rows, gboolean there)
{
  g_autoptr (VtTable) table = vt_table_new (there ? "lrrrrr" : "lrrrr");

  vt_table_row (table, _("weight"), _("numbers"), _("checked"), _("worst error"), there ? _("worst, there") : _("worst, fast"),
                there ? _("moved there") : NULL, NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      const NnGradientRow *row = &g_array_index (rows, NnGradientRow, i);
      g_autofree char *n = nn_count_to_text (row->n);
      g_autofree char *checked = nn_count_to_text (row->checked);
      g_autofree char *worst = g_strdup_printf ("%.1e", row->worst);
      g_autofree char *fast = g_strdup_printf ("%.1e", row->worst_fast);
      g_autofree char *moved = g_strdup_printf ("%.1e", row->worst_moved);

      vt_table_row (table, row->name, n, checked, worst, fast, there ? moved : NULL, NULL);
    }
  vt_table_print (table, 0);
}

static gboolean
judge_gradients (const GArray *rows, gboolean there, GError **error)
{
  g_autofree char *of = NULL, *numbers = NULL;
  double worst = 0, worst_fast = 0, worst_moved = 0;
  gint64 n = 0, checked = 0;

  if (!nn_gradient_judge (rows, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      worst = MAX (worst, g_array_index (rows, NnGradientRow, i).worst);
      worst_fast = MAX (worst_fast, g_array_index (rows, NnGradientRow, i).worst_fast);
      worst_moved = fmax (worst_moved, g_array_index (rows, NnGradientRow, i).worst_moved);
      n += g_array_index (rows, NnGradientRow, i).n;
      checked += g_array_index (rows, NnGradientRow, i).checked;
    }
  of = nn_count_to_text (n);
  numbers = nn_count_to_text (checked);
  printf (_("Checked: %s of %s numbers, drawn by the seed.\n"), numbers, of);
  printf (_("Every gradient agrees with finite differences: the worst relative error is %.1e, allowed are %g.\n"),
          worst, NN_GRADIENT_TOLERANCE);
  printf (_("The gradients that training uses agree with them: the worst is off by %.1e, allowed are %g.\n"), worst_fast,
          NN_GRADIENT_TOLERANCE_FAST);
  if (there)
    printf (_("Moved along its gradient there, every weight changes the loss there as the gradient says: the worst is off by %.1e, "
              "allowed are %g.\n"),
            worst_moved, NN_GRADIENT_TOLERANCE_MOVED);
  return TRUE;
}

static gboolean
report_gradients (const NnNetwork *network, const NnBackend *backend, NnDevice *device, GError **error)
{
  g_autoptr (NnDataset) dataset = nn_data_load (nn_network_data (network), error);
  g_autoptr (GArray) rows = NULL;

  if (dataset == NULL)
    return FALSE;
  rows = nn_gradient_check (network, dataset, backend, device, error);
  if (rows == NULL)
    return FALSE;
  printf ("\n");
  print_gradients (rows, device != NULL);
  printf ("\n");
  return judge_gradients (rows, device != NULL, error);
}

static gboolean
run (const VtCommand *command, int argc, char **argv, GError **error)
{
  g_autofree char *data = NULL;
  g_autofree char *place = NULL;
  g_autoptr (NnDevice) device = NULL;
  const NnBackend *backend;
  gboolean gradients = FALSE;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_STRING, &data, N_("Check against this data set instead of the document's"),
      N_("SPEC") },
    { "gradients", 0, 0, G_OPTION_ARG_NONE, &gradients, N_("Compare every gradient with finite differences"), NULL },
    { "backend", 0, 0, G_OPTION_ARG_STRING, &place, N_("Where it is to train: see vitrine-cli devices"), N_("B") },
    { NULL },
  };
  g_autoptr (NnDocument) document = NULL;

  if (!vt_command_parse (command, entries, &argc, &argv, 1, 1, error))
    return FALSE;
  if ((backend = nn_backend_choose (place != NULL ? place : nn_backend_openblas.id, &device, error)) == NULL)
    return FALSE;
  document = vt_open_document (argv[1], data, error);
  if (document == NULL || !report_shapes (document->network, argv[1], error))
    return FALSE;
  if (device != NULL && !vt_device_plan_print (document->network, backend, device, error))
    return FALSE;
  return !gradients || report_gradients (document->network, backend, device, error);
}

const VtCommand vt_command_check = {
  .name = "check",
  .usage = N_("DOC [--data SPEC] [--backend B] [--gradients]"),
  .blurb = N_("Say a network's shapes, parameters and cost, and what is wrong with it."),
  .help = N_("Operations are counted forward, for one example; a multiplication and an addition are two."),
  .run = run,
};
