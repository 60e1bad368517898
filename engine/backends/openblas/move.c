/* What only moves numbers: permutation, slice, repetition; see engine/ops/<id>.c. */
#include "kernels.h"
#include "merge.h"
#include "permute.h"
#include "vector.h"

#include <string.h>

/* ---- Permutation ---- */

/* A line of the result's last axis, or back. */
NN_INLINE void
copy_line (float *to, gsize to_step, const float *from, gsize from_step, gsize n)
{
  for (gsize i = 0; i < n; i++)
    to[i * to_step] = from[i * from_step];
}

static void
turn_row (const NnPermutation *p, float *to, const float *from, gboolean back)
{
  gsize at = 0;

  for (gsize a = 0; a < p->dim[0]; a++)
    for (gsize b = 0; b < p->dim[1]; b++)
      for (gsize c = 0; c < p->dim[2]; c++, at += p->dim[3])
        {
          const gsize other = a * p->step[0] + b * p->step[1] + c * p->step[2];

          if (back)
            copy_line (to + other, p->step[3], from + at, 1, p->dim[3]);
          else
            copy_line (to + at, 1, from + other, p->step[3], p->dim[3]);
        }
}

static void
permute_forward (const NnStep *step, const NnRun *run)
{
  const NnPermutation p = nn_permutation (step);

  for (gsize r = 0; r < run->rows; r++)
    turn_row (&p, (float *) step->out[0].data + r * p.size, (const float *) step->in[0].data + r * p.size, FALSE);
}

static void
permute_backward (const NnStep *step, const NnRun *run)
{
  const NnPermutation p = nn_permutation (step);

  for (gsize r = 0; r < run->rows && step->d_in[0].data != NULL; r++)
    turn_row (&p, (float *) step->d_in[0].data + r * p.size, (const float *) step->d_out[0].data + r * p.size, TRUE);
}

const NnKernel nn_openblas_permute = { permute_forward, permute_backward };

/* ---- Slice ---- */

/* Runs of n numbers that are taken from the middle of runs of `all`. */
typedef struct
{
  gsize runs, all, first, n;
} Part;

static Part
part_of (const NnStep *step, const NnRun *run)
{
  const NnAlong along = nn_along (&step->in[0].shape, step->arg[0]);

  return (Part) {
    .runs = run->rows * along.outer,
    .all = along.length * along.inner,
    .first = (gsize) step->arg[1] * along.inner,
    .n = (gsize) step->arg[2] * along.inner,
  };
}

static void
slice_forward (const NnStep *step, const NnRun *run)
{
  const Part part = part_of (step, run);
  const float *x = step->in[0].data;
  float *y = step->out[0].data;

  for (gsize r = 0; r < part.runs; r++)
    memcpy (y + r * part.n, x + r * part.all + part.first, part.n * sizeof *y);
}

static void
slice_backward (const NnStep *step, const NnRun *run)
{
  const Part part = part_of (step, run);
  const float *dy = step->d_out[0].data;
  float *dx = step->d_in[0].data;

  if (dx == NULL)
    return;
  memset (dx, 0, part.runs * part.all * sizeof *dx);
  for (gsize r = 0; r < part.runs; r++)
    memcpy (dx + r * part.all + part.first, dy + r * part.n, part.n * sizeof *dx);
}

const NnKernel nn_openblas_slice = { slice_forward, slice_backward };

/* ---- Repetition ---- */

static void
repeat_forward (const NnStep *step, const NnRun *run)
{
  const gsize n = step->in[0].size, times = step->out[0].size / n;
  const float *x = step->in[0].data;
  float *y = step->out[0].data;

  for (gsize k = 0; k < run->rows * times; k++)
    memcpy (y + k * n, x + k / times * n, n * sizeof *y);
}

static NN_KERNEL void
repeat_backward (const NnStep *step, const NnRun *run)
{
  const gsize n = step->in[0].size, times = step->out[0].size / n;
  const float *dy = step->d_out[0].data;
  float *dx = step->d_in[0].data;

  if (dx == NULL)
    return;
  for (gsize r = 0; r < run->rows; r++, dx += n)
    {
      memcpy (dx, dy, n * sizeof *dx);
      dy += n;
      for (gsize k = 1; k < times; k++, dy += n)
#pragma omp simd
        for (gsize i = 0; i < n; i++)
          dx[i] += dy[i];
    }
}

const NnKernel nn_openblas_repeat = { repeat_forward, repeat_backward };
