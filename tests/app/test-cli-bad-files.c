/* Files that are not what they claim to be: each gets one line that names the file, and exit status 1. */
#include "cli-run.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "document.h"
#include "edit.h"

typedef struct
{
  char *folder;
  char *document; /* a trained one, good */
  GBytes *good;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *contents = NULL;
  gsize length;

  fixture->folder = g_dir_make_tmp ("vitrine-XXXXXX", NULL);
  fixture->document = g_build_filename (fixture->folder, "net.vitrine", NULL);
  g_free (cli_output ("train", "example:xor", "--steps", "2", "--save", fixture->document, NULL));
  g_assert_true (g_file_get_contents (fixture->document, &contents, &length, NULL));
  fixture->good = g_bytes_new (contents, length);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->document);
  g_bytes_unref (fixture->good);
}

static void
write_file (const char *path, gconstpointer data, gsize length)
{
  g_assert_true (g_file_set_contents (path, data, length, NULL));
}

static void
assert_refused (const char *const *arguments, const char *words)
{
  g_auto (CliResult) result = cli_run_array (arguments);

  cli_assert_fails (&result, 1, words);
  if (strlen (result.err) < 30)
    g_error ("hardly a sentence: %s", result.err);
}

/* Every command that opens a document refuses it, and says which file it was. */
static void
assert_document_refused (Fixture *fixture)
{
  const char *path = fixture->document;

  assert_refused ((const char *[]){ "check", path, NULL }, "net.vitrine");
  assert_refused ((const char *[]){ "train", path, "--steps", "1", "--json", NULL }, "net.vitrine");
  assert_refused ((const char *[]){ "eval", path, "--json", NULL }, "net.vitrine");
  assert_refused ((const char *[]){ "predict", path, "#0", "--json", NULL }, "net.vitrine");
}

/* ---- Bytes ---- */

static void
test_truncated (Fixture *fixture, gconstpointer unused)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (fixture->good, &length);
  const gsize lengths[] = { 0, 1, 7, 8, 9, 100, length / 2, length - 1 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      write_file (fixture->document, bytes, lengths[i]);
      assert_document_refused (fixture);
    }
}

static void
test_header_size (Fixture *fixture, gconstpointer unused)
{
  gsize length;
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (fixture->good, NULL), g_bytes_get_size (fixture->good));
  const guint64 sizes[] = { G_MAXUINT64, G_MAXINT64, G_GUINT64_CONSTANT (1) << 40, 1, 0 };

  length = g_bytes_get_size (fixture->good);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      const guint64 size = GUINT64_TO_LE (sizes[i]);

      memcpy (bytes, &size, sizeof size);
      write_file (fixture->document, bytes, length);
      assert_document_refused (fixture);
    }
}

static void
test_not_a_document (Fixture *fixture, gconstpointer unused)
{
  write_file (fixture->document, "GIF89a and more of the same, long enough to be looked at", 56);
  assert_document_refused (fixture);
  write_file (fixture->document, "{ \"some\": \"other JSON\" }", 24);
  assert_document_refused (fixture);
}

static void
test_not_a_number (Fixture *fixture, gconstpointer unused)
{
  const float bad[] = { NAN, INFINITY };
  gsize length;
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (fixture->good, &length), g_bytes_get_size (fixture->good));

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      memcpy (bytes + length - sizeof (float), &bad[i], sizeof (float));
      write_file (fixture->document, bytes, length);
      assert_document_refused (fixture);
    }
}

/* ---- JSON ---- */

