#include "inputs.h"

#include <math.h>
#include <string.h>

#include "pairs.h"
#include "picture.h"
#include "text.h"

typedef struct
{
  const NnDataset *dataset;
  gsize size;      /* numbers in an input, all its fields */
  GArray *inputs;  /* VtInput */
  GArray *numbers; /* float: those that did not fill an input yet */
  const char *path[NN_MOST_FIELDS];   /* of the fields that are pictures: where theirs came from */
} Reading;

static void
input_clear (gpointer data)
{
  VtInput *input = data;

  g_free (input->name);
  g_free (input->numbers);
}

/* Takes the name. */
static float *
add_input (Reading *self, char *name, gint64 example)
{
  const VtInput input = { .name = name, .example = example, .numbers = g_new (float, self->size) };

  g_array_append_val (self->inputs, input);
  return input.numbers;
}

static gboolean
is_whole_number (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

static gboolean
read_example (Reading *self, const char *argument, const char *digits, GError **error)
{
  const gsize n = nn_dataset_n (self->dataset);
  guint64 index;

  if (!is_whole_number (digits) || !g_ascii_string_to_unsigned (digits, 10, 0, n - 1, &index, NULL))
    {
      g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT,
                   _("There is no example “%s”: the data set has #0 to #%zu."), argument, n - 1);
      return FALSE;
    }
  nn_dataset_input (self->dataset, index, add_input (self, g_strdup (argument), index));
  return TRUE;
}

static void
append_numbers (GString *text, const NnField *field, const float *numbers)
{
  char one[G_ASCII_DTOSTR_BUF_SIZE];

  for (gint64 i = 0; i < nn_shape_size (&field->shape); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "",
                            nn_field_is_class (field) ? field->parts[(guint) numbers[i]]
                                                      : g_ascii_formatd (one, sizeof one, "%.7g", numbers[i]));
}

/* The inputs as the user could say them: "0.3,-0.5", "Ada,Dark Cellar", "face.png,Ada". */
static char *
name_input (const Reading *self, const float *numbers)
{
  const NnDataInfo *info = nn_dataset_info (self->dataset);
  GString *text = g_string_new (NULL);

  for (guint k = 0; k < info->n_inputs; k++)
    {
      if (k > 0)
        g_string_append_c (text, ',');
      if (self->path[k] != NULL)
        g_string_append (text, self->path[k]);
      else
        append_numbers (text, &info->inputs[k], numbers + nn_data_info_input_at (info, k));
    }
  return g_string_free (text, FALSE);
}

static void
take_number (Reading *self, float number)
{
  g_array_append_val (self->numbers, number);
  if (self->numbers->len == self->size)
    {
      const float *numbers = (const float *) self->numbers->data;

      memcpy (add_input (self, name_input (self, numbers), -1), numbers, self->size * sizeof (float));
      g_array_set_size (self->numbers, 0);
      memset (self->path, 0, sizeof self->path);
    }
}

static gboolean
read_number (Reading *self, const char *text, GError **error)
{
  char *end;
  const float number = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0' || !isfinite (number))
    {
      g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT,
                   _("“%s” is neither a number, nor a file, nor an example of the data set (as in #12)."), text);
      return FALSE;
    }
  take_number (self, number);
  return TRUE;
}

/* What the next number belongs to. */
static guint
next_field (const Reading *self)
{
  guint field = 0;

  while (nn_data_info_input_at (nn_dataset_info (self->dataset), field + 1) <= self->numbers->len)
    field++;
  return field;
}

static gboolean
refuse_picture (const Reading *self, const char *path, const NnField *field, GError **error)
{
  const NnDataInfo *info = nn_dataset_info (self->dataset);
  gboolean takes_pictures = FALSE;

  for (guint i = 0; i < info->n_inputs; i++)
    takes_pictures |= info->inputs[i].kind == NN_FIELD_IMAGE;
  if (takes_pictures)
    g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT, _("%s is a file, but what comes here is “%s”: give the inputs in their order."), path,
                 field->name);
  else
    g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT, _("%s is a file, but this network takes no pictures: give numbers instead."), path);
  return FALSE;
}

