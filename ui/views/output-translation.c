/* A text that is written: at each of its places what the network would write there, after all that is right before it, and how sure it
 * is; and of the place where it is least sure, its likeliest answers. */
#include "vt-ranked.h"

#include <math.h>

#define ACROSS 12                 /* places in a line */
#define CELL 18.0
#define LINE 30.0
#define SOURCE 22.0               /* height of what is read */
#define SHOWN 3
#define GRID_TOP (VT_CARD_TOP + SOURCE)

static gboolean
fits (const VtSite *site)
{
  const NnField *target = site->data != NULL ? vt_site_target (site) : NULL;

  return target != NULL && site->data->translates && vt_site_squash (site) != NULL
         && target->n_parts * nn_shape_size (&target->shape) == vt_site_units (site);
}

static guint
count_places (const VtPlan *plan)
{
  return (guint) nn_shape_size (&plan->target->shape);
}

static VtRect
letter_place (guint i)
{
  return (VtRect) { 14.0 + i % ACROSS * CELL, GRID_TOP + i / ACROSS * LINE, CELL - 2.0, LINE - 6.0 };
}

/* Of the list below, and of the text that leads to it. */
static double
list_top (const VtPlan *plan)
{
  return letter_place (count_places (plan) - 1).y + LINE + 46.0;
}

static void
plan_card (const VtSite *site, VtPlan *plan)
{
  VtRect first;

  vt_output_begin (site, plan);
  plan->w = 26.0 + ACROSS * CELL;
  plan->n_units = 1;
  vt_plan_close (plan, vt_ranked_row (plan, list_top (plan), MIN (plan->target->n_parts, SHOWN)).y + VT_OUTPUT_SENTENCE - 9.0);
  first = letter_place (0);
  vt_ranked_plan_cells (plan, &first);
  plan->result_item = vt_plan_want (plan, NN_LOOK_RESULT, NULL);
}

/* What is drawn: the answers at all places, and the text that they follow, both borrowed from the numbers. */
typedef struct
{
  const float *shares;            /* [places][tokens] */
  const float *source, *so_far;   /* of the example: the answer stands in so_far one place later, and ends with it */
  guint n_tokens;
  guint asked;                    /* places up to the answer's end, which counts */
  gboolean is_known;              /* the answer is right, not what the network wrote itself */
} Writing;

/* FALSE: not there. */
static gboolean
read_writing (const VtPlan *plan, const VtNumbers *numbers, Writing *writing)
{
  const guint places = count_places (plan);
  const float *input = (const float *) numbers->input->data;

  *writing = (Writing) { .n_tokens = plan->target->n_parts, .is_known = numbers->example >= 0 };
  if (numbers->input->len != nn_data_info_input_size (plan->data))
    return FALSE;
  writing->source = input + nn_data_info_input_at (plan->data, NN_SOURCE);
  writing->so_far = input + nn_data_info_input_at (plan->data, NN_SO_FAR);
  writing->shares = vt_numbers_cell (numbers, plan->result_item, 0, places * writing->n_tokens);
  while (writing->asked + 1 < places && writing->so_far[writing->asked + 1] != 0.0f)
    writing->asked++;
  writing->asked++;
  return writing->shares != NULL;
}

/* What is right at a place: the text's next token, or its end. */
static guint
right_token (const Writing *writing, guint place)
{
  return place + 1 < writing->asked ? (guint) writing->so_far[place + 1] : 0;
}

static const float *
shares_at (const Writing *writing, guint place)
{
  return writing->shares + (gsize) place * writing->n_tokens;
}

static guint
likeliest (const Writing *writing, guint place)
{
  const float *share = shares_at (writing, place);
  guint best = 0;

  for (guint i = 1; i < writing->n_tokens; i++)
    if (share[i] > share[best])
      best = i;
  return best;
}

static guint
find_least_sure (const Writing *writing)
{
  guint least = 0;

  for (guint i = 1; i < writing->asked; i++)
    if (shares_at (writing, i)[likeliest (writing, i)] < shares_at (writing, least)[likeliest (writing, least)])
      least = i;
  return least;
}

static VtRanked
list_answers (const VtPlan *plan, const Writing *writing)
{
  const guint place = find_least_sure (writing);
  VtRanked list = {
    .plan = plan,
    .top = list_top (plan),
    .share = shares_at (writing, place),
    .first = (gsize) place * writing->n_tokens,
    .right = writing->is_known ? (int) right_token (writing, place) : -1,
  };

  vt_rank (list.share, writing->n_tokens, list.right, SHOWN, &list.ranking);
  return list;
}

