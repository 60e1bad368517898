/**
 * NnRunner:
 *
 * What the worker's thread does, without the thread: it holds the trainer, obeys commands, trains a slice at a time, keeps the
 * scores fresh and fills frames. Private to engine/live.
 *
 * Thread-safety: the worker's thread only.
 */
#pragma once

#include "attic.h"
#include "best.h"
#include "diagnosis.h"
#include "rate-test.h"
#include "timing.h"
#include "worker.h"

G_BEGIN_DECLS

/* How a training goes on, and when it is done: Train, and the sizes of Step. */
typedef struct
{
  guint (*advance) (NnTrainer *trainer, guint most, NnSample *samples);   /* as nn_trainer_run() */
  guint most;                                       /* steps in one go; 0: as many as there is time for */
  gboolean (*reached) (const NnTrainer *trainer);   /* after each step; NULL: where the recipe says */
} NnGoal;

typedef struct
{
  NnRing *ring;            /* borrowed */
  guint threads;

  NnDevice *device;        /* owned; where training is to run; NULL: the processor */
  char *trouble;           /* why it does not run there; NULL: it does */

  NnTrainer *trainer;      /* NULL: no network that runs */
  NnTrainer *former;       /* without a trainer: the last there was, whose weights the next one keeps */
  guint64 line;            /* which training this is: see nn_worker_set_network() */
  NnAttic *attic;          /* those that were left */
  NnTape *tape;            /* moments of this one */
  int shown;               /* the tape's moment that the trainer was taken back to; −1: none */
  NnMoment *live;          /* meanwhile: where training was */
  gint64 next_record;      /* monotonic time */
  gboolean has_gradient;   /* of the weights as they are, but for one step */
  guint64 revision, run, obeyed;
  char *problem;
  gboolean quits;

  const NnGoal *goal;      /* NULL: paused */
  NnTuning tuning;         /* the recipe's: where Train pauses */
  NnStopping stopping;
  gboolean breaks;         /* the next point begins a piece of its own: the network was changed by hand */
  char *stopped;           /* why it paused as the recipe says; NULL: it did not */
  NnBest best;             /* since Train was pressed, where the recipe keeps it */
  gint64 best_step;        /* after that pause: to which moment the recipe wants to go back; −1: none */
  NnRateTest *rates;       /* the last one asked for; NULL: none of these weights */
  gboolean tests_rates;    /* and it goes on */
  NnTiming *timing;        /* of the engines, while it goes on; NULL: it does not */
  NnEngines *engines;      /* the last one's result; NULL: none of this network */
  double speed;            /* steps a second; 0: flat out */
  gint64 next_step;        /* monotonic time of it, when the speed is limited */
  guint slice;             /* steps between two looks at the clock and the queue */
  NnSample last;

  NnScores scores;         /* of the validation examples, or of the training ones where there are none */
  gboolean has_scores;
  gboolean stale;          /* the weights changed since the scores */
  gint64 scored_step, scored_epoch;   /* whose they are; epoch −1: not of an epoch's end */
  gint64 scored_at;        /* monotonic time, or when training went on since */
  gboolean scores_seldom;  /* the last two were long apart */
  gint64 validate_after;   /* monotonic time: scores cost no more than their share */

  NnWatch *watch;
  gboolean is_watched;     /* the training as it goes on */
  NnFinding *finding;      /* the newest; NULL: nothing was found */
  gint64 next_measure, next_diagnosis;   /* monotonic time */

  gint64 counted_since;    /* monotonic time */
  gint64 counted;          /* examples since then */
  double examples_per_s;

  gint64 example;          /* shown; −1: given by hand */
  GArray *input;           /* float, its numbers; empty: none */
  GArray *items;           /* NnLookItem */
  guint64 look;            /* their serial */
  GArray *grid, *results;  /* float, reused from frame to frame */
} NnRunner;

NnRunner *nn_runner_new         (NnRing *ring, guint threads);              /* (transfer full) */
void      nn_runner_free        (NnRunner *runner);

