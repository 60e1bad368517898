#include <string.h>

#include "command.h"
#include "document.h"
#include "file.h"
#include "text.h"
#include "vt-figure.h"
#include "work.h"

typedef struct _Format Format;

/* A format to export to; the document was opened from `from`. */
struct _Format
{
  const char *id;
  gboolean (*write) (
      const Format *format, const NnDocument *document, const char *from, const char *path, GError **error);
};

static gboolean
write_json (const Format *format, const NnDocument *document, const char *from, const char *path, GError **error)
{
  char *json = nn_network_to_json (document->network);
  g_autoptr (GBytes) bytes = g_bytes_new_take (json, strlen (json));

  return nn_file_write (path, bytes, error);
}

/* The weights alone, "layer.parameter" as every reader of safetensors finds them; what resuming needs stays behind. */
static gboolean
write_safetensors (const Format *format, const NnDocument *document, const char *from, const char *path, GError **error)
{
  g_autoptr (NnTensors) weights = nn_tensors_new ();
  g_autoptr (GHashTable) metadata = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < nn_tensors_n (document->weights); i++)
    {
      const NnTensor *tensor = nn_tensors_at (document->weights, i);

      if (!nn_tensor_is_state (tensor->name))
        memcpy (nn_tensors_add (weights, tensor->name, &tensor->shape), tensor->data,
                nn_shape_size (&tensor->shape) * sizeof (float));
    }
  if (nn_tensors_n (weights) == 0)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT, _("%s has no weights yet: train it with --save first."), from);
      return FALSE;
    }
  g_hash_table_insert (metadata, (gpointer) "format", (gpointer) "pt");
  bytes = nn_safetensors_write (weights, metadata);
  return nn_file_write (path, bytes, error);
}

/* As the sheet shows it; without numbers where the network does not run. */
static gboolean
write_figure (const Format *format, const NnDocument *document, const char *from, const char *path, GError **error)
{
  g_autoptr (NnDataInfo) data = nn_data_describe (nn_network_data (document->network), NULL);
  g_autoptr (NnReport) report = nn_check (document->network, data);
  g_auto (VtWork) work = { 0 };

  if (report->runs && !vt_work_open (&work, from, &(const VtChoices) { .seed = -1 }, error))
    return FALSE;
  return vt_figure_export (document->network, report, work.trainer, format->id, path, error);
}

static const Format formats[] = {
  { "json", write_json },  { "safetensors", write_safetensors }, { "svg", write_figure }, { "png", write_figure },
  { "pdf", write_figure },
};

static const Format *
find_format (const char *id, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      if (g_str_equal (formats[i].id, id))
        return &formats[i];
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", formats[i].id);
    }
  vt_usage_error (error, _("There is no export to “%s”: choose one of %s."), id, known->str);
  return NULL;
}

static gboolean
run (const VtCommand *command, int argc, char **argv, GError **error)
{
  g_autofree char *to = NULL;
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("What to write"), N_("FORMAT") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &path, N_("Where to write it"), N_("FILE") },
    { NULL },
  };
  g_autoptr (NnDocument) document = NULL;
  const Format *format;

  if (!vt_command_parse (command, entries, &argc, &argv, 1, 1, error))
    return FALSE;
  if (to == NULL || path == NULL)
    {
      vt_usage_error (error, _("export needs --to FORMAT and -o FILE."));
      return FALSE;
    }
  if ((format = find_format (to, error)) == NULL || (document = vt_open_document (argv[1], NULL, error)) == NULL)
    return FALSE;
  return format->write (format, document, argv[1], path, error);
}

const VtCommand vt_command_export = {
  .name = "export",
  .usage = N_("DOC --to json|safetensors|svg|png|pdf -o FILE"),
  .blurb = N_("Write a network for others: as JSON, its weights as safetensors, or as it is drawn."),
  .run = run,
};
