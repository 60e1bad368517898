/* Many classes: the likeliest of them, and the right one where it is not among these. */
#include "vt-ranked.h"

#define MANY 12          /* as many have a bar each, of more the likeliest */
#define SHOWN 8
#define NAME_MOST 110.0

static gboolean
fits (const VtSite *site)
{
  return site->data != NULL && nn_field_is_class (vt_site_target (site)) && vt_site_target (site)->n_parts > MANY
         && vt_site_units (site) == vt_site_target (site)->n_parts && vt_site_squash (site) != NULL;
}

static double
names_width (const VtPlan *plan)
{
  double width = 0.0;

  for (guint i = 0; i < plan->target->n_parts && width < NAME_MOST; i++)
    width = MAX (width, vt_text_width (12.0, 600, vt_class_name (plan, i)) + 4.0);
  return MIN (width, NAME_MOST);
}

static void
plan_card (const VtSite *site, VtPlan *plan)
{
  VtRect first;

  vt_output_begin (site, plan);
  plan->n_units = plan->target->n_parts;
  plan->w = 176.0 + names_width (plan);
  vt_plan_close (plan, vt_ranked_row (plan, VT_CARD_TOP, SHOWN).y + 13.0 + VT_OUTPUT_SENTENCE - 9.0);
  first = vt_ranked_row (plan, VT_CARD_TOP, 0);
  vt_ranked_plan_cells (plan, &first);
  plan->result_item = vt_plan_want (plan, NN_LOOK_RESULT, NULL);
}

static gboolean
list_answers (const VtPlan *plan, const VtNumbers *numbers, VtRanked *list)
{
  const guint n = plan->target->n_parts;
  const float *share = vt_numbers_cell (numbers, plan->result_item, 0, n);

  if (share == NULL)
    return FALSE;
  *list = (VtRanked) { .plan = plan, .top = VT_CARD_TOP, .name = names_width (plan), .share = share, .right = numbers->right };
  vt_rank (share, n, numbers->right, SHOWN, &list->ranking);
  return TRUE;
}

static void
paint_waiting (const VtPlan *plan, cairo_t *cr, const VtTheme *theme)
{
  for (guint i = 0; i < SHOWN; i++)
    {
      const VtRect row = vt_ranked_row (plan, VT_CARD_TOP, i);

      vt_dashed_box (cr, &row, 6.0, &theme->idle);
    }
}

static void
paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  VtRanked list;

  if (!list_answers (plan, numbers, &list))
    {
      paint_waiting (plan, cr, theme);
      return;
    }
  vt_ranked_paint (&list, cr, theme);
  vt_ranked_paint_rest (&list, cr, theme);
  vt_output_paint_sentence (plan, cr, theme, numbers);
}

static gboolean
moving_at (const VtPlan *plan, const VtNumbers *numbers, double x, double y, VtCell *cell)
{
  VtRanked list;

  return list_answers (plan, numbers, &list) && vt_ranked_at (&list, x, y, cell);
}

static gboolean
moving_place (const VtPlan *plan, const VtNumbers *numbers, const VtCell *cell, VtRect *place)
{
  VtRanked list;

  return list_answers (plan, numbers, &list) && vt_ranked_find (&list, cell, place);
}

const VtView vt_view_output_many = {
  .id = "output",
  .form = "many",
  .fits = fits,
  .plan = plan_card,
  .paint = paint,
  .cell_at = vt_output_loss_at,
  .cell_place = vt_output_loss_place,
  .moving_at = moving_at,
  .moving_place = moving_place,
  .paint_waiting = paint_waiting,
};
