/* What comes next: behind the text that was read, the likeliest characters, with the one that really comes marked. */
#include "vt-output.h"

#include <math.h>

#define SHOWN 7
#define READ 14          /* characters of the text that are repeated */
#define PITCH 26.0
#define LINE 28.0        /* that text */

static gboolean
fits (const VtSite *site)
{
  return site->data != NULL && site->data->continues && vt_site_squash (site) != NULL
         && vt_site_target (site)->n_parts * nn_shape_size (&vt_site_target (site)->shape) == vt_site_units (site);
}

static guint
count_tokens (const VtPlan *plan)
{
  return plan->target->n_parts;
}

static guint
count_rows (const VtPlan *plan)
{
  return MIN (count_tokens (plan), SHOWN);
}

static VtRect
row_place (const VtPlan *plan, guint i)
{
  return (VtRect) { 8.0, VT_CARD_TOP + LINE + i * PITCH, plan->w - 16.0, PITCH - 3.0 };
}

/* The one cell is the sentence: rows change places, and so cannot be pointed at. */
static void
plan_card (const VtSite *site, VtPlan *plan)
{
  VtRect sentence;

  vt_output_begin (site, plan);
  plan->w = 196.0;
  plan->n_units = 1;
  vt_plan_close (plan, row_place (plan, count_rows (plan)).y + 13.0 + VT_OUTPUT_SENTENCE - 9.0);
  sentence = vt_output_sentence_place (plan);
  g_array_append_val (plan->cells, sentence);
  plan->result_item = vt_plan_want (plan, NN_LOOK_RESULT, NULL);
}

/* Of the last place; NULL: not there. */
static const float *
last_answers (const VtPlan *plan, const VtNumbers *numbers)
{
  const guint places = (guint) nn_shape_size (&plan->target->shape);

  return vt_numbers_cell (numbers, plan->result_item, places - 1, count_tokens (plan));
}

/* The likeliest first. */
static void
rank (const float *answers, guint n, guint *best, guint n_best)
{
  for (guint i = 0; i < n_best; i++)
    best[i] = G_MAXUINT;
  for (guint k = 0; k < n; k++)
    for (guint i = 0, mine = k; i < n_best && mine != G_MAXUINT; i++)
      if (best[i] == G_MAXUINT || answers[mine] > answers[best[i]])
        {
          const guint other = best[i];

          best[i] = mine;
          mine = other;
        }
}

/* The end of what was read, and an empty place for what comes. */
static void
paint_read (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  const NnField *field = plan->input;
  const guint n = numbers->input->len, first = n > READ ? n - READ : 0;
  g_autoptr (GString) text = g_string_new (NULL);
  double used;

  for (guint i = first; i < n; i++)
    {
      const guint token = (guint) g_array_index (numbers->input, float, i);

      if (token < field->n_parts)
        g_string_append (text, vt_is_blank (field->parts[token]) && !g_str_equal (field->parts[token], " ")
                                 ? nn_token_sign (field->parts[token]) : field->parts[token]);
    }
  used = vt_text (cr, 16.0, VT_CARD_TOP + 14.0, VT_ALIGN_LEFT, 13.5, 400, &theme->dim, plan->w - 52.0, text->str);
  vt_dashed_box (cr, &(VtRect) { 16.0 + used + 6.0, VT_CARD_TOP - 1.0, 19.0, 20.0 }, 5.0, &theme->accent);
  vt_text (cr, 16.0 + used + 15.5, VT_CARD_TOP + 14.0, VT_ALIGN_CENTRE, 13.0, 700, &theme->accent, 0.0, "?");
}

static void
paint_row (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtRect *cell, guint token, double share, gboolean is_right)
{
  const double base = cell->y + cell->h / 2.0 + 4.5;
  const char *part = plan->target->parts[token];
  g_autofree char *text = vt_number (share, 2);

  if (is_right)
    vt_box (cr, cell, 8.0, &theme->right_tint, NULL, 0.0);
  vt_box (cr, &(VtRect) { cell->x + 6.0, cell->y + 2.0, 20.0, cell->h - 4.0 }, 5.0, is_right ? &theme->card : &theme->field, NULL, 0.0);
  vt_text (cr, cell->x + 16.0, base, VT_ALIGN_CENTRE, 13.0, 600, &theme->text, 20.0, nn_token_sign (part));
  vt_bar (cr, &(VtRect) { cell->x + 36.0, base - 8.0, cell->w - 96.0, 7.0 }, isfinite (share) ? share : 0.0, &theme->field,
          is_right ? &theme->right : &theme->faint);
  if (is_right)
    vt_tick (cr, cell->x + cell->w - 48.0, base - 4.0, 10.0, &theme->right);
  vt_text (cr, cell->x + cell->w - 6.0, base, VT_ALIGN_RIGHT, 12.5, is_right ? 700 : 400, &theme->text, 0.0, text);
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
      const VtRect row = row_place (plan, i);

      vt_dashed_box (cr, &row, 6.0, &theme->idle);
    }
}

/* "38 others share the rest" */
static void
paint_rest (const VtPlan *plan, cairo_t *cr, const VtTheme *theme)
{
  const guint others = count_tokens (plan) - count_rows (plan);
  g_autofree char *text = others > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u other shares the rest",
                                                                     "%u others share the rest", others), others) : NULL;

  if (text != NULL)
    vt_text (cr, 16.0, row_place (plan, count_rows (plan)).y + 11.0, VT_ALIGN_LEFT, VT_SMALL_TEXT, 400, &theme->dim, plan->w - 24.0, text);
}

static void
paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  const float *answers = last_answers (plan, numbers);
  guint best[SHOWN];

  paint_read (plan, cr, theme, numbers);
  if (answers == NULL)
    {
      paint_waiting (plan, cr, theme);
      return;
    }
  rank (answers, count_tokens (plan), best, count_rows (plan));
  for (guint i = 0; i < count_rows (plan); i++)
    {
      const VtRect row = row_place (plan, i);

      paint_row (plan, cr, theme, &row, best[i], answers[best[i]], numbers->right == (int) best[i]);
    }
  paint_rest (plan, cr, theme);
  paint_sentence (plan, cr, theme, numbers);
}

const VtView vt_view_output_text = {
  .id = "output",
  .form = "text",
  .fits = fits,
  .plan = plan_card,
  .paint = paint,
  .cell_at = vt_output_loss_at,
  .cell_place = vt_output_loss_place,
  .paint_waiting = paint_waiting,
};
