/* A plain text file from the command line: described, learned from, written on. */
#include "cli-run.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder, *text, *document;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) text = g_string_new (NULL);

  fixture->folder = g_dir_make_tmp ("vitrine-XXXXXX", NULL);
  fixture->text = g_build_filename (fixture->folder, "rhyme.txt", NULL);
  fixture->document = g_build_filename (fixture->folder, "net.vitrine", NULL);
  for (guint i = 0; i < 200; i++)
    g_string_append (text, "abcabcabdabd\n");
  g_assert_true (g_file_set_contents (fixture->text, text->str, -1, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *written = g_build_filename (fixture->folder, "written.txt", NULL);

  g_remove (written);
  g_remove (fixture->text);
  g_remove (fixture->document);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->text);
  g_free (fixture->document);
}

static void
train (Fixture *fixture)
{
  g_autofree char *data = g_strconcat (fixture->text, "?context=26", NULL);

  g_free (cli_output ("train", "example:char-lstm", "--data", data, "--steps", "120", "--save", fixture->document, NULL));
}

static void
test_describe (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *out = cli_output ("data", fixture->text, NULL);
  g_auto (CliResult) wrong = { 0 };
  g_autofree char *spec = g_strconcat (fixture->text, "?context=1", NULL);

  g_assert_nonnull (strstr (out, "39 passages"));
  g_assert_nonnull (strstr (out, "each one of 5: ↵ a b c d"));
  g_assert_nonnull (strstr (out, "context"));
  wrong = cli_run ("data", spec, NULL);
  cli_assert_fails (&wrong, 1, "Context must be a whole number from 2 to");
}

/* It has the rhyme by heart, whatever is drawn. */
static void
test_write (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *out = NULL, *path = g_build_filename (fixture->folder, "written.txt", NULL), *written = NULL, *json = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  train (fixture);
  out = cli_output ("generate", fixture->document, "--prompt", "abcabcabdabd\nabc", "--count", "14", "--temperature", "0", NULL);
  g_assert_cmpstr (out, ==, "abcabcabdabd\nabcabcabdabd\nabca\n");
  g_free (cli_output ("generate", fixture->document, "--prompt", "abcabcabd", "--count", "4", "--top-k", "1", "-o", path, NULL));
  g_assert_true (g_file_get_contents (path, &written, NULL, NULL));
  g_assert_cmpstr (written, ==, "abcabcabdabd\n");
  json = cli_output ("predict", fixture->document, "abcabcabda", "--json", NULL);
  lines = cli_parse_lines (json);
  g_assert_cmpstr (json_object_get_string_member (lines->pdata[0], "next"), ==, "b");
  g_assert_true (g_str_has_prefix (json_object_get_string_member (lines->pdata[0], "text"), "bd\nabcabc"));
}

static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  g_auto (CliResult) unknown = { 0 }, hot = { 0 }, image = { 0 };

  train (fixture);
  unknown = cli_run ("generate", fixture->document, "--prompt", "xyz", NULL);
  cli_assert_fails (&unknown, 1, "“x” never occurs in the text");
  hot = cli_run ("generate", fixture->document, "--temperature", "-1", NULL);
  g_assert_cmpint (hot.status, ==, 2);
  image = cli_run ("train", "example:digits-mlp", "--data", fixture->text, "--steps", "1", NULL);
  cli_assert_fails (&image, 1, "calculates with numbers");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/app/cli-text/describe", Fixture, NULL, set_up, test_describe, tear_down);
  g_test_add ("/app/cli-text/write", Fixture, NULL, set_up, test_write, tear_down);
  g_test_add ("/app/cli-text/refused", Fixture, NULL, set_up, test_refused, tear_down);
  return g_test_run ();
}
