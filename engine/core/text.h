/* Text for people: translation and numbers. Const tables mark their strings with N_() and translate where they are shown. */
#pragma once

#include <glib.h>
#include <glib/gi18n-lib.h>

G_BEGIN_DECLS

/* The translation of a string marked with N_(); NULL and "" come back unchanged. */
static inline const char *
nn_text (const char *marked)
{
  return marked != NULL && *marked != '\0' ? g_dgettext (GETTEXT_PACKAGE, marked) : marked;
}

/* A whole number in groups of three digits, with thin spaces between: "1 352". (transfer full) */
char *nn_count_to_text (gint64 n);

/* A number of things; one and many hold a %s for it, and are looked up as a plural pair: "%s layer", "%s layers". (transfer full) */
char *nn_count_in_words (gint64 n, const char *one, const char *many);

/* What stands between a number's whole and its fraction in every text for people: a constant, or NULL for what the locale has.
 * From any thread. */
void        nn_set_decimal_point (const char *point);
const char *nn_decimal_point     (void);

/* A whole number small and high, as an exponent: −8 → "⁻⁸". (transfer full) */
char *nn_text_raised (int n);

/* A mantissa as it is written, and the power of ten it is to be taken by: ("1.5", −7) → "1.5×10⁻⁷", ("1", −8) → "10⁻⁸". (transfer full) */
char *nn_text_by_ten (const char *mantissa, int exponent);

/* A number for a sentence, by a conversion of printf(): ("%.3g", 0.0312) → "0.0312" or "0,0312". (transfer full) */
char *nn_figure (const char *format, double value);

/* A number that one can remember: rounded to one digit, 0.0312 → 0.03. */
double nn_one_figure (double value);

/* A foreign text for a sentence: whole if it is short, else its beginning and "…". It must be UTF-8. (transfer full) */
char *nn_text_quote (const char *text);

/* The shortest text that g_ascii_strtod() reads back as the same number, in locale C, for files: "0.1". (transfer full) */
char *nn_number_to_text (double value);

G_END_DECLS
