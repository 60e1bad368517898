/**
 * VtTurns:
 *
 * Who shows the newest frame, and when. Drawing takes time that training could use, most of all where the processor has few
 * cores: so while the network trains the viewers (a card, a page, the numbers of the train bar) take turns, in a fixed order,
 * as many as some share of the processors allows: a small one where training keeps all of them busy. Whoever's turn comes shows the
 * frame that is the newest then. At rest all show at once.
 *
 * Thread-safety: main thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _VtTurns VtTurns;

/* Shows the newest frame. FALSE: nothing was drawn, the turn goes on to the next. */
typedef gboolean (*VtTurnFunc) (gpointer viewer);

VtTurns  *vt_turns_new    (void);                                                /* (transfer full) */
void      vt_turns_free   (VtTurns *turns);
void      vt_turns_add    (VtTurns *turns, gpointer viewer, VtTurnFunc show);    /* borrowed until removed */
void      vt_turns_remove (VtTurns *turns, gpointer viewer);                     /* nothing happens if it is not there */

void      vt_turns_news   (VtTurns *turns);                                      /* a new frame: all are behind */
gboolean  vt_turns_serve  (VtTurns *turns, gboolean all);                        /* once a display frame; TRUE: somebody had a turn */

/* What the last display frame took and the time from one to the next, in microseconds, and how many threads train: decides how many have
 * a turn. */
void      vt_turns_spent  (VtTurns *turns, gint64 frame, gint64 period, guint threads);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtTurns, vt_turns_free)

G_END_DECLS
