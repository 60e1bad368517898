/**
 * NnTrainer:
 *
 * Trains one network on one data set, one step at a time. No thread of its own (its pool helps inside a step), no clock, no
 * output: tests, the command line and the worker drive it. The same network, data, seed, back end and thread count give the
 * same bits.
 *
 * Thread-safety: one thread at a time.
 */
#pragma once

#include "backend.h"
#include "check.h"
#include "dataset.h"
#include "device.h"
#include "metrics.h"
#include "tensors.h"

G_BEGIN_DECLS

/* The loss of one of two networks in turn, over its own turns. */
typedef struct
{
  double loss;           /* mean over the examples; of none (no turn yet, or one network that learns alone) it means nothing */
  guint examples;
} NnTurnSample;

/* One step, or several merged: means weighted by examples. NaN: does not apply. */
typedef struct
{
  gint64 step;           /* steps done, this one included; of the last one merged */
  double epoch;          /* epochs done, with the fraction */
  double loss;           /* mean over the examples, penalties not included */
  double accuracy;       /* 0 to 1 */
  guint examples;
  NnTurnSample turn[NN_N_TURNS];
} NnSample;

/* Results over a set of examples. */
typedef struct
{
  gsize n;
  double loss;
  double accuracy;       /* NaN where there are no classes */
  guint n_classes;       /* 0 where there are none, or too many to count which is taken for which */
  guint32 *confusion;    /* [truth][answer]; owned */
} NnScores;

typedef struct
{
  guint threads;                 /* 0: nn_pool_default_threads() */
  const NnBackend *backend;      /* NULL: nn_backend_openblas */
  NnDevice *device;              /* of a back end that records: where steps run, referenced; NULL: the best there is */
} NnTrainerOptions;

typedef struct _NnTrainer NnTrainer;

/* NN_ERROR_NETWORK, NN_ERROR_DATA (the data set does not fit the network) or NN_ERROR_MEMORY. Borrows nothing: the network is
 * copied, the data set referenced. Weights start from the recipe's seed. */
NnTrainer *nn_trainer_new       (const NnNetwork *network, NnDataset *dataset, const NnTrainerOptions *options, GError **error);
void       nn_trainer_free      (NnTrainer *trainer);

double     nn_sample_turn       (const NnSample *sample, NnTurn turn);   /* the loss; NaN: it has had no turn */

NnSample   nn_trainer_step      (NnTrainer *trainer);                 /* one batch; the epoch's last may be smaller */
guint      nn_trainer_run       (NnTrainer *trainer, guint most, NnSample *samples);   /* as many steps, or fewer: at least 1, and none of the next epoch; a device does several in one go */
NnSample   nn_trainer_step_one  (NnTrainer *trainer);                 /* a batch of one example */
gboolean   nn_trainer_epoch_ended (const NnTrainer *trainer);         /* the last step was its epoch's last */
void       nn_trainer_reset     (NnTrainer *trainer, guint64 seed);   /* new weights and optimiser state, step 0 */
gboolean   nn_trainer_set_recipe (NnTrainer *trainer, const NnSettings *recipe, GError **error);   /* between steps; weights and state stay. NN_ERROR_MEMORY: it goes on with the old one */
guint      nn_trainer_adopt     (NnTrainer *trainer, const NnTrainer *other);   /* weights, optimiser state, step and order of examples, where layer ids (or the id of the layer that it was copied from), roles and shapes agree: of the same network, edited. Of a weight with more or fewer units the part that is left. Returns how many weights. Layers that it does not have begin with what they brought */
void       nn_trainer_take_brought (NnTrainer *trainer);              /* the first of its network: weights that layers came with from another document */

NnSample   nn_trainer_last_epoch (const NnTrainer *trainer);          /* mean over the last whole epoch; in the first, over it so far */
void       nn_trainer_forget_means (NnTrainer *trainer);             /* the weights were changed by hand: until the next step no mean is known */
gint64     nn_trainer_steps     (const NnTrainer *trainer);
gint64     nn_trainer_epochs    (const NnTrainer *trainer);           /* whole ones done */
double     nn_trainer_rate      (const NnTrainer *trainer);           /* learning rate of the next step, schedule included */
guint      nn_trainer_threads   (const NnTrainer *trainer);           /* that a step keeps busy: a small network leaves some of the pool's free */

