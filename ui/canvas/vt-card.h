/**
 * VtCard: a layer's card on the sheet.
 *
 * A widget of its own, so that it can be focused, read aloud, and redrawn alone when only its numbers changed. It draws a
 * VtSceneCard, which it borrows; the sheet gives it another before that one goes. Private to this room.
 *
 * Signals: "act" (VtCardAct as an int) when a key or a screen reader asks for something.
 */
#pragma once

#include <gtk/gtk.h>

#include "vt-scene.h"

G_BEGIN_DECLS

#define VT_TYPE_CARD (vt_card_get_type ())
G_DECLARE_FINAL_TYPE (VtCard, vt_card, VT, CARD, GtkWidget)

typedef enum
{
  VT_CARD_ACT_CHOOSE,
  VT_CARD_ACT_DELETE,
  VT_CARD_ACT_MOVE_LEFT,
  VT_CARD_ACT_MOVE_RIGHT,
  VT_CARD_ACT_MOVE_UP,
  VT_CARD_ACT_MOVE_DOWN,
  VT_CARD_ACT_GO_LEFT,
  VT_CARD_ACT_GO_RIGHT,
  VT_CARD_ACT_GO_UP,
  VT_CARD_ACT_GO_DOWN,
} VtCardAct;

GtkWidget   *vt_card_new         (VtSceneCard *card);
guint        vt_card_layer       (VtCard *self);
void         vt_card_refresh     (VtCard *self, VtSceneCard *card, const VtTheme *theme, double zoom);   /* everything but the numbers may have changed */
void         vt_card_set_chosen  (VtCard *self, gboolean chosen);
void         vt_card_redraw_numbers (VtCard *self);                   /* the numbers changed */
GtkWidget   *vt_card_port        (VtCard *self, gboolean output);     /* NULL: it has none */

G_END_DECLS
