/* Pictures laid out for convolution, with margins of zeros, so that a window may stick out. Channels lie in blocks of
 * NN_PICTURE_BLOCK, so that the numbers of one channel lie a constant step apart; or each for itself, flat, so that they
 * lie side by side. Where windows move on by more than a dot, the columns of a row are dealt out into as many runs, so
 * that the window's next place is the next dot again. */
#pragma once

#include <glib.h>

#define NN_PICTURE_BLOCK 16

typedef struct
{
  gsize channels;
  gsize dot;             /* of the picture as it comes: numbers from dot to dot */
  gsize side[2];         /* … and its rows and columns */
  gsize margin[2];       /* zeros before: rows, columns */
  gboolean flat;
  gsize size[2];         /* rows and columns with margins */
  gsize runs;
  gsize run, row, block; /* numbers from run to run, row to row and block to block; flat: from channel to channel */
} NnPicture;

/* `columns` of a run. */
void  nn_picture_lay_out (NnPicture *picture, gsize rows, gsize columns, gsize runs);
gsize nn_picture_size    (const NnPicture *picture);   /* numbers when laid out */
gsize nn_picture_at      (const NnPicture *picture, gsize row, gsize column);   /* of a dot, margins included */

/* Lays one out over zeros, or over another laid out alike. Where `gate` is there, a number counts only if the gate's is above
 * 0. The sums of the channels, of all dots, are added to `sum`, if it is there and the picture not flat. */
void  nn_picture_fill    (const NnPicture *picture, float *to, const float *from, const float *gate, float *sum);