/* Scores over the validation examples (or the training ones). (transfer full) clear with nn_scores_clear(). */
void       nn_trainer_evaluate  (NnTrainer *trainer, gboolean validation, NnScores *scores);
void       nn_trainer_evaluate_all (NnTrainer *trainer, NnScores *scores);
double     nn_trainer_example_loss (NnTrainer *trainer, gsize index); /* of one example of the data set, as it is answered now */
double     nn_trainer_layer_loss (NnTrainer *trainer, gsize index, guint layer);   /* what this layer adds to it; of one that has no loss all of it */
void       nn_scores_clear      (NnScores *scores);

/* Runs n examples without training. inputs [n][input size]; the results of `layer` (0: the output's prediction) as [n][size]. */
void       nn_trainer_predict   (NnTrainer *trainer, guint layer, const float *inputs, gsize n, float *out);

/* How a layer that attends shares its look out, for one example: [heads][steps][steps looked at]. Returns how many numbers that is, 0 where
 * the layer does not attend; out may be NULL. */
gsize      nn_trainer_shares    (NnTrainer *trainer, guint layer, const float *input, float *out);

/* Where its steps run. FALSE, and NN_ERROR_DEVICE or NN_ERROR_MEMORY: it goes on where it was. NULL: the processor. */
gboolean         nn_trainer_move    (NnTrainer *trainer, NnDevice *device, GError **error);
NnDevice        *nn_trainer_device  (const NnTrainer *trainer);       /* (transfer none) NULL: the processor */

/* A device that fails is given up: training goes on with the processor, from the last moment that was kept. Why, once; NULL: all is
 * well. (transfer full) */
GError          *nn_trainer_take_trouble (NnTrainer *trainer);

const NnGraph   *nn_trainer_graph   (const NnTrainer *trainer);
const NnNetwork *nn_trainer_network (const NnTrainer *trainer);
NnDataset       *nn_trainer_dataset (const NnTrainer *trainer);       /* (transfer none) */
const NnSplit   *nn_trainer_split   (const NnTrainer *trainer);
const float     *nn_trainer_weight  (NnTrainer *trainer, guint i, gsize *n);      /* the graph's i-th weight, between steps */
float           *nn_trainer_change_weight (NnTrainer *trainer, guint i, gsize *n);   /* to write, before the next step */
const float     *nn_trainer_gradient (NnTrainer *trainer, guint i, gsize *n);     /* of the last step; zeros before the first and after another batch size */

/* One example, by its index in the data set or (−1) as an input given by hand, run forward and back and open to be read until
 * the next call: nothing is dropped or drawn at random. FALSE: there is no memory for that. */
gboolean         nn_trainer_open        (NnTrainer *trainer, gint64 example, const float *input);
const float     *nn_trainer_open_value  (const NnTrainer *trainer, NnValue value);   /* NULL: it was not computed */
const float     *nn_trainer_open_slope  (const NnTrainer *trainer, NnValue value);   /* gradient of the loss by it; NULL: no loss depends on it. Means nothing for an input given by hand */

/* Trains so many steps and says where the time of one goes, in order: NnStepCost of every operation (on the processor as timed in the
 * first slice), and of what is none of the network's: examples, waiting, update. On a device the steps wait for each other between any
 * two of them, so that a step takes longer than otherwise. seconds: of one. (transfer full) NULL: NN_ERROR_MEMORY, NN_ERROR_DEVICE */
GArray          *nn_trainer_profile     (NnTrainer *trainer, guint steps, double *seconds, GError **error);

/* What training on its device takes there, in bytes. */
typedef struct
{
  gsize weights;         /* the weights, their gradients, and what the optimiser keeps of each */
  gsize values;          /* what the layers compute from a batch, and the gradients of that */
  gsize data;            /* of the data set, as far as it stays there */
  gsize whole;           /* all that the device holds for this program */
  gboolean stays;        /* no example has to be brought there again */
  guint kernels, barriers;   /* dispatches of a step, and how often it waits between them */
} NnDeviceUse;

/* And the operations of a step as recorded, NnStepCost as above without times. Where it has a device only. (transfer full) NULL:
 * NN_ERROR_DEVICE, NN_ERROR_MEMORY: it cannot be recorded */
GArray          *nn_trainer_device_use  (NnTrainer *trainer, NnDeviceUse *use, GError **error);

/* Weights (and, with `state`, what resuming needs) as tensors, and back: names and shapes must agree, else NN_ERROR_FORMAT. */
NnTensors *nn_trainer_save      (NnTrainer *trainer, gboolean state);             /* (transfer full) */
gboolean   nn_trainer_load      (NnTrainer *trainer, const NnTensors *tensors, gint64 step, gint64 epoch, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnTrainer, nn_trainer_free)

G_END_DECLS
