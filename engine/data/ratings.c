#include "ratings.h"

#include "field.h"

static NnField
name_one_of (const char *name, char **names)
{
  NnField field = nn_field_classes (names);

  g_free (field.name);
  field.name = g_strdup (name);
  return field;
}

NnDataInfo *
nn_ratings_info (const NnRatings *ratings)
{
  static const char *const rating[] = { "rating", NULL }, *const liked[] = { "no", "yes", NULL };
  NnDataInfo *info = nn_data_info_new ();

  info->title = g_strdup (ratings->title);
  info->noun = g_strdup (ratings->noun);
  info->n = ratings->n;
  nn_data_info_add_input (info, name_one_of (ratings->who, ratings->whos));
  nn_data_info_add_input (info, name_one_of (ratings->what, ratings->whats));
  nn_data_info_add_target (info, nn_field ("rating", NN_FIELD_NUMBERS, NN_SHAPE (1), ratings->low, ratings->high,
                                           g_strdupv ((char **) rating)));
  nn_data_info_add_target (info, name_one_of ("liked", g_strdupv ((char **) liked)));
  return info;
}

void
nn_ratings_put (NnDataset *dataset, gsize i, guint who, guint what, double rating)
{
  const NnField *field = nn_first_target (nn_dataset_info (dataset));
  float *inputs = nn_dataset_inputs (dataset) + 2 * i, *targets = nn_dataset_targets (dataset) + 2 * i;

  inputs[0] = (float) who;
  inputs[1] = (float) what;
  targets[0] = (float) rating;
  targets[1] = rating > (field->low + field->high) / 2;
}
