#include "vt-frame-log.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "text.h"

struct _VtFrameLog
{
  FILE *file;
  GdkFrameClock *clock; /* owned reference */
  VtSession *session;   /* owned reference */
  gint64 began;         /* all in microseconds, monotonic */
  gint64 before;
  gboolean drawn;   /* something has changed in the frame being made */
};

static const char *const states[] = {
  [NN_STATE_EMPTY] = "empty",
  [NN_STATE_PAUSED] = "paused",
  [NN_STATE_RUNNING] = "training",
};

static void
before_paint_cb (VtFrameLog *log)
{
  log->before = g_get_monotonic_time ();
  log->drawn = FALSE;
}

static void
paint_cb (VtFrameLog *log)
{
  log->drawn = TRUE;
}

static void
after_paint_cb (VtFrameLog *log)
{
  const gint64 now = g_get_monotonic_time ();
  const NnFrame *frame = vt_session_frame (log->session);
  char time[G_ASCII_DTOSTR_BUF_SIZE], spent[G_ASCII_DTOSTR_BUF_SIZE];

  if (log->before == 0)
    return;
  g_ascii_formatd (time, sizeof time, "%.4f", (now - log->began) / (double) G_USEC_PER_SEC);
  g_ascii_formatd (spent, sizeof spent, "%.3f", (now - log->before) / 1000.0);
  fprintf (log->file, "%s,%s,%s,%" G_GINT64_FORMAT ",%d\n", time, spent, states[frame->state], frame->step, log->drawn);
}

VtFrameLog *
vt_frame_log_new (GtkWidget *window, VtSession *session, const char *path, GError **error)
{
  VtFrameLog *log;
  FILE *file = g_fopen (path, "w");

  if (file == NULL)
    {
      const int code = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _("%s cannot be written: %s"), path,
                   g_strerror (code));
      return NULL;
    }
  setvbuf (file, NULL, _IOLBF, BUFSIZ); /* whole lines, whatever ends the program */
  fputs ("time_s,frame_ms,state,step,drawn\n", file);
  log = g_new0 (VtFrameLog, 1);
  log->file = file;
  log->session = g_object_ref (session);
  log->clock = g_object_ref (gtk_widget_get_frame_clock (window));
  log->began = g_get_monotonic_time ();
  g_signal_connect_swapped (log->clock, "before-paint", G_CALLBACK (before_paint_cb), log);
  g_signal_connect_swapped (log->clock, "paint", G_CALLBACK (paint_cb), log);
  g_signal_connect_swapped (log->clock, "after-paint", G_CALLBACK (after_paint_cb), log);
  return log;
}

void
vt_frame_log_free (VtFrameLog *log)
{
  if (log == NULL)
    return;
  g_signal_handlers_disconnect_by_data (log->clock, log);
  g_object_unref (log->clock);
  g_object_unref (log->session);
  fclose (log->file);
  g_free (log);
}
