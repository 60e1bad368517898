// Pools, of the largest number or of the mean; see engine/ops/max_pool2d.c and avg_pool2d.c. Back each dot of the picture looks at the
// windows that cover it.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"
#include "common/math.glsl"
#include "common/window.glsl"

layout (constant_id = 0) const bool BACK = false;
layout (constant_id = 1) const bool MEAN = false;
layout (constant_id = 2) const bool COUNTS_PADDING = false;

layout (binding = 0) readonly buffer X { float x[]; };
layout (binding = 1) readonly buffer Dy { float dy[]; };
layout (binding = 2) writeonly buffer Result { float result[]; };

layout (push_constant) uniform Args { uint dots, places, kernel, stride, before, dilation, channels, n; } args;

const uint NONE = 0xffffffff;

// The first and the end of a window inside the picture.
void
reach (ivec2 place, out ivec2 first, out ivec2 end)
{
  const ivec2 dilation = pair (args.dilation);

  first = place * pair (args.stride) - pair (args.before);
  end = min (first + dilation * (pair (args.kernel) - 1) + 1, pair (args.dots));
  first += (max (-first, 0) + dilation - 1) / dilation * dilation;
}

uint
largest (ivec2 place, uint row, uint channel)
{
  const ivec2 dots = pair (args.dots), dilation = pair (args.dilation);
  uint found = NONE;
  ivec2 first, end;

  reach (place, first, end);
  for (int i = first.x; i < end.x; i += dilation.x)
    for (int j = first.y; j < end.y; j += dilation.y)
      {
        const uint at = ((row * dots.x + i) * dots.y + j) * args.channels + channel;

        if (found == NONE || x[at] > x[found] || is_nan (x[at]))
          found = at;
      }
  return found;
}

float
share (ivec2 place)
{
  const ivec2 kernel = pair (args.kernel);
  ivec2 first, end;

  if (COUNTS_PADDING)
    return 1.0 / float (kernel.x * kernel.y);
  reach (place, first, end);
  return 1.0 / float ((end.x - first.x) * (end.y - first.y));
}

float
mean (ivec2 place, uint row, uint channel)
{
  const ivec2 dots = pair (args.dots);
  float sum = 0.0;
  ivec2 first, end;

  reach (place, first, end);
  for (int i = first.x; i < end.x; i++)
    for (int j = first.y; j < end.y; j++)
      sum += x[((row * dots.x + i) * dots.y + j) * args.channels + channel];
  return sum * share (place);
}

float
slope (ivec2 dot_, uint row, uint channel, uint own)
{
  const ivec2 places = pair (args.places), kernel = pair (args.kernel), stride = pair (args.stride);
  const ivec2 before = pair (args.before), dilation = pair (args.dilation);
  float sum = 0.0;
  ivec2 place;

  for (int i = 0; i < kernel.x; i++)
    if (place_of (dot_.x, i, stride.x, before.x, dilation.x, places.x, place.x))
      for (int j = 0; j < kernel.y; j++)
        if (place_of (dot_.y, j, stride.y, before.y, dilation.y, places.y, place.y))
          {
            const float reached = dy[((row * places.x + place.x) * places.y + place.y) * args.channels + channel];

            if (MEAN)
              sum += reached * share (place);
            else
              sum += largest (place, row, channel) == own ? reached : 0.0;
          }
  return sum;
}

void
main ()
{
  const uint i = flat_index (), channel = i % args.channels, at = i / args.channels;
  const ivec2 size = pair (BACK ? args.dots : args.places);
  const ivec2 here = ivec2 (at / size.y % size.x, at % size.y);
  const uint row = at / (size.x * size.y);

  if (i >= args.n)
    return;
  if (BACK)
    result[i] = slope (here, row, channel, i);
  else
    result[i] = MEAN ? mean (here, row, channel) : x[largest (here, row, channel)];
}
