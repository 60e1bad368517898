/* The tiles of dots.c, written once: include with V defined as a vector type, VMask as its mask and LANES as the
 * numbers of its lanes. */

/* The vector that ends with a row of k numbers, without those that belong to whole vectors before it. */
NN_INLINE V
NN_FOR (last, V) (const float *row, gsize k)
{
  const VMask lanes = LANES;
  const gint32 first = NN_LANES_OF (V) - k % NN_LANES_OF (V);

  return (V) ((VMask) *(const V *) (row + k - NN_LANES_OF (V)) & (lanes >= first));
}

/* `height` rows of a, a constant where it is called, by COLUMNS rows of b; where fewer are left the last one stands
 * in for those beyond. */
NN_INLINE void
NN_FOR (tile, V) (const NnProduct *p, gsize row, gsize column, const guint height)
{
  const float *a = p->a + row * p->a_row;
  const float *b[COLUMNS];
  V sum[TILE_HEIGHT][COLUMNS];

  NN_UNROLL
  for (guint j = 0; j < COLUMNS; j++)
    b[j] = p->b + MIN (column + j, p->n - 1) * p->b_row;
  NN_UNROLL
  for (guint i = 0; i < height; i++)
    NN_UNROLL
    for (guint j = 0; j < COLUMNS; j++)
      sum[i][j] = (V) { 0 };

  for (gsize k = 0; k + NN_LANES_OF (V) <= p->k; k += NN_LANES_OF (V))
    NN_UNROLL
    for (guint i = 0; i < height; i++)
      NN_UNROLL
      for (guint j = 0; j < COLUMNS; j++)
        sum[i][j] += *(const V *) (a + i * p->a_row + k) * *(const V *) (b[j] + k);
  if (p->k % NN_LANES_OF (V) > 0)
    NN_UNROLL
    for (guint i = 0; i < height; i++)
      NN_UNROLL
      for (guint j = 0; j < COLUMNS; j++)
        sum[i][j] += NN_FOR (last, V) (a + i * p->a_row, p->k) * *(const V *) (b[j] + p->k - NN_LANES_OF (V));

  NN_UNROLL
  for (guint i = 0; i < height; i++)
    store (p, row + i, column, NN_FOR (join, V) (sum[i][0], sum[i][1], sum[i][2], sum[i][3]));
}

/* Such tiles down the whole height of c. */
NN_INLINE void
NN_FOR (rows, V) (const NnProduct *p, gsize column)
{
  gsize row = 0;

  for (; row + TILE_HEIGHT <= p->m; row += TILE_HEIGHT)
    NN_FOR (tile, V) (p, row, column, TILE_HEIGHT);
  if (p->m - row == 3)
    NN_FOR (tile, V) (p, row, column, 3);
  else if (p->m - row == 2)
    NN_FOR (tile, V) (p, row, column, 2);
  else if (p->m - row == 1)
    NN_FOR (tile, V) (p, row, column, 1);
}

#undef V
#undef VMask
#undef LANES
