#include "command.h"
#include "document.h"
#include "text.h"
#include "vt-export.h"
#include "work.h"

static const VtExport *
find_export (const char *id, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);
  guint n;
  const VtExport *rows = vt_exports (&n);

  for (guint i = 0; i < n; i++)
    {
      if (g_str_equal (rows[i].id, id))
        return &rows[i];
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", rows[i].id);
    }
  vt_usage_error (error, _("There is no export to “%s”: choose one of %s."), id, known->str);
  return NULL;
}

/* With a trainer where the network runs. */
static gboolean
write_export (const VtExport *export, const NnDocument *document, const char *from, const char *path, GError **error)
{
  g_autoptr (NnDataInfo) data = nn_data_describe (nn_network_data (document->network), NULL);
  g_autoptr (NnReport) report = nn_check (document->network, data);
  g_auto (VtWork) work = { 0 };

  if (export->draws && report->runs && !vt_work_open (&work, from, &(const VtChoices) { .seed = -1 }, error))
    return FALSE;
  return export->write (export, &(const VtExported) { .document = document, .trainer = work.trainer, .from = from }, path, error);
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
  const VtExport *export;

  if (!vt_command_parse (command, entries, &argc, &argv, 1, 1, error))
    return FALSE;
  if (to == NULL || path == NULL)
    {
      vt_usage_error (error, _("export needs --to FORMAT and -o FILE."));
      return FALSE;
    }
  if ((export = find_export (to, error)) == NULL || (document = vt_open_document (argv[1], NULL, error)) == NULL)
    return FALSE;
  return write_export (export, document, argv[1], path, error);
}

const VtCommand vt_command_export = {
  .name = "export",
  .usage = N_("DOC --to svg|png|pdf|json|safetensors -o FILE"),
  .blurb = N_("Write a network for others: as JSON, its weights as safetensors, or as it is drawn."),
  .run = run,
};
