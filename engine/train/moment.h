/**
 * NnMoment:
 *
 * A training as it was between two steps: weights, running statistics, the optimiser's state, step, place among the examples and
 * what was counted of the epoch. A trainer taken back to it goes on with the very same numbers. It cannot be changed.
 *
 * Thread-safety: reference counted (atomic); reading from any thread. Taking and recalling: the trainer's thread.
 */
#pragma once

#include "trainer.h"

G_BEGIN_DECLS

typedef struct _NnMoment NnMoment;

NnMoment *nn_moment_take  (const NnTrainer *trainer);                   /* (transfer full) NULL: there is no memory for it */
NnMoment *nn_moment_ref   (NnMoment *moment);
void      nn_moment_unref (NnMoment *moment);

/* FALSE, and nothing changes: it belongs to another network. Where only the recipe is another, what it does not share starts from zero. */
gboolean  nn_trainer_recall (NnTrainer *trainer, const NnMoment *moment);

gboolean  nn_moment_fits  (const NnMoment *moment, const NnTrainer *trainer);   /* it can be recalled */
gint64    nn_moment_step  (const NnMoment *moment);
gsize     nn_moment_bytes (const NnMoment *moment);

/* As tensors, each named with `prefix` before the name that it has in a document, and one more, "place", for all else; and back.
 * A missing one, or another shape, is NN_ERROR_FORMAT. */
void      nn_moment_save  (const NnMoment *moment, const NnTrainer *trainer, const char *prefix, NnTensors *tensors);   /* of a trainer that recalls it */
NnMoment *nn_moment_load  (const NnTrainer *trainer, const char *prefix, const NnTensors *tensors, GError **error);   /* (transfer full) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnMoment, nn_moment_unref)

G_END_DECLS
