/**
 * NnAttic:
 *
 * Keeps the weights that an edit took out of a network, so that undoing the edit brings them back as they were: a layer that was
 * removed, or one whose size was changed. A weight is known by its layer's id, its role and its shape; ids are never used
 * again, so a new layer finds nothing here.
 *
 * Thread-safety: one thread at a time.
 */
#pragma once

#include "trainer.h"

G_BEGIN_DECLS

typedef struct _NnAttic NnAttic;

NnAttic *nn_attic_new     (void);                                                      /* (transfer full) */
void     nn_attic_free    (NnAttic *attic);
void     nn_attic_store   (NnAttic *attic, NnTrainer *leaving, const NnTrainer *staying);  /* the weights of one that the other has not */
guint    nn_attic_fetch   (NnAttic *attic, NnTrainer *trainer, const NnTrainer *adopted);  /* those that it did not adopt; returns how many */
void     nn_attic_clear   (NnAttic *attic);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnAttic, nn_attic_free)

G_END_DECLS
