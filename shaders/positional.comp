// What stands for the places of a sequence added to its steps: of a table, or waves. See engine/ops/positional.c.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"
#include "common/waves.glsl"

layout (constant_id = 0) const bool LEARNED = false;

layout (binding = 0) readonly buffer X { float x[]; };
layout (binding = 1) readonly buffer Table { float table[]; };
layout (binding = 2) writeonly buffer Result { float result[]; };

layout (push_constant) uniform Args { uint n, of_one, size, slower[12]; } args;   // slower: as nn_wave () takes it

float
wave (uint place, uint number)
{
  const uint turns = nn_wave_turns (nn_wave (number / 2, args.slower), place);

  return number % 2 == 0 ? nn_sin_turns (turns) : nn_cos_turns (turns);
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
