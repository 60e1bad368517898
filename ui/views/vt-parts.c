#include "vt-parts.h"

#include "vt-hatch.h"

#include <math.h>

/* Which is rounded. */
static void
hatch_tile (cairo_t *cr, const VtTheme *theme, const VtRect *rect, double radius, const float *values, guint columns, guint rows,
            gboolean smooth)
{
  cairo_save (cr);
  vt_round_path (cr, rect, radius);
  cairo_clip (cr);
  vt_hatch_map (cr, theme, rect, values, columns, rows, smooth);
  cairo_restore (cr);
}

static gboolean
all_zero (const float *values, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (values[i] != 0.0f)
      return FALSE;
  return TRUE;
}

void
vt_paint_map_tile (cairo_t *cr,
                   const VtTheme *theme,
                   const VtRect *rect,
                   double radius,
                   VtMapKind kind,
                   double limit,
                   const float *values,
                   guint columns,
                   guint rows,
                   gboolean smooth)
{
  cairo_surface_t *surface = vt_map_surface (theme, kind, limit > 0.0 ? limit : 1.0, values, columns, rows);

  cairo_new_path (cr);
  vt_round_path (cr, rect, radius);
  vt_fill_pixels (cr, surface, rect->x, rect->y, rect->w, rect->h, smooth);
  cairo_surface_destroy (surface);
  if (theme->is_contrasted && kind == VT_MAP_SIGNED)
    hatch_tile (cr, theme, rect, radius, values, columns, rows, smooth);
  vt_tile_edge (cr, theme, rect, radius);
  if (rect->w >= 40.0 && all_zero (values, (gsize) columns * rows))
    vt_text (cr, rect->x + rect->w / 2.0, rect->y + rect->h / 2.0 + 4.0, VT_ALIGN_CENTRE, VT_SMALL_TEXT, 400,
             &theme->dim, rect->w, _ ("all 0"));
}

static void
curve_path (cairo_t *cr, const VtRect *rect, double limit, const float *values, guint n)
{
  const double middle = rect->y + rect->h / 2.0, reach = rect->h / 2.0 - 2.0;

  cairo_new_path (cr);
  for (guint i = 0; i < n; i++)
    {
      const double value = isfinite (values[i]) ? CLAMP (values[i] / limit, -1.0, 1.0) : 0.0;

      cairo_line_to (cr, rect->x + rect->w * (i + 0.5) / n, middle - reach * value);
    }
}

/* Fills between the curve and zero on one side of zero. */
static void
fill_side (cairo_t *cr,
           const VtRect *rect,
           const VtRect *side,
           double limit,
           const float *values,
           guint n,
           const VtColour *colour)
{
  const double middle = rect->y + rect->h / 2.0;

  cairo_save (cr);
  cairo_rectangle (cr, side->x, side->y, side->w, side->h);
  cairo_clip (cr);
  curve_path (cr, rect, limit, values, n);
  cairo_line_to (cr, rect->x + rect->w, middle);
  cairo_line_to (cr, rect->x, middle);
  cairo_close_path (cr);
  vt_set_colour_alpha (cr, colour, 0.35);
  cairo_fill (cr);
  cairo_restore (cr);
}

void
vt_paint_curve_tile (cairo_t *cr, const VtTheme *theme, const VtRect *rect, double limit, const float *values, guint n)
{
  const double scale = limit > 0.0 ? limit : 1.0, middle = rect->y + rect->h / 2.0;

  cairo_save (cr);
  vt_round_path (cr, rect, 6.0);
  vt_set_colour (cr, &theme->signed_map[VT_MAP_STOPS / 2]);
  cairo_fill_preserve (cr);
  cairo_clip (cr);
  fill_side (cr, rect, &(VtRect) { rect->x, rect->y, rect->w, rect->h / 2.0 }, scale, values, n, &theme->positive);
  fill_side (cr, rect, &(VtRect) { rect->x, middle, rect->w, rect->h / 2.0 }, scale, values, n, &theme->negative);
  cairo_move_to (cr, rect->x, floor (middle) + 0.5);
  cairo_line_to (cr, rect->x + rect->w, floor (middle) + 0.5);
  cairo_set_line_width (cr, 1.0);
  vt_set_colour (cr, &theme->idle);
  cairo_stroke (cr);
  curve_path (cr, rect, scale, values, n);
  cairo_set_line_width (cr, 1.5);
  vt_set_colour (cr, &theme->text);
  cairo_stroke (cr);
  cairo_restore (cr);
  vt_tile_edge (cr, theme, rect, 6.0);
}

void
vt_paint_more (const VtPlan *plan, cairo_t *cr, const VtTheme *theme)
{
  g_autofree char *count = NULL, *text = NULL;

  if (plan->n_units <= plan->cells->len)
    return;
  count = vt_count (plan->n_units - plan->cells->len);
  text = g_strdup_printf (_ ("+%s more"), count);
  vt_text (cr, plan->w / 2.0, vt_plan_bottom (plan) + 14.0, VT_ALIGN_CENTRE, VT_SMALL_TEXT, 400, &theme->dim,
           plan->w - 16.0, text);
}

void
vt_paint_waiting (const VtPlan *plan, cairo_t *cr, const VtTheme *theme)
{
  for (guint i = 0; i < plan->cells->len; i++)
    {
      const VtRect *cell = &g_array_index (plan->cells, VtRect, i);

      vt_dashed_box (cr, cell, MIN (6.0, cell->h / 4.0), &theme->idle);
    }
}

const char *
vt_class_name (const VtPlan *plan, guint index)
{
  const NnField *target = plan->data != NULL ? plan->target : NULL;

  if (target == NULL || index >= target->n_parts)
    return "";
  return target->kind == NN_FIELD_TEXT ? nn_token_sign (target->parts[index]) : target->parts[index];
}

static char *
right_answer (const VtPlan *plan, const VtNumbers *numbers)
{
  if (numbers->right >= 0)
    return g_strdup (vt_class_name (plan, numbers->right));
  return isnan (numbers->target) ? NULL : vt_number (numbers->target, 2);
}

void
vt_paint_example (const VtPlan *plan,
                  cairo_t *cr,
                  const VtTheme *theme,
                  const VtNumbers *numbers,
                  gboolean with_loss,
                  double x,
                  double y)
{
  g_autofree char *answer = right_answer (plan, numbers), *text = NULL;
  const double room = plan->w - x - 8.0;

  if (numbers->example < 0)
    text = g_strdup (_ ("Your own example"));
  else
    {
      g_autofree char *index = vt_count (numbers->example), *loss = vt_number (numbers->loss, 2);

      if (answer == NULL)
        text = g_strdup_printf (_ ("Example %s"), index);
      else if (!with_loss || isnan (numbers->loss))
        text = g_strdup_printf (_ ("Example %s is <b>%s</b>"), index, answer);
      else
        text = g_strdup_printf (_ ("Example %s is <b>%s</b>: loss <b>%s</b>"), index, answer, loss);
    }
  vt_text_rich (cr, x, y, VT_SMALL_TEXT, &theme->dim, &theme->text, room, text);
}

gboolean
vt_gives_block (const VtSite *site)
{
  const NnLayerReport *report = nn_report_layer (site->report, site->layer->id);

  return report != NULL && report->out.rank == 3;
}

char *
vt_parameters_in_words (gint64 parameters, gboolean is_short)
{
  g_autofree char *count = vt_count (parameters);

  if (parameters == 0)
    return g_strdup (_ ("no parameters"));
  if (is_short && parameters >= 10000)
    return g_strdup_printf (_ ("%s param."), count);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s parameter", "%s parameters", (gulong) parameters), count);
}
