#include "gemm.h"

#define MOST_PARTS 8      /* that a product's sum is cut into … */
#define SHORTEST_PART 256 /* … each of so many numbers at least … */
#define ENOUGH_TILES 128  /* … where there are fewer tiles than this to keep a large card busy */

static const NnTile tiles[] = {
  { 32, 32, 16, 4, 4 },
  { 16, 64, 16, 4, 4 },
  { 64, 16, 16, 4, 4 },
  { 64, 64, 16, 8, 8 },
  { 128, 16, 16, 8, 4 },
  { 128, 32, 16, 8, 4 },
  { 128, 64, 16, 8, 8 },
  { 128, 128, 16, 8, 8 },
};

#define FETCHING 16   /* multiplications that a number of a strip costs to fetch */

/* One a core or so; a processor has few cores, and does more with large tiles. */
static const guint enough_tiles[NN_DEVICE_KINDS] = {
  [NN_DEVICE_DISCRETE] = ENOUGH_TILES,
  [NN_DEVICE_INTEGRATED] = 32,
  [NN_DEVICE_VIRTUAL] = ENOUGH_TILES,
  [NN_DEVICE_PROCESSOR] = 2,
};

static void
set_constants (const NnTile *tile, guint32 *constant)
{
  constant[0] = tile->m / tile->own_m * (tile->n / tile->own_n);
  constant[1] = tile->m;
  constant[2] = tile->n;
  constant[3] = tile->k;
  constant[4] = tile->own_m;
  constant[5] = tile->own_n;
}

const NnTile *
nn_tile_set (const NnRun *run, NnDispatch *dispatch, const NnTile *tile)
{
  for (;; tile--)
    {
      set_constants (tile, dispatch->constant);
      dispatch->tile = tile - tiles;
      if (tile == tiles || nn_dispatch_is_possible (run, dispatch))
        return tile;
    }
}

/* Depends on the sizes alone: the same numbers in the same order, so the same bits. */
static gsize
count_parts (gsize m, gsize n, gsize k, gsize count)
{
  const NnTile *tile = nn_tile_choose (m, n, count, ENOUGH_TILES);
  const gsize wanted = ENOUGH_TILES / nn_tile_count (tile, m, n, count);

  return CLAMP (MIN (wanted, k / SHORTEST_PART), 1, MOST_PARTS);
}

gsize
nn_gemm_scratch (gsize m, gsize n, gsize k, gsize count)
{
  const gsize parts = count_parts (m, n, k, count);

  return parts > 1 ? parts * MAX (count, 1) * m * n : 0;
}

/* An operand as the shader takes it: bound where a block may be, so that its first number may come a little later. */
typedef struct
{
  NnDispatchBuffer buffer;
  gsize first, row, next, inner;
  gboolean by_four;
} Operand;

static Operand
operand (gconstpointer data, NnAccess access, gsize rows, gsize length, gsize row, gsize groups, gsize next, gsize members, gsize inner)
{
  const gsize first = (gsize) data / sizeof (float) % nn_scratch_room (1);

  return (Operand) {
    .buffer = {
      (const float *) data - first,
      first + (groups - 1) * next + (members - 1) * inner + (rows - 1) * row + length,
      access,
    },
    .first = first,
    .row = row,
    .next = next,
    .inner = inner,
    .by_four = first % 4 == 0 && row % 4 == 0 && length % 4 == 0 && next % 4 == 0 && inner % 4 == 0,
  };
}

static Operand
operand_a (const NnGemm *g, gsize groups, gsize members)
{
  return operand (g->a, NN_ACCESS_READ, g->a_turned ? g->k : g->m, g->a_turned ? g->m : g->k, g->a_row, groups, g->a_next, members,
                  g->a_inner);
}

static Operand
operand_b (const NnGemm *g, gsize groups, gsize members)
{
  return operand (g->b, NN_ACCESS_READ, g->b_turned ? g->n : g->k, g->b_turned ? g->k : g->n, g->b_row, groups, g->b_next, members,
                  g->b_inner);
}

static Operand
operand_c (const NnGemm *g, gsize groups, gsize members)
{
  return operand (g->c, NN_ACCESS_WRITE, g->m, g->n, g->c_row, groups, g->c_next, members, g->c_inner);
}

