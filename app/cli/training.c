#include "training.h"

#include <math.h>
#include <signal.h>

#include "best.h"
#include "diagnosis.h"
#include "ring.h"
#include "stopping.h"
#include "text.h"

#define LINES_AN_EPOCH 10
#define MOST_STEPS 64 /* in one go, where a device takes several */

/* A live display is drawn this often, and validated in at most one part in SCORES_SHARE of the time. */
#define LIVE_USEC 100000
#define SCORES_SHARE 20

/* Where a speed is measured from. */
typedef struct
{
  gint64 examples;
  gint64 clock; /* microseconds of training */
} Mark;

typedef struct
{
  NnTrainer *trainer;
  const VtTrainingOptions *options;
  gint64 every; /* steps between two step lines */

  gint64 steps, epochs, examples; /* since the start */
  NnPoint gathered;               /* of the steps since the last step line */
  double val_loss, val_accuracy;
  gint64 validated_at; /* steps since the start; −1: never */

  /* Microseconds, monotonic. */
  gint64 start, now;
  gint64 spent_aside; /* scoring and telling: not counted as training */
  gint64 next_draw, next_scores;

  Mark step_line, epoch_line; /* the last of each */

  NnTuning tuning;
  NnStopping stopping;
  char *stopped; /* why the recipe ends it; NULL: it does not */
  NnBest best;   /* where the recipe keeps it */
} Training;

/* The one thing a signal handler may touch. */
static volatile sig_atomic_t interrupted;

static void
interrupt_cb (int number)
{
  interrupted = TRUE;
}

/* A second Ctrl-C ends the program as ever. */
static void
catch_interrupt (void)
{
  const struct sigaction action = { .sa_handler = interrupt_cb, .sa_flags = SA_RESETHAND };

  interrupted = FALSE;
  sigaction (SIGINT, &action, NULL);
}

static double
share_done (const Training *self)
{
  const VtLimit *limit = &self->options->limit;

  if (limit->steps > 0)
    return (double) self->steps / limit->steps;
  if (limit->seconds > 0)
    return MIN ((self->now - self->start) / (limit->seconds * G_USEC_PER_SEC), 1);
  return MIN ((self->epochs + fmod (nn_trainer_last_epoch (self->trainer).epoch, 1)) / limit->epochs, 1);
}

static gboolean
is_done (const Training *self)
{
  const VtLimit *limit = &self->options->limit;

  if (interrupted || self->stopped != NULL)
    return TRUE;
  if (limit->steps > 0)
    return self->steps >= limit->steps;
  if (limit->seconds > 0)
    return self->now - self->start >= limit->seconds * G_USEC_PER_SEC;
  return self->epochs >= limit->epochs;
}

static gint64
training_clock (const Training *self)
{
  return self->now - self->start - self->spent_aside;
}

static double
speed_since (const Training *self, const Mark *mark)
{
  const gint64 usec = training_clock (self) - mark->clock;

  return usec > 0 ? (self->examples - mark->examples) * (double) G_USEC_PER_SEC / usec : NAN;
}

static void
set_mark (const Training *self, Mark *mark)
{
  *mark = (Mark) { self->examples, training_clock (self) };
}

/* Of a mean: over the steps of a line, over an epoch. */
static VtNews
make_news (const Training *self, const NnSample *mean, const Mark *since)
{
  return (VtNews) {
    .step = nn_trainer_steps (self->trainer),
    .epoch = mean->epoch,
    .loss = mean->loss,
    .accuracy = mean->accuracy,
    .val_loss = NAN,
    .val_accuracy = NAN,
    .takes_turns = nn_graph_takes_turns (nn_trainer_graph (self->trainer)),
    .judge_loss = nn_sample_turn (mean, NN_TURN_JUDGE),
    .maker_loss = nn_sample_turn (mean, NN_TURN_MAKER),
    .examples_per_s = speed_since (self, since),
    .done = share_done (self),
    .seconds = (self->now - self->start) / (double) G_USEC_PER_SEC,
  };
}

static void
note_aside (Training *self, gint64 since)
{
  self->now = g_get_monotonic_time ();
  self->spent_aside += self->now - since;
}

