#include "vt-boundary.h"

#include <math.h>

#include "text.h"
#include "vt-chart.h"
#include "vt-hatch.h"
#include "vt-text.h"

#define MARGIN 16.0
#define RADIUS 8.0
#define RING 17.0
#define LEGEND_WIDTH 190.0
#define LEGEND_GAP 24.0
#define LEGEND_HEIGHT 176.0
#define TITLE_SIZE 13.5
#define TEXT_SIZE 12.0
#define SMALL_SIZE 11.5
#define LINE 22.0
#define MOST_CLASSES 5       /* named in the legend */

static gboolean
is_flat (const VtBoundary *boundary)
{
  return vt_subject_inputs (boundary->subject) == 1;
}

static gboolean
has_values (const VtBoundary *boundary)
{
  return vt_subject_n_classes (boundary->subject) == 0;
}

/* A page that is tall rather than wide has the legend below the plane. */
static gboolean
is_tall (double width, double height)
{
  return height - LEGEND_HEIGHT > width - 2 * MARGIN - LEGEND_WIDTH - LEGEND_GAP;
}

VtRect
vt_boundary_plot (const VtBoundary *boundary, double width, double height)
{
  const double tall_side = MAX (MIN (height - LEGEND_HEIGHT, width - 2 * MARGIN), 1);
  const double room = width - 2 * MARGIN - LEGEND_WIDTH - LEGEND_GAP;
  const double side = MAX (MIN (height - 14, room > 100 ? room : width - 2 * MARGIN), 1);

  if (is_flat (boundary))
    return (VtRect) { MARGIN + 44, 36, MAX (width - 2 * MARGIN - 44, 1), MAX (height - 36 - 26, 1) };
  if (is_tall (width, height))
    return (VtRect) { MARGIN, 4, tall_side, tall_side };
  return (VtRect) { MARGIN + MAX (0, room - side) / 2, 4, side, side };
}

static double
place_x (const VtBoundary *boundary, const VtRect *plot, double x)
{
  return plot->x + plot->w * (x - boundary->places->x0) / (boundary->places->x1 - boundary->places->x0);
}

static double
place_y (const VtBoundary *boundary, const VtRect *plot, double y)
{
  const VtAxis *axis = boundary->fit_axis;

  if (is_flat (boundary))
    return plot->y + plot->h * (1 - vt_axis_place (axis, y));
  return plot->y + plot->h * (boundary->places->y1 - y) / (boundary->places->y1 - boundary->places->y0);
}

/* A mark in the class's colour on a rim of the card's, so that it is seen on every colour of the plane. On the darkest ground, too, one
 * sees which examples are held back: theirs are pale, with an outline. */
static void
draw_mark (cairo_t *cr, const VtTheme *theme, guint class, double x, double y, const VtColour *colour, gboolean validates)
{
  vt_class_mark (cr, class, x, y, VT_BOUNDARY_MARK + (validates ? 2.5 : 1.5), &theme->card, FALSE);
  vt_class_mark (cr, class, x, y, VT_BOUNDARY_MARK, colour, FALSE);
  if (validates)
    vt_class_mark (cr, class, x, y, VT_BOUNDARY_MARK - 2.2, &theme->card, FALSE);
}

static VtColour
get_mark_colour (const VtBoundary *boundary, const VtPlace *place)
{
  const VtTheme *theme = boundary->theme;

  if (!has_values (boundary))
    return vt_plane_class_colour (theme, place->class, vt_subject_n_classes (boundary->subject));
  if (is_flat (boundary))
    return theme->idle;
  return vt_map_colour (theme, VT_MAP_SIGNED, vt_plane_limit (boundary->subject), place->value);
}

static void
draw_value_mark (const VtBoundary *boundary, cairo_t *cr, const VtPlace *place, double x, double y, const VtColour *colour)
{
  const VtTheme *theme = boundary->theme;
  VtColour rim = theme->text;   /* seen on every colour, and round a mark of nearly zero */

  rim.a = place->validates ? 0.7 : is_flat (boundary) ? 0 : 0.45;
  vt_class_mark (cr, 0, x, y, VT_BOUNDARY_MARK + 1.5, &rim, FALSE);
  vt_class_mark (cr, 0, x, y, VT_BOUNDARY_MARK, colour, FALSE);
  if (place->validates)
    vt_class_mark (cr, 0, x, y, VT_BOUNDARY_MARK - 4, &theme->card, FALSE);
}

