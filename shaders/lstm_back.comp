// A step of LSTM, back; formulas in engine/ops/lstm.c.
#version 450
#extension GL_GOOGLE_include_directive : require
#define GATES 4
#include "common/recurrence-back.glsl"
#include "common/math.glsl"

layout (constant_id = 2) const bool CELLS = false;   // there are some before the first step
layout (constant_id = 3) const bool MORE = false;    // something comes back to the cells of all steps

layout (binding = 3) readonly buffer Gate { float gate[]; };
layout (binding = 4) readonly buffer Cells { float cell[]; };
layout (binding = 5) readonly buffer FirstCells { float first_cell[]; };
layout (binding = 6) readonly buffer FromCells { float more[]; };
layout (binding = 7) buffer Dc { float d_cell[]; };   // what comes to the cells from the step after

float
cell_before (uint row, uint unit)
{
  if (args.s > 0)
    return cell[place (row, args.before) * args.size + unit];
  return CELLS ? first_cell[row * args.size + unit] : 0.0;
}

void
cell_back (uint row, uint unit, float d_state)
{
  const uint n = args.size, own = place (row, args.at) * n + unit, from = own + 3 * n * place (row, args.at);
  const float i = gate[from], f = gate[from + n], g = gate[from + 2 * n], o = gate[from + 3 * n];
  const float bent = nn_tanh (cell[own]);
  float d = d_state * o * (1.0 - bent * bent);

  if (args.terms > 0)
    d += d_cell[row * n + unit];
  if (MORE)
    d += more[own];
  back[from] = d * g * i * (1.0 - i);
  back[from + n] = d * cell_before (row, unit) * f * (1.0 - f);
  back[from + 2 * n] = d * i * (1.0 - g * g);
  back[from + 3 * n] = d_state * bent * o * (1.0 - o);
  d_cell[row * n + unit] = d * f;
}
