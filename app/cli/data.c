#include <stdio.h>

#include "command.h"
#include "param-table.h"
#include "recipe.h"
#include "source.h"
#include "table.h"
#include "text.h"
#include "tokens.h"

#define MOST_NAMES 30

static void
list_sources (void)
{
  g_autoptr (VtTable) builtin = vt_table_new ("llw");
  g_autoptr (VtTable) files = vt_table_new ("ll");
  guint n;
  const NnDataSource *const *sources = nn_data_sources (&n);
  const NnDataReader *const *readers;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *spec = g_strdup_printf ("builtin:%s", sources[i]->id);

      vt_table_row (builtin, spec, nn_text (sources[i]->title), nn_text (sources[i]->blurb), NULL);
    }
  printf ("%s\n", _("Built in:"));
  vt_table_print (builtin, 2);

  readers = nn_data_readers (&n);
  for (guint i = 0; i < n; i++)
    vt_table_row (files, readers[i]->id, nn_text (readers[i]->title), NULL);
  printf ("\n%s\n", _("Files and folders, known by their content:"));
  vt_table_print (files, 2);
}

/* "text: 64 in a row, each one of 27: ␣ ' , …". */
static char *
vocabulary_in_words (const NnField *field)
{
  g_autoptr (GString) signs = g_string_new (NULL);

  for (guint i = 0; i < field->n_parts; i++)
    g_string_append_printf (signs, " %s", nn_token_sign (field->parts[i]));
  return g_strdup_printf (_("%s: %" G_GINT64_FORMAT " in a row, each one of %u:%s"), field->name,
                          nn_shape_size (&field->shape), field->n_parts, signs->str);
}

/* (transfer full) "Ada, Ben, Chloé, …": not all where there are very many. */
static char *
name_parts (const NnField *field)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < field->n_parts && i < MOST_NAMES; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", field->parts[i]);
  if (field->n_parts > MOST_NAMES)
    g_string_append (names, ", …");
  return g_string_free (names, FALSE);
}

/* "image, 28×28×1, 0 to 1" and the names of its parts. */
static char *
field_in_words (const NnField *field)
{
  g_autofree char *shape = nn_shape_in_words (&field->shape);
  g_autofree char *parts = field->parts != NULL ? name_parts (field) : NULL;

  if (field->kind == NN_FIELD_TEXT)
    return vocabulary_in_words (field);
  if (field->kind == NN_FIELD_CLASS)
    return g_strdup_printf (_("%s: one of %u classes: %s"), field->name, field->n_parts, parts);
  return g_strdup_printf (_("%s: %s, from %g to %g%s%s"), field->name, shape, field->low, field->high,
                          parts != NULL ? ": " : "", parts != NULL ? parts : "");
}

static char *
split_in_words (const NnDataset *dataset)
{
  g_autoptr (NnSettings) recipe = nn_settings_new (nn_recipe_params);
  g_autoptr (NnSplit) split =
      nn_dataset_split (dataset, nn_settings_get (recipe, "validation"), nn_settings_int (recipe, "seed"));
  g_autofree char *train = nn_count_to_text (split->n_train);
  g_autofree char *validation = nn_count_to_text (split->n_validation);

  return g_strdup_printf (_("%s to train on, %s to validate (unless the document's recipe says otherwise)"), train,
                          validation);
}

static char *
classes_in_words (const NnDataset *dataset, guint field)
{
  const NnField *target = &nn_dataset_info (dataset)->targets[field];
  g_autofree guint *count = g_new0 (guint, target->n_parts);
  GString *words = g_string_new (NULL);

  for (gsize i = 0; i < nn_dataset_n (dataset); i++)
    count[(guint) *nn_dataset_target_field (dataset, i, field, 0)]++;
  for (guint i = 0; i < target->n_parts; i++)
    g_string_append_printf (words, "%s%s: %u", i > 0 ? ", " : "", target->parts[i], count[i]);
  return g_string_free (words, FALSE);
}

/* A row for each, with its number where there are several. */
static void
add_fields (VtTable *table, const char *what, const NnField *fields, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = n > 1 ? g_strdup_printf ("%s %u", what, i + 1) : g_strdup (what);
      g_autofree char *words = field_in_words (&fields[i]);

      vt_table_row (table, label, words, NULL);
    }
}

static void
add_classes (VtTable *table, const NnDataset *dataset)
{
  const NnDataInfo *info = nn_dataset_info (dataset);

  for (guint i = 0; i < info->n_targets; i++)
    if (nn_field_is_class (&info->targets[i]))
      {
        g_autofree char *words = classes_in_words (dataset, i);

        vt_table_row (table, _("in each class"), words, NULL);
      }
}

static void
print_knobs (const char *spec)
{
  g_autoptr (NnSettings) settings = nn_data_spec_settings (spec);

  if (settings == NULL || nn_settings_params (settings)->id == NULL)
    return;
  printf ("\n");
  vt_print_params (nn_settings_params (settings), 0);
}

static gboolean
describe (const char *spec, GError **error)
{
  g_autoptr (NnDataset) dataset = nn_data_load (spec, error);
  g_autoptr (VtTable) table = vt_table_new ("lw");
  const NnDataInfo *info;

  if (dataset == NULL)
    return FALSE;
  info = nn_dataset_info (dataset);
  {
    g_autofree char *n = nn_count_to_text (nn_dataset_n (dataset));
    g_autofree char *count = g_strdup_printf ("%s %s", n, info->noun);
    g_autofree char *split = split_in_words (dataset);

    vt_table_row (table, _("examples"), count, NULL);
    add_fields (table, _("input"), info->inputs, info->n_inputs);
    add_fields (table, _("target"), info->targets, info->n_targets);
    vt_table_row (table, _("split"), split, NULL);
  }
  add_classes (table, dataset);
  printf ("%s\n", info->title);
  vt_table_print (table, 2);
  print_knobs (spec);
  return TRUE;
}

static gboolean
run (const VtCommand *command, int argc, char **argv, GError **error)
{
  if (!vt_command_parse (command, NULL, &argc, &argv, 0, 1, error))
    return FALSE;
  if (argc == 2)
    return describe (argv[1], error);
  list_sources ();
  return TRUE;
}

const VtCommand vt_command_data = {
  .name = "data",
  .usage = N_("[SPEC]"),
  .blurb = N_("List the data sets, or describe one: its fields, shapes, classes and split."),
  .help =
      N_("A SPEC is a file or a folder, or a built-in set with its knobs: “builtin:spiral?n=500&noise=0.1&seed=3”. The knobs of a "
         "file stand behind it in the same way: “play.txt?context=128”."),
  .run = run,
};
