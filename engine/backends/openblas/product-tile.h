/* The tiles of product.c, written once: include with V defined as a vector type. */

/* `height` rows by `width` vectors of c, held in registers: both are constants where it is called. */
NN_INLINE void
NN_FOR (tile, V) (const NnProduct *p, gsize row, gsize column, const guint height, const guint width)
{
  const float *a = p->a + row * p->a_row;
  const float *b = p->b + column;
  float *c = p->c + row * p->c_row + column;
  V sum[TILE_HEIGHT][TILE_WIDTH];

  NN_UNROLL
  for (guint i = 0; i < height; i++)
    NN_UNROLL
    for (guint v = 0; v < width; v++)
      sum[i][v] = p->more          ? *(const V *) (c + i * p->c_row + v * NN_LANES_OF (V))
                  : p->start != NULL ? *(const V *) (p->start + column + v * NN_LANES_OF (V))
                                     : (V) { 0 };

  for (gsize k = 0; k < p->k; k++, a += p->a_column, b += p->b_row)
    NN_UNROLL
    for (guint i = 0; i < height; i++)
      NN_UNROLL
      for (guint v = 0; v < width; v++)
        sum[i][v] += a[i * p->a_row] * *(const V *) (b + v * NN_LANES_OF (V));

  NN_UNROLL
  for (guint i = 0; i < height; i++)
    NN_UNROLL
    for (guint v = 0; v < width; v++)
      *(V *) (c + i * p->c_row + v * NN_LANES_OF (V)) = sum[i][v];
}

/* Such tiles down the whole height of c, at most `most` high, the last two alike. */
NN_INLINE void
NN_FOR (columns, V) (const NnProduct *p, gsize column, const guint most, const guint width)
{
  gsize height;

  for (gsize row = 0; row < p->m; row += height)
    {
      const gsize rest = p->m - row;

      height = rest >= 2 * most ? most : rest > most ? (rest + 1) / 2 : rest;
      if (height == 8)
        NN_FOR (tile, V) (p, row, column, 8, width);
      else if (height == 7)
        NN_FOR (tile, V) (p, row, column, 7, width);
      else if (height == 6)
        NN_FOR (tile, V) (p, row, column, 6, width);
      else if (height == 5)
        NN_FOR (tile, V) (p, row, column, 5, width);
      else if (height == 4)
        NN_FOR (tile, V) (p, row, column, 4, width);
      else if (height == 3)
        NN_FOR (tile, V) (p, row, column, 3, width);
      else if (height == 2)
        NN_FOR (tile, V) (p, row, column, 2, width);
      else
        NN_FOR (tile, V) (p, row, column, 1, width);
    }
}

/* As many columns as fill tiles TILE_WIDTH wide; gives the first that is left. */
NN_INLINE gsize
NN_FOR (wide_columns, V) (const NnProduct *p, const guint most)
{
  const gsize width = TILE_WIDTH * NN_LANES_OF (V);
  const gsize end = p->n - p->n % width;
  _Alignas (64) float shared[SHARED];

  for (gsize column = 0; column < end; column += width)
    if (is_shared (p, width))
      {
        const NnProduct part = share_columns (p, column, width, shared);

        NN_FOR (columns, V) (&part, 0, most, TILE_WIDTH);
      }
    else
      NN_FOR (columns, V) (p, column, most, TILE_WIDTH);
  return end;
}

#undef V
