#include "vt-session-private.h"

#include "text.h"

#define EXAMPLE "example:"
#define NOT_SAVED (-1)   /* no training has this step */

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

NnDocument *
vt_session_document (VtSession *self, gboolean with_tape)
{
  gint64 step = self->opened_step, epoch = self->opened_epoch;
  NnTensors *weights;
  NnDocument *document;

  /* Weights that were opened but not yet handed over are the newest there are. */
  if (self->weights != NULL)
    weights = nn_tensors_copy (self->weights);
  else if (with_tape)
    weights = nn_worker_snapshot_tape (self->worker, &step, &epoch);
  else
    weights = nn_worker_snapshot (self->worker, &step, &epoch);
  document = nn_document_new (nn_network_copy (self->network), weights);
  document->step = step;
  document->epoch = epoch;
  return document;
}

gboolean
vt_session_save (VtSession *self, const char *path, GError **error)
{
  g_autofree char *to = g_strdup (path != NULL ? path : self->path);
  g_autoptr (NnDocument) document = NULL;

  g_return_val_if_fail (to != NULL, FALSE);

  document = vt_session_document (self, self->keeps_tape);
  if (!nn_document_save (document, to, error))
    return FALSE;

  self->saved_step = document->step;
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

gboolean
vt_session_restore (VtSession *self, const char *file, const char *path, const char *name, GError **error)
{
  if (!vt_session_load (self, file, error))
    return FALSE;

  set_file (self, path, name);
  self->saved_step = NOT_SAVED;
  self->trained = TRUE;
  vt_session_emit (self, SIGNAL_DOCUMENT);
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
