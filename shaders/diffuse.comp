// Drowns examples in noise, each by as many steps as are drawn for it, or hands on what is noisy already. See engine/ops/diffuse.c.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/flat.glsl"
#include "common/math.glsl"
#include "common/random.glsl"
#include "common/waves.glsl"
#include "common/noise.glsl"

layout (constant_id = 0) const bool NOISY = false;   // what comes in is

layout (binding = 0) readonly buffer State { uvec4 state; };   // NnStepState: seed, step
layout (binding = 1) readonly buffer X { float x[]; };
layout (binding = 2) readonly buffer Parts { vec2 part[]; };   // after t + 1 steps: of the example, of the noise
layout (binding = 3) writeonly buffer Noisy { float noisy[]; };
layout (binding = 4) writeonly buffer Noise { float noise[]; };
layout (binding = 5) writeonly buffer Time { float time[]; };

layout (push_constant) uniform Args
{
  uint n, size, first_row, stream_low, stream_high;
  uint steps;              // of the diffusion; where it is noisy already, those that it went through
  float stretch, shift;    // bring an example's numbers to -1 … 1
} args;

uint
drown (uint i, uint example, uint at)
{
  const uvec2 stream = uvec2 (args.stream_low, args.stream_high);
  const uint t = nn_noise_below (state, stream, example, args.steps);
  const float drawn = nn_noise (state, stream, example, args.size, at);

  noise[i] = drawn;
  noisy[i] = part[t].x * (x[i] * args.stretch + args.shift) + part[t].y * drawn;
  return t + 1;
}

void
main ()
{
  const uint i = flat_index (), row = i / args.size, at = i % args.size;
  uint t = args.steps;

  if (i >= args.n)
    return;
  if (NOISY)
    {
      noisy[i] = x[i];
      noise[i] = 0.0;
    }
  else
    t = drown (i, args.first_row + row, at);
  if (at == 0)
    time[row] = float (t);
}
