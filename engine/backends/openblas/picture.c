#include "picture.h"

#include "vector.h"
#include "vectors.h"

#define BLOCK NN_PICTURE_BLOCK

/* Numbers from a dot to the next of its run. */
static gsize
step_of (const NnPicture *picture)
{
  return picture->flat ? 1 : BLOCK;
}

void
nn_picture_lay_out (NnPicture *picture, gsize rows, gsize columns, gsize runs)
{
  picture->size[0] = rows;
  picture->size[1] = columns * runs;
  picture->runs = runs;
  picture->run = columns * step_of (picture);
  picture->row = picture->run * runs;
  picture->block = picture->row * rows;
}

gsize
nn_picture_size (const NnPicture *picture)
{
  return picture->flat ? picture->channels * picture->block : (picture->channels + BLOCK - 1) / BLOCK * picture->block;
}

gsize
nn_picture_at (const NnPicture *picture, gsize row, gsize column)
{
  return row * picture->row + column % picture->runs * picture->run + column / picture->runs * step_of (picture);
}

/* One dot's channels of a block: `n` of them, the others are 0. */
NN_INLINE void
fill_dot (float *to, const float *from, const float *gate, float sum[BLOCK], const gsize n, const gboolean gated)
{
#pragma omp simd
  for (gsize l = 0; l < BLOCK; l++)
    {
      float x = 0.0f;

      if (l < n)
        x = gated && gate[l] <= 0.0f ? 0.0f : from[l];
      to[l] = x;
      sum[l] += x;
    }
}

/* One row of dots; n and gated are constants where it matters. */
NN_INLINE void
fill_row (const NnPicture *picture, float *to, const float *from, const float *gate, float sum[BLOCK], const gsize n, const gboolean gated)
{
  float added[BLOCK] = { 0 };

  if (picture->runs == 1)
    for (gsize x = 0; x < picture->side[1]; x++)
      fill_dot (to + (picture->margin[1] + x) * BLOCK, from + x * picture->dot, gate + x * picture->dot, added, n, gated);
  else
    for (gsize x = 0; x < picture->side[1]; x++)
      fill_dot (to + nn_picture_at (picture, 0, picture->margin[1] + x), from + x * picture->dot,
                gate + x * picture->dot, added, n, gated);
  for (gsize l = 0; l < BLOCK; l++)
    sum[l] += added[l];
}

NN_INLINE void
fill_block (const NnPicture *picture, float *to, const float *from, const float *gate, float sum[BLOCK], const gsize n)
{
  const gsize row = picture->side[1] * picture->dot;

  for (gsize y = 0; y < picture->side[0]; y++)
    if (gate != NULL)
      fill_row (picture, to + (picture->margin[0] + y) * picture->row, from + y * row, gate + y * row, sum, n, TRUE);
    else
      fill_row (picture, to + (picture->margin[0] + y) * picture->row, from + y * row, from + y * row, sum, n, FALSE);
}

static NN_KERNEL void
fill_whole_block (const NnPicture *picture, float *to, const float *from, const float *gate, float sum[BLOCK])
{
  fill_block (picture, to, from, gate, sum, BLOCK);
}

static NN_KERNEL void
fill_part_block (const NnPicture *picture, float *to, const float *from, const float *gate, float sum[BLOCK], gsize n)
{
  fill_block (picture, to, from, gate, sum, n);
}

/* One channel of all dots. */
NN_INLINE void
fill_channel (const NnPicture *picture, float *to, const float *from, const float *gate, const gboolean gated)
{
  const gsize dot = picture->dot;

  for (gsize y = 0; y < picture->side[0]; y++)
    {
      const gsize at = y * picture->side[1] * dot;
      float *row = to + nn_picture_at (picture, picture->margin[0] + y, picture->runs == 1 ? picture->margin[1] : 0);

      if (picture->runs == 1)
        for (gsize x = 0; x < picture->side[1]; x++)
          row[x] = gated && gate[at + x * dot] <= 0.0f ? 0.0f : from[at + x * dot];
      else
        for (gsize x = 0; x < picture->side[1]; x++)
          row[nn_picture_at (picture, 0, picture->margin[1] + x)] =
              gated && gate[at + x * dot] <= 0.0f ? 0.0f : from[at + x * dot];
    }
}

static NN_KERNEL void
fill_flat (const NnPicture *picture, float *to, const float *from, const float *gate)
{
  for (gsize c = 0; c < picture->channels; c++, to += picture->block)
    if (gate != NULL)
      fill_channel (picture, to, from + c, gate + c, TRUE);
    else
      fill_channel (picture, to, from + c, from + c, FALSE);
}

static void
fill_blocks (const NnPicture *picture, float *to, const float *from, const float *gate, float *sum)
{
  for (gsize c = 0; c < picture->channels; c += BLOCK, to += picture->block)
    {
      const gsize n = MIN (BLOCK, picture->channels - c);
      float added[BLOCK] = { 0 };

      if (n == BLOCK)
        fill_whole_block (picture, to, from + c, gate != NULL ? gate + c : NULL, added);
      else
        fill_part_block (picture, to, from + c, gate != NULL ? gate + c : NULL, added, n);
      for (gsize l = 0; sum != NULL && l < n; l++)
        sum[c + l] += added[l];
    }
}

void
nn_picture_fill (const NnPicture *picture, float *to, const float *from, const float *gate, float *sum)
{
  if (picture->flat)
    fill_flat (picture, to, from, gate);
  else
    fill_blocks (picture, to, from, gate, sum);
}
