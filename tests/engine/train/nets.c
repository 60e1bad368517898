#include "nets.h"

#include "rng.h"

static char **
name_parts (const char *form, guint n)
{
  char **parts = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    parts[i] = g_strdup_printf (form, i);
  return parts;
}

static NnDataInfo *
describe (gsize n, gint64 inputs, guint classes)
{
  NnDataInfo *info = nn_data_info_new ();

  info->title = g_strdup ("Test data");
  info->noun = g_strdup ("points");
  info->n = n;
  nn_data_info_add_input (info, (NnField) {
    .name = g_strdup ("x"), .kind = NN_FIELD_NUMBERS, .shape = NN_SHAPE (inputs), .n_parts = inputs, .parts = name_parts ("x%u", inputs),
  });
  nn_data_info_add_target (info, (NnField) {
    .name = g_strdup ("y"), .kind = classes > 0 ? NN_FIELD_CLASS : NN_FIELD_NUMBERS, .shape = NN_SHAPE (1),
    .n_parts = MAX (classes, 1), .parts = name_parts ("c%u", MAX (classes, 1)),
  });
  return info;
}

NnDataset *
make_points (gsize n, guint64 seed)
{
  NnDataset *dataset = nn_dataset_new_numbers (describe (n, 2, 2));
  NnRng rng = nn_rng (seed, NN_STREAM_DATA);
  float *x = nn_dataset_inputs (dataset), *y = nn_dataset_targets (dataset);

  for (gsize i = 0; i < n; i++)
    {
      x[2 * i] = nn_rng_between (&rng, -1, 1);
      x[2 * i + 1] = nn_rng_between (&rng, -1, 1);
      y[i] = x[2 * i] * x[2 * i + 1] > 0;
    }
  return dataset;
}

NnDataset *
make_slope (gsize n, guint64 seed)
{
  NnDataset *dataset = nn_dataset_new_numbers (describe (n, 2, 0));
  NnRng rng = nn_rng (seed, NN_STREAM_DATA);
  float *x = nn_dataset_inputs (dataset), *y = nn_dataset_targets (dataset);

  for (gsize i = 0; i < n; i++)
    {
      x[2 * i] = nn_rng_between (&rng, -1, 1);
      x[2 * i + 1] = nn_rng_between (&rng, -1, 1);
      y[i] = x[2 * i] - 2 * x[2 * i + 1];
    }
  return dataset;
}

NnDataset *
make_lists (gsize n, gint64 size, guint classes, guint64 seed)
{
  NnDataset *dataset = nn_dataset_new_numbers (describe (n, size, classes));
  NnRng rng = nn_rng (seed, NN_STREAM_DATA);
  float *x = nn_dataset_inputs (dataset), *y = nn_dataset_targets (dataset);

  for (gsize i = 0; i < n; i++)
    {
      y[i] = nn_rng_below (&rng, classes);
      for (gint64 k = 0; k < size; k++)
        x[i * size + k] = nn_rng_between (&rng, -1, 1) + (k % classes == y[i] ? 2 : 0);
    }
  return dataset;
}

NnDataset *
make_fields (gsize n, guint64 seed)
{
  NnDataInfo *info = describe (n, 2, 3);
  NnRng rng = nn_rng (seed, NN_STREAM_DATA);
  NnDataset *dataset;

  nn_data_info_add_input (info, (NnField) { .name = g_strdup ("colour"), .kind = NN_FIELD_NUMBERS, .shape = NN_SHAPE (3) });
  nn_data_info_add_target (info, (NnField) { .name = g_strdup ("far"), .kind = NN_FIELD_NUMBERS, .shape = NN_SHAPE (1) });
  dataset = nn_dataset_new_numbers (info);
  for (gsize k = 0; k < 5 * n; k++)
    nn_dataset_inputs (dataset)[k] = nn_rng_between (&rng, -1, 1);
  for (gsize i = 0; i < n; i++)
    {
      nn_dataset_targets (dataset)[2 * i] = nn_rng_below (&rng, 3);
      nn_dataset_targets (dataset)[2 * i + 1] = nn_rng_between (&rng, -1, 1);
    }
  return dataset;
}

