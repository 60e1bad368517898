/* What several views share: sizes, places and tiles. Private to this room. */
#pragma once

#include "text.h"
#include "tokens.h"
#include "vt-view.h"

G_BEGIN_DECLS

#define VT_CARD_RADIUS 12.0
#define VT_CARD_HEAD 38.0
#define VT_CARD_TITLE_X 34.0     /* beside the icon */
#define VT_CARD_TOP 44.0         /* where content begins */
#define VT_CARD_FOOT 37.0        /* from the content's end to the card's */
#define VT_CARD_PAD 14.0
#define VT_FOOT_BASELINE 12.0    /* above the card's edge */
#define VT_SMALL_TEXT 11.5
#define VT_PLANE_CELLS 44        /* a response over the plane has so many columns and rows, where they are few */

/* Questions about the site. */
/* The field of the data that an input hands on and an output is asked for; of other layers the first. Where data are known. */
const NnField *vt_site_input  (const VtSite *site);
const NnField *vt_site_target (const VtSite *site);
gboolean vt_site_is_plane   (const VtSite *site);          /* the data are points, and nothing else */
gboolean vt_site_is_curve   (const VtSite *site);          /* the data are single numbers, and nothing else */
gboolean vt_site_is_picture (const VtSite *site);          /* its input is a picture */
const char *vt_site_squash  (const VtSite *site);          /* what an output's loss makes probabilities with, "softmax"; NULL: it shows plain numbers */
NnShape  vt_site_in         (const VtSite *site);          /* what arrives in slot 0; rank 0: not known */
NnShape  vt_site_in_slot    (const VtSite *site, guint slot);
guint    vt_site_units      (const VtSite *site);          /* numbers the layer hands on; a guess from its settings where that is not known */
gboolean vt_site_sees_picture (const VtSite *site, NnShape *picture);   /* its inputs are the dots of a grey picture, one by one */

/* Places. */
void     vt_plan_column     (VtPlan *plan, guint n, const VtRect *first, double pitch);   /* n cells below each other */
void     vt_plan_unit_column (VtPlan *plan, guint n_units);   /* square tiles in a column; the card's size follows */
void     vt_plan_close      (VtPlan *plan, double content_bottom);   /* the height: content and foot */
double   vt_plan_bottom     (const VtPlan *plan);          /* of the last cell */

/* A dot of a picture of plan->columns × plan->rows dots, row by row. FALSE: x, y lies beside it. */
gboolean vt_dot_at          (const VtPlan *plan, const VtRect *picture, double x, double y, gsize *dot);
VtRect   vt_dot_place       (const VtPlan *plan, const VtRect *picture, gsize dot);

/* Where each of the plan's cells is the number of its unit. */
gboolean vt_unit_at         (const VtPlan *plan, double x, double y, VtCell *cell);
gboolean vt_unit_place      (const VtPlan *plan, const VtCell *cell, VtRect *place);

/* The mark of a unit's bias, at its cell's bottom left. */
#define VT_BIAS_MARK 7.0
VtRect   vt_plan_bias_place (const VtPlan *plan, guint unit);

/* Wanting numbers. Returns the item's index. */
guint    vt_plan_want       (VtPlan *plan, NnLookAt at, const char *role);
guint    vt_plan_want_plane (VtPlan *plan, const VtSite *site, guint n_units);   /* over the data's range; columns and rows follow */
void     vt_plan_want_weight (VtPlan *plan, const VtSite *site);   /* where the layer has one, for the wires to its units */

/* Reading numbers. NULL: not there, or too few. */
const float *vt_numbers_cell (const VtNumbers *numbers, guint item, guint cell, gsize size);

/* Drawing. */
void     vt_paint_map_tile  (cairo_t *cr, const VtTheme *theme, const VtRect *rect, double radius, VtMapKind kind, double limit, const float *values, guint columns, guint rows, gboolean smooth);
void     vt_paint_curve_tile (cairo_t *cr, const VtTheme *theme, const VtRect *rect, double limit, const float *values, guint n);
void     vt_paint_more      (const VtPlan *plan, cairo_t *cr, const VtTheme *theme);   /* "+112 more" under the last cell */
void     vt_paint_example   (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers, gboolean with_loss, double x, double y);   /* "Example 137 is blue: loss 0.05" */
void     vt_paint_waiting   (const VtPlan *plan, cairo_t *cr, const VtTheme *theme);   /* the cells, dashed, while numbers are on their way */
const char *vt_class_name   (const VtPlan *plan, guint index);

/* A character that is not seen: its sign is drawn instead. */
static inline gboolean
vt_is_blank (const char *token)
{
  return nn_token_sign (token) != token;
}

/* A block as maps, at most so many of them (units-maps.c). */
void     vt_maps_plan        (VtPlan *plan, guint most);
void     vt_maps_paint_tiles (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers);   /* without how many are left out */
void     vt_maps_paint       (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers);
gboolean vt_maps_cell_at     (const VtPlan *plan, double x, double y, VtCell *cell);
gboolean vt_maps_cell_place  (const VtPlan *plan, const VtCell *cell, VtRect *place);

/* A picture as the student knows it (input-picture.c). */
void     vt_picture_plan     (VtPlan *plan, const NnShape *shape);
void     vt_picture_paint    (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const GArray *values);
gboolean vt_picture_cell_at  (const VtPlan *plan, double x, double y, VtCell *cell);
gboolean vt_picture_cell_place (const VtPlan *plan, const VtCell *cell, VtRect *place);

/* A sequence as a strip (strip.c). */
void     vt_strip_plan       (const VtSite *site, VtPlan *plan);
void     vt_list_plan        (const VtSite *site, VtPlan *plan);   /* no wider than a short list needs (result-strip.c) */
void     vt_strip_paint      (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers);
gboolean vt_strip_cell_at    (const VtPlan *plan, double x, double y, VtCell *cell);
gboolean vt_strip_cell_place (const VtPlan *plan, const VtCell *cell, VtRect *place);

gboolean vt_gives_block      (const VtSite *site);   /* the layer hands on rows of columns of channels */

/* "24 parameters"; short where there is little room. (transfer full) */
char    *vt_parameters_in_words (gint64 parameters, gboolean is_short);

G_END_DECLS
