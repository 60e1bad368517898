#include "gemm.h"

#define MOST_PARTS 8      /* that a product's sum is cut into … */
#define SHORTEST_PART 256 /* … each of so many numbers at least … */
#define ENOUGH_TILES 32   /* … where there are fewer tiles than this to keep a card busy */
#define FEW_TILES 2       /* enough for a device in software: a processor has few cores, and does more with large tiles */

/* Sizes of tiles in shaders/gemm.comp: what a group finds, how far it reaches at a time, and what an invocation finds of it. */
typedef struct
{
  guint m, n, k, own_m, own_n;
} Tile;

static const Tile tiles[] = {
  { 32, 32, 16, 4, 4 },
  { 64, 64, 16, 8, 8 },
  { 128, 128, 16, 8, 8 },
};

static gsize
count_tiles (const Tile *tile, gsize m, gsize n, gsize count)
{
  return ((m - 1) / tile->m + 1) * ((n - 1) / tile->n + 1) * MAX (count, 1);
}

/* The largest that leaves enough of them, and that is not mostly edge. */
static const Tile *
choose_tile (gsize m, gsize n, gsize count, guint enough)
{
  guint i = G_N_ELEMENTS (tiles) - 1;

  while (i > 0 && (count_tiles (&tiles[i], m, n, count) < enough || MIN (m, n) <= tiles[i].m / 2))
    i--;
  return &tiles[i];
}

/* Depends on the sizes alone: the same numbers in the same order, so the same bits. */
static gsize
count_parts (gsize m, gsize n, gsize k, gsize count)
{
  const Tile *tile = choose_tile (m, n, count, ENOUGH_TILES);
  const gsize wanted = ENOUGH_TILES / count_tiles (tile, m, n, count);

  return CLAMP (MIN (wanted, k / SHORTEST_PART), 1, MOST_PARTS);
}

gsize
nn_gemm_scratch (gsize m, gsize n, gsize k, gsize count)
{
  const gsize parts = count_parts (m, n, k, count);

  return parts > 1 ? parts * MAX (count, 1) * m * n : 0;
}

static gboolean
by_four (gsize row, gsize length, gsize next)
{
  return row % 4 == 0 && length % 4 == 0 && next % 4 == 0;
}

/* Numbers from the first to behind the last that are touched. */
static gsize
extent (gsize rows, gsize row, gsize length, gsize count, gsize next)
{
  return (MAX (count, 1) - 1) * next + (rows - 1) * row + length;
}

/* One part: straight into C; else into scratch, as [count][parts][m][n]. */
static void
record (const NnRun *run, const NnGemm *gemm, const Tile *tile, gsize parts)
{
  const gsize count = MAX (gemm->count, 1), size = gemm->m * gemm->n;
  const gsize a_rows = gemm->a_turned ? gemm->k : gemm->m, a_length = gemm->a_turned ? gemm->m : gemm->k;
  const gsize b_rows = gemm->b_turned ? gemm->n : gemm->k, b_length = gemm->b_turned ? gemm->k : gemm->n;
  const gsize part = ((gemm->k - 1) / parts / tile->k + 1) * tile->k;
  const gsize c_row = parts > 1 ? gemm->n : gemm->c_row, c_next = parts > 1 ? parts * size : gemm->c_next;

  nn_dispatch (run, &(NnDispatch) {
    .shader = NN_SHADER_GEMM,
    .constant = {
      tile->m / tile->own_m * (tile->n / tile->own_n), tile->m, tile->n, tile->k, tile->own_m, tile->own_n,
      gemm->a_turned, gemm->b_turned,
      by_four (gemm->a_row, a_length, gemm->a_next), by_four (gemm->b_row, b_length, gemm->b_next),
      gemm->bias != NULL && parts == 1,
    },
    .buffer = {
      NN_READS (gemm->a, extent (a_rows, gemm->a_row, a_length, count, gemm->a_next)),
      NN_READS (gemm->b, extent (b_rows, gemm->b_row, b_length, count, gemm->b_next)),
      NN_READS (gemm->bias, gemm->bias != NULL ? gemm->n : 0),
      NN_WRITES (parts > 1 ? gemm->scratch : gemm->c,
                 parts > 1 ? count * parts * size : extent (gemm->m, gemm->c_row, gemm->n, count, gemm->c_next)),
    },
    .word = {
      { gemm->m }, { gemm->n }, { gemm->k }, { gemm->a_row }, { gemm->b_row }, { c_row },
      { gemm->a_next }, { gemm->b_next }, { c_next }, { parts }, { part }, { size },
    },
    .groups = { (gemm->n - 1) / tile->n + 1, (gemm->m - 1) / tile->m + 1, count * parts },
  });
}

/* Each product's parts added up, with its bias. */
static void
add_parts (const NnRun *run, const NnGemm *gemm, gsize parts)
{
  const gsize size = gemm->m * gemm->n, count = MAX (gemm->count, 1);

  nn_dispatch_flat (run, &(NnDispatch) {
    .shader = NN_SHADER_GEMM_PARTS,
    .constant = { gemm->bias != NULL },
    .buffer = {
      NN_READS (gemm->scratch, parts * count * size),
      NN_READS (gemm->bias, gemm->bias != NULL ? gemm->n : 0),
      NN_WRITES (gemm->c, extent (gemm->m, gemm->c_row, gemm->n, count, gemm->c_next)),
    },
    .word = { { count * size }, { size }, { gemm->n }, { parts }, { gemm->c_row }, { gemm->c_next } },
  }, count * size);
}

void
nn_gemm (const NnRun *run, const NnGemm *gemm)
{
  const NnDeviceInfo *info = nn_device_info (nn_recording_device (run->recording));
  const guint enough = info->kind == NN_DEVICE_PROCESSOR ? FEW_TILES : ENOUGH_TILES;
  const Tile *tile = choose_tile (gemm->m, gemm->n, gemm->count, enough);
  const gsize parts = count_parts (gemm->m, gemm->n, gemm->k, gemm->count);

  record (run, gemm, tile, parts);
  if (parts > 1)
    add_parts (run, gemm, parts);
}
