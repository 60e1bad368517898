/* Text as tokens: the vocabulary, files of plain text, and the built-in stories. */
#include "tokens.h"

#include <glib/gstdio.h>
#include <string.h>

#include "source.h"

#define CONTEXT 5

static char *
write_text (const char *text, gssize length)
{
  char *path;
  const int file = g_file_open_tmp ("test-tokens-XXXXXX.txt", &path, NULL);

  g_assert_cmpint (file, >=, 0);
  g_close (file, NULL);
  g_assert_true (g_file_set_contents (path, text, length, NULL));
  return path;
}

static NnDataset *
load (const char *path, GError **error)
{
  g_autofree char *spec = g_strdup_printf ("%s?context=%d", path, CONTEXT);
  NnDataset *dataset = nn_data_load (spec, error);

  g_remove (path);
  return dataset;
}

static void
test_vocabulary (void)
{
  g_auto (GStrv) tokens = nn_tokens_vocabulary ("zäh, zah\n", -1);
  const char *const expected[] = { "\n", " ", ",", "a", "h", "z", "ä", NULL };

  g_assert_true (g_strv_equal ((const char *const *) tokens, expected));
  g_assert_cmpstr (nn_token_sign ("\n"), ==, "↵");
  g_assert_cmpstr (nn_token_sign ("a"), ==, "a");
}

static void
test_round (void)
{
  g_autoptr (NnDataInfo) info = nn_text_info ("Text", 1, CONTEXT, nn_tokens_vocabulary ("abcä ", -1));
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (float));
  g_autoptr (GError) error = NULL;
  g_autofree char *back = NULL;

  g_assert_true (nn_tokens_encode (nn_first_input (info), "cab ä", -1, tokens, &error));
  g_assert_cmpuint (tokens->len, ==, 5);
  g_assert_cmpfloat (g_array_index (tokens, float, 0), ==, 3);
  back = nn_tokens_decode (nn_first_input (info), (float *) (gpointer) tokens->data, tokens->len);
  g_assert_cmpstr (back, ==, "cab ä");
  g_assert_false (nn_tokens_encode (nn_first_input (info), "cube", -1, tokens, &error));
  g_assert_nonnull (strstr (error->message, "“u”"));
}

