/* Pairs of texts: where they stand in their fields, the two built-in sets, and files of pairs. */
#include "pairs.h"

#include <glib/gstdio.h>
#include <string.h>

#include "source.h"
#include "text-files.h"
#include "tokens.h"

static char *
source_at (const NnDataset *dataset, gsize i)
{
  const NnField *field = &nn_dataset_info (dataset)->inputs[NN_SOURCE];
  const gsize n = (gsize) nn_shape_size (&field->shape);
  g_autofree float *tokens = g_new (float, n);

  nn_dataset_input_field (dataset, i, NN_SOURCE, 0, tokens);
  return nn_tokens_decode (field, tokens, n);
}

static char *
target_at (const NnDataset *dataset, gsize i)
{
  const NnField *field = nn_first_target (nn_dataset_info (dataset));

  return nn_tokens_decode (field, nn_dataset_target (dataset, i), (gsize) nn_shape_size (&field->shape));
}

/* The target that goes with a source; NULL: no example has it. */
static char *
translate (const NnDataset *dataset, const char *text)
{
  for (gsize i = 0; i < nn_dataset_n (dataset); i++)
    {
      g_autofree char *source = source_at (dataset, i);

      if (g_str_equal (source, text))
        return target_at (dataset, i);
    }
  return NULL;
}

/* The source ends at the last place, the target begins at the first and stands one place later in what is written so far; the rest
 * is ends. */
static void
test_places (void)
{
  NnDataInfo *info = nn_pairs_info ("Pairs", "pairs", 1, &(NnPairSide) { 5, "abc" }, &(NnPairSide) { 3, "xyé" });
  g_autoptr (NnDataset) dataset = nn_dataset_new_numbers (info);
  const float in[] = { 0, 0, 3, 1, 2, /* so far */ 0, 3, 1, 0 }, out[] = { 3, 1, 0, 0 };
  g_autofree char *source = NULL, *target = NULL;

  nn_pairs_put (dataset, 0, "cab", "éx");
  g_assert_true (info->translates);
  g_assert_true (g_strv_equal ((const char *const *) info->inputs[NN_SO_FAR].parts, (const char *const *) info->targets[0].parts));
  g_assert_cmpmem (nn_dataset_inputs (dataset), sizeof in, in, sizeof in);
  g_assert_cmpmem (nn_dataset_target (dataset, 0), sizeof out, out, sizeof out);
  source = source_at (dataset, 0);
  target = target_at (dataset, 0);
  g_assert_cmpstr (source, ==, "cab");
  g_assert_cmpstr (target, ==, "éx");
  g_assert_cmpstr (nn_token_sign (nn_first_target (info)->parts[0]), ==, "■");
}

static void
test_lay (void)
{
  g_autoptr (NnDataInfo) info = nn_pairs_info ("Pairs", "pairs", 1, &(NnPairSide) { 3, "abc" }, &(NnPairSide) { 1, "x" });
  g_autoptr (GError) error = NULL;
  float out[3] = { 7, 7, 7 };
  const float expected[] = { 0, 2, 1 }, untouched[] = { 7, 7, 7 };

  g_assert_false (nn_pairs_lay (nn_first_input (info), "abca", out, &error));
  g_assert_nonnull (strstr (error->message, "4 characters"));
  g_clear_error (&error);
  g_assert_false (nn_pairs_lay (nn_first_input (info), "ax", out, &error));
  g_assert_nonnull (strstr (error->message, "“x”"));
  g_assert_cmpmem (out, sizeof out, untouched, sizeof untouched);
  g_assert_true (nn_pairs_lay (nn_first_input (info), "ba", out, NULL));
  g_assert_cmpmem (out, sizeof out, expected, sizeof expected);
}

static NnDataset *
load (const char *spec)
{
  g_autoptr (GError) error = NULL;
  NnDataset *dataset = nn_data_load (spec, &error);

  g_assert_no_error (error);
  return dataset;
}

/* Where either language has its own ideas. */
static void
test_numbers (void)
{
  static const char *const pairs[][2] = {
    { "zero", "zéro" },
    { "twenty-three", "vingt-trois" },
    { "thirty-one", "trente et un" },
    { "seventy", "soixante-dix" },
    { "seventy-one", "soixante et onze" },
    { "eighty", "quatre-vingts" },
    { "eighty-one", "quatre-vingt-un" },
    { "ninety-nine", "quatre-vingt-dix-neuf" },
    { "one hundred", "cent" },
    { "two hundred", "deux cents" },
    { "two hundred and five", "deux cent cinq" },
    { "one thousand", "mille" },
    { "one thousand one hundred", "mille cent" },
    { "three thousand and seven", "trois mille sept" },
    { "four thousand two hundred and eighty", "quatre mille deux cent quatre-vingts" },
    { "eighty thousand", "quatre-vingt mille" },
    { "two hundred thousand", "deux cent mille" },
  };
  g_autoptr (NnDataset) forward = load ("builtin:numbers?up_to=9999&n=100000"), wide = load ("builtin:numbers?up_to=200000&n=100000");
  g_autoptr (NnDataset) backward = load ("builtin:numbers?n=500&direction=to_english");
  guint found = 0;

  g_assert_cmpuint (nn_dataset_n (forward), ==, 10000);   /* no number comes twice */
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *french = translate (i < 15 ? forward : wide, pairs[i][0]);

      if (i < 15 || french != NULL)   /* of the wider set half is drawn */
        g_assert_cmpstr (french, ==, pairs[i][1]);
      found += french != NULL;
    }
  g_assert_cmpuint (found, >=, 16);
  for (gsize i = 0; i < 500; i++)
    {
      g_autofree char *french = source_at (backward, i), *english = target_at (backward, i), *again = translate (forward, english);

      g_assert_cmpstr (french, ==, again);
    }
}

