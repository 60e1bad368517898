#include "product.h"

#include "vector.h"
#include "vectors.h"

#include <string.h>

/* What the registers hold at once: the most rows and vectors of a tile. */
#define TILE_HEIGHT 8
#define TILE_WIDTH 2

#define SHARED 4096         /* numbers of b that are copied together, on the stack, … */
#define SHARED_HEIGHT 64    /* … when c is at least so high … */
#define SHARED_SPAN 60000   /* … and b so long that its rows lie on more pages than a processor keeps at hand */

/* Whether a copy of `width` columns of b, close together, is worth making for the tiles that will read it. */
NN_INLINE gboolean
is_shared (const NnProduct *p, gsize width)
{
  return p->m >= SHARED_HEIGHT && p->k * p->b_row >= SHARED_SPAN && p->k * width <= SHARED;
}

/* The product of those columns alone. */
NN_INLINE NnProduct
share_columns (const NnProduct *p, gsize column, gsize width, float shared[SHARED])
{
  NnProduct part = *p;

  for (gsize k = 0; k < p->k; k++)
    memcpy (shared + k * width, p->b + k * p->b_row + column, width * sizeof (float));
  part.b = shared;
  part.b_row = width;
  part.c += column;
  if (p->start != NULL)
    part.start += column;
  return part;
}

#define V V1
#include "product-tile.h"
#define V V2
#include "product-tile.h"
#define V V4
#include "product-tile.h"
#define V V8
#include "product-tile.h"
#define V V16
#include "product-tile.h"

/* Fewer than eight columns. */
NN_INLINE void
narrow_product (const NnProduct *p)
{
  if (p->n >= 4)
    NN_COVER (column, 0, p->n, 4, columns_V4 (p, column, 8, 1))
  else if (p->n >= 2)
    NN_COVER (column, 0, p->n, 2, columns_V2 (p, column, 8, 1))
  else
    columns_V1 (p, 0, 8, 1);
}

/* The last columns of a product that adds to c, where none may be done twice. */
NN_INLINE void
last_columns (const NnProduct *p, gsize column)
{
  for (; column + 8 <= p->n; column += 8)
    columns_V8 (p, column, 6, 1);
  if (column + 4 <= p->n)
    {
      columns_V4 (p, column, 8, 1);
      column += 4;
    }
  if (column + 2 <= p->n)
    {
      columns_V2 (p, column, 8, 1);
      column += 2;
    }
  if (column < p->n)
    columns_V1 (p, column, 8, 1);
}

static NN_KERNEL_512 void
product_512 (const NnProduct *p)
{
  const gsize first = wide_columns_V16 (p, 8);

  if (p->more)
    last_columns (p, first);
  else if (p->n >= 16 && p->n > first + 8)
    NN_COVER (column, first, p->n, 16, columns_V16 (p, column, 8, 1))
  else if (p->n >= 8)
    NN_COVER (column, first, p->n, 8, columns_V8 (p, column, 8, 1))
  else
    narrow_product (p);
}

static NN_KERNEL_256 void
product_256 (const NnProduct *p)
{
  const gsize first = wide_columns_V8 (p, 6);

  if (p->more)
    last_columns (p, first);
  else if (p->n >= 8)
    NN_COVER (column, first, p->n, 8, columns_V8 (p, column, 8, 1))
  else
    narrow_product (p);
}

static void
product_128 (const NnProduct *p)
{
  const gsize first = wide_columns_V4 (p, 6);

  if (p->more)
    last_columns (p, first);
  else if (p->n >= 8)
    NN_COVER (column, first, p->n, 4, columns_V4 (p, column, 8, 1))
  else
    narrow_product (p);
}

void
nn_product (const NnProduct *product)
{
  const unsigned bits = nn_vector_bits ();

  if (bits == 512)
    product_512 (product);
  else if (bits == 256)
    product_256 (product);
  else
    product_128 (product);
}
