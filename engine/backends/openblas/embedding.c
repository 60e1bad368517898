/* Embedding and positional; formulas in engine/ops/<id>.c. */
#include "kernels.h"
#include "sum-rows.h"
#include "vector.h"

#include <math.h>
#include <string.h>

/* ---- Embedding ---- */

static gboolean
is_word (float id, gsize words)
{
  return id >= 0.0f && id < words;
}

static void
embedding_forward (const NnStep *step, const NnRun *run)
{
  const gsize words = step->in[1].shape.dim[0], size = step->in[1].shape.dim[1];
  const float *id = step->in[0].data, *table = step->in[1].data;
  float *y = step->out[0].data;

  for (gsize p = 0; p < run->rows * step->in[0].size; p++)
    if (is_word (id[p], words))
      memcpy (y + p * size, table + (gsize) id[p] * size, size * sizeof *y);
    else
      for (gsize c = 0; c < size; c++)
        y[p * size + c] = NAN;
}

static NN_KERNEL void
embedding_backward (const NnStep *step, const NnRun *run)
{
  const gsize words = step->in[1].shape.dim[0], size = step->in[1].shape.dim[1];
  const float *id = step->in[0].data, *dy = step->d_out[0].data;
  float *d_table = step->d_in[1].data;

  if (d_table == NULL)
    return;
  memset (d_table, 0, words * size * sizeof *d_table);
  for (gsize p = 0; p < run->rows * step->in[0].size; p++)
    if (is_word (id[p], words))
      {
        float *to = d_table + (gsize) id[p] * size;
        const float *from = dy + p * size;

#pragma omp simd
        for (gsize c = 0; c < size; c++)
          to[c] += from[c];
      }
}

/* ---- Positional ---- */

static NN_KERNEL void
add_table (const float *x, const float *table, float *y, gsize rows, gsize n)
{
  for (gsize r = 0; r < rows; r++)
#pragma omp simd
    for (gsize i = 0; i < n; i++)
      y[r * n + i] = x[r * n + i] + table[i];
}

/* The waves go round from place to place; in double, so that a long way round costs no digits. */
static NN_KERNEL void
make_waves (float *table, gsize steps, gsize size)
{
  for (gsize c = 0; c < size; c += 2)
    {
      const double angle = pow (10000, -(double) c / size);
      const double turn_cos = cos (angle), turn_sin = sin (angle);
      double wave_sin = 0, wave_cos = 1;

      for (gsize t = 0; t < steps; t++)
        {
          const double next = wave_sin * turn_cos + wave_cos * turn_sin;

          table[t * size + c] = wave_sin;
          if (c + 1 < size)
            table[t * size + c + 1] = wave_cos;
          wave_cos = wave_cos * turn_cos - wave_sin * turn_sin;
          wave_sin = next;
        }
    }
}

static gsize
positional_scratch (const NnStep *step, guint rows, gboolean backward)
{
  return backward || step->in[1].shape.rank > 0 ? 0 : step->in[0].size;
}

static void
positional_forward (const NnStep *step, const NnRun *run)
{
  const float *table = step->in[1].data;

  if (table == NULL)
    make_waves (step->scratch, step->in[0].shape.dim[0], step->in[0].shape.dim[1]);
  add_table (step->in[0].data, table != NULL ? table : step->scratch, step->out[0].data, run->rows, step->in[0].size);
}

static void
positional_backward (const NnStep *step, const NnRun *run)
{
  const gsize n = step->in[0].size;

  if (step->d_in[0].data != NULL)
    memcpy (step->d_in[0].data, step->d_out[0].data, run->rows * n * sizeof (float));
  if (step->d_in[1].data != NULL)
    nn_sum_rows (step->d_in[1].data, step->d_out[0].data, run->rows, n);
}

const NnKernel nn_openblas_embedding = { embedding_forward, embedding_backward };
const NnKernel nn_openblas_positional = { positional_forward, positional_backward, .scratch = positional_scratch };
