/**
 * VtLiveValues:
 *
 * The numbers of training as they are now: epoch, step, loss and accuracy. Each stands in a group with its plain
 * name that holds nothing but the number; widths are reserved, so that no number moves another.
 */
#pragma once

#include <gtk/gtk.h>

#include "look.h"

G_BEGIN_DECLS

#define VT_TYPE_LIVE_VALUES (vt_live_values_get_type ())
G_DECLARE_FINAL_TYPE (VtLiveValues, vt_live_values, VT, LIVE_VALUES, GtkWidget)

GtkWidget *vt_live_values_new  (void);
gboolean   vt_live_values_show (VtLiveValues *self, const NnFrame *frame, const NnSample *training);   /* training: vt_session_training(); frame NULL: no network runs, so there are none; TRUE: a number changed */

G_END_DECLS
