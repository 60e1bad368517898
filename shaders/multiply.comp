// Multiplies up to seven blocks of numbers, number by number, and what is there already where there are more: result = [result ×] a × b × ….
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"

layout (constant_id = 0) const uint COUNT = 1;
layout (constant_id = 1) const bool MORE = false;

layout (binding = 0) readonly buffer A { float a[]; };
layout (binding = 1) readonly buffer B { float b[]; };
layout (binding = 2) readonly buffer C { float c[]; };
layout (binding = 3) readonly buffer D { float d[]; };
layout (binding = 4) readonly buffer E { float e[]; };
layout (binding = 5) readonly buffer F { float f[]; };
layout (binding = 6) readonly buffer G { float g[]; };
layout (binding = 7) buffer Result { float result[]; };

layout (push_constant) uniform Args { uint n; } args;

void
main ()
{
  const uint i = flat_index ();

  if (i >= args.n)
    return;

  float product = MORE ? result[i] * a[i] : a[i];

  product *= COUNT > 1 ? b[i] : 1.0;
  product *= COUNT > 2 ? c[i] : 1.0;
  product *= COUNT > 3 ? d[i] : 1.0;
  product *= COUNT > 4 ? e[i] : 1.0;
  product *= COUNT > 5 ? f[i] : 1.0;
  product *= COUNT > 6 ? g[i] : 1.0;
  result[i] = product;
}
