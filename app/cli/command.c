#include "command.h"

#include "table.h"
#include "text.h"

#define VT_ROW(id) extern const VtCommand vt_command_##id;
#include "command-rows.inc"
#undef VT_ROW

static const VtCommand *const rows[] = {
#define VT_ROW(id) &vt_command_##id,
#include "command-rows.inc"
#undef VT_ROW
};

const VtCommand *const *
vt_commands (guint *n)
{
  *n = G_N_ELEMENTS (rows);
  return rows;
}

void
vt_usage_error (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, message);
}

gboolean
vt_command_parse (
    const VtCommand *command, const GOptionEntry *entries, int *argc, char ***argv, int min, int max, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (nn_text (command->usage));
  g_autofree char *help = command->help != NULL ? vt_wrap (nn_text (command->help), 0) : NULL;
  g_autofree char *name = g_strdup_printf ("vitrine-cli %s", command->name);

  g_set_prgname (name);
  g_option_context_set_summary (context, nn_text (command->blurb));
  g_option_context_set_description (context, help);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;

  if (*argc - 1 < min)
    {
      vt_usage_error (error, _("%s needs more arguments: vitrine-cli %s %s"), command->name, command->name,
                      nn_text (command->usage));
      return FALSE;
    }
  if (max >= 0 && *argc - 1 > max)
    {
      vt_usage_error (error, _("“%s” is one argument too many: vitrine-cli %s %s"), (*argv)[max + 1], command->name,
                      nn_text (command->usage));
      return FALSE;
    }
  return TRUE;
}
