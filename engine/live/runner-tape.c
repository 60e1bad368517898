/* What the runner remembers: moments on the tape, and trainings that were left. */
#include "runner.h"

#include <math.h>

#include "text.h"

/* A moment a display frame at most, and in no more than one part in RECORD_SHARE of the time. */
#define RECORD_USEC 16000
#define RECORD_SHARE 400

void
nn_runner_record (NnRunner *runner, gboolean now)
{
  const gint64 before = g_get_monotonic_time ();
  const gboolean validated = runner->has_scores && nn_trainer_split (runner->trainer)->n_validation > 0;

  if (!now && before < runner->next_record)
    return;
  nn_tape_record (runner->tape, runner->trainer, validated ? runner->scores.loss : NAN,
                  validated ? runner->scores.accuracy : NAN);
  runner->next_record = before + MAX (RECORD_USEC, RECORD_SHARE * (g_get_monotonic_time () - before));
}

void
nn_runner_go_on (NnRunner *runner)
{
  if (runner->shown < 0)
    return;
  nn_tape_cut (runner->tape, runner->shown + 1);
  runner->shown = -1;
  g_clear_pointer (&runner->live, nn_moment_unref);
}

static void
go_back_to_live (NnRunner *runner)
{
  nn_trainer_recall (runner->trainer, runner->live);
  runner->shown = -1;
  g_clear_pointer (&runner->live, nn_moment_unref);
}

void
nn_runner_show_moment (NnRunner *runner, gint64 step)
{
  if (runner->trainer == NULL || (step < 0 ? runner->shown < 0 : nn_tape_n (runner->tape) == 0))
    return;
  nn_runner_pause (runner);
  if (runner->shown < 0 && (runner->live = nn_moment_take (runner->trainer)) == NULL)
    return;

  if (step < 0)
    go_back_to_live (runner);
  else
    {
      runner->shown = nn_tape_find (runner->tape, step);
      nn_trainer_recall (runner->trainer, nn_tape_moment (runner->tape, runner->shown));
    }
  nn_runner_drop_scores (runner);
}

/* ---- Lines ---- */

/* Where training is, whatever is shown. (transfer full) */
static NnMoment *
current_moment (NnRunner *runner, const NnTrainer *trainer)
{
  return runner->live != NULL ? nn_moment_ref (runner->live) : nn_moment_take (trainer);
}

void
nn_runner_leave (NnRunner *runner, NnTrainer *trainer, guint64 line)
{
  NnMoment *moment = current_moment (runner, trainer);

  if (moment != NULL)
    nn_attic_store (runner->attic, runner->line, moment, g_steal_pointer (&runner->tape));
  nn_tape_free (runner->tape);
  runner->tape = nn_tape_new ();
  runner->shown = -1;
  g_clear_pointer (&runner->live, nn_moment_unref);
  runner->line = line;
}

gboolean
nn_runner_take_up (NnRunner *runner)
{
  g_autoptr (NnMoment) moment = NULL;
  NnTape *tape;

  if (!nn_attic_fetch (runner->attic, runner->line, &moment, &tape))
    return FALSE;
  if (!nn_trainer_recall (runner->trainer, moment))
    {
      nn_tape_free (tape);
      return FALSE;
    }
  nn_tape_free (runner->tape);
  runner->tape = tape;
  return TRUE;
}

void
nn_runner_fork (NnRunner *runner, gint64 step, guint64 line, guint64 run)
{
  NnTape *rest;
  g_autofree char *stopped = step == runner->best_step ? g_steal_pointer (&runner->stopped) : NULL;   /* and this is why */

  nn_runner_show_moment (runner, step);
  if (runner->shown < 0)
    return;
  rest = nn_tape_copy (runner->tape);
  nn_attic_store (runner->attic, runner->line, nn_moment_ref (runner->live), rest);
  nn_runner_go_on (runner);
  nn_runner_set_problem (runner, NULL);
  runner->stopped = g_steal_pointer (&stopped);
  runner->line = line;
  runner->run = run;
}

void
nn_runner_return (NnRunner *runner, guint64 line, guint64 run)
{
  if (runner->trainer == NULL || line == runner->line)
    return;
  nn_runner_pause (runner);
  nn_runner_set_problem (runner, NULL);
  nn_runner_leave (runner, runner->trainer, line);
  if (!nn_runner_take_up (runner))
    nn_runner_set_problem (runner, g_strdup (_("The training from before took too much memory to be kept: the weights stay as "
                                               "they are now.")));
  runner->run = run;
  runner->examples_per_s = 0;
  nn_runner_drop_scores (runner);
}

/* ---- Saving ---- */

NnTensors *
nn_runner_save (NnRunner *runner, gboolean tape, gint64 *step, gint64 *epoch)
{
  NnTrainer *trainer = runner->trainer != NULL ? runner->trainer : runner->former;
  const gint64 shown = runner->shown >= 0 ? nn_tape_points (runner->tape)[runner->shown].step : -1;
  NnTensors *tensors;

  if (trainer == NULL)
    return NULL;
  nn_runner_show_moment (runner, -1);
  tensors = nn_trainer_save (trainer, TRUE);
  if (tape)
    nn_tape_save (runner->tape, trainer, tensors);
  *step = nn_trainer_steps (trainer);
  *epoch = nn_trainer_epochs (trainer);
  if (shown >= 0)
    nn_runner_show_moment (runner, shown);
  return tensors;
}
