#include "backend.h"
#include "command.h"
#include "device.h"
#include "table.h"
#include "text.h"

/* By the name that --backend takes. */
static void
add_devices (VtTable *table)
{
  g_autoptr (GPtrArray) list = nn_device_list (NULL);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const NnDeviceInfo *info = list->pdata[i];
      const gboolean software = info->kind == NN_DEVICE_PROCESSOR;
      g_autofree char *name = software ? g_strdup ("vulkan:cpu") : g_strdup_printf ("vulkan:%u", i);
      g_autofree char *memory = g_format_size (info->memory);
      g_autofree char *words = g_strdup_printf (_("%s with %s, driver %s"), nn_device_kind_title (info->kind), memory, info->driver);

      vt_table_row (table, name, info->name, words, NULL);
    }
}

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
  add_devices (table);
  vt_table_print (table, 0);
  return TRUE;
}

const VtCommand vt_command_devices = {
  .name = "devices",
  .usage = "",
  .blurb = N_("List the back ends and devices, and what each can do."),
  .run = run,
};
