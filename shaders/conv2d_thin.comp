// Convolution and its two relatives where few channels belong together: one invocation a number, which goes through what reaches it. See
// engine/ops/conv.h and conv2d.comp.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"
#include "common/window.glsl"

layout (constant_id = 0) const uint WAY = 0;

layout (binding = 0) readonly buffer Picture { float picture[]; };   // scatter: the small one, else the large one
layout (binding = 1) readonly buffer Matrix { float matrix[]; };     // weights; weigh: the small picture
layout (binding = 2) readonly buffer Bias { float bias[]; };
layout (binding = 3) writeonly buffer Result { float result[]; };    // weigh: [parts] of them

layout (push_constant) uniform Args
{
  uint dots, places, kernel, stride, before, dilation;
  uint rows, large, small, groups;
  uint parts, part;
  uint biased, bent;
  uint n;
} args;

const uint GATHER = 0, SCATTER = 1, WEIGH = 2;

uint
taps ()
{
  const ivec2 kernel = pair (args.kernel);

  return kernel.x * kernel.y;
}

// Where dot or place `at` of a picture of that size begins.
uint
start_of (uint row, ivec2 at, ivec2 size, uint channels)
{
  return ((row * size.x + at.x) * size.y + at.y) * channels;
}

// What lies under tap k of the window at a place; FALSE: nothing.
bool
dot_of (ivec2 place, ivec2 k, out ivec2 dot_)
{
  dot_ = place * pair (args.stride) + k * pair (args.dilation) - pair (args.before);
  return all (greaterThanEqual (dot_, ivec2 (0))) && all (lessThan (dot_, pair (args.dots)));
}

float
gather (uint row, ivec2 place, uint s)
{
  const uint own = args.large / args.groups, first = s / (args.small / args.groups) * own;
  const ivec2 kernel = pair (args.kernel);
  float sum = 0.0;
  ivec2 k, dot_;

  for (k.x = 0; k.x < kernel.x; k.x++)
    for (k.y = 0; k.y < kernel.y; k.y++)
      if (dot_of (place, k, dot_))
        {
          const uint from = start_of (row, dot_, pair (args.dots), args.large) + first;
          const uint weight = s * own * taps () + k.x * kernel.y + k.y;

          for (uint l = 0; l < own; l++)
            sum += picture[from + l] * matrix[weight + l * taps ()];
        }
  return sum;
}

float
scatter (uint row, ivec2 dot_, uint l)
{
  const uint large = args.large / args.groups, own = args.small / args.groups, first = l / large * own;
  const ivec2 kernel = pair (args.kernel), stride = pair (args.stride), before = pair (args.before);
  const ivec2 dilation = pair (args.dilation), places = pair (args.places);
  float sum = 0.0;
  ivec2 k, place;

  for (k.x = 0; k.x < kernel.x; k.x++)
    if (place_of (dot_.x, k.x, stride.x, before.x, dilation.x, places.x, place.x))
      for (k.y = 0; k.y < kernel.y; k.y++)
        if (place_of (dot_.y, k.y, stride.y, before.y, dilation.y, places.y, place.y))
          {
            const uint from = start_of (row, place, places, args.small) + first;
            const uint weight = (first * large + l % large) * taps () + k.x * kernel.y + k.y;

            for (uint s = 0; s < own; s++)
              sum += picture[from + s] * matrix[weight + s * large * taps ()];
          }
  return sum;
}

// Over the places of one part.
float
weigh (uint part, uint s, uint l, ivec2 k)
{
  const uint own = args.large / args.groups, channel = s / (args.small / args.groups) * own + l;
  const ivec2 places = pair (args.places);
  const uint all_places = args.rows * places.x * places.y, first = part * args.part, end = min (first + args.part, all_places);
  ivec2 place = ivec2 (first / places.y % places.x, first % places.y), dot_;
  uint row = first / places.y / places.x;
  float sum = 0.0;

  for (uint i = first; i < end; i++)
    {
      if (dot_of (place, k, dot_))
        sum += matrix[i * args.small + s] * picture[start_of (row, dot_, pair (args.dots), args.large) + channel];
      if (++place.y == places.y)
        {
          place.y = 0;
          if (++place.x == places.x)
            {
              place.x = 0;
              row++;
            }
        }
    }
  return sum;
}

// Neighbours have neighbouring channels, so that they read side by side.
void
find_weight (uint i)
{
  const uint own = args.large / args.groups, all_weights = args.small * own * taps ();
  const uint part = i / all_weights, s = i % all_weights % args.small, l = i % all_weights / args.small % own;
  const uint tap = i % all_weights / args.small / own;
  const int across = pair (args.kernel).y;

  result[part * all_weights + (s * own + l) * taps () + tap] = weigh (part, s, l, ivec2 (int (tap) / across, int (tap) % across));
}

void
find_dot (uint i)
{
  const uint channels = WAY == GATHER ? args.small : args.large, channel = i % channels;
  const ivec2 size = pair (WAY == GATHER ? args.places : args.dots);
  const int at = int (i / channels);
  const ivec2 here = ivec2 (at / size.y % size.x, at % size.y);
  const uint row = at / size.y / size.x;
  float found = WAY == GATHER ? gather (row, here, channel) : scatter (row, here, channel);

  if (args.biased != 0)
    found += bias[channel];
  result[i] = args.bent != 0 && found < 0.0 ? 0.0 : found;
}

void
main ()
{
  const uint i = flat_index ();

  if (i >= args.n)
    return;
  if (WAY == WEIGH)
    find_weight (i);
  else
    find_dot (i);
}
