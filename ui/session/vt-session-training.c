#include "vt-session-private.h"

#include <string.h>

#include "seat.h"
#include "vt-mean.h"

/* Seeds a student can read aloud. */
#define MAX_NEW_SEED 10000

static void
want_running (VtSession *self, gboolean running)
{
  self->wants_running = running;
  self->wanted_at = nn_worker_sent (self->worker);
}

void
vt_session_show (VtSession *self)
{
  vt_session_emit (self, SIGNAL_FRAME);
  vt_turns_news (self->turns);
  if (!vt_session_is_running (self))
    vt_turns_serve (self->turns, TRUE);
}

static void
clear_curve (VtSession *self)
{
  vt_curve_clear (&self->curve);
  vt_session_show (self);
}

/* The frame shows the run that goes on, not one from before a Reset or of another document. */
static gboolean
frame_is_current (VtSession *self)
{
  return self->frame->run == nn_worker_run (self->worker);
}

gboolean
vt_session_is_shown (VtSession *self)
{
  return !self->outdated && self->frame->run >= self->first_run;
}

void
vt_session_hand_recipe (VtSession *self)
{
  if (!self->outdated)
    nn_worker_set_recipe (self->worker, nn_settings_copy (nn_network_recipe (self->network)));
}

/* Numbers of weights that edits, or undoing them, changed. */
static void
hand_weights (VtSession *self)
{
  g_autoptr (GArray) changes = nn_network_weight_changes (self->network);

  if (changes->len > 0)
    vt_session_fork_quietly (self);
  for (guint i = 0; i < changes->len; i++)
    {
      const NnWeightChange *change = &g_array_index (changes, NnWeightChange, i);
      g_auto (NnSeat) seat = { 0 };

      if (nn_seat_find (self->network, change->layer, &seat))
        {
          g_autofree char *layer = nn_seat_tensors (self->network, &seat);
          g_autofree char *name = g_strdup_printf ("%s.%s", layer, change->role);

          nn_worker_set_weight (self->worker, name, change->index, change->value);
        }
    }
}

static void
hand_network (VtSession *self)
{
  if (!self->report->runs)
    {
      if (vt_session_is_running (self) || self->wants_step)
        vt_session_pause (self);
      return;
    }
  if (!self->outdated || self->dataset == NULL)
    return;

  nn_worker_set_network (self->worker, nn_network_copy (self->network), nn_dataset_ref (self->dataset), self->revision,
                         self->line);
  vt_session_number_curve (self);
  self->outdated = FALSE;
  if (self->weights != NULL)
    {
      nn_worker_set_weights (self->worker, g_steal_pointer (&self->weights), self->opened_step, self->opened_epoch);
      self->saved_run = self->saving_run = nn_worker_run (self->worker); /* what was opened, under a new number */
    }
  if (self->wants_running)
    {
      nn_worker_play (self->worker);
      want_running (self, TRUE);
    }
  else if (self->wants_step)
    nn_worker_step (self->worker, self->step_size);
  self->wants_step = FALSE;
}

void
vt_session_hand_over (VtSession *self)
{
  hand_network (self);
  if (!self->outdated)
    hand_weights (self);
}

void
vt_session_forget (VtSession *self)
{
  vt_session_clear_lines (self);
  self->line = ++self->newest_line;
  nn_worker_set_network (self->worker, NULL, NULL, self->revision, self->line);
  g_clear_pointer (&self->weights, nn_tensors_free);
  self->outdated = TRUE;
  self->wants_step = FALSE;
  self->trained = self->differs = FALSE;
  self->saved_step = 0;
  self->saved_run = self->first_run = nn_worker_run (self->worker);
  want_running (self, FALSE);
  clear_curve (self);
}

/* The worker may still have the network or the data from before: then it waits, and handing over trains. */
void
vt_session_play (VtSession *self)
{
  if (!vt_session_can_train (self))
    return;
  vt_session_fork (self);
  self->wants_step = FALSE;
  if (!self->outdated)
    nn_worker_play (self->worker);
  want_running (self, TRUE);
  vt_session_show (self);
}

