/* Who rated what: the built-in set, whose tastes can be found in it, and files of ratings. */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "source.h"
#include "text-files.h"

static NnDataset *
load (const char *spec)
{
  g_autoptr (GError) error = NULL;
  NnDataset *dataset = nn_data_load (spec, &error);

  g_assert_no_error (error);
  return dataset;
}

/* What was rated, as its place. */
static guint
input_of (const NnDataset *dataset, gsize i, guint field)
{
  float place;

  nn_dataset_input_field (dataset, i, field, 0, &place);
  return (guint) place;
}

static double
rating_of (const NnDataset *dataset, gsize i)
{
  return *nn_dataset_target_field (dataset, i, 0, 0);
}

/* ---- The built-in set ---- */

/* No more ratings than pairs, none twice; whole stars; liked where they are more than three. */
static void
test_films (void)
{
  g_autoptr (NnDataset) all = load ("builtin:films?people=20&films=30&n=1000");
  const NnDataInfo *info = nn_dataset_info (all);
  guint seen[20 * 30] = { 0 }, liked = 0;

  g_assert_cmpuint (nn_dataset_n (all), ==, 600);
  g_assert_cmpstr (info->inputs[0].name, ==, "person");
  g_assert_cmpstr (info->inputs[1].name, ==, "film");
  g_assert_cmpuint (info->inputs[0].n_parts, ==, 20);
  g_assert_cmpuint (info->inputs[1].n_parts, ==, 30);
  for (gsize i = 0; i < 600; i++)
    {
      const double rating = rating_of (all, i);
      const gboolean likes = *nn_dataset_target_field (all, i, 1, 0) == 1;

      seen[input_of (all, i, 0) * 30 + input_of (all, i, 1)]++;
      g_assert_cmpfloat (rating, ==, round (rating));
      g_assert_cmpint (likes, ==, rating > 3);
      liked += likes;
    }
  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    g_assert_cmpuint (seen[i], ==, 1);
  g_assert_cmpuint (liked, >, 150);
  g_assert_cmpuint (liked, <, 450);
}

/* All names differ, however many there are. */
static void
test_names (void)
{
  g_autoptr (NnDataset) all = load ("builtin:films?people=500&films=200&n=10");

  for (guint field = 0; field < 2; field++)
    {
      const NnField *names = &nn_dataset_info (all)->inputs[field];
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint i = 0; i < names->n_parts; i++)
        g_assert_true (g_hash_table_add (seen, names->parts[i]));
    }
}

/* How alike the ratings are that everybody gives to two films: their correlation. */
static double
correlate (const NnDataset *all, guint people, guint films, guint a, guint b)
{
  g_autofree double *table = g_new0 (double, people * films);
  double n = people, sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;

  for (gsize i = 0; i < nn_dataset_n (all); i++)
    table[input_of (all, i, 0) * films + input_of (all, i, 1)] = rating_of (all, i);
  for (guint i = 0; i < people; i++)
    {
      const double x = table[i * films + a], y = table[i * films + b];

      sa += x, sb += y, saa += x * x, sbb += y * y, sab += x * y;
    }
  return (sab / n - sa / n * sb / n) / sqrt ((saa / n - sa / n * sa / n) * (sbb / n - sb / n * sb / n));
}

/* Films of a kind please the same people, those of opposite kinds others; the kinds come in turn. */
static void
test_tastes (void)
{
  g_autoptr (NnDataset) all = load ("builtin:films?people=200&films=20&n=4000&noise=0");
  double same = 0, opposite = 0;

  for (guint film = 0; film < 4; film++)
    {
      same += correlate (all, 200, 20, film, film + 4) / 4;
      opposite += correlate (all, 200, 20, film, (film + 2) % 4) / 4;
    }
  g_assert_cmpfloat (same, >, 0.5);
  g_assert_cmpfloat (opposite, <, 0);
}

/* ---- Files ---- */

