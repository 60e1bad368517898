/* Which training belongs to which state of the document: so that undo brings weights back as well. A line is one training; edits of the
 * structure, Reset and training from an earlier moment begin a new one, all other edits stay in theirs. */
#include "vt-session-private.h"

#include "text.h"

/* Curves of so many lines are kept beside the one that is shown. */
#define MOST_CURVES 32

void
vt_session_init_lines (VtSession *self)
{
  self->lines = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->curves = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) vt_curve_free);
  self->shown_step = -1;
}

void
vt_session_clear_lines (VtSession *self)
{
  g_hash_table_remove_all (self->lines);
  g_hash_table_remove_all (self->curves);
  self->shown_step = -1;
}

static gpointer
key (guint64 number)
{
  return g_memdup2 (&number, sizeof number);
}

static void
note_line (VtSession *self, guint64 line)
{
  g_hash_table_replace (self->lines, key (nn_history_state (self->history)), key (line));
}

void
vt_session_number_curve (VtSession *self)
{
  for (guint i = 0; i < self->curve.points->len; i++)
    g_array_index (self->curve.points, NnPoint, i).run = nn_worker_run (self->worker);
}

static void
keep_curve (VtSession *self)
{
  const guint64 oldest = self->newest_line - MIN (self->newest_line, MOST_CURVES);
  GHashTableIter iter;
  gpointer line;

  vt_session_take_points (self);
  g_hash_table_replace (self->curves, key (self->line), vt_curve_copy (&self->curve));
  g_hash_table_iter_init (&iter, self->curves);
  while (g_hash_table_iter_next (&iter, &line, NULL))
    if (*(guint64 *) line < oldest)
      g_hash_table_iter_remove (&iter);
}

/* A new one goes on from what is shown. */
static void
begin_line (VtSession *self)
{
  keep_curve (self);
  if (self->shown_step >= 0)
    vt_curve_cut (&self->curve, self->shown_step);
  self->shown_step = -1;
  self->line = ++self->newest_line;
  note_line (self, self->line);
}

/* Changes of single weights are in what comes back, or are not wanted in it. */
static void
go_to_line (VtSession *self, guint64 line)
{
  const VtCurve *curve;

  keep_curve (self);
  self->line = line;
  self->shown_step = -1;
  g_array_unref (nn_network_weight_changes (self->network));
  if ((curve = g_hash_table_lookup (self->curves, &line)) != NULL)
    vt_curve_assign (&self->curve, curve);
}

void
vt_session_enter_state (VtSession *self, gboolean new_structure)
{
  const guint64 state = nn_history_state (self->history);
  const guint64 *line = g_hash_table_lookup (self->lines, &state);

  if (line == NULL && new_structure)
    begin_line (self);
  else if (line == NULL)
    note_line (self, self->line);
  else if (*line != self->line)
    {
      go_to_line (self, *line);
      if (!new_structure && !self->outdated)
        {
          vt_session_pause (self);
          nn_worker_return (self->worker, self->line);
          vt_session_number_curve (self);
        }
    }
}

/* One step of undo; `edits` may be empty: then the document stays what is in its file. */
static gboolean
edit_in_new_line (VtSession *self, char *title, GPtrArray *edits)
{
  const gboolean is_saved = edits->len == 0 && nn_history_is_saved (self->history);

  vt_session_seal (self);
  if (!vt_session_edit (self, nn_edit_group (title, edits)))
    return FALSE;
  if (is_saved)
    nn_history_mark_saved (self->history, nn_history_state (self->history));
  vt_session_seal (self);
  begin_line (self);
  return TRUE;
}

void
vt_session_begin_reset (VtSession *self, GPtrArray *edits)
{
  char *title = g_strdup (edits->len > 0 ? _("Reset with new weights") : _("Reset"));

  edit_in_new_line (self, title, edits);
  vt_curve_clear (&self->curve);
}

static void
fork_to (VtSession *self, gint64 step)
{
  nn_worker_fork (self->worker, step, self->line);
  vt_session_number_curve (self);
}

void
vt_session_fork_with (VtSession *self, gint64 step, char *title, GPtrArray *edits)
{
  self->shown_step = step;
  if (edit_in_new_line (self, title, edits))
    fork_to (self, step);
}

void
vt_session_mend (VtSession *self, const NnFinding *finding)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_edit_free);

  g_ptr_array_add (edits, nn_finding_edit (finding));
  if (finding->step >= 0 && !self->outdated)
    {
      vt_session_pause (self);
      vt_session_fork_with (self, finding->step, g_strdup (finding->mend), edits);
      return;
    }
  vt_session_seal (self);
  vt_session_edit (self, nn_edit_group (g_strdup (finding->mend), edits));
  vt_session_seal (self);
}

void
vt_session_fork (VtSession *self)
{
  const gint64 step = self->shown_step;
  g_autofree char *count = nn_count_to_text (step);

  if (step < 0)
    return;
  /* Translators: what undo takes back: "Train from step 480" */
  vt_session_fork_with (self, step, g_strdup_printf (_("Train from step %s"), count), g_ptr_array_new ());
}

void
vt_session_return_to_best (VtSession *self)
{
  if (self->frame->best_step < 0 || self->outdated || self->shown_step >= 0 ||
      self->frame->run != nn_worker_run (self->worker))
    return;
  vt_session_fork_with (self, self->frame->best_step, g_strdup (_("Return to the best weights")), g_ptr_array_new ());
}

void
vt_session_fork_quietly (VtSession *self)
{
  const gint64 step = self->shown_step;

  if (step < 0)
    return;
  begin_line (self);
  fork_to (self, step);
}

void
vt_session_show_moment (VtSession *self, gint64 step)
{
  if (self->outdated)
    return;
  vt_session_pause (self);
  self->shown_step = MAX (step, -1);
  nn_worker_show_moment (self->worker, self->shown_step);
  self->shown_at = nn_worker_sent (self->worker);
}

gint64
vt_session_moment (VtSession *self)
{
  return self->shown_step;
}
