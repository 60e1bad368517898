#include "vt-loader.h"

struct _VtLoader
{
  VtLoaderFunc done;
  gpointer data;
  GCancellable *current; /* of the load on its way; NULL: none */
};

VtLoader *
vt_loader_new (VtLoaderFunc done, gpointer data)
{
  VtLoader *loader = g_new0 (VtLoader, 1);

  loader->done = done;
  loader->data = data;
  return loader;
}

void
vt_loader_cancel (VtLoader *loader)
{
  if (loader->current == NULL)
    return;
  g_cancellable_cancel (loader->current);
  g_clear_object (&loader->current);
}

void
vt_loader_free (VtLoader *loader)
{
  if (loader == NULL)
    return;
  vt_loader_cancel (loader);
  g_free (loader);
}

static void
load_in_thread_cb (GTask *task, gpointer source, gpointer spec, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  NnDataset *dataset = nn_data_load (spec, &error);

  if (dataset != NULL)
    g_task_return_pointer (task, dataset, (GDestroyNotify) nn_dataset_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  VtLoader *loader = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NnDataset) dataset = NULL;

  /* A stale load: the loader may be gone by now. */
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  dataset = g_task_propagate_pointer (G_TASK (result), &error);
  g_clear_object (&loader->current);
  loader->done (dataset, error, loader->data);
}

void
vt_loader_load (VtLoader *loader, const char *spec)
{
  g_autoptr (GTask) task = NULL;

  vt_loader_cancel (loader);
  loader->current = g_cancellable_new ();
  task = g_task_new (NULL, loader->current, loaded_cb, loader);
  g_task_set_task_data (task, g_strdup (spec), g_free);
  g_task_run_in_thread (task, load_in_thread_cb);
}

gboolean
vt_loader_busy (const VtLoader *loader)
{
  return loader->current != NULL;
}
