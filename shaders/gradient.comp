// What becomes of a gradient before the weights change: several batches' are added up, penalties are added, or it is silenced.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"

layout (constant_id = 0) const uint PASS = 0;

const uint KEEP = 0, ADD = 1, PENALISE = 2, SILENCE = 3;

layout (binding = 0) readonly buffer State { float state[]; };      // NnStepState
layout (binding = 1) readonly buffer From { float from[]; };        // another gradient, or the weights
layout (binding = 2) buffer Gradient { float gradient[]; };

layout (push_constant) uniform Args { uint n; float scale; } args;

const uint L1 = 4, L2 = 5;

void
main ()
{
  const uint i = flat_index ();

  if (i >= args.n)
    return;
  switch (PASS)
    {
    case KEEP:
      gradient[i] = from[i] * args.scale;
      break;
    case ADD:
      gradient[i] = (gradient[i] + from[i]) * args.scale;
      break;
    case PENALISE:
      gradient[i] += state[L2] * from[i] + state[L1] * sign (from[i]);
      break;
    default:
      gradient[i] = 0.0;
    }
}
