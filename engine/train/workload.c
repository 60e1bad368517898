#include "workload.h"

#include "edit.h"
#include "rng.h"
#include "text.h"

#include <string.h>

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
set_recipe_choice (NnNetwork *network, const char *param, const char *choice)
{
  const NnParam *row = nn_param_find (nn_settings_params (nn_network_recipe (network)), param);

  apply (network, nn_edit_set_recipe (param, nn_choice_index (row, choice)));
}

static void
set_recipe (NnNetwork *network, const NnWorkload *workload)
{
  if (workload->regime != NULL)
    set_recipe_choice (network, "regime", workload->regime);
  set_recipe_choice (network, "optimiser", workload->optimiser);
  apply (network, nn_edit_set_recipe ("learning_rate", workload->rate));
  apply (network, nn_edit_set_recipe ("momentum", workload->momentum));
  apply (network, nn_edit_set_recipe ("weight_decay", workload->decay));
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
  add_line (network, workload->output, named, last);
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

static NnField
describe_input (const NnWorkload *workload)
{
  const gboolean is_picture = workload->in.rank == 3, is_text = workload->places > 0 && workload->in.rank == 1;
  const guint n = is_picture ? 0 : is_text ? workload->classes : nn_shape_size (&workload->in);

  return (NnField) {
    .name = g_strdup ("x"),
    .kind = is_picture ? NN_FIELD_IMAGE : is_text ? NN_FIELD_TEXT : NN_FIELD_NUMBERS,
    .shape = workload->in,
    .low = is_picture || workload->classes > 0 ? 0 : -1,
    .high = is_text ? n - 1 : 1,
    .parts = number_names (n),
    .n_parts = n,
  };
}

static NnDataInfo *
describe_data (const NnWorkload *workload)
{
  const guint out = MAX (workload->classes, 1);
  NnDataInfo *info = nn_data_info_new ();

  info->title = g_strdup (nn_text (workload->title));
  info->noun = g_strdup (_("examples"));
  info->n = workload->examples;
  nn_data_info_add_input (info, describe_input (workload));
  nn_data_info_add_target (info, (NnField) {
    .name = g_strdup ("y"),
    .kind = workload->classes > 0 ? NN_FIELD_CLASS : NN_FIELD_NUMBERS,
    .shape = NN_SHAPE (MAX (workload->places, 1)),
    .low = workload->classes > 0 ? 0 : -1,
    .high = workload->classes > 0 ? out - 1 : 1,
    .parts = number_names (out),
    .n_parts = out,
  });
  return info;
}

/* Numbers between the ends of their range, and what they ask for. */
static void
draw_numbers (const NnWorkload *workload, NnDataset *dataset, NnRng *rng)
{
  const NnField *input = nn_first_input (nn_dataset_info (dataset)), *target = nn_first_target (nn_dataset_info (dataset));
  const gsize in = nn_shape_size (&workload->in);
  float *x = nn_dataset_inputs (dataset), *y = nn_dataset_targets (dataset);

  for (gsize i = 0; i < workload->examples * in; i++)
    x[i] = nn_rng_between (rng, input->low, input->high);
  for (gsize i = 0; i < workload->examples; i++)
    if (workload->classes > 0)
      y[i] = nn_rng_below (rng, target->n_parts);
    else
      y[i] = x[i * in] * x[i * in + 1] > 0 ? 1 : -1;
}

/* Letters by their places in the alphabet, or each as a 1 among 0s. */
static void
draw_letters (const NnWorkload *workload, NnDataset *dataset, NnRng *rng)
{
  const gboolean spread = workload->in.rank == 2;
  float *x = nn_dataset_inputs (dataset), *y = nn_dataset_targets (dataset);

  for (gsize i = 0; i < workload->examples * workload->places; i++)
    {
      const guint letter = nn_rng_below (rng, workload->classes);

      if (spread)
        x[i * workload->classes + letter] = 1;
      else
        x[i] = letter;
      y[i] = nn_rng_below (rng, workload->classes);
    }
}

NnDataset *
nn_workload_dataset (const NnWorkload *workload)
{
  NnDataset *dataset = nn_dataset_new_numbers (describe_data (workload));
  NnRng rng = nn_rng (1, NN_STREAM_DATA);

  (workload->places > 0 ? draw_letters : draw_numbers) (workload, dataset, &rng);
  return dataset;
}
