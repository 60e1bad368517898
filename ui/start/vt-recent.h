/* The documents opened and saved lately, as the desktop remembers them for all programs. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  char *path;
  char *name;   /* as it is shown */
  char *age;    /* in words: "today", "3 days ago" */
} VtRecent;

void       vt_recent_note (const char *path);   /* it was opened or saved now */
GPtrArray *vt_recent_list (guint most);         /* (transfer full) VtRecent, the newest first; only files that are still there */

G_END_DECLS
