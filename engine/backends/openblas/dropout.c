/* Dropout with the masks of engine/ops/dropout.h, the random words of LANES blocks drawn side by side. */
#include "dropout.h"

#include "kernels.h"
#include "vector.h"

#include <string.h>

#define LANES 16
#define WORDS (LANES * NN_DROPOUT_BLOCK)

/* The words of LANES consecutive counters, in the order that nn_philox () would give them one by one. */
NN_INLINE void
philox_lanes (guint64 seed, guint64 stream, guint64 counter, guint32 word[WORDS])
{
  guint32 a[LANES], b[LANES], c[LANES], d[LANES];
  guint32 key_0 = (guint32) seed, key_1 = (guint32) (seed >> 32);

  for (guint l = 0; l < LANES; l++)
    {
      a[l] = (guint32) (counter + l);
      b[l] = (guint32) ((counter + l) >> 32);
      c[l] = (guint32) stream;
      d[l] = (guint32) (stream >> 32);
    }
  for (guint round = 0; round < 10; round++)
    {
#pragma omp simd
      for (guint l = 0; l < LANES; l++)
        {
          const guint64 p = (guint64) 0xD2511F53u * a[l];
          const guint64 q = (guint64) 0xCD9E8D57u * c[l];

          a[l] = (guint32) (q >> 32) ^ b[l] ^ key_0;
          b[l] = (guint32) q;
          c[l] = (guint32) (p >> 32) ^ d[l] ^ key_1;
          d[l] = (guint32) p;
        }
      key_0 += 0x9E3779B9u;
      key_1 += 0xBB67AE85u;
    }
  for (guint l = 0; l < LANES; l++)
    {
      word[4 * l] = a[l];
      word[4 * l + 1] = b[l];
      word[4 * l + 2] = c[l];
      word[4 * l + 3] = d[l];
    }
}

/* `block` is the first of the blocks that the numbers take, all but the last of them full. */
static NN_KERNEL void
mask (const NnDropout *dropout, guint64 block, const float *in, float *out, gsize n)
{
  const float scale = dropout->scale;
  const guint32 threshold = dropout->threshold;
  guint32 word[WORDS];

  for (gsize at = 0; at < n; at += WORDS, block += LANES)
    {
      const gsize count = MIN (n - at, WORDS);

      philox_lanes (dropout->seed, dropout->stream, block, word);
#pragma omp simd
      for (gsize i = 0; i < count; i++)
        out[at + i] = word[i] < threshold ? 0.0f : in[at + i] * scale;
    }
}

/* Examples that fill their blocks follow one another without a gap: the slice is one long row. */
static void
apply (const NnStep *step, const NnRun *run, const float *in, float *out)
{
  const NnDropout dropout = nn_dropout (step, run);
  const gsize size = step->in[0].size;

  if (!run->training)
    memmove (out, in, run->rows * size * sizeof (float));
  else if (size % NN_DROPOUT_BLOCK == 0)
    mask (&dropout, run->first_row * dropout.blocks, in, out, run->rows * size);
  else
    for (gsize r = 0; r < run->rows; r++)
      mask (&dropout, (run->first_row + r) * dropout.blocks, in + r * size, out + r * size, size);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  apply (step, run, step->in[0].data, step->out[0].data);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  if (step->d_in[0].data != NULL)
    apply (step, run, step->d_out[0].data, step->d_in[0].data);
}

const NnKernel nn_openblas_dropout = { forward, backward };
