/* VtNotice: a sentence for the student on a floating card, until it is closed, replaced or (if it is fleeting) has
 * been read. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VT_TYPE_NOTICE (vt_notice_get_type ())
G_DECLARE_FINAL_TYPE (VtNotice, vt_notice, VT, NOTICE, GtkWidget)

GtkWidget *vt_notice_new  (const char *name, gboolean is_fleeting);   /* its accessible name */
void       vt_notice_set_good (VtNotice *self);                       /* it tells of no problem */
void       vt_notice_show (VtNotice *self, const char *sentence);     /* NULL: hides it */

G_END_DECLS
