// Forward: the state before a step times weight_hh, GATES sums for each number of the state. Several of them take four columns, so
// that one invocation has all the gates of a number; a single one takes a column.
#include "common/recurrence.glsl"

layout (constant_id = 1) const bool BIAS = false;

layout (binding = 0) readonly buffer X { float x[]; };
layout (binding = 1) readonly buffer Weight { float weight[]; };
layout (binding = 1) readonly buffer Weight4 { vec4 weight_four[]; };
layout (binding = 2) readonly buffer Bias { float bias[]; };
layout (binding = 3) readonly buffer First { float first[]; };   // states before the first step
layout (binding = 3) readonly buffer First4 { vec4 first_four[]; };
layout (binding = 4) buffer H { float h[]; };
layout (binding = 4) readonly buffer H4 { vec4 h_four[]; };

vec4
load_past (uint row, uint k)
{
  const uint from = args.s > 0 ? place (row, args.before) : row, at = from * args.size + k, left = args.size - k;

  return args.s > 0 ? FOUR (h, h_four, at, left) : FOUR (first, first_four, at, left);
}

vec4
load_weight (uint k, uint column)
{
  const uint unit = GATES > 1 ? column / 4 : column, gate = GATES > 1 ? column % 4 : 0;
  const uint at = (gate * args.size + unit) * args.size + k, left = args.size - k;

  if (unit >= args.size || gate >= GATES)
    return vec4 (0.0);
  return FOUR (weight, weight_four, at, left);
}

// What a gate's sum begins with.
float
bias_of (uint gate, uint unit)
{
  return BIAS ? bias[gate * args.size + unit] : 0.0;
}

float
state_before (uint row, uint unit)
{
  if (args.s > 0)
    return h[place (row, args.before) * args.size + unit];
  return args.terms > 0 ? first[row * args.size + unit] : 0.0;
}
