// What stands for the places of a sequence added to its steps: of a table, or waves. See engine/ops/positional.c.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"
#include "common/waves.glsl"

layout (constant_id = 0) const bool LEARNED = false;

layout (binding = 0) readonly buffer X { float x[]; };
layout (binding = 1) readonly buffer Table { float table[]; };
layout (binding = 2) writeonly buffer Result { float result[]; };

// slower[b]: by how much the wave 2^b pairs of numbers further on is slower, in 2^-32.
layout (push_constant) uniform Args { uint n, of_one, size, fastest, slower[12]; } args;

float
wave (uint place, uint number)
{
  uint turns = args.fastest;

  for (uint b = 0; b < 12; b++)
    if ((number / 2 >> b & 1u) != 0)
      {
        uint high, low;

        umulExtended (turns, args.slower[b], high, low);
        turns = high + (low >> 31);
      }
  return number % 2 == 0 ? nn_sin_turns (place * turns) : nn_cos_turns (place * turns);
}

void
main ()
{
  const uint i = flat_index ();

  if (i >= args.n)
    return;

  const uint at = i % args.of_one;

  result[i] = x[i] + (LEARNED ? table[at] : wave (at / args.size, at % args.size));
}
