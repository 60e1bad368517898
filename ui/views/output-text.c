/* What comes next: behind the text that was read, the likeliest characters, with the one that really comes marked. */
#include "vt-ranked.h"

#include <math.h>

#define SHOWN 7
#define LINE 28.0        /* the text that was read */
#define TOP (VT_CARD_TOP + LINE)

static gboolean
fits (const VtSite *site)
{
  return site->data != NULL && site->data->continues && vt_site_squash (site) != NULL
         && vt_site_target (site)->n_parts * nn_shape_size (&vt_site_target (site)->shape) == vt_site_units (site);
}

static guint
count_rows (const VtPlan *plan)
{
  return MIN (plan->target->n_parts, SHOWN);
}

static void
plan_card (const VtSite *site, VtPlan *plan)
{
  VtRect first;

  vt_output_begin (site, plan);
  plan->w = 196.0;
  plan->n_units = 1;
  vt_plan_close (plan, vt_ranked_row (plan, TOP, count_rows (plan)).y + 13.0 + VT_OUTPUT_SENTENCE - 9.0);
  first = vt_ranked_row (plan, TOP, 0);
  vt_ranked_plan_cells (plan, &first);
  plan->result_item = vt_plan_want (plan, NN_LOOK_RESULT, NULL);
}

/* The answers of the last place. FALSE: not there. */
static gboolean
list_answers (const VtPlan *plan, const VtNumbers *numbers, VtRanked *list)
{
  const guint last = (guint) nn_shape_size (&plan->target->shape) - 1, n = plan->target->n_parts;
  const float *share = vt_numbers_cell (numbers, plan->result_item, last, n);

  if (share == NULL)
    return FALSE;
  *list = (VtRanked) { .plan = plan, .top = TOP, .share = share, .first = (gsize) last * n, .right = numbers->right };
  vt_rank (share, n, numbers->right, count_rows (plan), &list->ranking);
  return TRUE;
}

/* "Next: e. Passage loss 0.51" */
static void
paint_sentence (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  g_autofree char *loss = vt_number (numbers->loss, 2), *text = NULL;

  if (numbers->right < 0)
    text = g_strdup (_ ("A text of your own"));
  else if (isnan (numbers->loss))
    text = g_strdup_printf (_ ("Next: <b>%s</b>"), vt_class_name (plan, numbers->right));
  else
    text = g_strdup_printf (_ ("Next: <b>%s</b>. Passage loss <b>%s</b>"), vt_class_name (plan, numbers->right), loss);
  vt_text_rich (cr, 12.0, plan->h - VT_FOOT_BASELINE - 18.0, VT_SMALL_TEXT, &theme->dim, &theme->text, plan->w - 20.0, text);
}

static void
paint_waiting (const VtPlan *plan, cairo_t *cr, const VtTheme *theme)
{
  for (guint i = 0; i < count_rows (plan); i++)
    {
      const VtRect row = vt_ranked_row (plan, TOP, i);

      vt_dashed_box (cr, &row, 6.0, &theme->idle);
    }
}

static void
paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  VtRanked list;

  vt_paint_so_far (plan, cr, theme, VT_CARD_TOP - 1.0, plan->input, (const float *) numbers->input->data, numbers->input->len);
  if (!list_answers (plan, numbers, &list))
    {
      paint_waiting (plan, cr, theme);
      return;
    }
  vt_ranked_paint (&list, cr, theme);
  vt_ranked_paint_rest (&list, cr, theme);
  paint_sentence (plan, cr, theme, numbers);
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

const VtView vt_view_output_text = {
  .id = "output",
  .form = "text",
  .fits = fits,
  .plan = plan_card,
  .paint = paint,
  .cell_at = vt_output_loss_at,
  .cell_place = vt_output_loss_place,
  .moving_at = moving_at,
  .moving_place = moving_place,
  .paint_waiting = paint_waiting,
};
