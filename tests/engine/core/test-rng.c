#include "rng.h"

#include <math.h>

#define DRAWS 100000

static void
test_known_answers (void)
{
  /* The vectors that the authors publish with their library: counter, key, output, as words. */
  static const struct
  {
    guint64 seed, stream, counter;
    guint32 out[4];
  } known[] = {
    { 0, 0, 0, { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 } },
    { G_MAXUINT64, G_MAXUINT64, G_MAXUINT64, { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd } },
    { 0x299f31d0a4093822, 0x0370734413198a2e, 0x85a308d3243f6a88, { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      guint32 out[4];

      nn_philox (known[i].seed, known[i].stream, known[i].counter, out);
      for (guint k = 0; k < 4; k++)
        g_assert_cmphex (out[k], ==, known[i].out[k]);
    }
}

static void
test_words_are_the_blocks (void)
{
  NnRng rng = nn_rng (7, 8);

  for (guint64 counter = 0; counter < 3; counter++)
    {
      guint32 block[4];

      nn_philox (7, 8, counter, block);
      for (guint k = 0; k < 4; k++)
        g_assert_cmphex (nn_rng_word (&rng), ==, block[k]);
    }
}

static void
test_copy_forks (void)
{
  NnRng a = nn_rng (1, NN_STREAM_SPLIT);
  NnRng b, other = nn_rng (1, NN_STREAM_SHUFFLE);
  guint equal = 0;

  (void) nn_rng_normal (&a);
  (void) nn_rng_word (&a);
  b = a;
  for (guint i = 0; i < 100; i++)
    {
      const double x = nn_rng_normal (&a);

      g_assert_cmpfloat (x, ==, nn_rng_normal (&b));
      equal += x == nn_rng_normal (&other);
    }
  g_assert_cmpuint (equal, ==, 0);
}

/* The published FNV-1a hashes of these words; both have the highest bit set already. */
static void
test_stream_of (void)
{
  g_assert_cmphex (nn_rng_stream_of ("a"), ==, 0xaf63dc4c8601ec8c);
  g_assert_cmphex (nn_rng_stream_of ("foobar"), ==, 0x85944171f73967e8);
  for (guint i = 0; i < 64; i++)
    {
      g_autofree char *name = g_strdup_printf ("dense_%u.weight", i);

      g_assert_cmpuint (nn_rng_stream_of (name) >> 63, ==, 1);
    }
}

static void
test_uniform (void)
{
  NnRng rng = nn_rng (3, 4);
  double sum = 0, squares = 0;
  guint low_bits = 0;

  for (guint i = 0; i < DRAWS; i++)
    {
      const double u = nn_rng_uniform (&rng);

      g_assert_true (u >= 0 && u < 1);
      sum += u;
      squares += u * u;
      low_bits += (guint64) (u * 0x1p53) & 1;   /* all 53 bits are random, the lowest too */
    }
  g_assert_cmpfloat_with_epsilon (sum / DRAWS, 1.0 / 2, 0.005);
  g_assert_cmpfloat_with_epsilon (squares / DRAWS, 1.0 / 3, 0.005);
  g_assert_cmpfloat_with_epsilon ((double) low_bits / DRAWS, 0.5, 0.01);
}

static void
test_between (void)
{
  NnRng rng = nn_rng (3, 5);
  double least = G_MAXDOUBLE, most = -G_MAXDOUBLE;

  for (guint i = 0; i < 10000; i++)
    {
      const double x = nn_rng_between (&rng, -3, 7);

      least = MIN (least, x);
      most = MAX (most, x);
    }
  g_assert_true (least >= -3 && least < -2.98);
  g_assert_true (most < 7 && most > 6.98);
}

static void
test_normal (void)
{
  static const double quantile[] = { -1.2815516, -0.6744898, 0, 0.6744898, 1.2815516 };   /* of 10, 25, 50, 75, 90 % */
  static const double share[] = { 0.10, 0.25, 0.50, 0.75, 0.90 };
  NnRng rng = nn_rng (5, 6);
  guint below[G_N_ELEMENTS (quantile)] = { 0 };
  double sum = 0, squares = 0, fourth = 0;

  for (guint i = 0; i < DRAWS; i++)
    {
      const double x = nn_rng_normal (&rng);

      g_assert_true (isfinite (x));
      sum += x;
      squares += x * x;
      fourth += x * x * x * x;
      for (guint k = 0; k < G_N_ELEMENTS (quantile); k++)
        below[k] += x < quantile[k];
    }
  g_assert_cmpfloat_with_epsilon (sum / DRAWS, 0, 0.02);
  g_assert_cmpfloat_with_epsilon (squares / DRAWS, 1, 0.03);
  g_assert_cmpfloat_with_epsilon (fourth / DRAWS, 3, 0.2);
  for (guint k = 0; k < G_N_ELEMENTS (quantile); k++)
    g_assert_cmpfloat_with_epsilon ((double) below[k] / DRAWS, share[k], 0.01);
}

static void
test_below (void)
{
  NnRng rng = nn_rng (9, 10);
  guint count[7] = { 0 };
  guint thirds = 0;
  double chi = 0;

  for (guint i = 0; i < DRAWS; i++)
    count[nn_rng_below (&rng, G_N_ELEMENTS (count))]++;
  for (guint k = 0; k < G_N_ELEMENTS (count); k++)
    chi += pow (count[k] - DRAWS / 7.0, 2) / (DRAWS / 7.0);
  g_assert_cmpfloat (chi, <, 22.5);   /* 6 degrees of freedom: one in a thousand is above */

  /* Of 2³² words, 3 × 2³⁰ values cannot have equal shares: unless some are refused, each third comes twice as often. */
  for (guint i = 0; i < DRAWS; i++)
    thirds += nn_rng_below (&rng, 3u << 30) % 3 == 0;
  g_assert_cmpfloat_with_epsilon ((double) thirds / DRAWS, 1.0 / 3, 0.01);
  for (guint i = 0; i < 100; i++)
    g_assert_cmpuint (nn_rng_below (&rng, 1), ==, 0);
}

static void
test_shuffle (void)
{
  NnRng rng = nn_rng (11, 12);
  guint first[4] = { 0 };

  for (guint round = 0; round < 4000; round++)
    {
      guint32 items[] = { 0, 1, 2, 3 };
      guint seen = 0;

      nn_rng_shuffle (&rng, items, G_N_ELEMENTS (items));
      for (guint i = 0; i < G_N_ELEMENTS (items); i++)
        seen |= 1u << items[i];
      g_assert_cmphex (seen, ==, 0xf);
      first[items[0]]++;
    }
  for (guint k = 0; k < 4; k++)
    g_assert_cmpfloat_with_epsilon (first[k] / 4000.0, 0.25, 0.03);
  nn_rng_shuffle (&rng, NULL, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/core/rng/known-answers", test_known_answers);
  g_test_add_func ("/engine/core/rng/words-are-the-blocks", test_words_are_the_blocks);
  g_test_add_func ("/engine/core/rng/copy-forks", test_copy_forks);
  g_test_add_func ("/engine/core/rng/stream-of", test_stream_of);
  g_test_add_func ("/engine/core/rng/uniform", test_uniform);
  g_test_add_func ("/engine/core/rng/between", test_between);
  g_test_add_func ("/engine/core/rng/normal", test_normal);
  g_test_add_func ("/engine/core/rng/below", test_below);
  g_test_add_func ("/engine/core/rng/shuffle", test_shuffle);
  return g_test_run ();
}
