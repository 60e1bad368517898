/**
 * VtFilter: the filters of a convolution as small pictures, shared by the views that show some. What is drawn, and where, follows
 * from the plan's `filter`; its numbers are those of the plan's weight item, as they are trained. Private to this room.
 */
#pragma once

#include "vt-parts.h"

G_BEGIN_DECLS

#define VT_FILTER_HEIGHT 18.0    /* of a filter's strip of pictures */

/* Sets plan->filter and wants the weights; shown: of how many filters. Nothing where shapes are not known. */
void     vt_filter_plan      (const VtSite *site, VtPlan *plan, guint filters, guint shown, gboolean is_stamp);
guint    vt_filter_shown     (const VtPlan *plan);                 /* channels of each filter that are drawn; 0: no filters are */
VtRect   vt_filter_place     (const VtPlan *plan, const VtRect *strip, guint channel);   /* its picture in the filter's strip */
gsize    vt_filter_index     (const VtPlan *plan, guint unit, guint channel, gsize dot);   /* in the weight */
void     vt_filter_paint     (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers, const VtRect *place, guint unit, guint channel);
void     vt_filter_paint_more (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, guint units);   /* how many are left out, under the last cell */

/* Weights in a picture, and which one a weight is. */
gboolean vt_filter_dot_at    (const VtPlan *plan, const VtRect *picture, guint unit, guint channel, double x, double y, VtCell *cell);
gboolean vt_filter_dot_of    (const VtPlan *plan, const VtCell *cell, guint *unit, guint *channel, gsize *dot);
VtRect   vt_filter_dot_place (const VtPlan *plan, const VtRect *picture, gsize dot);

/* Above maps (filters-maps.c). */
void     vt_filters_plan     (const VtSite *site, VtPlan *plan, gboolean is_stamp);
void     vt_filters_paint    (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers);
gboolean vt_filters_cell_at  (const VtPlan *plan, double x, double y, VtCell *cell);
gboolean vt_filters_cell_place (const VtPlan *plan, const VtCell *cell, VtRect *place);

G_END_DECLS
