/**
 * VtFrameLog:
 *
 * Writes one line per frame of a window's clock to a CSV file: seconds since the log began, milliseconds from before-paint to
 * after-paint (layout, drawing and all that ticks), whether the network was training, its step (how far it came between two lines is
 * how fast it trains in the window), and whether anything was drawn anew (1) or nothing had changed (0).
 */
#pragma once

#include <gtk/gtk.h>

#include "vt-session.h"

G_BEGIN_DECLS

typedef struct _VtFrameLog VtFrameLog;

/* Starts logging a realized window's frames; NULL with an error if the file cannot be written. (transfer full) */
VtFrameLog *vt_frame_log_new  (GtkWidget *window, VtSession *session, const char *path, GError **error);
void        vt_frame_log_free (VtFrameLog *log);   /* ends the file */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtFrameLog, vt_frame_log_free)

G_END_DECLS
