#include "data-info.h"

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

static void
clear_field (NnField *field)
{
  g_free (field->name);
  g_strfreev (field->parts);
}

void
nn_data_info_unref (NnDataInfo *info)
{
  if (info == NULL || !g_atomic_ref_count_dec (&info->refs))
    return;
  g_free (info->title);
  g_free (info->noun);
  clear_field (&info->input);
  clear_field (&info->target);
  g_free (info);
}
