// A picture made larger by a whole factor; see engine/ops/upsample2d.c. Back each dot of the small picture looks at the dots of the large
// one that it went into. Shares are counted in halves of 1 / factor, so that they are exact.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"

layout (constant_id = 0) const bool BACK = false;
layout (constant_id = 1) const bool SMOOTH = false;

layout (binding = 0) readonly buffer From { float from[]; };
layout (binding = 1) writeonly buffer To { float to[]; };

layout (push_constant) uniform Args { uint n, height, width, channels, down, across; } args;

// The two dots that dot o of the large picture is mixed from, and their shares.
void
mix_of (uint o, uint factor, uint dots, out uvec2 pair, out vec2 share)
{
  const uint halves = SMOOTH ? max (2 * o + 1, factor) - factor : 2 * (o - o % factor);

  pair = uvec2 (halves / (2 * factor), min (halves / (2 * factor) + 1, dots - 1));
  share.y = float (halves % (2 * factor)) / float (2 * factor);
  share.x = 1.0 - share.y;
}

// How much of dot d there is in dot o.
float
share_of (uint d, uint o, uint factor, uint dots)
{
  uvec2 pair;
  vec2 share;

  mix_of (o, factor, dots, pair, share);
  return (pair.x == d ? share.x : 0.0) + (pair.y == d ? share.y : 0.0);
}

float
mixed (uint row, uint y, uint x, uint channel)
{
  uvec2 dot_y, dot_x;
  vec2 share_y, share_x;
  float sum = 0.0;

  mix_of (y, args.down, args.height, dot_y, share_y);
  mix_of (x, args.across, args.width, dot_x, share_x);
  [[unroll]] for (uint k = 0; k < 4; k++)
    sum += share_y[k / 2] * share_x[k % 2] *
           from[((row * args.height + dot_y[k / 2]) * args.width + dot_x[k % 2]) * args.channels + channel];
  return sum;
}

// The first and the end of the large picture's dots that may be mixed from dot d.
uvec2
reach (uint d, uint factor, uint dots)
{
  return SMOOTH ? factor * uvec2 (max (d, 1) - 1, min (d + 2, dots)) : factor * uvec2 (d, d + 1);
}

float
slope (uint row, uint y, uint x, uint channel)
{
  const uvec2 down = reach (y, args.down, args.height), across = reach (x, args.across, args.width);
  float sum = 0.0;

  for (uint i = down.x; i < down.y; i++)
    for (uint j = across.x; j < across.y; j++)
      sum += share_of (y, i, args.down, args.height) * share_of (x, j, args.across, args.width) *
             from[((row * args.height * args.down + i) * args.width * args.across + j) * args.channels + channel];
  return sum;
}

void
main ()
{
  const uint i = flat_index (), channel = i % args.channels, at = i / args.channels;
  const uint height = BACK ? args.height : args.height * args.down, width = BACK ? args.width : args.width * args.across;
  const uint row = at / width / height, y = at / width % height, x = at % width;

  if (i < args.n)
    to[i] = BACK ? slope (row, y, x, channel) : mixed (row, y, x, channel);
}
