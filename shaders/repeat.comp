// A block again and again, or back: the sum of what comes back to its copies, in their order.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"

layout (constant_id = 0) const bool BACK = false;

layout (binding = 0) readonly buffer From { float from[]; };
layout (binding = 1) writeonly buffer Result { float result[]; };

layout (push_constant) uniform Args { uint total, n, all; } args;   // results; numbers of a block and of its copies

void
main ()
{
  const uint i = flat_index ();

  if (i >= args.total)
    return;
  if (!BACK)
    {
      result[i] = from[i / args.all * args.n + i % args.n];
      return;
    }

  float sum = 0.0;

  for (uint k = i % args.n; k < args.all; k += args.n)
    sum += from[i / args.n * args.all + k];
  result[i] = sum;
}
