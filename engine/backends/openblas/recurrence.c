#include "recurrence.h"

#include "kernels.h"
#include "product.h"
#include "transpose.h"

#include <string.h>

#define WIDEST 16   /* lanes */

static gsize
packed_blocks (gsize size, gsize lanes)
{
  return (size - 1) / lanes + 1;
}

gsize
nn_recurrence_scratch (const NnStep *step, guint rows, gboolean backward)
{
  const NnRecurrence on = nn_recurrence (step, &(NnRun) { .rows = rows });
  const gsize state = rows * on.size, wide = packed_blocks (on.size, WIDEST) * WIDEST;

  return backward ? 3 * state + on.size + rows * on.steps * (on.size + 2 * on.gates * on.size) : on.gates * wide * (on.size + 1);
}

/* Columns of `n` rows of the weight, side by side. */
static void
pack_rows (float *to, const float *from, gsize n, gsize size, gsize lanes)
{
  if (n == lanes)
    {
      nn_transpose (to, from, n, size);
      return;
    }
  memset (to, 0, size * lanes * sizeof *to);
  for (gsize l = 0; l < n; l++)
    for (gsize k = 0; k < size; k++)
      to[k * lanes + l] = from[l * size + k];
}

NnPacked
nn_recurrence_pack (const NnStep *step, const NnRun *run, gsize lanes)
{
  const float *weight = step->in[NN_RECURRENT_WEIGHT].data, *bias = step->in[NN_RECURRENT_BIAS].data;
  NnPacked p = { .on = nn_recurrence (step, run), .lanes = lanes, .weight = step->scratch };
  const gsize size = p.on.size;

  p.blocks = packed_blocks (size, lanes);
  p.bias = p.weight + p.blocks * p.on.gates * size * lanes;
  p.first = step->in[NN_RECURRENT_H].data;
  p.h = step->out[0].data;
  for (gsize i = 0; i < p.blocks * p.on.gates; i++)
    {
      const gsize unit = i / p.on.gates * lanes, row = i % p.on.gates * size + unit, n = MIN (lanes, size - unit);

      pack_rows (p.weight + i * size * lanes, weight + row * size, n, size, lanes);
      memset (p.bias + i * lanes, 0, lanes * sizeof (float));
      if (bias != NULL)
        memcpy (p.bias + i * lanes, bias + row, n * sizeof (float));
    }
  return p;
}

/* ---- The way back ---- */

static NnBack
begin_back (const NnStep *step, const NnRun *run, gboolean two)
{
  NnBack back = { .on = nn_recurrence (step, run), .step = step, .d_h = step->scratch };
  const gsize state = back.on.rows * back.on.size, steps = state * back.on.steps;

  back.direct = back.d_h + state;
  back.d_c = back.direct + state;
  back.zeros = back.d_c + state;
  back.before = back.d_c + state + back.on.size;
  back.d_x = step->d_in[NN_RECURRENT_X].data != NULL ? step->d_in[NN_RECURRENT_X].data : back.before + steps;
  back.d_hidden = two ? back.before + steps + back.on.gates * steps : back.d_x;
  memset (back.d_h, 0, (3 * state + back.on.size) * sizeof (float));
  return back;
}

/* The gradient of the s-th step's sums goes through the weight to the states before it. */
static void
pass_weight (const NnBack *back, gsize s)
{
  const NnRecurrence *on = &back->on;
  const gsize sums = on->gates * on->size;

  nn_product (&(NnProduct) {
    .m = on->rows, .n = on->size, .k = sums,
    .a = back->d_hidden + nn_recurrent_at (on, 0, s) * sums, .a_row = on->steps * sums, .a_column = 1,
    .b = back->step->in[NN_RECURRENT_WEIGHT].data, .b_row = on->size,
    .c = back->d_h, .c_row = on->size,
  });
}

static void
gather_before (const NnBack *back)
{
  const NnRecurrence *on = &back->on;
  const gsize bytes = on->size * sizeof (float);

  for (gsize row = 0; row < on->rows; row++)
    for (gsize s = 0; s < on->steps; s++)
      {
        const float *before = nn_recurrence_before (on, back->step->in[NN_RECURRENT_H].data, back->step->out[0].data, row, s);
        float *to = back->before + nn_recurrent_at (on, row, s) * on->size;

        if (before != NULL)
          memcpy (to, before, bytes);
        else
          memset (to, 0, bytes);
      }
}

static void
add_up (float *to, const float *a, const float *b, gsize n)
{
  for (gsize i = 0; to != NULL && i < n; i++)
    to[i] = a[i] + b[i];
}

/* Weight and bias are those of a `linear` over all steps. */
static void
blame_weights (const NnBack *back, const NnRun *run)
{
  const NnStep *step = back->step;
  NnStep sums = { .in[1] = step->in[NN_RECURRENT_WEIGHT] };

  sums.in[0] = step->out[0];
  sums.in[0].data = back->before;
  sums.d_out[0].data = back->d_hidden;
  sums.d_in[1] = step->d_in[NN_RECURRENT_WEIGHT];
  sums.d_in[2] = step->d_in[NN_RECURRENT_BIAS];
  if (sums.d_in[1].data != NULL)
    gather_before (back);
  nn_openblas_linear.backward (&sums, run);
}

void
nn_recurrence_back (const NnStep *step, const NnRun *run, NnBackCell cell, gboolean two)
{
  const NnBack back = begin_back (step, run, two);
  const NnRecurrence *on = &back.on;
  const gsize state = on->rows * on->size;

  for (gsize s = on->steps; s-- > 0;)
    {
      cell (&back, s);
      pass_weight (&back, s);
    }
  add_up (step->d_in[NN_RECURRENT_H].data, back.d_h, back.direct, state);
  if (step->d_in[NN_RECURRENT_C].data != NULL)
    memcpy (step->d_in[NN_RECURRENT_C].data, back.d_c, state * sizeof (float));
  blame_weights (&back, run);
}
