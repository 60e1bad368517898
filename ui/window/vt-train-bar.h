/**
 * VtTrainBar:
 *
 * The bar between the sheet and the pages: Train or Pause, Step, Reset, how fast, the live numbers, and the learning
 * rate. Uses the window's actions (win.train, win.step, win.step-size, win.reset, win.reset-new,
 * win.training-settings).
 */
#pragma once

#include <gtk/gtk.h>

#include "vt-session.h"

G_BEGIN_DECLS

#define VT_TYPE_TRAIN_BAR (vt_train_bar_get_type ())
G_DECLARE_FINAL_TYPE (VtTrainBar, vt_train_bar, VT, TRAIN_BAR, GtkWidget)

GtkWidget *vt_train_bar_new   (VtSession *session);
void       vt_train_bar_focus (VtTrainBar *self);   /* the keyboard starts at Train */

G_END_DECLS
