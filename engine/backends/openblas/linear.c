/* Linear; formulas in engine/ops/linear.c. */
#include "kernels.h"
#include "product.h"
#include "sparse.h"
#include "sum-rows.h"
#include "transpose.h"

#include <cblas.h>
#include <string.h>

/* The largest weight for which our own products are faster than cblas_sgemm, which blocks for the cache; and the numbers
 * of x and y that they go through at a time, so that those stay at hand: measured on Zen 5 with AVX-512. */
#define OWN_WEIGHT 900000
#define OWN_PART 262144

#define PANEL 16384       /* numbers of a weight that are turned over at a time, on the stack: … */
#define FULL_PANEL 4096   /* … no more than that, unless a panel would be narrower than … */
#define NARROWEST 32      /* … so many columns */
#define TURN_INPUTS 512   /* a forward pass turns the weight over when it has at most so many inputs … */
#define TURN_RATIO 6      /* … and fewer than so many times its rows: then turning costs less than joining lanes */

typedef struct
{
  gsize rows, n_in, n_out;
  gsize y_row;            /* numbers from one row of y to the next */
  const float *x, *w, *b, *dy;
  float *y, *dx, *dw;     /* NULL: not wanted */
  gboolean more;          /* dw is added to */
} Linear;

static Linear
linear (const NnStep *step, const NnRun *run)
{
  const gsize n_in = step->in[1].shape.dim[1];

  return (Linear) {
    .rows = step->in[0].size == n_in ? run->rows : run->rows * (step->in[0].size / n_in),
    .n_in = n_in,
    .n_out = step->in[1].shape.dim[0],
    .y_row = step->in[1].shape.dim[0],
    .x = step->in[0].data,
    .w = step->in[1].data,
    .b = step->in[2].data,
    .dy = step->d_out[0].data,
    .y = step->out[0].data,
    .dx = step->d_in[0].data,
    .dw = step->d_in[1].data,
  };
}

static gsize
part_rows (const Linear *l)
{
  return MAX (OWN_PART / (l->n_in + l->n_out), NARROWEST);
}

/* The part of it from that row on. */
static Linear
part_from (const Linear *l, gsize row)
{
  Linear part = *l;

  part.rows = MIN (part_rows (l), l->rows - row);
  part.x += part.x != NULL ? row * l->n_in : 0;
  part.y += part.y != NULL ? row * l->y_row : 0;
  part.dx += part.dx != NULL ? row * l->n_in : 0;
  part.dy += part.dy != NULL ? row * l->n_out : 0;
  part.more = row > 0;
  return part;
}

/* y = x Wᵀ + b, rows of x with rows of W. */
static void
forward_by_rows (const Linear *l)
{
  nn_dots (&(NnProduct) {
    .m = l->rows, .n = l->n_out, .k = l->n_in,
    .a = l->x, .a_row = l->n_in, .a_column = 1,
    .b = l->w, .b_row = l->n_in,
    .c = l->y, .c_row = l->y_row,
    .start = l->b,
  });
}

/* The same over the columns of Wᵀ, a panel of them at a time. */
static void
forward_turned (const Linear *l)
{
  const gsize most = MAX (FULL_PANEL / l->n_in, NARROWEST);
  _Alignas (64) float panel[PANEL];

  for (gsize first = 0; first < l->n_out; first += most)
    {
      const gsize n = MIN (most, l->n_out - first);

      nn_transpose (panel, l->w + first * l->n_in, n, l->n_in);
      nn_product (&(NnProduct) {
        .m = l->rows, .n = n, .k = l->n_in,
        .a = l->x, .a_row = l->n_in, .a_column = 1,
        .b = panel, .b_row = n,
        .c = l->y + first, .c_row = l->y_row,
        .start = l->b != NULL ? l->b + first : NULL,
      });
    }
}

/* Everything at once by OpenBLAS, the bias laid out beforehand. */
static void
forward_large (const Linear *l)
{
  for (gsize r = 0; l->b != NULL && r < l->rows; r++)
    memcpy (l->y + r * l->y_row, l->b, l->n_out * sizeof (float));
  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasTrans, l->rows, l->n_out, l->n_in,
               1.0f, l->x, l->n_in, l->w, l->n_in, l->b != NULL ? 1.0f : 0.0f, l->y, l->y_row);
}

