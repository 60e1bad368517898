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

gboolean
vt_session_load (VtSession *self, const char *path, GError **error)
{
  g_autoptr (NnDocument) document = nn_document_load (path, error);
  const gboolean is_example = g_str_has_prefix (path, EXAMPLE);

  if (document == NULL)
    return FALSE;

  vt_session_adopt (self, g_steal_pointer (&document->network));
  set_file (self, is_example ? NULL : path, is_example ? path + strlen (EXAMPLE) : NULL);
  if (nn_tensors_n (document->weights) > 0)
    {
      self->weights = g_steal_pointer (&document->weights);
      self->opened_step = self->saved_step = document->step;
      self->opened_epoch = document->epoch;
    }
  vt_session_refresh (self);
  return TRUE;
}

static NnTensors *
take_snapshot (VtSession *self, gint64 *step, gint64 *epoch)
{
  return self->keeps_tape ? nn_worker_snapshot_tape (self->worker, step, epoch)
                          : nn_worker_snapshot (self->worker, step, epoch);
}

/* Weights that were opened but not yet handed over are the newest there are. They are only lent to the document. */
static gboolean
write_document (VtSession *self, const char *path, GError **error)
{
  const gboolean lent = self->weights != NULL;
  gint64 step = self->opened_step, epoch = self->opened_epoch;
  NnTensors *weights = lent ? g_steal_pointer (&self->weights) : take_snapshot (self, &step, &epoch);
  g_autoptr (NnDocument) document = nn_document_new (nn_network_copy (self->network), weights);
  gboolean saved;

  document->step = step;
  document->epoch = epoch;
  saved = nn_document_save (document, path, error);
  if (saved)
    self->saved_step = step;
  if (lent)
    self->weights = g_steal_pointer (&document->weights);
  return saved;
}

gboolean
vt_session_save (VtSession *self, const char *path, GError **error)
{
  g_autofree char *to = g_strdup (path != NULL ? path : self->path);

  g_return_val_if_fail (to != NULL, FALSE);

  if (!write_document (self, to, error))
    return FALSE;

  set_file (self, to, NULL);
  nn_history_mark_saved (self->history);
  self->saved_run = nn_worker_run (self->worker);
  self->trained = FALSE;
  vt_session_emit (self, SIGNAL_DOCUMENT);
  return TRUE;
}

void
vt_session_keep_tape (VtSession *self, gboolean keep)
{
  self->keeps_tape = keep;
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
  return self->trained || !nn_history_is_saved (self->history);
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
  if (self->name != NULL)
    return g_strdup (self->name);
  return g_strdup (_("New network"));
}