void
vt_session_pause (VtSession *self)
{
  self->wants_step = FALSE;
  nn_worker_pause (self->worker);
  want_running (self, FALSE);
  vt_session_show (self);
}

gboolean
vt_session_is_running (VtSession *self)
{
  if (self->frame->obeyed < self->wanted_at || self->outdated)
    return self->wants_running;
  return self->frame->state == NN_STATE_RUNNING;
}

gboolean
vt_session_can_train (VtSession *self)
{
  return self->report->runs && (self->dataset != NULL || vt_loader_busy (self->loader));
}

void
vt_session_step (VtSession *self, NnStepSize size)
{
  if (!vt_session_can_train (self))
    return;
  vt_session_fork (self);
  self->wants_step = self->outdated;
  self->step_size = size;
  if (self->outdated)
    nn_worker_pause (self->worker);
  else
    nn_worker_step (self->worker, size);
  want_running (self, FALSE);
}

void
vt_session_test_rates (VtSession *self)
{
  if (!vt_session_can_train (self) || self->outdated)
    return;
  vt_session_pause (self);
  nn_worker_test_rates (self->worker);
}

void
vt_session_time_engines (VtSession *self)
{
  if (vt_session_can_train (self) && !self->outdated)
    nn_worker_time_engines (self->worker);
}

/* Where nothing has been trained there is nothing that undo could bring back. */
void
vt_session_reset (VtSession *self, gboolean new_weights)
{
  const gboolean untrained = frame_is_current (self) && self->frame->step == 0 && !self->outdated;
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_edit_free);

  vt_session_pause (self);
  if (new_weights)
    g_ptr_array_add (edits, nn_edit_set_recipe ("seed", g_random_int_range (1, MAX_NEW_SEED)));
  if (new_weights || !untrained)
    vt_session_begin_reset (self, edits);
  else
    g_ptr_array_unref (edits);
  g_clear_pointer (&self->weights, nn_tensors_free);
  nn_worker_reset (self->worker, nn_network_seed (self->network), self->line);
  clear_curve (self);
}

void
vt_session_set_speed (VtSession *self, double steps_per_s)
{
  nn_worker_set_speed (self->worker, steps_per_s);
}

void
vt_session_set_device (VtSession *self, const char *which)
{
  nn_worker_set_device (self->worker, which);
}

gint64
vt_session_example (VtSession *self)
{
  return self->example;
}

/* An input given by hand stays as long as it fits the data. */
void
vt_session_read_example (VtSession *self)
{
  const gsize size = nn_data_info_input_size (nn_dataset_info (self->dataset));

  if (self->example < 0 && self->input->len == size)
    return;
  if (self->example < 0 || (gsize) self->example >= nn_dataset_n (self->dataset))
    self->example = 0;
  g_array_set_size (self->input, size);
  nn_dataset_input (self->dataset, self->example, (float *) self->input->data);
  nn_worker_set_example (self->worker, self->example);
}

void
vt_session_set_example (VtSession *self, gint64 index)
{
  if (self->dataset == NULL)
    return;
  self->example = CLAMP (index, 0, (gint64) nn_dataset_n (self->dataset) - 1);
  vt_session_read_example (self);
  vt_session_show (self);
}

void
vt_session_set_input (VtSession *self, const float *input, gsize n)
{
  GArray *copy = g_array_sized_new (FALSE, FALSE, sizeof (float), n);

  g_array_append_vals (copy, input, n);
  self->example = -1;
  g_array_set_size (self->input, 0);
  g_array_append_vals (self->input, input, n);
  nn_worker_set_input (self->worker, copy);
  vt_session_show (self);
}

const float *
vt_session_input (VtSession *self, gsize *n)
{
  *n = self->dataset != NULL ? self->input->len : 0;
  return *n > 0 ? (const float *) self->input->data : NULL;
}

