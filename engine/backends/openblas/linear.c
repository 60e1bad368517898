/* Linear; formulas in engine/ops/linear.c. */
#include "kernels.h"
#include "product.h"
#include "sum-rows.h"
#include "transpose.h"

#include <cblas.h>
#include <string.h>

/* The largest weight and the most rows for which our own products are faster than cblas_sgemm, which blocks for the
 * cache: measured on Zen 4 with AVX-512. */
#define OWN_WEIGHT 900000
#define OWN_ROWS 256

#define PANEL 4096        /* numbers of a weight that are turned over at a time, on the stack */
#define TURN_INPUTS 128   /* a forward pass turns the weight over when it has at most so many inputs … */
#define TURN_RATIO 6      /* … and fewer than so many times its rows: then turning costs less than joining lanes */

typedef struct
{
  gsize rows, n_in, n_out;
  const float *x, *w, *b, *dy;
} Linear;

static Linear
linear (const NnStep *step, const NnRun *run)
{
  const gsize n_in = step->in[1].shape.dim[1];

  return (Linear) {
    .rows = step->in[0].size == n_in ? run->rows : run->rows * (step->in[0].size / n_in),
    .n_in = n_in,
    .n_out = step->in[1].shape.dim[0],
    .x = step->in[0].data,
    .w = step->in[1].data,
    .b = step->in[2].data,
    .dy = step->d_out[0].data,
  };
}

/* y = x Wᵀ + b, rows of x with rows of W. */
static void
forward_by_rows (const Linear *l, float *y)
{
  nn_dots (&(NnProduct) {
    .m = l->rows, .n = l->n_out, .k = l->n_in,
    .a = l->x, .a_row = l->n_in, .a_column = 1,
    .b = l->w, .b_row = l->n_in,
    .c = y, .c_row = l->n_out,
    .start = l->b,
  });
}

/* The same over the columns of Wᵀ, a panel of them at a time. */
static void
forward_turned (const Linear *l, float *y)
{
  const gsize most = PANEL / l->n_in;
  _Alignas (64) float panel[PANEL];

  for (gsize first = 0; first < l->n_out; first += most)
    {
      const gsize n = MIN (most, l->n_out - first);

      nn_transpose (panel, l->w + first * l->n_in, n, l->n_in);
      nn_product (&(NnProduct) {
        .m = l->rows, .n = n, .k = l->n_in,
        .a = l->x, .a_row = l->n_in, .a_column = 1,
        .b = panel, .b_row = n,
        .c = y + first, .c_row = l->n_out,
        .start = l->b != NULL ? l->b + first : NULL,
      });
    }
}

/* Everything at once by OpenBLAS, the bias laid out beforehand. */
static void
forward_large (const Linear *l, float *y)
{
  for (gsize r = 0; l->b != NULL && r < l->rows; r++)
    memcpy (y + r * l->n_out, l->b, l->n_out * sizeof (float));
  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasTrans, l->rows, l->n_out, l->n_in,
               1.0f, l->x, l->n_in, l->w, l->n_in, l->b != NULL ? 1.0f : 0.0f, y, l->n_out);
}

static void
backward_input_large (const Linear *l, float *dx)
{
  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, l->rows, l->n_in, l->n_out,
               1.0f, l->dy, l->n_out, l->w, l->n_in, 0.0f, dx, l->n_in);
}

static void
backward_weight_large (const Linear *l, float *dw)
{
  cblas_sgemm (CblasRowMajor, CblasTrans, CblasNoTrans, l->n_out, l->n_in, l->rows,
               1.0f, l->dy, l->n_out, l->x, l->n_in, 0.0f, dw, l->n_in);
}

/* dx = dy W, over the columns of W. */
static void
backward_input (const Linear *l, float *dx)
{
  nn_product (&(NnProduct) {
    .m = l->rows, .n = l->n_in, .k = l->n_out,
    .a = l->dy, .a_row = l->n_out, .a_column = 1,
    .b = l->w, .b_row = l->n_in,
    .c = dx, .c_row = l->n_in,
  });
}

/* dW = dyᵀ x, over the columns of x; or dWᵀ = xᵀ dy where those are too few to fill a vector. */
static void
backward_weight (const Linear *l, float *dw)
{
  _Alignas (64) float panel[PANEL];

  if (l->n_in >= 8 || l->n_in >= l->n_out || l->n_in * l->n_out > PANEL)
    {
      nn_product (&(NnProduct) {
        .m = l->n_out, .n = l->n_in, .k = l->rows,
        .a = l->dy, .a_row = 1, .a_column = l->n_out,
        .b = l->x, .b_row = l->n_in,
        .c = dw, .c_row = l->n_in,
      });
      return;
    }
  nn_product (&(NnProduct) {
    .m = l->n_in, .n = l->n_out, .k = l->rows,
    .a = l->x, .a_row = 1, .a_column = l->n_in,
    .b = l->dy, .b_row = l->n_out,
    .c = panel, .c_row = l->n_out,
  });
  nn_transpose (dw, panel, l->n_in, l->n_out);
}

static gboolean
is_large (const Linear *l)
{
  return l->n_in * l->n_out > OWN_WEIGHT || l->rows > OWN_ROWS;
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const Linear l = linear (step, run);

  if (is_large (&l))
    forward_large (&l, step->out[0].data);
  else if (l.n_in < NN_DOTS_K || (l.n_in <= TURN_INPUTS && l.n_in < TURN_RATIO * l.rows))
    forward_turned (&l, step->out[0].data);
  else
    forward_by_rows (&l, step->out[0].data);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const Linear l = linear (step, run);
  const gboolean large = is_large (&l);

  if (step->d_in[0].data != NULL)
    (large ? backward_input_large : backward_input) (&l, step->d_in[0].data);
  if (step->d_in[1].data != NULL)
    (large ? backward_weight_large : backward_weight) (&l, step->d_in[1].data);
  if (step->d_in[2].data != NULL)
    nn_sum_rows (step->d_in[2].data, l.dy, l.rows, l.n_out);
}

const NnKernel nn_openblas_linear = { forward, backward };
