/* Functions of one float that the compiler can turn into vector code, right to a few 1e-7 of their value. What is not a
 * number stays so. The coefficients are our own minimax fits: tests/reference/fit-fast-math.py prints them. */
#pragma once

#include "vector.h"

#include <glib.h>
#include <math.h>

#define NN_LOG2_E 1.44269504f
#define NN_LN2_HIGH 0.693359375f         /* few bits, so that n times it is exact */
#define NN_LN2_LOW (-2.12194440e-4f)
#define NN_ROUNDER 12582912.0f           /* 1.5 × 2²³: adding it rounds to an integer, kept in the low bits */

/* x = n ln 2 + r: gives 2ⁿ and e^r − 1 = r + r² q (r), |r| ≤ ln 2 / 2. For −87 ≤ x ≤ 88. */
NN_INLINE void
nn_exp_parts (float x, float *power, float *part)
{
  const float shifted = x * NN_LOG2_E + NN_ROUNDER;
  const float n = shifted - NN_ROUNDER;
  const float r = x - n * NN_LN2_HIGH - n * NN_LN2_LOW;
  const float q = 0.49999997f + r * (0.166665435f + r * (0.0416672006f + r * (0.00836652052f + r * 0.00138825213f)));
  union { float value; guint32 bits; } scale = { .value = shifted };

  scale.bits = (scale.bits + 127) << 23;
  *power = scale.value;
  *part = r + r * r * q;
}

/* e^x; beyond −87 and 88 it stays what it is there. */
NN_INLINE float
nn_expf (float x)
{
  float power, part;

  x = x < -87.0f ? -87.0f : x;
  x = x > 88.0f ? 88.0f : x;
  nn_exp_parts (x, &power, &part);
  return power + power * part;
}

NN_INLINE float
nn_sigmoidf (float x)
{
  return 1.0f / (1.0f + nn_expf (-x));
}

/* tanh |x| = t / (t + 2) with t = e^2|x| − 1, which keeps its digits near 0; from 9.1 on it is 1 to the last bit. */
NN_INLINE float
nn_tanhf (float x)
{
  const float size = fabsf (x);
  float power, part, t;

  nn_exp_parts (2.0f * (size > 10.0f ? 10.0f : size), &power, &part);
  t = power * part + (power - 1.0f);
  return copysignf (t / (t + 2.0f), x);
}

/* Φ (x), the distribution of the standard normal, and φ (x), its density: Φ (−|x|) = e^−z² Q (1 / (1 + 0.4 z)) with
 * z = |x| / √2. */
NN_INLINE float
nn_normalf (float x, float *density)
{
  const float size = fabsf (x);
  const float z = 0.707106781f * (size > 13.0f ? 13.0f : size);
  const float t = 1.0f / (1.0f + 0.4f * z);
  const float bell = nn_expf (-z * z);
  const float q = 4.06070685e-5f + t * (0.111969434f + t * (0.120786354f + t * (0.0630714521f + t * (0.21397835f +
                  t * (-0.193358704f + t * (0.342315525f + t * (-0.195122823f + t * 0.0363197513f)))))));
  const float tail = bell * q;

  *density = 0.398942280f * bell;
  return x > 0.0f ? 1.0f - tail : tail;
}

/* ln (1 + u) for u in [0, 1], small ones included: 2 artanh s with s = u / (2 + u). */
NN_INLINE float
nn_log1pf (float u)
{
  const float s = u / (2.0f + u);
  const float z = s * s;

  return s * (2.0f + z * (0.66666317f + z * (0.400249094f + z * (0.279606014f + z * 0.281783342f))));
}
