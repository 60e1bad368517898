/* The window's commands: what the keyboard does, as rows. Accelerators and the shortcuts window come from this one
 * list. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  const char *action;      /* "win.save"; NULL: the sheet does it by itself while it has the keyboard, and the row only tells */
  const char *keys[2];     /* as gtk_accelerator_parse() reads them; the second may be NULL; where a row only tells, several in one */
  const char *title;       /* N_("Save") */
  const char *group;       /* N_("Documents") */
  gboolean is_plain;       /* a key without Ctrl: left to an entry that is typed in and to a button that it presses */
} VtShortcut;

const VtShortcut *vt_shortcuts (guint *n);

void       vt_shortcuts_set_accels (GtkApplication *app);     /* all but the plain ones */
void       vt_shortcuts_add_plain  (GtkWidget *window);       /* the plain ones */
GtkWidget *vt_shortcuts_overview   (GtkWindow *parent);       /* (transfer none) a new window */

G_END_DECLS
