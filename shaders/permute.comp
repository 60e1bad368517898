// Axes in another order; see engine/ops/permute.c. One invocation a number, in the order of the permuted block; back it goes from there
// to where it came from.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"

layout (constant_id = 0) const bool BACK = false;

layout (binding = 0) readonly buffer From { float from[]; };
layout (binding = 1) writeonly buffer To { float to[]; };

// Of the permuted block: sizes of its axes, and how far each goes in the other.
layout (push_constant) uniform Args { uint n, of_one, size[4], far[4]; } args;

void
main ()
{
  const uint i = flat_index ();
  uint left = i % args.of_one, other = i - left;

  if (i >= args.n)
    return;
  for (int axis = 3; axis >= 0; axis--)
    {
      other += left % args.size[axis] * args.far[axis];
      left /= args.size[axis];
    }
  if (BACK)
    to[other] = from[i];
  else
    to[i] = from[other];
}
