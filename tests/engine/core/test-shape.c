#include "shape.h"

static void
test_size (void)
{
  g_assert_cmpint (nn_shape_size (&NN_SHAPE (28, 28, 1)), ==, 784);
  g_assert_cmpint (nn_shape_size (&NN_SHAPE (1)), ==, 1);
  g_assert_cmpint (nn_shape_size (&(NnShape) { 0 }), ==, 0);
  g_assert_cmpint (nn_shape_size (&NN_SHAPE (G_MAXINT64, 1)), ==, G_MAXINT64);
  g_assert_cmpint (nn_shape_size (&NN_SHAPE (G_MAXINT64 / 2, 3)), ==, G_MAXINT64);
}

static void
test_equal (void)
{
  g_assert_true (nn_shape_equal (&NN_SHAPE (2, 3), &NN_SHAPE (2, 3)));
  g_assert_false (nn_shape_equal (&NN_SHAPE (2, 3), &NN_SHAPE (3, 2)));
  g_assert_false (nn_shape_equal (&NN_SHAPE (2, 3), &NN_SHAPE (2, 4)));
  g_assert_false (nn_shape_equal (&NN_SHAPE (2), &NN_SHAPE (2, 1)));
}

static void
test_words (void)
{
  const struct
  {
    NnShape shape;
    const char *text, *words;
  } cases[] = {
    { NN_SHAPE (28, 28, 1), "28×28×1", "28×28×1" },
    { NN_SHAPE (8), "8", "8 numbers" },
    { NN_SHAPE (1), "1", "1 number" },
    { { 0 }, "?", "?" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = nn_shape_to_string (&cases[i].shape);
      g_autofree char *words = nn_shape_in_words (&cases[i].shape);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/core/shape/size", test_size);
  g_test_add_func ("/engine/core/shape/equal", test_equal);
  g_test_add_func ("/engine/core/shape/words", test_words);
  return g_test_run ();
}