static void
draw_marks (const VtBoundary *boundary, cairo_t *cr, const VtRect *plot)
{
  for (guint i = 0; i < boundary->places->list->len; i++)
    {
      const VtPlace *place = &g_array_index (boundary->places->list, VtPlace, i);
      const double x = place_x (boundary, plot, place->x), y = place_y (boundary, plot, place->y);
      const VtColour colour = get_mark_colour (boundary, place);

      if (has_values (boundary))
        draw_value_mark (boundary, cr, place, x, y, &colour);
      else
        draw_mark (cr, boundary->theme, place->class, x, y, &colour, place->validates);
    }
}

cairo_surface_t *
vt_boundary_marks (const VtBoundary *boundary, double width, double height, int scale)
{
  const VtRect plot = vt_boundary_plot (boundary, width, height);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) ceil (width * scale),
                                                         (int) ceil (height * scale));
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  vt_round_path (cr, &plot, RADIUS);
  cairo_clip (cr);
  draw_marks (boundary, cr, &plot);
  cairo_destroy (cr);
  return surface;
}

static void
draw_ring (const VtBoundary *boundary, cairo_t *cr, double x, double y)
{
  cairo_new_path (cr);
  cairo_arc (cr, x, y, RING / 2, 0, 2 * G_PI);
  vt_set_colour (cr, &boundary->theme->card);
  cairo_set_line_width (cr, 5);
  cairo_stroke_preserve (cr);
  vt_set_colour (cr, &boundary->theme->accent);
  cairo_set_line_width (cr, 2.5);
  cairo_stroke (cr);
}

/* The map's colours from one end to the other, as the picture has them. */
static void
draw_scale (const VtBoundary *boundary, cairo_t *cr, const VtRect *bar)
{
  cairo_pattern_t *pattern = cairo_pattern_create_linear (bar->x, 0, bar->x + bar->w, 0);

  for (guint i = 0; i <= 20; i++)
    {
      const VtColour colour = vt_map_colour (boundary->theme, VT_MAP_SIGNED, 1, i / 10.0 - 1);

      cairo_pattern_add_color_stop_rgb (pattern, i / 20.0, colour.r, colour.g, colour.b);
    }
  cairo_save (cr);
  vt_round_path (cr, bar, bar->h / 2);
  cairo_clip (cr);
  cairo_set_source (cr, pattern);
  cairo_paint (cr);
  vt_hatch_rect (cr, boundary->theme, &(VtRect) { bar->x, bar->y, bar->w / 2, bar->h });
  cairo_restore (cr);
  cairo_pattern_destroy (pattern);
}

static void
draw_scale_words (const VtBoundary *boundary, cairo_t *cr, const VtRect *bar, double baseline)
{
  const VtColour *dim = &boundary->theme->dim;
  const gboolean is_number = has_values (boundary) || boundary->unit != NULL;
  const double limit = boundary->unit != NULL ? boundary->unit_limit : vt_plane_limit (boundary->subject);
  g_autofree char *low = NULL, *high = NULL;

  if (is_number)
    {
      low = vt_number_short (-limit);
      high = vt_number_short (limit);
    }
  else
    {
      /* Translators: the end of a scale: "orange, sure" */
      low = g_strdup_printf (_("%s, sure"), vt_subject_class_name (boundary->subject, 0));
      high = g_strdup_printf (_("%s, sure"), vt_subject_class_name (boundary->subject, 1));
    }
  vt_text (cr, bar->x, baseline, VT_ALIGN_LEFT, SMALL_SIZE, 400, dim, 0, low);
  vt_text (cr, bar->x + bar->w / 2, baseline, VT_ALIGN_CENTRE, SMALL_SIZE, 400, dim, 0, is_number ? "0" : _("torn"));
  vt_text (cr, bar->x + bar->w, baseline, VT_ALIGN_RIGHT, SMALL_SIZE, 400, dim, 0, high);
}

