/* Convolution both ways, and the gradient of its weights, for a slice of examples: what conv2d and conv_transpose2d
 * are made of. */
#pragma once

#include "conv.h"

/* What is there decides what is done. The channels of pictures lie side by side, as everywhere. */
typedef struct
{
  const float *large, *large_gate;   /* of gather and d_weight; a number counts where its gate, if any, is above 0 */
  const float *small, *small_gate;   /* of scatter and d_weight */
  float *large_sum, *small_sum;      /* of each channel, over all dots; set, not added to */
  const float *weight;
  const NnRun *run;                  /* which rows of the result it does (NnRun.part) */
  const float *start;                /* of each channel of the result; NULL: 0 */
  gboolean relu;                     /* of the result */
  float *gather;                     /* small pictures */
  float *scatter;                    /* large pictures */
  float *d_weight;
} NnConvolution;

gsize nn_convolve_scratch (const NnConv *conv, gboolean gathers, gboolean scatters, gboolean weighs);   /* numbers */
void  nn_convolve         (const NnConv *conv, const NnConvolution *work, gsize rows, float *scratch);
