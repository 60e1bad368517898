// Adds the rows of a block [rows][n] up, so many at a time: result [⌈rows / part⌉][n]. One invocation a number, rows in order.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"

layout (binding = 0) readonly buffer X { float x[]; };
layout (binding = 1) writeonly buffer Result { float result[]; };

layout (push_constant) uniform Args { uint rows, n, part; } args;

void
main ()
{
  const uint i = flat_index ();
  const uint first = i / args.n * args.part;
  const uint end = min (first + args.part, args.rows);
  float sum = 0.0;

  if (first >= args.rows)
    return;
  for (uint row = first; row < end; row++)
    sum += x[row * args.n + i % args.n];
  result[i] = sum;
}
