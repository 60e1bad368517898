// Norm of each example's groups of channels; formulas in engine/ops/group_norm.c. A row is one group of one example: of each of its
// places `width` numbers side by side.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/rows.glsl"

layout (constant_id = 1) const bool BACK = false;
layout (constant_id = 2) const bool SCALED = false;
layout (constant_id = 3) const bool SHIFTED = false;

layout (binding = 0) readonly buffer X { float x[]; };
layout (binding = 1) readonly buffer Scale { float scale[]; };
layout (binding = 2) readonly buffer Shift { float shift[]; };
layout (binding = 3) readonly buffer Dy { float dy[]; };
layout (binding = 4) readonly buffer Used { float used[]; };     // back: what was saved
layout (binding = 5) writeonly buffer Saved { float saved[]; };   // of each row: mean, 1 / deviation
layout (binding = 6) writeonly buffer Result { float result[]; };

layout (push_constant) uniform Args { uint rows, groups, width, places; float epsilon; } args;

// Where number i of the row lies.
uint
at (uint row, uint i)
{
  const uint place = row / args.groups * args.places + i / args.width;

  return (place * args.groups + row % args.groups) * args.width + i % args.width;
}

float
scale_of (uint i)
{
  return SCALED ? scale[i % (args.groups * args.width)] : 1.0;
}

void
forward (uint row, uint n)
{
  float mean = 0.0, squares = 0.0;

  for (uint i = own_first (); i < n; i += own_step ())
    mean += x[at (row, i)];
  mean = row_sum (mean) / float (n);
  for (uint i = own_first (); i < n; i += own_step ())
    squares += (x[at (row, i)] - mean) * (x[at (row, i)] - mean);

  const float factor = 1.0 / sqrt (row_sum (squares) / float (n) + args.epsilon);

  for (uint i = own_first (); i < n; i += own_step ())
    {
      const uint k = at (row, i);

      result[k] = (x[k] - mean) * factor * scale_of (k) + (SHIFTED ? shift[k % (args.groups * args.width)] : 0.0);
    }
  if (speaks_for_row ())
    {
      saved[2 * row] = mean;
      saved[2 * row + 1] = factor;
    }
}

void
backward (uint row, uint n)
{
  const float mean = used[2 * row], factor = used[2 * row + 1];
  float sum = 0.0, product = 0.0;

  for (uint i = own_first (); i < n; i += own_step ())
    {
      const uint k = at (row, i);
      const float slope = dy[k] * scale_of (k);

      sum += slope;
      product += slope * (x[k] - mean) * factor;
    }
  sum = row_sum (sum) / float (n);
  product = row_sum (product) / float (n);
  for (uint i = own_first (); i < n; i += own_step ())
    {
      const uint k = at (row, i);

      result[k] = (dy[k] * scale_of (k) - sum - (x[k] - mean) * factor * product) * factor;
    }
}

void
main ()
{
  const uint row = own_row ();

  if (row >= args.rows)
    return;
  if (BACK)
    backward (row, args.places * args.width);
  else
    forward (row, args.places * args.width);
}
