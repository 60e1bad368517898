/**
 * VtWants:
 *
 * What all widgets together want to see, as one look for the worker, and the way back: which numbers of a frame are whose.
 * A frame is filled for a look sent some time ago; until one for the newest look arrives, owners whose wishes did not change
 * find their numbers in it all the same.
 *
 * Thread-safety: main thread.
 */
#pragma once

#include "look.h"

G_BEGIN_DECLS

typedef struct _VtWants VtWants;

VtWants     *vt_wants_new     (void);                              /* (transfer full) */
void         vt_wants_free    (VtWants *wants);
void         vt_wants_set     (VtWants *wants, gpointer owner, const NnLookItem *items, guint n);   /* replaces; n 0 drops; copies */

gboolean     vt_wants_changed (const VtWants *wants);              /* since the last look */
GArray      *vt_wants_look    (VtWants *wants);                    /* (transfer full) all items, for nn_worker_look()… */
void         vt_wants_sent    (VtWants *wants, guint64 serial);    /* …and the serial that it got */
void         vt_wants_arrived (VtWants *wants, guint64 serial);    /* a frame for this look is shown: earlier looks are over */

const float *vt_wants_find    (VtWants *wants, const NnFrame *frame, gpointer owner, guint item, gsize *n);   /* NULL: not there */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtWants, vt_wants_free)

G_END_DECLS
