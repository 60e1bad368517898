/**
 * VtMade:
 *
 * What a network makes, of the same noise each time, so that one sees it learn: pictures in a grid, or points over the real ones.
 * Asks the worker now and then, less often where making takes long. Main thread.
 */
#pragma once

#include "vt-shape.h"
#include "vt-subject.h"

G_BEGIN_DECLS

typedef struct _VtMade VtMade;

VtMade  *vt_made_new   (VtSession *session);                       /* (transfer full) asks for nothing yet */
void     vt_made_free  (VtMade *made);
void     vt_made_ask   (VtMade *made, const VtSubject *subject);   /* borrows the subject until the next; NULL: for nothing any more */
gboolean vt_made_take  (VtMade *made);                             /* for every frame: TRUE when something new was made */
void     vt_made_renew (VtMade *made);                             /* of other noise from now on */
void     vt_made_draw  (const VtMade *made, cairo_t *cr, const VtTheme *theme, const VtRect *where);
char    *vt_made_words (const VtMade *made);                       /* (transfer full) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtMade, vt_made_free)

G_END_DECLS
