/* Numbers in words, English and French: "twenty-three" and "vingt-trois". What is short in one may be a sum in the other:
 * ninety-seven is quatre-vingt-dix-sept. */

#include <string.h>

#include "pairs.h"
#include "stray.h"
#include "text.h"

enum
{
  TO_FRENCH,
  TO_ENGLISH,
};

static const NnChoice directions[] = {
  [TO_FRENCH] = { "to_french", N_ ("English to French"), NULL },
  [TO_ENGLISH] = { "to_english", N_ ("French to English"), NULL },
  { NULL },
};

static const NnParam knobs[] = {
  NN_KNOB_N (3000, N_ ("Pairs"), N_ ("How many numbers to translate; each comes once, so there are no more than there are numbers.")),
  { .id = "up_to", .title = N_ ("Up to"), .blurb = N_ ("The largest number that is put into words."), .type = NN_PARAM_INT,
    .min = 999, .max = 999999, .initial = 9999 },
  { .id = "direction", .title = N_ ("Direction"), .blurb = N_ ("Which language is given, and which is asked for."),
    .type = NN_PARAM_CHOICE, .choices = directions },
  NN_KNOB_SEED,
  { NULL },
};

/* ---- English ---- */

static const char *const english[] = {
  "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
  "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
};
static const char *const english_tens[] = { NULL, NULL, "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety" };

static void
say_english_tens (GString *words, guint n)
{
  if (n < G_N_ELEMENTS (english))
    g_string_append (words, english[n]);
  else
    g_string_append_printf (words, n % 10 > 0 ? "%s-%s" : "%s", english_tens[n / 10], english[n % 10]);
}

/* "two hundred and five", "three thousand and five", "three thousand two hundred" */
static void
say_english (GString *words, guint n)
{
  const guint thousands = n / 1000, hundreds = n / 100 % 10, rest = n % 100;

  if (thousands > 0)
    {
      say_english (words, thousands);
      g_string_append (words, " thousand");
    }
  if (hundreds > 0)
    g_string_append_printf (words, "%s%s hundred", thousands > 0 ? " " : "", english[hundreds]);
  if (rest > 0 && n >= 100)
    g_string_append (words, " and ");
  if (rest > 0 || n == 0)
    say_english_tens (words, rest);
}

/* ---- French ---- */

static const char *const french[] = {
  "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
  "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
};
static const char *const french_tens[] = { NULL, NULL, "vingt", "trente", "quarante", "cinquante", "soixante" };

/* From 60 on the French count in twenties. before: "mille" follows, in front of which quatre-vingts loses its s. */
static void
say_french_tens (GString *words, guint n, gboolean before)
{
  const guint base = n >= 60 ? n / 20 * 20 : n / 10 * 10, more = n - base;

  if (n < G_N_ELEMENTS (french))
    {
      g_string_append (words, french[n]);
      return;
    }
  g_string_append (words, base == 80 ? "quatre-vingt" : french_tens[base / 10]);
  if (base == 80 && more == 0 && !before)
    g_string_append_c (words, 's');
  if (more > 0)
    g_string_append_printf (words, "%s%s", base < 80 && more % 10 == 1 ? " et " : "-", french[more]);
}

/* "deux cents", "deux cent cinq", "mille", "deux mille trois" */
static void
say_french (GString *words, guint n, gboolean before)
{
  const guint thousands = n / 1000, hundreds = n / 100 % 10, rest = n % 100;

  if (thousands > 1)
    say_french (words, thousands, TRUE);
  if (thousands > 0)
    g_string_append (words, thousands > 1 ? " mille" : "mille");
  if (hundreds > 0)
    g_string_append_printf (words, "%s%s%scent%s", thousands > 0 ? " " : "", hundreds > 1 ? french[hundreds] : "",
                            hundreds > 1 ? " " : "", hundreds > 1 && rest == 0 && !before ? "s" : "");
  if (rest > 0 && n >= 100)
    g_string_append_c (words, ' ');
  if (rest > 0 || n == 0)
    say_french_tens (words, rest, before);
}

/* ---- Pairs ---- */

