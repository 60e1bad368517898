#include "inputs.h"

#include <math.h>
#include <string.h>

#include "pairs.h"
#include "picture.h"
#include "text.h"

typedef struct
{
  const NnDataset *dataset;
  const NnShape *shape;
  gsize size;      /* numbers in an input, all its fields */
  GArray *inputs;  /* VtInput */
  GArray *numbers; /* float: those that did not fill an input yet */
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

static gboolean
read_picture (Reading *self, const char *path, GError **error)
{
  g_autofree float *numbers = g_new (float, self->size);
  const NnDataInfo *info = nn_dataset_info (self->dataset);

  if (info->n_inputs > 1 || nn_first_input (info)->kind != NN_FIELD_IMAGE)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT,
                   _("%s is a file, but this network takes no pictures: give numbers instead."), path);
      return FALSE;
    }
  if (!nn_picture_load (path, self->shape, numbers, error))
    return FALSE;
  memcpy (add_input (self, g_strdup (path), -1), numbers, self->size * sizeof (float));
  return TRUE;
}

/* The inputs as the user could say them: "0.3,-0.5", "Ada,Dark Cellar". */
static char *
join_numbers (const NnDataInfo *info, const float *numbers)
{
  GString *text = g_string_new (NULL);
  char one[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint k = 0; k < info->n_inputs; k++)
    for (gsize i = nn_data_info_input_at (info, k); i < nn_data_info_input_at (info, k + 1); i++)
      g_string_append_printf (text, "%s%s", i > 0 ? "," : "",
                              nn_field_is_class (&info->inputs[k]) ? info->inputs[k].parts[(guint) numbers[i]]
                                                                   : g_ascii_formatd (one, sizeof one, "%.7g", numbers[i]));
  return g_string_free (text, FALSE);
}

static void
take_number (Reading *self, float number)
{
  g_array_append_val (self->numbers, number);
  if (self->numbers->len == self->size)
    {
      const float *numbers = (const float *) self->numbers->data;

      memcpy (add_input (self, join_numbers (nn_dataset_info (self->dataset), numbers), -1), numbers, self->size * sizeof (float));
      g_array_set_size (self->numbers, 0);
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
static const NnField *
next_field (const Reading *self)
{
  const NnDataInfo *info = nn_dataset_info (self->dataset);
  guint field = 0;

  while (nn_data_info_input_at (info, field + 1) <= self->numbers->len)
    field++;
  return &info->inputs[field];
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
  if (nn_dataset_info (self->dataset)->translates && *argument != '#')
    return read_text (self, argument, error);
  if (g_file_test (argument, G_FILE_TEST_EXISTS))
    return read_picture (self, argument, error);
  if (*argument == '#')
    return read_example (self, argument, argument + 1, error);
  if (alone && self->size > 1 && is_whole_number (argument))
    return read_example (self, argument, argument, error);
  if (nn_field_is_class (next_field (self)))
    return read_name (self, next_field (self), argument, error);
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
  const NnShape *shape = &nn_first_input (nn_dataset_info (dataset))->shape;
  g_autoptr (GArray) inputs = g_array_new (FALSE, FALSE, sizeof (VtInput));
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (float));
  Reading self = {
    .dataset = dataset,
    .shape = shape,
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
