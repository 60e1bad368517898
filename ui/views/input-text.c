/* A text: a tile for each character, line by line; of a long one its end. */
#include "vt-parts.h"

#define ACROSS 8
#define SHOWN 64
#define PITCH_X 22.0
#define PITCH_Y 24.0
#define GAP 3.0

static gboolean
fits (const VtSite *site)
{
  return site->data != NULL && vt_site_input (site)->kind == NN_FIELD_TEXT;
}

/* One cell for all, of columns × rows characters. */
static void
plan_card (const VtSite *site, VtPlan *plan)
{
  const guint n = (guint) MIN (nn_shape_size (&vt_site_input (site)->shape), G_MAXINT), shown = MIN (n, SHOWN);
  VtRect text;

  plan->columns = ACROSS;
  plan->rows = (shown + ACROSS - 1) / ACROSS;
  plan->n_units = 1;
  text = (VtRect) { VT_CARD_PAD, VT_CARD_TOP, ACROSS * PITCH_X, plan->rows * PITCH_Y };
  plan->w = text.w - GAP + 2.0 * VT_CARD_PAD;
  vt_plan_column (plan, 1, &text, 0.0);
  vt_plan_close (plan, vt_plan_bottom (plan) - GAP);
  plan->foot = shown < n ? g_strdup_printf (_ ("the last %u of %u characters"), shown, n)
                         : g_strdup_printf (_ ("%u characters"), n);
}

static guint
count (const VtPlan *plan)
{
  return (guint) nn_shape_size (&plan->input->shape);
}

static guint
first_shown (const VtPlan *plan)
{
  return count (plan) - MIN (count (plan), SHOWN);
}

static VtRect
tile_of (const VtPlan *plan, guint index)
{
  VtRect tile = vt_dot_place (plan, &g_array_index (plan->cells, VtRect, 0), index - first_shown (plan));

  tile.w -= GAP;
  tile.h -= GAP;
  return tile;
}

static void
paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  const NnField *field = plan->input;

  for (guint i = first_shown (plan); i < count (plan); i++)
    {
      const VtRect tile = tile_of (plan, i);
      const guint token = i < numbers->input->len ? (guint) g_array_index (numbers->input, float, i) : G_MAXUINT;

      vt_box (cr, &tile, 5.0, &theme->field, NULL, 0.0);
      if (token < field->n_parts)
        vt_text (cr, tile.x + tile.w / 2.0, tile.y + 15.0, VT_ALIGN_CENTRE, 13.0, 600,
                 vt_is_blank (field->parts[token]) ? &theme->dim : &theme->text, tile.w, nn_token_sign (field->parts[token]));
    }
}

static gboolean
cell_at (const VtPlan *plan, double x, double y, VtCell *cell)
{
  gsize dot;

  if (!vt_dot_at (plan, &g_array_index (plan->cells, VtRect, 0), x, y, &dot) || first_shown (plan) + dot >= count (plan))
    return FALSE;
  *cell = (VtCell) { .about = NN_WHY_VALUE, .index = first_shown (plan) + dot };
  return TRUE;
}

static gboolean
cell_place (const VtPlan *plan, const VtCell *cell, VtRect *place)
{
  if (cell->about != NN_WHY_VALUE || cell->index < first_shown (plan) || cell->index >= count (plan))
    return FALSE;
  *place = tile_of (plan, (guint) cell->index);
  return TRUE;
}

const VtView vt_view_input_text = {
  .id = "input",
  .form = "text",
  .fits = fits,
  .plan = plan_card,
  .paint = paint,
  .cell_at = cell_at,
  .cell_place = cell_place,
};