static char *
say (guint n, gboolean in_french)
{
  GString *words = g_string_new (NULL);

  if (in_french)
    say_french (words, n, FALSE);
  else
    say_english (words, n);
  return g_string_free (words, FALSE);
}

/* The longest of the numbers up to this one, which is below 1000; all their characters are appended. */
static gsize
measure (guint up_to, gboolean in_french, GString *characters)
{
  gsize longest = 0;

  for (guint n = 0; n <= up_to; n++)
    {
      g_autofree char *words = say (n, in_french);

      longest = MAX (longest, (gsize) g_utf8_strlen (words, -1));
      g_string_append (characters, words);
    }
  return longest;
}

/* What stands before the thousands and what follows them are said alike, so no more needs to be tried. */
static NnPairSide
measure_side (guint up_to, gboolean in_french, GString *characters)
{
  NnPairSide side = { .longest = measure (MIN (up_to, 999), in_french, characters) };

  if (up_to >= 1000)
    {
      g_autofree char *thousand = say (2000, in_french);

      g_string_append (characters, thousand);
      side.longest += measure (up_to / 1000, in_french, characters) + strlen (in_french ? " mille " : " thousand ");
    }
  side.characters = characters->str;
  return side;
}

static gboolean
asks_for_french (const NnSettings *settings)
{
  return nn_settings_int (settings, "direction") == TO_FRENCH;
}

static NnDataInfo *
describe (const NnSettings *settings)
{
  const guint up_to = (guint) nn_settings_int (settings, "up_to");
  const gboolean to_french = asks_for_french (settings);
  g_autoptr (GString) given = g_string_new (NULL), asked = g_string_new (NULL);
  const NnPairSide source = measure_side (up_to, !to_french, given), target = measure_side (up_to, to_french, asked);

  return nn_pairs_info (_ ("Numbers in words"), _ ("pairs"), MIN ((gsize) nn_settings_int (settings, "n"), up_to + 1), &source, &target);
}

/* All numbers up to this one, those of as many digits side by side, each lot in any order. */
static guint32 *
shuffle_lots (guint up_to, NnRng *rng)
{
  guint32 *numbers = g_new (guint32, up_to + 1);

  for (guint i = 0; i <= up_to; i++)
    numbers[i] = i;
  for (guint first = 0, end = 10; first <= up_to; first = end, end *= 10)
    nn_rng_shuffle (rng, numbers + first, MIN (end, up_to + 1) - first);
  return numbers;
}

/* One of each lot in turn, while it has any: numbers below 100, which are asked for most, would hardly occur among thousands. */
static guint32 *
draw_numbers (guint up_to, gsize n, NnRng *rng)
{
  g_autofree guint32 *numbers = shuffle_lots (up_to, rng);
  guint32 *drawn = g_new (guint32, n);
  gsize taken = 0;

  for (guint turn = 0; taken < n; turn++)
    for (guint first = 0, end = 10; first <= up_to && taken < n; first = end, end *= 10)
      if (first + turn < MIN (end, up_to + 1))
        drawn[taken++] = numbers[first + turn];
  nn_rng_shuffle (rng, drawn, n);
  return drawn;
}

static NnDataset *
generate (const NnSettings *settings)
{
  const gboolean to_french = asks_for_french (settings);
  NnRng rng = nn_source_rng (settings, "numbers");
  NnDataset *dataset = nn_dataset_new_numbers (describe (settings));
  g_autofree guint32 *drawn = draw_numbers ((guint) nn_settings_int (settings, "up_to"), nn_dataset_n (dataset), &rng);

  for (gsize i = 0; i < nn_dataset_n (dataset); i++)
    {
      g_autofree char *source = say (drawn[i], !to_french), *target = say (drawn[i], to_french);

      nn_pairs_put (dataset, i, source, target);
    }
  return dataset;
}

const NnDataSource nn_data_source_numbers = {
  .id = "numbers",
  .title = N_ ("Numbers in words"),
  .blurb = N_ ("Numbers in English and French words, to translate from one into the other."),
  .icon = "vt-text-symbolic",
  .params = knobs,
  .describe = describe,
  .generate = generate,
};
