/* The sums of a step, written once: include with V defined as a vector type, GATES as the number of gates, TALL as the
 * most rows whose sums fit the registers beside the weights, and cell () as what bends the sums. */

/* For `height` rows and `width` blocks, constants where it is called: sum[row][block][gate][lane]. */
NN_INLINE void
NN_FOR (sums, V) (const NnPacked *p, gsize block, const float *const *before, const guint height, const guint width, float *sum)
{
  const gsize size = p->on.size, lanes = NN_LANES_OF (V);
  const float *weight = p->weight + block * GATES * size * lanes, *bias = p->bias + block * GATES * lanes;
  const guint gates = width * GATES;
  V total[NN_RECURRENCE_TALL][WIDE * GATES];

  NN_UNROLL
  for (guint r = 0; r < height; r++)
    NN_UNROLL
    for (guint g = 0; g < gates; g++)
      total[r][g] = *(const V *) (bias + g * lanes);
  for (gsize k = 0; before[0] != NULL && k < size; k++, weight += lanes)
    NN_UNROLL
    for (guint g = 0; g < gates; g++)
      {
        const V w = *(const V *) (weight + g * size * lanes);

        NN_UNROLL
        for (guint r = 0; r < height; r++)
          total[r][g] += before[r][k] * w;
      }
  NN_UNROLL
  for (guint r = 0; r < height; r++)
    NN_UNROLL
    for (guint g = 0; g < gates; g++)
      *(V *) (sum + (r * gates + g) * lanes) = total[r][g];
}

NN_INLINE void
NN_FOR (tile, V) (const NnStep *step, const NnPacked *p, gsize s, gsize block, gsize row, const guint height, const guint width)
{
  const gsize lanes = NN_LANES_OF (V);
  const float *before[NN_RECURRENCE_TALL];
  _Alignas (64) float sum[NN_RECURRENCE_TALL * GATES * NN_LANES_OF (V)];

  for (guint r = 0; r < height; r++)
    before[r] = nn_recurrence_before (&p->on, p->first, p->h, row + r, s);
  NN_FOR (sums, V) (p, block, before, height, width, sum);
  for (guint i = 0; i < height * width; i++)
    {
      const gsize first = (block + i % width) * lanes;

      if (first + lanes <= p->on.size)
        cell (step, &p->on, row + i / width, s, first, lanes, sum + i * GATES * lanes, lanes);
      else
        cell (step, &p->on, row + i / width, s, first, p->on.size - first, sum + i * GATES * lanes, lanes);
    }
}

/* A row alone has too few sums to keep the processor busy: several blocks go side by side. */
NN_INLINE void
NN_FOR (forward_one, V) (const NnStep *step, const NnPacked *p)
{
  for (gsize s = 0; s < p->on.steps; s++)
    {
      gsize block = 0;

      for (; block + WIDE <= p->blocks; block += WIDE)
        NN_FOR (tile, V) (step, p, s, block, 0, 1, WIDE);
      for (; block < p->blocks; block++)
        NN_FOR (tile, V) (step, p, s, block, 0, 1, 1);
    }
}

/* At most TALL rows. */
NN_INLINE void
NN_FOR (tile_of, V) (const NnStep *step, const NnPacked *p, gsize s, gsize block, gsize first, gsize end)
{
  if (end - first == 5)
    NN_FOR (tile, V) (step, p, s, block, first, 5, 1);
  else if (end - first == 4)
    NN_FOR (tile, V) (step, p, s, block, first, 4, 1);
  else if (end - first == 3)
    NN_FOR (tile, V) (step, p, s, block, first, 3, 1);
  else if (end - first == 2)
    NN_FOR (tile, V) (step, p, s, block, first, 2, 1);
  else
    NN_FOR (tile, V) (step, p, s, block, first, 1, 1);
}

NN_INLINE void
NN_FOR (forward, V) (const NnStep *step, const NnRun *run)
{
  const NnPacked p = nn_recurrence_pack (step, run, NN_LANES_OF (V));
  const gsize tiles = (p.on.rows - 1) / TALL + 1;

  if (p.on.rows == 1)
    {
      NN_FOR (forward_one, V) (step, &p);
      return;
    }
  for (gsize s = 0; s < p.on.steps; s++)
    for (gsize block = 0; block < p.blocks; block++)
      for (gsize t = 0; t < tiles; t++)
        NN_FOR (tile_of, V) (step, &p, s, block, p.on.rows * t / tiles, p.on.rows * (t + 1) / tiles);
}

#undef V
#undef TALL
