#include "workload.h"

#include "edit.h"
#include "rng.h"
#include "text.h"

#include <string.h>

#define POINTS 500
#define RING 8   /* batches that are gone through in turn */

/* A layer is its kind and its settings, "conv2d filters=6 kernel=5". It follows the layer before it, or with "from=" the one
 * that "as=" named; "with=" names what else is wired to it. */
static const char *const points[] = {
  "dense units=8 activation=tanh",
  "dense units=8 activation=tanh",
  "dense units=8 activation=tanh",
  "dense units=1 activation=tanh",
  NULL,
};

static const char *const small_dense[] = { "dense units=128", "dense units=10 activation=none", NULL };

static const char *const large_dense[] = {
  "dense units=512",
  "dense units=512",
  "dense units=10 activation=none",
  NULL,
};

static const char *const lenet[] = {
  "conv2d filters=6 kernel=5 padding=same",
  "max_pool2d",
  "conv2d filters=16 kernel=5",
  "max_pool2d",
  "flatten",
  "dense units=120",
  "dense units=84",
  "dense units=10 activation=none",
  NULL,
};

static const char *const vgg[] = {
  "conv2d filters=32 padding=same",
  "conv2d filters=32 padding=same",
  "max_pool2d",
  "conv2d filters=64 padding=same",
  "conv2d filters=64 padding=same",
  "max_pool2d",
  "flatten",
  "dense units=128",
  "dense units=10 activation=none",
  NULL,
};

/* Three stages of two residual blocks; batch norm behind every convolution, and no bias. */
#define CONV_3(filters, stride) \
  "conv2d filters=" filters " stride=" stride " padding=same bias=false activation=none", "batch_norm"
#define BLOCK(filters, from, to) \
  CONV_3 (filters, "1"), "relu", CONV_3 (filters, "1"), "add with=" from, "relu as=" to
#define SHRINKING_BLOCK(filters, from, to)                                                                          \
  CONV_3 (filters, "2"), "relu", CONV_3 (filters, "1") " as=" to "_main",                                           \
      "conv2d filters=" filters " kernel=1 stride=2 bias=false activation=none from=" from, "batch_norm as=" to "_short", \
      "add from=" to "_main with=" to "_short", "relu as=" to

static const char *const resnet[] = {
  CONV_3 ("16", "1"),
  "relu as=a",
  BLOCK ("16", "a", "b"),
  BLOCK ("16", "b", "c"),
  SHRINKING_BLOCK ("32", "c", "d"),
  BLOCK ("32", "d", "e"),
  SHRINKING_BLOCK ("64", "e", "f"),
  BLOCK ("64", "f", "g"),
  "global_avg_pool",
  "dense units=10 activation=none",
  NULL,
};

#define CONV(in, kernel, out, side) ((in) * (kernel) * (kernel) * (out) * (side) * (side))

