/**
 * Digits as a pen draws them.
 *
 * A style is one way to write a digit: strokes through knots, in a box whose height is 1, x to the right and y down.
 * A hand distorts a style as people do, and the pen leaves white ink on a black 28×28 picture, framed as MNIST's are.
 */
#pragma once

#include "rng.h"

G_BEGIN_DECLS

#define NN_DIGIT_SIDE 28
#define NN_DIGIT_MAX_STROKES 3
#define NN_DIGIT_MAX_KNOTS 16

typedef struct
{
  float x, y;
  guint8 corner;   /* 1: the pen turns sharply here; 0: the line runs through smoothly */
} NnDigitKnot;

typedef struct
{
  NnDigitKnot knots[NN_DIGIT_MAX_KNOTS];
  guint n;
} NnDigitStroke;

typedef struct
{
  guint digit;
  double share;    /* of those who write the digit, how many write it so: adds up to 1 for a digit */
  NnDigitStroke strokes[NN_DIGIT_MAX_STROKES];   /* ends with one of no knots, or when full */
} NnDigitStyle;

/* The style that stands at `place`, 0 to 1, when a digit's styles are laid side by side by their shares. */
const NnDigitStyle *nn_digit_style (guint digit, double place);

/* How tall people write a digit, beside the others: about 1. Framing undoes it, but leaves small digits thicker. */
double nn_digit_height (guint digit);

/* Draws one digit; variety 0 is always the same neat hand, 1 everybody's. */
void nn_digit_draw (guint digit, double variety, NnRng *rng, guint8 out[NN_DIGIT_SIDE * NN_DIGIT_SIDE]);

G_END_DECLS
