/* The sheet's parts, by concern: what it holds (vt-sheet.c), its numbers (-numbers.c), its view (-view.c), what it draws
 * (-draw.c), problems (-issues.c), the pointer (-pointer.c), keys (-keys.c), what is dropped on it (-drop.c) and the menu at the
 * end of a wire (-menu.c). Private to this room. */
#pragma once

#include "vt-callout.h"
#include "vt-card.h"
#include "vt-scene-paint.h"
#include "vt-sheet.h"

G_BEGIN_DECLS

typedef enum
{
  VT_DRAG_NONE,
  VT_DRAG_CARD,
  VT_DRAG_WIRE,      /* one end of a wire follows the pointer */
  VT_DRAG_SHEET,
} VtDragMode;

/* A press of the pointer and what it turned into. */
typedef struct
{
  VtDragMode mode;
  guint layer;               /* CARD: which; WIRE: where the wire's fixed end is */
  gboolean from_output;      /* WIRE: the fixed end is an output */
  guint loose_from, loose_to, loose_slot;   /* WIRE: the wire that was taken off a port; to 0: a new one */
  guint over;                /* WIRE: the card whose port is under the loose end; 0: none */
  gboolean fits;             /* WIRE: what it would carry fits there */
  double start_x, start_y;   /* of the card or of the sheet's origin */
  double x, y;               /* WIRE: the loose end, on the sheet */
  gboolean moved;
} VtDrag;

/* A palette item held over the sheet. */
typedef struct
{
  char *kind;                /* NULL: nothing is held */
  guint from, to, slot;      /* the wire under it; to 0: none */
  gboolean is_known;         /* the three above were computed */
} VtHeld;

typedef struct _VtSheetHover VtSheetHover;   /* vt-sheet-hover.h */

struct _VtSheet
{
  GtkWidget parent_instance;

  /* Owned. */
  VtSession *session;
  VtScene *scene;
  GHashTable *cards;         /* layer id → VtCard (borrowed: a child) */
  GPtrArray *wire_boxes;     /* GtkWidget, borrowed children, by the scene's wires */
  GPtrArray *callouts;       /* VtCallout, borrowed children */
  GtkWidget *legend, *zoom_box, *zoom_label, *hint;   /* children */
  GtkWidget *menu;           /* child; NULL: none was asked for */

  /* Borrowed. */
  const VtTheme *theme;
  const NnNetwork *network;  /* which one was shown last: another one is a new document. Only compared */

  /* Drawn once and kept. Bundles and wires by the scene's order. */
  GskRenderNode *background;
  int background_width, background_height;
  GPtrArray *bundle_nodes, *wire_nodes, *label_nodes;   /* GskRenderNode or NULL */

  double cap;                /* that the bundles were drawn with */

  double zoom, x, y;         /* where the sheet's origin lies in the widget */
  gboolean wants_fit;        /* at the next allocation */
  gint64 last_step;          /* a smaller one means that training began anew */
  guint chosen_from, chosen_to, chosen_slot;   /* the chosen wire; to 0: none */
  guint armed;               /* keyboard: the layer whose output waits for the other end; 0: none */
  double pointer_x, pointer_y;
  guint menu_from;           /* the layer whose wire was let go, and where */
  double menu_x, menu_y;
  VtDrag drag;
  VtHeld held;
  VtSheetHover *hover;       /* owned */
};

/* vt-sheet.c */
void     vt_sheet_reload       (VtSheet *self);            /* the network changed, or a preview ended */
VtCard  *vt_sheet_card         (VtSheet *self, guint layer);
void     vt_sheet_choose       (VtSheet *self, guint layer);
void     vt_sheet_choose_wire  (VtSheet *self, const VtSceneWire *wire);   /* NULL: none */
void     vt_sheet_delete       (VtSheet *self);            /* the chosen wire or layer */
void     vt_sheet_cancel       (VtSheet *self);            /* Escape */
void     vt_sheet_edit         (VtSheet *self, NnEdit *edit);

