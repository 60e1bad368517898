#include <math.h>

#include "vt-words.h"

static void
test_curves (void)
{
  NnPoint points[60];
  NnFrame frame = {
    .epoch = 52,
    .training = { .loss = 0.208, .accuracy = 0.938, .examples = 500 },
    .validation_loss = 0.327,
    .validation_accuracy = 0.91,
  };
  g_autoptr (VtRun) run = vt_run_new ();
  g_autofree char *words = NULL, *fewer = NULL, *level = NULL, *changed = NULL, *older = NULL, *turns = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    points[i] = (NnPoint) { .training = { .step = i + 1, .epoch = i + 1, .loss = 60.0 - i, .accuracy = NAN, .examples = 10 } };
  level = vt_words_curves (&frame, &frame.training, run);
  vt_run_update (run, points, G_N_ELEMENTS (points));
  words = vt_words_curves (&frame, &frame.training, run);
  g_assert_true (g_str_has_prefix (words, "Training loss 0.208 after 52 epochs, falling; validation loss 0.327. Training accuracy 93.8"));
  g_assert_nonnull (g_strstr_len (words, -1, "validation accuracy 91.0"));
  g_assert_nonnull (g_strstr_len (level, -1, "level"));

  frame.epoch = 1;
  frame.validation_loss = frame.training.accuracy = NAN;
  fewer = vt_words_curves (&frame, &frame.training, run);
  g_assert_cmpstr (fewer, ==, "Training loss 0.208 after 1 epoch, falling.");

  frame.training.turn[NN_TURN_JUDGE] = (NnTurnSample) { 0.65, 30 };
  frame.training.turn[NN_TURN_MAKER] = (NnTurnSample) { 0.812, 10 };
  turns = vt_words_curves (&frame, &frame.training, run);
  g_assert_cmpstr (turns, ==, "Training loss 0.208 after 1 epoch, falling. The judge's loss is 0.650, the maker's 0.812.");

  frame.validation_is_older = TRUE;
  frame.validation_epoch = 2;
  older = vt_words_measured (&frame);
  g_assert_cmpstr (older, ==, "epoch 2");
  frame.validation_is_older = FALSE;
  g_assert_null (vt_words_measured (&frame));

  frame.training = (NnSample) { .loss = NAN, .accuracy = NAN };
  frame.validation_loss = 0.4;
  changed = vt_words_curves (&frame, &frame.training, run);
  g_assert_cmpstr (changed, ==, "The network was changed: the next step tells its training loss; validation loss 0.400.");
}

static void
test_confusion (void)
{
  static const double counts[] = { 50, 2, 6, /* */ 1, 40, 0, /* */ 0, 0, 21 }, perfect[] = { 3, 0, 0, 4 };
  static const char *const names[] = { "cat", "dog", "rabbit" };
  g_autofree char *words = vt_words_confusion (counts, 3, names, TRUE), *right = vt_words_confusion (perfect, 2, names, FALSE);

  g_assert_nonnull (g_strstr_len (words, -1, "120 validation examples: 111 right (92.5"));
  g_assert_nonnull (g_strstr_len (words, -1, "6 × “cat” taken for “rabbit”"));
  g_assert_nonnull (g_strstr_len (right, -1, "7 training examples: 7 right"));
  g_assert_null (g_strstr_len (right, -1, "mistake"));
}

static void
test_examples (void)
{
  g_autofree char *right = vt_words_example (137, "cat", "cat", 0.954), *wrong = vt_words_example (5, "cat", "dog", 0.5);
  g_autofree char *none = vt_words_example (5, NULL, NULL, 0), *value = vt_words_value (5, 0.314, -0.35);
  g_autofree char *gallery = vt_words_gallery (16, 14), *plain = vt_words_gallery (1, -1);

  g_assert_cmpstr (right, ==, "Example 137: the network says cat (0.95), right.");
  g_assert_cmpstr (wrong, ==, "Example 5: the network says cat (0.50), wrong: it is dog.");
  g_assert_cmpstr (none, ==, "Example 5: no answer yet.");
  g_assert_cmpstr (value, ==, "Example 5: the network says 0.31, it is −0.35.");
  g_assert_cmpstr (gallery, ==, "16 examples on view: 14 right, 2 wrong.");
  g_assert_cmpstr (plain, ==, "1 example on view.");
}

static void
test_moments (void)
{
  g_autofree char *same = vt_words_members (120, 3, 240, 240, TRUE), *other = vt_words_members (120, 0, 240, 240, FALSE);
  g_autofree char *some = vt_words_members (7, 3, 100, 300, TRUE), *none = vt_words_members (7, 0, 9, 9, TRUE);
  g_autofree char *begins = vt_words_no_curve (0), *goes_on = vt_words_no_curve (9);

  g_assert_cmpstr (same, ==, "At step 120. Pick one to send it through the network.");
  g_assert_cmpstr (other, ==, "At step 120. The table counts the last validation.");
  g_assert_cmpstr (some, ==, "At step 7, among 100 of 300 examples. Pick one to send it through the network.");
  g_assert_cmpstr (none, ==, "At step 7.");
  g_assert_cmpstr (begins, ==, "Press Train: the curve starts here.");
  g_assert_cmpstr (goes_on, ==, "The curve goes on from here: press Train.");
}

static void
test_areas (void)
{
  static const double shares[] = { 0.48, 0.52 };
  static const char *const names[] = { "orange", "blue" };
  g_autofree char *words = vt_words_areas (shares, 2, names);

  g_assert_nonnull (g_strstr_len (words, -1, "to orange"));
  g_assert_nonnull (g_strstr_len (words, -1, "52"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/charts/words/curves", test_curves);
  g_test_add_func ("/ui/charts/words/confusion", test_confusion);
  g_test_add_func ("/ui/charts/words/examples", test_examples);
  g_test_add_func ("/ui/charts/words/moments", test_moments);
  g_test_add_func ("/ui/charts/words/areas", test_areas);
  return g_test_run ();
}