/* Where the parts of every product go. */
static Operand
operand_parts (const NnGemm *g, gsize parts, gsize groups, gsize members)
{
  const gsize all = parts * g->m * g->n;

  return operand (g->scratch, NN_ACCESS_WRITE, parts * g->m, g->n, g->n, groups, members * all, members, all);
}

/* One part: straight into C; else into scratch, as [count][parts][m][n]. */
static void
record (const NnRun *run, const NnGemm *gemm, const NnTile *tile, gsize parts)
{
  const gsize members = MAX (gemm->inner, 1), groups = MAX (gemm->count, 1) / members;
  const Operand a = operand_a (gemm, groups, members), b = operand_b (gemm, groups, members);
  const Operand c = parts > 1 ? operand_parts (gemm, parts, groups, members) : operand_c (gemm, groups, members);
  const gsize part = ((gemm->k - 1) / parts / tile->k + 1) * tile->k;   /* of every tile */

  NnDispatch dispatch = {
    .shader = NN_SHADER_GEMM,
    .constant = {
      [NN_TILE_CONSTANTS] = gemm->a_turned, gemm->b_turned, a.by_four, b.by_four, gemm->bias != NULL && parts == 1,
    },
    .buffer = { a.buffer, b.buffer, NN_READS (gemm->bias, gemm->bias != NULL ? gemm->n : 0), c.buffer },
    .word = {
      { gemm->m }, { gemm->n }, { gemm->k }, { a.row }, { b.row }, { c.row }, { a.next }, { b.next }, { c.next },
      { a.inner }, { b.inner }, { c.inner }, { members }, { a.first | b.first << 8 | c.first << 16 }, { parts }, { part },
    },
  };

  tile = nn_tile_set (run, &dispatch, tile);
  dispatch.groups[0] = (gemm->n - 1) / tile->n + 1;
  dispatch.groups[1] = (gemm->m - 1) / tile->m + 1;
  dispatch.groups[2] = groups * members * parts;
  nn_dispatch (run, &dispatch);
}

/* Each product's parts added up, with its bias. */
static void
add_parts (const NnRun *run, const NnGemm *gemm, gsize parts)
{
  const gsize members = MAX (gemm->inner, 1), groups = MAX (gemm->count, 1) / members;
  const gsize size = gemm->m * gemm->n, n = groups * members * size;
  const Operand c = operand_c (gemm, groups, members);

  nn_dispatch_flat (run, &(NnDispatch) {
    .shader = NN_SHADER_GEMM_PARTS,
    .constant = { gemm->bias != NULL },
    .buffer = {
      NN_READS (gemm->scratch, parts * n),
      NN_READS (gemm->bias, gemm->bias != NULL ? gemm->n : 0),
      c.buffer,
    },
    .word = { { n }, { size }, { gemm->n }, { parts }, { c.row }, { c.next }, { c.inner }, { members }, { c.first } },
  }, n);
}

gsize
nn_tile_count (const NnTile *tile, gsize m, gsize n, gsize count)
{
  return ((m - 1) / tile->m + 1) * ((n - 1) / tile->n + 1) * MAX (count, 1);
}

/* Time for all of them, the empty edges included: `enough` are found side by side, so that fewer take no less. */
static double
tile_cost (const NnTile *tile, gsize m, gsize n, gsize count, guint enough)
{
  return (double) MAX (nn_tile_count (tile, m, n, count), enough) * (tile->m * tile->n + FETCHING * (tile->m + tile->n));
}

const NnTile *
nn_tile_choose (gsize m, gsize n, gsize count, guint enough)
{
  const NnTile *best = &tiles[0];

  for (guint i = 1; i < G_N_ELEMENTS (tiles); i++)
    if (tile_cost (&tiles[i], m, n, count, enough) < tile_cost (best, m, n, count, enough))
      best = &tiles[i];
  return best;
}

guint
nn_tiles_enough (const NnRun *run)
{
  return enough_tiles[nn_device_info (nn_recording_device (run->recording))->kind];
}

void
nn_gemm (const NnRun *run, const NnGemm *gemm)
{
  const NnTile *tile = nn_tile_choose (gemm->m, gemm->n, gemm->count, nn_tiles_enough (run));
  const gsize parts = count_parts (gemm->m, gemm->n, gemm->k, gemm->count);

  record (run, gemm, tile, parts);
  if (parts > 1)
    add_parts (run, gemm, parts);
}
