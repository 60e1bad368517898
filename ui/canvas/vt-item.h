/**
 * VtItem: something on the sheet that can be chosen, moved and focused: a card or a mark. Private to this room.
 *
 * Signals: "act" (VtAct as an int) when a key or a screen reader asks for something.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VT_TYPE_ITEM (vt_item_get_type ())
G_DECLARE_DERIVABLE_TYPE (VtItem, vt_item, VT, ITEM, GtkWidget)

struct _VtItemClass
{
  GtkWidgetClass parent_class;

  void (*redraw) (VtItem *self);                         /* it is chosen or focused now, or is not; what it draws may be gone */
  void (*describe) (VtItem *self);                       /* it is chosen now, or is not */
};

/* The four ways of each go left, right, up, down. */
typedef enum
{
  VT_ACT_CHOOSE,
  VT_ACT_TOGGLE,        /* in and out of what is chosen */
  VT_ACT_DELETE,
  VT_ACT_MOVE,          /* to VT_ACT_MOVE + 3 */
  VT_ACT_GO = VT_ACT_MOVE + 4,
  VT_ACT_EXTEND = VT_ACT_GO + 4,   /* goes there, and chooses it with the others */
  VT_ACT_RESIZE = VT_ACT_EXTEND + 4,   /* a note's width, an arrow's head */
} VtAct;

guint    vt_item_id         (VtItem *self);                        /* of its layer or mark */
void     vt_item_set_id     (VtItem *self, guint id);
gboolean vt_item_is_chosen  (VtItem *self);
void     vt_item_set_chosen (VtItem *self, gboolean chosen);

G_END_DECLS