/* Replaces the first match of a regular expression. */
static char *
replace (const char *text, const char *old, const char *new)
{
  g_autoptr (GRegex) regex = g_regex_new (old, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  int start, end;

  g_assert_true (g_regex_match (regex, text, 0, &match));
  g_assert_true (g_match_info_fetch_pos (match, 0, &start, &end));
  return g_strdup_printf ("%.*s%s%s", start, text, new, text + end);
}

static void
test_json (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *good = cli_output ("examples", "spiral", NULL);
  static const struct
  {
    const char *old, *new, *words;
  } cases[] = {
    { "\"vitrine\": 1", "\"vitrine\": 99", "newer" },
    { "\"kind\": \"dense\"", "\"kind\": \"denser\"", "denser" },
    { "\"units\": 8", "\"units\": 1000000000", "100000" },
    { "\"units\": 8", "\"units\": -8", "100000" },
    { "\"learning_rate\": [0-9.e-]+", "\"learning_rate\": 1e999", "net.vitrine" },
    { "\"learning_rate\": [0-9.e-]+", "\"learning_rate\": \"fast\"", "net.vitrine" },
    { "\"from\": \"dense_1\"", "\"from\": \"nobody\"", "nobody" },
    { "\"layers\": \\[", "\"layers\": [ 7,", "net.vitrine" },
    { "\"wires\"", "\"wires", "net.vitrine" },
    { "\"optimiser\": \"adam\"", "\"optimiser\": \"magic\"", "magic" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *bad = replace (good, cases[i].old, cases[i].new);

      write_file (fixture->document, bad, strlen (bad));
      assert_document_refused (fixture);
      assert_refused ((const char *[]){ "check", fixture->document, NULL }, cases[i].words);
    }
}

/* ---- Networks that do not run ---- */

static void
assert_does_not_run (Fixture *fixture, const char *json, const char *words)
{
  write_file (fixture->document, json, strlen (json));
  assert_document_refused (fixture);
  assert_refused ((const char *[]){ "train", fixture->document, "--steps", "1", NULL }, words);
}

static char *
edited (const char *example, const char *layer, NnEdit *(*edit) (guint id))
{
  g_autoptr (NnNetwork) network = nn_example_open (example, NULL);
  g_autoptr (NnEdit) change = edit (nn_network_find (network, layer)->id);
  g_autoptr (NnEdit) inverse = nn_edit_apply (change, network, NULL);

  g_assert_nonnull (inverse);
  return nn_network_to_json (network);
}

static void
test_networks (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *spiral = cli_output ("examples", "spiral", NULL);
  g_autofree char *cycle = replace (spiral, "\"from\": \"input\"", "\"from\": \"dense_2\"");
  g_autofree char *no_output = edited ("spiral", "output", nn_edit_remove_layer);
  g_autofree char *no_input = edited ("spiral", "input", nn_edit_remove_layer);
  g_autofree char *block = edited ("digits-mlp", "flatten", nn_edit_remove_layer);
  g_autofree char *wide = replace (spiral, "\"units\": 8", "\"units\": 100000");
  g_autofree char *too_wide = replace (wide, "\"units\": 8\\b", "\"units\": 100000");

  assert_does_not_run (fixture, cycle, "Dense");
  assert_does_not_run (fixture, no_output, "Output");
  assert_does_not_run (fixture, no_input, "Input");
  assert_does_not_run (fixture, block, "Dense 1");

  /* Forty thousand megabytes of weights, and as many for each of the optimiser's memories: nobody has them. */
  write_file (fixture->document, too_wide, strlen (too_wide));
  assert_refused ((const char *[]){ "train", fixture->document, "--steps", "1", NULL }, "memory");
}

/* The loss runs away: training stops and says what to do; nothing is saved. */
static void
test_runaway (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *sine = cli_output ("examples", "sine", NULL);
  g_autofree char *sgd = replace (sine, "\"optimiser\": \"adam\"", "\"optimiser\": \"sgd\"");
  g_autofree char *wild = replace (sgd, "\"learning_rate\": [0-9.e-]+", "\"learning_rate\": 100");
  g_autofree char *saved = g_build_filename (fixture->folder, "saved.vitrine", NULL);

  write_file (fixture->document, wild, strlen (wild));
  assert_refused ((const char *[]){ "train", fixture->document, "--steps", "1000", "--save", saved, NULL },
                  "learning rate");
  g_assert_false (g_file_test (saved, G_FILE_TEST_EXISTS));
}

/* ---- IDX ---- */

#define PICTURES 4
#define SIDE 2

/* Four pictures of two by two dots, and their labels. */
static const guint8 images[] = { 0, 0, 8, 3, 0, 0, 0, PICTURES, 0, 0,  0,  SIDE, 0,  0,  0,  SIDE,
                                 1, 2, 3, 4, 5, 6, 7, 8,        9, 10, 11, 12,   13, 14, 15, 16 };
static const guint8 labels[] = { 0, 0, 8, 1, 0, 0, 0, PICTURES, 0, 1, 0, 1 };

typedef struct
{
  gboolean of_labels; /* which of the two is spoilt */
  gsize length;       /* 0: whole */
  gsize at;           /* this byte… */
  guint8 value;       /* …becomes this */
} Spoilt;

static void
write_pair (Fixture *fixture, const Spoilt *spoilt)
{
  g_autofree char *image_path = g_build_filename (fixture->folder, "train-images-idx3-ubyte", NULL);
  g_autofree char *label_path = g_build_filename (fixture->folder, "train-labels-idx1-ubyte", NULL);
  guint8 image[sizeof images], label[sizeof labels];
  guint8 *bad = spoilt->of_labels ? label : image;

  memcpy (image, images, sizeof images);
  memcpy (label, labels, sizeof labels);
  if (spoilt->length == 0)
    bad[spoilt->at] = spoilt->value;
  write_file (image_path, image, spoilt->length > 0 && !spoilt->of_labels ? spoilt->length : sizeof images);
  write_file (label_path, label, spoilt->length > 0 && spoilt->of_labels ? spoilt->length : sizeof labels);
}

static void
test_idx (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *image_path = g_build_filename (fixture->folder, "train-images-idx3-ubyte", NULL);
  static const Spoilt cases[] = {
    { .length = 3 },                 /* cut off in the magic, */
    { .length = 10 },                /* in the sizes, */
    { .length = sizeof images - 1 }, /* in the dots */
    { .length = sizeof labels - 1, .of_labels = TRUE },
    { .at = 0, .value = 1 }, /* wrong magic */
    { .at = 2, .value = 0x55 },
    { .at = 3, .value = 9 },
    { .at = 4, .value = 0xff }, /* four thousand million pictures */
    { .at = 8, .value = 0xff },
    { .at = 7, .value = 0 },                    /* none */
    { .at = 7, .value = 3, .of_labels = TRUE }, /* fewer labels than pictures */
  };
  const Spoilt good = { .at = 0, .value = 0 };

  write_pair (fixture, &good);
  g_free (cli_output ("data", image_path, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      write_pair (fixture, &cases[i]);
      assert_refused ((const char *[]){ "data", image_path, NULL }, "idx");
      assert_refused (
          (const char *[]){ "train", "example:digits-mlp", "--data", image_path, "--steps", "1", "--json", NULL },
          "idx");
    }
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/app/cli-bad-files/truncated", test_truncated);
  add ("/app/cli-bad-files/header-size", test_header_size);
  add ("/app/cli-bad-files/not-a-document", test_not_a_document);
  add ("/app/cli-bad-files/not-a-number", test_not_a_number);
  add ("/app/cli-bad-files/json", test_json);
  add ("/app/cli-bad-files/networks", test_networks);
  add ("/app/cli-bad-files/runaway", test_runaway);
  add ("/app/cli-bad-files/idx", test_idx);
  return g_test_run ();
}
