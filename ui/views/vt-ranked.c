#include "vt-ranked.h"

#include <math.h>

#define READ 14          /* characters of a text that are repeated */
#define CHIP 20.0

void
vt_rank (const float *share, guint n, int right, guint most, VtRanking *ranking)
{
  gboolean has_right = right < 0 || (guint) right >= n;

  ranking->n = MIN (n, MIN (most, VT_RANKED_MOST));
  for (guint i = 0; i < ranking->n; i++)
    ranking->answer[i] = G_MAXUINT;
  for (guint k = 0; k < n; k++)
    for (guint i = 0, mine = k; i < ranking->n && mine != G_MAXUINT; i++)
      if (ranking->answer[i] == G_MAXUINT || share[mine] > share[ranking->answer[i]])
        {
          const guint other = ranking->answer[i];

          ranking->answer[i] = mine;
          mine = other;
        }
  for (guint i = 0; i < ranking->n; i++)
    has_right |= ranking->answer[i] == (guint) right;
  if (!has_right && ranking->n > 0)
    ranking->answer[ranking->n - 1] = (guint) right;
}

VtRect
vt_ranked_row (const VtPlan *plan, double top, guint i)
{
  return (VtRect) { 8.0, top + i * VT_RANKED_PITCH, plan->w - 16.0, VT_RANKED_PITCH - 3.0 };
}

/* A character stands on a chip, the name of a class by itself. */
static void
paint_name (const VtRanked *list, cairo_t *cr, const VtTheme *theme, const VtRect *row, guint answer, gboolean is_right)
{
  const double base = row->y + row->h / 2.0 + 4.5;
  const char *name = vt_class_name (list->plan, answer);

  if (list->name > CHIP)
    {
      vt_text (cr, row->x + 6.0, base - 0.5, VT_ALIGN_LEFT, 12.0, is_right ? 600 : 400, &theme->text, list->name, name);
      return;
    }
  vt_box (cr, &(VtRect) { row->x + 6.0, row->y + 2.0, CHIP, row->h - 4.0 }, 5.0, is_right ? &theme->card : &theme->field, NULL, 0.0);
  vt_text (cr, row->x + 6.0 + CHIP / 2.0, base, VT_ALIGN_CENTRE, 13.0, 600, &theme->text, CHIP, name);
}

static void
paint_row (const VtRanked *list, cairo_t *cr, const VtTheme *theme, guint i)
{
  const VtRect row = vt_ranked_row (list->plan, list->top, i);
  const guint answer = list->ranking.answer[i];
  const double share = list->share[answer], left = row.x + 16.0 + MAX (list->name, CHIP), base = row.y + row.h / 2.0 + 4.5;
  const gboolean is_right = list->right == (int) answer;
  g_autofree char *text = vt_number (share, 2);

  if (is_right)
    vt_box (cr, &row, 8.0, &theme->right_tint, NULL, 0.0);
  paint_name (list, cr, theme, &row, answer, is_right);
  vt_bar (cr, &(VtRect) { left, base - 8.0, row.x + row.w - 60.0 - left, 7.0 }, isfinite (share) ? share : 0.0, &theme->field,
          is_right ? &theme->right : &theme->faint);
  if (is_right)
    vt_tick (cr, row.x + row.w - 48.0, base - 4.0, 10.0, &theme->right);
  vt_text (cr, row.x + row.w - 6.0, base, VT_ALIGN_RIGHT, 12.5, is_right ? 700 : 400, &theme->text, 0.0, text);
}

void
vt_ranked_paint (const VtRanked *list, cairo_t *cr, const VtTheme *theme)
{
  for (guint i = 0; i < list->ranking.n; i++)
    paint_row (list, cr, theme, i);
}

void
vt_ranked_paint_rest (const VtRanked *list, cairo_t *cr, const VtTheme *theme)
{
  const guint others = list->plan->target->n_parts - list->ranking.n;
  g_autofree char *text = NULL;

  if (others == 0)
    return;
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u other shares the rest", "%u others share the rest", others), others);
  vt_text (cr, 16.0, vt_ranked_row (list->plan, list->top, list->ranking.n).y + 11.0, VT_ALIGN_LEFT, VT_SMALL_TEXT, 400, &theme->dim,
           list->plan->w - 24.0, text);
}

gboolean
vt_ranked_at (const VtRanked *list, double x, double y, VtCell *cell)
{
  for (guint i = 0; i < list->ranking.n; i++)
    {
      const VtRect row = vt_ranked_row (list->plan, list->top, i);

      if (!vt_rect_contains (&row, x, y))
        continue;
      *cell = (VtCell) { .about = NN_WHY_VALUE, .index = list->first + list->ranking.answer[i] };
      return TRUE;
    }
  return FALSE;
}

gboolean
vt_ranked_find (const VtRanked *list, const VtCell *cell, VtRect *place)
{
  for (guint i = 0; cell->about == NN_WHY_VALUE && i < list->ranking.n; i++)
    if (cell->index == list->first + list->ranking.answer[i])
      {
        *place = vt_ranked_row (list->plan, list->top, i);
        return TRUE;
      }
  return FALSE;
}

void
vt_paint_so_far (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, double y, const NnField *field, const float *tokens, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);
  double used;

  for (guint i = n > READ ? n - READ : 0; i < n; i++)
    {
      const guint token = (guint) tokens[i];

      if (token < field->n_parts)
        g_string_append (text, vt_is_blank (field->parts[token]) && !g_str_equal (field->parts[token], " ")
                                 ? nn_token_sign (field->parts[token]) : field->parts[token]);
    }
  used = vt_text (cr, 16.0, y + 15.0, VT_ALIGN_LEFT, 13.5, 400, &theme->dim, plan->w - 52.0, text->str);
  vt_dashed_box (cr, &(VtRect) { 16.0 + used + 6.0, y, 19.0, 20.0 }, 5.0, &theme->accent);
  vt_text (cr, 16.0 + used + 15.5, y + 15.0, VT_ALIGN_CENTRE, 13.0, 700, &theme->accent, 0.0, "?");
}

void
vt_ranked_plan_cells (VtPlan *plan, const VtRect *first)
{
  const VtRect sentence = vt_output_sentence_place (plan);

  g_array_append_vals (plan->cells, first, 1);
  g_array_append_val (plan->cells, sentence);
}
