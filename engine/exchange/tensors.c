#include "tensors.h"

#include <string.h>

struct _NnTensors
{
  gatomicrefcount refs;
  GPtrArray *list;      /* NnTensor */
  GHashTable *by_name;  /* name to NnTensor, both owned by the list */
};

static void
tensor_free (gpointer data)
{
  NnTensor *tensor = data;

  g_free (tensor->name);
  g_free (tensor->data);
  g_free (tensor);
}

NnTensors *
nn_tensors_new (void)
{
  NnTensors *tensors = g_new (NnTensors, 1);

  g_atomic_ref_count_init (&tensors->refs);
  tensors->list = g_ptr_array_new_with_free_func (tensor_free);
  tensors->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  return tensors;
}

NnTensors *
nn_tensors_ref (NnTensors *tensors)
{
  if (tensors != NULL)
    g_atomic_ref_count_inc (&tensors->refs);
  return tensors;
}

void
nn_tensors_free (NnTensors *tensors)
{
  if (tensors == NULL || !g_atomic_ref_count_dec (&tensors->refs))
    return;
  g_hash_table_unref (tensors->by_name);
  g_ptr_array_unref (tensors->list);
  g_free (tensors);
}

float *
nn_tensors_add (NnTensors *tensors, const char *name, const NnShape *shape)
{
  NnTensor *tensor = g_new (NnTensor, 1);

  g_assert (nn_tensors_find (tensors, name) == NULL);
  tensor->name = g_strdup (name);
  tensor->shape = *shape;
  tensor->data = g_new0 (float, nn_shape_size (shape));
  g_ptr_array_add (tensors->list, tensor);
  g_hash_table_insert (tensors->by_name, tensor->name, tensor);
  return tensor->data;
}

const NnTensor *
nn_tensors_find (const NnTensors *tensors, const char *name)
{
  return g_hash_table_lookup (tensors->by_name, name);
}

NnTensors *
nn_tensors_copy (const NnTensors *tensors)
{
  NnTensors *copy = nn_tensors_new ();

  for (guint i = 0; i < nn_tensors_n (tensors); i++)
    {
      const NnTensor *tensor = nn_tensors_at (tensors, i);
      float *data = nn_tensors_add (copy, tensor->name, &tensor->shape);

      memcpy (data, tensor->data, nn_shape_size (&tensor->shape) * sizeof *data);
    }
  return copy;
}

gboolean
nn_tensor_is_state (const char *name)
{
  return g_str_has_prefix (name, NN_TENSOR_STATE ".");
}

/* A layer may be called tape, but none of its parameters begins with a digit. */
gboolean
nn_tensor_is_tape (const char *name)
{
  return g_str_has_prefix (name, NN_TENSOR_TAPE ".") && g_ascii_isdigit (name[strlen (NN_TENSOR_TAPE ".")]);
}

guint
nn_tensors_n (const NnTensors *tensors)
{
  return tensors->list->len;
}

const NnTensor *
nn_tensors_at (const NnTensors *tensors, guint i)
{
  return g_ptr_array_index (tensors->list, i);
}
