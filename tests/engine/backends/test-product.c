/* Products, turned blocks and sums of rows against plain loops in double, on sizes around every tile's edge and with strides
 * wider than the rows. */
#include "product.h"
#include "rng.h"
#include "sum-rows.h"
#include "transpose.h"

#include <math.h>

#define GAP 3             /* numbers between two rows that must stay as they are */
#define UNTOUCHED 1e30f

static float *
random_block (gsize n, guint64 stream)
{
  float *block = g_new (float, n);
  NnRng rng = nn_rng (11, stream);

  for (gsize i = 0; i < n; i++)
    block[i] = nn_rng_between (&rng, -1, 1);
  return block;
}

static float *
untouched_block (gsize n)
{
  float *block = g_new (float, n);

  for (gsize i = 0; i < n; i++)
    block[i] = UNTOUCHED;
  return block;
}

static void
check_result (const NnProduct *p, gsize b_k, gsize b_j)
{
  for (gsize i = 0; i < p->m; i++)
    {
      for (gsize j = 0; j < p->n; j++)
        {
          double sum = p->start != NULL ? p->start[j] : 0;

          for (gsize k = 0; k < p->k; k++)
            sum += (double) p->a[i * p->a_row + k * p->a_column] * p->b[k * b_k + j * b_j];
          if (!(fabs (p->c[i * p->c_row + j] - sum) < 1e-6 * (10 + p->k)))
            g_error ("%" G_GSIZE_FORMAT " × %" G_GSIZE_FORMAT " × %" G_GSIZE_FORMAT ": c[%" G_GSIZE_FORMAT ", %"
                     G_GSIZE_FORMAT "] is %g, not %g", p->m, p->n, p->k, i, j, p->c[i * p->c_row + j], sum);
        }
      for (gsize j = p->n; j < p->c_row; j++)
        g_assert_cmpfloat (p->c[i * p->c_row + j], ==, UNTOUCHED);
    }
}

static void
check_product (gsize m, gsize n, gsize k, gboolean turned, gboolean start)
{
  g_autofree float *a = random_block (m * k, 1);
  g_autofree float *b = random_block (k * (n + GAP), 2);
  g_autofree float *c = untouched_block (m * (n + GAP));
  g_autofree float *first = random_block (n, 3);
  const NnProduct product = {
    .m = m, .n = n, .k = k,
    .a = a, .a_row = turned ? 1 : k, .a_column = turned ? m : 1,
    .b = b, .b_row = n + GAP,
    .c = c, .c_row = n + GAP,
    .start = start ? first : NULL,
  };

  nn_product (&product);
  check_result (&product, product.b_row, 1);
}

/* The same in two goes, the second added to the first. */
static void
check_sum (gsize m, gsize n, gsize k)
{
  g_autofree float *a = random_block (m * k, 1);
  g_autofree float *b = random_block (k * (n + GAP), 2);
  g_autofree float *c = untouched_block (m * (n + GAP));
  const gsize half = k / 2;
  const NnProduct product = {
    .m = m, .n = n, .k = k,
    .a = a, .a_row = 1, .a_column = m,
    .b = b, .b_row = n + GAP,
    .c = c, .c_row = n + GAP,
  };
  NnProduct part = product;

  part.k = half;
  nn_product (&part);
  part.k = k - half;
  part.a += half * product.a_column;
  part.b += half * product.b_row;
  part.more = TRUE;
  nn_product (&part);
  check_result (&product, product.b_row, 1);
}

static void
check_dots (gsize m, gsize n, gsize k, gboolean start)
{
  g_autofree float *a = random_block (m * (k + GAP), 1);
  g_autofree float *b = random_block (n * (k + GAP), 2);
  g_autofree float *c = untouched_block (m * (n + GAP));
  g_autofree float *first = random_block (n, 3);
  const NnProduct product = {
    .m = m, .n = n, .k = k,
    .a = a, .a_row = k + GAP, .a_column = 1,
    .b = b, .b_row = k + GAP,
    .c = c, .c_row = n + GAP,
    .start = start ? first : NULL,
  };

  nn_dots (&product);
  check_result (&product, 1, product.b_row);
}

static void
test_product (void)
{
  for (gsize m = 1; m < 20; m++)
    for (gsize n = 1; n < 70; n++)
      check_product (m, n, 1 + (m * n) % 9, (m + n) % 2, n % 3);
}

static void
test_more (void)
{
  for (gsize m = 1; m < 20; m++)
    for (gsize n = 1; n < 70; n++)
      check_sum (m, n, 2 + (m * n) % 9);
}

/* So large that columns are copied together first. */
static void
test_shared_columns (void)
{
  check_product (70, 1500, 64, FALSE, TRUE);
  check_product (130, 611, 100, TRUE, FALSE);
}

static void
test_dots (void)
{
  for (gsize m = 1; m < 10; m++)
    for (gsize n = 1; n < 10; n++)
      for (gsize k = NN_DOTS_K; k < 50; k++)
        check_dots (m, n, k, k % 2);
}

static void
test_transpose (void)
{
  for (gsize rows = 1; rows < 20; rows++)
    for (gsize columns = 1; columns < 20; columns++)
      {
        g_autofree float *in = random_block (rows * columns, 1);
        g_autofree float *out = untouched_block (rows * columns + GAP);

        nn_transpose (out, in, rows, columns);
        for (gsize r = 0; r < rows; r++)
          for (gsize c = 0; c < columns; c++)
            g_assert_cmpfloat (out[c * rows + r], ==, in[r * columns + c]);
        g_assert_cmpfloat (out[rows * columns], ==, UNTOUCHED);
      }
}

/* Few rows, and more than are added up at a time. */
static void
test_sum_rows (void)
{
  for (gsize rows = 1; rows < 52; rows = rows < 11 ? rows + 1 : rows + 13)
    for (gsize columns = 1; columns < 70; columns++)
      {
        g_autofree float *in = random_block (rows * columns, 1);
        g_autofree float *out = untouched_block (columns + GAP);

        nn_sum_rows (out, in, rows, columns);
        for (gsize c = 0; c < columns; c++)
          {
            double sum = 0;

            for (gsize r = 0; r < rows; r++)
              sum += in[r * columns + c];
            g_assert_cmpfloat_with_epsilon (out[c], sum, 1e-5);
          }
        g_assert_cmpfloat (out[columns], ==, UNTOUCHED);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/backends/product/product", test_product);
  g_test_add_func ("/engine/backends/product/more", test_more);
  g_test_add_func ("/engine/backends/product/shared-columns", test_shared_columns);
  g_test_add_func ("/engine/backends/product/dots", test_dots);
  g_test_add_func ("/engine/backends/product/transpose", test_transpose);
  g_test_add_func ("/engine/backends/product/sum-rows", test_sum_rows);
  return g_test_run ();
}
