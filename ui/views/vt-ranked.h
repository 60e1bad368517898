/* Answers among many as a list, the likeliest first. Its rows change places while the network learns: each is pointed at where it stands
 * now. Private to this room. */
#pragma once

#include "vt-output.h"

G_BEGIN_DECLS

#define VT_RANKED_MOST 8
#define VT_RANKED_PITCH 26.0

/* Which answers a list shows, in its order. */
typedef struct
{
  guint answer[VT_RANKED_MOST];
  guint n;
} VtRanking;

/* A list on a card. */
typedef struct
{
  const VtPlan *plan;
  double top;              /* of its first row */
  double name;             /* width of the names */
  const float *share;      /* [n_parts of the plan's target] */
  gsize first;             /* the first share's place in the layer's result */
  int right;               /* the answer that is right; −1: not known */
  VtRanking ranking;
} VtRanked;

/* The likeliest of n answers, at most so many; the right one stands last where it is not among them. right −1: not known. */
void     vt_rank              (const float *share, guint n, int right, guint most, VtRanking *ranking);

VtRect   vt_ranked_row        (const VtPlan *plan, double top, guint i);
void     vt_ranked_paint      (const VtRanked *list, cairo_t *cr, const VtTheme *theme);
void     vt_ranked_paint_rest (const VtRanked *list, cairo_t *cr, const VtTheme *theme);   /* "38 others share the rest", below */
gboolean vt_ranked_at         (const VtRanked *list, double x, double y, VtCell *cell);
gboolean vt_ranked_find       (const VtRanked *list, const VtCell *cell, VtRect *place);

/* Of a text that is read or written so far: its tokens, blanks that are not spaces as their signs, and an empty place for what comes. */
void     vt_paint_so_far      (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, double y, const NnField *field, const float *tokens, guint n);

/* The cell that lies first, for who comes by keyboard; the sentence is always there. */
void     vt_ranked_plan_cells (VtPlan *plan, const VtRect *first);

G_END_DECLS
