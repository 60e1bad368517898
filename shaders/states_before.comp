// Of every step of sequences the state before it: that of the step that came first, or one of those to begin with.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"

layout (constant_id = 0) const bool FIRST = false;     // there are some to begin with
layout (constant_id = 1) const bool REVERSE = false;   // from the last step to the first

layout (binding = 0) readonly buffer H { float h[]; };
layout (binding = 1) readonly buffer First { float first[]; };
layout (binding = 2) writeonly buffer Result { float result[]; };

layout (push_constant) uniform Args { uint n, steps, size; } args;

void
main ()
{
  const uint i = flat_index ();
  const uint row = i / args.size / args.steps, at = i / args.size % args.steps;

  if (i >= args.n)
    return;
  if (at != (REVERSE ? args.steps - 1 : 0))
    result[i] = h[REVERSE ? i + args.size : i - args.size];
  else
    result[i] = FIRST ? first[row * args.size + i % args.size] : 0.0;
}
