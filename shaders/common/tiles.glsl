// Products of matrices tile by tile: a group finds a tile, takes strips of both matrices to shared memory, and each invocation adds up
// blocks of 4 × 4 numbers in registers. Who includes this fills the strips, which lie there with k outermost.
#extension GL_EXT_control_flow_attributes : require

layout (local_size_x_id = 0) in;
layout (constant_id = 1) const uint TILE_M = 32;
layout (constant_id = 2) const uint TILE_N = 32;
layout (constant_id = 3) const uint TILE_K = 16;
layout (constant_id = 4) const uint OWN_M = 4;       // numbers that an invocation finds down and across: multiples of 4
layout (constant_id = 5) const uint OWN_N = 4;

const uint INVOCATIONS = gl_WorkGroupSize.x;
const uint A_STRIDE = TILE_M / 4 + 1, B_STRIDE = TILE_N / 4 + 1;   // one more: fewer fall on the same bank
const uint ACROSS = TILE_N / OWN_N;
const uint BLOCKS_M = OWN_M / 4, BLOCKS_N = OWN_N / 4;
const uint STEP_M = TILE_M / BLOCKS_M, STEP_N = TILE_N / BLOCKS_N;

shared vec4 strip_a[TILE_K * A_STRIDE];
shared vec4 strip_b[TILE_K * B_STRIDE];

vec4 sums[OWN_M * BLOCKS_N];

void
start_sums ()
{
  [[unroll]] for (uint i = 0; i < OWN_M * BLOCKS_N; i++)
    sums[i] = vec4 (0.0);
}

void
add_strips ()
{
  const uint own_m = gl_LocalInvocationID.x / ACROSS, own_n = gl_LocalInvocationID.x % ACROSS;
  vec4 down[BLOCKS_M], across[BLOCKS_N];

  for (uint l = 0; l < TILE_K; l++)
    {
      [[unroll]] for (uint i = 0; i < BLOCKS_M; i++)
        down[i] = strip_a[l * A_STRIDE + own_m + i * STEP_M / 4];
      [[unroll]] for (uint j = 0; j < BLOCKS_N; j++)
        across[j] = strip_b[l * B_STRIDE + own_n + j * STEP_N / 4];
      [[unroll]] for (uint i = 0; i < OWN_M; i++)
        [[unroll]] for (uint j = 0; j < BLOCKS_N; j++)
          sums[i * BLOCKS_N + j] = fma (vec4 (down[i / 4][i % 4]), across[j], sums[i * BLOCKS_N + j]);
    }
}

// Of an invocation's own numbers, i down and j across: where they lie in the tile, and what was found.
uint
own_down (uint i)
{
  return 4 * (gl_LocalInvocationID.x / ACROSS) + i / 4 * STEP_M + i % 4;
}

uint
own_across (uint j)
{
  return 4 * (gl_LocalInvocationID.x % ACROSS) + j / 4 * STEP_N + j % 4;
}

float
own_sum (uint i, uint j)
{
  return sums[i * BLOCKS_N + j / 4][j % 4];
}
