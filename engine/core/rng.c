#include "rng.h"

#include <math.h>

/* The multipliers and the steps of the key (Weyl sequences) that the paper gives for Philox 4x32. */
#define MULTIPLY_0 0xD2511F53u
#define MULTIPLY_1 0xCD9E8D57u
#define KEY_STEP_0 0x9E3779B9u
#define KEY_STEP_1 0xBB67AE85u
#define ROUNDS 10

/* The block of four words at (counter, stream): counter is the low half of what is enciphered, the seed the key. */
void
nn_philox (guint64 seed, guint64 stream, guint64 counter, guint32 out[4])
{
  guint32 a = (guint32) counter, b = (guint32) (counter >> 32);
  guint32 c = (guint32) stream, d = (guint32) (stream >> 32);
  guint32 key_0 = (guint32) seed, key_1 = (guint32) (seed >> 32);

  for (guint i = 0; i < ROUNDS; i++)
    {
      const guint64 p = (guint64) MULTIPLY_0 * a;
      const guint64 q = (guint64) MULTIPLY_1 * c;

      a = (guint32) (q >> 32) ^ b ^ key_0;
      b = (guint32) q;
      c = (guint32) (p >> 32) ^ d ^ key_1;
      d = (guint32) p;
      key_0 += KEY_STEP_0;
      key_1 += KEY_STEP_1;
    }
  out[0] = a;
  out[1] = b;
  out[2] = c;
  out[3] = d;
}

guint64
nn_rng_stream_of (const char *name)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);

  for (const guchar *p = (const guchar *) name; *p != '\0'; p++)
    hash = (hash ^ *p) * G_GUINT64_CONSTANT (1099511628211);
  return hash | G_GUINT64_CONSTANT (1) << 63;
}

NnRng
nn_rng (guint64 seed, guint64 stream)
{
  return (NnRng) { .seed = seed, .stream = stream };
}

guint32
nn_rng_word (NnRng *rng)
{
  if (rng->left == 0)
    {
      nn_philox (rng->seed, rng->stream, rng->counter++, rng->word);
      rng->left = G_N_ELEMENTS (rng->word);
    }
  return rng->word[G_N_ELEMENTS (rng->word) - rng->left--];
}

double
nn_rng_uniform (NnRng *rng)
{
  const guint64 high = nn_rng_word (rng) >> 5;   /* 27 bits… */
  const guint64 low = nn_rng_word (rng) >> 6;    /* …and 26 */

  return (double) (high << 26 | low) * 0x1p-53;
}

double
nn_rng_between (NnRng *rng, double low, double high)
{
  return low + (high - low) * nn_rng_uniform (rng);
}

/* Box-Muller. Of its two values only one is used: keeping the other would make a copied stream remember its past. */
double
nn_rng_normal (NnRng *rng)
{
  const double radius = sqrt (-2.0 * log (1.0 - nn_rng_uniform (rng)));   /* 1 - u lies in (0, 1] */

  return radius * cos (2.0 * G_PI * nn_rng_uniform (rng));
}

/* The high half of word × n is in range; a word is refused when the low half shows it to be one of the 2³² mod n
 * that are too many. */
guint32
nn_rng_below (NnRng *rng, guint32 n)
{
  guint32 surplus;
  guint64 product;

  g_return_val_if_fail (n > 0, 0);

  surplus = -n % n;
  do
    product = (guint64) nn_rng_word (rng) * n;
  while ((guint32) product < surplus);
  return (guint32) (product >> 32);
}

void
nn_rng_shuffle (NnRng *rng, guint32 *items, gsize n)
{
  g_return_if_fail (n <= G_MAXUINT32);

  for (gsize i = n; i > 1; i--)
    {
      const guint32 j = nn_rng_below (rng, (guint32) i);
      const guint32 item = items[j];

      items[j] = items[i - 1];
      items[i - 1] = item;
    }
}
