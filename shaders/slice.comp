// Copies runs of numbers that lie in longer runs, `from_all` there and `to_all` here: the part from `from_first` on to the place
// `to_first`. When it fills, whatever lies around them becomes 0.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"

layout (constant_id = 0) const bool FILL = false;

layout (binding = 0) readonly buffer From { float from[]; };
layout (binding = 1) writeonly buffer To { float to[]; };

layout (push_constant) uniform Args { uint n, width, from_all, from_first, to_all, to_first; } args;

void
main ()
{
  const uint i = flat_index (), long_run = FILL ? args.to_all : args.width;

  if (i >= args.n)
    return;

  const uint run = i / long_run, at = FILL ? i % long_run - args.to_first : i % long_run;

  if (at < args.width)
    to[run * args.to_all + args.to_first + at] = from[run * args.from_all + args.from_first + at];
  else
    to[i] = 0.0;
}
