#include "shape.h"

#include "text.h"

gint64
nn_shape_size (const NnShape *shape)
{
  gint64 size = 1;

  if (shape->rank == 0)
    return 0;
  for (guint i = 0; i < shape->rank; i++)
    if (__builtin_mul_overflow (size, shape->dim[i], &size))
      return G_MAXINT64;
  return size;
}

gboolean
nn_shape_equal (const NnShape *a, const NnShape *b)
{
  if (a->rank != b->rank)
    return FALSE;
  for (guint i = 0; i < a->rank; i++)
    if (a->dim[i] != b->dim[i])
      return FALSE;
  return TRUE;
}

char *
nn_shape_to_string (const NnShape *shape)
{
  GString *text;

  if (shape->rank == 0)
    return g_strdup ("?");

  text = g_string_new (NULL);
  for (guint i = 0; i < shape->rank; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? "×" : "", shape->dim[i]);
  return g_string_free (text, FALSE);
}

char *
nn_shape_in_words (const NnShape *shape)
{
  if (shape->rank != 1)
    return nn_shape_to_string (shape);
  return nn_count_in_words (shape->dim[0], "%s number", "%s numbers");
}
