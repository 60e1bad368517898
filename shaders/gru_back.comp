// A step of GRU, back; formulas in engine/ops/gru.c. What comes to the sums of the numbers that came in (d_x) and of the states
// (back) differs by r in the third.
#version 450
#extension GL_GOOGLE_include_directive : require
#define GATES 3
#include "common/recurrence-back.glsl"

layout (constant_id = 2) const bool FIRST = false;   // there are states before the first step

layout (binding = 3) readonly buffer Saved { float saved[]; };
layout (binding = 4) readonly buffer H { float h[]; };
layout (binding = 5) readonly buffer First { float first[]; };
layout (binding = 6) writeonly buffer Dx { float d_x[]; };
layout (binding = 7) buffer Direct { float direct[]; };   // what comes to the states before without passing the weight

float
state_before (uint row, uint unit)
{
  if (args.s > 0)
    return h[place (row, args.before) * args.size + unit];
  return FIRST ? first[row * args.size + unit] : 0.0;
}

void
cell_back (uint row, uint unit, float d_state)
{
  const uint n = args.size, at = place (row, args.at), from = at * 4 * n + unit, to = at * GATES * n + unit;
  const float r = saved[from], z = saved[from + n], fresh = saved[from + 2 * n], given = saved[from + 3 * n];
  const float d = args.terms > 0 ? d_state + direct[row * n + unit] : d_state;
  const float d_fresh = d * (1.0 - z) * (1.0 - fresh * fresh);
  const float d_r = d_fresh * given * r * (1.0 - r), d_z = d * (state_before (row, unit) - fresh) * z * (1.0 - z);

  d_x[to] = d_r;
  d_x[to + n] = d_z;
  d_x[to + 2 * n] = d_fresh;
  back[to] = d_r;
  back[to + n] = d_z;
  back[to + 2 * n] = d_fresh * r;
  direct[row * n + unit] = d * z;
}
