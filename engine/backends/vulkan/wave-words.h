/* What shaders/common/waves.glsl needs to know of waves whose n-th is 10000 times as slow as the first: word[b] is by how much the
 * wave 2^b further on is slower. */
#pragma once

#include "dispatch.h"

#include <math.h>

G_BEGIN_DECLS

#define NN_WAVE_WORDS 12   /* enough for 4096 waves */

static inline void
nn_wave_words (NnDispatchWord *word, double n)
{
  for (guint b = 0; b < NN_WAVE_WORDS; b++)
    word[b].u = MIN (round (pow (10000, -(1 << b) / n) * 0x1p32), (double) G_MAXUINT32);
}

G_END_DECLS
