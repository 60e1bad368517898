// Softmax over rows of n numbers; formulas in engine/ops/softmax.c. Forward x is what goes in, back it is y.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/rows.glsl"
#include "common/math.glsl"

layout (constant_id = 1) const bool BACK = false;

layout (binding = 0) readonly buffer X { float x[]; };
layout (binding = 1) readonly buffer Dy { float dy[]; };
layout (binding = 2) buffer Result { float result[]; };

layout (push_constant) uniform Args { uint rows, n; } args;

void
forward (uint at)
{
  float largest = x[at], sum = 0.0;

  for (uint i = own_first (); i < args.n; i += own_step ())
    largest = max (largest, x[at + i]);
  largest = row_max (largest);
  for (uint i = own_first (); i < args.n; i += own_step ())
    sum += result[at + i] = nn_exp (x[at + i] - largest);
  sum = row_sum (sum);
  for (uint i = own_first (); i < args.n; i += own_step ())
    result[at + i] /= sum;
}

void
backward (uint at)
{
  float sum = 0.0;

  for (uint i = own_first (); i < args.n; i += own_step ())
    sum += dy[at + i] * x[at + i];
  sum = row_sum (sum);
  for (uint i = own_first (); i < args.n; i += own_step ())
    result[at + i] = x[at + i] * (dy[at + i] - sum);
}

void
main ()
{
  const uint row = own_row ();

  if (row >= args.rows)
    return;
  if (BACK)
    backward (row * args.n);
  else
    forward (row * args.n);
}