void      nn_runner_set_network (NnRunner *runner, const NnNetwork *network, NnDataset *dataset, guint64 revision, guint64 line, guint64 run);
void      nn_runner_set_weights (NnRunner *runner, const NnTensors *weights, gint64 step, gint64 epoch, guint64 run);
void      nn_runner_set_recipe  (NnRunner *runner, const NnSettings *recipe);
void      nn_runner_set_weight  (NnRunner *runner, const char *name, gsize index, float value);
void      nn_runner_play        (NnRunner *runner);
void      nn_runner_pause       (NnRunner *runner);
void      nn_runner_step        (NnRunner *runner, NnStepSize size);
void      nn_runner_reset       (NnRunner *runner, guint64 seed, guint64 line, guint64 run);
void      nn_runner_set_speed   (NnRunner *runner, double steps_per_s);
void      nn_runner_set_device  (NnRunner *runner, const char *which);      /* as nn_device_open() takes it; NULL: the processor */
void      nn_runner_note_trouble (NnRunner *runner);                        /* of the trainer's device, after some steps */
void      nn_runner_set_example (NnRunner *runner, gint64 index);
void      nn_runner_set_input   (NnRunner *runner, const GArray *input);
void      nn_runner_set_look    (NnRunner *runner, GArray *items, guint64 serial);   /* takes items */

/* runner-tape.c */
void      nn_runner_show_moment (NnRunner *runner, gint64 step);            /* the last on the tape that is not after it; −1: back to where training was */
void      nn_runner_fork        (NnRunner *runner, gint64 step, guint64 line, guint64 run);   /* that moment is where training is: what came after is left in its line */
void      nn_runner_return      (NnRunner *runner, guint64 line, guint64 run);   /* to a training that was left */
void      nn_runner_go_on       (NnRunner *runner);                         /* training is where it is shown */
void      nn_runner_leave       (NnRunner *runner, NnTrainer *trainer, guint64 line);   /* puts the trainer's training and its tape away; another line begins */
gboolean  nn_runner_take_up     (NnRunner *runner);                         /* the line's training as it was left; FALSE: it has gone */
void      nn_runner_record      (NnRunner *runner, gboolean now);           /* on the tape, if it is time */
NnTensors *nn_runner_save       (NnRunner *runner, gboolean tape, gint64 *step, gint64 *epoch);   /* (transfer full) NULL: there is nothing */

/* runner-watch.c */
void      nn_runner_watch       (NnRunner *runner);                         /* before some steps */
void      nn_runner_watch_no_more (NnRunner *runner);                       /* weights or recipe are others: what was found counts no more */
void      nn_runner_diagnose    (NnRunner *runner);                         /* after them, if it is time or the loss is no number */

/* runner-timing.c */
void      nn_runner_time_engines (NnRunner *runner);                        /* on copies; training waits for the measuring itself */
void      nn_runner_drop_timing (NnRunner *runner);                         /* the network is another */
gint64    nn_runner_timing_rest (const NnRunner *runner);                   /* as nn_runner_rest(), of it alone */
gboolean  nn_runner_advance_timing (NnRunner *runner);                      /* some milliseconds of it; FALSE: there is nothing to do */

void      nn_runner_drop_scores (NnRunner *runner);                         /* the weights are others */
void      nn_runner_drop_best   (NnRunner *runner);
void      nn_runner_test_rates  (NnRunner *runner);                         /* pauses, and tries learning rates on a copy */
void      nn_runner_drop_rates  (NnRunner *runner);
gboolean  nn_runner_scores_are_older (const NnRunner *runner);              /* than what it trained since, by so much that one should know */
gboolean  nn_runner_is_stepping (const NnRunner *runner);                   /* in a Step, rather than Train */

void      nn_runner_set_problem (NnRunner *runner, char *problem);          /* takes it; NULL: none */
double    nn_runner_seconds_left (const NnRunner *runner);                  /* until the recipe's epochs are done; NaN: not known */
gboolean  nn_runner_looks_at    (const NnRunner *runner, NnLookAt at);      /* somebody does */

/* Microseconds until there is something to do: 0 now, −1 only a command can tell. */
gint64    nn_runner_rest        (const NnRunner *runner);

/* Trains for about a slice, or the steps that are due; TRUE if there were any. */
gboolean  nn_runner_advance     (NnRunner *runner);

/* Brings the scores up to the weights; TRUE if they were not. */
gboolean  nn_runner_validate    (NnRunner *runner);

void      nn_runner_fill        (NnRunner *runner, NnFrame *frame);         /* look.c */
void      nn_runner_explain     (NnRunner *runner, NnFrame *frame);         /* explain-look.c: what is asked of it */

/* It has something to do that is seen as it goes on: training, trying rates, timing. */
static inline gboolean
nn_runner_is_busy (const NnRunner *runner)
{
  return runner->goal != NULL || runner->tests_rates || runner->timing != NULL;
}

static inline gboolean
nn_runner_is_running (const NnRunner *runner)
{
  return runner->goal != NULL;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnRunner, nn_runner_free)

G_END_DECLS
