/* The sums of sum-rows.c, written once: include with V defined as a vector type. */

/* Of so many columns as V has lanes, in four chains, because one would wait for itself; `more`: added to what is there. */
NN_INLINE void
NN_FOR (sums, V) (float *out, const float *in, gsize rows, gsize columns, gboolean more)
{
  V sum[4] = { more ? *(const V *) out : (V) { 0 }, (V) { 0 }, (V) { 0 }, (V) { 0 } };
  gsize r = 0;

  for (; r + 4 <= rows; r += 4)
    NN_UNROLL
    for (guint i = 0; i < 4; i++)
      sum[i] += *(const V *) (in + (r + i) * columns);
  for (; r < rows; r++)
    sum[0] += *(const V *) (in + r * columns);
  *(V *) out = (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

/* Of all columns, a whole number of vectors, a few rows at a time, so that memory is read in its order. */
NN_INLINE void
NN_FOR (all_sums, V) (float *out, const float *in, gsize rows, gsize columns)
{
  for (gsize r = 0; r < rows; r += ROWS_AT_A_TIME)
    for (gsize c = 0; c < columns; c += NN_LANES_OF (V))
      NN_FOR (sums, V) (out + c, in + r * columns + c, MIN (ROWS_AT_A_TIME, rows - r), columns, r > 0);
}

#undef V
