/* VtPicture: shows a preview. It is decoration: what it stands in says in words what it shows. */
#pragma once

#include <gtk/gtk.h>

#include "vt-preview.h"

G_BEGIN_DECLS

#define VT_TYPE_PICTURE (vt_picture_get_type ())
G_DECLARE_FINAL_TYPE (VtPicture, vt_picture, VT, PICTURE, GtkWidget)

GtkWidget *vt_picture_new       (VtPreview *preview);
void       vt_picture_set_theme (VtPicture *self, const VtTheme *theme);

G_END_DECLS
