// Batch norm, as far as each number or each part of a channel is one invocation's; formulas in engine/ops/batch_norm.c. What the parts
// found is joined by batch_norm_settle.comp and batch_norm_slopes.comp.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"

layout (constant_id = 0) const uint STAGE = 0;
layout (constant_id = 1) const bool SCALED = false;
layout (constant_id = 2) const bool SHIFTED = false;
layout (constant_id = 3) const bool TRAINING = false;

layout (binding = 0) readonly buffer X { float x[]; };
layout (binding = 1) readonly buffer Dy { float dy[]; };
layout (binding = 2) readonly buffer Used { float used[]; };       // of each channel the mean, then of each 1 / deviation
layout (binding = 3) readonly buffer Scale { float scale[]; };
layout (binding = 4) readonly buffer Shift { float shift[]; };
layout (binding = 5) readonly buffer Slopes { float slopes[]; };   // of each channel Σ dy, then of each Σ dy x̂
layout (binding = 6) writeonly buffer Result { float result[]; };

layout (push_constant) uniform Args { uint n, rows, channels, part; } args;

const uint MOMENTS = 0, VALUES = 1, SUMS = 2, SLOPES = 3;

float
distance_of (uint i, uint channel)
{
  return (x[i] - used[channel]) * used[args.channels + channel];
}

float
factor_of (uint channel)
{
  return SCALED ? scale[channel] : 1.0;
}

// Of so many rows: the mean, and the sum of the squared distances from it.
vec2
moments (uint first, uint end, uint channel)
{
  float sum = 0.0, squares = 0.0;

  for (uint row = first; row < end; row++)
    sum += x[row * args.channels + channel];

  const float mean = sum / float (end - first);

  for (uint row = first; row < end; row++)
    {
      const float gap = x[row * args.channels + channel] - mean;

      squares += gap * gap;
    }
  return vec2 (mean, squares);
}

// Of so many rows: Σ dy and Σ dy x̂.
vec2
sums (uint first, uint end, uint channel)
{
  vec2 sum = vec2 (0.0);

  for (uint row = first; row < end; row++)
    {
      const uint i = row * args.channels + channel;

      sum += dy[i] * vec2 (1.0, distance_of (i, channel));
    }
  return sum;
}

// What the batch's own statistics take out of the gradient.
float
taken_out (uint i, uint channel)
{
  return TRAINING ? (slopes[channel] + distance_of (i, channel) * slopes[args.channels + channel]) / float (args.rows) : 0.0;
}

// Two blocks of a number for each channel, one after the other, for each part.
void
write_part (uint i, uint channel)
{
  const uint part = i / args.channels, first = part * args.part, end = min (first + args.part, args.rows);
  const vec2 found = STAGE == MOMENTS ? moments (first, end, channel) : sums (first, end, channel);

  result[2 * part * args.channels + channel] = found.x;
  result[(2 * part + 1) * args.channels + channel] = found.y;
}

void
main ()
{
  const uint i = flat_index (), channel = i % args.channels;

  if (i >= args.n)
    return;
  if (STAGE == MOMENTS || STAGE == SUMS)
    write_part (i, channel);
  else if (STAGE == VALUES)
    result[i] = distance_of (i, channel) * factor_of (channel) + (SHIFTED ? shift[channel] : 0.0);
  else
    result[i] = (dy[i] - taken_out (i, channel)) * used[args.channels + channel] * factor_of (channel);
}
