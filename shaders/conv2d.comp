// Convolution and its two relatives (engine/ops/conv.h) as products of matrices, of which the one that a picture makes is never laid out:
// its row m is a place where sums are found, its column a tap and a channel, tap by tap.
//   gather:  small [places][small channels] = large under the window × weights
//   scatter: large [dots][large channels]   = small that reaches the dot × weights. Dots whose distance is a stride see the same taps:
//            each such phase is a product of its own, without the zeros in between
//   weigh:   weights [small channels][taps and large channels] = small turned over × large under the window, places cut into parts
// The weights come as [groups][taps][channels of the picture that is read][channels of the result].
#version 450
#extension GL_GOOGLE_include_directive : require
#include "common/tiles.glsl"
#include "common/window.glsl"

layout (constant_id = 6) const uint WAY = 0;
layout (constant_id = 7) const bool PICTURE_BY_FOUR = false;   // its channels of a group are a multiple of 4
layout (constant_id = 8) const bool MATRIX_BY_FOUR = false;

layout (binding = 0) readonly buffer Picture { float picture[]; };
layout (binding = 0) readonly buffer Picture4 { vec4 picture_four[]; };
layout (binding = 1) readonly buffer Matrix { float matrix[]; };     // weights; weigh: the small picture
layout (binding = 1) readonly buffer Matrix4 { vec4 matrix_four[]; };
layout (binding = 2) readonly buffer Bias { float bias[]; };
layout (binding = 3) writeonly buffer Result { float result[]; };    // weigh: [parts] of them

layout (push_constant) uniform Args
{
  uint dots, places, kernel, stride, before, dilation;
  uint rows, large, small, groups;
  uint parts, part;               // weigh: places of a part
  uint biased, bent;              // not 0: a bias is added; what is below 0 becomes 0
} args;

const uint GATHER = 0, SCATTER = 1, WEIGH = 2;
const int NOWHERE = -0x40000000;

// Sums are found at count.x × count.y places of each picture; place i and tap j meet dot from_first + i from_step + j from_tap of the
// picture that is read, and place i is dot to_first + i to_step of the result. Tap j is tap_first + j tap_step of the window.
ivec2 count, taps, tap_first, tap_step;
ivec2 from_size, from_first, from_step, from_tap;
ivec2 to_size, to_first, to_step;
uint from_all, from_own, to_all, to_own;   // channels, and of a group
uint group;

shared ivec4 place[TILE_M];   // of the rows at hand: see place_of_row ()

void
see_window ()
{
  count = pair (args.places);
  taps = pair (args.kernel);
  tap_first = ivec2 (0);
  tap_step = ivec2 (1);
  from_size = pair (args.dots);
  from_first = -pair (args.before);
  from_step = pair (args.stride);
  from_tap = pair (args.dilation);
  to_size = count;
  to_first = ivec2 (0);
  to_step = ivec2 (1);
}

// The same, seen from the large picture, for one phase and direction d.
void
see_phase (uint d, int phase)
{
  const int stride = pair (args.stride)[d], before = pair (args.before)[d], dilation = pair (args.dilation)[d];
  const int kernel = pair (args.kernel)[d], size = pair (args.dots)[d], over = abs (before) % stride;

  tap_first[d] = 0;
  while (tap_first[d] < kernel && tap_first[d] * dilation % stride != phase)
    tap_first[d]++;
  tap_step[d] = 1;
  while (tap_step[d] * dilation % stride != 0)
    tap_step[d]++;
  taps[d] = tap_first[d] < kernel ? (kernel - 1 - tap_first[d]) / tap_step[d] + 1 : 0;
  to_size[d] = size;
  to_first[d] = (phase + stride + (before < 0 ? over : -over)) % stride;
  to_step[d] = stride;
  count[d] = to_first[d] < size ? (size - 1 - to_first[d]) / stride + 1 : 0;
  from_size[d] = pair (args.places)[d];
  from_first[d] = (to_first[d] + before - tap_first[d] * dilation) / stride;
  from_step[d] = 1;
  from_tap[d] = -tap_step[d] * dilation / stride;
}

// Row m of so many: the line where its picture begins, the dot under its first tap, and where its sums go.
ivec4
place_of_row (uint m, uint end)
{
  const int i = int (m), across = i % count.y, down = i / count.y % count.x, row = i / count.y / count.x;
  const ivec2 from = from_first + ivec2 (down, across) * from_step, to = to_first + ivec2 (down, across) * to_step;

  if (m >= end)
    return ivec4 (0, NOWHERE, NOWHERE, -1);
  return ivec4 (row * from_size.x, from, ((row * to_size.x + to.x) * to_size.y + to.y) * int (to_all));
}

