/**
 * VtCard: a layer's card on the sheet.
 *
 * A widget of its own, so that it can be focused, read aloud, and redrawn alone when only its numbers changed. It draws a
 * VtSceneCard, which it borrows; the sheet gives it another before that one goes. Its id is the layer's. Private to this room.
 */
#pragma once

#include "vt-item.h"
#include "vt-scene.h"

G_BEGIN_DECLS

#define VT_TYPE_CARD (vt_card_get_type ())
G_DECLARE_FINAL_TYPE (VtCard, vt_card, VT, CARD, VtItem)

GtkWidget   *vt_card_new         (VtSceneCard *card);
void         vt_card_refresh     (VtCard *self, VtSceneCard *card, const VtTheme *theme, double zoom);   /* everything but the numbers may have changed */
void         vt_card_set_zoom    (VtCard *self, double zoom);         /* what was drawn is stretched, and what was not is blank, until… */
void         vt_card_sharpen     (VtCard *self);                     /* …it is drawn anew */
gboolean     vt_card_is_sharp    (VtCard *self);
gboolean     vt_card_is_missing  (VtCard *self);                     /* it was not drawn yet, or its looks have changed since */
void         vt_card_redraw_numbers (VtCard *self);                   /* the numbers changed */
GtkWidget   *vt_card_output      (VtCard *self);                     /* its port; NULL: it has none */
GtkWidget   *vt_card_input       (VtCard *self, guint slot);         /* NULL: it has no such one */

/* "Output input"; of several "Concat input 2", or what it brings: "Attention 1 input: queries". (transfer full) */
char        *vt_card_name_input  (const VtSceneCard *card, guint slot);

G_END_DECLS
