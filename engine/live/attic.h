/**
 * NnAttic:
 *
 * Keeps trainings that an edit, a Reset or a step back on the tape took away, each with its tape, so that undo brings them back as
 * they were. Each is known by the number of its line: see nn_worker_set_network(). The oldest go when there are too many.
 *
 * Thread-safety: one thread at a time.
 */
#pragma once

#include "tape.h"

G_BEGIN_DECLS

typedef struct _NnAttic NnAttic;

NnAttic *nn_attic_new   (void);                                                             /* (transfer full) */
void     nn_attic_free  (NnAttic *attic);
void     nn_attic_store (NnAttic *attic, guint64 line, NnMoment *moment, NnTape *tape);     /* takes both; in place of what the line had */
gboolean nn_attic_fetch (NnAttic *attic, guint64 line, NnMoment **moment, NnTape **tape);   /* (transfer full) both, and keeps nothing. FALSE: it has gone */
void     nn_attic_clear (NnAttic *attic);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnAttic, nn_attic_free)

G_END_DECLS
