#include "vt-text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

#define MINUS "\u2212"
#define THIN_SPACE "\u2009"
#define FAMILY "Cantarell, Adwaita Sans, Inter, sans"

#define KEPT_LINES 400

/* Laying a line out costs far more than drawing it, and most lines are drawn again and again: they are kept. */
static struct
{
  PangoContext *context;
  PangoFontDescription *font;
  PangoAttrList *figures;
  GHashTable *lines;   /* "size weight text" → PangoLayout */
} shared;

static void
set_up (void)
{
  cairo_font_options_t *options = cairo_font_options_create ();

  /* Cairo puts glyphs on whole pixels: widths rounded the same way keep letters evenly spaced. */
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_ON);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_SLIGHT);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  shared.context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_cairo_context_set_font_options (shared.context, options);
  cairo_font_options_destroy (options);
  shared.figures = pango_attr_list_new ();
  pango_attr_list_insert (shared.figures, pango_attr_font_features_new ("tnum=1"));
  shared.font = pango_font_description_new ();
  pango_font_description_set_family (shared.font, FAMILY);
  shared.lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

static PangoLayout *
lay_out (double size, int weight, const char *text)
{
  PangoLayout *layout = pango_layout_new (shared.context);

  pango_font_description_set_absolute_size (shared.font, size * PANGO_SCALE);
  pango_font_description_set_weight (shared.font, (PangoWeight) weight);
  pango_layout_set_font_description (layout, shared.font);
  pango_layout_set_attributes (layout, shared.figures);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

/* (transfer none) until the next call. Who narrows it must widen it again. */
static PangoLayout *
find_line (double size, int weight, const char *text)
{
  g_autofree char *key = g_strdup_printf ("%d %d %s", (int) (size * 16.0), weight, text);
  PangoLayout *layout;

  if (shared.context == NULL)
    set_up ();
  layout = g_hash_table_lookup (shared.lines, key);
  if (layout == NULL)
    {
      if (g_hash_table_size (shared.lines) >= KEPT_LINES)
        g_hash_table_remove_all (shared.lines);
      layout = lay_out (size, weight, text);
      g_hash_table_insert (shared.lines, g_steal_pointer (&key), layout);
    }
  return layout;
}

static double
layout_width (PangoLayout *layout)
{
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

double
vt_text (cairo_t *cr,
         double x,
         double y,
         VtAlign align,
         double size,
         int weight,
         const VtColour *colour,
         double max_width,
         const char *text)
{
  PangoLayout *layout = find_line (size, weight, text);
  double width = layout_width (layout);
  const gboolean is_cut = max_width > 0.0 && width > max_width;

  if (is_cut)
    {
      pango_layout_set_width (layout, (int) (max_width * PANGO_SCALE));
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      width = max_width;
    }
  vt_set_colour (cr, colour);
  cairo_move_to (cr, x - width * align / VT_ALIGN_RIGHT, y - (double) pango_layout_get_baseline (layout) / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
  cairo_new_path (cr);
  if (is_cut)
    {
      pango_layout_set_width (layout, -1);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_NONE);
    }
  return width;
}

double
vt_text_width (double size, int weight, const char *text)
{
  return layout_width (find_line (size, weight, text));
}

double
vt_text_rich (cairo_t *cr,
              double x,
              double y,
              double size,
              const VtColour *colour,
              const VtColour *strong,
              double max_width,
              const char *text)
{
  gboolean is_strong = g_str_has_prefix (text, "<b>");
  g_auto (GStrv) parts = g_regex_split_simple ("</?b>", text + (is_strong ? 3 : 0), 0, 0);
  double used = 0.0;

  for (guint i = 0; parts[i] != NULL && (max_width <= 0.0 || used < max_width); i++)
    {
      used += vt_text (cr, x + used, y, VT_ALIGN_LEFT, size, is_strong ? 600 : 400, is_strong ? strong : colour,
                       max_width > 0.0 ? max_width - used : 0.0, parts[i]);
      is_strong = !is_strong;
    }
  return used;
}

double
vt_text_block (
    cairo_t *cr, double x, double y, double width, double size, int weight, const VtColour *colour, const char *text)
{
  PangoLayout *layout = find_line (size, weight, text);
  int height;

  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (cr != NULL)
    {
      vt_set_colour (cr, colour);
      cairo_move_to (cr, x, y);
      pango_cairo_show_layout (cr, layout);
      cairo_new_path (cr);
    }
  pango_layout_get_size (layout, NULL, &height);
  pango_layout_set_width (layout, -1);
  return (double) height / PANGO_SCALE;
}

/* digits: those before the point, without a sign. */
static void
append_grouped (GString *out, const char *digits, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0 && (n - i) % 3 == 0)
        g_string_append (out, THIN_SPACE);
      g_string_append_c (out, digits[i]);
    }
}

/* plain: as the C locale writes it, "-1234.5" or "1.2e+09". */
char *
vt_number_dress (const char *plain, const char *point)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const gboolean is_zero = strpbrk (plain, "123456789") == NULL;
  const char *rest = plain + (*plain == '-');
  const gsize whole = strspn (rest, "0123456789");

  if (*plain == '-' && !is_zero)
    g_string_append (out, MINUS);
  append_grouped (out, rest, whole);
  for (rest += whole; *rest != '\0' && *rest != 'e'; rest++)
    {
      if (*rest == '.')
        g_string_append (out, point);
      else
        g_string_append_c (out, *rest);
    }
  return *rest == 'e' ? nn_text_by_ten (out->str, atoi (rest + 1)) : g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
