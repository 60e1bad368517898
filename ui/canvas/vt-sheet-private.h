/* The sheet's parts, by concern: what it holds (vt-sheet.c), its numbers (-numbers.c), its view (-view.c), what it draws
 * (-draw.c), problems (-issues.c), what is chosen (-choice.c), the pointer (-pointer.c) and what it drags (-move.c, -wire.c), keys
 * (-keys.c), what is dropped on it (-drop.c) and the menu at the end of a wire (-menu.c). Private to this room. */
#pragma once

#include "vt-callout.h"
#include "vt-card.h"
#include "vt-mark.h"
#include "vt-minimap.h"
#include "vt-scene-paint.h"
#include "vt-sheet.h"

G_BEGIN_DECLS

typedef enum
{
  VT_DRAG_NONE,
  VT_DRAG_ITEMS,     /* all that are chosen */
  VT_DRAG_WIRE,      /* one end of a wire follows the pointer */
  VT_DRAG_LASSO,     /* chooses what it touches */
  VT_DRAG_SHEET,
  VT_DRAG_HANDLE,    /* an arrow's end or a note's edge */
} VtDragMode;

typedef enum
{
  VT_HANDLE_NONE,
  VT_HANDLE_TAIL,
  VT_HANDLE_HEAD,    /* of a note: its right edge */
} VtHandle;

/* A press of the pointer and what it turned into. */
typedef struct
{
  VtDragMode mode;
  guint item;                /* ITEMS: the one that was pressed; 0: of no consequence when it does not move; HANDLE: the mark */
  VtHandle handle;
  guint layer;               /* WIRE: where the wire's fixed end is */
  gboolean from_output;      /* WIRE: the fixed end is an output */
  guint slot;                /* WIRE: else which input it is */
  guint frame;               /* WIRE: the open group in which it runs; 0: on the sheet */
  guint loose_from, loose_to, loose_slot;   /* WIRE: the wire that was taken off a port; to 0: a new one */
  guint over, over_slot;     /* WIRE: the card that would take the loose end, and at which input; 0: none */
  gboolean over_card;        /* WIRE: some card is under the loose end, whether it takes it or not */
  guint refuses;             /* WIRE: the layer of that card, if wires never end (or begin) there; 0: there is none */
  gboolean fits, circles;    /* WIRE: what it would carry fits there; it would close a circle */
  gboolean extends;          /* LASSO: to what was chosen before */
  double start_x, start_y;   /* ITEMS: of the one pressed; LASSO: on the sheet; SHEET: of its origin */
  double x, y;               /* WIRE: the loose end; LASSO: the corner under the pointer; on the sheet */
  gboolean moved;
} VtDrag;

/* Where the two ends of a wire or a bundle lie, on the sheet. */
typedef struct
{
  double x0, y0, x1, y1;
} VtEnds;

/* Drawn once and kept. */
typedef struct
{
  GskRenderNode *node;       /* NULL: to be drawn */
  double zoom;               /* that it was drawn at */
  gboolean is_old;           /* what it shows has changed */
  gboolean is_short;         /* more of it is in view than was drawn */
  VtRect part;               /* of a bundle: what was drawn of it, on the sheet */
  VtEnds ends;               /* when it was drawn */
} VtKept;

/* Where an item lay when the drag began. */
typedef struct
{
  guint id;
  double x, y;
} VtStart;

/* A palette item held over the sheet. */
typedef struct
{
  char *kind;                /* NULL: nothing is held */
  guint from, to, slot;      /* the wire under it; to 0: none */
  gboolean is_known;         /* the three above were computed */
} VtHeld;

/* How the sheet is seen: its zoom, and where its origin lies in the widget. */
typedef struct
{
  double zoom, x, y;
} VtOutlook;

/* The outlook that a fit ended with, in a sheet of that size. As long as the view is still so, nobody chose another. */
typedef struct
{
  VtOutlook outlook;
  int width, height;         /* 0: nothing was fitted */
  gboolean is_whole;         /* all was asked for, however small; else what can be read of it */
} VtFit;

typedef struct _VtSheetHover VtSheetHover;   /* vt-sheet-hover.h */

struct _VtSheet
{
  GtkWidget parent_instance;

  /* Owned. */
  VtSession *session;
  VtScene *scene;
  GHashTable *items;         /* id → VtItem (borrowed: a child), a VtCard or VtMark */
  GPtrArray *wire_boxes;     /* GtkWidget, borrowed children, by the scene's wires */
  GPtrArray *callouts;       /* VtCallout, borrowed children */
  GtkWidget *legend, *minimap, *zoom_box, *zoom_label, *hint;   /* children */
  GtkWidget *legend_knob;    /* child: a small sheet shows the legend only while it is pressed */
  GtkWidget *menu;           /* child; NULL: none was asked for */
  GtkWidget *former_menu;    /* child; the one that closed last; NULL: none */

