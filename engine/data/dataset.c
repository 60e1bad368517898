#include "dataset.h"

#include <string.h>

#include "vector.h"

struct _NnDataset
{
  gatomicrefcount refs;
  NnDataInfo *info;
  gsize input_size, target_size;   /* numbers in one example, all fields */
  gsize *input_at, *target_at;     /* where each field's begin, and behind the last: gathering asks for every example */

  /* Inputs are kept in one of these ways. */
  float *numbers;
  GBytes *bytes;

  float *targets;                  /* of a text that continues: its numbers, from the second on */
};

static NnDataset *
new_dataset (NnDataInfo *info)
{
  NnDataset *dataset = g_new0 (NnDataset, 1);

  g_atomic_ref_count_init (&dataset->refs);
  dataset->info = info;
  dataset->input_at = g_new (gsize, info->n_inputs + 1);
  dataset->target_at = g_new (gsize, info->n_targets + 1);
  for (guint i = 0; i <= info->n_inputs; i++)
    dataset->input_at[i] = nn_data_info_input_at (info, i);
  for (guint i = 0; i <= info->n_targets; i++)
    dataset->target_at[i] = nn_data_info_target_at (info, i);
  dataset->input_size = dataset->input_at[info->n_inputs];
  dataset->target_size = dataset->target_at[info->n_targets];
  return dataset;
}

static void
make_targets (NnDataset *dataset)
{
  dataset->targets = g_malloc0_n (dataset->info->n, dataset->target_size * sizeof (float));
}

NnDataset *
nn_dataset_new_numbers (NnDataInfo *info)
{
  NnDataset *dataset = new_dataset (info);

  make_targets (dataset);
  dataset->numbers = g_malloc0_n (info->n, dataset->input_size * sizeof (float));
  return dataset;
}

NnDataset *
nn_dataset_new_bytes (NnDataInfo *info, GBytes *inputs)
{
  NnDataset *dataset = new_dataset (info);

  g_assert (g_bytes_get_size (inputs) == info->n * dataset->input_size);
  make_targets (dataset);
  dataset->bytes = inputs;
  return dataset;
}

NnDataset *
nn_dataset_new_text (NnDataInfo *info, float *tokens)
{
  NnDataset *dataset = new_dataset (info);

  g_assert (info->continues && info->n_inputs == 1 && info->n_targets == 1 && dataset->input_size == dataset->target_size);
  dataset->numbers = tokens;
  dataset->targets = tokens + 1;
  return dataset;
}

float *
nn_dataset_inputs (NnDataset *dataset)
{
  return dataset->numbers;
}

float *
nn_dataset_targets (NnDataset *dataset)
{
  return dataset->targets;
}

NnDataset *
nn_dataset_ref (NnDataset *dataset)
{
  g_atomic_ref_count_inc (&dataset->refs);
  return dataset;
}

void
nn_dataset_unref (NnDataset *dataset)
{
  if (dataset == NULL || !g_atomic_ref_count_dec (&dataset->refs))
    return;
  g_clear_pointer (&dataset->bytes, g_bytes_unref);
  if (!dataset->info->continues)
    g_free (dataset->targets);
  g_free (dataset->numbers);
  g_free (dataset->input_at);
  g_free (dataset->target_at);
  nn_data_info_unref (dataset->info);
  g_free (dataset);
}

const NnDataInfo *
nn_dataset_info (const NnDataset *dataset)
{
  return dataset->info;
}

gsize
nn_dataset_n (const NnDataset *dataset)
{
  return dataset->info->n;
}

/* 255 × (1 / 255) is exactly 1 in floats, so white stays white. */
NN_KERNEL static void
expand_bytes (const guint8 *restrict bytes, gsize n, float *restrict out)
{
  for (gsize k = 0; k < n; k++)
    out[k] = (float) bytes[k] * (1.0f / 255.0f);
}

guint
nn_dataset_room (const NnDataset *dataset)
{
  return dataset->info->continues ? dataset->input_size : 1;
}

/* n numbers of inputs, from the at-th of all examples on. */
static void
read_numbers (const NnDataset *dataset, gsize at, gsize n, float *out)
{
  if (dataset->bytes != NULL)
    expand_bytes ((const guint8 *) g_bytes_get_data (dataset->bytes, NULL) + at, n, out);
  else
    memcpy (out, dataset->numbers + at, n * sizeof *out);
}

void
nn_dataset_input (const NnDataset *dataset, gsize i, float *out)
{
  g_return_if_fail (i < dataset->info->n);

  read_numbers (dataset, i * dataset->input_size, dataset->input_size, out);
}

const float *
nn_dataset_target (const NnDataset *dataset, gsize i)
{
  return nn_dataset_target_field (dataset, i, 0, 0);
}

void
nn_dataset_input_field (const NnDataset *dataset, gsize i, guint field, guint shift, float *out)
{
  const NnDataInfo *info = dataset->info;

  g_return_if_fail (i < info->n && field < info->n_inputs && shift < nn_dataset_room (dataset));

  read_numbers (dataset, i * dataset->input_size + dataset->input_at[field] + shift,
                dataset->input_at[field + 1] - dataset->input_at[field], out);
}

const float *
nn_dataset_target_field (const NnDataset *dataset, gsize i, guint field, guint shift)
{
  const NnDataInfo *info = dataset->info;

  g_return_val_if_fail (i < info->n && field < info->n_targets && shift < nn_dataset_room (dataset), NULL);

  return dataset->targets + i * dataset->target_size + dataset->target_at[field] + shift;
}

guint
nn_dataset_class (const NnDataset *dataset, gsize i)
{
  return (guint) *nn_dataset_target (dataset, i);
}

int
nn_dataset_choice (const NnDataset *dataset, gsize i, guint target)
{
  const NnField *field = &dataset->info->targets[target];

  if (!nn_field_chooses (field))
    return -1;
  return (int) nn_dataset_target_field (dataset, i, target, 0)[nn_shape_size (&field->shape) - 1];
}
