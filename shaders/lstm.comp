// A step of LSTM; formulas in engine/ops/lstm.c.
#version 450
#extension GL_GOOGLE_include_directive : require
#define GATES 4
#include "common/recurrence-forward.glsl"
#include "common/math.glsl"

layout (constant_id = 2) const bool CELLS = false;   // there are some before the first step

layout (binding = 5) readonly buffer FirstCells { float first_cell[]; };
layout (binding = 6) buffer Cells { float cell[]; };
layout (binding = 7) writeonly buffer Gate { float gate[]; };

float
cell_before (uint row, uint unit)
{
  if (args.s > 0)
    return cell[place (row, args.before) * args.size + unit];
  return CELLS ? first_cell[row * args.size + unit] : 0.0;
}

void
finish (uint row, uint column, vec4 sum)
{
  const uint n = args.size, unit = column / 4, own = place (row, args.at) * n + unit, from = own + 3 * n * place (row, args.at);

  if (unit >= n)
    return;
  [[unroll]] for (uint i = 0; i < GATES; i++)
    sum[i] += x[from + i * n] + bias_of (i, unit);

  const float i = nn_sigmoid (sum.x), f = nn_sigmoid (sum.y), g = nn_tanh (sum.z), o = nn_sigmoid (sum.w);
  const float c = f * cell_before (row, unit) + i * g;

  gate[from] = i;
  gate[from + n] = f;
  gate[from + 2 * n] = g;
  gate[from + 3 * n] = o;
  cell[own] = c;
  h[own] = o * nn_tanh (c);
}
