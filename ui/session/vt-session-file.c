#include "vt-session-private.h"

#include "text.h"

#define EXAMPLE "example:"

static void
set_file (VtSession *self, const char *path, const char *name)
{
  g_free (self->path);
  g_free (self->name);
  self->path = g_strdup (path);
  self->name = g_strdup (name);
}

/* Takes what was read from there. */
static void
take_document (VtSession *self, NnDocument *document, const char *path)
{
  const gboolean is_example = g_str_has_prefix (path, EXAMPLE);

  vt_session_adopt (self, g_steal_pointer (&document->network));
  set_file (self, is_example ? NULL : path, is_example ? path + strlen (EXAMPLE) : NULL);
  if (nn_tensors_n (document->weights) > 0)
    {
      self->weights = g_steal_pointer (&document->weights);
      self->opened_step = self->saved_step = document->step;
      self->opened_epoch = document->epoch;
    }
  vt_session_refresh (self);
}

gboolean
vt_session_load (VtSession *self, const char *path, GError **error)
{
  g_autoptr (NnDocument) document = nn_document_load (path, error);

  if (document == NULL)
    return FALSE;
  take_document (self, document, path);
  return TRUE;
}

static void
read_in_thread (GTask *task, gpointer session, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;
  NnDocument *document = nn_document_load (path, &error);

  if (document != NULL)
    g_task_return_pointer (task, document, (GDestroyNotify) nn_document_free);
  else
    g_task_return_error (task, error);
}

void
vt_session_read (VtSession *self, const char *path, GAsyncReadyCallback done, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, done, data);

  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, read_in_thread);
}

gboolean
vt_session_read_finish (VtSession *self, GAsyncResult *result, GError **error)
{
  g_autoptr (NnDocument) document = g_task_propagate_pointer (G_TASK (result), error);

  if (document == NULL)
    return FALSE;
  take_document (self, document, g_task_get_task_data (G_TASK (result)));
  return TRUE;
}

/* Weights that were opened but not yet handed over are the newest there are. */
VtCopy *
vt_session_copy (VtSession *self, gboolean tape)
{
  NnTensors *opened = self->weights != NULL ? nn_tensors_copy (self->weights) : NULL;
  NnDocument *document = nn_document_new (nn_network_copy (self->network), opened);

  if (opened == NULL)
    return vt_copy_new (document, nn_worker_order (self->worker, tape));
  document->step = self->opened_step;
  document->epoch = self->opened_epoch;
  return vt_copy_new (document, NULL);
}

/* The document as it was when saving began, for when it ends. */
typedef struct
{
  char *path;
  guint64 adopted, state;
} Moment;

static void
moment_free (gpointer data)
{
  g_free (((Moment *) data)->path);
  g_free (data);
}

/* What was changed meanwhile is not saved; another document has nothing to do with it. */
static void
note_saved (VtSession *self, const Moment *moment, gint64 step)
{
  if (moment->adopted != self->adopted)
    return;
  set_file (self, moment->path, NULL);
  nn_history_mark_saved (self->history, moment->state);
  self->saved_step = step;
  self->saved_run = self->saving_run;
  self->differs = self->trained = FALSE;
  vt_session_note_training (self);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  VtSession *self = VT_SESSION (source);
  g_autoptr (GTask) whole = data;
  g_autoptr (GError) error = NULL;
  gint64 step;

  self->is_saving = FALSE;
  if (vt_copy_write_finish (result, &step, &error))
    {
      note_saved (self, g_task_get_task_data (whole), step);
      g_task_return_boolean (whole, TRUE);
    }
  else
    g_task_return_error (whole, g_steal_pointer (&error));
  vt_session_emit (self, SIGNAL_DOCUMENT);
}

void
vt_session_save (VtSession *self, const char *path, GAsyncReadyCallback done, gpointer data)
{
  GTask *task = g_task_new (self, NULL, done, data);
  Moment *moment = g_new0 (Moment, 1);

  g_return_if_fail (!self->is_saving && (path != NULL || self->path != NULL));

  vt_session_seal (self); /* so that what is saved stays a state of its own */
  moment->path = g_strdup (path != NULL ? path : self->path);
  moment->adopted = self->adopted;
  moment->state = nn_history_state (self->history);
  g_task_set_task_data (task, moment, moment_free);
  self->saving_run = nn_worker_run (self->worker);
  self->is_saving = TRUE;
  vt_copy_write (vt_session_copy (self, self->keeps_tape), moment->path, G_OBJECT (self), saved_cb, task);
  vt_session_emit (self, SIGNAL_DOCUMENT);
}

gboolean
vt_session_save_finish (VtSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
vt_session_is_saving (VtSession *self)
{
  return self->is_saving;
}

void
vt_session_differ (VtSession *self)
{
  self->differs = TRUE;
  vt_session_emit (self, SIGNAL_DOCUMENT);
}

void
vt_session_keep_tape (VtSession *self, gboolean keep)
{
  self->keeps_tape = keep;
}

gboolean
vt_session_restore (VtSession *self, const char *file, const char *path, const char *name, GError **error)
{
  if (!vt_session_load (self, file, error))
    return FALSE;

  set_file (self, path, name);
  vt_session_differ (self);
  return TRUE;
}

guint64
vt_session_state (VtSession *self)
{
  const guint64 parts[] = { nn_history_state (self->history), self->frame->run, (guint64) self->frame->step };
  guint64 state = G_N_ELEMENTS (parts);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    state = state * 0x9E3779B97F4A7C15u + parts[i];
  return state;
}

void
vt_session_clear (VtSession *self)
{
  vt_session_adopt (self, nn_network_new ());
  set_file (self, NULL, NULL);
  vt_session_refresh (self);
}

gboolean
vt_session_is_modified (VtSession *self)
{
  return self->differs || self->trained || !nn_history_is_saved (self->history);
}

const char *
vt_session_path (VtSession *self)
{
  return self->path;
}

char *
vt_session_title (VtSession *self)
{
  if (self->path != NULL)
    return g_path_get_basename (self->path);
  if (self->name != NULL && *nn_network_title (self->network) != '\0')
    return g_strdup (nn_text (nn_network_title (self->network)));
  if (self->name != NULL)
    return g_strdup (self->name);
  return g_strdup (_("New network"));
}
