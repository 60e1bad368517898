/* What the files of VtWindow share: the window itself, its actions, and its way with documents. */
#pragma once

#include "vt-areas.h"
#include "vt-banner.h"
#include "vt-columns.h"
#include "vt-export.h"
#include "vt-finding.h"
#include "vt-frame-log.h"
#include "vt-header.h"
#include "vt-journal.h"
#include "vt-notice.h"
#include "vt-pages.h"
#include "vt-palette.h"
#include "vt-sheet.h"
#include "vt-start.h"
#include "vt-train-bar.h"
#include "vt-window.h"

G_BEGIN_DECLS

/* Something to do once unsaved work is safe: `text` is a path where one is needed. */
typedef void (*VtThen) (VtWindow *self, const char *text);

/* A file as it was when it was read or written here. */
typedef struct
{
  guint64 inode, size;
  gint64 time;                 /* of the last change, in ns; 0: there is none */
} VtStamp;

struct _VtWindow
{
  AdwApplicationWindow parent_instance;

  /* Owned. */
  VtSession *session;
  VtFrameLog *frame_log;
  char *frame_log_path;        /* wanted, or NULL */
  GtkFileChooserNative *chooser;   /* while one is open */
  char *then_text;
  VtJournal *journal;
  VtAreas *areas;              /* that F6 goes through */
  GFileMonitor *monitor;       /* of the document's file; NULL: it has none */
  VtStamp stamp;
  char *told_problem;          /* why training stopped, as last shown; or NULL */
  char *told_trouble;          /* why training is not on the device that was chosen, as last shown; or NULL */
  char *told_stopped;          /* why it is done, as last shown; or NULL */

  /* Borrowed from the tree of widgets. */
  GtkStack *faces;             /* the start page or the network */
  VtHeader *header;
  VtStart *start;
  GtkWidget *left, *right;     /* the columns of palette and inspector */
  VtPalette *palette;
  VtSheet *sheet;
  VtColumns *columns;          /* all that stands above the pages */
  VtPages *pages;
  VtTrainBar *train_bar;
  VtBanner *changed;
  VtFinding *finding;
  VtNotice *message, *problem, *done, *written, *start_message;

  const VtExport *export;      /* what a file is chosen for; NULL: the curves */
  VtThen then;                 /* what waits for a save or a discard; NULL: nothing */
  gboolean unfolded[VT_N_SIDES];       /* palette and inspector, before presenting */
  gboolean is_closing;         /* unsaved work was asked about: close without asking again */
  guint settle;                /* source id while the file on the disk changes, or 0 */
  guint tick, poll;            /* ids of the frame tick while things move, of a slower look while they rest; or 0 */
  double marked;               /* epoch of the tape's moment that the pages mark; NaN: none */
  guint idle_frames;           /* ticks in a row that brought nothing new */
  guint journal_look;          /* id of its timer */
  guint64 journalled;          /* the session's state that was written down last */
  gint64 frame_began;          /* the display frame that is made now; monotonic, microseconds */
  gint64 frame_period;         /* from the one before to it */
};

/* vt-window-actions.c */
void vt_window_add_actions    (VtWindow *self);
void vt_window_update_actions (VtWindow *self);

/* vt-window-start.c */
GtkWidget *vt_window_make_faces (VtWindow *self, GtkWidget *work);
gboolean vt_window_is_at_start  (VtWindow *self);
gboolean vt_window_has_work     (VtWindow *self);                                /* something to go back to */
void vt_window_show_work        (VtWindow *self);
void vt_window_tell             (VtWindow *self, const char *sentence);          /* where it is seen; NULL: no more */
void vt_window_tell_again       (VtWindow *self);                                /* why training is done, if it still is: somebody wants it to go on */

/* vt-window-journal.c */
void vt_window_add_journal      (VtWindow *self);
void vt_window_drop_journal     (VtWindow *self);

/* vt-window-present.c */
void vt_window_add_presenting   (VtWindow *self);
void vt_window_end_presenting   (VtWindow *self);                                /* the window goes */
void vt_window_show_panels      (VtWindow *self);                                /* unless the document hides them */
void vt_window_update_panels    (VtWindow *self);                                /* what their actions say */
void vt_window_unfold           (VtWindow *self, const char *panel);             /* "palette" or "inspector": there is something to do in it */

/* vt-window-watch.c */
GtkWidget *vt_window_make_changed (VtWindow *self);
void vt_window_watch_file       (VtWindow *self);                                /* it was read or written now */
void vt_window_unwatch_file     (VtWindow *self);

/* vt-window.c */
void vt_window_show_title       (VtWindow *self);

/* vt-window-documents.c */
void vt_window_guard          (VtWindow *self, VtThen then, const char *text);   /* asks about unsaved work first */
void vt_window_choose_document (VtWindow *self);
void vt_window_choose_data    (VtWindow *self, gboolean folder);
void vt_window_save           (VtWindow *self);                                  /* where it was, or asks */
void vt_window_save_as        (VtWindow *self);
void vt_window_choose_new_file (VtWindow *self, const char *title, const char *name, void (*chosen) (VtWindow *self, const char *path));
void vt_window_add_drop       (VtWindow *self);

/* vt-window-export.c */
void vt_window_export         (VtWindow *self);                                  /* asks for what, and where to */

G_END_DECLS
