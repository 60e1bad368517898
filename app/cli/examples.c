#include <stdio.h>

#include "command.h"
#include "document.h"
#include "table.h"
#include "text.h"

static void
list_examples (void)
{
  g_autoptr (VtTable) table = vt_table_new ("llw");
  guint n;
  const NnExample *examples = nn_examples (&n);

  for (guint i = 0; i < n; i++)
    vt_table_row (table, examples[i].name, examples[i].title, examples[i].note, NULL);
  vt_table_print (table, 0);
}

static gboolean
write_example (const char *name, const char *path, GError **error)
{
  NnNetwork *network = nn_example_open (name, error);
  g_autoptr (NnDocument) document = network != NULL ? nn_document_new (network, NULL) : NULL;
  g_autofree char *json = NULL;

  if (document == NULL)
    return FALSE;
  if (path != NULL)
    return nn_document_save (document, path, error);
  json = nn_network_to_json (network);
  printf ("%s\n", json);
  return TRUE;
}

static gboolean
run (const VtCommand *command, int argc, char **argv, GError **error)
{
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &path, N_("Write it to this file (.vitrine or .json)"), N_("FILE") },
    { NULL },
  };

  if (!vt_command_parse (command, entries, &argc, &argv, 0, 1, error))
    return FALSE;
  if (argc == 2)
    return write_example (argv[1], path, error);
  if (path != NULL)
    {
      vt_usage_error (error, _("-o needs the name of the example to write."));
      return FALSE;
    }
  list_examples ();
  return TRUE;
}

const VtCommand vt_command_examples = {
  .name = "examples",
  .usage = N_("[NAME [-o FILE]]"),
  .blurb = N_("List the built-in example networks, or write one out."),
  .run = run,
};
