/* What the files of the trainer share: trainer.c (life and steps), trainer-scores.c (running without training),
 * trainer-state.c (weights and state, in and out), trainer-adopt.c (from a network that was edited), trainer-open.c (one example, every number readable),
 * stepper.c and device-stepper.c (where steps run), foresight.c (the next step, before it is taken) and moment.c (all of it at once, to come back to). */
#pragma once

#include "feed.h"
#include "moment.h"
#include "stepper.h"
#include "trainer.h"
#include "updater.h"

/* The numbers a layer hands on, or the outputs' losses and answers, without training. */
typedef struct
{
  guint layer;
  NnValue value;            /* NN_NO_VALUE: the outputs' */
  gsize size;
  NnProgram *program;       /* owned; NULL: there was no memory for it, and it is not tried again at every look */
  NnFeed *feed;             /* owned; of the outputs' */
} NnReading;

struct _NnTrainer
{
  NnNetwork *network;       /* owned */
  NnDataset *dataset;       /* owned reference */
  NnGraph *graph;           /* owned reference */
  const NnBackend *backend; /* of what is asked and looked into */
  NnPool *pool;             /* owned */
  const NnStepper *stepper;
  NnDevice *device;         /* owned reference; NULL: steps run on the processor */
  NnDeviceSteps *device_steps;   /* owned */
  GError *trouble;          /* owned; why the device was given up */

  NnTuning tuning;
  guint64 seed;             /* of the weights, the split and the order of examples: as of the last reset */
  NnSplit *split;           /* owned */
  NnBatcher *batcher;       /* owned */
  NnWeights *weights;       /* owned */
  NnUpdater *updater;       /* owned */
  NnProgram *program;       /* owned */
  NnFeed *feed;             /* owned */
  GArray *readings;         /* NnReading, made when first asked for */
  NnProgram *open;          /* owned, made when first asked for; of one example */
  NnFeed *open_feed;        /* owned */
  gboolean open_failed;     /* there was no memory for it */

  gint64 steps;
  gboolean epoch_ended;
  double epoch_factor;      /* the schedule's, for this epoch */
  NnTally epoch;            /* of this epoch so far */
  NnTally last_epoch;       /* of the last whole one; n 0: none yet */

  /* Of the step that is running. */
  const guint32 *examples;
  guint rows;
  guint phase;
  NnRun run;
  NnTally slice_tally[NN_POOL_MAX];
  float *gradients[NN_POOL_MAX];     /* by slice */
};

void     nn_trainer_run_batch    (NnTrainer *trainer, guint rows);      /* the next examples forward and back; the weights stay */
double   nn_trainer_rate_at      (const NnTrainer *trainer, gint64 step);   /* in this epoch */
void     nn_trainer_sync         (NnTrainer *trainer);                  /* its blocks are up to date; before any of them is read */
void     nn_trainer_touch        (NnTrainer *trainer);                  /* and are about to be changed */
NnMoment *nn_device_steps_kept   (const NnDeviceSteps *steps);          /* what to go on from; NULL: nothing was kept. steps may be NULL */
void     nn_trainer_enter_epoch  (NnTrainer *trainer);                  /* after the epoch or the tuning has changed */
void     nn_trainer_set_seed     (NnTrainer *trainer, guint64 seed);    /* new split and order; to the first example */
void     nn_trainer_retry_readings (NnTrainer *trainer);                /* after memory became free: those that failed */
/* nn_trainer_predict() where all that holds for the run is said: rows, scale and slices are filled in. */
void     nn_trainer_predict_as   (NnTrainer *trainer, guint layer, const NnRun *as, const float *inputs, gsize n, float *out);
gsize    nn_trainer_weight_bytes (const NnTrainer *trainer, guint i);
float   *nn_trainer_state_floats (const NnTrainer *trainer, guint state, guint i);   /* of a weight; one state more than the optimiser has: the gradients that wait */
void     nn_reading_clear        (gpointer reading);                    /* for the array */
gboolean nn_trainer_judges       (const NnTrainer *trainer);            /* whether answers can be right or wrong */
