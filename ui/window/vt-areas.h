/**
 * VtAreas:
 *
 * The parts of a window that F6 goes through: each keeps the place where the keyboard was last. What is not on the screen, or has nothing
 * that takes the keyboard, is passed over.
 *
 * Thread-safety: main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _VtAreas VtAreas;

VtAreas *vt_areas_new  (void);                                          /* (transfer full) */
void     vt_areas_free (VtAreas *areas);
void     vt_areas_add  (VtAreas *areas, GtkWidget *area);               /* in the order of F6; borrowed: it must not go before */
void     vt_areas_move (VtAreas *areas, GtkWindow *window, gboolean back);

G_END_DECLS