/* vt-sheet-numbers.c */
void     vt_sheet_take_numbers (VtSheet *self);            /* of all cards: the network changed */
gboolean vt_sheet_take_card    (VtSheet *self, VtCard *card);   /* of one; TRUE: they are other ones, and it is drawn anew */
void     vt_sheet_forget_numbers (VtSheet *self);          /* if training began anew */

/* vt-sheet-view.c: between the sheet's pixels at 100 % and the widget's */
void     vt_sheet_to_scene     (VtSheet *self, double x, double y, double *scene_x, double *scene_y);
VtRect   vt_sheet_to_widget    (VtSheet *self, const VtRect *rect);
void     vt_sheet_pan_to       (VtSheet *self, double x, double y);
void     vt_sheet_zoom_at      (VtSheet *self, double zoom, double x, double y);   /* the point under x, y of the widget stays */
void     vt_sheet_centre       (VtSheet *self);            /* fits if the network is larger than the view, else 100 % */
void     vt_sheet_show_card    (VtSheet *self, guint layer);
void     vt_sheet_add_zoom_box (VtSheet *self);
void     vt_sheet_install_view (GtkWidgetClass *widget_class);

/* vt-sheet-draw.c */
void     vt_sheet_draw         (VtSheet *self, GtkSnapshot *snapshot);
void     vt_sheet_drop_nodes   (VtSheet *self);            /* geometry, zoom or theme changed: draw everything anew */
void     vt_sheet_redraw_wires (VtSheet *self);            /* only their colours */
void     vt_sheet_redraw_bundles (VtSheet *self, const VtSceneCard *to);   /* its weights changed */

/* vt-sheet-issues.c */
void     vt_sheet_update_callouts   (VtSheet *self);
void     vt_sheet_allocate_callouts (VtSheet *self, int width, int height);
void     vt_sheet_draw_stems        (VtSheet *self, GtkSnapshot *snapshot);

/* vt-sheet-hover.c, vt-sheet-hover-draw.c */
void     vt_sheet_add_hover    (VtSheet *self);            /* after the zoom box */
void     vt_sheet_theme_hover  (VtSheet *self);
void     vt_sheet_take_why     (VtSheet *self);            /* a frame came */
void     vt_sheet_forget_hover (VtSheet *self);            /* layers may be gone */
gboolean vt_sheet_click_number (VtSheet *self);            /* FALSE: nothing under the pointer takes a click */
gboolean vt_sheet_enter_card   (VtSheet *self, guint layer);   /* the keyboard goes to its numbers; FALSE: it shows none */
void     vt_sheet_show_gradients (VtSheet *self, gboolean gradients);
void     vt_sheet_allocate_hover (VtSheet *self, int width, int height);
void     vt_sheet_draw_hover   (VtSheet *self, GtkSnapshot *snapshot);   /* in the sheet's coordinates, after the cards */
void     vt_sheet_draw_why     (VtSheet *self, GtkSnapshot *snapshot);     /* the floating cards, above all */
void     vt_sheet_drop_hover   (VtSheet *self);            /* the sheet goes away */

/* vt-sheet-pointer.c, vt-sheet-keys.c, vt-sheet-drop.c */
void     vt_sheet_add_pointer  (VtSheet *self);
void     vt_sheet_install_keys (GtkWidgetClass *widget_class);
void     vt_sheet_connect_card (VtSheet *self, VtCard *card);
void     vt_sheet_connect_ports (VtSheet *self, VtCard *card);
gboolean vt_sheet_wire_fits    (VtSheet *self, guint from, guint to);   /* checks a copy of the network with that wire */
void     vt_sheet_add_wire     (VtSheet *self, guint from, guint to);
void     vt_sheet_offer_kinds  (VtSheet *self, guint from, double scene_x, double scene_y);   /* vt-sheet-menu.c */
void     vt_sheet_close_menu   (VtSheet *self);
void     vt_sheet_add_drop     (VtSheet *self);
void     vt_sheet_allocate_hint (VtSheet *self, int width, int height);
void     vt_sheet_clear_held   (VtSheet *self);

G_END_DECLS
