// Sums over rows of channels, so many rows at a time: result [⌈rows / part⌉][channels]. Of dy × (x − mean) / deviation, as a norm's
// scale needs it. One invocation a number, rows in order.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"

layout (binding = 0) readonly buffer Dy { float dy[]; };
layout (binding = 1) readonly buffer X { float x[]; };
layout (binding = 2) readonly buffer Saved { float saved[]; };   // of each example's group: mean, 1 / deviation
layout (binding = 3) writeonly buffer Result { float result[]; };

layout (push_constant) uniform Args { uint rows, channels, part, places, groups; } args;

void
main ()
{
  const uint i = flat_index (), channel = i % args.channels;
  const uint first = i / args.channels * args.part, end = min (first + args.part, args.rows);
  float sum = 0.0;

  if (first >= args.rows)
    return;
  for (uint row = first; row < end; row++)
    {
      const uint k = row * args.channels + channel;
      const uint group = row / args.places * args.groups + channel / (args.channels / args.groups);

      sum += dy[k] * (x[k] - saved[2 * group]) * saved[2 * group + 1];
    }
  result[i] = sum;
}
