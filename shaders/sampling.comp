// Numbers drawn around a mean, or what comes back to the logarithm of their variance; see engine/ops/sampling.c.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"
#include "common/math.glsl"
#include "common/random.glsl"
#include "common/waves.glsl"
#include "common/noise.glsl"

layout (constant_id = 0) const bool BACK = false;
layout (constant_id = 1) const bool AROUND = true;   // a mean; else at large

layout (binding = 0) readonly buffer State { uvec4 state; };   // NnStepState: seed, step
layout (binding = 1) readonly buffer From { float from[]; };   // the mean, or dz
layout (binding = 2) readonly buffer S { float s[]; };
layout (binding = 3) writeonly buffer Result { float result[]; };

layout (push_constant) uniform Args { uint n, size, first_row, stream_low, stream_high; } args;

void
main ()
{
  const uint i = flat_index ();

  if (i >= args.n)
    return;

  const float drawn = nn_noise (state, uvec2 (args.stream_low, args.stream_high), args.first_row + i / args.size, args.size,
                                i % args.size);
  const float deviation = nn_exp (0.5 * s[i]);

  if (BACK)
    result[i] = 0.5 * from[i] * deviation * drawn;
  else
    result[i] = AROUND ? from[i] + deviation * drawn : drawn;
}
