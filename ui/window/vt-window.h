/**
 * VtWindow:
 *
 * One document in one window: header, palette, sheet, inspector, train bar, pages. It owns the session and is the
 * only one that makes it look at the worker, once per display frame while the window can be seen.
 */
#pragma once

#include <adwaita.h>

#include "vt-session.h"

G_BEGIN_DECLS

#define VT_TYPE_WINDOW (vt_window_get_type ())
G_DECLARE_FINAL_TYPE (VtWindow, vt_window, VT, WINDOW, AdwApplicationWindow)

VtWindow  *vt_window_new        (GtkApplication *app);                         /* with an empty sheet */
VtSession *vt_window_session    (VtWindow *self);                              /* (transfer none) */

/* The page with the examples; the network, if there is one, stays open behind it. */
void       vt_window_show_start (VtWindow *self);

/* Opens a document or "example:NAME" without asking about unsaved work; a large one later, when it was read. What cannot be opened
 * is said in the window, which stays as it was, or shows the start page if it was empty. */
void       vt_window_load       (VtWindow *self, const char *path);

/* Asks whether to bring back what an earlier run left unsaved, if there is any; each in a window of its own. */
void       vt_window_offer_leftovers (VtWindow *self);

/* Opens a document, a data file or a folder of data, as dropped on the window; asks about unsaved work where some
 * would go. */
void       vt_window_open_any   (VtWindow *self, const char *path);

/* Writes a frame log (see VtFrameLog) from the moment the window is shown. */
void       vt_window_log_frames (VtWindow *self, const char *path);

G_END_DECLS
