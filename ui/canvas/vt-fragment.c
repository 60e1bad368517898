#include "vt-fragment.h"

#include <math.h>

#include "fragment.h"

/* More numbers than this would hold up whoever pastes: such layers travel without their weights. */
#define MOST_NUMBERS ((gsize) 16 << 20)

#define VT_TYPE_FRAGMENT (vt_fragment_get_type ())
G_DECLARE_FINAL_TYPE (VtFragment, vt_fragment, VT, FRAGMENT, GdkContentProvider)

struct _VtFragment
{
  GdkContentProvider parent_instance;

  GMutex lock;       /* what follows is made by the first thread that needs it */
  NnNetwork *part;   /* owned, until the bytes are there */
  VtCopy *copy;      /* owned, until the bytes are there */
  GBytes *bytes;     /* owned; NULL: not there yet */
};

G_DEFINE_FINAL_TYPE (VtFragment, vt_fragment, GDK_TYPE_CONTENT_PROVIDER)

/* No reader takes weights that have burst. */
static gboolean
can_travel (const NnTensors *weights)
{
  gsize total = 0;

  for (guint i = 0; i < nn_tensors_n (weights); i++)
    {
      const NnTensor *tensor = nn_tensors_at (weights, i);
      const gsize n = nn_shape_size (&tensor->shape);

      for (gsize k = 0; k < n; k++)
        if (!isfinite (tensor->data[k]))
          return FALSE;
      total += n;
    }
  return total <= MOST_NUMBERS;
}

static GBytes *
make_bytes (VtFragment *self)
{
  g_autoptr (NnTensors) weights = nn_fragment_weights (self->part, vt_copy_wait (self->copy)->weights);
  g_autoptr (NnDocument) document = NULL;

  if (!can_travel (weights))
    g_clear_pointer (&weights, nn_tensors_free);
  document = nn_document_new (g_steal_pointer (&self->part), g_steal_pointer (&weights));
  return nn_document_format (document, FALSE, NULL);   /* cannot fail: it is smaller than the document, which was opened or built */
}

/* In a thread. */
static void
prepare (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  VtFragment *self = source;

  g_mutex_lock (&self->lock);
  if (self->bytes == NULL)
    {
      self->bytes = make_bytes (self);
      g_clear_pointer (&self->copy, vt_copy_free);
    }
  g_mutex_unlock (&self->lock);
  g_task_return_boolean (task, TRUE);
}

static void
written_cb (GObject *stream, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (stream), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  const VtFragment *self = VT_FRAGMENT (source);
  GTask *task = data;
  gsize size;
  const void *bytes = g_bytes_get_data (self->bytes, &size);

  g_output_stream_write_all_async (g_task_get_task_data (task), bytes, size, g_task_get_priority (task),
                                   g_task_get_cancellable (task), written_cb, task);
}

static GdkContentFormats *
vt_fragment_ref_formats (GdkContentProvider *provider)
{
  return gdk_content_formats_new ((const char *[]) { VT_FRAGMENT_MIME }, 1);
}

static void
vt_fragment_write_async (GdkContentProvider *provider, const char *mime_type, GOutputStream *stream, int priority,
                         GCancellable *cancellable, GAsyncReadyCallback done, gpointer data)
{
  GTask *task = g_task_new (provider, cancellable, done, data);
  g_autoptr (GTask) bytes = g_task_new (provider, NULL, prepared_cb, task);

  g_task_set_priority (task, priority);
  g_task_set_task_data (task, g_object_ref (stream), g_object_unref);
  g_task_run_in_thread (bytes, prepare);
}

static gboolean
vt_fragment_write_finish (GdkContentProvider *provider, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
vt_fragment_finalize (GObject *object)
{
  VtFragment *self = VT_FRAGMENT (object);

  nn_network_free (self->part);
  vt_copy_free (self->copy);
  g_bytes_unref (self->bytes);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (vt_fragment_parent_class)->finalize (object);
}

static void
vt_fragment_class_init (VtFragmentClass *klass)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vt_fragment_finalize;
  provider_class->ref_formats = vt_fragment_ref_formats;
  provider_class->write_mime_type_async = vt_fragment_write_async;
  provider_class->write_mime_type_finish = vt_fragment_write_finish;
}

static void
vt_fragment_init (VtFragment *self)
{
  g_mutex_init (&self->lock);
}

GdkContentProvider *
vt_fragment_new (NnNetwork *part, VtCopy *copy)
{
  VtFragment *self = g_object_new (VT_TYPE_FRAGMENT, NULL);
  g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);

  self->part = part;
  self->copy = copy;
  g_task_run_in_thread (task, prepare);   /* so that the rest of the document is not kept for long */
  return GDK_CONTENT_PROVIDER (self);
}
