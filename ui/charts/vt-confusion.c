#include "vt-confusion.h"

#include <math.h>

#include "text.h"
#include "vt-map.h"
#include "vt-text.h"
#include "vt-words.h"

#define MARGIN 16.0
#define TITLE 24.0           /* above the matrix */
#define FOOT 22.0            /* the answers' names below it */
#define TRUTH 44.0           /* the word left of the names */
#define NAME_SIZE 12.0
#define NAME_MOST 84.0       /* longer names are cut */
#define CELL_HIGHEST 36.0
#define CELL_WIDEST 46.0
#define NUMBER_HEIGHT 13.0   /* cells this high have room for their number */

static double
get_name_width (const VtConfusion *confusion)
{
  double widest = 0;

  for (guint i = 0; i < confusion->n; i++)
    widest = MAX (widest, vt_text_width (NAME_SIZE, 400, confusion->names[i]));
  return MIN (ceil (widest), NAME_MOST);
}

static double
get_left (const VtConfusion *confusion)
{
  return MARGIN + TRUTH + get_name_width (confusion) + 8;
}

static double
get_pitch_x (const VtConfusion *confusion, double width)
{
  return CLAMP ((width - get_left (confusion) - MARGIN) / MAX (confusion->n, 1), 4, CELL_WIDEST);
}

static double
get_pitch_y (const VtConfusion *confusion, double height)
{
  return CLAMP ((height - TITLE - FOOT) / MAX (confusion->n, 1), 2, CELL_HIGHEST);
}

VtRect
vt_confusion_cell (const VtConfusion *confusion, double width, double height, guint cell)
{
  const double w = get_pitch_x (confusion, width), h = get_pitch_y (confusion, height);
  const double gap = h > 24 ? 3 : h > 8 ? 1.5 : 0;

  return (VtRect) { get_left (confusion) + cell % confusion->n * w, TITLE + cell / confusion->n * h, w - gap, h - gap };
}

int
vt_confusion_at (const VtConfusion *confusion, double width, double height, double x, double y)
{
  const double column = (x - get_left (confusion)) / get_pitch_x (confusion, width);
  const double row = (y - TITLE) / get_pitch_y (confusion, height);

  if (column < 0 || row < 0 || column >= confusion->n || row >= confusion->n)
    return -1;
  return (int) row * (int) confusion->n + (int) column;
}

double
vt_confusion_width (const VtConfusion *confusion, double width, double height)
{
  return MIN (width, get_left (confusion) + confusion->n * get_pitch_x (confusion, width) + MARGIN);
}

static double
find_largest (const VtConfusion *confusion)
{
  double largest = 1;

  for (guint i = 0; i < confusion->n * confusion->n; i++)
    largest = MAX (largest, confusion->counts[i]);
  return largest;
}

/* Black or white, whichever stands out from the colour (relative luminance of WCAG 2, without its gamma: close enough for two). */
static const VtColour *
get_ink (const VtColour *behind)
{
  static const VtColour black = { 0.1, 0.1, 0.12, 1 }, white = { 1, 1, 1, 1 };

  return 0.3 * behind->r + 0.59 * behind->g + 0.11 * behind->b > 0.55 ? &black : &white;
}

static void
draw_cell (const VtConfusion *confusion, cairo_t *cr, const VtRect *cell, double count, double largest)
{
  const VtColour colour = vt_map_colour (confusion->theme, VT_MAP_UNSIGNED, largest, count);
  const double radius = cell->h > 24 ? 6 : cell->h > 8 ? 3 : 0;
  g_autofree char *number = vt_count ((gint64) count);

  vt_box (cr, cell, radius, &colour, NULL, 0);
  if (cell->h > 8)
    vt_tile_edge (cr, confusion->theme, cell, radius);
  if (count > 0 && cell->h >= NUMBER_HEIGHT)
    vt_text (cr, cell->x + cell->w / 2, cell->y + cell->h / 2 + 4.5, VT_ALIGN_CENTRE, cell->h > 24 ? 13 : 11.5, 600,
             get_ink (&colour), cell->w, number);
}

static void
draw_outline (const VtConfusion *confusion, cairo_t *cr, const VtRect *cell, gboolean dashed)
{
  static const double dashes[] = { 4, 3 };
  const VtRect ring = vt_rect_grow (cell, 1.5);

  cairo_save (cr);
  cairo_set_dash (cr, dashes, dashed ? 2 : 0, 0);
  vt_box (cr, &ring, cell->h > 24 ? 7 : 4, NULL, &confusion->theme->accent, 2.5);
  cairo_restore (cr);
}

/* Every so many names, where there is no room for all. */
static void
draw_names (const VtConfusion *confusion, cairo_t *cr, double width, double height)
{
  const VtTheme *theme = confusion->theme;
  const double bottom = TITLE + confusion->n * get_pitch_y (confusion, height);
  const guint row_stride = (guint) ceil (12 / get_pitch_y (confusion, height));
  const guint column_stride = (guint) ceil (18 / get_pitch_x (confusion, width));

  for (guint i = 0; i < confusion->n; i++)
    {
      const VtRect cell = vt_confusion_cell (confusion, width, height, i * confusion->n + i);

      if (i % row_stride == 0)
        vt_text (cr, get_left (confusion) - 8, cell.y + cell.h / 2 + 4, VT_ALIGN_RIGHT, NAME_SIZE, 400, &theme->text,
                 NAME_MOST, confusion->names[i]);
      if (i % column_stride == 0)
        vt_text (cr, cell.x + cell.w / 2, bottom + 14, VT_ALIGN_CENTRE, 11.5, 400, &theme->dim,
                 get_pitch_x (confusion, width) * column_stride - 2, confusion->names[i]);
    }
}

static void
draw_title (const VtConfusion *confusion, cairo_t *cr, double width)
{
  const double middle = get_left (confusion) + confusion->n * get_pitch_x (confusion, width) / 2;
  g_autofree char *words = NULL;

  if (confusion->hovered >= 0)
    {
      const guint truth = (guint) confusion->hovered / confusion->n, answer = (guint) confusion->hovered % confusion->n;

      words = vt_words_cell (confusion->counts[confusion->hovered], confusion->names[truth], confusion->names[answer],
                             truth == answer);
    }
  vt_text (cr, middle, 15, VT_ALIGN_CENTRE, NAME_SIZE, words != NULL ? 600 : 400,
           words != NULL ? &confusion->theme->text : &confusion->theme->dim, 0,
           words != NULL ? words : _("The network says"));
}

void
vt_confusion_draw (const VtConfusion *confusion, cairo_t *cr, double width, double height)
{
  const double largest = find_largest (confusion);
  const int marks[] = { confusion->hovered, confusion->chosen, confusion->focused };

  draw_title (confusion, cr, width);
  vt_text (cr, MARGIN, TITLE + confusion->n * get_pitch_y (confusion, height) / 2 + 4, VT_ALIGN_LEFT, NAME_SIZE, 400,
           &confusion->theme->dim, TRUTH, _("Truth"));
  draw_names (confusion, cr, width, height);
  for (guint i = 0; i < confusion->n * confusion->n; i++)
    {
      const VtRect cell = vt_confusion_cell (confusion, width, height, i);

      draw_cell (confusion, cr, &cell, confusion->counts[i], largest);
    }
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (marks[i] >= 0)
      {
        const VtRect cell = vt_confusion_cell (confusion, width, height, (guint) marks[i]);

        draw_outline (confusion, cr, &cell, i == 2);
      }
}
