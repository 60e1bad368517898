#include "pairs.h"

#include <string.h>

#include "errors.h"
#include "field.h"
#include "text.h"
#include "tokens.h"

/* (transfer full) The end, and the characters in their order. */
static char **
make_vocabulary (const char *characters)
{
  g_auto (GStrv) tokens = nn_tokens_vocabulary (characters, -1);
  GStrvBuilder *vocabulary = g_strv_builder_new ();
  char **all;

  g_strv_builder_add (vocabulary, NN_TOKEN_END);
  g_strv_builder_addv (vocabulary, (const char **) tokens);
  all = g_strv_builder_end (vocabulary);
  g_strv_builder_unref (vocabulary);
  return all;
}

static NnField
make_field (const char *name, gsize places, const char *characters)
{
  NnField field = nn_field_text (name, (gint64) places, make_vocabulary (characters));

  field.ends = TRUE;
  return field;
}

NnDataInfo *
nn_pairs_info (const char *title, const char *noun, gsize n, const NnPairSide *source, const NnPairSide *target)
{
  NnDataInfo *info = nn_data_info_new ();
  const gsize places = target->longest + 1;   /* and an end */

  info->title = g_strdup (title);
  info->noun = g_strdup (noun);
  info->n = n;
  info->translates = TRUE;
  nn_data_info_add_input (info, make_field ("source", source->longest, source->characters));
  nn_data_info_add_input (info, make_field ("so far", places, target->characters));
  nn_data_info_add_target (info, make_field ("target", places, target->characters));
  return info;
}

/* The text's tokens among ends: behind them, or before. */
static gboolean
lay (const NnField *field, const char *text, gboolean behind, float *out, GError **error)
{
  const gsize places = (gsize) nn_shape_size (&field->shape);
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (float));

  if (!nn_tokens_encode (field, text, -1, tokens, error))
    return FALSE;
  if (tokens->len > places)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_DATA,
                   _ ("“%s” is too long: it has %u characters, and the network reads %" G_GSIZE_FORMAT " at most."), text,
                   tokens->len, places);
      return FALSE;
    }
  memset (out, 0, places * sizeof *out);
  memcpy (behind ? out + places - tokens->len : out, tokens->data, tokens->len * sizeof *out);
  return TRUE;
}

void
nn_pairs_put (NnDataset *dataset, gsize i, const char *source, const char *target)
{
  const NnDataInfo *info = nn_dataset_info (dataset);
  const gsize places = (gsize) nn_shape_size (&nn_first_target (info)->shape);
  float *in = nn_dataset_inputs (dataset) + i * nn_data_info_input_size (info), *out = nn_dataset_targets (dataset) + i * places;

  if (!lay (&info->inputs[NN_SOURCE], source, TRUE, in, NULL) || !lay (nn_first_target (info), target, FALSE, out, NULL))
    g_assert_not_reached ();   /* the fields were made for these texts */
  memcpy (in + nn_data_info_input_at (info, NN_SO_FAR) + 1, out, (places - 1) * sizeof *out);   /* before it the end that is there */
}

gboolean
nn_pairs_lay (const NnField *source, const char *text, float *out, GError **error)
{
  return lay (source, text, TRUE, out, error);
}
