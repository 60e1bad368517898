/* What lights up: the number that is pointed at, its sources, and the wires between them. */
#include "vt-sheet-hover.h"

#include <math.h>

#include "vt-node.h"
#include "vt-scene-cells.h"

#define MOST_OUTLINES 48     /* of sources on one card; more get one frame around them all */
#define OUTLINE 3.0
#define WEIGHTS G_MAXINT      /* a tile for all weights of a card that are drawn as cells: a filter */
#define SMALL 12.0           /* numbers smaller than this get one frame with their neighbours */

static void
outline (cairo_t *cr, const VtTheme *theme, const VtRect *rect)
{
  const VtRect outer = vt_rect_grow (rect, 3.5), inner = vt_rect_grow (rect, 1.0);

  vt_box (cr, &outer, 7.0, NULL, &theme->card, OUTLINE);
  vt_box (cr, &inner, 5.0, NULL, &theme->accent, OUTLINE);
}

static void
wire_path (cairo_t *cr, const VtSceneWire *wire)
{
  const double bend = vt_wire_bend (wire->x0, wire->x1);

  cairo_new_path (cr);
  cairo_move_to (cr, wire->x0, wire->y0);
  cairo_curve_to (cr, wire->x0 + bend, wire->y0, wire->x1 - bend, wire->y1, wire->x1, wire->y1);
}

/* A halo in the accent, and the wire in its own colour on it, at least as thick as can be seen. */
static void
draw_weight (VtSheet *self, cairo_t *cr, const VtSceneBundle *bundle, guint from, guint to)
{
  const VtSceneWire wire = vt_bundle_wire (bundle, from, to);
  double weight, width;

  if (!vt_bundle_weight (bundle, from, to, &weight))
    return;
  width = vt_weight_width (isfinite (weight) ? MIN (1.0, fabs (weight) / vt_scene_weight_cap (self->scene)) : 1.0);
  wire_path (cr, &wire);
  vt_set_colour_alpha (cr, &self->theme->accent, 0.35);
  cairo_set_line_width (cr, width + 5.0);
  cairo_stroke (cr);
  wire_path (cr, &wire);
  vt_set_colour (cr, weight > 0.0 ? &self->theme->positive : &self->theme->negative);
  cairo_set_line_width (cr, MAX (width, 1.5));
  cairo_stroke (cr);
}

/* All weights into a unit that is pointed at; or the one that is. In gradients, those that its blame came back through. */
static void
draw_weights (VtSheet *self, cairo_t *cr)
{
  const VtPlace *at = &self->hover->at;

  for (guint b = 0; b < self->scene->bundles->len; b++)
    {
      const VtSceneBundle *bundle = &g_array_index (self->scene->bundles, VtSceneBundle, b);
      const gboolean back = self->hover->gradients && !at->is_wire;
      const guint n = back ? bundle->to->plan->cells->len : bundle->from->plan->cells->len;

      if ((back ? bundle->from : bundle->to)->layer != at->layer)
        continue;
      if (at->is_wire)
        draw_weight (self, cr, bundle, at->from, at->to);
      else if (at->cell.about == NN_WHY_VALUE && at->cell.index < (back ? bundle->from : bundle->to)->plan->cells->len)
        for (guint i = 0; i < n; i++)
          draw_weight (self, cr, bundle, back ? (guint) at->cell.index : i, back ? i : (guint) at->cell.index);
    }
}

/* From the sources to the number, so faint that nothing under it is lost. */
static void
draw_wedge (VtSheet *self, cairo_t *cr, const VtRect *from, const VtRect *to)
{
  const gboolean is_left = from->x < to->x;
  const double x0 = is_left ? from->x + from->w : from->x, x1 = is_left ? to->x : to->x + to->w;

  cairo_new_path (cr);
  cairo_move_to (cr, x0, from->y);
  cairo_line_to (cr, x1, to->y);
  cairo_line_to (cr, x1, to->y + to->h);
  cairo_line_to (cr, x0, from->y + from->h);
  cairo_close_path (cr);
  vt_set_colour_alpha (cr, &self->theme->accent, 0.1);
  cairo_fill (cr);
}

/* Sources that light up: one number, or several small ones that lie in the same tile of a card. */
typedef struct
{
  const VtSceneCard *card;
  int tile;                  /* −1: in none; or WEIGHTS */
  gboolean is_small;
  VtRect rect;
} Lit;

static int
find_tile (const VtSceneCard *card, const VtRect *rect)
{
  const double x = rect->x + rect->w / 2.0 - card->rect.x, y = rect->y + rect->h / 2.0 - card->rect.y;

  for (guint i = 0; i < card->plan->cells->len; i++)
    if (vt_rect_contains (&g_array_index (card->plan->cells, VtRect, i), x, y))
      return (int) i;
  return -1;
}