void
vt_session_want (VtSession *self, gpointer owner, const NnLookItem *items, guint n)
{
  vt_wants_set (self->wants, owner, items, n);
}

const float *
vt_session_seen (VtSession *self, gpointer owner, guint item, gsize *n)
{
  return vt_wants_find (self->wants, self->frame, owner, item, n);
}

void
vt_session_watch (VtSession *self, gpointer viewer, VtTurnFunc show)
{
  vt_turns_add (self->turns, viewer, show);
}

void
vt_session_unwatch (VtSession *self, gpointer viewer)
{
  vt_turns_remove (self->turns, viewer);
}

void
vt_session_spent (VtSession *self, gint64 frame, gint64 period)
{
  vt_turns_spent (self->turns, frame, period, self->frame->threads);
}

const NnFrame *
vt_session_frame (VtSession *self)
{
  return self->frame;
}

/* Where the curve does not reach the frame's moment, there is what the trainer knows. */
NnSample
vt_session_training (VtSession *self)
{
  const NnPoint *points = (const NnPoint *) self->curve.points->data;
  NnSample sample = self->frame->training;
  VtMean mean = { 0 };

  for (guint i = 0; i < self->curve.points->len && points[i].training.step <= self->frame->step; i++)
    vt_mean_take (&mean, points, i);
  if (sample.examples > 0 && vt_mean_is_known (&mean))
    {
      sample.loss = vt_mean_loss (&mean);
      sample.accuracy = vt_mean_accuracy (&mean);
      for (guint i = 0; i < NN_N_TURNS; i++)
        if (mean.turn[i].n > 0)
          sample.turn[i] = (NnTurnSample) { mean.turn[i].loss / mean.turn[i].n, mean.turn[i].n };
    }
  return sample;
}

const NnPoint *
vt_session_curve (VtSession *self, guint *n)
{
  *n = self->curve.points->len;
  return (const NnPoint *) self->curve.points->data;
}

gboolean
vt_session_take_points (VtSession *self)
{
  NnPoint points[256];
  gboolean any = FALSE;
  guint n;

  while ((n = nn_worker_points (self->worker, points, G_N_ELEMENTS (points))) > 0)
    for (guint i = 0; i < n; i++)
      if (points[i].run == nn_worker_run (self->worker))
        {
          vt_curve_append (&self->curve, &points[i]);
          any = TRUE;
        }
  return any;
}

void
vt_session_note_training (VtSession *self)
{
  const gboolean trained =
      self->frame->step != self->saved_step || (self->frame->run != self->saved_run && self->saved_step > 0);

  if (!frame_is_current (self) || trained == self->trained)
    return;
  self->trained = trained;
  vt_session_emit (self, SIGNAL_DOCUMENT);
}

static gboolean
take_frame (VtSession *self)
{
  gboolean fresh;

  self->frame = nn_worker_frame (self->worker, &fresh);
  if (!fresh)
    return FALSE;
  vt_wants_arrived (self->wants, self->frame->look);
  if (!self->outdated && self->frame->obeyed >= self->wanted_at)
    self->wants_running = self->frame->state == NN_STATE_RUNNING;
  if (self->frame->shown < 0 && self->frame->obeyed >= self->shown_at)
    self->shown_step = -1;
  vt_session_note_training (self);
  vt_session_return_to_best (self);
  return TRUE;
}

gboolean
vt_session_tick (VtSession *self)
{
  gboolean curves, frame;

  if (vt_wants_changed (self->wants))
    vt_wants_sent (self->wants, nn_worker_look (self->worker, vt_wants_look (self->wants)));
  curves = vt_session_take_points (self);
  frame = take_frame (self);
  if (curves || frame)
    vt_session_show (self);
  return vt_turns_serve (self->turns, !vt_session_is_running (self)) || curves || frame;
}