special_number (double value)
{
  if (isnan (value))
    return g_strdup ("NaN");
  if (isinf (value))
    return g_strdup (value > 0 ? "∞" : MINUS "∞");
  return NULL;
}

char *
vt_number (double value, guint digits)
{
  char format[16], plain[400];   /* the longest double has 309 digits before the point */
  char *special = special_number (value);

  if (special != NULL)
    return special;
  g_snprintf (format, sizeof format, "%%.%uf", MIN (digits, 20));
  return vt_number_dress (g_ascii_formatd (plain, sizeof plain, format, value), nn_decimal_point ());
}

/* "0.500" → "0.5", "3.00e+09" → "3e9": a short number has no digits that say nothing. */
static void
trim_zeros (char *plain)
{
  char *exponent = strchr (plain, 'e');
  char *end = exponent != NULL ? exponent : plain + strlen (plain);
  char *cut = end;

  if (memchr (plain, '.', end - plain) != NULL)
    while (cut[-1] == '0')
      cut--;
  if (cut[-1] == '.')
    cut--;
  if (exponent != NULL)
    g_snprintf (cut, strlen (end) + 1, "e%d", atoi (end + 1));
  else
    *cut = '\0';
}

char *
vt_number_short (double value)
{
  char *special = special_number (value);
  char rounded[32], plain[64];
  double exact, size;

  if (special != NULL)
    return special;
  /* Rounding to three digits comes first: 9.996 is 10, not 9.996 with one digit less. */
  exact = g_ascii_strtod (g_ascii_formatd (rounded, sizeof rounded, "%.2e", value), NULL);
  size = fabs (exact);
  if (size != 0.0 && (size >= 1e6 || size < 1e-4))
    g_strlcpy (plain, rounded, sizeof plain);
  else
    {
      const int digits = size == 0.0 ? 0 : CLAMP (2 - (int) floor (log10 (size * (1 + 1e-9))), 0, 6);
      char format[16];

      g_snprintf (format, sizeof format, "%%.%df", digits);
      g_ascii_formatd (plain, sizeof plain, format, exact);
    }
  trim_zeros (plain);
  return vt_number_dress (plain, nn_decimal_point ());
}

char *
vt_count (gint64 value)
{
  char plain[32];

  g_snprintf (plain, sizeof plain, "%" G_GINT64_FORMAT, value);
  return vt_number_dress (plain, "");
}

char *
vt_percent (double share, guint digits)
{
  g_autofree char *number = vt_number (share * 100.0, digits);

  return isnan (share) ? g_steal_pointer (&number) : g_strconcat (number, THIN_SPACE, "%", NULL);
}

char *
vt_loss (double loss)
{
  char rounded[32];

  if (!isfinite (loss) || loss == 0 || (fabs (loss) >= 0.01 && fabs (loss) < 1000))
    return vt_number (loss, 3);
  if (fabs (loss) >= 0.001 && fabs (loss) < 0.01)
    return vt_number (loss, 4);
  return vt_number_short (g_ascii_strtod (g_ascii_formatd (rounded, sizeof rounded, "%.1e", loss), NULL));   /* room is scarce */
}

/* "1.5×10⁻⁷", "10^-7" and the like as g_ascii_strtod() reads them; what is no power of ten stays as it is. (transfer full) */
static char *
lower_power (const char *text)
{
  static const char *const raised[][2] = {
    { "⁻", "^-" }, { "⁰", "^0" }, { "¹", "^1" }, { "²", "^2" }, { "³", "^3" }, { "⁴", "^4" },
    { "⁵", "^5" }, { "⁶", "^6" }, { "⁷", "^7" }, { "⁸", "^8" }, { "⁹", "^9" },
  };
  g_autoptr (GRegex) power = g_regex_new ("^\\s*(-?)(?:([0-9.,]+)\\s*[×x*·]\\s*)?10\\^([-^0-9]+)\\s*$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GString) plain = g_string_new (text);
  g_autoptr (GString) exponent = NULL;
  g_autofree char *sign = NULL, *mantissa = NULL, *raw = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (raised); i++)
    g_string_replace (plain, raised[i][0], raised[i][1], 0);
  if (!g_regex_match (power, plain->str, 0, &match))
    return g_strdup (text);
  sign = g_match_info_fetch (match, 1);
  mantissa = g_match_info_fetch (match, 2);
  raw = g_match_info_fetch (match, 3);
  exponent = g_string_new (raw);
  g_string_replace (exponent, "^", "", 0);
  return g_strconcat (sign, *mantissa != '\0' ? mantissa : "1", "e", exponent->str, NULL);
}

gboolean
vt_number_parse (const char *text, double *value)
{
  g_auto (GStrv) parts = g_strsplit (text, "−", -1); /* the real minus sign, as shown elsewhere */
  g_autofree char *raised = g_strjoinv ("-", parts), *signed_text = lower_power (raised);
  g_auto (GStrv) halves = g_strsplit (signed_text, nn_decimal_point (), 2);
  g_autofree char *plain = g_strjoinv (".", halves);
  char *end;
  double parsed;

  g_strstrip (plain);
  if (*plain == '\0')
    return FALSE;
  parsed = g_ascii_strtod (plain, &end);
  if (*end != '\0' || !isfinite (parsed))
    return FALSE;
  *value = parsed;
  return TRUE;
}
