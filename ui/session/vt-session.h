/**
 * VtSession:
 *
 * One window's work: the network with its undo history, its data set, the worker that trains it, the frame that is shown and
 * the curves so far. Widgets read it, ask it for edits, and redraw on its signals; they never talk to each other or to the worker.
 *
 * Signals (all on the main thread):
 *   "network"     the network, its data or its recipe changed: report and info are new (after any edit, undo, open)
 *   "selection"   other layers or marks are chosen
 *   "pointed"     the pointer (or the keyboard's cursor) stands on another unit, or on none
 *   "frame"       a new frame or new points of the curves are there (at display rate while training; after every command).
 *                 Who draws what is in it watches instead
 *   "data"        the data set finished loading, or was dropped
 *   "document"    path, title or saved state changed
 *   "message" (text)   something to tell the student in one sentence (an error of open, save, data)
 *
 * Thread-safety: main thread.
 */
#pragma once

#include <gio/gio.h>

#include "document.h"
#include "history.h"
#include "vt-copy.h"
#include "vt-turns.h"
#include "worker.h"

G_BEGIN_DECLS

#define VT_TYPE_SESSION (vt_session_get_type ())
G_DECLARE_FINAL_TYPE (VtSession, vt_session, VT, SESSION, GObject)

VtSession        *vt_session_new        (void);                      /* an empty sheet */

/* The network (all transfer none). */
const NnNetwork  *vt_session_network    (VtSession *self);
const NnReport   *vt_session_report     (VtSession *self);           /* of the network as it is; never NULL */
const NnDataInfo *vt_session_info       (VtSession *self);           /* NULL: the data cannot be described */
NnDataset        *vt_session_dataset    (VtSession *self);           /* NULL while it loads */
guint64           vt_session_revision   (VtSession *self);           /* counts structural changes; frames say which they show */

/* Edits. An edit that cannot be applied becomes a "message"; the network stays as it was. */
gboolean          vt_session_edit       (VtSession *self, NnEdit *edit);   /* takes it */
/* Whoever draws the cards makes room for new ones: from now on every edit goes through that first, which takes it and returns it
 * with what it adds. NULL: nobody does. */
typedef NnEdit *(*VtMakeRoomFunc) (NnEdit *edit, gpointer data);
void              vt_session_set_room   (VtSession *self, VtMakeRoomFunc make_room, gpointer data);
void              vt_session_message    (VtSession *self, const char *text);   /* tells the student a sentence: the signal */
void              vt_session_seal       (VtSession *self);           /* a drag ended: the next edit is an undo step of its own */
void              vt_session_undo       (VtSession *self);
void              vt_session_redo       (VtSession *self);
char             *vt_session_undo_title (VtSession *self);           /* (transfer full) or NULL */
char             *vt_session_redo_title (VtSession *self);
gboolean          vt_session_set        (VtSession *self, guint layer, const char *param, double value);   /* and of the layers of its kind that are chosen with it; inside a group, too */

void              vt_session_retell     (VtSession *self);           /* the signal "network", though only the way in which numbers are written changed */

/* What is chosen: layers and marks, by id, in the order in which they were; or one layer inside an open group. */
guint             vt_session_selected   (VtSession *self);           /* the layer chosen last; 0: none */
guint             vt_session_inspected  (VtSession *self);           /* the same, but one inside an open group may be it, by its inner id: seat.h */
void              vt_session_select     (VtSession *self, guint id);   /* it alone; 0: nothing */
void              vt_session_choose     (VtSession *self, const guint *ids, guint n);   /* these instead */
const guint      *vt_session_chosen     (VtSession *self, guint *n); /* (transfer none) until the next change */
gboolean          vt_session_is_chosen  (VtSession *self, guint id);
/* A unit that somebody points at: the boundary page shows it as long as it lasts. unit counts from 0; layer 0: none. */
void              vt_session_point_at   (VtSession *self, guint layer, guint unit);
guint             vt_session_pointed    (VtSession *self, guint *unit);   /* layer id; 0: none */

void              vt_session_add_layer  (VtSession *self, const char *kind);   /* Enter in the palette: after the chosen layer, wired, and chosen */
void              vt_session_set_data   (VtSession *self, const char *spec);   /* another data set, as an edit */

