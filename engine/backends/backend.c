#include "backend.h"

#include "text.h"

static const NnBackend *const rows[] = { &nn_backend_openblas, &nn_backend_vulkan, &nn_backend_reference };

const NnBackend *
nn_backend_find (const char *id, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (g_str_equal (rows[i]->id, id))
        return rows[i];
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", rows[i]->id);
    }
  g_set_error (error, NN_ERROR, NN_ERROR_DEVICE, _("There is no back end “%s”: choose one of %s."), id, known->str);
  return NULL;
}

const NnBackend *
nn_backend_choose (const char *text, NnDevice **device, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);
  const NnBackend *backend = parts[0] != NULL ? nn_backend_find (parts[0], error) : nn_backend_find ("", error);

  if (backend == NULL || (backend->records && (*device = nn_device_open (parts[1], error)) == NULL))
    return NULL;
  if (backend->records || parts[1] == NULL)
    return backend;
  g_set_error (error, NN_ERROR, NN_ERROR_DEVICE, _("The back end %s has no devices to choose from: leave “:%s” out."), backend->id, parts[1]);
  return NULL;
}

const NnBackend *const *
nn_backend_rows (guint *n)
{
  *n = G_N_ELEMENTS (rows);
  return rows;
}
