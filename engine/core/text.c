#include "text.h"

#include <stdlib.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#define THIN_SPACE "\u2009"

char *
nn_count_to_text (gint64 n)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, ABS (n));
  const gsize length = strlen (digits);
  GString *text = g_string_new (n < 0 ? "−" : NULL);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (text, THIN_SPACE);
      g_string_append_c (text, digits[i]);
    }
  return g_string_free (text, FALSE);
}

char *
nn_count_in_words (gint64 n, const char *one, const char *many)
{
  g_autofree char *count = nn_count_to_text (n);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, one, many, (gulong) n), count);
}

static const char *chosen_point;   /* read and written whole, as threads write sentences, too */

void
nn_set_decimal_point (const char *point)
{
  g_atomic_pointer_set (&chosen_point, point);
}

const char *
nn_decimal_point (void)
{
  const char *point = g_atomic_pointer_get (&chosen_point);

  return point != NULL ? point : localeconv ()->decimal_point;
}

char *
nn_text_raised (int n)
{
  static const char *const digits[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  g_autofree char *plain = g_strdup_printf ("%d", ABS (n));
  GString *text = g_string_new (n < 0 ? "⁻" : "");

  for (const char *at = plain; *at != '\0'; at++)
    g_string_append (text, digits[*at - '0']);
  return g_string_free (text, FALSE);
}

char *
nn_text_by_ten (const char *mantissa, int exponent)
{
  g_autofree char *raised = nn_text_raised (exponent);
  const gsize n = strlen (mantissa);

  if (n > 0 && mantissa[n - 1] == '1' && strpbrk (mantissa, "023456789.,") == NULL && strchr (mantissa, '1') == mantissa + n - 1)
    return g_strdup_printf ("%.*s10%s", (int) n - 1, mantissa, raised);   /* its sign stays */
  return g_strdup_printf ("%s×10%s", mantissa, raised);
}

char *
nn_figure (const char *format, double value)
{
  char plain[G_ASCII_DTOSTR_BUF_SIZE];
  g_auto (GStrv) powers = g_strsplit (g_ascii_formatd (plain, sizeof plain, format, value), "e", 2);
  g_auto (GStrv) parts = g_strsplit (powers[0], ".", 2);
  g_autofree char *mantissa = g_strjoinv (nn_decimal_point (), parts);

  return powers[1] != NULL ? nn_text_by_ten (mantissa, atoi (powers[1])) : g_steal_pointer (&mantissa);
}

double
nn_one_figure (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_ascii_strtod (g_ascii_formatd (text, sizeof text, "%.0e", value), NULL);
}

#define QUOTE_LENGTH 60   /* characters */

char *
nn_text_quote (const char *text)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= QUOTE_LENGTH)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, QUOTE_LENGTH);
  return g_strconcat (start, "…", NULL);
}

char *
nn_number_to_text (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (value == floor (value) && fabs (value) < 1e15)
    return g_strdup_printf ("%.0f", value + 0.0);   /* + 0.0: no "-0" */

  /* The fewest digits that read back as the very same number: 0.1, not 0.10000000000000001. */
  for (int digits = 6; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (text, sizeof text, format, value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }
  return g_strdup (text);
}