  /* Borrowed. */
  const VtTheme *theme;
  const NnNetwork *network;  /* which one was shown last: another one is a new document. Only compared */

  /* Drawn once and kept. Bundles and wires by the scene's order. */
  GskRenderNode *background;
  int background_width, background_height;
  GArray *bundle_nodes, *wire_nodes, *label_nodes;   /* VtKept */
  gboolean wants_all;        /* the next time, all that is in view is drawn, however long it takes */
  gboolean is_unsharp;       /* the last time it was drawn, something was of another zoom or left out */
  gint64 zoomed_at;          /* monotonic; while a large network is zoomed, what was drawn is stretched */
  gboolean has_drawn;        /* anything anew in this frame */
  gint64 last_cost;          /* microseconds that the last such thing took */
  gint64 draw_from;          /* monotonic: when the frame's drawing began */
  gint64 draw_until;         /* monotonic: after it no more of what is being drawn is drawn anew for this frame */
  guint show_map;            /* idle: the minimap comes or goes; 0: it is as it should be */
  guint sharpen;             /* tick callback; 0: all is sharp */

  double cap;                /* that the bundles were drawn with */

  double zoom, x, y;         /* where the sheet's origin lies in the widget */
  VtOutlook placed;          /* by which cards, marks and wires' boxes have their places; behind while a large network is zoomed */
  gboolean just_placed;      /* at another zoom: that was enough for one frame */
  double text_scale;         /* the zoom that people see as 100 %: the sheet grows with the text of the window */
  gboolean wants_fit;        /* at the next allocation */
  VtFit fit;
  gboolean is_chosen_place;  /* where the edit that is made adds something, somebody pointed at */
  gint64 last_step;          /* a smaller one means that training began anew */
  guint chosen_from, chosen_to, chosen_slot;   /* the chosen wire; to 0: none */
  guint armed;               /* keyboard: the layer whose output waits for the other end; 0: none */
  double pointer_x, pointer_y;
  guint menu_layer;          /* the layer whose wire was let go, at which of its ends, and where */
  gboolean menu_from_output;
  guint menu_slot;
  double menu_x, menu_y;
  guint menu_focus;          /* the item that had the keyboard before; 0: the sheet */
  char *copied;              /* what this sheet put on the clipboard last, and the ids of its layers; NULL: nothing */
  GArray *copied_ids;        /* guint */
  VtDrag drag;
  GArray *starts;            /* VtStart, of all that is dragged or glides */
  guint glide;               /* tick callback; 0: nothing glides */
  guint refit;               /* tick callback; 0: the view stands still */
  gint64 refit_began;        /* microseconds of the frame clock; 0: at the next frame */
  VtOutlook refit_from, refit_to;
  gint64 glide_began;        /* microseconds of the frame clock; 0: at the next frame */
  GArray *before;            /* guint: what was chosen when the lasso began */
  VtHeld held;
  VtSheetHover *hover;       /* owned */
};

/* vt-sheet.c */
void     vt_sheet_reload       (VtSheet *self);            /* the network changed, or a preview ended */
void     vt_sheet_follow       (VtSheet *self);            /* cards of the scene were moved: wires and all else follow */
VtItem  *vt_sheet_item         (VtSheet *self, guint id);  /* NULL if there is none */
VtCard  *vt_sheet_card         (VtSheet *self, guint layer);   /* NULL if there is none */
gboolean vt_sheet_edit         (VtSheet *self, NnEdit *edit);   /* a step of its own */
gboolean vt_sheet_edit_here    (VtSheet *self, NnEdit *edit);   /* the same, and what it adds stays where it was put */

/* vt-sheet-choice.c */
void     vt_sheet_choose       (VtSheet *self, guint id);  /* it alone; 0: nothing */
void     vt_sheet_toggle       (VtSheet *self, guint id);
void     vt_sheet_add_choice   (VtSheet *self, guint id);
void     vt_sheet_choose_wire  (VtSheet *self, const VtSceneWire *wire);   /* NULL: none */
void     vt_sheet_choose_focused (VtSheet *self);          /* what has the keyboard and is not chosen is chosen instead: keys mean it */
void     vt_sheet_delete       (VtSheet *self);            /* the chosen wire or items */
void     vt_sheet_cancel       (VtSheet *self);            /* Escape */
void     vt_sheet_show_choice  (VtSheet *self);            /* the session's choice changed */
void     vt_sheet_install_choice (GtkWidgetClass *widget_class);

