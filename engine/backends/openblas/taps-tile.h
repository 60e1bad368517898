/* The tiles of taps.c, written once: include with V defined as a vector type. */

/* `height` places in a row by `width` vectors of columns, held in registers; k channels and taps. `start` lies
 * start_dot numbers further for each place: 0 for the bias, which all share. */
NN_INLINE void
NN_FOR (sum_tile, V) (const float *source, const gint32 *offset, gsize k, const float *weight, const float *start,
                      gsize start_dot, float *target, gsize target_dot, gboolean relu, const guint height,
                      const guint width)
{
  V sum[2 * TILE_PLACES][2];

  NN_UNROLL
  for (guint i = 0; i < height; i++)
    NN_UNROLL
    for (guint v = 0; v < width; v++)
      sum[i][v] = start != NULL ? *(const V *) (start + i * start_dot + v * NN_LANES_OF (V)) : (V) { 0 };

  for (gsize j = 0; j < k; j++, weight += width * NN_LANES_OF (V))
    {
      const float *x = source + offset[j];

      NN_UNROLL
      for (guint i = 0; i < height; i++)
        NN_UNROLL
        for (guint v = 0; v < width; v++)
          sum[i][v] += x[i * BLOCK] * *(const V *) (weight + v * NN_LANES_OF (V));
    }

  NN_UNROLL
  for (guint i = 0; i < height; i++)
    NN_UNROLL
    for (guint v = 0; v < width; v++)
      {
        const __typeof__ (sum[i][v] < 0.0f) kept = ~(sum[i][v] < 0.0f);

        if (relu)
          sum[i][v] = (V) ((__typeof__ (kept)) sum[i][v] & kept);
        *(V *) (target + i * target_dot + v * NN_LANES_OF (V)) = sum[i][v];
      }
}

/* The first `columns` numbers, and zeros for the rest of the vectors. */
NN_INLINE void
NN_FOR (load_part, V) (float *to, const float *from, gsize columns, const guint width)
{
#pragma omp simd
  for (gsize l = 0; l < width * NN_LANES_OF (V); l++)
    {
      float x = 0.0f;

      if (from != NULL && l < columns)
        x = from[l];
      to[l] = x;
    }
}

NN_INLINE void
NN_FOR (store_part, V) (float *to, const float *from, gsize columns, const guint width)
{
#pragma omp simd
  for (gsize l = 0; l < width * NN_LANES_OF (V); l++)
    if (l < columns)
      to[l] = from[l];
}

/* One of those tiles where the block may have fewer columns than vectors: then by way of a tile of its own. */
NN_INLINE void
NN_FOR (sum_part, V) (const float *source, const gint32 *offset, gsize k, const float *weight, const float *start,
                      gsize start_dot, float *target, gsize target_dot, gboolean relu, gsize columns,
                      const guint height, const guint width)
{
  const gsize whole = width * NN_LANES_OF (V);
  _Alignas (64) float began[2 * TILE_PLACES * NN_LANES_OF (V)], ended[2 * TILE_PLACES * NN_LANES_OF (V)];

  if (columns == whole)
    {
      NN_FOR (sum_tile, V) (source, offset, k, weight, start, start_dot, target, target_dot, relu, height, width);
      return;
    }
  for (guint i = 0; i < (start_dot == 0 ? 1 : height); i++)
    NN_FOR (load_part, V) (began + i * whole, start != NULL ? start + i * start_dot : NULL, columns, width);
  NN_FOR (sum_tile, V) (source, offset, k, weight, began, start_dot == 0 ? 0 : whole, ended, whole, relu, height, width);
  for (guint i = 0; i < height; i++)
    NN_FOR (store_part, V) (target + i * target_dot, ended + i * whole, columns, width);
}

