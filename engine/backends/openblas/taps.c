#include "taps.h"

#include "picture.h"
#include "vector.h"
#include "vectors.h"

#define BLOCK NN_PICTURE_BLOCK

#define BAND_PLACES 128   /* places that a gradient is taken over at a time, so that they stay in the nearest cache */

#define FLAT_EXTRA 1.25   /* what laying out flat and putting channels side by side again costs */

NN_INLINE gsize
column_width (gsize columns, gsize first, gsize lanes)
{
  return columns - first > lanes ? 2 * lanes : lanes;
}

/* What the registers hold: places by two vectors of columns, and taps by two vectors. */
#define V V16
#define TILE_PLACES 8
#define TILE_TAPS 9
#include "taps-tile.h"
#define V V8
#define TILE_PLACES 6
#define TILE_TAPS 6
#include "taps-tile.h"
#define V V4
#define TILE_PLACES 6
#define TILE_TAPS 6
#include "taps-tile.h"

static NN_KERNEL_512 void
sum_512 (const NnTapSum *sum)
{
  if (sum->flat)
    flat_all_V16 (sum);
  else
    sum_all_V16 (sum);
}

static NN_KERNEL_256 void
sum_256 (const NnTapSum *sum)
{
  if (sum->flat)
    flat_all_V8 (sum);
  else
    sum_all_V8 (sum);
}

static void
sum_128 (const NnTapSum *sum)
{
  if (sum->flat)
    flat_all_V4 (sum);
  else
    sum_all_V4 (sum);
}

static NN_KERNEL_512 void
weigh_512 (const NnTapWeigh *weigh)
{
  weigh_all_V16 (weigh);
}

static NN_KERNEL_256 void
weigh_256 (const NnTapWeigh *weigh)
{
  weigh_all_V8 (weigh);
}

static void
weigh_128 (const NnTapWeigh *weigh)
{
  weigh_all_V4 (weigh);
}

gsize
nn_taps_width (gsize columns, gsize first)
{
  return column_width (columns, first, nn_vector_bits () / 32);
}

gsize
nn_taps_padded (gsize columns)
{
  const gsize lanes = nn_vector_bits () / 32;

  return (columns + lanes - 1) / lanes * lanes;
}

gboolean
nn_taps_prefer_flat (gsize places, gsize columns)
{
  const gsize lanes = nn_vector_bits () / 32;

  return columns <= NN_TAPS_FLAT &&
         FLAT_EXTRA * columns * ((places + lanes - 1) / lanes) < places * ((columns + lanes - 1) / lanes);
}

void
nn_taps_sum (const NnTapSum *sum)
{
  const unsigned bits = nn_vector_bits ();

  if (bits == 512)
    sum_512 (sum);
  else if (bits == 256)
    sum_256 (sum);
  else
    sum_128 (sum);
}

void
nn_taps_weigh (const NnTapWeigh *weigh)
{
  const unsigned bits = nn_vector_bits ();

  if (bits == 512)
    weigh_512 (weigh);
  else if (bits == 256)
    weigh_256 (weigh);
  else
    weigh_128 (weigh);
}