/* vt-sheet-numbers.c */
void     vt_sheet_take_numbers (VtSheet *self);            /* of all cards: the network changed */
gboolean vt_sheet_take_card    (VtSheet *self, VtCard *card);   /* of one; TRUE: they are other ones, and it is drawn anew */
void     vt_sheet_forget_numbers (VtSheet *self);          /* if training began anew */

/* vt-sheet-view.c: between the sheet's pixels at 100 % and the widget's */
void     vt_sheet_to_scene     (VtSheet *self, double x, double y, double *scene_x, double *scene_y);
VtRect   vt_sheet_to_widget    (VtSheet *self, const VtRect *rect);
void     vt_sheet_pan_to       (VtSheet *self, double x, double y);
void     vt_sheet_zoom_at      (VtSheet *self, double zoom, double x, double y);   /* the point under x, y of the widget stays */
#define VT_READABLE 0.65                                   /* the least zoom at which a card's words can be read */
VtOutlook vt_sheet_outlook_of  (VtSheet *self, const VtRect *rect, double least);   /* it is in view, at 100 % at most; what does not fit at the least zoom begins at its top left */
VtOutlook vt_sheet_outlook_in (VtSheet *self, const VtRect *rect);   /* at this zoom, moved by as little as it takes to see it */
gboolean vt_sheet_has_room     (VtSheet *self, const VtRect *rect);   /* all of it can be seen at this zoom */
void     vt_sheet_set_outlook  (VtSheet *self, const VtOutlook *outlook);
gboolean vt_sheet_is_small     (VtSheet *self);            /* a network of so few cards that all of it can be drawn in one frame */
gboolean vt_sheet_is_zooming   (VtSheet *self);            /* a large network, just now */
void     vt_sheet_end_zoom     (VtSheet *self);            /* something else begins: it need not settle */
void     vt_sheet_sharpen      (VtSheet *self);            /* frame by frame, until all in view is sharp */
gboolean vt_sheet_is_placed    (VtSheet *self);            /* cards and marks are where they are seen */
void     vt_sheet_place        (VtSheet *self);            /* they are about to be */
void     vt_sheet_begin_view   (VtSheet *self);            /* of a document just opened */
void     vt_sheet_follow_size  (VtSheet *self, int width, int height);   /* fits again what was fitted to another size */
void     vt_sheet_show_item    (VtSheet *self, guint id);
void     vt_sheet_focus_item   (VtSheet *self, guint id);  /* shows it and gives it the keyboard */
void     vt_sheet_middle       (VtSheet *self, double *scene_x, double *scene_y);   /* of the view */
void     vt_sheet_free_place   (VtSheet *self, double *scene_x, double *scene_y);   /* where something new is seen and covers no card, if there is such a place */
gboolean vt_sheet_is_in_view   (VtSheet *self, const VtRect *rect);
void     vt_sheet_add_minimap  (VtSheet *self);
void     vt_sheet_show_view    (VtSheet *self, int width, int height);   /* on the minimap, which goes where all is in view */
void     vt_sheet_add_zoom_box (VtSheet *self);
void     vt_sheet_install_view (GtkWidgetClass *widget_class);

/* vt-sheet-refit.c */
void     vt_sheet_glide_to     (VtSheet *self, guint id);  /* glides to where that card is seen and can be read */
void     vt_sheet_glide_in     (VtSheet *self, const VtRect *added);   /* as little as it takes to see these cards and their neighbours */
void     vt_sheet_stop_refit   (VtSheet *self);

/* vt-sheet-draw.c */
void     vt_sheet_draw         (VtSheet *self, GtkSnapshot *snapshot);
void     vt_sheet_drop_nodes   (VtSheet *self);            /* geometry, zoom or theme changed: draw everything anew */
void     vt_sheet_redraw_wires (VtSheet *self);            /* only their colours */
void     vt_sheet_redraw_moved (VtSheet *self);            /* cards were moved: what ends at them */
void     vt_sheet_redraw_bundles (VtSheet *self, const VtSceneCard *to);   /* its weights changed */

/* vt-sheet-issues.c */
void     vt_sheet_update_callouts   (VtSheet *self);
gboolean vt_sheet_fold_callouts     (VtSheet *self);   /* FALSE: all were put away already */
void     vt_sheet_allocate_callouts (VtSheet *self, int width, int height);
void     vt_sheet_draw_stems        (VtSheet *self, GtkSnapshot *snapshot);

/* vt-sheet-hover.c, vt-sheet-hover-draw.c */
void     vt_sheet_add_hover    (VtSheet *self);            /* after the zoom box */
void     vt_sheet_theme_hover  (VtSheet *self);
void     vt_sheet_take_why     (VtSheet *self);            /* a frame came */
void     vt_sheet_forget_hover (VtSheet *self);            /* layers may be gone */
gboolean vt_sheet_close_nudge  (VtSheet *self);            /* FALSE: no weight's card is open */
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
void     vt_sheet_connect_item (VtSheet *self, VtItem *item);
void     vt_sheet_connect_ports (VtSheet *self, VtCard *card);