static void
light (GArray *lits, const VtSceneCard *card, int tile, const VtRect *rect)
{
  Lit lit = { card, tile, MIN (rect->w, rect->h) < SMALL, *rect };

  for (guint i = 0; i < lits->len && lit.is_small && tile >= 0; i++)
    {
      Lit *other = &g_array_index (lits, Lit, i);

      if (other->card != card || other->tile != tile || !other->is_small)
        continue;
      other->rect = vt_rect_union (&other->rect, rect);
      return;
    }
  g_array_append_val (lits, lit);
}

/* What an output's numbers are made of stands on the same card, and so does the number itself. */
static void
light_number (VtSheet *self, guint layer, gsize index, GArray *lits)
{
  const VtPlace *at = &self->hover->at;
  const VtSceneCard *card = layer != 0 ? vt_scene_shows (self->scene, layer) : NULL;
  VtRect rect;

  if (card == NULL || (layer == at->layer && (!card->plan->gives || index == at->cell.index))
      || !vt_scene_number_place (self->scene, layer, index, &rect))
    return;
  light (lits, card, find_tile (card, &rect), &rect);
}

/* A weight that is drawn as a cell of its own. */
static void
light_weight (VtSheet *self, const NnWhySource *source, GArray *lits)
{
  const VtSceneCard *card = source->role != NULL ? vt_scene_card (self->scene, source->weight_layer) : NULL;
  const VtCell cell = { NN_WHY_WEIGHT, source->role, source->weight_index };
  VtRect rect;

  if (card == NULL || vt_cell_equal (&cell, &self->hover->at.cell) || !vt_plan_cell_place (card->plan, &card->numbers, &cell, &rect))
    return;
  rect.x += card->rect.x;
  rect.y += card->rect.y;
  light (lits, card, WEIGHTS, &rect);
}

static void
light_source (VtSheet *self, const NnWhySource *source, GArray *lits)
{
  light_number (self, source->layer, source->index, lits);
  light_weight (self, source, lits);
}

static void
light_step (VtSheet *self, const NnWhyStep *step, GArray *lits)
{
  for (guint i = 0; step->terms != NULL && i < step->terms->len; i++)
    {
      light_source (self, &nn_why_term (step, i)->source, lits);
      light_source (self, &nn_why_term (step, i)->second, lits);
    }
  for (guint k = 0; k < NN_WHY_NUMBERS; k++)
    light_source (self, &step->source[k], lits);
}

/* One frame for each, and where there are too many, one around all. What many small numbers have become is joined to them. */
static void
draw_lits (VtSheet *self, cairo_t *cr, const GArray *lits, const VtRect *number)
{
  VtRect all = { 0 };

  for (guint i = 0; i < lits->len; i++)
    if (g_array_index (lits, Lit, i).tile != WEIGHTS)
      all = vt_rect_union (&all, &g_array_index (lits, Lit, i).rect);
  if (number != NULL && lits->len > 0 && (lits->len > MOST_OUTLINES || g_array_index (lits, Lit, 0).is_small))
    draw_wedge (self, cr, &all, number);
  if (lits->len > MOST_OUTLINES)
    outline (cr, self->theme, &all);
  else
    for (guint i = 0; i < lits->len; i++)
      outline (cr, self->theme, &g_array_index (lits, Lit, i).rect);
}

static void
draw_sources (VtSheet *self, cairo_t *cr, const NnWhy *why, const VtRect *number)
{
  g_autoptr (GArray) lits = g_array_new (FALSE, FALSE, sizeof (Lit));

  for (guint i = 0; i < why->steps->len; i++)
    light_step (self, nn_why_step (why, i), lits);
  draw_lits (self, cr, lits, number);
}

static void
paint (VtSheet *self, cairo_t *cr)
{
  const VtSheetHover *hover = self->hover;
  const NnWhy *why = &vt_session_frame (self->session)->why;
  const NnQuestion question = vt_sheet_question (self, &hover->at);
  VtRect number;
  const gboolean is_shown = vt_sheet_place_rect (self, &hover->at, &number);

  draw_weights (self, cr);
  if (nn_question_equal (&question, &why->question))
    draw_sources (self, cr, why, is_shown ? &number : NULL);
  if (is_shown)
    outline (cr, self->theme, &number);
}

void
vt_sheet_draw_why (VtSheet *self, GtkSnapshot *snapshot)
{
  GtkWidget *const cards[] = { self->hover->card, self->hover->nudge };

  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    if (gtk_widget_get_visible (cards[i]))
      gtk_widget_snapshot_child (GTK_WIDGET (self), cards[i], snapshot);
}

void
vt_sheet_draw_hover (VtSheet *self, GtkSnapshot *snapshot)
{
  const VtRect view = { -self->x / self->zoom, -self->y / self->zoom, gtk_widget_get_width (GTK_WIDGET (self)) / self->zoom,
                        gtk_widget_get_height (GTK_WIDGET (self)) / self->zoom };
  g_autoptr (GskRenderNode) node = NULL;
  cairo_t *cr;

  if (self->hover->at.layer == 0)
    return;
  node = vt_node_begin (&view, self->zoom, &cr);
  paint (self, cr);
  cairo_destroy (cr);
  gtk_snapshot_append_node (snapshot, node);
}
