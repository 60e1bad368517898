/* Edits of a student's own points: adding, moving and taking away examples of the session's data. A built-in set becomes own points
 * with the first of them. Each is an undo step; moves of one drag are one, until vt_session_seal(). Main thread. */
#pragma once

#include "points.h"
#include "vt-session.h"

G_BEGIN_DECLS

gboolean vt_own_points_can    (VtSession *session);                        /* the data are points that can be written out, and loaded */
void     vt_own_points_add    (VtSession *session, const NnSpot *spot);    /* it becomes the example shown */
void     vt_own_points_move   (VtSession *session, guint example, double x, double y);
void     vt_own_points_remove (VtSession *session, guint example);
void     vt_own_points_start_afresh (VtSession *session);                  /* two points are left to begin with */

G_END_DECLS
