// Activations that treat every number alone; formulas in engine/ops/<id>.c. Forward known is x; back it is x or y, whichever
// the slope is found from.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"
#include "common/math.glsl"

layout (constant_id = 0) const uint KIND = 0;
layout (constant_id = 1) const bool BACK = false;

layout (binding = 0) readonly buffer Known { float known[]; };
layout (binding = 1) readonly buffer Dy { float dy[]; };
layout (binding = 2) writeonly buffer Result { float result[]; };

layout (push_constant) uniform Args { uint n; } args;

const uint RELU = 0, LEAKY_RELU = 1, GELU = 2, SILU = 3, SIGMOID = 4, TANH = 5;

float
value (float x)
{
  float density;

  switch (KIND)
    {
    case RELU:
      return x < 0.0 ? 0.0 : x;
    case LEAKY_RELU:
      return x > 0.0 ? x : 0.01 * x;
    case GELU:
      return x * nn_normal (x, density);
    case SILU:
      return x * nn_sigmoid (x);
    case SIGMOID:
      return nn_sigmoid (x);
    default:
      return nn_tanh (x);
    }
}

float
slope (float at)
{
  float density, share;

  switch (KIND)
    {
    case RELU:
      return at <= 0.0 ? 0.0 : 1.0;
    case LEAKY_RELU:
      return at > 0.0 ? 1.0 : 0.01;
    case GELU:
      share = nn_normal (at, density);
      return share + at * density;
    case SILU:
      share = nn_sigmoid (at);
      return share + at * share * (1.0 - share);
    case SIGMOID:
      return at * (1.0 - at);
    default:
      return 1.0 - at * at;
    }
}

void
main ()
{
  const uint i = flat_index ();

  if (i < args.n)
    result[i] = BACK ? dy[i] * slope (known[i]) : value (known[i]);
}