static gboolean
read_picture (Reading *self, const char *path, GError **error)
{
  const guint at = next_field (self);
  const NnField *field = &nn_dataset_info (self->dataset)->inputs[at];
  const gsize n = (gsize) nn_shape_size (&field->shape);
  g_autofree float *numbers = g_new (float, n);

  if (field->kind != NN_FIELD_IMAGE || self->numbers->len != nn_data_info_input_at (nn_dataset_info (self->dataset), at))
    return refuse_picture (self, path, field, error);
  if (!nn_picture_load (path, &field->shape, numbers, error))
    return FALSE;
  self->path[at] = path;
  for (gsize i = 0; i < n; i++)
    take_number (self, numbers[i]);
  return TRUE;
}

static gboolean
read_name (Reading *self, const NnField *field, const char *name, GError **error)
{
  g_autofree char *some = NULL;

  for (guint i = 0; i < field->n_parts; i++)
    if (g_str_equal (field->parts[i], name))
      {
        take_number (self, (float) i);
        return TRUE;
      }
  some = g_strjoin (", ", field->parts[0], field->parts[MIN (1, field->n_parts - 1)], NULL);
  g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT, _("“%s” is none of the %u of “%s”: they are %s and so on."), name, field->n_parts,
               field->name, some);
  return FALSE;
}

static gboolean
read_numbers (Reading *self, const char *argument, GError **error)
{
  g_auto (GStrv) parts = g_strsplit_set (argument, ", ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0' && !read_number (self, parts[i], error))
      return FALSE;
  return TRUE;
}

/* A text that is to be translated: nothing is written yet. */
static gboolean
read_text (Reading *self, const char *text, GError **error)
{
  const NnField *source = &nn_dataset_info (self->dataset)->inputs[NN_SOURCE];
  g_autofree float *numbers = g_new0 (float, self->size);

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, NN_ERROR, NN_ERROR_ARGUMENT, _("The text is not in UTF-8."));
      return FALSE;
    }
  if (!nn_pairs_lay (source, text, numbers, error))
    return FALSE;
  memcpy (add_input (self, g_strdup (text), -1), numbers, self->size * sizeof (float));
  return TRUE;
}

static gboolean
read_argument (Reading *self, const char *argument, gboolean alone, GError **error)
{
  const NnField *field = &nn_dataset_info (self->dataset)->inputs[next_field (self)];

  if (nn_dataset_info (self->dataset)->translates && *argument != '#')
    return read_text (self, argument, error);
  if (g_file_test (argument, G_FILE_TEST_EXISTS))
    return read_picture (self, argument, error);
  if (*argument == '#')
    return read_example (self, argument, argument + 1, error);
  if (alone && self->size > 1 && is_whole_number (argument))
    return read_example (self, argument, argument, error);
  if (nn_field_is_class (field))
    return read_name (self, field, argument, error);
  return read_numbers (self, argument, error);
}

static gboolean
check_rest (const Reading *self, GError **error)
{
  g_autofree char *size = nn_count_to_text (self->size);
  g_autofree char *n = nn_count_to_text (self->numbers->len);

  if (self->numbers->len == 0)
    return TRUE;
  g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT, _("The network takes %s numbers, but the last input has %s."), size,
               n);
  return FALSE;
}

GArray *
vt_inputs_read (const NnDataset *dataset, char *const *arguments, guint n, GError **error)
{
  g_autoptr (GArray) inputs = g_array_new (FALSE, FALSE, sizeof (VtInput));
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (float));
  Reading self = {
    .dataset = dataset,
    .size = nn_data_info_input_size (nn_dataset_info (dataset)),
    .inputs = inputs,
    .numbers = numbers,
  };

  g_array_set_clear_func (inputs, input_clear);
  for (guint i = 0; i < n; i++)
    if (!read_argument (&self, arguments[i], n == 1, error))
      return NULL;
  return check_rest (&self, error) ? g_steal_pointer (&inputs) : NULL;
}
