// A step of RNN, back; formulas in engine/ops/rnn.c.
#version 450
#extension GL_GOOGLE_include_directive : require
#define GATES 1
#include "common/recurrence-back.glsl"

layout (constant_id = 2) const bool RELU = false;

layout (binding = 3) readonly buffer H { float h[]; };

void
cell_back (uint row, uint unit, float d_state)
{
  const uint own = place (row, args.at) * args.size + unit;
  const float slope = RELU ? float (h[own] > 0.0) : 1.0 - h[own] * h[own];

  back[own] = d_state * slope;
}
