/* VtBanner: a question about the document, over the whole width of the window, with two answers. It stays until one is
 * chosen, and nothing else waits for it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VT_TYPE_BANNER (vt_banner_get_type ())
G_DECLARE_FINAL_TYPE (VtBanner, vt_banner, VT, BANNER, GtkWidget)

typedef void (*VtBannerFunc) (gpointer data);

GtkWidget *vt_banner_new  (const char *name,                                 /* its accessible name */
                           const char *yes, VtBannerFunc yes_func,
                           const char *no, VtBannerFunc no_func,
                           gpointer data);
void       vt_banner_ask  (VtBanner *self, const char *sentence);            /* NULL: hides it */

G_END_DECLS