static double
draw_classes (const VtBoundary *boundary, cairo_t *cr, double x, double y)
{
  const guint n = vt_subject_n_classes (boundary->subject);

  for (guint i = 0; i < MIN (n, MOST_CLASSES); i++, y += LINE - 4)
    {
      const VtColour colour = vt_plane_class_colour (boundary->theme, i, n);

      vt_class_mark (cr, i, x + 5, y - 4, VT_BOUNDARY_MARK + 1, &colour, FALSE);
      vt_text (cr, x + 20, y, VT_ALIGN_LEFT, TEXT_SIZE, 400, &boundary->theme->text, LEGEND_WIDTH - 20,
               vt_subject_class_name (boundary->subject, i));
    }
  return y;
}

/* The two classes' marks side by side, or one mark of a value; then what they are. */
static void
draw_key (const VtBoundary *boundary, cairo_t *cr, double x, double y, gboolean validates, const char *words)
{
  const VtTheme *theme = boundary->theme;
  const VtPlace place = { .validates = validates, .value = (float) vt_plane_limit (boundary->subject) };

  if (has_values (boundary))
    {
      const VtColour colour = get_mark_colour (boundary, &place);

      draw_value_mark (boundary, cr, &place, x + 5, y - 4, &colour);
    }
  for (guint i = 0; i < 2 && !has_values (boundary); i++)
    {
      const VtColour colour = vt_plane_class_colour (theme, i, vt_subject_n_classes (boundary->subject));

      draw_mark (cr, theme, i, x + 5 + 17 * i, y - 4, &colour, validates);
    }
  vt_text (cr, x + 40, y, VT_ALIGN_LEFT, TEXT_SIZE, 400, &theme->text, LEGEND_WIDTH - 40, words);
}

static char *
name_example (const VtBoundary *boundary)
{
  g_autofree char *number = vt_count (boundary->example);

  if (boundary->example < 0)
    return g_strdup (_("your point, shown above"));
  return g_strdup_printf (_("example %s, shown above"), number);
}

static gboolean
has_validation (const VtBoundary *boundary)
{
  for (guint i = boundary->places->list->len; i-- > 0;)
    if (g_array_index (boundary->places->list, VtPlace, i).validates)
      return TRUE;
  return FALSE;
}

static void
draw_keys (const VtBoundary *boundary, cairo_t *cr, double x, double y)
{
  draw_key (boundary, cr, x, y, FALSE, _("training point"));
  if (has_validation (boundary))
    draw_key (boundary, cr, x, y += LINE, TRUE, _("validation point"));
  if (boundary->has_input)
    {
      g_autofree char *words = name_example (boundary);

      draw_ring (boundary, cr, x + 13.5, (y += LINE) - 4);
      vt_text (cr, x + 40, y, VT_ALIGN_LEFT, TEXT_SIZE, 400, &boundary->theme->text, LEGEND_WIDTH - 36, words);
    }
}

static const char *
get_title (const VtBoundary *boundary)
{
  if (boundary->without != NULL)
    return _("The examples");
  return boundary->unit != NULL ? boundary->unit : _("What the network says");
}

/* Of the examples alone. */
static void
draw_plain_legend (const VtBoundary *boundary, cairo_t *cr, double x, double y)
{
  y += 24 + vt_text_block (cr, x, y + 24, LEGEND_WIDTH, TEXT_SIZE, 400, &boundary->theme->dim, boundary->without);
  draw_keys (boundary, cr, x, draw_classes (boundary, cr, x, y + 22) + 6);
}

static void
draw_legend (const VtBoundary *boundary, cairo_t *cr, double x, double y)
{
  const VtTheme *theme = boundary->theme;
  const VtRect bar = { x, y + 52, LEGEND_WIDTH - 8, 9 };

  vt_text (cr, x, y + 19, VT_ALIGN_LEFT, TITLE_SIZE, 600, &theme->text, LEGEND_WIDTH, get_title (boundary));
  if (boundary->without != NULL)
    {
      draw_plain_legend (boundary, cr, x, y);
      return;
    }
  vt_text (cr, x, y + 38, VT_ALIGN_LEFT, TEXT_SIZE, 400, &theme->dim, LEGEND_WIDTH, _("for every place on the plane"));
  if (vt_subject_n_classes (boundary->subject) > 2 && boundary->unit == NULL)
    {
      draw_keys (boundary, cr, x, draw_classes (boundary, cr, x, y + 60) + 6);
      return;
    }
  draw_scale (boundary, cr, &bar);
  draw_scale_words (boundary, cr, &bar, bar.y + bar.h + 14);
  draw_keys (boundary, cr, x, y + 106);
}

