#include "backend.h"
#include "command.h"
#include "table.h"
#include "text.h"

static gboolean
run (const VtCommand *command, int argc, char **argv, GError **error)
{
  g_autoptr (VtTable) table = vt_table_new ("llw");
  guint n;
  const NnBackend *const *rows = nn_backend_rows (&n);

  if (!vt_command_parse (command, NULL, &argc, &argv, 0, 0, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *words = rows[i]->describe ();

      vt_table_row (table, rows[i]->id, nn_text (rows[i]->title), words, NULL);
    }
  vt_table_print (table, 0);
  return TRUE;
}

const VtCommand vt_command_devices = {
  .name = "devices",
  .usage = "",
  .blurb = N_("List the back ends and devices, and what each can do."),
  .run = run,
};
