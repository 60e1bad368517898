// Back: what came to the sums of the step after goes through weight_hh to the states. The shader that includes it has it in
// `back` [rows][steps][GATES · size], which it fills step by step.
#define WEIGHT_ALONG_COLUMNS
#include "common/recurrence.glsl"

layout (constant_id = 1) const bool ABOVE = false;   // something comes back to the states of all steps

layout (binding = 0) readonly buffer Weight { float weight[]; };
layout (binding = 0) readonly buffer Weight4 { vec4 weight_four[]; };
layout (binding = 1) readonly buffer Dy { float dy[]; };
layout (binding = 2) buffer Back { float back[]; };
layout (binding = 2) readonly buffer Back4 { vec4 back_four[]; };

void cell_back (uint row, uint unit, float d_state);

vec4
load_past (uint row, uint k)
{
  const uint at = place (row, args.after) * args.terms + k, left = args.terms - k;

  return FOUR (back, back_four, at, left);
}

vec4
load_weight (uint k, uint column)
{
  const uint at = k * args.size + column, left = args.size - min (column, args.size);

  return left > 0 ? FOUR (weight, weight_four, at, left) : vec4 (0.0);
}

void
finish (uint row, uint column, vec4 sum)
{
  [[unroll]] for (uint l = 0; l < 4; l++)
    if (column + l < args.size)
      cell_back (row, column + l, ABOVE ? sum[l] + dy[place (row, args.at) * args.size + column + l] : sum[l]);
}
