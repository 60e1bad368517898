// What lies between the products of attention, in place: scores become shares, and back what comes to the shares becomes what comes
// to the scores. A row is what one query has to do with each of n keys; formulas in engine/ops/attention.c.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/rows.glsl"
#include "common/math.glsl"

layout (constant_id = 1) const bool BACK = false;
layout (constant_id = 2) const bool CAUSAL = false;

layout (binding = 0) readonly buffer Share { float share[]; };
layout (binding = 1) buffer Result { float result[]; };

layout (push_constant) uniform Args { uint rows, n, steps; float scale; } args;

void
share_out (uint at, uint seen)
{
  float largest = result[at], sum = 0.0;

  for (uint i = own_first (); i < seen; i += own_step ())
    largest = max (largest, result[at + i]);
  largest = row_max (largest);
  for (uint i = own_first (); i < seen; i += own_step ())
    sum += result[at + i] = nn_exp (args.scale * (result[at + i] - largest));
  sum = row_sum (sum);
  for (uint i = own_first (); i < args.n; i += own_step ())
    result[at + i] = i < seen ? result[at + i] / sum : 0.0;
}

void
blame (uint at, uint seen)
{
  float mean = 0.0;

  for (uint i = own_first (); i < seen; i += own_step ())
    mean += share[at + i] * result[at + i];
  mean = row_sum (mean);
  for (uint i = own_first (); i < args.n; i += own_step ())
    result[at + i] = i < seen ? share[at + i] * (result[at + i] - mean) * args.scale : 0.0;
}

void
main ()
{
  const uint row = own_row ();
  const uint seen = CAUSAL ? min (row % args.steps + 1, args.n) : args.n;

  if (row >= args.rows)
    return;
  if (BACK)
    blame (row * args.n, seen);
  else
    share_out (row * args.n, seen);
}