static void
validate (Training *self)
{
  const gint64 before = g_get_monotonic_time ();
  NnScores scores = { 0 };

  if (self->validated_at == self->steps || nn_trainer_split (self->trainer)->n_validation == 0)
    return;
  nn_trainer_evaluate (self->trainer, TRUE, &scores);
  self->val_loss = scores.loss;
  self->val_accuracy = scores.accuracy;
  self->validated_at = self->steps;
  nn_scores_clear (&scores);

  note_aside (self, before);
  self->next_scores = self->now + SCORES_SHARE * (self->now - before);
}

static VtNews
with_validation (const Training *self, VtNews news)
{
  news.val_loss = self->val_loss;
  news.val_accuracy = self->val_accuracy;
  return news;
}

static void
tell_step (Training *self)
{
  const VtReporter *reporter = self->options->reporter;
  const gboolean due = reporter->is_live ? self->now >= self->next_draw : self->steps % self->every == 0;
  VtNews news;

  if (reporter->step == NULL || !due)
    return;
  news = make_news (self, &self->gathered.training, &self->step_line);
  if (reporter->is_live)
    news = with_validation (self, news);
  reporter->step (stdout, &news);
  note_aside (self, self->now);
  self->gathered = (NnPoint) { 0 };
  self->next_draw = self->now + LIVE_USEC;
  set_mark (self, &self->step_line);
}

static void
tell_epoch (Training *self)
{
  const VtReporter *reporter = self->options->reporter;
  const NnSample mean = nn_trainer_last_epoch (self->trainer);
  VtNews news;

  if (reporter->is_live && self->options->log == NULL)
    {
      if (self->now >= self->next_scores)
        validate (self);
      return;
    }
  news = make_news (self, &mean, &self->epoch_line);
  validate (self);
  news = with_validation (self, news);
  if (reporter->epoch != NULL)
    reporter->epoch (stdout, &news);
  if (self->options->log != NULL)
    vt_report_csv.epoch (self->options->log, &news);
  note_aside (self, self->now);
  set_mark (self, &self->epoch_line);
}

/* Of the network as it is. */
static NnStoppingScore
take_score (Training *self)
{
  const gboolean validates = nn_trainer_split (self->trainer)->n_validation > 0;
  const NnSample mean = nn_trainer_last_epoch (self->trainer);

  validate (self);
  return (NnStoppingScore) {
    .epoch = nn_trainer_epochs (self->trainer),
    .validated = validates,
    .loss = validates ? self->val_loss : mean.loss,
    .accuracy = validates ? self->val_accuracy : mean.accuracy,
  };
}

static void
offer_best (Training *self, const NnStoppingScore *score)
{
  if (self->tuning.keep_best)
    nn_best_offer (&self->best, self->trainer, score);
}

/* The recipe's epochs are the limit where no other is given: here they stop nothing. */
static void
check_stopping (Training *self)
{
  NnStoppingScore score;

  if (!nn_stopping_scores (&self->tuning))
    {
      self->stopped = nn_stopping_over (&self->tuning, nn_trainer_epochs (self->trainer));
      return;
    }
  score = take_score (self);
  offer_best (self, &score);
  self->stopped = nn_stopping_check (&self->stopping, &self->tuning, &score);
}

/* Where there are validation examples: the weights that it begins with, or ends with in the middle of an epoch, count too. */
static void
offer_now (Training *self)
{
  NnStoppingScore score;

  if (!self->tuning.keep_best || nn_trainer_split (self->trainer)->n_validation == 0)
    return;
  score = take_score (self);
  offer_best (self, &score);
}

/* What is told at the end, and saved, are the best weights. */
static void
return_to_best (Training *self)
{
  offer_now (self);
  if (!nn_best_is_past (&self->best, self->trainer))
    {
      nn_best_clear (&self->best);
      return;
    }
  nn_trainer_recall (self->trainer, self->best.moment);
  self->validated_at = -1;
}

static void
tell_done (Training *self)
{
  const NnSample mean = nn_trainer_last_epoch (self->trainer);
  VtNews news;

  self->now = g_get_monotonic_time ();
  news = make_news (self, &mean, &(const Mark) { 0 });
  validate (self);
  news = with_validation (self, news);
  self->options->reporter->done (stdout, &news);
}

