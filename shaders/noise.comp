// Drawn numbers, times so much: added to what comes in, or alone. See engine/ops/noise.c and draw.c.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"
#include "common/math.glsl"
#include "common/random.glsl"
#include "common/waves.glsl"
#include "common/noise.glsl"

layout (constant_id = 0) const bool ALONE = false;

layout (binding = 0) readonly buffer State { uvec4 state; };   // NnStepState: seed, step
layout (binding = 1) readonly buffer X { float x[]; };
layout (binding = 2) writeonly buffer Result { float result[]; };

layout (push_constant) uniform Args { uint n, size, first_row, stream_low, stream_high; float scale; } args;

void
main ()
{
  const uint i = flat_index ();

  if (i >= args.n)
    return;

  const float drawn = nn_noise (state, uvec2 (args.stream_low, args.stream_high), args.first_row + i / args.size, args.size,
                                i % args.size);

  result[i] = ALONE ? drawn : x[i] + args.scale * drawn;
}
