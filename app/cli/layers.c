#include <stdio.h>

#include "command.h"
#include "errors.h"
#include "kind.h"
#include "param-table.h"
#include "table.h"
#include "text.h"

static void
list_kinds (void)
{
  g_autoptr (VtTable) table = vt_table_new ("llw");
  guint n;
  const NnKind *const *rows = nn_kind_rows (&n);

  for (guint i = 0; i < n; i++)
    {
      const gboolean new_family = i == 0 || rows[i]->family != rows[i - 1]->family;

      if (new_family)
        vt_table_row (table, nn_family_title (rows[i]->family), NULL);
      {
        g_autofree char *id = g_strdup_printf ("  %s", rows[i]->id);

        vt_table_row (table, id, nn_text (rows[i]->title), nn_text (rows[i]->blurb), NULL);
      }
    }
  vt_table_print (table, 0);
}

static void
describe_kind (const NnKind *kind)
{
  printf ("%s (%s, %s)\n", nn_text (kind->title), kind->id, nn_family_title (kind->family));
  vt_print_paragraph (nn_text (kind->blurb), 0);
  if (kind->params[0].id != NULL)
    {
      printf ("\n");
      vt_print_params (kind->params, 0);
    }
  if (kind->explained != NULL)
    {
      printf ("\n");
      vt_print_paragraph (nn_text (kind->explained), 0);
    }
}

static gboolean
run (const VtCommand *command, int argc, char **argv, GError **error)
{
  const NnKind *kind;

  if (!vt_command_parse (command, NULL, &argc, &argv, 0, 1, error))
    return FALSE;
  if (argc == 1)
    {
      list_kinds ();
      return TRUE;
    }
  kind = nn_kind_find (argv[1]);
  if (kind == NULL)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT,
                   _("There is no layer kind “%s”; “vitrine-cli layers” lists them."), argv[1]);
      return FALSE;
    }
  describe_kind (kind);
  return TRUE;
}

const VtCommand vt_command_layers = {
  .name = "layers",
  .usage = N_("[KIND]"),
  .blurb = N_("List the kinds of layers, or describe one: its settings, their ranges and defaults."),
  .run = run,
};
