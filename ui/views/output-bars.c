/* Classes: a bar for each, the right answer marked. Few classes get a line for their name, many stand close together.
 */
#include "vt-output.h"

#include <math.h>

#define FEW 5
#define SHOWN 12
#define NAME_LEAST 14.0
#define NAME_MOST 90.0

static gboolean
fits (const VtSite *site)
{
  return site->data != NULL && nn_field_is_class (vt_site_target (site));
}

/* Of the names that stand before flat bars. */
static double
names_width (const VtPlan *plan)
{
  double width = NAME_LEAST;

  for (guint i = 0; i < MIN (plan->n_units, SHOWN); i++)
    width = MAX (width, vt_text_width (12.0, 600, vt_class_name (plan, i)) + 2.0);
  return MIN (width, NAME_MOST);
}

static void
plan_card (const VtSite *site, VtPlan *plan)
{
  const guint n = vt_site_units (site), shown = MIN (n, SHOWN);
  const double pitch = n <= FEW ? 41.0 : 22.0;

  vt_output_begin (site, plan);
  plan->n_units = n;
  plan->w = 171.0 + (n > FEW ? names_width (plan) - NAME_LEAST : 0.0);
  vt_plan_column (plan, shown, &(VtRect) { 8.0, VT_CARD_TOP - 4.0, plan->w - 16.0, pitch - 3.0 }, pitch);
  vt_plan_close (plan, vt_plan_bottom (plan) + (n > shown ? 16.0 : 0.0) + VT_OUTPUT_SENTENCE - 9.0);
  plan->result_item = vt_plan_want (plan, NN_LOOK_RESULT, NULL);
}

static double
share_of (const VtPlan *plan, const VtNumbers *numbers, double value)
{
  const double limit = plan->is_share ? 1.0 : numbers->limit[plan->result_item];

  return isfinite (value) && limit > 0.0 ? fabs (value) / limit : 0.0;
}

typedef struct
{
  const VtColour *bar;
  double share;
  const char *name;
  char *text;
  VtOutputMark mark;
} Row;

static gboolean
is_true (const Row *row)
{
  return row->mark == VT_OUTPUT_RIGHT || row->mark == VT_OUTPUT_TRUE;
}

static void
paint_tall (cairo_t *cr, const VtTheme *theme, const VtRect *cell, const Row *row)
{
  const double width = vt_text (cr, cell->x + 8.0, cell->y + 16.0, VT_ALIGN_LEFT, 13.0, is_true (row) ? 600 : 400,
                                &theme->text, cell->w - 90.0, row->name);

  vt_output_paint_mark (cr, theme, row->mark, cell->x + width + 17.0, cell->y + 12.0, cell->w - width - 62.0);
  vt_text (cr, cell->x + cell->w - 8.0, cell->y + 16.5, VT_ALIGN_RIGHT, 13.5, 700, &theme->text, 0.0, row->text);
  vt_bar (cr, &(VtRect) { cell->x + 8.0, cell->y + 23.0, cell->w - 16.0, 7.0 }, row->share, &theme->field, row->bar);
}

static void
paint_flat (cairo_t *cr, const VtTheme *theme, const VtRect *cell, double names, const Row *row)
{
  const double base = cell->y + cell->h / 2.0 + 4.0;
  const double left = cell->x + names - NAME_LEAST + 52.0;   /* of the bar; the mark stands before it */
  const double width = vt_text (cr, cell->x + 6.0, base, VT_ALIGN_LEFT, 12.0, is_true (row) ? 600 : 400, &theme->text,
                                row->mark == VT_OUTPUT_PLAIN ? left - cell->x - 8.0 : names, row->name);

  vt_output_paint_mark (cr, theme, row->mark, cell->x + width + 11.0, base - 4.0, left - cell->x - 13.0 - width);
  vt_bar (cr, &(VtRect) { left, base - 7.0, cell->x + cell->w - 42.0 - left, 6.0 }, row->share, &theme->field, row->bar);
  vt_text (cr, cell->x + cell->w - 6.0, base, VT_ALIGN_RIGHT, 12.0, is_true (row) ? 700 : 400, &theme->text, 0.0,
           row->text);
}

/* The names stand already; their bars are empty. */
static void
paint_waiting (const VtPlan *plan, cairo_t *cr, const VtTheme *theme)
{
  for (guint i = 0; i < plan->cells->len; i++)
    {
      const VtRect *cell = &g_array_index (plan->cells, VtRect, i);
      const double base = cell->y + cell->h / 2.0 + 4.0;

      vt_text (cr, cell->x + 6.0, base, VT_ALIGN_LEFT, 12.0, 400, &theme->dim, 60.0, vt_class_name (plan, i));
      vt_bar (cr, &(VtRect) { cell->x + 70.0, base - 7.0, cell->w - 78.0, 6.0 }, 0.0, &theme->field, &theme->field);
    }
}

static void
paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  const double names = names_width (plan);

  for (guint i = 0; i < plan->cells->len; i++)
    {
      const VtRect *cell = &g_array_index (plan->cells, VtRect, i);
      const double value = vt_output_value (plan, numbers, i);
      g_autofree char *text = isnan (value) ? g_strdup ("–") : vt_number (value, 2);
      const Row row = {
        .bar = numbers->right == (int) i ? &theme->right : &theme->faint,
        .share = share_of (plan, numbers, value),
        .name = vt_class_name (plan, i),
        .text = text,
        .mark = vt_output_mark (plan, numbers, i),
      };

      if (row.mark != VT_OUTPUT_PLAIN)
        vt_box (cr, cell, 8.0, row.mark == VT_OUTPUT_WRONG ? &theme->error_tint : &theme->right_tint, NULL, 0.0);
      if (plan->n_units <= FEW)
        paint_tall (cr, theme, cell, &row);
      else
        paint_flat (cr, theme, cell, names, &row);
    }
  vt_paint_more (plan, cr, theme);
  vt_output_paint_sentence (plan, cr, theme, numbers);
}

const VtView vt_view_output_bars = {
  .id = "output",
  .form = "bars",
  .fits = fits,
  .plan = plan_card,
  .paint = paint,
  .cell_at = vt_output_cell_at,
  .cell_place = vt_output_cell_place,
  .paint_waiting = paint_waiting,
};
