#include "subjects.h"

static NnDataInfo *
make_info (guint n_inputs, guint n, guint n_classes)
{
  static const char *const names[] = { "x", "y", NULL }, *const classes[] = { "cat", "dog", "owl", "fox", NULL };
  NnDataInfo *info = nn_data_info_new ();

  info->title = g_strdup ("Test");
  info->noun = g_strdup ("points");
  info->n = n;
  nn_data_info_add_input (info, (NnField) {
    .name = g_strdup ("point"), .kind = NN_FIELD_POINTS, .shape = NN_SHAPE (n_inputs), .low = -1, .high = 1,
    .parts = g_strdupv ((char **) names), .n_parts = 2,
  });
  nn_data_info_add_target (info, (NnField) { .name = g_strdup ("target"), .kind = NN_FIELD_NUMBERS, .shape = NN_SHAPE (1), .low = -2, .high = 2 });
  if (n_classes == 0)
    return info;
  info->targets[0].kind = NN_FIELD_CLASS;
  info->targets[0].parts = g_new0 (char *, n_classes + 1);
  for (guint i = 0; i < n_classes; i++)
    info->targets[0].parts[i] = g_strdup (classes[i]);
  info->targets[0].n_parts = n_classes;
  return info;
}

VtSubject *
make_subject (guint n_inputs, guint n, guint n_classes, NnEncoding encoding, guint size)
{
  VtSubject *subject = g_new0 (VtSubject, 1);

  subject->info = make_info (n_inputs, n, n_classes);
  subject->dataset = nn_dataset_new_numbers (nn_data_info_ref (subject->info));
  for (guint i = 0; i < n; i++)
    {
      nn_dataset_inputs (subject->dataset)[i * n_inputs] = (float) i / n;
      if (n_inputs == 2)
        nn_dataset_inputs (subject->dataset)[i * 2 + 1] = 1 - (float) i / n;
      nn_dataset_targets (subject->dataset)[i] = n_classes > 0 ? (float) (i % n_classes) : (float) i / n;
    }
  subject->split = nn_split_new (n, 0.25, 1);
  subject->runs = TRUE;
  subject->encoding = encoding;
  subject->size = size;
  return subject;
}
