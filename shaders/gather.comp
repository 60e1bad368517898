// The examples of a batch out of the data set: result [row] = data [index [row]], each of n numbers.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"

layout (constant_id = 0) const bool IN_ORDER = false;   // row by row, without an index

layout (binding = 0) readonly buffer Data { float data[]; };
layout (binding = 1) readonly buffer Index { uint index[]; };
layout (binding = 2) writeonly buffer Result { float result[]; };

layout (push_constant) uniform Args { uint numbers, n; } args;

void
main ()
{
  const uint i = flat_index ();

  if (i < args.numbers)
    result[i] = IN_ORDER ? data[i] : data[index[i / args.n] * args.n + i % args.n];
}
