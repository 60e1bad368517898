// Adds up what batch_norm.comp found of the gradient's parts: Σ dy, which is the shift's gradient, and Σ dy x̂, the scale's. One group
// a channel.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/group.glsl"

layout (constant_id = 0) const bool SCALED = false;
layout (constant_id = 1) const bool SHIFTED = false;

layout (binding = 0) readonly buffer Found { float found[]; };
layout (binding = 1) writeonly buffer Slopes { float slopes[]; };
layout (binding = 2) writeonly buffer DScale { float d_scale[]; };
layout (binding = 3) writeonly buffer DShift { float d_shift[]; };

layout (push_constant) uniform Args { uint channels, parts; } args;

void
main ()
{
  const uint channel = group_index ();
  float sum = 0.0, product = 0.0;

  if (channel >= args.channels)
    return;
  for (uint part = gl_LocalInvocationID.x; part < args.parts; part += GROUP)
    {
      sum += found[2 * part * args.channels + channel];
      product += found[(2 * part + 1) * args.channels + channel];
    }
  sum = group_sum (sum);
  product = group_sum (product);
  if (gl_LocalInvocationID.x != 0)
    return;
  slopes[channel] = sum;
  slopes[args.channels + channel] = product;
  if (SCALED)
    d_scale[channel] = product;
  if (SHIFTED)
    d_shift[channel] = sum;
}
