/* What the files of a trainer's steps on a device share: device-stepper.c (the steps) and device-profile.c (what they take, in memory
 * and in time). Private to this room. */
#pragma once

#include "device-step.h"
#include "trainer-private.h"

G_BEGIN_DECLS

/* Which part of a step several batches share: gradients are kept, added, or added and used. */
typedef enum
{
  PHASE_ALONE,
  PHASE_FIRST,
  PHASE_MIDDLE,
  PHASE_LAST,
} Phase;

typedef struct
{
  guint rows;
  gboolean forging;
  Phase phase;
} Key;

typedef struct
{
  Key key;
  NnRecording *recording;   /* owned */
} Recorded;

/* What is filled from the data set: an input or a target. */
typedef struct
{
  gpointer place;           /* in the program's arena; NULL: not asked for */
  gsize size;               /* numbers of an example */
  gpointer data;            /* of all examples, owned; NULL: in the slots … */
  guint word;               /* … from this word on */
} Filling;

struct _NnDeviceSteps
{
  NnDevice *device;         /* borrowed */
  NnProgram *program;       /* owned */
  gpointer memory;          /* owned: all blocks of the weights' layout, but the gradient */
  gpointer weights, gathered, state[NN_OPTIMISER_STATES];
  gpointer norm;            /* owned */
  gpointer words;           /* owned: the running slot, and the counter */
  gpointer ring, tallies;   /* owned */
  guint32 *host_ring;
  NnStepTally *host_tallies;
  NnStepRing step_ring;
  guint index_word;         /* of a slot, where the indices begin */
  guint next_slot;
  GArray *fillings;         /* Filling */
  guint shift;              /* of the resident data */
  guint timed;              /* marks of a recording that is timed; 0: none is */
  NnRecording *last;        /* borrowed: what the last steps were */
  GArray *recorded;         /* Recorded */
  gboolean ahead;           /* of the trainer's blocks */
  gboolean behind;
  NnMoment *kept;           /* owned */
  gint64 kept_at;
};

/* device-stepper.c: of the next whole batch, as it will be handed over. (transfer none) NULL: NN_ERROR_DEVICE, NN_ERROR_MEMORY */
NnRecording *nn_device_steps_record (NnTrainer *trainer, GError **error);

G_END_DECLS
