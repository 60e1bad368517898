/* The runner's steps: how it trains, how fast, and when it scores what it has. */
#include "runner.h"

#include <math.h>

#include "diagnosis.h"
#include "schedule.h"

#define SLICE_USEC 200
#define DEVICE_SLICE_USEC 4000   /* of a device: what is handed over together is waited for only once */
#define RATES_USEC 4000
#define MAX_SLICE 1024

/* Scores are taken at an epoch's end, not more often than this, and in no more than one part in SCORES_SHARE of the
 * time. */
#define SCORES_USEC 100000
#define SCORES_SHARE 40
#define SELDOM_USEC G_USEC_PER_SEC   /* scores further apart are told with the epoch that they are of */

/* Speed is measured over this long, and over less than the second not at all. */
#define COUNT_USEC 250000
#define MIN_COUNT_USEC 1000

/* At a limited speed, steps missed for longer than this are not made up for. */
#define CATCH_UP_USEC 50000

static gboolean
always_reached (const NnTrainer *trainer)
{
  return TRUE;
}

static gboolean
epoch_reached (const NnTrainer *trainer)
{
  return nn_trainer_epoch_ended (trainer);
}

static guint
take_one (NnTrainer *trainer, guint most, NnSample *samples)
{
  samples[0] = nn_trainer_step_one (trainer);
  return 1;
}

static const NnGoal play = { nn_trainer_run, 0, NULL };

static const NnGoal steps[] = {
  [NN_STEP_EXAMPLE] = { take_one, 1, always_reached },
  [NN_STEP_BATCH] = { nn_trainer_run, 1, always_reached },
  [NN_STEP_EPOCH] = { nn_trainer_run, 0, epoch_reached },
};

static void
note_scores (NnRunner *runner, gint64 now)
{
  runner->scores_seldom = runner->has_scores && now - runner->scored_at > SELDOM_USEC;
  runner->has_scores = TRUE;
  runner->scored_at = now;
  runner->scored_step = nn_trainer_steps (runner->trainer);
  runner->scored_epoch = nn_trainer_epoch_ended (runner->trainer) ? nn_trainer_epochs (runner->trainer) : -1;
}

gboolean
nn_runner_scores_are_older (const NnRunner *runner)
{
  if (runner->goal == NULL && runner->scored_step == nn_trainer_steps (runner->trainer))
    return FALSE;
  return runner->scores_seldom || g_get_monotonic_time () - runner->scored_at > SELDOM_USEC;
}

/* TRUE: there are new scores of validation examples. Without any, the training ones are scored if somebody wants to see
 * them. */
static gboolean
score (NnRunner *runner)
{
  const gint64 before = g_get_monotonic_time ();
  const gboolean validates = nn_trainer_split (runner->trainer)->n_validation > 0;
  gint64 after = before;

  if (validates || nn_runner_looks_at (runner, NN_LOOK_CONFUSION))
    {
      nn_scores_clear (&runner->scores);
      nn_trainer_evaluate (runner->trainer, validates, &runner->scores);
      note_scores (runner, before);
      if (validates)
        nn_watch_scores (runner->watch, &runner->scores);
      after = g_get_monotonic_time ();
    }
  runner->stale = FALSE;
  runner->validate_after = after + MAX (SCORES_USEC, SCORES_SHARE * (after - before));
  return validates;
}

/* The weights it begins with count, too: at worst it ends with them. */
static void
begin_best (NnRunner *runner)
{
  nn_runner_drop_best (runner);
  if (runner->goal != &play || !runner->tuning.keep_best || nn_trainer_split (runner->trainer)->n_validation == 0)
    return;
  score (runner);
  nn_best_offer (&runner->best, runner->trainer,
                 &(const NnStoppingScore) {
                     .epoch = nn_trainer_epochs (runner->trainer),
                     .validated = TRUE,
                     .loss = runner->scores.loss,
                     .accuracy = runner->scores.accuracy,
                 });
}

void
nn_runner_drop_rates (NnRunner *runner)
{
  g_clear_pointer (&runner->rates, nn_rate_test_free);
  runner->tests_rates = FALSE;
}

void
nn_runner_test_rates (NnRunner *runner)
{
  g_autoptr (GError) error = NULL;

  if (runner->trainer == NULL)
    return;
  nn_runner_pause (runner);
  nn_runner_drop_rates (runner);
  runner->rates = nn_rate_test_new (runner->trainer, &error);
  runner->tests_rates = runner->rates != NULL;
  if (error != NULL)
    nn_runner_set_problem (runner, g_strdup (error->message));
}

/* Some of it: who waits is answered soon. */
static void
advance_rates (NnRunner *runner)
{
  const gint64 until = g_get_monotonic_time () + RATES_USEC;

  while (runner->tests_rates && g_get_monotonic_time () < until)
    runner->tests_rates = nn_rate_test_step (runner->rates);
}

