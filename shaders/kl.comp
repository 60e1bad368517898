// Divergence of bell curves from the standard one, of each example, or its slopes; see engine/ops/kl.c.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"
#include "common/math.glsl"

const uint LOSS = 0;
const uint MEAN_SLOPE = 1;

layout (constant_id = 0) const uint PASS = LOSS;

layout (binding = 0) readonly buffer Mean { float mean[]; };
layout (binding = 1) readonly buffer S { float s[]; };   // the logarithm of the variance
layout (binding = 2) writeonly buffer Result { float result[]; };

layout (push_constant) uniform Args { uint total, size; float scale; } args;

// e^x - 1, small x included.
float
rise (float x)
{
  float power, part;

  exp_parts (clamp (x, -87.0, 88.0), power, part);
  return is_nan (x) ? x : power * part + (power - 1.0);
}

void
main ()
{
  const uint i = flat_index ();

  if (i >= args.total)
    return;
  if (PASS == LOSS)
    {
      float sum = 0.0;

      for (uint k = i * args.size; k < (i + 1) * args.size; k++)
        sum += 0.5 * (rise (s[k]) - s[k] + mean[k] * mean[k]);
      result[i] = sum;
    }
  else
    result[i] = args.scale * (PASS == MEAN_SLOPE ? mean[i] : 0.5 * rise (s[i]));
}
