// A step of GRU; formulas in engine/ops/gru.c.
#version 450
#extension GL_GOOGLE_include_directive : require
#define GATES 3
#include "common/recurrence-forward.glsl"
#include "common/math.glsl"

layout (binding = 5) writeonly buffer Saved { float saved[]; };   // r, z, n and what the state gave to n

void
finish (uint row, uint column, vec4 sum)
{
  const uint n = args.size, unit = column / 4, at = place (row, args.at), from = at * GATES * n + unit, to = at * 4 * n + unit;

  if (unit >= n)
    return;

  const float r = nn_sigmoid (x[from] + bias_of (0, unit) + sum.x);
  const float z = nn_sigmoid (x[from + n] + bias_of (1, unit) + sum.y);
  const float given = bias_of (2, unit) + sum.z;
  const float fresh = nn_tanh (x[from + 2 * n] + r * given);

  saved[to] = r;
  saved[to + n] = z;
  saved[to + 2 * n] = fresh;
  saved[to + 3 * n] = given;
  h[at * n + unit] = (1.0 - z) * fresh + z * state_before (row, unit);
}
