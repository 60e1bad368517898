/* Every regime against ten steps of PyTorch, losses, gradients and weights: regime-fixtures.ini, written by
 * tests/reference/make-regime-fixtures.py. */
#include "document.h"
#include "pairs.h"
#include "ratings.h"
#include "regime.h"
#include "trainer.h"

#include <math.h>
#include <string.h>

#define STEPS 10
#define EXAMPLES 8
#define TOLERANCE 1e-4   /* of the largest number of a weight */

static GKeyFile *fixtures;

static double *
read_numbers (const char *group, const char *key, gsize *n)
{
  g_autoptr (GError) error = NULL;
  double *numbers = g_key_file_get_double_list (fixtures, group, key, n, &error);

  g_assert_no_error (error);
  return numbers;
}

static void
name_parts (NnField *field, guint n)
{
  field->n_parts = n;
  field->parts = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    field->parts[i] = g_strdup_printf ("%u", i);
}

/* Lists of numbers, from −1 to 1 where that matters, with a class or numbers to learn. */
static NnDataInfo *
describe (const char *group, gsize size, gsize n_targets)
{
  const guint classes = g_key_file_get_integer (fixtures, group, "classes", NULL);
  NnDataInfo *info = nn_data_info_new ();

  info->title = g_strdup ("Made for the test");
  info->noun = g_strdup ("lists");
  info->n = EXAMPLES;
  nn_data_info_add_input (info, (NnField) { .name = g_strdup ("x"), .kind = NN_FIELD_NUMBERS, .shape = NN_SHAPE (size), .low = -1, .high = 1 });
  name_parts (&info->inputs[0], size);
  nn_data_info_add_target (info, (NnField) {
    .name = g_strdup ("y"),
    .kind = classes > 0 ? NN_FIELD_CLASS : NN_FIELD_NUMBERS,
    .shape = NN_SHAPE (n_targets / EXAMPLES),
  });
  name_parts (&info->targets[0], MAX (classes, n_targets / EXAMPLES));
  return info;
}

static void
copy (float *to, const double *from, gsize n)
{
  for (gsize i = 0; i < n; i++)
    to[i] = from[i];
}

static NnDataset *
make_lists (const char *group)
{
  gsize n, n_targets = EXAMPLES;
  g_autofree double *inputs = read_numbers (group, "inputs", &n);
  g_autofree double *targets = g_key_file_has_key (fixtures, group, "targets", NULL) ? read_numbers (group, "targets", &n_targets)
                                                                                      : g_new0 (double, EXAMPLES);
  NnDataset *dataset = nn_dataset_new_numbers (describe (group, n / EXAMPLES, n_targets));

  copy (nn_dataset_inputs (dataset), inputs, n);
  copy (nn_dataset_targets (dataset), targets, n_targets);
  return dataset;
}

/* Pieces of a text. */
static NnDataset *
make_text (const char *group, guint vocabulary)
{
  gsize n;
  g_autofree double *inputs = read_numbers (group, "inputs", &n);
  NnDataInfo *info = describe (group, n / (EXAMPLES + 1), EXAMPLES * (n / (EXAMPLES + 1)));
  float *tokens = g_new (float, n);

  for (guint i = 0; i < 2; i++)
    {
      NnField *field = i == 0 ? &info->inputs[0] : &info->targets[0];

      g_strfreev (field->parts);
      field->kind = NN_FIELD_TEXT;
      name_parts (field, vocabulary);
    }
  info->continues = TRUE;
  copy (tokens, inputs, n);
  return nn_dataset_new_text (info, tokens);
}

static char **
name_things (guint n)
{
  char **names = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    names[i] = g_strdup_printf ("%u", i);
  return names;
}

/* Who rated what, and whether it was liked. */
static NnDataset *
make_ratings (const char *group)
{
  gsize n, n_things;
  g_autofree double *inputs = read_numbers (group, "inputs", &n), *targets = read_numbers (group, "targets", &n);
  g_autofree double *things = read_numbers (group, "things", &n_things);
  const NnRatings ratings = {
    .title = "Made for the test", .noun = "ratings", .n = EXAMPLES, .who = "person", .what = "film",
    .whos = name_things ((guint) things[0]), .whats = name_things ((guint) things[1]), .low = 1, .high = 5,
  };
  NnDataset *dataset = nn_dataset_new_numbers (nn_ratings_info (&ratings));

  copy (nn_dataset_inputs (dataset), inputs, n);
  copy (nn_dataset_targets (dataset), targets, n);
  return dataset;
}

/* (transfer full) Tokens as a text: 1 is "a", 0 is nothing. */
static char *
spell (const double *tokens, gsize n)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    if (tokens[i] > 0)
      g_string_append_c (text, 'a' + (int) tokens[i] - 1);
  return g_string_free (text, FALSE);
}

static NnDataset *
make_pairs (const char *group)
{
  gsize n, n_sides, n_targets;
  g_autofree double *alphabets = read_numbers (group, "alphabets", &n_sides);
  g_autofree double *inputs = read_numbers (group, "inputs", &n), *targets = read_numbers (group, "targets", &n_targets);
  const gsize in = n / EXAMPLES, out = n_targets / EXAMPLES;
  char letters[2][8] = { "abcdefg", "abcdefg" };
  NnDataset *dataset;

  for (guint side = 0; side < 2; side++)
    letters[side][(guint) alphabets[side] - 1] = '\0';
  dataset = nn_dataset_new_numbers (nn_pairs_info ("Made for the test", "pairs", EXAMPLES, &(NnPairSide) { in, letters[0] },
                                                   &(NnPairSide) { out - 1, letters[1] }));
  for (gsize i = 0; i < EXAMPLES; i++)
    {
      g_autofree char *source = spell (inputs + i * in, in), *target = spell (targets + i * out, out);

      nn_pairs_put (dataset, i, source, target);
    }
  return dataset;
}

