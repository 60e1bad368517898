// Adds up what a step's losses come to, or counts its right answers, for the host to read. One group.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/group.glsl"

layout (constant_id = 0) const uint PASS = 0;

const uint LOSS = 0, MORE_LOSS = 1, RIGHT = 2;

layout (binding = 0) readonly buffer Numbers { float numbers[]; };   // losses, or raw answers
layout (binding = 1) readonly buffer Target { float target[]; };
layout (binding = 2) readonly buffer Counter { uint counter; };
layout (binding = 3) buffer Tallies { float tallies[]; };            // by slot: loss, right answers, answers asked for, nothing

layout (push_constant) uniform Args { uint n, raw_size, target_size, by_index; float weight; uint places, ends; } args;

shared uvec2 counted[GROUP];   // right answers, answers asked for

// Of one number its sign, of several the largest; nn_answer () of engine/train/metrics.c.
uint
answer (uint at)
{
  uint best = 0;

  if (args.raw_size == 1)
    return uint (numbers[at] > 0.0);
  for (uint i = 1; i < args.raw_size; i++)
    best = numbers[at + i] > numbers[at + best] ? i : best;
  return best;
}

uint
truth (uint at)
{
  uint best = 0;

  if (args.by_index != 0)
    return uint (target[at]);
  if (args.target_size == 1)
    return uint (target[at] > 0.0);
  for (uint i = 1; i < args.target_size; i++)
    best = target[at + i] > target[at + best] ? i : best;
  return best;
}

// Of texts that end, what follows class 0 is padding (engine/ops/ends.h).
bool
is_asked (uint i)
{
  for (uint before = i - i % args.places; args.ends != 0 && before < i; before++)
    if (target[before] == 0.0)
      return false;
  return true;
}

void
add_losses ()
{
  float sum = 0.0;

  for (uint i = gl_LocalInvocationID.x; i < args.n; i += GROUP)
    sum += numbers[i];
  sum = args.weight * group_sum (sum);
  if (gl_LocalInvocationID.x == 0)
    tallies[4 * counter] = PASS == MORE_LOSS ? tallies[4 * counter] + sum : sum;
}

void
count_right ()
{
  uvec2 sum = uvec2 (0);

  for (uint i = gl_LocalInvocationID.x; i < args.n; i += GROUP)
    if (is_asked (i))
      sum += uvec2 (answer (i * args.raw_size) == truth (i * args.target_size), 1);
  counted[gl_LocalInvocationID.x] = sum;
  barrier ();
  if (gl_LocalInvocationID.x != 0)
    return;
  for (uint i = 1; i < GROUP; i++)
    sum += counted[i];
  tallies[4 * counter + 1] = uintBitsToFloat (sum.x);
  tallies[4 * counter + 2] = uintBitsToFloat (sum.y);
}

void
main ()
{
  if (PASS == RIGHT)
    count_right ();
  else
    add_losses ();
}
