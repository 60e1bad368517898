#include "vt-why-text.h"

#include <math.h>
#include <string.h>

#include "digits.h"
#include "text.h"
#include "vt-text.h"

#define LONG 7   /* decimals from which a small number is written with a power of ten */

/* ---- Numbers ---- */

char *
vt_why_number (double value, guint decimals)
{
  const double shown = isfinite (value) ? nn_digits_round (value, decimals) : value;
  g_autofree char *mantissa = NULL;
  int exponent;

  if (!isfinite (value) || decimals < LONG || shown == 0 || fabs (shown) >= 1e-4)
    return vt_number (shown == 0 ? 0 : shown, shown == 0 && decimals >= LONG ? 2 : decimals);
  exponent = (int) floor (log10 (fabs (shown)) + 1e-9);
  if (shown == pow (10, exponent))
    return nn_text_by_ten ("1", exponent);
  mantissa = vt_number (shown * pow (10, -exponent), MAX ((int) decimals + exponent, 0));
  return nn_text_by_ten (mantissa, exponent);
}

/* Behind an operator a negative number, or one with a power, stands in brackets. */
static char *
number_in (double value, guint decimals, gboolean is_first)
{
  g_autofree char *plain = vt_why_number (value, decimals);
  const gboolean has_sign = value < 0 && strcmp (plain, "0") != 0;
  const gboolean needs = !is_first && (has_sign || strstr (plain, "×") != NULL);

  return needs ? g_strdup_printf ("(%s)", plain) : g_steal_pointer (&plain);
}

/* "10⁻⁸", not yet in brackets. */
static gboolean
is_power (const char *number)
{
  return *number != '(' && strstr (number, "10⁻") != NULL;
}

/* What follows makes a power of the number itself. */
static gboolean
is_raised (const char *next)
{
  return g_str_has_prefix (next, "²") || *next == '^';
}

/* The form's text with its numbers in. */
static char *
write_form (const NnWhyForm *form, const double *x, const guint *decimals)
{
  g_auto (GStrv) pieces = g_strsplit (nn_text (form->text), "%s", -1);
  GString *text = g_string_new (pieces[0]);

  for (guint k = 0; k < form->n && pieces[k] != NULL && pieces[k + 1] != NULL; k++)
    {
      const char last = text->len > 0 ? text->str[text->len - 1] : '\0';
      const gboolean is_exponent = last == '^' && decimals[k] == 0;
      g_autofree char *number =
          is_exponent ? nn_text_raised ((int) x[k]) : number_in (x[k], decimals[k], last == '\0' || last == '(' || last == '|');

      if (is_exponent)
        g_string_truncate (text, text->len - 1);
      if (is_power (number) && is_raised (pieces[k + 1]))
        g_string_append_printf (text, "(%s)%s", number, pieces[k + 1]);
      else
        g_string_append_printf (text, "%s%s", number, pieces[k + 1]);
    }
  return g_string_free (text, FALSE);
}

static char *
with_sign (double value, guint decimals)
{
  g_autofree char *plain = vt_why_number (value, decimals);

  return nn_digits_round (value, decimals) > 0 ? g_strdup_printf ("+%s", plain) : g_steal_pointer (&plain);
}

static int
sign_of (double value, guint decimals)
{
  const double shown = isfinite (value) ? nn_digits_round (value, decimals) : 0;

  return (shown > 0) - (shown < 0);
}

/* ---- Lines ---- */

static void
line_free (gpointer data)
{
  VtWhyLine *line = data;

  g_free (line->label);
  g_free (line->a);
  g_free (line->b);
  g_free (line->expression);
  g_free (line->value);
  for (guint k = 0; k < NN_WHY_NUMBERS; k++)
    {
      g_free (line->caption[k]);
      g_free (line->number[k]);
      g_free (line->before[k]);
    }
  g_free (line);
}

static VtWhyLine *
add (GPtrArray *lines, VtWhyKind kind, char *label)
{
  VtWhyLine *line = g_new0 (VtWhyLine, 1);

  line->kind = kind;
  line->label = label;
  g_ptr_array_add (lines, line);
  return line;
}

static void
add_heads (GPtrArray *lines, const NnWhyStep *table)
{
  VtWhyLine *line;

  if (table->heads[0] == NULL && table->heads[2] == NULL)
    return;
  line = add (lines, VT_WHY_HEADS, g_strdup (""));
  line->a = g_strdup (nn_text (table->heads[0]));
  line->b = g_strdup (nn_text (table->heads[1]));
  line->value = g_strdup (nn_text (table->heads[2]));
}

/* Powers and squares have no sign to tell. */
static gboolean
is_signed (const NnWhyTerm *term)
{
  return term->form == NULL || term->form == &nn_why_product;
}