static NnDataset *
make_dataset (const char *group)
{
  const guint vocabulary = g_key_file_get_integer (fixtures, group, "vocabulary", NULL);

  if (g_key_file_has_key (fixtures, group, "things", NULL))
    return make_ratings (group);
  if (g_key_file_has_key (fixtures, group, "alphabets", NULL))
    return make_pairs (group);
  return vocabulary > 0 ? make_text (group, vocabulary) : make_lists (group);
}

static NnTrainer *
make_trainer (const char *group)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *document = g_key_file_get_string (fixtures, group, "document", &error);
  g_autoptr (NnNetwork) network = nn_network_from_json (document, -1, &error);
  g_autoptr (NnDataset) dataset = NULL;
  NnTrainer *trainer;

  g_assert_no_error (error);
  dataset = make_dataset (group);
  trainer = nn_trainer_new (network, dataset, &(NnTrainerOptions) { .threads = 2 }, &error);
  g_assert_no_error (error);
  return trainer;
}

static double *
read_weight (const char *group, const char *what, const NnWeightSpec *spec, gsize n)
{
  g_autofree char *key = g_strdup_printf ("%s.%s", what, spec->name);
  gsize found;
  double *numbers = read_numbers (group, key, &found);

  g_assert_cmpuint (found, ==, n);
  return numbers;
}

static void
set_weights (const char *group, NnTrainer *trainer)
{
  for (guint i = 0; i < nn_graph_n_weights (nn_trainer_graph (trainer)); i++)
    {
      gsize n;
      float *weight = nn_trainer_change_weight (trainer, i, &n);
      g_autofree double *before = read_weight (group, "before", nn_graph_weight_spec (nn_trainer_graph (trainer), i), n);

      copy (weight, before, n);
    }
}

static void
compare (const char *group, const char *what, const NnWeightSpec *spec, const float *numbers, gsize n)
{
  g_autofree double *expected = read_weight (group, what, spec, n);
  double largest = 1e-3;

  for (gsize i = 0; i < n; i++)
    largest = fmax (largest, fabs (expected[i]));
  for (gsize i = 0; i < n; i++)
    if (!(fabs (numbers[i] - expected[i]) <= TOLERANCE * largest))
      g_error ("%s: %s of %s, number %u: %.9g instead of %.9g", group, what, spec->name, (guint) i, numbers[i], expected[i]);
}

static void
compare_gradients (const char *group, NnTrainer *trainer)
{
  for (guint i = 0; i < nn_graph_n_weights (nn_trainer_graph (trainer)); i++)
    {
      gsize n;
      const float *gradient = nn_trainer_gradient (trainer, i, &n);

      compare (group, "gradient", nn_graph_weight_spec (nn_trainer_graph (trainer), i), gradient, n);
    }
}

static void
compare_weights (const char *group, NnTrainer *trainer)
{
  for (guint i = 0; i < nn_graph_n_weights (nn_trainer_graph (trainer)); i++)
    {
      gsize n;
      const float *weight = nn_trainer_weight (trainer, i, &n);

      compare (group, "after", nn_graph_weight_spec (nn_trainer_graph (trainer), i), weight, n);
    }
}

static void
test_ten_steps (gconstpointer data)
{
  const char *group = data;
  g_autoptr (NnTrainer) trainer = make_trainer (group);
  gsize n;
  g_autofree double *losses = read_numbers (group, "losses", &n);

  g_assert_cmpuint (n, ==, STEPS);
  set_weights (group, trainer);
  for (guint step = 0; step < STEPS; step++)
    {
      g_assert_cmpfloat_with_epsilon (nn_trainer_step (trainer).loss, losses[step], TOLERANCE * losses[step]);
      if (step == 0)
        compare_gradients (group, trainer);
    }
  compare_weights (group, trainer);
}

/* A new regime needs a case. */
static void
test_complete (void)
{
  g_auto (GStrv) groups = g_key_file_get_groups (fixtures, NULL);

  for (const NnChoice *regime = nn_regime_choices; regime->id != NULL; regime++)
    {
      gboolean has_case = FALSE;

      for (guint i = 0; groups[i] != NULL; i++)
        {
          g_autofree char *id = g_key_file_get_string (fixtures, groups[i], "regime", NULL);

          has_case |= g_str_equal (id, regime->id);
        }
      if (!has_case)
        g_error ("%s has no fixture: add one to make-regime-fixtures.py", regime->id);
    }
}

int
main (int argc, char *argv[])
{
  g_auto (GStrv) groups = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  fixtures = g_key_file_new ();
  g_assert_true (g_key_file_load_from_file (fixtures, REGIME_FIXTURES, G_KEY_FILE_NONE, NULL));
  groups = g_key_file_get_groups (fixtures, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/train/regimes/%s", groups[i]);

      g_test_add_data_func (path, groups[i], test_ten_steps);
    }
  g_test_add_func ("/engine/train/regimes/complete", test_complete);
  result = g_test_run ();
  g_key_file_unref (fixtures);
  return result;
}
