// Dropout with the masks of engine/ops/dropout.h: forward of what goes in, back of what comes back.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"
#include "common/random.glsl"

layout (binding = 0) readonly buffer State { uint state[]; };   // NnStepState: seed, step
layout (binding = 1) readonly buffer X { float x[]; };
layout (binding = 2) writeonly buffer Result { float result[]; };

layout (push_constant) uniform Args
{
  uint n, size, first_row, blocks;   // numbers in all and of an example; blocks of four of an example
  uint stream_low, stream_high;
  uint threshold;
  float scale;
} args;

const uvec2 STEP_STRIDE = uvec2 (0x7F4A7C15u, 0x9E3779B9u);

void
main ()
{
  const uint i = flat_index ();

  if (i >= args.n)
    return;

  const uint row = args.first_row + i / args.size, at = i % args.size;
  const uvec2 seed = uvec2 (state[0], state[1]), now = uvec2 (state[2], state[3]);
  const uvec2 stream = add_64 (uvec2 (args.stream_low, args.stream_high), multiply_64 (now, STEP_STRIDE));
  const uvec2 counter = add_64 (multiply_64 (uvec2 (row, 0), uvec2 (args.blocks, 0)), uvec2 (at / 4, 0));
  const uvec4 word = philox (seed, stream, counter);

  result[i] = word[at % 4] < args.threshold ? 0.0 : x[i] * args.scale;
}
