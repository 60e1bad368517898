// Losses that compare number with number; formulas in engine/ops/<id>.c. A row is an example of n numbers.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/rows.glsl"
#include "common/math.glsl"

layout (constant_id = 1) const uint KIND = 0;
layout (constant_id = 2) const bool BACK = false;

const uint BINARY_CROSS_ENTROPY = 0, MSE = 1, MAE = 2, HUBER = 3;

layout (binding = 0) readonly buffer X { float x[]; };
layout (binding = 1) readonly buffer Target { float target[]; };
layout (binding = 2) writeonly buffer Result { float result[]; };

layout (push_constant) uniform Args { uint rows, n; float scale, delta; } args;

float
value (float x, float t)
{
  const float e = x - t;
  const float size = abs (e);

  switch (KIND)
    {
    case BINARY_CROSS_ENTROPY:
      return (x > 0.0 ? x : 0.0) - x * t + nn_log1p (nn_exp (-abs (x)));
    case MSE:
      return e * e;
    case MAE:
      return size;
    default:
      return size < args.delta ? 0.5 * e * e : args.delta * (size - 0.5 * args.delta);
    }
}

float
slope (float x, float t)
{
  const float e = x - t;

  switch (KIND)
    {
    case BINARY_CROSS_ENTROPY:
      return nn_sigmoid (x) - t;
    case MSE:
      return 2.0 * e;
    case MAE:
      return float (x > t) - float (x < t);
    default:
      return e > args.delta ? args.delta : e < -args.delta ? -args.delta : e;
    }
}

void
find_loss (uint row)
{
  float sum = 0.0;

  for (uint i = own_first (); i < args.n; i += own_step ())
    sum += value (x[row * args.n + i], target[row * args.n + i]);
  sum = row_sum (sum);
  if (speaks_for_row ())
    result[row] = sum / float (args.n);
}

void
main ()
{
  const uint row = own_row ();

  if (row >= args.rows)
    return;
  if (!BACK)
    find_loss (row);
  else
    for (uint i = own_first (); i < args.n; i += own_step ())
      result[row * args.n + i] = args.scale * slope (x[row * args.n + i], target[row * args.n + i]);
}
