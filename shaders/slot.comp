// Takes what the host says of the next step out of its ring, or counts that step.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"

layout (constant_id = 0) const bool COUNT = false;

layout (binding = 0) readonly buffer Ring { uint ring[]; };
layout (binding = 1) writeonly buffer State { uint state[]; };
layout (binding = 2) buffer Counter { uint counter; };

layout (push_constant) uniform Args { uint words, slots; } args;

void
main ()
{
  const uint i = flat_index ();

  if (COUNT && i == 0)
    counter = (counter + 1) % args.slots;
  else if (!COUNT && i < args.words)
    state[i] = ring[counter * args.words + i];
}
