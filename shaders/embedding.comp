// Rows of a table by their numbers, and what comes back to them: each number of the table's gradient is one invocation's, which goes
// through all places in order.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"
#include "common/math.glsl"

layout (constant_id = 0) const bool BACK = false;

layout (binding = 0) readonly buffer Id { float id[]; };
layout (binding = 1) readonly buffer From { float from[]; };   // the table, or dy
layout (binding = 2) writeonly buffer Result { float result[]; };

layout (push_constant) uniform Args { uint places, words, size; } args;

void
look_up (uint i)
{
  const float row = id[i / args.size];
  const bool exists = row >= 0.0 && row < float (args.words);

  result[i] = exists ? from[uint (row) * args.size + i % args.size] : NOT_A_NUMBER;
}

void
gather (uint i)
{
  float sum = 0.0;

  for (uint p = 0; p < args.places; p++)
    if (id[p] >= 0.0 && uint (id[p]) == i / args.size)
      sum += from[p * args.size + i % args.size];
  result[i] = sum;
}

void
main ()
{
  const uint i = flat_index ();

  if (BACK && i < args.words * args.size)
    gather (i);
  else if (!BACK && i < args.places * args.size)
    look_up (i);
}