/* Pieces lie side by side, and what follows each token of a piece is its target. */
static void
test_file (void)
{
  g_autofree char *path = write_text ("\357\273\277abcde\r\nghijklmnopqr\rst", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (NnDataset) dataset = load (path, &error);
  const NnDataInfo *info;
  float input[CONTEXT];

  g_assert_no_error (error);
  info = nn_dataset_info (dataset);
  g_assert_true (info->continues);
  g_assert_cmpuint (info->n, ==, 3);   /* of 21 characters 20 can be used, and the last piece follows the others */
  g_assert_cmpuint (nn_first_input (info)->n_parts, ==, 21);
  g_assert_cmpuint (nn_dataset_room (dataset), ==, CONTEXT);
  for (guint shift = 0; shift < CONTEXT; shift++)
    {
      g_autofree char *in = NULL, *out = NULL;
      const char *text = "abcde\nghijklmnopqr\rst";

      nn_dataset_input_field (dataset, 2, 0, shift, input);
      in = nn_tokens_decode (nn_first_input (info), input, CONTEXT);
      out = nn_tokens_decode (nn_first_target (info), nn_dataset_target_field (dataset, 2, 0, shift), CONTEXT);
      g_assert_cmpmem (in, CONTEXT, text + 2 * CONTEXT + shift, CONTEXT);
      g_assert_cmpmem (out, CONTEXT, text + 2 * CONTEXT + shift + 1, CONTEXT);
    }
}

static void
assert_refused (const char *text, gssize length, const char *words)
{
  g_autofree char *path = write_text (text, length);
  g_autoptr (GError) error = NULL;

  g_assert_null (load (path, &error));
  g_assert_nonnull (error);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

static void
test_bad_files (void)
{
  assert_refused ("", 0, "too short");
  assert_refused ("abcdefghi", -1, "9 characters");
  assert_refused ("abcdefghijkl\377mnop", -1, "byte 13");
  assert_refused ("abcdefghijkl\0mnop", 17, "byte 13");
}

static void
test_knobs (void)
{
  g_autofree char *path = write_text ("abcdefghijklmnopqrstuvwxyz", -1);
  g_autofree char *spec = g_strdup_printf ("%s?context=6", path), *wrong = g_strdup_printf ("%s?width=6", path), *with = NULL;
  g_autoptr (NnSettings) settings = nn_data_spec_settings (spec);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (nn_settings_int (settings, "context"), ==, 6);
  nn_settings_set (settings, "context", 7, NULL);
  with = nn_data_spec_with (spec, settings);
  g_assert_true (g_str_has_suffix (with, ".txt?context=7"));
  g_assert_null (nn_data_describe (wrong, &error));
  g_assert_nonnull (strstr (error->message, "width"));
  g_remove (path);
}

/* No token is in both parts, however far the pieces that train are moved; the seed changes nothing. */
static void
test_split (void)
{
  g_autoptr (NnDataset) dataset = nn_data_load ("builtin:stories?n=100&context=8", NULL);
  g_autoptr (NnSplit) split = nn_dataset_split (dataset, 0.2, 1);
  g_autoptr (NnSplit) other = nn_dataset_split (dataset, 0.2, 2);

  g_assert_cmpuint (split->n_validation, ==, 20);
  g_assert_cmpuint (split->n_train, ==, 79);
  g_assert_cmpmem (split->train, 79 * sizeof (guint32), other->train, 79 * sizeof (guint32));
  for (guint i = 0; i < split->n_train; i++)
    for (guint k = 0; k < split->n_validation; k++)
      g_assert_cmpuint ((split->train[i] + 2) * 8, <=, split->validation[k] * 8);   /* shift and target stay within the next piece */
  {
    g_autoptr (NnDataset) small = nn_data_load ("builtin:stories?n=10&context=8", NULL);
    g_autoptr (NnSplit) most = nn_dataset_split (small, 1, 1);

    g_assert_cmpuint (most->n_train, ==, 1);
    g_assert_cmpuint (most->n_validation, ==, 8);
  }
}

/* Every character of the vocabulary is used, and the longer text begins like the shorter one. */
static void
test_stories (void)
{
  g_autoptr (NnDataset) dataset = nn_data_load ("builtin:stories?n=2000", NULL);
  g_autoptr (NnDataset) shorter = nn_data_load ("builtin:stories?n=100", NULL);
  const NnField *field = nn_first_input (nn_dataset_info (dataset));
  g_autofree guint *count = g_new0 (guint, field->n_parts);
  float piece[64], same[64];

  for (gsize i = 0; i < 2000; i++)
    {
      nn_dataset_input (dataset, i, piece);
      for (guint t = 0; t < 64; t++)
        count[(guint) piece[t]]++;
    }
  for (guint i = 0; i < field->n_parts; i++)
    if (count[i] == 0)
      g_error ("No story has “%s”", field->parts[i]);
  nn_dataset_input (dataset, 99, piece);
  nn_dataset_input (shorter, 99, same);
  g_assert_cmpmem (piece, sizeof piece, same, sizeof same);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/data/tokens/vocabulary", test_vocabulary);
  g_test_add_func ("/engine/data/tokens/round", test_round);
  g_test_add_func ("/engine/data/tokens/file", test_file);
  g_test_add_func ("/engine/data/tokens/bad-files", test_bad_files);
  g_test_add_func ("/engine/data/tokens/knobs", test_knobs);
  g_test_add_func ("/engine/data/tokens/split", test_split);
  g_test_add_func ("/engine/data/tokens/stories", test_stories);
  return g_test_run ();
}
