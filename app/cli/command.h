/**
 * VtCommand:
 *
 * A command of vitrine-cli, as a row: one file per command, found through the list in app/cli/meson.build. A command prints its
 * results on standard output and hands failures back; main() says them in one line and turns them into an exit status.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _VtCommand VtCommand;

struct _VtCommand
{
  const char *name;    /* "train" */
  const char *usage;   /* N_() its arguments: "DOC [--data SPEC] …" */
  const char *blurb;   /* N_() one sentence */
  const char *help;    /* N_() what else --help should say; NULL: nothing */

  /* argv[0] is the command's name. FALSE: the error is set; one of G_OPTION_ERROR means wrong usage. */
  gboolean (*run) (const VtCommand *command, int argc, char **argv, GError **error);
};

const VtCommand *const *vt_commands (guint *n);   /* in the order of the list */

/* Takes the options out of argv and leaves argv[0] and min to max arguments (max −1: any number); entries may be NULL. */
gboolean vt_command_parse (const VtCommand *command, const GOptionEntry *entries, int *argc, char ***argv, int min, int max,
                           GError **error);

G_GNUC_PRINTF (2, 3) void vt_usage_error (GError **error, const char *format, ...);

G_END_DECLS
