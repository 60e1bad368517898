/**
 * NnTape:
 *
 * A training's former moments, oldest first: recorded while it trains, within a bounded memory. Where they become too many they are
 * thinned by age, dense where it was just now and sparser before; the first and the newest always stay. Moments are shared, not copied.
 *
 * Thread-safety: one thread at a time.
 */
#pragma once

#include "moment.h"

G_BEGIN_DECLS

#define NN_TAPE_MOST 256   /* moments */

/* What was known of a moment when it was recorded. */
typedef struct
{
  gint64 step;
  NnSample training;                             /* as nn_trainer_last_epoch(), but `epoch` is that of the moment */
  double validation_loss, validation_accuracy;   /* the newest then; NaN: none */
} NnTapePoint;

typedef struct _NnTape NnTape;

NnTape   *nn_tape_new    (void);                                    /* (transfer full) */
NnTape   *nn_tape_copy   (const NnTape *tape);                      /* (transfer full) shares the moments */
void      nn_tape_free   (NnTape *tape);

void      nn_tape_set_room (NnTape *tape, gsize bytes);             /* thins it at once where it takes more */
void      nn_tape_clear  (NnTape *tape);
void      nn_tape_cut    (NnTape *tape, guint n);                   /* keeps the first n */

/* The trainer as it is, as the newest moment: takes the place of one of the same step or later. FALSE: there is no room for it. */
gboolean  nn_tape_record (NnTape *tape, const NnTrainer *trainer, double validation_loss, double validation_accuracy);

/* A moment that was kept elsewhere, where it belongs by its step; what is recorded next may thin it out. Takes a reference. */
void      nn_tape_insert (NnTape *tape, NnMoment *moment, const NnTapePoint *point);

guint     nn_tape_n      (const NnTape *tape);
gsize     nn_tape_bytes  (const NnTape *tape);
const NnTapePoint *nn_tape_points (const NnTape *tape);             /* nn_tape_n() of them */
NnMoment *nn_tape_moment (const NnTape *tape, guint i);             /* (transfer none) */
guint     nn_tape_find   (const NnTape *tape, gint64 step);         /* the last one not after the step; 0 if all are */

/* In a document: tensors named "tape.0.dense_1.weight" and so on. A damaged tape is NN_ERROR_FORMAT and leaves this one as it was. */
void      nn_tape_save   (const NnTape *tape, const NnTrainer *trainer, NnTensors *tensors);
gboolean  nn_tape_load   (NnTape *tape, const NnTrainer *trainer, const NnTensors *tensors, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnTape, nn_tape_free)

G_END_DECLS
