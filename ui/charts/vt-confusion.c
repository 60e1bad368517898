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
#define FEW 3                /* so many classes have large cells */
#define CELL_HIGHEST(n) ((n) <= FEW ? 50.0 : 36.0)
#define CELL_WIDEST(n) ((n) <= FEW ? 72.0 : 46.0)
#define NUMBER_HEIGHT 13.0   /* cells this high have room for their number */

/* Where the cells lie: worked out once for a drawing, as measuring the names takes time. */
typedef struct
{
  double left, pitch_x, pitch_y, gap;
  guint n;
} Grid;

static double
get_left (const VtConfusion *confusion)
{
  double widest = 0;

  for (guint i = 0; i < confusion->n; i++)
    widest = MAX (widest, vt_text_width (NAME_SIZE, 400, confusion->names[i]));
  return MARGIN + TRUTH + MIN (ceil (widest), NAME_MOST) + 8;
}

static Grid
lay_out (const VtConfusion *confusion, double width, double height)
{
  const guint n = MAX (confusion->n, 1);
  Grid grid = { .left = get_left (confusion), .n = n };

  grid.pitch_x = CLAMP ((width - grid.left - MARGIN) / n, 4, CELL_WIDEST (n));
  grid.pitch_y = CLAMP ((height - TITLE - FOOT) / n, 2, CELL_HIGHEST (n));
  grid.gap = grid.pitch_y > 24 ? 3 : grid.pitch_y > 8 ? 1.5 : 0;
  return grid;
}

static VtRect
get_cell (const Grid *grid, guint cell)
{
  return (VtRect) {
    grid->left + cell % grid->n * grid->pitch_x,
    TITLE + cell / grid->n * grid->pitch_y,
    grid->pitch_x - grid->gap,
    grid->pitch_y - grid->gap,
  };
}

VtRect
vt_confusion_cell (const VtConfusion *confusion, double width, double height, guint cell)
{
  const Grid grid = lay_out (confusion, width, height);

  return get_cell (&grid, cell);
}

int
vt_confusion_at (const VtConfusion *confusion, double width, double height, double x, double y)
{
  const Grid grid = lay_out (confusion, width, height);
  const double column = (x - grid.left) / grid.pitch_x, row = (y - TITLE) / grid.pitch_y;

  if (column < 0 || row < 0 || column >= confusion->n || row >= confusion->n)
    return -1;
  return (int) row * (int) confusion->n + (int) column;
}

double
vt_confusion_width (const VtConfusion *confusion)
{
  return ceil (get_left (confusion) + confusion->n * CELL_WIDEST (confusion->n) + MARGIN);
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
draw_names (const VtConfusion *confusion, cairo_t *cr, const Grid *grid)
{
  const VtTheme *theme = confusion->theme;
  const double bottom = TITLE + grid->n * grid->pitch_y;
  const guint row_stride = (guint) ceil (12 / grid->pitch_y), column_stride = (guint) ceil (18 / grid->pitch_x);

  for (guint i = 0; i < confusion->n; i++)
    {
      const VtRect cell = get_cell (grid, i * grid->n + i);

      if (i % row_stride == 0)
        vt_text (cr, grid->left - 8, cell.y + cell.h / 2 + 4, VT_ALIGN_RIGHT, NAME_SIZE, 400, &theme->text, NAME_MOST,
                 confusion->names[i]);
      if (i % column_stride == 0)
        vt_text (cr, cell.x + cell.w / 2, bottom + 14, VT_ALIGN_CENTRE, 11.5, 400, &theme->dim,
                 grid->pitch_x * column_stride - 2, confusion->names[i]);
    }
}

static void
draw_title (const VtConfusion *confusion, cairo_t *cr, const Grid *grid)
{
  const double middle = grid->left + grid->n * grid->pitch_x / 2;
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
  const Grid grid = lay_out (confusion, width, height);
  const double largest = find_largest (confusion);
  const int marks[] = { confusion->hovered, confusion->chosen, confusion->focused };

  draw_title (confusion, cr, &grid);
  vt_text (cr, MARGIN, TITLE + grid.n * grid.pitch_y / 2 + 4, VT_ALIGN_LEFT, NAME_SIZE, 400, &confusion->theme->dim, TRUTH,
           _("Truth"));
  draw_names (confusion, cr, &grid);
  for (guint i = 0; i < confusion->n * confusion->n; i++)
    {
      const VtRect cell = get_cell (&grid, i);

      draw_cell (confusion, cr, &cell, confusion->counts[i], largest);
    }
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (marks[i] >= 0)
      {
        const VtRect cell = get_cell (&grid, (guint) marks[i]);

        draw_outline (confusion, cr, &cell, i == 2);
      }
}
