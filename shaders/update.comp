// The optimisers' rules; formulas and coefficients in engine/train/optimisers/<id>.c.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"

layout (constant_id = 0) const uint RULE = 0;
layout (constant_id = 1) const bool MOMENTUM = false;
layout (constant_id = 2) const bool CLIP = false;

const uint SGD = 0, RMSPROP = 1, ADAM = 2;

layout (binding = 0) readonly buffer Coefficients { float c[]; };
layout (binding = 1) readonly buffer Shrink { float shrink; };
layout (binding = 2) buffer Weight { float weight[]; };
layout (binding = 3) buffer Gradient { float gradient[]; };
layout (binding = 4) buffer First { float first[]; };
layout (binding = 5) buffer Second { float second[]; };

layout (push_constant) uniform Args { uint n; } args;

// c: rate, momentum, Nesterov
void
sgd (uint i, float g)
{
  if (MOMENTUM)
    first[i] = c[1] * first[i] + g;
  weight[i] -= c[0] * (MOMENTUM ? c[2] * g + (c[2] != 0.0 ? c[1] : 1.0) * first[i] : g);
}

// c: rate, momentum, α, 1 − α, ε
void
rmsprop (uint i, float g)
{
  first[i] = c[2] * first[i] + c[3] * g * g;

  const float change = g / (sqrt (first[i]) + c[4]);

  if (MOMENTUM)
    second[i] = c[1] * second[i] + change;
  weight[i] -= c[0] * (MOMENTUM ? second[i] : change);
}

// c: size, keep, 1 − β₁, β₂, 1 − β₂, root, ε
void
adam (uint i, float g)
{
  first[i] += c[2] * (g - first[i]);
  second[i] = c[3] * second[i] + c[4] * g * g;
  weight[i] = c[1] * weight[i] - c[0] * first[i] / (sqrt (second[i]) * c[5] + c[6]);
}

void
main ()
{
  const uint i = flat_index ();

  if (i >= args.n)
    return;

  const float g = CLIP ? gradient[i] * shrink : gradient[i];

  if (CLIP)
    gradient[i] = g;
  switch (RULE)
    {
    case SGD:
      sgd (i, g);
      break;
    case RMSPROP:
      rmsprop (i, g);
      break;
    default:
      adam (i, g);
    }
}