void
apply (NnNetwork *network, NnEdit *edit)
{
  g_autoptr (GError) error = NULL;

  nn_edit_free (nn_edit_apply (edit, network, &error));
  g_assert_no_error (error);
  nn_edit_free (edit);
}

static guint
add (NnNetwork *network, const char *kind, guint after)
{
  const guint id = nn_network_next_id (network);

  apply (network, nn_edit_add_layer (kind, id, 0, 0));
  if (after != 0)
    apply (network, nn_edit_add_wire (after, id, 0));
  return id;
}

static void
set (NnNetwork *network, guint id, const char *param, const char *text)
{
  g_autoptr (NnSettings) settings = nn_settings_copy (nn_network_layer (network, id)->settings);
  g_autoptr (GError) error = NULL;

  nn_settings_parse (settings, param, text, &error);
  g_assert_no_error (error);
  apply (network, nn_edit_set (id, param, nn_settings_get (settings, param)));
}

static void
set_recipe (NnNetwork *network, const char *param, const char *text)
{
  g_autoptr (NnSettings) settings = nn_settings_copy (nn_network_recipe (network));
  g_autoptr (GError) error = NULL;

  nn_settings_parse (settings, param, text, &error);
  g_assert_no_error (error);
  apply (network, nn_edit_set_recipe (param, nn_settings_get (settings, param)));
}

NnNetwork *
make_net (const Net *net)
{
  NnNetwork *network = nn_network_new ();
  guint last = add (network, "input", 0);

  for (guint i = 0; i < G_N_ELEMENTS (net->units) && net->units[i] != 0; i++)
    {
      g_autofree char *units = g_strdup_printf ("%u", net->units[i]);

      last = add (network, "dense", last);
      set (network, last, "units", units);
      set (network, last, "activation", net->activation);
    }
  if (net->dropout > 0)
    {
      last = add (network, "dropout", last);
      apply (network, nn_edit_set (last, nn_network_layer (network, last)->kind->params[0].id, net->dropout));
    }
  last = add (network, "output", last);
  set (network, last, "loss", net->loss);
  set (network, last, "project", net->project ? "true" : "false");
  for (guint i = 0; i + 1 < G_N_ELEMENTS (net->recipe) && net->recipe[i] != NULL; i += 2)
    set_recipe (network, net->recipe[i], net->recipe[i + 1]);
  return network;
}

NnNetwork *
make_towers (void)
{
  NnNetwork *network = nn_network_new ();

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *field = g_strdup_printf ("%u", i + 1);
      guint last = add (network, "input", 0);

      set (network, last, "field", field);
      last = add (network, "dense", last);
      set (network, last, "units", "4");
      last = add (network, "output", last);
      set (network, last, "target", field);
      set (network, last, "loss", i == 0 ? "cross_entropy" : "mse");
      set (network, last, "weight", i == 0 ? "1" : "0.25");
    }
  return network;
}

NnTrainer *
make_trainer (const Net *net, NnDataset *dataset, guint threads)
{
  g_autoptr (NnNetwork) network = make_net (net);
  g_autoptr (GError) error = NULL;
  NnTrainer *trainer = nn_trainer_new (network, dataset, &(NnTrainerOptions) { .threads = threads }, &error);

  g_assert_no_error (error);
  return trainer;
}

NnSettings *
make_recipe (const NnTrainer *trainer, const char *setting, const char *text)
{
  NnSettings *recipe = nn_settings_copy (nn_network_recipe (nn_trainer_network (trainer)));
  g_autoptr (GError) error = NULL;

  nn_settings_parse (recipe, setting, text, &error);
  g_assert_no_error (error);
  return recipe;
}
