// Adds up the parts that gemm.comp left of each product, [parts][m][n], with its bias, into C.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"

layout (constant_id = 0) const bool BIAS = false;

layout (binding = 0) readonly buffer Parts { float part[]; };
layout (binding = 1) readonly buffer Bias { float bias[]; };
layout (binding = 2) writeonly buffer C { float c[]; };

layout (push_constant) uniform Args { uint numbers, size, n, parts, c_row, c_next, c_inner, inner, c_first; } args;

void
main ()
{
  const uint i = flat_index ();
  const uint product = i / args.size, at = i % args.size;
  float sum = 0.0;

  if (i >= args.numbers)
    return;
  for (uint p = 0; p < args.parts; p++)
    sum += part[(product * args.parts + p) * args.size + at];
  c[args.c_first + product / args.inner * args.c_next + product % args.inner * args.c_inner + at / args.n * args.c_row + at % args.n] = BIAS ? sum + bias[at % args.n] : sum;
}
