#include "sparse.h"

#include "transpose.h"
#include "vector.h"

#include <string.h>

#define PANEL 16384       /* numbers of a turned weight that are worked on at a time, on the stack */
#define MOST_INPUTS 256   /* so that a panel has columns enough for vectors */
#define LEAST_INPUTS 16
#define LEAST_OUTPUTS 64
#define RARE 16           /* one in so many, at most, is not 0 */
#define GROUP 8           /* numbers looked at together; divides MOST_INPUTS */

NN_INLINE gboolean
has_any (const float *x)
{
  guint32 bits[GROUP], any = 0;

  memcpy (bits, x, sizeof bits);
  for (guint i = 0; i < GROUP; i++)
    any |= bits[i] << 1;   /* −0 is 0 */
  return any != 0;
}

/* The places of a row's numbers that are not 0, in rising order; returns how many. */
NN_INLINE gsize
find_rest (const float *row, gsize n, guint16 place[MOST_INPUTS])
{
  gsize found = 0, i = 0;

  for (; i + GROUP <= n; i += GROUP)
    if (has_any (row + i))
      for (gsize k = i; k < i + GROUP; k++)
        {
          place[found] = k;
          found += row[k] != 0.0f;
        }
  for (; i < n; i++)
    {
      place[found] = i;
      found += row[i] != 0.0f;
    }
  return found;
}

static gsize
panel_columns (const NnSparse *sparse)
{
  return PANEL / sparse->n_in;
}

NN_KERNEL gboolean
nn_sparse_is_worth (const NnSparse *sparse)
{
  const gsize n = sparse->n_in, most = sparse->rows * n / RARE;
  guint16 place[MOST_INPUTS];
  gsize found = 0;

  if (n < LEAST_INPUTS || n > MOST_INPUTS || sparse->n_out < LEAST_OUTPUTS)
    return FALSE;
  for (gsize r = 0; r < sparse->rows && found <= most; r++)
    found += find_rest (sparse->x + r * n, n, place);
  return found <= most;
}

/* Columns of y from their panel of Wᵀ, [n_in][columns]; b is not NULL. */
NN_KERNEL static void
add_weights (const NnSparse *sparse, const float *panel, gsize columns, const float *b, float *y)
{
  guint16 place[MOST_INPUTS];

  for (gsize r = 0; r < sparse->rows; r++, y += sparse->y_row)
    {
      const float *row = sparse->x + r * sparse->n_in, *so_far = b;
      const gsize n = find_rest (row, sparse->n_in, place);

      if (n == 0)
        memcpy (y, b, columns * sizeof *y);
      for (gsize i = 0; i < n; i++, so_far = y)
        {
          const float *w = panel + place[i] * columns, x = row[place[i]];

#pragma omp simd
          for (gsize c = 0; c < columns; c++)
            y[c] = so_far[c] + x * w[c];
        }
    }
}

void
nn_sparse_forward (const NnSparse *sparse, const float *w, const float *b, float *y)
{
  static const float zeros[PANEL / LEAST_INPUTS];
  _Alignas (64) float panel[PANEL];
  gsize columns;

  for (gsize first = 0; first < sparse->n_out; first += columns)
    {
      columns = MIN (panel_columns (sparse), sparse->n_out - first);
      nn_transpose (panel, w + first * sparse->n_in, columns, sparse->n_in);
      add_weights (sparse, panel, columns, b != NULL ? b + first : zeros, y + first);
    }
}

/* A panel of dWᵀ, [n_in][columns], from those columns of dy. */
NN_KERNEL static void
add_blame (const NnSparse *sparse, const float *dy, gsize columns, float *panel)
{
  guint16 place[MOST_INPUTS];

  memset (panel, 0, sparse->n_in * columns * sizeof *panel);
  for (gsize r = 0; r < sparse->rows; r++, dy += sparse->n_out)
    {
      const float *row = sparse->x + r * sparse->n_in;
      const gsize n = find_rest (row, sparse->n_in, place);

      for (gsize i = 0; i < n; i++)
        {
          float *to = panel + place[i] * columns, x = row[place[i]];

#pragma omp simd
          for (gsize c = 0; c < columns; c++)
            to[c] += x * dy[c];
        }
    }
}

void
nn_sparse_weight (const NnSparse *sparse, const float *dy, float *dw)
{
  _Alignas (64) float panel[PANEL];
  gsize columns;

  for (gsize first = 0; first < sparse->n_out; first += columns)
    {
      columns = MIN (panel_columns (sparse), sparse->n_out - first);
      add_blame (sparse, dy + first, columns, panel);
      nn_transpose (dw + first * sparse->n_in, panel, sparse->n_in, columns);
    }
}