/* vt-sheet-move.c */
void     vt_sheet_begin_items  (VtSheet *self, guint pressed);
void     vt_sheet_drag_items   (VtSheet *self, double dx, double dy);   /* in the widget's pixels since the press */
void     vt_sheet_drop_items   (VtSheet *self);
void     vt_sheet_move_items   (VtSheet *self, guint id, double dx, double dy);   /* by key: all that is chosen if it is, else it alone */

/* vt-sheet-wire.c */
gboolean vt_sheet_begin_wire   (VtSheet *self, double x, double y);   /* on the sheet; FALSE: no port there */
void     vt_sheet_drag_wire    (VtSheet *self, double x, double y);   /* in the widget */
void     vt_sheet_drop_wire    (VtSheet *self);
char    *vt_sheet_why_not      (VtSheet *self, guint from, guint to, guint slot, gboolean *circles);   /* (transfer full) why a wire does not fit; NULL: it does */
guint    vt_sheet_free_slot    (VtSheet *self, guint to);  /* the first input that nothing ends at; the first of all if all are taken */
void     vt_sheet_add_wire     (VtSheet *self, guint from, guint to, guint slot);   /* unless it closes a circle: then it says so */
void     vt_sheet_unplug       (VtSheet *self, guint to);  /* the wire that ended there last goes */
void     vt_sheet_disarm       (VtSheet *self);            /* no wire by keyboard is begun any more */

/* vt-sheet-menu.c: lists to pick from */
void     vt_sheet_open_menu    (VtSheet *self, GtkWidget *popover, const VtRect *at);   /* takes it; one at a time; at: in the widget */
void     vt_sheet_offer_after  (VtSheet *self, guint layer);
void     vt_sheet_offer_here   (VtSheet *self, double scene_x, double scene_y);
void     vt_sheet_offer_targets (VtSheet *self, guint from);
void     vt_sheet_offer_insertion (VtSheet *self);         /* on the chosen wire */
void     vt_sheet_find         (VtSheet *self);
void     vt_sheet_offer_kinds  (VtSheet *self, guint layer, gboolean from_output, guint slot, double scene_x, double scene_y);
void     vt_sheet_close_menu   (VtSheet *self);

/* vt-sheet-context.c, vt-sheet-text.c, vt-sheet-marks.c, vt-sheet-clipboard.c, vt-sheet-arrange.c */
void     vt_sheet_open_menu_at (VtSheet *self, double x, double y);   /* in the widget */
void     vt_sheet_install_context (GtkWidgetClass *widget_class);
void     vt_sheet_write        (VtSheet *self, guint id);  /* a card's name or a note's text */
void     vt_sheet_write_new_note (VtSheet *self, double scene_x, double scene_y);
void     vt_sheet_add_arrow    (VtSheet *self, double scene_x, double scene_y);
gboolean vt_sheet_begin_handle (VtSheet *self, double x, double y);   /* on the sheet; FALSE: no chosen mark's handle is there */
void     vt_sheet_drag_handle  (VtSheet *self, double dx, double dy);
void     vt_sheet_drop_handle  (VtSheet *self);
void     vt_sheet_resize_mark  (VtSheet *self, guint id, double dx, double dy);   /* in steps of a key */
void     vt_sheet_install_marks (GtkWidgetClass *widget_class);
void     vt_sheet_install_clipboard (GtkWidgetClass *widget_class);
void     vt_sheet_glide        (VtSheet *self);            /* from self->starts to where the network has them */
gboolean vt_sheet_is_motion_reduced (VtSheet *self);
void     vt_sheet_stop_gliding (VtSheet *self);
void     vt_sheet_install_arrange (GtkWidgetClass *widget_class);

/* vt-sheet-group.c */
void     vt_sheet_open_group   (VtSheet *self, guint id);  /* or folds it; nothing happens if it is none */
gboolean vt_sheet_turn_knob    (VtSheet *self);            /* FALSE: there is none under the pointer */
void     vt_sheet_make_room    (VtSheet *self, const VtSceneCard *card, GPtrArray *edits);   /* adds to the edit, the first, what moves because that card on the sheet grows or shrinks */
void     vt_sheet_install_group (GtkWidgetClass *widget_class);

/* vt-sheet-drop.c */
void     vt_sheet_add_drop     (VtSheet *self);
void     vt_sheet_say          (VtSheet *self, const char *title, const char *detail);   /* in the hint at the pointer */
void     vt_sheet_allocate_hint (VtSheet *self, int width, int height);
void     vt_sheet_clear_held   (VtSheet *self);

G_END_DECLS