void
fill_places (uint first, uint end)
{
  for (uint i = gl_LocalInvocationID.x; i < (WAY == WEIGH ? TILE_K : TILE_M); i += INVOCATIONS)
    place[i] = place_of_row (first + i, end);
}

// Column k of so many: how far its tap goes from the first, and the channel.
ivec3
column_of (uint k, uint end)
{
  const int tap = int (k / from_own);

  if (k >= end)
    return ivec3 (NOWHERE, NOWHERE, 0);
  return ivec3 (ivec2 (tap / taps.y, tap % taps.y) * from_tap, group * from_own + k % from_own);
}

// Where both meet in the picture; below 0: beside it.
int
meeting (ivec4 at, ivec3 column)
{
  const ivec2 dot_ = at.yz + column.xy;

  if (dot_.x < 0 || dot_.y < 0 || dot_.x >= from_size.x || dot_.y >= from_size.y)
    return -1;
  return ((at.x + dot_.x) * from_size.y + dot_.y) * int (from_all) + column.z;
}

float
dot_at (ivec4 at, ivec3 column)
{
  const int i = meeting (at, column);

  return i < 0 ? 0.0 : picture[i];
}

// Four columns side by side.
struct Columns { ivec3 column[4]; };

Columns
columns_from (uint k, uint end)
{
  Columns columns;

  [[unroll]] for (uint l = 0; l < 4; l++)
    if (l == 0 || !PICTURE_BY_FOUR)
      columns.column[l] = column_of (k + l, end);
  return columns;
}

vec4
picture_at (ivec4 at, Columns columns)
{
  const int i = meeting (at, columns.column[0]);

  if (PICTURE_BY_FOUR)
    return i < 0 ? vec4 (0.0) : picture_four[i / 4];
  return vec4 (i < 0 ? 0.0 : picture[i], dot_at (at, columns.column[1]), dot_at (at, columns.column[2]), dot_at (at, columns.column[3]));
}

// Four numbers side by side of a row that has `left` more; 0 beyond its end.
vec4
matrix_at (uint at, int left)
{
  if (left <= 0)
    return vec4 (0.0);
  if (MATRIX_BY_FOUR)
    return matrix_four[at / 4];
  return vec4 (matrix[at], left > 1 ? matrix[at + 1] : 0.0, left > 2 ? matrix[at + 2] : 0.0, left > 3 ? matrix[at + 3] : 0.0);
}

// The row of the weights that belongs to column k of the picture.
uint
weights_row (uint k)
{
  const ivec2 kernel = pair (args.kernel);
  const int tap = int (k / from_own);
  const ivec2 at = tap_first + ivec2 (tap / taps.y, tap % taps.y) * tap_step;

  return WAY == GATHER ? k : uint (at.x * kernel.y + at.y) * from_own + k % from_own;
}

// ---- Gather and scatter: the picture makes strip A, the weights strip B ----

void
fetch_picture_down (uint first_k, uint end_k)
{
  const uint k = 4 * (gl_LocalInvocationID.x % (TILE_K / 4));   // the same for all that an invocation fetches
  const Columns columns = columns_from (first_k + k, end_k);

  for (uint i = gl_LocalInvocationID.x; i < TILE_M * TILE_K / 4; i += INVOCATIONS)
    {
      const uint m = i / (TILE_K / 4);
      const vec4 four = picture_at (place[m], columns);

      [[unroll]] for (uint l = 0; l < 4; l++)
        strip_a[(k + l) * A_STRIDE + m / 4][m % 4] = four[l];
    }
}

void
fetch_weights (uint first_n, uint first_k, uint end_k)
{
  const ivec2 kernel = pair (args.kernel);
  const uint first = group * kernel.x * kernel.y * from_own;

  for (uint i = gl_LocalInvocationID.x; i < TILE_N * TILE_K / 4; i += INVOCATIONS)
    {
      const uint k = first_k + i / (TILE_N / 4), n = first_n + 4 * (i % (TILE_N / 4));
      const int left = k < end_k ? int (to_own) - int (n) : 0;

      strip_b[i / (TILE_N / 4) * B_STRIDE + i % (TILE_N / 4)] =
        left > 0 ? matrix_at ((first + weights_row (k)) * to_own + n, left) : vec4 (0.0);
    }
}

