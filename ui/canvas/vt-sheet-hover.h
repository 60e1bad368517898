/* What the pointer or the keyboard's cursor stands on, and what is shown of it. Private to this room.
 *
 * The hover rule: whatever number is pointed at, its sources light up and a card shows the sum that made it. A cursor that arrows
 * move does the same for the keyboard; a click, or Enter, pins the card of a weight (vt-sheet-nudge.c). */
#pragma once

#include "vt-sheet-private.h"
#include "vt-view.h"

G_BEGIN_DECLS

#define VT_WHY_MARGINS 40.0   /* left and right of an explanation in its floating card */

/* A number on the sheet: on a card, or a weight between two units. */
typedef struct
{
  guint layer;               /* id; 0: none */
  VtCell cell;
  gboolean is_wire;          /* a weight that is seen as a wire, between these units */
  guint from, to;
} VtPlace;

struct _VtSheetHover
{
  VtPlace at;                /* what is explained now */
  gboolean by_keys;          /* the cursor stands there, not the pointer */
  gboolean gradients;        /* gradients are explained instead of values */
  gboolean is_answered;      /* the card shows the answer to this question */
  gboolean opens;            /* when it comes, a weight of its sum is pinned */

  VtPlace clicked;           /* what was clicked last: again, it opens */

  /* Children of the sheet. */
  GtkWidget *card, *title, *subtitle, *view, *foot;
  GtkWidget *cursor;         /* where the keyboard is, while it is inside a card */
  GtkWidget *switch_box;     /* Values, Gradients */

  /* The pinned card of one weight. */
  NnQuestion pinned;         /* about NOTHING: none */
  double pin_x, pin_y;       /* in the widget: where it was pinned */
  double nudge_x, nudge_y;   /* where its card lies */
  GtkWidget *nudge, *nudge_title, *nudge_view, *nudge_foot, *entry;
};

gboolean  vt_place_equal       (const VtPlace *a, const VtPlace *b);
gboolean  vt_sheet_place_rect  (VtSheet *self, const VtPlace *place, VtRect *rect);   /* on the sheet; FALSE: it is not shown */
NnQuestion vt_sheet_question   (VtSheet *self, const VtPlace *place);
char     *vt_sheet_name_source (const NnWhySource *source, gpointer sheet);           /* a VtWhyNamer */
char     *vt_sheet_weight_name (VtSheet *self, const NnWhy *why);                      /* (transfer full) of an answer about a weight: "from x to Dense 1, neuron 3" */
void      vt_sheet_want_why    (VtSheet *self);
GtkWidget *vt_sheet_make_card  (const char *name, GtkWidget **title, GtkWidget **second, GtkWidget **view, GtkWidget **foot);

void      vt_sheet_point_to    (VtSheet *self, const VtPlace *place);                /* what is explained now; layer 0: nothing */
void      vt_sheet_open_number (VtSheet *self);                                      /* pins a weight of its sum, now or when the answer is there */
void      vt_sheet_add_cursor  (VtSheet *self);                                      /* vt-sheet-cursor.c */

/* vt-sheet-nudge.c */
void      vt_sheet_add_nudge      (VtSheet *self);
void      vt_sheet_pin            (VtSheet *self, guint layer, const char *role, gsize index, double x, double y);
void      vt_sheet_unpin          (VtSheet *self);
void      vt_sheet_take_nudge     (VtSheet *self);
void      vt_sheet_allocate_nudge (VtSheet *self, int width, int height);

G_END_DECLS
