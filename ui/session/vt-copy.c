#include "vt-copy.h"

typedef struct
{
  VtCopy *copy;
  char *path;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  vt_copy_free (job->copy);
  g_free (job->path);
  g_free (job);
}

static void
receive_weights (VtCopy *copy)
{
  NnDocument *document = copy->document;
  NnTensors *weights =
      copy->order != NULL ? nn_order_wait (g_steal_pointer (&copy->order), &document->step, &document->epoch) : NULL;

  if (weights == NULL)
    return;
  nn_tensors_free (document->weights);
  document->weights = weights;
}

static void
write_in_thread_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  if (vt_copy_save (job->copy, job->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

VtCopy *
vt_copy_new (NnDocument *document, NnOrder *order)
{
  VtCopy *copy = g_new0 (VtCopy, 1);

  copy->document = document;
  copy->order = order;
  return copy;
}

void
vt_copy_free (VtCopy *copy)
{
  if (copy == NULL)
    return;
  receive_weights (copy); /* an order must be waited for */
  nn_document_free (copy->document);
  g_free (copy);
}

const NnDocument *
vt_copy_wait (VtCopy *copy)
{
  receive_weights (copy);
  return copy->document;
}

gboolean
vt_copy_save (VtCopy *copy, const char *path, GError **error)
{
  receive_weights (copy);
  return nn_document_save (copy->document, path, error);
}

void
vt_copy_write (VtCopy *copy, const char *path, GObject *source, GAsyncReadyCallback done, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (source, NULL, done, data);
  Job *job = g_new0 (Job, 1);

  job->copy = copy;
  job->path = g_strdup (path);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, write_in_thread_cb);
}

gboolean
vt_copy_write_finish (GAsyncResult *result, gint64 *step, GError **error)
{
  const Job *job = g_task_get_task_data (G_TASK (result));

  *step = job->copy->document->step;
  return g_task_propagate_boolean (G_TASK (result), error);
}
