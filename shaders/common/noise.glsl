// Bell-shaped numbers of engine/ops/noise.h. Needs common/random.glsl, math.glsl and waves.glsl.
const uvec2 NOISE_STRIDE = uvec2 (0x7F4A7C15u, 0x9E3779B9u);

// One whole number of the example's, 0 … n - 1.
uint
nn_noise_below (uvec4 state, uvec2 stream, uint example, uint n)
{
  const uvec2 now = ~add_64 (stream, multiply_64 (state.zw, NOISE_STRIDE));
  uint high, low;

  umulExtended (philox (state.xy, now, uvec2 (example, 0)).x, n, high, low);
  return high;
}

// The number at place `at` of an example in a row of `size`; the state is an NnStepState's words.
float
nn_noise (uvec4 state, uvec2 stream, uint example, uint size, uint at)
{
  const uvec2 now = add_64 (stream, multiply_64 (state.zw, NOISE_STRIDE));
  const uint blocks = (size + 3) / 4;
  const uvec2 counter = add_64 (multiply_64 (uvec2 (example, 0), uvec2 (blocks, 0)), uvec2 (at / 4, 0));
  const uvec4 word = philox (state.xy, now, counter);
  const uvec2 pair = at % 4 < 2 ? word.xy : word.zw;
  const bool near_one = pair.x >= 0x80000000u;
  const float u = (float (near_one ? ~pair.x : pair.x) + 0.5) * 2.32830644e-10;
  const float radius = sqrt (2.0 * (near_one ? nn_log1p (u / (1.0 - u)) : -nn_log (u)));

  return radius * (at % 2 == 0 ? nn_cos_turns (pair.y) : nn_sin_turns (pair.y));
}