static void
backward_input_large (const Linear *l)
{
  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, l->rows, l->n_in, l->n_out,
               1.0f, l->dy, l->n_out, l->w, l->n_in, 0.0f, l->dx, l->n_in);
}

static void
backward_weight_large (const Linear *l)
{
  cblas_sgemm (CblasRowMajor, CblasTrans, CblasNoTrans, l->n_out, l->n_in, l->rows,
               1.0f, l->dy, l->n_out, l->x, l->n_in, 0.0f, l->dw, l->n_in);
}

/* dx = dy W, over the columns of W. */
static void
backward_input (const Linear *l)
{
  nn_product (&(NnProduct) {
    .m = l->rows, .n = l->n_in, .k = l->n_out,
    .a = l->dy, .a_row = l->n_out, .a_column = 1,
    .b = l->w, .b_row = l->n_in,
    .c = l->dx, .c_row = l->n_in,
  });
}

/* dW = dyᵀ x, over the columns of x; or dWᵀ = xᵀ dy where those are too few to fill a vector. */
static void
backward_weight (const Linear *l)
{
  _Alignas (64) float panel[PANEL];

  if (l->more || l->n_in >= 8 || l->n_in >= l->n_out || l->n_in * l->n_out > PANEL)
    {
      nn_product (&(NnProduct) {
        .m = l->n_out, .n = l->n_in, .k = l->rows,
        .a = l->dy, .a_row = 1, .a_column = l->n_out,
        .b = l->x, .b_row = l->n_in,
        .c = l->dw, .c_row = l->n_in,
        .more = l->more,
      });
      return;
    }
  nn_product (&(NnProduct) {
    .m = l->n_in, .n = l->n_out, .k = l->rows,
    .a = l->x, .a_row = 1, .a_column = l->n_in,
    .b = l->dy, .b_row = l->n_out,
    .c = panel, .c_row = l->n_out,
  });
  nn_transpose (l->dw, panel, l->n_in, l->n_out);
}

static gboolean
is_large (const Linear *l)
{
  return l->n_in * l->n_out > OWN_WEIGHT;
}

/* What this run does of it: some of the numbers of every row, so that each weight is read once. */
static Linear
share_of (const Linear *l, const NnRun *run)
{
  Linear share = *l;
  gsize first, end;

  nn_run_part (run, l->n_out, &first, &end);
  share.w += first * l->n_in;
  share.b += share.b != NULL ? first : 0;
  share.y += first;
  share.n_out = end - first;
  return share;
}

static gboolean
is_turned (const Linear *l)
{
  return l->n_in < NN_DOTS_K || (l->n_in <= TURN_INPUTS && l->n_in < TURN_RATIO * l->rows);
}

static NnSparse
sparse (const Linear *l)
{
  return (NnSparse) { .rows = l->rows, .n_in = l->n_in, .n_out = l->n_out, .x = l->x, .y_row = l->y_row };
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const Linear all = linear (step, run), l = share_of (&all, run);
  const NnSparse rare = sparse (&l);

  if (l.n_out == 0)
    return;
  if (nn_sparse_is_worth (&rare))
    nn_sparse_forward (&rare, l.w, l.b, l.y);
  else if (is_large (&all))
    forward_large (&l);
  else
    for (gsize row = 0; row < l.rows; row += part_rows (&l))
      {
        const Linear part = part_from (&l, row);

        (is_turned (&all) ? forward_turned : forward_by_rows) (&part);
      }
}

static void
backward_large (const Linear *l)
{
  if (l->dx != NULL)
    backward_input_large (l);
  if (l->dw != NULL)
    backward_weight_large (l);
}

static void
backward_part (const Linear *l)
{
  if (l->dx != NULL)
    backward_input (l);
  if (l->dw != NULL)
    backward_weight (l);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const Linear l = linear (step, run);
  const NnSparse rare = sparse (&l);

  if (l.dw != NULL && l.dx == NULL && nn_sparse_is_worth (&rare))
    nn_sparse_weight (&rare, l.dy, l.dw);
  else if (is_large (&l))
    backward_large (&l);
  else
    for (gsize row = 0; row < l.rows; row += part_rows (&l))
      {
        const Linear part = part_from (&l, row);

        backward_part (&part);
      }
  if (step->d_in[2].data != NULL)
    nn_sum_rows (step->d_in[2].data, l.dy, l.rows, l.n_out);
}

const NnKernel nn_openblas_linear = { forward, backward, .divides = TRUE };
