#include "vt-answer.h"

typedef struct
{
  NnEncoding encoding;
  float prediction[3];
  guint size;
  guint answer;
  double number;
} Case;

static void
test_answers (void)
{
  static const Case cases[] = {
    { NN_ENCODE_INDEX, { 0.1f, 0.7f, 0.2f }, 3, 1, 0.7 },
    { NN_ENCODE_ONE_HOT, { 0.5f, -0.7f, 0.2f }, 3, 0, 0.5 },
    { NN_ENCODE_BINARY, { 0.9f }, 1, 1, 0.9 },
    { NN_ENCODE_BINARY, { 0.2f }, 1, 0, 0.8 },
    { NN_ENCODE_SIGNED, { -0.4f }, 1, 0, -0.4 },
    { NN_ENCODE_SIGNED, { 0.4f }, 1, 1, 0.4 },
    { NN_ENCODE_VALUES, { 3.5f }, 1, 0, 3.5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const VtAnswer answer = vt_answer (cases[i].encoding, cases[i].prediction, cases[i].size);

      g_assert_cmpuint (answer.answer, ==, cases[i].answer);
      g_assert_cmpfloat_with_epsilon (answer.number, cases[i].number, 1e-6);
    }
}

static void
test_verdicts (void)
{
  const VtAnswer answer = { 1, 0.7 };

  g_assert_cmpint (vt_answer_verdict (NN_ENCODE_INDEX, &answer, 1), ==, VT_VERDICT_RIGHT);
  g_assert_cmpint (vt_answer_verdict (NN_ENCODE_INDEX, &answer, 0), ==, VT_VERDICT_WRONG);
  g_assert_cmpint (vt_answer_verdict (NN_ENCODE_VALUES, &answer, 1), ==, VT_VERDICT_NONE);
}

static void
test_signed (void)
{
  static const float plane[] = { 0.2f, 0.9f, /* first class */ 0.8f, 0.1f /* second */ };
  static const float binary[] = { 0.75f, 0.25f };

  g_assert_cmpfloat_with_epsilon (vt_answer_signed (NN_ENCODE_INDEX, &plane[0], 2, 2), 0.6, 1e-6);
  g_assert_cmpfloat_with_epsilon (vt_answer_signed (NN_ENCODE_INDEX, &plane[1], 2, 2), -0.8, 1e-6);
  g_assert_cmpfloat_with_epsilon (vt_answer_signed (NN_ENCODE_BINARY, &binary[0], 1, 2), 0.5, 1e-6);
  g_assert_cmpfloat_with_epsilon (vt_answer_signed (NN_ENCODE_BINARY, &binary[1], 1, 2), -0.5, 1e-6);
  g_assert_cmpfloat_with_epsilon (vt_answer_signed (NN_ENCODE_VALUES, &plane[1], 1, 1), 0.9, 1e-6);
}

static void
test_miss (void)
{
  static const float classes[] = { 0.1f, 0.7f, 0.2f }, one[] = { 0.3f }, numbers[] = { 1, 2 }, targets[] = { 0.5f, 1 };
  static const float first = 0, second = 1, third = 2;

  g_assert_cmpfloat_with_epsilon (vt_answer_miss (NN_ENCODE_INDEX, classes, 3, &second), 0.3, 1e-6);
  g_assert_cmpfloat_with_epsilon (vt_answer_miss (NN_ENCODE_ONE_HOT, classes, 3, &third), 0.8, 1e-6);
  g_assert_cmpfloat_with_epsilon (vt_answer_miss (NN_ENCODE_BINARY, one, 1, &first), 0.3, 1e-6);
  g_assert_cmpfloat_with_epsilon (vt_answer_miss (NN_ENCODE_BINARY, one, 1, &second), 0.7, 1e-6);
  g_assert_cmpfloat_with_epsilon (vt_answer_miss (NN_ENCODE_SIGNED, one, 1, &first), 1.3, 1e-6);
  g_assert_cmpfloat_with_epsilon (vt_answer_miss (NN_ENCODE_VALUES, numbers, 2, targets), 0.75, 1e-6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/charts/answer/answers", test_answers);
  g_test_add_func ("/ui/charts/answer/verdicts", test_verdicts);
  g_test_add_func ("/ui/charts/answer/signed", test_signed);
  g_test_add_func ("/ui/charts/answer/miss", test_miss);
  return g_test_run ();
}
