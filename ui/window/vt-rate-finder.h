/**
 * VtRateFinder:
 *
 * The button beside the learning rate that tries rising rates on a copy of the training: in its popover the losses that they
 * come to, and a button that sets the rate suggested, as an edit.
 */
#pragma once

#include "vt-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VT_TYPE_RATE_FINDER (vt_rate_finder_get_type ())
G_DECLARE_FINAL_TYPE (VtRateFinder, vt_rate_finder, VT, RATE_FINDER, GtkWidget)

GtkWidget *vt_rate_finder_new (VtSession *session);

G_END_DECLS
