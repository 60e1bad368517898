// Waves of a time, from fast to slow: their sines, then their cosines. See engine/ops/time_embedding.c.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"
#include "common/math.glsl"
#include "common/waves.glsl"

layout (binding = 0) readonly buffer Time { float time[]; };
layout (binding = 1) writeonly buffer Result { float result[]; };

layout (push_constant) uniform Args { uint n, size, slower[12]; } args;   // slower: as nn_wave () takes it

// From 2^32 on, and what is not a number.
bool
is_beyond (float t)
{
  return (floatBitsToUint (t) & 0x7fffffffu) >= 0x4f800000u;
}

void
main ()
{
  const uint i = flat_index (), waves = args.size / 2, at = i % args.size;

  if (i >= args.n)
    return;

  const float t = abs (time[i / args.size]), whole = floor (t);
  const uvec2 wave = nn_wave (at % waves, args.slower);
  const uint turns = nn_wave_turns (wave, uint (whole)) + uint ((t - whole) * float (wave.y));

  if (is_beyond (t))
    result[i] = NOT_A_NUMBER;
  else if (at >= waves)
    result[i] = nn_cos_turns (turns);
  else
    result[i] = time[i / args.size] < 0.0 ? -nn_sin_turns (turns) : nn_sin_turns (turns);
}
