#include "digits.h"

#include <math.h>

#define USUAL 2          /* decimals of numbers around 1 */
#define WHOLE 6          /* decimals up to which a number is written whole */
#define SEARCH 4         /* more decimals that are tried of each */
#define ROUNDS 16        /* of making steps agree with each other */
#define FLOAT_DECIMALS 6 /* a weight around 1 has no more that mean something */
#define NOTHING 1e-40     /* numbers below this are written as 0 */

static const double powers[NN_DIGITS_MOST + 1] = {
  1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22, 1e23, 1e24,
  1e25, 1e26, 1e27, 1e28, 1e29, 1e30, 1e31, 1e32, 1e33, 1e34, 1e35, 1e36, 1e37, 1e38, 1e39, 1e40, 1e41, 1e42, 1e43, 1e44, 1e45, 1e46, 1e47, 1e48,
};

/* A number in units of its last decimal. A double times a power of ten may miss a half by its own last bit. */
static double
to_units (double value, guint decimals)
{
  return round (value * powers[decimals] * (1 + 1e-15));
}

double
nn_digits_round (double value, guint decimals)
{
  return to_units (value, decimals) / powers[decimals];
}

int
nn_digits_whole (double value)
{
  for (guint decimals = 0; decimals <= WHOLE; decimals++)
    {
      const double units = value * powers[decimals];

      if (fabs (units - round (units)) <= 1e-9 * fabs (units))
        return decimals;
    }
  return -1;
}

/* Decimals that leave three digits of the number, two at least. */
static guint
decimals_for (double value)
{
  const double size = fabs (value);

  if (!isfinite (size) || size >= 0.1 || size < NOTHING)
    return USUAL;
  return MIN (NN_DIGITS_MOST, (guint) (USUAL - floor (log10 (size)) - 1));
}

/* The number as shown. What stands for a whole step (an exact constant) is not rounded by its column. */
static double
shown (double value, guint decimals)
{
  return nn_digits_round (value, decimals);
}

/* ---- Tables ---- */

static double
redo_term (const NnWhyStep *table, const NnWhyTerm *term, const NnDigits *digits)
{
  double x[NN_WHY_NUMBERS] = { 0 };

  if (term->form == NULL)
    return shown (term->value, digits->term);
  for (guint k = 0; k < term->form->n; k++)
    x[k] = shown (term->x[k], digits->x[k]);
  return shown (nn_why_apply (term->form, x, table->arg), digits->term);
}

static gboolean
terms_hold (const NnWhyStep *table, const NnDigits *digits)
{
  for (guint i = 0; i < table->n_shown; i++)
    {
      const NnWhyTerm *term = nn_why_term (table, i);

      if (to_units (redo_term (table, term, digits), digits->term) != to_units (term->value, digits->term))
        return FALSE;
    }
  return TRUE;
}

/* In whole units of the last decimal of the terms: the sum on paper has no error. Halves round away from zero. */
static gboolean
sum_holds (const NnWhyStep *table, const NnDigits *digits)
{
  const double step = powers[digits->term - digits->result];
  double units = to_units (table->n_more > 0 ? table->more : 0, digits->term);

  for (guint i = 0; i < table->n_shown; i++)
    units += to_units (nn_why_term (table, i)->value, digits->term);
  return round (units / step) == to_units (table->result, digits->result);
}

static gboolean
table_holds (const NnWhyStep *table, const NnDigits *digits)
{
  return digits->term >= digits->result && terms_hold (table, digits) && sum_holds (table, digits);
}

static guint
columns_of (const NnWhyStep *table)
{
  guint n = 0;

  for (guint i = 0; i < table->n_shown; i++)
    if (nn_why_term (table, i)->form != NULL)
      n = MAX (n, nn_why_term (table, i)->form->n);
  return n;
}

static double
largest_in (const NnWhyStep *table, guint column)
{
  double largest = 0;

  for (guint i = 0; i < table->n_shown; i++)
    largest = MAX (largest, fabs (nn_why_term (table, i)->x[column]));
  return largest;
}

static double
largest_term (const NnWhyStep *table)
{
  double largest = fabs (table->result);

  for (guint i = 0; i < table->n_shown; i++)
    largest = MAX (largest, fabs (nn_why_term (table, i)->value));
  return largest;
}

/* As many decimals of the factors as make every shown product right. */
static gboolean
find_factors (const NnWhyStep *table, guint columns, NnDigits *digits)
{
  NnDigits tried = *digits;

  for (guint more = 0; more <= SEARCH + MAX (USUAL, digits->term); more++)
    {
      if (terms_hold (table, &tried))
        {
          *digits = tried;
          return TRUE;
        }
      for (guint k = 0; k < columns; k++)
        tried.x[k] = MIN (tried.x[k] + 1, NN_DIGITS_MOST);
    }
  return FALSE;
}

static void
start_table (const NnWhyStep *table, guint columns, gboolean is_coarse, NnDigits *digits)
{
  digits->result = MAX (digits->result, is_coarse ? USUAL : decimals_for (largest_term (table)));
  digits->term = MAX (digits->term, digits->result);
  for (guint k = 0; k < columns; k++)
    digits->x[k] = MAX (digits->x[k], is_coarse ? USUAL : decimals_for (largest_in (table, k)));
}

