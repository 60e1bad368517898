/* VtFloating: a box drawn as a card that floats over the sheet. Children bring their own margins. Private to this room. */
#pragma once

#include <gtk/gtk.h>

#include "vt-theme.h"

G_BEGIN_DECLS

#define VT_TYPE_FLOATING (vt_floating_get_type ())
G_DECLARE_DERIVABLE_TYPE (VtFloating, vt_floating, VT, FLOATING, GtkBox)

struct _VtFloatingClass
{
  GtkBoxClass parent_class;
};

GtkWidget *vt_floating_new       (GtkOrientation orientation, int spacing);
void       vt_floating_set_theme (VtFloating *self, const VtTheme *theme);
void       vt_floating_set_line  (VtFloating *self, const VtColour *line, double width);   /* NULL: the theme's border. Borrowed: one of the theme's */
void       vt_floating_set_radius (VtFloating *self, double radius);

/* A label in a floating card: size in px, weight, and whether it is dim. Its text wraps at `width` unless 0. */
GtkWidget *vt_floating_label     (const char *text, double size, int weight, gboolean dim, int width);

G_END_DECLS