/* The same three ratings between all separators, with and without titles and times. */
static void
test_separators (void)
{
  static const char *const files[][2] = {
    { ".data", "7\t12\t3\t881250949\n7\t15\t4.5\t881250950\n9\t12\t1\t881250951\n" },
    { ".csv", "userId,movieId,rating,timestamp\n7,12,3.0,1\n7,15,4.5,2\n\n9,12,1,3\n" },
    { ".dat", "7::12::3::1\r\n7::15::4.5::1\r\n9::12::1::1\r\n" },
    { ".txt", "7 12  3\n7 15 4.5\n9 12 1" },
    { ".tsv", "\"7\"\t12\t3\n7\t\"15\"\t4.5\n9\t12\t1\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NnDataset) dataset = text_file_load (files[i][0], files[i][1], "", &error);
      const NnDataInfo *info;

      g_assert_no_error (error);
      info = nn_dataset_info (dataset);
      g_assert_cmpuint (nn_dataset_n (dataset), ==, 3);
      g_assert_cmpstr (info->inputs[0].name, ==, i == 1 ? "userId" : "user");
      g_assert_cmpstr (info->inputs[1].name, ==, i == 1 ? "movieId" : "item");
      g_assert_cmpuint (info->inputs[0].n_parts, ==, 2);
      g_assert_cmpstr (info->inputs[1].parts[1], ==, "15");
      g_assert_cmpuint (input_of (dataset, 2, 0), ==, 1);
      g_assert_cmpuint (input_of (dataset, 2, 1), ==, 0);
      g_assert_cmpfloat (rating_of (dataset, 1), ==, 4.5);
      g_assert_cmpfloat (nn_first_target (info)->low, ==, 1);
      g_assert_cmpfloat (nn_first_target (info)->high, ==, 4.5);
      g_assert_cmpfloat (*nn_dataset_target_field (dataset, 0, 1, 0), ==, 1);   /* 3 is more than 2.75 */
      g_assert_cmpfloat (*nn_dataset_target_field (dataset, 2, 1, 0), ==, 0);
    }
}

static void
test_quoted (void)
{
  g_autoptr (NnDataset) dataset = text_file_load (".csv", "Ada,\"Cellar, The\",4\nBen,\"Cellar, The\",2\nBen,Comet,5\n", "", NULL);

  g_assert_nonnull (dataset);
  g_assert_cmpstr (nn_dataset_info (dataset)->inputs[1].parts[0], ==, "Cellar, The");
}

static void
test_most (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (NnDataset) dataset = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (text, "%u,%u,%u\n", i / 10, i % 10, i % 5);
  dataset = text_file_load (".csv", text->str, "?most=25", NULL);
  g_assert_cmpuint (nn_dataset_n (dataset), ==, 25);
}

/* What is wrong, and where. */
static void
test_refused (void)
{
  static const char *const bad[][2] = {
    { "2,2\n2,3,4\n", "Line 32 of “vitrine-" },
    { "2,2,much\n", "Line 32 of “vitrine-" },
    { "2,,5\n", "Line 32 of “vitrine-" },
    { "1,2,3\n1,3,3\n2,2,3\n", "has nothing to learn" },
    { "1,2,3\n1,3,4\n1,4,5\n", "has nothing to learn" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GString) text = g_string_new (NULL);

      if (i < 3)   /* far down, so that it is still taken for a file of ratings */
        {
          for (guint k = 0; k < 30; k++)
            g_string_append_printf (text, "%u,%u,%u\n", k % 4, k, k % 5);
          g_string_prepend (text, "who,what,stars\n");
        }
      g_string_append (text, bad[i][0]);
      g_assert_null (text_file_load (".csv", text->str, "", &error));
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, bad[i][1]));
    }
}

/* Numbers that are measured are nobody's names. */
static void
test_other_tables (void)
{
  static const char *const other[] = { "0.5,1.5,0\n0.25,0.75,1\n0.1,0.2,1\n", "a,b\nc,d\n", "1,2,3,4,5\n1,2,3,4,5\n" };

  for (guint i = 0; i < G_N_ELEMENTS (other); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (text_file_load (".csv", other[i], "", &error));
      g_assert_nonnull (error);
      g_assert_null (strstr (error->message, "rating:"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/data/ratings/films", test_films);
  g_test_add_func ("/engine/data/ratings/names", test_names);
  g_test_add_func ("/engine/data/ratings/tastes", test_tastes);
  g_test_add_func ("/engine/data/ratings/separators", test_separators);
  g_test_add_func ("/engine/data/ratings/quoted", test_quoted);
  g_test_add_func ("/engine/data/ratings/most", test_most);
  g_test_add_func ("/engine/data/ratings/refused", test_refused);
  g_test_add_func ("/engine/data/ratings/other-tables", test_other_tables);
  return g_test_run ();
}
