/* A file of pairs from the command line: described, learned from, and translated by. */
#include "cli-run.h"

#include <glib/gstdio.h>
#include <string.h>

#define PAIRS 81

typedef struct
{
  char *folder, *pairs, *document;
} Fixture;

/* All words of four of three letters, and the same in capitals. */
static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) text = g_string_new (NULL);

  fixture->folder = g_dir_make_tmp ("vitrine-XXXXXX", NULL);
  fixture->pairs = g_build_filename (fixture->folder, "words.tsv", NULL);
  fixture->document = g_build_filename (fixture->folder, "net.vitrine", NULL);
  for (guint i = 0; i < PAIRS; i++)
    {
      const char word[] = { 'a' + i % 3, 'a' + i / 3 % 3, 'a' + i / 9 % 3, 'a' + i / 27, '\0' };
      g_autofree char *large = g_ascii_strup (word, -1);

      g_string_append_printf (text, "%s\t%s\n", word, large);
    }
  g_assert_true (g_file_set_contents (fixture->pairs, text->str, -1, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_remove (fixture->pairs);
  g_remove (fixture->document);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->pairs);
  g_free (fixture->document);
}

static void
train (Fixture *fixture)
{
  g_free (cli_output ("train", "example:numbers-lstm", "--data", fixture->pairs, "--steps", "120", "--save", fixture->document, NULL));
}

static void
test_describe (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *out = cli_output ("data", fixture->pairs, NULL);

  g_assert_nonnull (strstr (out, "81 pairs"));
  g_assert_nonnull (strstr (out, "4 in a row, each one of 4: ■ a b c"));
  g_assert_nonnull (strstr (out, "5 in a row, each one of 4: ■ A B C"));
  g_assert_nonnull (strstr (out, "direction"));
}

static void
assert_member (const char *json, const char *member, const char *expected)
{
  g_autoptr (GPtrArray) lines = cli_parse_lines (json);

  g_assert_cmpstr (json_object_get_string_member (lines->pdata[0], member), ==, expected);
}

static void
test_translate (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *typed = NULL, *example = NULL, *made = NULL, *drawn = NULL, *scores = NULL, *plain = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  train (fixture);
  typed = cli_output ("predict", fixture->document, "cabb", "--json", NULL);
  assert_member (typed, "text", "CABB");
  example = cli_output ("predict", fixture->document, "#5", "--json", NULL);
  assert_member (example, "input", "cbaa");
  assert_member (example, "text", "CBAA");
  assert_member (example, "truth", "CBAA");
  plain = cli_output ("predict", fixture->document, "#5", NULL);
  g_assert_nonnull (strstr (plain, "right"));
  made = cli_output ("generate", fixture->document, "--prompt", "abca", NULL);
  g_assert_cmpstr (made, ==, "ABCA\n");
  drawn = cli_output ("generate", fixture->document, "--prompt", "abca", "--temperature", "90", "--json", NULL);
  g_assert_null (strstr (drawn, "\"text\":\"ABCA\""));
  scores = cli_output ("eval", fixture->document, "--data", fixture->pairs, "--json", NULL);
  lines = cli_parse_lines (scores);
  g_assert_cmpfloat (json_object_get_double_member (lines->pdata[0], "exact"), >, 0.5);   /* it never saw a fifth of them */
}

static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  g_auto (CliResult) unknown = { 0 }, longer = { 0 }, nothing = { 0 }, other = { 0 };

  g_free (cli_output ("train", "example:numbers-lstm", "--data", fixture->pairs, "--steps", "1", "--save", fixture->document, NULL));
  unknown = cli_run ("predict", fixture->document, "xyz", NULL);
  cli_assert_fails (&unknown, 1, "“x” never occurs in the text");
  longer = cli_run ("generate", fixture->document, "--prompt", "abcab", NULL);
  cli_assert_fails (&longer, 1, "it has 5 characters, and the network reads 4 at most");
  nothing = cli_run ("generate", fixture->document, NULL);
  g_assert_cmpint (nothing.status, ==, 2);
  other = cli_run ("train", "example:spiral", "--data", fixture->pairs, "--steps", "1", NULL);
  cli_assert_fails (&other, 1, "calculates with numbers");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/app/cli-translate/describe", Fixture, NULL, set_up, test_describe, tear_down);
  g_test_add ("/app/cli-translate/translate", Fixture, NULL, set_up, test_translate, tear_down);
  g_test_add ("/app/cli-translate/refused", Fixture, NULL, set_up, test_refused, tear_down);
  return g_test_run ();
}