NN_INLINE void
NN_FOR (sum_rows, V) (const NnTapSum *s, const float *source, gsize k, const float *weight, gboolean first,
                      gboolean last, gsize column, gsize columns, const guint width)
{
  const guint most = width == 1 ? 2 * TILE_PLACES : TILE_PLACES;

  for (gsize y = 0; y < s->places[0]; y++)
    for (gsize x = 0, height; x < s->places[1]; x += height)
      {
        const gsize rest = s->places[1] - x;
        const float *from = source + y * s->down + x * BLOCK;
        float *to = s->target + y * s->target_row + x * s->target_dot + column;
        const float *start = !first ? to : s->start != NULL ? s->start + column : NULL;
        const gsize dot = first ? 0 : s->target_dot;
        const gboolean relu = last && s->relu;

#define CASE(n)                                                                                            \
  case n:                                                                                                  \
    NN_FOR (sum_part, V) (from, s->offset, k, weight, start, dot, to, s->target_dot, relu, columns, n, width); \
    break;
        height = rest >= 2 * most ? most : rest > most ? (rest + 1) / 2 : rest;
        switch (height)
          {
            CASE (1) CASE (2) CASE (3) CASE (4) CASE (5) CASE (6)
#if TILE_PLACES > 6
            CASE (7) CASE (8)
#endif
          default:
            if (width == 1)
              switch (height)
                {
#if TILE_PLACES <= 6
                  CASE (7) CASE (8)
#endif
                  CASE (9) CASE (10) CASE (11) CASE (12)
#if TILE_PLACES > 6
                  CASE (13) CASE (14) CASE (15) CASE (16)
#endif
                }
          }
#undef CASE
      }
}

NN_INLINE void
NN_FOR (sum_all, V) (const NnTapSum *s)
{
  const float *weight = s->weight;

  for (gsize column = 0, width; column < s->columns; column += width)
    {
      width = column_width (s->columns, column, NN_LANES_OF (V));
      for (gsize c = 0; c < s->channels; c += BLOCK)
        {
          const gsize k = MIN (BLOCK, s->channels - c) * s->taps;
          const float *source = s->source + c / BLOCK * s->source_block;
          const gboolean last = c + BLOCK >= s->channels;
          const gsize columns = MIN (width, s->columns - column);

          if (width > NN_LANES_OF (V))
            NN_FOR (sum_rows, V) (s, source, k, weight, c == 0, last, column, columns, 2);
          else
            NN_FOR (sum_rows, V) (s, source, k, weight, c == 0, last, column, columns, 1);
          weight += k * width;
        }
    }
}

/* `width` vectors of places in a flat picture, by `height` columns. The second vector lies beside the first, or in the
 * row below; so many of its places count as are given. */
NN_INLINE void
NN_FOR (flat_tile, V) (const NnTapSum *s, const float *source, gsize second, float *target, gsize second_target,
                       const gsize places[2], const guint height, const guint width)
{
  const float *weight = s->weight;
  V sum[NN_TAPS_FLAT][2];

  NN_UNROLL
  for (guint i = 0; i < height; i++)
    NN_UNROLL
    for (guint v = 0; v < width; v++)
      sum[i][v] = (V) { 0 } + (s->start != NULL ? s->start[i] : 0.0f);

  for (gsize c = 0; c < s->channels; c++, source += s->source_block)
    for (gsize t = 0; t < s->taps; t++, weight += height)
      {
        const float *x = source + s->offset[t];

        NN_UNROLL
        for (guint i = 0; i < height; i++)
          NN_UNROLL
          for (guint v = 0; v < width; v++)
            sum[i][v] += weight[i] * *(const V *) (x + v * second);
      }

  NN_UNROLL
  for (guint i = 0; i < height; i++)
    NN_UNROLL
    for (guint v = 0; v < width; v++)
      {
        const __typeof__ (sum[i][v] < 0.0f) kept = ~(sum[i][v] < 0.0f);

        if (s->relu)
          sum[i][v] = (V) ((__typeof__ (kept)) sum[i][v] & kept);
      }
  for (guint v = 0; v < width; v++)
    {
      float *to = target + v * second_target;
      float lane[NN_TAPS_FLAT][NN_LANES_OF (V)];

      NN_UNROLL
      for (guint i = 0; i < height; i++)
        *(V *) lane[i] = sum[i][v];
      for (gsize x = 0; x < places[v]; x++)
        NN_UNROLL
        for (guint i = 0; i < height; i++)
          to[x * s->target_dot + i] = lane[i][x];
    }
}

/* Two vectors at a time: of one row, or of two where a row fills no more than one. */
NN_INLINE void
NN_FOR (flat_rows, V) (const NnTapSum *s, const guint height)
{
  const gsize lanes = NN_LANES_OF (V);
  const gboolean narrow = s->places[1] <= lanes;

  for (gsize y = 0; y < s->places[0]; y += narrow ? 2 : 1)
    for (gsize x = 0; x < s->places[1]; x += 2 * lanes)
      {
        const float *source = s->source + y * s->down + x;
        float *target = s->target + y * s->target_row + x * s->target_dot;
        const gsize first = MIN (s->places[1] - x, lanes), second = s->places[1] - x - first;

        if (narrow && y + 1 < s->places[0])
          NN_FOR (flat_tile, V) (s, source, s->down, target, s->target_row, (gsize[]) { first, first }, height, 2);
        else if (second > 0)
          NN_FOR (flat_tile, V) (s, source, lanes, target, lanes * s->target_dot,
                                 (gsize[]) { first, MIN (second, lanes) }, height, 2);
        else
          NN_FOR (flat_tile, V) (s, source, 0, target, 0, (gsize[]) { first, 0 }, height, 1);
      }
}

