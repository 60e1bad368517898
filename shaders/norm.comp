// The norm of a gradient in two stages, each with a fixed order: the squares of a stretch by every group, then one group for all, which
// leaves what clipping multiplies the gradient by (torch.nn.utils.clip_grad_norm_). A norm that is not a number leaves it alone.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/group.glsl"
#include "common/math.glsl"

layout (constant_id = 0) const bool LAST = false;

layout (binding = 0) readonly buffer Numbers { float numbers[]; };
layout (binding = 1) readonly buffer State { float state[]; };      // NnStepState
layout (binding = 2) writeonly buffer Result { float result[]; };

layout (push_constant) uniform Args { uint n, part; } args;

const uint CLIP = 6;

void
main ()
{
  const uint first = group_index () * args.part;
  const uint end = min (first + args.part, args.n);
  float sum = 0.0;

  for (uint i = first + gl_LocalInvocationID.x; i < end; i += GROUP)
    sum += LAST ? numbers[i] : numbers[i] * numbers[i];
  sum = group_sum (sum);
  if (gl_LocalInvocationID.x != 0 || first >= args.n)
    return;

  const float shrink = state[CLIP] / (sqrt (sum) + 1e-6);

  result[group_index ()] = LAST ? (is_nan (shrink) ? 1.0 : min (1.0, shrink)) : sum;
}