static gboolean
find_table (const NnWhyStep *table, gboolean is_coarse, NnDigits *digits)
{
  const guint columns = columns_of (table);
  NnDigits start = *digits;

  start_table (table, columns, is_coarse, &start);
  for (guint result = start.result; result <= MIN (start.result + SEARCH, NN_DIGITS_MOST); result++)
    for (guint term = MAX (start.term, result); term <= MIN (MAX (start.term, result) + SEARCH, NN_DIGITS_MOST); term++)
      {
        NnDigits tried = start;

        tried.result = result;
        tried.term = term;
        if (!sum_holds (table, &tried) || !find_factors (table, columns, &tried))
          continue;
        *digits = tried;
        return TRUE;
      }
  return FALSE;
}

/* Where three digits of a small number ask for too much, two decimals must do. */
static void
choose_table (const NnWhyStep *table, gboolean is_coarse, NnDigits *digits)
{
  digits->fits = (!is_coarse && find_table (table, FALSE, digits)) || find_table (table, TRUE, digits);
}

/* ---- Lines ---- */

static gboolean
line_holds (const NnWhyStep *line, const NnDigits *digits)
{
  double x[NN_WHY_NUMBERS] = { 0 };

  for (guint k = 0; k < line->form->n; k++)
    x[k] = shown (line->x[k], digits->x[k]);
  return to_units (nn_why_apply (line->form, x, line->arg), digits->result) == to_units (line->result, digits->result);
}

/* Whether some number of further decimals makes the line right; those of constants stay. */
static gboolean
find_numbers (const NnWhyStep *line, const gboolean *is_fixed, NnDigits *digits)
{
  for (guint more = 0; more <= SEARCH + MAX (USUAL, digits->result); more++)
    {
      NnDigits tried = *digits;

      for (guint k = 0; k < line->form->n; k++)
        tried.x[k] = is_fixed[k] ? tried.x[k] : MIN (tried.x[k] + more, NN_DIGITS_MOST);
      if (!line_holds (line, &tried))
        continue;
      *digits = tried;
      return TRUE;
    }
  return FALSE;
}

static gboolean
find_line (const NnWhyStep *line, const gboolean *is_fixed, gboolean is_coarse, NnDigits *digits)
{
  NnDigits tried = *digits;

  tried.result = MAX (tried.result, is_coarse ? USUAL : decimals_for (line->result));
  if (line->visible != 0 && !is_coarse)
    tried.result = MAX (tried.result, MIN (decimals_for (line->visible), FLOAT_DECIMALS));
  for (guint k = 0; k < line->form->n; k++)
    if (!is_fixed[k])
      tried.x[k] = MAX (tried.x[k], is_coarse ? USUAL : decimals_for (line->x[k]));
  for (guint last = tried.result + SEARCH; tried.result <= MIN (last, NN_DIGITS_MOST); tried.result++)
    if (find_numbers (line, is_fixed, &tried))
      {
        *digits = tried;
        return TRUE;
      }
  return FALSE;
}

/* Constants are written whole; the others get more decimals until the line is right. Where three digits of a small number ask
 * for too much, two decimals must do. */
static void
choose_line (const NnWhyStep *line, gboolean is_coarse, NnDigits *digits)
{
  gboolean is_fixed[NN_WHY_NUMBERS] = { FALSE };

  for (guint k = 0; k < line->form->n; k++)
    {
      const int whole = line->link[k].kind == NN_LINK_NONE ? nn_digits_whole (line->x[k]) : -1;

      is_fixed[k] = whole >= 0;
      digits->x[k] = is_fixed[k] ? (guint) whole : digits->x[k];
    }
  is_coarse |= line->is_coarse;
  digits->fits = (!is_coarse && find_line (line, is_fixed, FALSE, digits)) || find_line (line, is_fixed, TRUE, digits);
}

/* ---- All together ---- */

static gboolean
is_table (const NnWhyStep *step)
{
  return step->terms != NULL && step->terms->len > 0;
}

gboolean
nn_digits_hold (const NnWhyStep *step, const NnDigits *digits)
{
  return is_table (step) ? table_holds (step, digits) : line_holds (step, digits);
}

/* Both ends of a link get as many decimals as the one with more. TRUE: something changed. */
static gboolean
join (guint *a, guint *b)
{
  const guint most = MAX (*a, *b);
  const gboolean changed = *a != *b;

  *a = *b = most;
  return changed;
}

static gboolean
join_links (const NnWhy *why, NnDigits *digits)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < why->steps->len; i++)
    for (guint k = 0; k < NN_WHY_NUMBERS; k++)
      {
        const NnWhyLink *link = &nn_why_step (why, i)->link[k];

        if (link->kind == NN_LINK_RESULT)
          changed |= join (&digits[i].x[k], &digits[link->step].result);
        else if (link->kind == NN_LINK_TERM)
          changed |= join (&digits[i].x[k], &digits[link->step].term);
      }
  return changed;
}

/* Whether all steps add up and agree with each other. */
static gboolean
choose_all (const NnWhy *why, gboolean is_coarse, NnDigits *digits)
{
  gboolean fits = TRUE;

  for (guint i = 0; i < why->steps->len; i++)
    digits[i] = (NnDigits) { .fits = FALSE };
  for (guint round = 0; round < ROUNDS; round++)
    {
      fits = TRUE;
      for (guint i = why->steps->len; i-- > 0;)
        {
          const NnWhyStep *step = nn_why_step (why, i);

          (is_table (step) ? choose_table : choose_line) (step, is_coarse, &digits[i]);
          fits &= digits[i].fits;
        }
      if (!join_links (why, digits))
        break;
    }
  return fits;
}

/* Three digits of every number, where that goes; else two decimals. */
void
nn_digits_choose (const NnWhy *why, NnDigits *digits)
{
  if (!choose_all (why, FALSE, digits))
    choose_all (why, TRUE, digits);
}