static const NnWorkload rows[] = {
  {
    .id = "W1a",
    .title = N_("2-8-8-8-1 tanh, batch 10, SGD"),
    .in = { 1, { 2 } },
    .layers = points,
    .products = 2 * 8 + 8 * 8 + 8 * 8 + 8 * 1,
    .first_products = 2 * 8,
    .examples = POINTS,
    .batch = 10,
    .optimiser = "sgd",
    .rate = 0.03,
  },
  {
    .id = "W1b",
    .title = N_("2-8-8-8-1 tanh, batch 30, SGD"),
    .in = { 1, { 2 } },
    .layers = points,
    .products = 2 * 8 + 8 * 8 + 8 * 8 + 8 * 1,
    .first_products = 2 * 8,
    .examples = POINTS / 30 * 30,
    .batch = 30,
    .optimiser = "sgd",
    .rate = 0.03,
  },
  {
    .id = "W2a",
    .title = N_("784-128-10, batch 64, Adam"),
    .in = { 1, { 784 } },
    .layers = small_dense,
    .classes = 10,
    .products = 784 * 128 + 128 * 10,
    .first_products = 784 * 128,
    .examples = RING * 64,
    .batch = 64,
    .optimiser = "adam",
    .rate = 1e-4,
  },
  {
    .id = "W2b",
    .title = N_("784-512-512-10, batch 128, Adam"),
    .in = { 1, { 784 } },
    .layers = large_dense,
    .classes = 10,
    .products = 784 * 512 + 512 * 512 + 512 * 10,
    .first_products = 784 * 512,
    .examples = RING * 128,
    .batch = 128,
    .optimiser = "adam",
    .rate = 1e-4,
  },
  {
    .id = "W3",
    .title = N_("LeNet, 28×28×1, batch 64, SGD with momentum"),
    .in = { 3, { 28, 28, 1 } },
    .layers = lenet,
    .classes = 10,
    .products = CONV (1, 5, 6, 28) + CONV (6, 5, 16, 10) + 400 * 120 + 120 * 84 + 84 * 10,
    .first_products = CONV (1, 5, 6, 28),
    .examples = RING * 64,
    .batch = 64,
    .optimiser = "sgd",
    .rate = 1e-3,
    .momentum = 0.9,
  },
  {
    .id = "W4",
    .title = N_("VGG-small, 32×32×3, batch 32, Adam"),
    .in = { 3, { 32, 32, 3 } },
    .layers = vgg,
    .classes = 10,
    .products = CONV (3, 3, 32, 32) + CONV (32, 3, 32, 32) + CONV (32, 3, 64, 16) + CONV (64, 3, 64, 16) +
                4096 * 128 + 128 * 10,
    .first_products = CONV (3, 3, 32, 32),
    .examples = RING * 32,
    .batch = 32,
    .optimiser = "adam",
    .rate = 1e-4,
  },
  {
    .id = "W5",
    .title = N_("ResNet-small, 32×32×3, batch 32, SGD with momentum"),
    .in = { 3, { 32, 32, 3 } },
    .layers = resnet,
    .classes = 10,
    .products = CONV (3, 3, 16, 32) + 4 * CONV (16, 3, 16, 32) + CONV (16, 3, 32, 16) + CONV (16, 1, 32, 16) +
                3 * CONV (32, 3, 32, 16) + CONV (32, 3, 64, 8) + CONV (32, 1, 64, 8) + 3 * CONV (64, 3, 64, 8) +
                64 * 10,
    .first_products = CONV (3, 3, 16, 32),
    .examples = RING * 32,
    .batch = 32,
    .optimiser = "sgd",
    .rate = 1e-3,
    .momentum = 0.9,
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

double
nn_workload_flops (const NnWorkload *workload)
{
  return 2 * (3 * workload->products - workload->first_products);
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
  apply (network, nn_edit_set_recipe ("momentum", workload->momentum));
  apply (network, nn_edit_set_recipe ("batch", workload->batch));
  apply (network, nn_edit_set_recipe ("validation", 0));
}

/* "units=128", as a document would have it. */
static void
set_word (NnNetwork *network, guint layer, const char *param, const char *value)
{
  g_autoptr (NnSettings) settings = nn_settings_copy (nn_network_layer (network, layer)->settings);

  if (!nn_settings_parse (settings, param, value, NULL))
    g_error ("A workload sets %s to %s", param, value);
  apply (network, nn_edit_set (layer, param, nn_settings_get (settings, param)));
}

/* Adds the layer that a line describes after `last`; gives its id. */
static guint
add_line (NnNetwork *network, const char *line, GHashTable *named, guint last)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  guint id = 0;

  for (guint i = 1; words[i] != NULL; i++)
    if (g_str_has_prefix (words[i], "from="))
      last = GPOINTER_TO_UINT (g_hash_table_lookup (named, words[i] + strlen ("from=")));
  id = add_layer (network, words[0], last);
  for (guint i = 1; words[i] != NULL; i++)
    {
      g_auto (GStrv) sides = g_strsplit (words[i], "=", 2);

      if (g_str_equal (sides[0], "as"))
        g_hash_table_insert (named, g_strdup (sides[1]), GUINT_TO_POINTER (id));
      else if (g_str_equal (sides[0], "with"))
        apply (network, nn_edit_add_wire (GPOINTER_TO_UINT (g_hash_table_lookup (named, sides[1])), id, 1));
      else if (!g_str_equal (sides[0], "from"))
        set_word (network, id, sides[0], sides[1]);
    }
  return id;
}

NnNetwork *
nn_workload_network (const NnWorkload *workload)
{
  NnNetwork *network = nn_network_new ();
  g_autoptr (GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint last = add_layer (network, "input", 0);

  for (guint i = 0; workload->layers[i] != NULL; i++)
    last = add_line (network, workload->layers[i], named, last);
  last = add_layer (network, "output", last);
  set_choice (network, last, "loss", workload->classes > 0 ? "cross_entropy" : "mse");
  apply (network, nn_edit_set (last, "weight", workload->classes > 0 ? 1 : 0.5));
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
  const gboolean is_picture = workload->in.rank == 3;
  const guint in = is_picture ? 0 : nn_shape_size (&workload->in), out = MAX (workload->classes, 1);
  NnDataInfo *info = nn_data_info_new ();

  info->title = g_strdup (nn_text (workload->title));
  info->noun = g_strdup (_("examples"));
  info->n = workload->examples;
  info->input = (NnField) {
    .name = g_strdup ("x"),
    .kind = is_picture ? NN_FIELD_IMAGE : NN_FIELD_NUMBERS,
    .shape = workload->in,
    .low = workload->classes > 0 ? 0 : -1,
    .high = 1,
    .parts = number_names (in),
    .n_parts = in,
  };
  info->target = (NnField) {
    .name = g_strdup ("y"),
    .kind = workload->classes > 0 ? NN_FIELD_CLASS : NN_FIELD_NUMBERS,
    .shape = NN_SHAPE (1),
    .low = workload->classes > 0 ? 0 : -1,
    .high = workload->classes > 0 ? out - 1 : 1,
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
  const gsize in = nn_shape_size (&workload->in);
  float *x = nn_dataset_inputs (dataset), *y = nn_dataset_targets (dataset);
  NnRng rng = nn_rng (1, NN_STREAM_DATA);

  for (gsize i = 0; i < workload->examples * in; i++)
    x[i] = nn_rng_between (&rng, input->low, input->high);
  for (gsize i = 0; i < workload->examples; i++)
    if (workload->classes > 0)
      y[i] = nn_rng_below (&rng, target->n_parts);
    else
      y[i] = x[i * in] * x[i * in + 1] > 0 ? 1 : -1;
  return dataset;
}
