#include "vt-output.h"

#include <math.h>

#include "text.h"

void
vt_output_begin (const VtSite *site, VtPlan *plan)
{
  const char *squash = vt_site_squash (site);

  plan->fact = g_strdup (squash);
  plan->is_share = squash != NULL;
}

void
vt_output_close (VtPlan *plan)
{
  vt_plan_close (plan, vt_plan_bottom (plan) + VT_OUTPUT_SENTENCE - 7.0);
}

void
vt_output_paint_sentence (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  vt_paint_example (plan, cr, theme, numbers, TRUE, 12.0, plan->h - VT_FOOT_BASELINE - 18.0);
}

double
vt_output_value (const VtPlan *plan, const VtNumbers *numbers, guint i)
{
  const float *value = plan->result_item >= 0 ? vt_numbers_cell (numbers, plan->result_item, i, 1) : NULL;

  return value != NULL ? *value : NAN;
}

VtRect
vt_output_sentence_place (const VtPlan *plan)
{
  return (VtRect) { 6.0, plan->h - VT_FOOT_BASELINE - 32.0, plan->w - 12.0, 19.0 };
}

gboolean
vt_output_loss_at (const VtPlan *plan, double x, double y, VtCell *cell)
{
  const VtRect sentence = vt_output_sentence_place (plan);

  if (!vt_rect_contains (&sentence, x, y))
    return FALSE;
  *cell = (VtCell) { .about = NN_WHY_LOSS };
  return TRUE;
}

gboolean
vt_output_loss_place (const VtPlan *plan, const VtCell *cell, VtRect *place)
{
  if (cell->about != NN_WHY_LOSS)
    return FALSE;
  *place = vt_output_sentence_place (plan);
  return TRUE;
}

gboolean
vt_output_cell_at (const VtPlan *plan, double x, double y, VtCell *cell)
{
  if (vt_output_loss_at (plan, x, y, cell))
    return TRUE;
  for (guint i = 0; i < plan->cells->len; i++)
    {
      const VtRect *unit = &g_array_index (plan->cells, VtRect, i);

      if (y < unit->y || y >= unit->y + unit->h || x < unit->x || x >= plan->w - unit->x)
        continue;
      *cell = (VtCell) { .about = NN_WHY_VALUE, .index = i };
      return TRUE;
    }
  return FALSE;
}

gboolean
vt_output_cell_place (const VtPlan *plan, const VtCell *cell, VtRect *place)
{
  if (vt_output_loss_place (plan, cell, place))
    return TRUE;
  if (cell->about != NN_WHY_VALUE || cell->index >= plan->cells->len)
    return FALSE;
  *place = g_array_index (plan->cells, VtRect, cell->index);
  return TRUE;
}

/* The class that the network says; −1: none, or it is not known yet. */
static int
find_answer (const VtPlan *plan, const VtNumbers *numbers)
{
  double most = -INFINITY;
  int answer = -1;

  if (plan->n_units == 1)
    {
      const double value = vt_output_value (plan, numbers, 0);

      return isnan (value) ? -1 : (int) vt_output_side (plan, value);
    }
  for (guint i = 0; i < plan->n_units; i++)
    {
      const double value = vt_output_value (plan, numbers, i);

      if (!(value > most))
        continue;
      most = value;
      answer = (int) i;
    }
  return answer;
}

VtOutputMark
vt_output_mark (const VtPlan *plan, const VtNumbers *numbers, guint class_index)
{
  const gboolean is_true = numbers->right == (int) class_index;
  const gboolean is_said = numbers->right >= 0 && find_answer (plan, numbers) == (int) class_index;

  if (is_true)
    return is_said ? VT_OUTPUT_RIGHT : VT_OUTPUT_TRUE;
  return is_said ? VT_OUTPUT_WRONG : VT_OUTPUT_PLAIN;
}

void
vt_output_paint_mark (cairo_t *cr, const VtTheme *theme, VtOutputMark mark, double x, double y, double room)
{
  if (mark == VT_OUTPUT_RIGHT)
    vt_tick (cr, x, y, 11.0, &theme->right);
  else if (mark == VT_OUTPUT_TRUE)
    /* Translators: stands beside the class that an example really has, where the network says another */
    vt_text (cr, x, y + 4.0, VT_ALIGN_LEFT, VT_SMALL_TEXT, 600, &theme->right, room, _ ("wanted"));
  else if (mark == VT_OUTPUT_WRONG)
    vt_cross_disc (cr, x + 5.5, y, 11.0, &theme->error, &theme->card);
}

guint
vt_output_side (const VtPlan *plan, double value)
{
  return value > (plan->is_share ? 0.5 : 0.0);
}