static void
start (NnRunner *runner, const NnGoal *goal)
{
  if (runner->trainer == NULL)
    return;
  nn_runner_set_problem (runner, NULL);
  nn_runner_go_on (runner);
  runner->stopped = nn_stopping_over (&runner->tuning, nn_trainer_epochs (runner->trainer));
  if (runner->stopped != NULL)
    return;
  if (nn_tape_n (runner->tape) == 0)
    nn_runner_record (runner, TRUE);
  nn_stopping_start (&runner->stopping, nn_trainer_epochs (runner->trainer));
  nn_runner_drop_rates (runner);
  runner->goal = goal;
  runner->scored_at = g_get_monotonic_time ();
  begin_best (runner);
  runner->counted_since = runner->next_step = g_get_monotonic_time ();
  runner->counted = 0;
}

void
nn_runner_play (NnRunner *runner)
{
  if (runner->goal != &play)
    start (runner, &play);
}

void
nn_runner_step (NnRunner *runner, NnStepSize size)
{
  start (runner, &steps[size]);
}

static void
count_examples (NnRunner *runner, gint64 at_least)
{
  const gint64 now = g_get_monotonic_time ();

  if (now - runner->counted_since < at_least)
    return;
  runner->examples_per_s = runner->counted * (double) G_USEC_PER_SEC / (now - runner->counted_since);
  runner->counted_since = now;
  runner->counted = 0;
}

void
nn_runner_pause (NnRunner *runner)
{
  /* A single step is too short to say how fast training is. */
  if (runner->goal == &play)
    count_examples (runner, MIN_COUNT_USEC);
  if (runner->goal != NULL)
    nn_runner_record (runner, TRUE);
  runner->goal = NULL;
}

void
nn_runner_set_speed (NnRunner *runner, double steps_per_s)
{
  runner->speed = MAX (steps_per_s, 0);
  runner->next_step = g_get_monotonic_time ();
}

double
nn_runner_seconds_left (const NnRunner *runner)
{
  const gint64 epochs = runner->tuning.epochs, length = nn_schedule_length (&runner->tuning);
  double done, left = INFINITY;

  if (runner->goal != &play || (epochs <= 0 && length <= 0) || runner->examples_per_s <= 0)
    return NAN;
  done = nn_trainer_last_epoch (runner->trainer).epoch;
  if (epochs > 0)
    left = epochs - fmod (done, epochs);
  if (length > 0)
    left = MIN (left, length - done);
  return left * nn_trainer_split (runner->trainer)->n_train / runner->examples_per_s;
}

gboolean
nn_runner_is_stepping (const NnRunner *runner)
{
  return runner->goal != NULL && runner->goal != &play;
}

gint64
nn_runner_rest (const NnRunner *runner)
{
  if (runner->goal == NULL)
    return runner->tests_rates ? 0 : nn_runner_timing_rest (runner);
  if (runner->speed <= 0 || nn_runner_timing_rest (runner) == 0)
    return 0;
  return MAX (runner->next_step - g_get_monotonic_time (), 0);
}

static void
push_point (NnRunner *runner, gboolean validated)
{
  const gboolean breaks = runner->breaks && runner->last.step > 0;
  const NnPoint point = {
    .training = runner->last,
    .validated = validated,
    .validation_loss = validated ? runner->scores.loss : NAN,
    .validation_accuracy = validated ? runner->scores.accuracy : NAN,
    .rate = nn_trainer_rate (runner->trainer),
    .examples_per_s = runner->examples_per_s,
    .breaks = breaks,
    .run = runner->run,
  };

  runner->breaks = FALSE;
  nn_ring_push (runner->ring, &point);
}

gboolean
nn_runner_validate (NnRunner *runner)
{
  if (runner->trainer == NULL || !runner->stale)
    return FALSE;
  if (score (runner))
    {
      const gint64 step = nn_trainer_steps (runner->trainer);

      runner->last = (NnSample) {
        .step = step,
        .epoch = runner->last.step == step ? runner->last.epoch : nn_trainer_epochs (runner->trainer),
        .loss = NAN,
        .accuracy = NAN,
      };
      if (runner->shown < 0)
        push_point (runner, TRUE);   /* of the curve that goes on */
    }
  return TRUE;
}

/* The recipe has ended training, and wants the best weights back: their moment is on the tape, for who listens to go to. */
static void
want_best (NnRunner *runner)
{
  const NnBest *best = &runner->best;
  g_autofree char *why = NULL;
  g_autofree char *back = NULL;

  if (!nn_best_is_past (best, runner->trainer))
    return;
  why = g_steal_pointer (&runner->stopped);
  back = nn_best_say (best);
  runner->stopped = g_strjoin (" ", why, back, NULL);
  runner->best_step = nn_moment_step (best->moment);
  nn_tape_insert (runner->tape, best->moment,
                  &(const NnTapePoint) {
                      .step = runner->best_step,
                      .training = best->training,
                      .validation_loss = best->score.validated ? best->score.loss : NAN,
                      .validation_accuracy = best->score.validated ? best->score.accuracy : NAN,
                  });
}