static void
paint_marks (const VtBoundary *boundary, cairo_t *cr)
{
  if (boundary->marks == NULL)
    return;
  cairo_set_source_surface (cr, boundary->marks, 0, 0);
  cairo_paint (cr);
}

static void
draw_plane (const VtBoundary *boundary, cairo_t *cr, const VtRect *plot)
{
  cairo_surface_t *picture = vt_plane_picture (boundary->plane);

  cairo_save (cr);
  vt_round_path (cr, plot, RADIUS);
  cairo_clip (cr);
  if (picture != NULL)
    {
      vt_paint_pixels (cr, picture, plot->x, plot->y, plot->w, plot->h, TRUE);
      vt_plane_hatch (boundary->plane, cr, boundary->theme, plot);
    }
  cairo_restore (cr);
  if (picture == NULL)
    vt_dashed_box (cr, plot, RADIUS, &boundary->theme->border);
  vt_tile_edge (cr, boundary->theme, plot, RADIUS);
}

static void
draw_fit_line (const VtBoundary *boundary, cairo_t *cr, const VtRect *plot)
{
  const guint n = boundary->fit->len;

  cairo_save (cr);
  cairo_rectangle (cr, plot->x, plot->y - 2, plot->w, plot->h + 4);
  cairo_clip (cr);
  cairo_set_line_width (cr, 2.5);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  vt_set_colour (cr, &boundary->theme->text);
  for (guint i = 0; i < n; i++)
    if (isfinite (g_array_index (boundary->fit, float, i)))   /* cairo takes no other numbers */
      cairo_line_to (cr, plot->x + plot->w * (i + 0.5) / n, place_y (boundary, plot, g_array_index (boundary->fit, float, i)));
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_fit_head (const VtBoundary *boundary, cairo_t *cr, const VtRect *plot)
{
  const VtTheme *theme = boundary->theme;
  double x = plot->x + plot->w;

  if (boundary->has_input)
    {
      g_autofree char *words = name_example (boundary);

      x -= vt_text (cr, x, 19, VT_ALIGN_RIGHT, TEXT_SIZE, 400, &theme->dim, 0, words) + 22;
      draw_ring (boundary, cr, x + 9, 15);
      x -= 16;
    }
  if (boundary->without != NULL)
    {
      vt_text (cr, MARGIN, 19, VT_ALIGN_LEFT, TEXT_SIZE, 400, &theme->dim, x - MARGIN - 20, boundary->without);
      return;
    }
  x = vt_chart_legend (cr, theme, x, 19, &theme->text, FALSE, boundary->unit != NULL ? _("the neuron") : _("the network"), "");
  if (x > plot->x + 150)
    vt_text (cr, MARGIN, 19, VT_ALIGN_LEFT, TITLE_SIZE, 600, &theme->text, x - MARGIN - 20, get_title (boundary));
}

static void
draw_fit (const VtBoundary *boundary, cairo_t *cr, const VtRect *plot)
{
  const VtAxis x_axis = vt_axis_between (boundary->places->x0, boundary->places->x1);
  const VtChart chart = { .theme = boundary->theme, .plot = *plot, .x = &x_axis, .y = boundary->fit_axis };

  draw_fit_head (boundary, cr, plot);
  vt_chart_grid (cr, &chart);
  paint_marks (boundary, cr);
  if (boundary->fit->len > 0)
    draw_fit_line (boundary, cr, plot);
}

void
vt_boundary_draw (const VtBoundary *boundary, cairo_t *cr, double width, double height)
{
  const VtRect plot = vt_boundary_plot (boundary, width, height);

  if (is_flat (boundary))
    draw_fit (boundary, cr, &plot);
  else
    {
      draw_plane (boundary, cr, &plot);
      paint_marks (boundary, cr);
      if (is_tall (width, height))
        draw_legend (boundary, cr, plot.x, plot.y + plot.h + 4);
      else if (width - plot.x - plot.w > LEGEND_WIDTH)
        draw_legend (boundary, cr, plot.x + plot.w + LEGEND_GAP, 0);
    }
  if (boundary->has_input)
    draw_ring (boundary, cr, place_x (boundary, &plot, boundary->x), place_y (boundary, &plot, boundary->y));
}
