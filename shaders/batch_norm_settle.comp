// What batch norm normalises each channel by: joins the means and squares that batch_norm.comp found of its parts, or takes the running
// statistics. One group a channel.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/group.glsl"

layout (constant_id = 0) const bool TRAINING = false;
layout (constant_id = 1) const bool MOVES = false;   // the running statistics

layout (binding = 0) readonly buffer Found { float found[]; };
layout (binding = 1) buffer RunningMean { float running_mean[]; };
layout (binding = 2) buffer RunningVariance { float running_variance[]; };
layout (binding = 3) writeonly buffer Used { float used[]; };

layout (push_constant) uniform Args { uint rows, channels, part, parts; float epsilon, momentum; } args;

float
rows_of (uint part)
{
  return float (min ((part + 1) * args.part, args.rows) - part * args.part);
}

// The mean, and the sum of all squared distances from it.
vec2
join (uint channel)
{
  float sum = 0.0, squares = 0.0;

  for (uint part = gl_LocalInvocationID.x; part < args.parts; part += GROUP)
    sum += rows_of (part) * found[2 * part * args.channels + channel];

  const float mean = group_sum (sum) / float (args.rows);

  for (uint part = gl_LocalInvocationID.x; part < args.parts; part += GROUP)
    {
      const float gap = found[2 * part * args.channels + channel] - mean;

      squares += found[(2 * part + 1) * args.channels + channel] + rows_of (part) * gap * gap;
    }
  return vec2 (mean, group_sum (squares));
}

void
main ()
{
  const uint channel = group_index ();
  float mean, variance;

  if (channel >= args.channels)
    return;
  if (TRAINING)
    {
      const vec2 all = join (channel);

      mean = all.x;
      variance = all.y / float (args.rows);
    }
  else
    {
      mean = running_mean[channel];
      variance = running_variance[channel];
    }
  if (gl_LocalInvocationID.x != 0)
    return;
  used[channel] = mean;
  used[args.channels + channel] = 1.0 / sqrt (variance + args.epsilon);
  if (MOVES)
    {
      const float spread = variance * (float (args.rows) / float (max (args.rows - 1, 1)));

      running_mean[channel] = (1.0 - args.momentum) * running_mean[channel] + args.momentum * mean;
      running_variance[channel] = (1.0 - args.momentum) * running_variance[channel] + args.momentum * spread;
    }
}
