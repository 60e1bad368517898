/* What a training step on a device has besides the operations' kernels, as it is recorded: the host says what is new in each step in a
 * ring of slots that the device reads, one slot a step, and reads the tallies of the steps in another. All addresses are names of the
 * device's memory.
 *
 * Ownership: recordings borrow the blocks they name; who made the memory frees it, after the device has waited.
 * Thread-safety: one thread at a time for each device. */
#pragma once

#include "device.h"

G_BEGIN_DECLS

#define NN_DEVICE_COEFFICIENTS 8   /* of an optimiser, at each of its paces */

/* How a slot begins. Behind it lie the coefficients of every pace, the indices of the batch's examples and, where the data is not in
 * the device's memory, their numbers. */
typedef struct
{
  NnStepState state;      /* first: kernels that draw random numbers know no more */
  float l1, l2;
  float clip;
  float spare[9];         /* up to a cache line */
} NnStepSlot;

/* What a step came to. */
typedef struct
{
  float loss;             /* the weighted sum */
  guint32 right, asked;   /* answers */
  guint32 spare;
} NnStepTally;

/* Blocks that go through a step. */
typedef struct
{
  gpointer ring;          /* of slots, which the host writes */
  gpointer state;         /* the slot of the step that runs */
  gpointer counter;       /* one word: which slot that is */
  gpointer tallies;       /* NnStepTally by slot */
  guint slots;
  guint words;            /* of a slot */
} NnStepRing;

typedef enum
{
  NN_RULE_SGD,            /* as in shaders/update.comp; coefficients as the optimiser's row prepares them */
  NN_RULE_RMSPROP,
  NN_RULE_ADAM,
} NnUpdateRule;

void nn_record_begin     (NnRecording *recording, const NnStepRing *ring);
void nn_record_end       (NnRecording *recording, const NnStepRing *ring);

/* result [rows][n]: the examples of that index; index NULL: the rows as they are. */
void nn_record_gather    (NnRecording *recording, gpointer result, gconstpointer data, gsize examples, gconstpointer index, gsize rows, gsize n);

/* The weighted sum of n losses; `more`: added to the step's others. */
void nn_record_losses    (NnRecording *recording, const NnStepRing *ring, gconstpointer losses, gsize n, float weight, gboolean more);

typedef struct
{
  gconstpointer raw, target;
  gsize n, raw_size, target_size;   /* answers, and numbers of one */
  gboolean by_index;                /* the target is the index of the right class */
  gsize places;                     /* answers of an example */
  gboolean ends;                    /* those behind the first class 0 are not asked for */
} NnRecordedAnswers;

void nn_record_answers   (NnRecording *recording, const NnStepRing *ring, const NnRecordedAnswers *answers);

/* gradient = ([gradient +] from) × scale; += penalties of the weights; = 0. */
void nn_record_keep      (NnRecording *recording, gpointer gradient, gconstpointer from, gsize n, gboolean more, float scale);
void nn_record_penalties (NnRecording *recording, const NnStepRing *ring, gpointer gradient, gconstpointer weights, gsize n);
void nn_record_silence   (NnRecording *recording, gpointer gradient, gsize n);

/* What clipping multiplies the gradient by, left as the first number of scratch. */
void  nn_record_norm     (NnRecording *recording, const NnStepRing *ring, gconstpointer gradient, gsize n, gpointer scratch);
gsize nn_norm_scratch    (gsize n);   /* numbers */

typedef struct
{
  NnUpdateRule rule;
  gconstpointer coefficients;
  gboolean momentum;
  gconstpointer shrink;             /* of nn_record_norm(); NULL: no clipping */
  gpointer weights, gradient, state[2];
  gsize n;
} NnRecordedUpdate;

void nn_record_update    (NnRecording *recording, const NnRecordedUpdate *update);

G_END_DECLS