NN_INLINE void
NN_FOR (flat_all, V) (const NnTapSum *s)
{
#define CASE(n)                    \
  case n:                          \
    NN_FOR (flat_rows, V) (s, n);  \
    break;
  switch (s->columns)
    {
      CASE (1) CASE (2) CASE (3) CASE (4) CASE (5) CASE (6) CASE (7) CASE (8)
    }
#undef CASE
}

/* `height` channels and taps by `width` vectors of columns, over a band of rows. */
NN_INLINE void
NN_FOR (weigh_tile, V) (const NnTapWeigh *w, const float *source, const gint32 *offset, const float *other[2],
                        gsize rows, float *weight, const guint height, const guint width)
{
  V sum[TILE_TAPS][2];
  gsize at[TILE_TAPS];

  NN_UNROLL
  for (guint i = 0; i < height; i++)
    {
      at[i] = offset[i];
      NN_UNROLL
      for (guint v = 0; v < width; v++)
        sum[i][v] = *(const V *) (weight + (i * width + v) * NN_LANES_OF (V));
    }
  for (gsize y = 0; y < rows; y++)
    {
      const float *x = source + y * w->down, *end = x + w->places[1] * BLOCK;
      const float *a = other[0] + y * w->other_row;
      const gsize b = other[1] - other[0];

      for (; x < end; x += BLOCK, a += BLOCK)
        NN_UNROLL
        for (guint i = 0; i < height; i++)
          NN_UNROLL
          for (guint v = 0; v < width; v++)
            sum[i][v] += x[at[i]] * *(const V *) (a + v * b);
    }
  NN_UNROLL
  for (guint i = 0; i < height; i++)
    NN_UNROLL
    for (guint v = 0; v < width; v++)
      *(V *) (weight + (i * width + v) * NN_LANES_OF (V)) = sum[i][v];
}

/* All channels and taps of a block of channels, over a band of rows. */
NN_INLINE void
NN_FOR (weigh_band, V) (const NnTapWeigh *w, const float *source, const float *other[2], gsize rows, gsize k,
                        float *weight, const guint width)
{
  const guint most = TILE_TAPS;

  for (gsize j = 0, height; j < k; j += height)
    {
      const gsize rest = k - j;
      float *to = weight + j * width * NN_LANES_OF (V);

#define CASE(n)                                                                            \
  case n:                                                                                  \
    NN_FOR (weigh_tile, V) (w, source, w->offset + j, other, rows, to, n, width); \
    break;
      height = rest >= 2 * most ? most : rest > most ? (rest + 1) / 2 : rest;
      switch (height)
        {
          CASE (1) CASE (2) CASE (3) CASE (4) CASE (5) CASE (6)
#if TILE_TAPS > 6
          CASE (7) CASE (8) CASE (9)
#endif
        }
#undef CASE
    }
}

NN_INLINE void
NN_FOR (weigh_all, V) (const NnTapWeigh *w)
{
  const gsize band = MAX (BAND_PLACES / w->places[1], 1);
  float *weight = w->weight;

  for (gsize column = 0, width; column < w->columns; column += width)
    {
      const float *other[2];

      width = column_width (w->columns, column, NN_LANES_OF (V));
      for (guint v = 0; v < 2; v++)
        {
          const gsize at = column + v * NN_LANES_OF (V);

          other[v] = w->other + at / BLOCK * w->other_block + at % BLOCK;
        }
      for (gsize y = 0; y < w->places[0]; y += band)
        for (gsize c = 0; c < w->channels; c += BLOCK)
          {
            const gsize k = MIN (BLOCK, w->channels - c) * w->taps, rows = MIN (band, w->places[0] - y);
            const float *source = w->source + c / BLOCK * w->source_block + y * w->down;
            const float *from[2] = { other[0] + y * w->other_row, other[1] + y * w->other_row };
            float *to = weight + c * w->taps * width;

            if (width > NN_LANES_OF (V))
              NN_FOR (weigh_band, V) (w, source, from, rows, k, to, 2);
            else
              NN_FOR (weigh_band, V) (w, source, from, rows, k, to, 1);
          }
      weight += w->channels * w->taps * width;
    }
}

#undef V
#undef TILE_PLACES
#undef TILE_TAPS
