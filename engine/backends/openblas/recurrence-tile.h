/* The sums of a step, written once: include with V defined as a vector type, GATES as the number of gates, TALL as the
 * most rows whose sums fit the registers beside the weights, and cell () as what bends the sums. */

/* For `height` rows, a constant where it is called: sum[row][gate][lane]. */
NN_INLINE void
NN_FOR (sums, V) (const NnPacked *p, gsize block, const float *const *before, const guint height, float *sum)
{
  const gsize size = p->on.size, lanes = NN_LANES_OF (V);
  const float *weight = p->weight + block * GATES * size * lanes, *bias = p->bias + block * GATES * lanes;
  V total[NN_RECURRENCE_TALL][GATES];

  NN_UNROLL
  for (guint r = 0; r < height; r++)
    NN_UNROLL
    for (guint g = 0; g < GATES; g++)
      total[r][g] = *(const V *) (bias + g * lanes);
  for (gsize k = 0; before[0] != NULL && k < size; k++, weight += lanes)
    NN_UNROLL
    for (guint g = 0; g < GATES; g++)
      {
        const V w = *(const V *) (weight + g * size * lanes);

        NN_UNROLL
        for (guint r = 0; r < height; r++)
          total[r][g] += before[r][k] * w;
      }
  NN_UNROLL
  for (guint r = 0; r < height; r++)
    NN_UNROLL
    for (guint g = 0; g < GATES; g++)
      *(V *) (sum + (r * GATES + g) * lanes) = total[r][g];
}

NN_INLINE void
NN_FOR (tile, V) (const NnStep *step, const NnPacked *p, gsize s, gsize block, gsize row, const guint height)
{
  const gsize lanes = NN_LANES_OF (V), first = block * lanes;
  const float *before[NN_RECURRENCE_TALL];
  _Alignas (64) float sum[NN_RECURRENCE_TALL * GATES * NN_LANES_OF (V)];

  for (guint r = 0; r < height; r++)
    before[r] = nn_recurrence_before (&p->on, p->first, p->h, row + r, s);
  NN_FOR (sums, V) (p, block, before, height, sum);
  for (guint r = 0; r < height; r++)
    if (first + lanes <= p->on.size)
      cell (step, &p->on, row + r, s, first, lanes, sum + r * GATES * lanes, lanes);
    else
      cell (step, &p->on, row + r, s, first, p->on.size - first, sum + r * GATES * lanes, lanes);
}

NN_INLINE void
NN_FOR (forward, V) (const NnStep *step, const NnRun *run)
{
  const NnPacked p = nn_recurrence_pack (step, run, NN_LANES_OF (V));
  gsize height;

  for (gsize s = 0; s < p.on.steps; s++)
    for (gsize block = 0; block < p.blocks; block++)
      for (gsize row = 0; row < p.on.rows; row += height)
        {
          const gsize rest = p.on.rows - row;

          height = rest >= TALL ? TALL : rest >= 4 ? 4 : rest >= 2 ? 2 : 1;
          if (height == TALL)
            NN_FOR (tile, V) (step, &p, s, block, row, TALL);
          else if (height == 4)
            NN_FOR (tile, V) (step, &p, s, block, row, 4);
          else if (height == 2)
            NN_FOR (tile, V) (step, &p, s, block, row, 2);
          else
            NN_FOR (tile, V) (step, &p, s, block, row, 1);
        }
}

#undef V
#undef TALL
