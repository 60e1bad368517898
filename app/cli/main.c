/* vitrine-cli: the headless twin of Vitrine. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "table.h"
#include "text.h"

enum
{
  STATUS_DONE,
  STATUS_FAILED,
  STATUS_USAGE,
};

static void
print_commands (void)
{
  g_autoptr (VtTable) table = vt_table_new ("lw");
  guint n;
  const VtCommand *const *rows = vt_commands (&n);

  vt_print_paragraph (_("Vitrine without a window: the same files, the same seeds, the same numbers."), 0);
  printf ("\n%s\n\n", _("Usage: vitrine-cli COMMAND …"));
  for (guint i = 0; i < n; i++)
    vt_table_row (table, rows[i]->name, nn_text (rows[i]->blurb), NULL);
  vt_table_print (table, 2);
  printf ("\n");
  vt_print_paragraph (
      _("“vitrine-cli COMMAND --help” explains one. DOC is a file, or example:NAME. SPEC is a file, a folder, "
         "or a built-in data set as in “builtin:spiral?n=500&noise=0.1”."),
      0);
}

static const VtCommand *
find_command (const char *name)
{
  guint n;
  const VtCommand *const *rows = vt_commands (&n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (rows[i]->name, name))
      return rows[i];
  return NULL;
}

static gboolean
asks_for_help (const char *name)
{
  return g_str_equal (name, "help") || g_str_equal (name, "--help") || g_str_equal (name, "-h");
}

/* In one line, whatever the message looked like. */
static int
fail (const GError *error)
{
  g_autofree char *line = g_strdelimit (g_strdup (error->message), "\n", ' ');

  fprintf (stderr, "vitrine-cli: %s\n", line);
  return error->domain == G_OPTION_ERROR ? STATUS_USAGE : STATUS_FAILED;
}

static int
run (const VtCommand *command, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (!command->run (command, argc, argv, &error))
    return fail (error);
  if (fflush (stdout) != 0 || ferror (stdout))
    {
      fprintf (stderr, "vitrine-cli: %s\n", _("The results could not be written: is the disk full?"));
      return STATUS_FAILED;
    }
  return STATUS_DONE;
}

int
main (int argc, char *argv[])
{
  const VtCommand *command;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, VT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc < 2 || asks_for_help (argv[1]))
    {
      print_commands ();
      return STATUS_DONE;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      printf ("vitrine-cli %s\n", VT_VERSION);
      return STATUS_DONE;
    }
  command = find_command (argv[1]);
  if (command == NULL)
    {
      fprintf (stderr, "vitrine-cli: ");
      fprintf (stderr, _("There is no command “%s”; “vitrine-cli help” lists them."), argv[1]);
      fprintf (stderr, "\n");
      return STATUS_USAGE;
    }
  return run (command, argc - 1, argv + 1);
}
