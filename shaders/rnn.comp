// A step of RNN; formulas in engine/ops/rnn.c.
#version 450
#extension GL_GOOGLE_include_directive : require
#define GATES 1
#include "common/recurrence-forward.glsl"
#include "common/math.glsl"

layout (constant_id = 2) const bool RELU = false;

void
finish (uint row, uint column, vec4 sum)
{
  [[unroll]] for (uint l = 0; l < 4; l++)
    if (column + l < args.size)
      {
        const uint own = place (row, args.at) * args.size + column + l;
        const float all = sum[l] + x[own] + bias_of (0, column + l);

        h[own] = !RELU ? nn_tanh (all) : all < 0.0 ? 0.0 : all;
      }
}