static void
test_dates (void)
{
  static const char *const forms[] = {
    "^\\d+ [A-Z][a-z]+ \\d{4}$", "^[A-Z][a-z]+ \\d+, \\d{4}$", "^[A-Z][a-z]{2} \\d+, \\d{2}$", "^\\d+ [A-Z][a-z]{2} \\d{2}$",
    "^\\d+\\.\\d+\\.\\d{4}$", "^\\d+(st|nd|rd|th) of [A-Z][a-z]+ \\d{4}$", "^[A-Z][a-z]+ \\d+(st|nd|rd|th), \\d{4}$",
    "^[A-Z][a-z]+day, \\d+ [A-Z][a-z]+ \\d{4}$", "^[A-Z][a-z]+day \\d+ [A-Z][a-z]{2} \\d{4}$",
  };
  g_autoptr (NnDataset) dataset = load ("builtin:dates?n=2000");
  guint count[G_N_ELEMENTS (forms)] = { 0 };

  for (gsize i = 0; i < 2000; i++)
    {
      g_autofree char *source = source_at (dataset, i), *target = target_at (dataset, i);
      guint year, month, day;
      guint matching = 0;

      g_assert_cmpint (sscanf (target, "%4u-%2u-%2u", &year, &month, &day), ==, 3);
      g_assert_true (year >= 1950 && year < 2050 && g_date_valid_dmy (day, month, year));
      for (guint k = 0; k < G_N_ELEMENTS (forms); k++)
        if (g_regex_match_simple (forms[k], source, 0, 0))
          {
            count[k]++;
            matching++;
          }
      g_assert_cmpuint (matching, ==, 1);
      if (g_regex_match_simple (forms[4], source, 0, 0))
        {
          g_autofree char *same = g_strdup_printf ("%u.%u.%04u", day, month, year);

          g_assert_cmpstr (source, ==, same);
        }
    }
  for (guint k = 0; k < G_N_ELEMENTS (forms); k++)
    g_assert_cmpuint (count[k], >, 2000 / G_N_ELEMENTS (forms) / 2);
}

/* ---- Files ---- */

static void
test_file (void)
{
  const char *text = "\357\273\277Go on.\tWeiter.\tCC-BY\r\n\r\n  Good day.\tGuten Tag. \r\nThis one is long\tDas ist lang\n";
  g_autoptr (NnDataset) dataset = text_file_load (".tsv", text, "?longest=10", NULL);
  g_autoptr (NnDataset) backward = text_file_load (".txt", text, "?direction=backward&most=2", NULL);
  g_autofree char *first = source_at (dataset, 0), *second = target_at (dataset, 1), *last = source_at (backward, 1);
  const NnDataInfo *info = nn_dataset_info (dataset);

  g_assert_cmpuint (info->n, ==, 2);
  g_assert_cmpint (nn_first_input (info)->shape.dim[0], ==, 9);
  g_assert_cmpint (nn_first_target (info)->shape.dim[0], ==, 11);
  g_assert_cmpstr (first, ==, "Go on.");
  g_assert_cmpstr (second, ==, "Guten Tag.");
  g_assert_cmpuint (nn_dataset_n (backward), ==, 2);
  g_assert_cmpstr (last, ==, "Guten Tag.");
}

static void
assert_refused (const char *ending, const char *text, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (text_file_load (ending, text, "", &error));
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

#define GOOD "one\tun\ntwo\tdeux\nthree\ttrois\n"

static void
test_bad_files (void)
{
  assert_refused (".tsv", GOOD "four\n", "Line 4");
  assert_refused (".tsv", GOOD "\n\tquatre\n", "Line 5");
  assert_refused (".tsv", GOOD "four\t \n", "no pair");
  assert_refused (".tsv", GOOD "four\tqua\003tre\n", "control character");
  assert_refused (".tsv", GOOD "four\tqua\377tre\n", "No reader");
  assert_refused (".tsv", "This is longer than forty characters may ever be\tun\n", "40 characters at most");
  assert_refused (".tsv", "1\t2\n3\t4\n", "No reader");
  assert_refused (".tsv", "red\tapple\ngreen\tpear\nyellow\tapple\n", "No reader");   /* a table of categories */
  assert_refused (".tsv", "", "No reader");
}

/* Far behind what is looked at to know the file. */
static void
test_late_faults (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (text, "number %u\tnombre %u\n", i, i);
  {
    g_autoptr (NnDataset) dataset = text_file_load (".tsv", text->str, "", NULL);

    g_assert_cmpuint (nn_dataset_n (dataset), ==, 2000);
  }
  g_string_append (text, "without\n");
  assert_refused (".tsv", text->str, "Line 2001");
  g_string_append (text, "\377");
  assert_refused (".tsv", text->str, "UTF-8");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/data/pairs/places", test_places);
  g_test_add_func ("/engine/data/pairs/lay", test_lay);
  g_test_add_func ("/engine/data/pairs/numbers", test_numbers);
  g_test_add_func ("/engine/data/pairs/dates", test_dates);
  g_test_add_func ("/engine/data/pairs/file", test_file);
  g_test_add_func ("/engine/data/pairs/bad-files", test_bad_files);
  g_test_add_func ("/engine/data/pairs/late-faults", test_late_faults);
  return g_test_run ();
}
