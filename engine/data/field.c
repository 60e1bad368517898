#include "field.h"

NnField
nn_field (const char *name, NnFieldKind kind, NnShape shape, double low, double high, char **parts)
{
  return (NnField) {
    .name = g_strdup (name),
    .kind = kind,
    .shape = shape,
    .low = low,
    .high = high,
    .parts = parts,
    .n_parts = parts != NULL ? g_strv_length (parts) : 0,
  };
}

NnField
nn_field_image (gint64 height, gint64 width, gint64 channels)
{
  return nn_field ("image", NN_FIELD_IMAGE, NN_SHAPE (height, width, channels), 0, 1, NULL);
}

NnField
nn_field_classes (char **classes)
{
  return nn_field ("class", NN_FIELD_CLASS, NN_SHAPE (1), 0, g_strv_length (classes) - 1.0, classes);
}

NnField
nn_field_text (const char *name, gint64 tokens, char **vocabulary)
{
  return nn_field (name, NN_FIELD_TEXT, NN_SHAPE (tokens), 0, g_strv_length (vocabulary) - 1.0, vocabulary);
}

char **
nn_field_digits (guint n)
{
  char **digits = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    digits[i] = g_strdup_printf ("%u", i);
  return digits;
}