/* At an epoch's end: where a rule looks at the scores they are taken, else when they are due. TRUE: there are new ones. */
static gboolean
end_epoch (NnRunner *runner)
{
  const gboolean wanted = runner->goal == &play && nn_stopping_scores (&runner->tuning);
  const gboolean validated =
      (wanted || g_get_monotonic_time () >= runner->validate_after) && score (runner);
  const NnSample mean = nn_trainer_last_epoch (runner->trainer);
  const NnStoppingScore reached = {
    .epoch = nn_trainer_epochs (runner->trainer),
    .validated = validated,
    .loss = validated ? runner->scores.loss : mean.loss,
    .accuracy = validated ? runner->scores.accuracy : mean.accuracy,
  };
  char *stopped = runner->goal == &play ? nn_stopping_check (&runner->stopping, &runner->tuning, &reached) : NULL;

  if (runner->goal == &play && runner->tuning.keep_best)
    nn_best_offer (&runner->best, runner->trainer, &reached);
  if (stopped != NULL)
    {
      nn_runner_pause (runner);
      runner->stopped = stopped;
      want_best (runner);
    }
  return validated;
}

/* One of those that were taken together; the last may end an epoch. */
static void
note_step (NnRunner *runner, const NnSample *sample, double rate, gboolean is_last)
{
  const NnGoal *goal = runner->goal;
  gboolean validated = FALSE;
  char *problem;

  runner->last = *sample;
  runner->counted += sample->examples;
  runner->stale = runner->has_gradient = TRUE;

  nn_watch_step (runner->watch, runner->trainer, sample, rate);
  problem = nn_diagnose_step (sample, rate);
  if (problem != NULL)
    {
      nn_runner_set_problem (runner, problem);
      runner->goal = NULL;
      nn_runner_diagnose (runner);
    }
  else if (is_last)
    {
      if (nn_trainer_epoch_ended (runner->trainer))
        validated = end_epoch (runner);
      if (goal->reached != NULL && goal->reached (runner->trainer))
        nn_runner_pause (runner);
    }
  push_point (runner, validated);
}

static guint
take_steps (NnRunner *runner, guint most)
{
  const NnGoal *goal = runner->goal;
  const double rate = nn_trainer_rate (runner->trainer);
  NnSample samples[MAX_SLICE];
  const guint n = goal->advance (runner->trainer, goal->most > 0 ? MIN (most, goal->most) : most, samples);

  nn_runner_note_trouble (runner);
  for (guint i = 0; i < n && runner->goal != NULL; i++)
    note_step (runner, &samples[i], rate, i + 1 == n);
  return n;
}

static void
take_slice (NnRunner *runner)
{
  const gint64 slice = nn_trainer_device (runner->trainer) != NULL ? DEVICE_SLICE_USEC : SLICE_USEC;
  const gint64 before = g_get_monotonic_time ();
  gint64 spent;

  for (guint i = 0; i < runner->slice && runner->goal != NULL;)
    i += take_steps (runner, runner->slice - i);

  spent = g_get_monotonic_time () - before;
  if (spent < slice / 2)
    runner->slice = MIN (runner->slice * 2, MAX_SLICE);
  else if (spent > slice)
    runner->slice = MAX (runner->slice / 2, 1);
}

static void
take_due_steps (NnRunner *runner)
{
  const gint64 now = g_get_monotonic_time ();

  runner->next_step = MAX (runner->next_step, now - CATCH_UP_USEC);
  while (runner->goal != NULL && runner->next_step <= now && g_get_monotonic_time () - now < CATCH_UP_USEC)
    {
      take_steps (runner, 1);
      runner->next_step += G_USEC_PER_SEC / runner->speed;
    }
}

gboolean
nn_runner_advance (NnRunner *runner)
{
  if (nn_runner_rest (runner) != 0)
    return FALSE;
  if (!nn_runner_is_stepping (runner) && nn_runner_advance_timing (runner))
    return TRUE;   /* a Step is taken before what comes after it */
  if (runner->goal == NULL)
    {
      advance_rates (runner);
      return TRUE;
    }
  nn_runner_watch (runner);
  if (runner->speed > 0)
    take_due_steps (runner);
  else
    take_slice (runner);
  if (runner->goal == &play)
    count_examples (runner, COUNT_USEC);
  if (runner->goal != NULL)
    nn_runner_record (runner, FALSE);
  if (runner->goal == &play)
    nn_runner_diagnose (runner);
  return TRUE;
}
