#include "document.h"

#include "file.h"
#include "json.h"
#include "text.h"

#include <string.h>

#define KEY "vitrine"
#define TRAINING_KEY "vitrine.training"
#define MOST_STEPS (G_GINT64_CONSTANT (1) << 40)   /* centuries of training; counting on from here cannot overflow */
#define EXAMPLE_PREFIX "example:"

NnDocument *
nn_document_new (NnNetwork *network, NnTensors *weights)
{
  NnDocument *document = g_new0 (NnDocument, 1);

  document->network = network;
  document->weights = weights != NULL ? weights : nn_tensors_new ();
  return document;
}

void
nn_document_free (NnDocument *document)
{
  if (document == NULL)
    return;
  nn_network_free (document->network);
  nn_tensors_free (document->weights);
  g_free (document);
}

static gboolean
read_training (NnDocument *document, const char *text, GError **error)
{
  g_autoptr (JsonObject) object = nn_json_parse (text, strlen (text), error);

  if (object == NULL
      || !nn_json_int (object, "step", 0, &document->step, error)
      || !nn_json_int (object, "epoch", 0, &document->epoch, error))
    return FALSE;
  if (document->step < 0 || document->epoch < 0)
    {
      g_set_error_literal (error, NN_ERROR, NN_ERROR_FORMAT, _ ("The document's step and epoch cannot be below 0."));
      return FALSE;
    }
  if (document->step > MOST_STEPS || document->epoch > MOST_STEPS)
    {
      g_set_error_literal (error,
                           NN_ERROR,
                           NN_ERROR_FORMAT,
                           _ ("The document's step and epoch are larger than any training could reach."));
      return FALSE;
    }
  return TRUE;
}

static NnDocument *
parse_safetensors (GBytes *bytes, GError **error)
{
  g_autoptr (GHashTable) metadata = NULL;
  g_autoptr (NnTensors) weights = nn_safetensors_read (bytes, &metadata, error);
  g_autoptr (NnDocument) document = NULL;
  const char *text, *training;
  NnNetwork *network;

  if (weights == NULL)
    return NULL;
  text = g_hash_table_lookup (metadata, KEY);
  if (text == NULL)
    {
      g_set_error_literal (error,
                           NN_ERROR,
                           NN_ERROR_FORMAT,
                           _ ("This safetensors file holds numbers, but no Vitrine document."));
      return NULL;
    }
  network = nn_network_from_json (text, -1, error);
  if (network == NULL)
    return NULL;
  document = nn_document_new (network, g_steal_pointer (&weights));
  training = g_hash_table_lookup (metadata, TRAINING_KEY);
  if (training != NULL && !read_training (document, training, error))
    return NULL;
  return g_steal_pointer (&document);
}

static NnDocument *
parse_json (GBytes *bytes, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  NnNetwork *network = nn_network_from_json (text, size, error);

  return network != NULL ? nn_document_new (network, NULL) : NULL;
}

static gboolean
looks_like_json (GBytes *bytes)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  gsize i = 0;

  while (i < size && g_ascii_isspace (text[i]))
    i++;
  return i < size && text[i] == '{';
}

NnDocument *
nn_document_parse (GBytes *bytes, GError **error)
{
  if (!nn_safetensors_recognise (bytes) && looks_like_json (bytes))
    return parse_json (bytes, error);
  return parse_safetensors (bytes, error);
}

/* Names the file in front, and what to do behind. */
static void
explain_failure (const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *sentence = NULL;

  g_prefix_error (error, "%s: ", shown);
  if (error == NULL || !g_error_matches (*error, NN_ERROR, NN_ERROR_FORMAT))
    return;
  sentence = g_strdup_printf (_ ("%s Mend the file, or open another copy of it."), (*error)->message);
  g_free ((*error)->message);
  (*error)->message = g_steal_pointer (&sentence);
}

NnDocument *
nn_document_load (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  NnDocument *document;

  if (g_str_has_prefix (path, EXAMPLE_PREFIX))
    {
      NnNetwork *network = nn_example_open (path + strlen (EXAMPLE_PREFIX), error);

      return network != NULL ? nn_document_new (network, NULL) : NULL;
    }
  bytes = nn_file_read (path, error);
  if (bytes == NULL)
    return NULL;
  document = nn_document_parse (bytes, error);
  if (document == NULL)
    {
      explain_failure (path, error);
    }
  return document;
}

static GBytes *
format_safetensors (const NnDocument *document)
{
  g_autoptr (GHashTable) metadata = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (metadata, KEY, nn_network_to_json (document->network));
  if (nn_tensors_n (document->weights) > 0)
    g_hash_table_insert (metadata,
                         TRAINING_KEY,
                         g_strdup_printf ("{\"step\": %" G_GINT64_FORMAT ", \"epoch\": %" G_GINT64_FORMAT "}",
                                          document->step,
                                          document->epoch));
  return nn_safetensors_write (document->weights, metadata);
}

/* As one file, reading takes at most 2 GiB. Counted before the bytes are made. */
static gboolean
check_weights (const NnTensors *weights, GError **error)
{
  gsize size = 0;

  for (guint i = 0; i < nn_tensors_n (weights); i++)
    size += sizeof (float) * (gsize) nn_shape_size (&nn_tensors_at (weights, i)->shape);
  if (size + NN_JSON_LIMIT + sizeof (guint64) <= G_MAXINT)
    return TRUE;
  g_set_error_literal (error,
                       NN_ERROR,
                       NN_ERROR_ARGUMENT,
                       _ ("The weights take more than 2 GiB, which could not be opened again: use smaller layers."));
  return FALSE;
}

static gboolean
refuse_text (GError **error)
{
  g_set_error (error,
               NN_ERROR,
               NN_ERROR_ARGUMENT,
               _ ("The document is longer than %d bytes of text, which could not be opened again: shorten its note, or "
                  "remove layers."),
               NN_JSON_LIMIT);
  return FALSE;
}

GBytes *
nn_document_format (const NnDocument *document, gboolean as_json, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  if (as_json)
    {
      char *text = nn_network_to_json (document->network);

      bytes = g_bytes_new_take (text, strlen (text));
    }
  else if (check_weights (document->weights, error))
    bytes = format_safetensors (document);
  if (bytes != NULL && (as_json ? g_bytes_get_size (bytes) > NN_JSON_LIMIT : !nn_safetensors_recognise (bytes)))
    {
      refuse_text (error);
      return NULL;
    }
  return g_steal_pointer (&bytes);
}

gboolean
nn_document_save (const NnDocument *document, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = nn_document_format (document, g_str_has_suffix (path, ".json"), error);

  return bytes != NULL && nn_file_write (path, bytes, error);
}