static void
set_value (VtWhyLine *line, double value, guint decimals, gboolean has_sign)
{
  line->value = has_sign ? with_sign (value, decimals) : vt_why_number (value, decimals);
  line->sign = has_sign ? sign_of (value, decimals) : 0;
}

static void
add_term (GPtrArray *lines, const NnWhyTerm *term, const NnDigits *digits, VtWhyNamer name, gpointer data)
{
  VtWhyLine *line = add (lines, VT_WHY_TERM,
                         term->source.name != NULL ? g_strdup (nn_text (term->source.name)) : name (&term->source, data));

  if (term->form == &nn_why_product)
    {
      line->a = vt_why_number (term->x[0], digits->x[0]);
      line->b = vt_why_number (term->x[1], digits->x[1]);
    }
  else if (term->form != NULL)
    line->expression = write_form (term->form, term->x, digits->x);
  set_value (line, term->value, digits->term, is_signed (term));
}

static void
add_more (GPtrArray *lines, const NnWhyStep *table, const NnDigits *digits)
{
  g_autofree char *count = vt_count ((gint64) table->n_more);
  VtWhyLine *line;

  if (table->n_more == 0)
    return;
  line = add (lines, VT_WHY_TERM,
              g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "and %s more", "and %s more", (gulong) table->n_more), count));
  set_value (line, table->more, digits->term, is_signed (nn_why_term (table, 0)));
}

static void
add_table (GPtrArray *lines, const NnWhyStep *table, const NnDigits *digits, VtWhyNamer name, gpointer data)
{
  VtWhyLine *total;

  add_heads (lines, table);
  for (guint i = 0; i < table->n_shown; i++)
    add_term (lines, nn_why_term (table, i), digits, name, data);
  add_more (lines, table, digits);
  total = add (lines, VT_WHY_TOTAL, g_strdup (nn_text (table->title)));
  total->value = vt_why_number (table->result, digits->result);
}

/* Each number alone, with what stands before it, where each has a caption. */
static void
split_numbers (VtWhyLine *line, const NnWhyStep *step, const NnDigits *digits)
{
  g_auto (GStrv) pieces = g_strsplit (nn_text (step->form->text), "%s", -1);

  for (guint k = 0; k < step->form->n && pieces[k] != NULL; k++)
    {
      line->before[k] = g_strdup (pieces[k]);
      line->number[k] = number_in (step->x[k], digits->x[k], k == 0);
      line->caption[k] = g_strdup (nn_text (step->captions[k]));
    }
}

static void
add_line (GPtrArray *lines, const NnWhyStep *step, const NnDigits *digits, VtWhyKind kind)
{
  VtWhyLine *line = add (lines, kind, g_strdup (nn_text (step->title)));

  if (g_strcmp0 (step->form->text, "%s") != 0)
    line->expression = write_form (step->form, step->x, digits->x);
  line->value = vt_why_number (step->result, digits->result);
  if (step->captions[0] != NULL)
    split_numbers (line, step, digits);
}

static void
add_remark (GPtrArray *lines, const NnWhyStep *step)
{
  if (step->remark != NULL)
    add (lines, VT_WHY_REMARK, g_strdup (nn_text (step->remark)));
}

GPtrArray *
vt_why_lines (const NnWhy *why, VtWhyNamer name, gpointer data)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);
  g_autofree NnDigits *digits = g_new (NnDigits, why->steps->len + 1);

  nn_digits_choose (why, digits);
  for (guint i = 0; i < why->steps->len; i++)
    {
      const NnWhyStep *step = nn_why_step (why, i);
      const guint first = lines->len;

      if (step->form == NULL)
        add_table (lines, step, &digits[i], name, data);
      else
        add_line (lines, step, &digits[i], i + 1 == why->steps->len ? VT_WHY_RESULT : VT_WHY_LINE);
      add_remark (lines, step);
      for (guint k = first; k < lines->len; k++)
        ((VtWhyLine *) g_ptr_array_index (lines, k))->step = i;
    }
  return lines;
}

/* ---- Words ---- */

static void
append_line (GString *words, const VtWhyLine *line)
{
  if (line->kind == VT_WHY_HEADS)
    return;
  if (words->len > 0)
    g_string_append (words, line->kind == VT_WHY_REMARK ? " " : "; ");
  if (line->label != NULL && *line->label != '\0')
    g_string_append_printf (words, "%s%s", line->label, line->value != NULL ? ": " : "");
  if (line->expression != NULL)
    g_string_append_printf (words, "%s = ", line->expression);
  else if (line->a != NULL && line->b != NULL)
    g_string_append_printf (words, "%s × %s = ", line->a, line->b);
  if (line->value != NULL)
    g_string_append (words, line->value);
}

char *
vt_why_words (const GPtrArray *lines)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    append_line (words, g_ptr_array_index (lines, i));
  return g_string_free (words, FALSE);
}
