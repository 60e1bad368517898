/* What lights up: the number that is pointed at, its sources, and the wires between them. */
#include "vt-sheet-hover.h"

#include <math.h>

#include "vt-node.h"
#include "vt-scene-cells.h"

#define MOST_OUTLINES 48     /* of sources on one card; more get one frame around them all */
#define OUTLINE 3.0

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

static void
add_source (VtSheet *self, const NnWhySource *source, GArray *rects, VtRect *all)
{
  VtRect rect;

  if (source->layer == 0 || source->layer == self->hover->at.layer
      || !vt_scene_number_place (self->scene, source->layer, source->index, &rect))
    return;
  g_array_append_val (rects, rect);
  *all = vt_rect_union (all, &rect);
}

/* The places of a step's sources; the union of all, and how many there are. */
static guint
find_sources (VtSheet *self, const NnWhyStep *step, GArray *rects, VtRect *all)
{
  *all = (VtRect) { 0 };
  for (guint i = 0; step->terms != NULL && i < step->terms->len; i++)
    add_source (self, &nn_why_term (step, i)->source, rects, all);
  for (guint k = 0; k < NN_WHY_NUMBERS; k++)
    add_source (self, &step->source[k], rects, all);
  return rects->len;
}

static void
draw_sources (VtSheet *self, cairo_t *cr, const NnWhyStep *step, const VtRect *number)
{
  g_autoptr (GArray) rects = g_array_new (FALSE, FALSE, sizeof (VtRect));
  VtRect all;
  const guint n = find_sources (self, step, rects, &all);

  if (n > MOST_OUTLINES)
    {
      if (number != NULL)
        draw_wedge (self, cr, &all, number);
      outline (cr, self->theme, &all);
      return;
    }
  for (guint i = 0; i < n; i++)
    outline (cr, self->theme, &g_array_index (rects, VtRect, i));
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
    for (guint i = 0; i < why->steps->len; i++)
        draw_sources (self, cr, nn_why_step (why, i), is_shown ? &number : NULL);
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
