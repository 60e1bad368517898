#include "data-info.h"

static void
clear_fields (NnField *fields, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_free (fields[i].name);
      g_strfreev (fields[i].parts);
    }
  g_free (fields);
}

static void
add_field (NnField **fields, guint *n, NnField field)
{
  g_assert (*n < NN_MOST_FIELDS);
  *fields = g_renew (NnField, *fields, *n + 1);
  (*fields)[(*n)++] = field;
}

static gsize
count_numbers (const NnField *fields, guint n)
{
  gsize size = 0;

  for (guint i = 0; i < n; i++)
    size += (gsize) nn_shape_size (&fields[i].shape);
  return size;
}

NnDataInfo *
nn_data_info_new (void)
{
  NnDataInfo *info = g_new0 (NnDataInfo, 1);

  g_atomic_ref_count_init (&info->refs);
  return info;
}

NnDataInfo *
nn_data_info_ref (NnDataInfo *info)
{
  g_atomic_ref_count_inc (&info->refs);
  return info;
}

void
nn_data_info_unref (NnDataInfo *info)
{
  if (info == NULL || !g_atomic_ref_count_dec (&info->refs))
    return;
  if (info->of == NULL)
    {
      g_free (info->title);
      g_free (info->noun);
      clear_fields (info->inputs, info->n_inputs);
      clear_fields (info->targets, info->n_targets);
    }
  nn_data_info_unref (info->of);
  g_free (info);
}

void
nn_data_info_add_input (NnDataInfo *info, NnField field)
{
  add_field (&info->inputs, &info->n_inputs, field);
}

void
nn_data_info_add_target (NnDataInfo *info, NnField field)
{
  add_field (&info->targets, &info->n_targets, field);
}

NnDataInfo *
nn_data_info_asking (NnDataInfo *info, guint target)
{
  NnDataInfo *asking;

  if (info->n_targets == 1)
    return nn_data_info_ref (info);
  asking = g_memdup2 (info, sizeof *info);
  g_atomic_ref_count_init (&asking->refs);
  asking->of = nn_data_info_ref (info);
  asking->targets = &info->targets[MIN (target, info->n_targets - 1)];
  asking->n_targets = 1;
  return asking;
}

gsize
nn_data_info_input_at (const NnDataInfo *info, guint field)
{
  return count_numbers (info->inputs, MIN (field, info->n_inputs));
}

gsize
nn_data_info_target_at (const NnDataInfo *info, guint field)
{
  return count_numbers (info->targets, MIN (field, info->n_targets));
}
