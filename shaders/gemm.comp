// Products of matrices: C = A B [+ bias], A [m][k], B [k][n], C [m][n], each with rows that lie so far apart, A and B also
// turned over, many at a time in groups, and the sum over k cut into parts where there are few numbers to find.
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/tiles.glsl"

layout (constant_id = 6) const bool A_TURNED = false;   // A lies in memory as [k][m]
layout (constant_id = 7) const bool B_TURNED = false;   // B lies in memory as [n][k]
layout (constant_id = 8) const bool A_BY_FOUR = false;  // its rows and sizes are multiples of 4
layout (constant_id = 9) const bool B_BY_FOUR = false;
layout (constant_id = 10) const bool BIAS = false;

layout (binding = 0) readonly buffer A { float a[]; };
layout (binding = 0) readonly buffer A4 { vec4 a_four[]; };
layout (binding = 1) readonly buffer B { float b[]; };
layout (binding = 1) readonly buffer B4 { vec4 b_four[]; };
layout (binding = 2) readonly buffer Bias { float bias[]; };
layout (binding = 3) writeonly buffer C { float c[]; };

layout (push_constant) uniform Args
{
  uint m, n, k;
  uint a_row, b_row, c_row;       // numbers from one row in memory to the next
  uint a_next, b_next, c_next;    // and from one group of products to the next
  uint a_inner, b_inner, c_inner; // and from one product of a group to the next
  uint inner;                     // products of a group
  uint first;                     // numbers before the first: of A, B and C, 8 bits each
  uint parts, part_k;             // k is cut into so many, each of so many; the parts of a product follow each other
} args;

// Four numbers side by side in memory, 0 beyond the edges: row and column as they lie there, of so many.
vec4
load_a (uint from, uint row, uint column, uint rows, uint columns)
{
  const uint at = from + row * args.a_row + column;

  if (row >= rows || column >= columns)
    return vec4 (0.0);
  if (A_BY_FOUR)
    return a_four[at / 4];
  return vec4 (a[at], column + 1 < columns ? a[at + 1] : 0.0, column + 2 < columns ? a[at + 2] : 0.0,
               column + 3 < columns ? a[at + 3] : 0.0);
}

vec4
load_b (uint from, uint row, uint column, uint rows, uint columns)
{
  const uint at = from + row * args.b_row + column;

  if (row >= rows || column >= columns)
    return vec4 (0.0);
  if (B_BY_FOUR)
    return b_four[at / 4];
  return vec4 (b[at], column + 1 < columns ? b[at + 1] : 0.0, column + 2 < columns ? b[at + 2] : 0.0,
               column + 3 < columns ? b[at + 3] : 0.0);
}

// Both strips lie in shared memory with k outermost.
void
fetch_a (uint from, uint first_m, uint first_k, uint end_k)
{
  for (uint i = gl_LocalInvocationID.x; i < TILE_M * TILE_K / 4; i += INVOCATIONS)
    if (A_TURNED)
      {
        const uint k = i / (TILE_M / 4), m = i % (TILE_M / 4);

        strip_a[k * A_STRIDE + m] = load_a (from, first_k + k, first_m + 4 * m, end_k, args.m);
      }
    else
      {
        const uint m = i / (TILE_K / 4), k = 4 * (i % (TILE_K / 4));
        const vec4 four = load_a (from, first_m + m, first_k + k, args.m, end_k);

        [[unroll]] for (uint l = 0; l < 4; l++)
          strip_a[(k + l) * A_STRIDE + m / 4][m % 4] = four[l];
      }
}

void
fetch_b (uint from, uint first_n, uint first_k, uint end_k)
{
  for (uint i = gl_LocalInvocationID.x; i < TILE_N * TILE_K / 4; i += INVOCATIONS)
    if (!B_TURNED)
      {
        const uint k = i / (TILE_N / 4), n = i % (TILE_N / 4);

        strip_b[k * B_STRIDE + n] = load_b (from, first_k + k, first_n + 4 * n, end_k, args.n);
      }
    else
      {
        const uint n = i / (TILE_K / 4), k = 4 * (i % (TILE_K / 4));
        const vec4 four = load_b (from, first_n + n, first_k + k, args.n, end_k);

        [[unroll]] for (uint l = 0; l < 4; l++)
          strip_b[(k + l) * B_STRIDE + n / 4][n % 4] = four[l];
      }
}

// Where a product begins in an operand.
uint
begin (uint product, uint operand, uint next, uint inner)
{
  return (args.first >> 8 * operand & 0xffu) + product / args.inner * next + product % args.inner * inner;
}

void
main ()
{
  const uint product = gl_WorkGroupID.z / args.parts, part = gl_WorkGroupID.z % args.parts;
  const uint first_m = gl_WorkGroupID.y * TILE_M, first_n = gl_WorkGroupID.x * TILE_N;
  const uint begin_a = begin (product, 0, args.a_next, args.a_inner), begin_b = begin (product, 1, args.b_next, args.b_inner);
  const uint begin_c = begin (product, 2, args.c_next, args.c_inner) + part * args.m * args.n;
  const uint end_k = min ((part + 1) * args.part_k, args.k);

  start_sums ();
  for (uint k = part * args.part_k; k < end_k; k += TILE_K)
    {
      fetch_a (begin_a, first_m, k, end_k);
      fetch_b (begin_b, first_n, k, end_k);
      barrier ();
      add_strips ();
      barrier ();
    }
  [[unroll]] for (uint i = 0; i < OWN_M; i++)
    [[unroll]] for (uint j = 0; j < OWN_N; j++)
      {
        const uint m = first_m + own_down (i), n = first_n + own_across (j);

        if (m < args.m && n < args.n)
          c[begin_c + m * args.c_row + n] = BIAS ? own_sum (i, j) + bias[n] : own_sum (i, j);
      }
}
