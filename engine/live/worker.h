/**
 * NnWorker:
 *
 * The thread that owns a trainer. Three roads and nothing else between it and the main thread: commands in (these functions,
 * which return at once), the newest frame out, every loss sample out.
 *
 * Thread-safety: one thread (the main thread) calls all of these.
 */
#pragma once

#include "look.h"
#include "ring.h"

G_BEGIN_DECLS

typedef struct _NnWorker NnWorker;
typedef struct _NnOrder NnOrder;

typedef enum
{
  NN_STEP_EXAMPLE,
  NN_STEP_BATCH,
  NN_STEP_EPOCH,
} NnStepSize;

NnWorker *nn_worker_new         (guint threads);                    /* (transfer full) 0: default */
void      nn_worker_free        (NnWorker *worker);                 /* ends the thread and waits for it */

/* Commands. What they take they own.
 *
 * A line is one training as undo sees it: each edit of the structure, Reset and fork begins a new one, with a number that is higher than
 * all before. A network of a new line keeps the weights of the layers it shares with the last one (and the step count); where it is of
 * a line that was left, that one's training comes back as it was, tape and all, with a new run. NULL, with no data set, forgets all
 * there was. */
void nn_worker_set_network  (NnWorker *worker, NnNetwork *network, NnDataset *dataset, guint64 revision, guint64 line);
void nn_worker_set_weights  (NnWorker *worker, NnTensors *weights, gint64 step, gint64 epoch);   /* of the network last set */
void nn_worker_set_recipe   (NnWorker *worker, NnSettings *recipe);
void nn_worker_set_weight   (NnWorker *worker, const char *name, gsize index, float value);
void nn_worker_play         (NnWorker *worker);
void nn_worker_pause        (NnWorker *worker);
void nn_worker_step         (NnWorker *worker, NnStepSize size);
void nn_worker_test_rates   (NnWorker *worker);                     /* pauses, and tries learning rates on a copy: the frames tell */
void nn_worker_time_engines (NnWorker *worker);                     /* how long a step takes on the processor and on the card; training waits a moment, and is not touched. The frame tells */
void nn_worker_reset        (NnWorker *worker, guint64 seed, guint64 line);   /* the same line: what there was is gone for good */
void nn_worker_show_moment  (NnWorker *worker, gint64 step);        /* pauses, and goes to the last on the tape that is not after the step; −1: back to where training was */
void nn_worker_fork         (NnWorker *worker, gint64 step, guint64 line);   /* training goes on from that moment, as a new line */
void nn_worker_return       (NnWorker *worker, guint64 line);       /* to the training of a line that was left, of the same network; pauses */
void nn_worker_set_speed    (NnWorker *worker, double steps_per_s); /* 0: flat out */
void nn_worker_set_device   (NnWorker *worker, const char *which);  /* where training runs, as nn_device_open() takes it; NULL: the processor. The frame tells what became of it */
void nn_worker_set_example  (NnWorker *worker, gint64 index);       /* the example shown */
void nn_worker_set_input    (NnWorker *worker, GArray *input);      /* one given by hand instead: floats, input size */
guint64 nn_worker_look      (NnWorker *worker, GArray *items);      /* takes an array of NnLookItem; returns its serial */

guint64 nn_worker_sent      (NnWorker *worker);                     /* how many commands so far: a frame whose `obeyed` is as high has seen them all */
guint64 nn_worker_run       (NnWorker *worker);                     /* counts Resets, forks, returns, weights set as a whole and networks forgotten: which run the points to come are of */

/* Roads out. */
const NnFrame *nn_worker_frame   (NnWorker *worker, gboolean *fresh);                /* (transfer none) until the next call; never NULL */
guint          nn_worker_points  (NnWorker *worker, NnPoint *points, guint room);    /* how many were written; 0: no more */

/* The weights and state as they are, between two steps: waits for the step that is running. NULL when there is no network. */
NnTensors     *nn_worker_snapshot (NnWorker *worker, gint64 *step, gint64 *epoch);   /* (transfer full) */
NnTensors     *nn_worker_snapshot_tape (NnWorker *worker, gint64 *step, gint64 *epoch);   /* (transfer full) and the tape: nn_worker_set_weights() brings it back */

/* The same, ordered now and waited for later, by any one thread. It comes even when the worker is freed meanwhile. */
NnOrder       *nn_worker_order    (NnWorker *worker, gboolean tape);               /* (transfer full) */
NnTensors     *nn_order_wait      (NnOrder *order, gint64 *step, gint64 *epoch);   /* (transfer full) takes the order */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnWorker, nn_worker_free)

G_END_DECLS