static void
tell_why (const Training *self)
{
  g_autofree char *back = self->best.moment != NULL ? nn_best_say (&self->best) : NULL;

  if (self->options->reporter == &vt_report_json || (self->stopped == NULL && back == NULL))
    return;
  printf ("%s%s%s\n", self->stopped != NULL ? self->stopped : "", self->stopped != NULL && back != NULL ? " " : "",
          back != NULL ? back : "");
}

static gboolean
take_sample (Training *self, const NnSample *sample, double rate, GError **error)
{
  const NnPoint point = { .training = *sample };
  g_autofree char *problem = nn_diagnose_step (sample, rate);

  if (problem != NULL)
    {
      g_set_error_literal (error, NN_ERROR, NN_ERROR_NETWORK, problem);
      return FALSE;
    }
  self->steps++;
  self->examples += sample->examples;
  nn_point_merge (&self->gathered, &point);
  self->now = g_get_monotonic_time ();
  tell_step (self);
  return TRUE;
}

/* As many steps as nobody wants to be told of one by one. */
static guint
count_steps (const Training *self)
{
  guint most = MOST_STEPS;

  if (self->options->limit.steps > 0)
    most = MIN (most, self->options->limit.steps - self->steps);
  if (!self->options->reporter->is_live)
    most = MIN (most, self->every - self->steps % self->every);
  return most;
}

/* A device that failed is told of once. Training has gone on from where it was kept last, with so many steps: those between are taken again. */
static void
tell_trouble (Training *self, gint64 steps_before, gint64 epochs_before, guint n)
{
  const gint64 from = nn_trainer_steps (self->trainer) - n;
  const gint64 epoch = nn_trainer_epochs (self->trainer) - nn_trainer_epoch_ended (self->trainer);
  g_autoptr (GError) trouble = nn_trainer_take_trouble (self->trainer);

  if (trouble == NULL)
    return;
  self->steps -= steps_before - from;
  self->epochs -= epochs_before - epoch;
  g_printerr (_("%s Training goes on with the processor, from step %" G_GINT64_FORMAT ".\n"), trouble->message, from);
}

static gboolean
take_steps (Training *self, GError **error)
{
  const double rate = nn_trainer_rate (self->trainer);
  NnSample samples[MOST_STEPS];
  const gint64 steps = nn_trainer_steps (self->trainer), epochs = nn_trainer_epochs (self->trainer);
  const guint n = nn_trainer_run (self->trainer, count_steps (self), samples);

  tell_trouble (self, steps, epochs, n);
  for (guint i = 0; i < n; i++)
    if (!take_sample (self, &samples[i], rate, error))
      return FALSE;
  if (nn_trainer_epoch_ended (self->trainer))
    {
      self->epochs++;
      tell_epoch (self);
      check_stopping (self);
    }
  return TRUE;
}

gint64
vt_epoch_steps (const NnTrainer *trainer)
{
  const gint64 batch = nn_settings_int (nn_network_recipe (nn_trainer_network (trainer)), "batch");

  return (nn_trainer_split (trainer)->n_train + batch - 1) / batch;
}

/* Ten an epoch, or of the steps asked for when they are fewer. */
static gint64
choose_every (const Training *self)
{
  const gint64 epoch = vt_epoch_steps (self->trainer);
  const gint64 steps = self->options->limit.steps;

  if (self->options->every > 0)
    return self->options->every;
  return MAX ((steps > 0 ? MIN (steps, epoch) : epoch) / LINES_AN_EPOCH, 1);
}

gboolean
vt_train (NnTrainer *trainer, const VtTrainingOptions *options, GError **error)
{
  Training self = {
    .trainer = trainer,
    .options = options,
    .validated_at = -1,
    .val_loss = NAN,
    .val_accuracy = NAN,
  };

  nn_tuning_read (&self.tuning, nn_network_recipe (nn_trainer_network (trainer)));
  self.tuning.epochs = 0;
  nn_stopping_start (&self.stopping, nn_trainer_epochs (trainer));
  self.every = choose_every (&self);
  self.start = self.now = g_get_monotonic_time ();
  catch_interrupt ();
  offer_now (&self);
  while (!is_done (&self))
    if (!take_steps (&self, error))
      {
        nn_best_clear (&self.best);
        return FALSE;
      }
  return_to_best (&self);
  tell_done (&self);
  tell_why (&self);
  nn_best_clear (&self.best);
  g_free (self.stopped);
  return TRUE;
}
