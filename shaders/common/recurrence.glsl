// What the recurrent shaders share. A dispatch is one step of all rows, since each needs the whole state before it. A group finds
// 16 rows of 16 columns: of each, the sum over what the row brings from the step before, times the weight; then the shader
// proper bends the sums (finish ()). Eight invocations share 4 × 4 of the sums, each taking every eighth term, and their parts are
// added in order.
#extension GL_EXT_control_flow_attributes : require

#define TILE 16
#define STRIP 128   // terms taken to shared memory at a time
#define SLICES 8

layout (local_size_x = TILE * SLICES) in;
layout (constant_id = 0) const bool BY_FOUR = false;   // the size is a multiple of 4

layout (push_constant) uniform Args
{
  uint rows, steps, size;
  uint terms;          // of a sum; 0: nothing comes from the step before
  uint s;              // the step that the rows come to as their s-th, counted from 0 …
  uint at;             // … its place in the sequence …
  uint before, after;  // … and those of the ones before and after it, where there are such
} args;

vec4 load_past (uint row, uint k);        // four terms of what a row brings, from k on
vec4 load_weight (uint k, uint column);   // four of the weight, along k or along the columns
void finish (uint row, uint column, vec4 sum);   // four sums side by side; the row exists, the columns need not

shared vec4 strip[2 * STRIP * TILE / 4];   // what is brought, [k][row], then the weight, [k][column]

// Number, among rows · steps, of a row's place.
uint
place (uint row, uint at)
{
  return row * args.steps + at;
}

// Four numbers side by side of a block that is there as floats and as vec4, 0 where fewer are left.
#define FOUR(floats, fours, at, left) \
  (BY_FOUR ? fours[(at) / 4] \
           : vec4 (floats[at], (left) > 1 ? floats[(at) + 1] : 0.0, (left) > 2 ? floats[(at) + 2] : 0.0, (left) > 3 ? floats[(at) + 3] : 0.0))

// Four terms of one row or column.
void
keep_turned (uint first_k, uint k, uint which, vec4 four)
{
  [[unroll]] for (uint l = 0; l < 4; l++)
    strip[(first_k + k + l) * TILE / 4 + which / 4][which % 4] = four[l];
}

void
fetch (uint first_row, uint first_column, uint first_k, uint terms)
{
  for (uint i = gl_LocalInvocationID.x; i < (terms + 3) / 4 * TILE; i += TILE * SLICES)
    {
      const uint which = i % TILE, k = i / TILE * 4;

      keep_turned (0, k, which, first_row + which < args.rows ? load_past (first_row + which, first_k + k) : vec4 (0.0));
#ifdef WEIGHT_ALONG_COLUMNS
      const uint l = k + which / 4, four = which % 4;

      if (l < terms)
        strip[(STRIP + l) * TILE / 4 + four] = load_weight (first_k + l, first_column + 4 * four);
#else
      keep_turned (STRIP, k, which, load_weight (first_k + k, first_column + which));
#endif
    }
}

void
main ()
{
  const uint first_row = gl_WorkGroupID.y * TILE, first_column = gl_WorkGroupID.x * TILE;
  const uint own = gl_LocalInvocationID.x, slice = own / TILE, own_rows = own % TILE / 4, own_columns = own % 4;
  vec4 sum[4] = { vec4 (0.0), vec4 (0.0), vec4 (0.0), vec4 (0.0) };

  for (uint k = 0; k < args.terms; k += STRIP)
    {
      const uint terms = min (STRIP, args.terms - k);

      fetch (first_row, first_column, k, terms);
      barrier ();
      for (uint l = slice; l < terms; l += SLICES)
        {
          const vec4 down = strip[l * TILE / 4 + own_rows], across = strip[(STRIP + l) * TILE / 4 + own_columns];

          [[unroll]] for (uint i = 0; i < 4; i++)
            sum[i] = fma (vec4 (down[i]), across, sum[i]);
        }
      barrier ();
    }

  [[unroll]] for (uint i = 0; i < 4; i++)
    strip[(slice * TILE + 4 * own_rows + i) * TILE / 4 + own_columns] = sum[i];
  barrier ();
  if (own < TILE * TILE / 4 && first_row + own / 4 < args.rows)
    {
      vec4 all = vec4 (0.0);

      for (uint i = 0; i < SLICES; i++)
        all += strip[i * TILE * TILE / 4 + own];
      finish (first_row + own / 4, first_column + own % 4 * 4, all);
    }
}