static void
paint_letter (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const Writing *writing, guint place)
{
  const VtRect cell = letter_place (place);
  const guint token = likeliest (writing, place);
  const double share = shares_at (writing, place)[token];
  const gboolean is_right = writing->is_known && token == right_token (writing, place);
  const VtColour *ground = !writing->is_known ? &theme->field : is_right ? &theme->right_tint : &theme->error_tint;
  const VtColour *bar = !writing->is_known ? &theme->faint : is_right ? &theme->right : &theme->error;

  vt_box (cr, &(VtRect) { cell.x, cell.y, cell.w, cell.h - 5.0 }, 4.0, ground, NULL, 0.0);
  vt_text (cr, cell.x + cell.w / 2.0, cell.y + 14.0, VT_ALIGN_CENTRE, 13.0, 600, &theme->text, cell.w, vt_class_name (plan, token));
  vt_bar (cr, &(VtRect) { cell.x, cell.y + cell.h - 3.0, cell.w, 3.0 }, isfinite (share) ? share : 0.0, &theme->field, bar);
}

/* "Least sure of character 7:", the text before it, and what it could be. */
static void
paint_list (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const Writing *writing)
{
  const VtRanked list = list_answers (plan, writing);
  const guint place = find_least_sure (writing);
  g_autofree char *text = g_strdup_printf (_ ("Least sure of character %u:"), place + 1);

  vt_text (cr, 16.0, list.top - 34.0, VT_ALIGN_LEFT, VT_SMALL_TEXT, 400, &theme->dim, plan->w - 24.0, text);
  vt_paint_so_far (plan, cr, theme, list.top - 25.0, plan->target, writing->so_far + 1, place);
  vt_ranked_paint (&list, cr, theme);
}

/* "Example 12: loss 0.22" */
static void
paint_sentence (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  g_autofree char *index = vt_count (numbers->example), *loss = vt_number (numbers->loss, 2), *text = NULL;

  if (numbers->example < 0)
    text = g_strdup (_ ("A text of your own"));
  else if (isnan (numbers->loss))
    text = g_strdup_printf (_ ("Example %s"), index);
  else
    text = g_strdup_printf (_ ("Example %s: loss <b>%s</b>"), index, loss);
  vt_text_rich (cr, 12.0, plan->h - VT_FOOT_BASELINE - 18.0, VT_SMALL_TEXT, &theme->dim, &theme->text, plan->w - 20.0, text);
}

static void
paint_source (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const Writing *writing)
{
  const NnField *field = &plan->data->inputs[NN_SOURCE];
  g_autofree char *text = nn_tokens_decode (field, writing->source, (gsize) nn_shape_size (&field->shape));

  vt_text (cr, 14.0, VT_CARD_TOP + 11.0, VT_ALIGN_LEFT, 12.5, 400, &theme->dim, plan->w - 26.0, text);
}

static void
paint_waiting (const VtPlan *plan, cairo_t *cr, const VtTheme *theme)
{
  for (guint i = 0; i < count_places (plan); i++)
    {
      const VtRect cell = letter_place (i);

      vt_dashed_box (cr, &(VtRect) { cell.x, cell.y, cell.w, cell.h - 5.0 }, 4.0, &theme->idle);
    }
}

static void
paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  Writing writing;

  if (!read_writing (plan, numbers, &writing))
    {
      paint_waiting (plan, cr, theme);
      return;
    }
  paint_source (plan, cr, theme, &writing);
  for (guint i = 0; i < writing.asked; i++)
    paint_letter (plan, cr, theme, &writing, i);
  paint_list (plan, cr, theme, &writing);
  paint_sentence (plan, cr, theme, numbers);
}

static gboolean
moving_at (const VtPlan *plan, const VtNumbers *numbers, double x, double y, VtCell *cell)
{
  Writing writing;
  VtRanked list;

  if (!read_writing (plan, numbers, &writing))
    return FALSE;
  for (guint i = 0; i < writing.asked; i++)
    {
      const VtRect letter = letter_place (i);

      if (!vt_rect_contains (&letter, x, y))
        continue;
      *cell = (VtCell) { .about = NN_WHY_VALUE, .index = (gsize) i * writing.n_tokens + likeliest (&writing, i) };
      return TRUE;
    }
  list = list_answers (plan, &writing);
  return vt_ranked_at (&list, x, y, cell);
}

/* The likeliest answer has a place in the text, and may have one in the list as well. */
static gboolean
moving_place (const VtPlan *plan, const VtNumbers *numbers, const VtCell *cell, VtRect *place)
{
  Writing writing;
  VtRanked list;
  gsize at;

  if (cell->about != NN_WHY_VALUE || !read_writing (plan, numbers, &writing))
    return FALSE;
  at = cell->index / writing.n_tokens;
  if (at < writing.asked && cell->index % writing.n_tokens == likeliest (&writing, (guint) at))
    {
      *place = letter_place ((guint) at);
      return TRUE;
    }
  list = list_answers (plan, &writing);
  return vt_ranked_find (&list, cell, place);
}

const VtView vt_view_output_translation = {
  .id = "output",
  .form = "translation",
  .fits = fits,
  .plan = plan_card,
  .paint = paint,
  .cell_at = vt_output_loss_at,
  .cell_place = vt_output_loss_place,
  .moving_at = moving_at,
  .moving_place = moving_place,
  .paint_waiting = paint_waiting,
};
