/* The sums of sum-rows.c, written once: include with V defined as a vector type. */

/* Of so many columns as V has lanes, in four chains, because one would wait for itself. */
NN_INLINE void
NN_FOR (sums, V) (float *out, const float *in, gsize rows, gsize columns)
{
  V sum[4] = { (V) { 0 }, (V) { 0 }, (V) { 0 }, (V) { 0 } };
  gsize r = 0;

  for (; r + 4 <= rows; r += 4)
    NN_UNROLL
    for (guint i = 0; i < 4; i++)
      sum[i] += *(const V *) (in + (r + i) * columns);
  for (; r < rows; r++)
    sum[0] += *(const V *) (in + r * columns);
  *(V *) out = (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

#undef V