void
find_picture (uint first_m, uint first_n)
{
  const uint end_m = args.rows * count.x * count.y, end_k = taps.x * taps.y * from_own;

  if (first_m >= end_m)
    return;
  fill_places (first_m, end_m);
  barrier ();
  for (uint k = 0; k < end_k; k += TILE_K)
    {
      fetch_picture_down (k, end_k);
      fetch_weights (first_n, k, end_k);
      barrier ();
      add_strips ();
      barrier ();
    }
  [[unroll]] for (uint i = 0; i < OWN_M; i++)
    [[unroll]] for (uint j = 0; j < OWN_N; j++)
      {
        const uint n = first_n + own_across (j), channel = group * to_own + n;
        const int to = place[own_down (i)].w;

        if (to >= 0 && n < to_own)
          {
            const float found = args.biased != 0 ? own_sum (i, j) + bias[channel] : own_sum (i, j);

            result[to + channel] = args.bent != 0 && found < 0.0 ? 0.0 : found;
          }
      }
}

// ---- Weigh: the small picture makes strip A, the large one strip B ----

void
fetch_small (uint first_m, uint first_k, uint end_k)
{
  for (uint i = gl_LocalInvocationID.x; i < TILE_M * TILE_K / 4; i += INVOCATIONS)
    {
      const uint k = first_k + i / (TILE_M / 4), m = first_m + 4 * (i % (TILE_M / 4));

      strip_a[i / (TILE_M / 4) * A_STRIDE + i % (TILE_M / 4)] =
        matrix_at (k * to_all + group * to_own + m, k < end_k ? int (to_own) - int (m) : 0);
    }
}

void
fetch_picture_across (Columns columns)
{
  for (uint i = gl_LocalInvocationID.x; i < TILE_N * TILE_K / 4; i += INVOCATIONS)
    strip_b[i / (TILE_N / 4) * B_STRIDE + i % (TILE_N / 4)] = picture_at (place[i / (TILE_N / 4)], columns);
}

void
find_weights (uint first_m, uint first_n, uint part)
{
  const uint n_taps = taps.x * taps.y, end_n = n_taps * from_own;
  const uint all = args.rows * count.x * count.y, first_k = part * args.part, end_k = min (first_k + args.part, all);
  const Columns columns = columns_from (first_n + 4 * (gl_LocalInvocationID.x % (TILE_N / 4)), end_n);

  if (first_m >= to_own)
    return;
  fill_places (first_k, end_k);
  barrier ();
  for (uint k = first_k; k < end_k; k += TILE_K)
    {
      fetch_small (first_m, k, end_k);
      fetch_picture_across (columns);
      barrier ();
      fill_places (k + TILE_K, end_k);
      add_strips ();
      barrier ();
    }
  [[unroll]] for (uint i = 0; i < OWN_M; i++)
    [[unroll]] for (uint j = 0; j < OWN_N; j++)
      {
        const uint m = first_m + own_down (i), n = first_n + own_across (j), row = (part * args.groups + group) * to_own + m;

        if (m < to_own && n < end_n)
          result[(row * from_own + n % from_own) * n_taps + n / from_own] = own_sum (i, j);
      }
}

void
main ()
{
  const uint large = args.large / args.groups, small = args.small / args.groups;
  const ivec2 stride = pair (args.stride);
  const uint each = WAY == GATHER ? 1 : WAY == SCATTER ? stride.x * stride.y : args.parts;
  const uint part = gl_WorkGroupID.z % each;

  group = gl_WorkGroupID.z / each;
  see_window ();
  if (WAY == SCATTER)
    {
      see_phase (0, int (part) / stride.y);
      see_phase (1, int (part) % stride.y);
    }
  from_all = WAY == SCATTER ? args.small : args.large;
  to_all = WAY == SCATTER ? args.large : args.small;
  from_own = WAY == SCATTER ? small : large;
  to_own = WAY == SCATTER ? large : small;

  // Tiles side by side are found one after the other: they share a strip of the picture.
  const uint columns = WAY == WEIGH ? taps.x * taps.y * from_own : to_own, across = (columns - 1) / TILE_N + 1;
  const uint tile = gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x;

  start_sums ();
  if (WAY == WEIGH)
    find_weights (tile / across * TILE_M, tile % across * TILE_N, part);
  else
    find_picture (tile / across * TILE_M, tile % across * TILE_N);
}
