// The dot product of each list, or back: of what comes back to a list, its share for each number.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"

layout (constant_id = 0) const bool BACK = false;

layout (binding = 0) readonly buffer A { float a[]; };
layout (binding = 1) readonly buffer B { float b[]; };   // or dy, of each list
layout (binding = 2) writeonly buffer Result { float result[]; };

layout (push_constant) uniform Args { uint total, n; } args;

void
main ()
{
  const uint i = flat_index ();

  if (i >= args.total)
    return;
  if (BACK)
    {
      result[i] = a[i] * b[i / args.n];
      return;
    }

  float sum = 0.0;

  for (uint k = i * args.n; k < (i + 1) * args.n; k++)
    sum += a[k] * b[k];
  result[i] = sum;
}
