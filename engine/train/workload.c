#include "workload.h"

#include "edit.h"
#include "rng.h"
#include "text.h"

#define POINTS 500
#define RING 8   /* batches that are gone through in turn */

static const NnWorkload rows[] = {
  {
    .id = "W1a",
    .title = N_("2-8-8-8-1 tanh, batch 10, SGD"),
    .size = { 2, 8, 8, 8, 1 },
    .activation = "tanh",
    .bends_last = TRUE,
    .examples = POINTS,
    .batch = 10,
    .optimiser = "sgd",
    .rate = 0.03,
  },
  {
    .id = "W1b",
    .title = N_("2-8-8-8-1 tanh, batch 30, SGD"),
    .size = { 2, 8, 8, 8, 1 },
    .activation = "tanh",
    .bends_last = TRUE,
    .examples = POINTS / 30 * 30,
    .batch = 30,
    .optimiser = "sgd",
    .rate = 0.03,
  },
  {
    .id = "W2a",
    .title = N_("784-128-10, batch 64, Adam"),
    .size = { 784, 128, 10 },
    .activation = "relu",
    .classes = TRUE,
    .examples = RING * 64,
    .batch = 64,
    .optimiser = "adam",
    .rate = 1e-4,
  },
  {
    .id = "W2b",
    .title = N_("784-512-512-10, batch 128, Adam"),
    .size = { 784, 512, 512, 10 },
    .activation = "relu",
    .classes = TRUE,
    .examples = RING * 128,
    .batch = 128,
    .optimiser = "adam",
    .rate = 1e-4,
  },
};

const NnWorkload *
nn_workload_rows (guint *n)
{
  *n = G_N_ELEMENTS (rows);
  return rows;
}

const NnWorkload *
nn_workload_find (const char *id, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (g_str_equal (rows[i].id, id))
        return &rows[i];
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", rows[i].id);
    }
  g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT, _("There is no workload %s; there are %s."), id, known->str);
  return NULL;
}

static guint
count_layers (const NnWorkload *workload)
{
  guint n = 0;

  while (n + 1 < NN_WORKLOAD_LAYERS && workload->size[n + 1] != 0)
    n++;
  return n;
}

double
nn_workload_flops (const NnWorkload *workload)
{
  double flops = 0;

  for (guint i = 0; i < count_layers (workload); i++)
    flops += 2.0 * workload->size[i] * workload->size[i + 1] * (i > 0 ? 3 : 2);
  return flops;
}

/* ---- The network ---- */

static void
apply (NnNetwork *network, NnEdit *edit)
{
  nn_edit_free (nn_edit_apply (edit, network, NULL));
  nn_edit_free (edit);
}

static guint
add_layer (NnNetwork *network, const char *kind, guint after)
{
  const guint id = nn_network_next_id (network);

  apply (network, nn_edit_add_layer (kind, id, 0, 0));
  if (after != 0)
    apply (network, nn_edit_add_wire (after, id, 0));
  return id;
}

static void
set_choice (NnNetwork *network, guint layer, const char *param, const char *choice)
{
  const NnParam *row = nn_param_find (nn_network_layer (network, layer)->kind->params, param);

  apply (network, nn_edit_set (layer, param, nn_choice_index (row, choice)));
}

static void
set_recipe (NnNetwork *network, const NnWorkload *workload)
{
  const NnParam *optimiser = nn_param_find (nn_settings_params (nn_network_recipe (network)), "optimiser");

  apply (network, nn_edit_set_recipe ("optimiser", nn_choice_index (optimiser, workload->optimiser)));
  apply (network, nn_edit_set_recipe ("learning_rate", workload->rate));
  apply (network, nn_edit_set_recipe ("batch", workload->batch));
  apply (network, nn_edit_set_recipe ("validation", 0));
}

NnNetwork *
nn_workload_network (const NnWorkload *workload)
{
  NnNetwork *network = nn_network_new ();
  const guint n = count_layers (workload);
  guint last = add_layer (network, "input", 0);

  for (guint i = 1; i <= n; i++)
    {
      const gboolean bends = i < n || workload->bends_last;

      last = add_layer (network, "dense", last);
      apply (network, nn_edit_set (last, "units", workload->size[i]));
      set_choice (network, last, "activation", bends ? workload->activation : "none");
    }
  last = add_layer (network, "output", last);
  set_choice (network, last, "loss", workload->classes ? "cross_entropy" : "mse");
  apply (network, nn_edit_set (last, "weight", workload->classes ? 1 : 0.5));
  apply (network, nn_edit_set (last, "project", FALSE));
  set_recipe (network, workload);
  return network;
}

/* ---- The data ---- */

static char **
number_names (guint n)
{
  char **names = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    names[i] = g_strdup_printf ("%u", i + 1);
  return names;
}

static NnDataInfo *
describe_data (const NnWorkload *workload)
{
  const guint in = workload->size[0], out = workload->size[count_layers (workload)];
  NnDataInfo *info = nn_data_info_new ();

  info->title = g_strdup (nn_text (workload->title));
  info->noun = g_strdup (_("examples"));
  info->n = workload->examples;
  info->input = (NnField) {
    .name = g_strdup ("x"),
    .kind = NN_FIELD_NUMBERS,
    .shape = NN_SHAPE (in),
    .low = workload->classes ? 0 : -1,
    .high = 1,
    .parts = number_names (in),
    .n_parts = in,
  };
  info->target = (NnField) {
    .name = g_strdup ("y"),
    .kind = workload->classes ? NN_FIELD_CLASS : NN_FIELD_NUMBERS,
    .shape = NN_SHAPE (1),
    .low = workload->classes ? 0 : -1,
    .high = workload->classes ? out - 1 : 1,
    .parts = number_names (out),
    .n_parts = out,
  };
  return info;
}

NnDataset *
nn_workload_dataset (const NnWorkload *workload)
{
  NnDataset *dataset = nn_dataset_new_numbers (describe_data (workload));
  const NnField *input = &nn_dataset_info (dataset)->input, *target = &nn_dataset_info (dataset)->target;
  const gsize in = workload->size[0];
  float *x = nn_dataset_inputs (dataset), *y = nn_dataset_targets (dataset);
  NnRng rng = nn_rng (1, NN_STREAM_DATA);

  for (gsize i = 0; i < workload->examples * in; i++)
    x[i] = nn_rng_between (&rng, input->low, input->high);
  for (gsize i = 0; i < workload->examples; i++)
    if (workload->classes)
      y[i] = nn_rng_below (&rng, target->n_parts);
    else
      y[i] = x[i * in] * x[i * in + 1] > 0 ? 1 : -1;
  return dataset;
}