/* Training. */
void              vt_session_play       (VtSession *self);
void              vt_session_pause      (VtSession *self);
gboolean          vt_session_is_running (VtSession *self);
gboolean          vt_session_can_train  (VtSession *self);
void              vt_session_step       (VtSession *self, NnStepSize size);
void              vt_session_test_rates (VtSession *self);           /* pauses, and tries learning rates on a copy: the frame tells */
void              vt_session_time_engines (VtSession *self);         /* on copies, while training waits a moment: the frame tells */
void              vt_session_reset      (VtSession *self, gboolean new_weights);   /* FALSE: the same first weights again */
/* The tape: moments of this training, listed in the frame. Looking at one pauses; Train or Step go on from there, which undo takes back. */
void              vt_session_show_moment (VtSession *self, gint64 step);           /* the last that is not after it; −1: back to where training was */
gint64            vt_session_moment     (VtSession *self);           /* step of the one that is looked at; −1: none */
void              vt_session_mend       (VtSession *self, const NnFinding *finding);   /* does what it offers, as one step of undo */
void              vt_session_fork_with  (VtSession *self, gint64 step, char *title, GPtrArray *edits);   /* takes both: edits and goes back to that moment, as one step of undo */
void              vt_session_keep_tape  (VtSession *self, gboolean keep);           /* whether saving writes the tape too */
void              vt_session_set_speed  (VtSession *self, double steps_per_s);     /* 0: flat out */
void              vt_session_set_device (VtSession *self, const char *which);       /* where training runs: see nn_device_open(); NULL: the processor. The frame tells what became of it */

/* The example that runs through the network. */
gint64            vt_session_example    (VtSession *self);           /* −1: given by hand */
void              vt_session_set_example (VtSession *self, gint64 index);
void              vt_session_set_input  (VtSession *self, const float *input, gsize n);
const float      *vt_session_input      (VtSession *self, gsize *n); /* its numbers; NULL: no data yet */

/* Seeing. An owner (a widget) says what it wants filled into frames; asking again replaces, n 0 drops. Items are copied. */
void              vt_session_want       (VtSession *self, gpointer owner, const NnLookItem *items, guint n);
const float      *vt_session_seen       (VtSession *self, gpointer owner, guint item, gsize *n);   /* of the newest frame; NULL: not there (yet) */
/* Drawing what is in frames: viewers take turns while the network trains (vt-turns.h); remove before the viewer goes. */
void              vt_session_watch      (VtSession *self, gpointer viewer, VtTurnFunc show);
void              vt_session_unwatch    (VtSession *self, gpointer viewer);
void              vt_session_spent      (VtSession *self, gint64 frame, gint64 period);   /* see vt_turns_spent() */
gboolean          vt_session_is_shown   (VtSession *self);           /* the frame is of the network and the data as they are: not of those before, while others are made ready or do not run */
const NnFrame    *vt_session_frame      (VtSession *self);           /* never NULL */
NnSample          vt_session_training   (VtSession *self);           /* loss and accuracy of training at the step that the frame shows, as its curve has them: see VtMean. examples 0: not known */
const NnPoint    *vt_session_curve      (VtSession *self, guint *n); /* all points since Reset, merged in pairs when they become too many (above 4096) */
gboolean          vt_session_tick       (VtSession *self);           /* called once a display frame by the window; TRUE: something new */

/* The file. load replaces everything and clears undo; on error nothing changes. */
gboolean          vt_session_load       (VtSession *self, const char *path, GError **error);   /* a document or "example:NAME" */
/* The same, but the file is read in a thread; what it holds is taken when the result is asked for. */
void              vt_session_read       (VtSession *self, const char *path, GAsyncReadyCallback done, gpointer data);
gboolean          vt_session_read_finish (VtSession *self, GAsyncResult *result, GError **error);
/* Writes the document as it is now, in a thread: edits and training go on, and are unsaved then. One at a time. */
void              vt_session_save       (VtSession *self, const char *path, GAsyncReadyCallback done, gpointer data);   /* path NULL: where it was */
gboolean          vt_session_save_finish (VtSession *self, GAsyncResult *result, GError **error);
gboolean          vt_session_is_saving  (VtSession *self);
void              vt_session_differ     (VtSession *self);           /* the file on disk is not this document any more: it counts as modified until it is saved */
VtCopy           *vt_session_copy       (VtSession *self, gboolean with_tape);   /* (transfer full) all that saving would write, as it is now */
gboolean          vt_session_restore    (VtSession *self, const char *file, const char *path, const char *name, GError **error);   /* loads what a crash left, as unsaved work of path (NULL: never saved) or name */
guint64           vt_session_state      (VtSession *self);           /* another number after every edit and every step */
void              vt_session_clear      (VtSession *self);           /* an empty sheet */
gboolean          vt_session_is_modified (VtSession *self);          /* edits or training since the last save */
const char       *vt_session_path       (VtSession *self);           /* NULL: never saved */
char             *vt_session_title      (VtSession *self);           /* (transfer full) "spiral.vitrine", or the example's name */

G_END_DECLS
