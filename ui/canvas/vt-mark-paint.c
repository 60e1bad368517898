#include "vt-mark-paint.h"

#include <math.h>

#include "text.h"

#define PADDING_X 12.0
#define PADDING_Y 10.0
#define TEXT 13.0
#define LEAST 38.0              /* height of a note with a line */
#define LINE 2.5                /* of an arrow */
#define HEAD 13.0               /* its length; it is as wide */
#define HANDLE 8.0

static const char *
shown_text (const char *text)
{
  return *text != '\0' ? text : _ ("Empty note");
}

double
vt_note_height (const char *text, double width)
{
  return MAX (LEAST, ceil (vt_text_block (NULL, 0.0, 0.0, width - 2.0 * PADDING_X, TEXT, 400, NULL, shown_text (text)))
                         + 2.0 * PADDING_Y);
}

static void
paint_note (cairo_t *cr, const VtTheme *theme, const VtSceneMark *mark)
{
  vt_box (cr, &mark->rect, 8.0, &theme->accent_tint, NULL, 0.0);
  vt_text_block (cr, mark->rect.x + PADDING_X, mark->rect.y + PADDING_Y, mark->rect.w - 2.0 * PADDING_X, TEXT, 400,
                 *mark->text != '\0' ? &theme->text : &theme->dim, shown_text (mark->text));
}

static void
paint_arrow (cairo_t *cr, const VtTheme *theme, const VtSceneMark *mark)
{
  const double angle = atan2 (mark->y1 - mark->y0, mark->x1 - mark->x0);
  /* The line ends inside the head, so that its end does not show beside the point. */
  const double x = mark->x1 - 0.7 * HEAD * cos (angle), y = mark->y1 - 0.7 * HEAD * sin (angle);

  cairo_save (cr);
  vt_set_colour (cr, &theme->accent);
  cairo_set_line_width (cr, LINE);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, mark->x0, mark->y0);
  cairo_line_to (cr, x, y);
  cairo_stroke (cr);
  cairo_translate (cr, mark->x1, mark->y1);
  cairo_rotate (cr, angle);
  cairo_move_to (cr, 0.0, 0.0);
  cairo_line_to (cr, -HEAD, -HEAD / 2.0);
  cairo_line_to (cr, -HEAD, HEAD / 2.0);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_restore (cr);
}

void
vt_paint_mark (cairo_t *cr, const VtTheme *theme, const VtSceneMark *mark)
{
  if (mark->kind == NN_MARK_NOTE)
    paint_note (cr, theme, mark);
  else
    paint_arrow (cr, theme, mark);
}

/* A note gets a card's ring; an arrow gets handles at its ends, where it can be taken. */
void
vt_paint_mark_ring (cairo_t *cr, const VtTheme *theme, const VtSceneMark *mark, gboolean is_dashed)
{
  const VtRect ring = vt_rect_grow (&mark->rect, 4.0);

  if (is_dashed)
    cairo_set_dash (cr, (double[]) { 5.0, 3.0 }, 2, 0.0);
  if (mark->kind == NN_MARK_NOTE || is_dashed)
    vt_box (cr, &ring, 12.0, NULL, &theme->accent, 2.5);
  cairo_set_dash (cr, NULL, 0, 0.0);
  if (is_dashed)
    return;
  if (mark->kind == NN_MARK_NOTE)
    {
      vt_ring (cr, ring.x + ring.w, ring.y + ring.h / 2.0, HANDLE, 2.0, &theme->accent, &theme->card);
      return;
    }
  vt_ring (cr, mark->x0, mark->y0, HANDLE, 2.0, &theme->accent, &theme->card);
  vt_ring (cr, mark->x1, mark->y1, HANDLE, 2.0, &theme->accent, &theme->card);
}
