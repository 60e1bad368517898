/* Convolution and transposed convolution; see engine/ops/conv.h. Each is the other backwards, so both are recorded here, in terms of a
 * large and a small picture: shaders/conv2d.comp finds all by tiles, conv2d_thin.comp what has too few channels for that. */
#include "conv.h"
#include "gate.h"
#include "gemm.h"
#include "kernels.h"
#include "permutation.h"
#include "window-words.h"

#define THIN 4              /* channels, or numbers of a filter, that would leave most of a tile empty */
#define MOST_PARTS 64       /* that the places are cut into to find the weights' gradient … */
#define SHORTEST_PART 256   /* … each of so many at least … */
#define BUSY_TILES 256      /* … where fewer tiles than this are found at once; thin, invocations: */
#define BUSY_THIN (BUSY_TILES * NN_DISPATCH_FLAT)
#define STRIP 16            /* places that a tile takes at a time: a part is a multiple of it */

typedef enum { GATHER, SCATTER, WEIGH } Way;   /* as the shaders count them */

typedef struct
{
  NnConv conv;
  gsize rows;
  gsize large, small;       /* channels of a group */
  gsize taps, weights;
  gsize n_large, n_small;   /* numbers of the pictures */
} Sizes;

/* One direction of it. */
typedef struct
{
  Way way;
  gconstpointer picture;    /* that the taps go over: the small one to scatter, else the large one */
  gconstpointer matrix;     /* weights; to weigh: the small picture */
  gconstpointer bias;
  gboolean bent;            /* what comes out below 0 becomes 0 */
  gpointer result;
  gpointer scratch;
} Pass;

static Sizes
sizes_of (const NnStep *step, guint rows, gboolean transposed)
{
  const NnShape *in = &step->in[0].shape, *out = &step->out[0].shape;
  const NnConv conv = nn_conv (step->arg, transposed ? out : in, transposed ? in : out, &step->in[1].shape);

  return (Sizes) {
    .conv = conv,
    .rows = rows,
    .large = conv.large / conv.groups,
    .small = conv.small / conv.groups,
    .taps = nn_conv_taps (&conv),
    .weights = step->in[1].size,
    .n_large = rows * nn_conv_large_size (&conv),
    .n_small = rows * nn_conv_small_size (&conv),
  };
}

static gsize
places_of (const Sizes *s)
{
  return s->n_small / s->conv.small;
}

/* Channels of a group in the result, and in the picture that is read. */
static gsize
channels_to (const Sizes *s, Way way)
{
  return way == SCATTER ? s->large : s->small;
}

static gsize
channels_from (const Sizes *s, Way way)
{
  return way == SCATTER ? s->small : s->large;
}

static gboolean
is_thin (const Sizes *s, Way way)
{
  return channels_to (s, way) <= THIN || (way == WEIGH && s->taps * s->large <= THIN);
}

/* Depends on the sizes alone, so that the same numbers are added up in the same order. */
static const NnTile *
weigh_tile (const Sizes *s)
{
  return nn_tile_choose (s->small, s->taps * s->large, s->conv.groups, 1);
}

static gsize
count_parts (const Sizes *s)
{
  const gsize at_once = is_thin (s, WEIGH) ? s->weights
                                           : nn_tile_count (weigh_tile (s), s->small, s->taps * s->large, s->conv.groups);
  const gsize busy = is_thin (s, WEIGH) ? BUSY_THIN : BUSY_TILES;

  return CLAMP (MIN (busy / at_once, places_of (s) / SHORTEST_PART), 1, MOST_PARTS);
}

/* Of a pass; the parts of the gradient are summed without more, being no more than nn_record_sum_rows() takes at a time. */
static gsize
pass_scratch (const Sizes *s, Way way)
{
  if (way == WEIGH)
    return count_parts (s) > 1 ? nn_scratch_room (count_parts (s) * s->weights) + nn_sum_rows_scratch (count_parts (s), s->weights) : 0;
  return is_thin (s, way) ? 0 : s->weights;
}

/* What both shaders are told alike. */
static NnDispatch
describe (const Sizes *s, const Pass *pass)
{
  const NnAxis *axis = s->conv.axis;
  const gsize n_result = pass->way == WEIGH ? count_parts (s) * s->weights : pass->way == GATHER ? s->n_small : s->n_large;
  const gsize part = (places_of (s) - 1) / count_parts (s) / STRIP * STRIP + STRIP;

  return (NnDispatch) {
    .buffer = {
      NN_READS (pass->picture, pass->way == SCATTER ? s->n_small : s->n_large),
      NN_READS (pass->matrix, pass->way == WEIGH ? s->n_small : s->weights),
      NN_READS (pass->bias, pass->bias != NULL ? channels_to (s, pass->way) * s->conv.groups : 0),
      NN_WRITES (pass->result, n_result),
    },
    .word = {
      NN_WINDOW_WORDS (axis),
      { s->rows }, { s->conv.large }, { s->conv.small }, { s->conv.groups },
      { count_parts (s) }, { part },
      { pass->bias != NULL }, { pass->bent }, { n_result },
    },
  };
}

/* One invocation a number of the result. */
static void
record_thin (const NnRun *run, const Sizes *s, const Pass *pass)
{
  NnDispatch dispatch = describe (s, pass);

  dispatch.shader = NN_SHADER_CONV2D_THIN;
  dispatch.constant[0] = pass->way;
  nn_dispatch_flat (run, &dispatch, dispatch.buffer[3].n);
}

/* A product of matrices [m][n]; `each`: so many of a group, by phase or by part. */
typedef struct
{
  gsize m, n, each;
} Product;

static Product
product_of (const Sizes *s, Way way)
{
  const NnAxis *down = &s->conv.axis[0], *across = &s->conv.axis[1];
  const gsize largest_phase = ((down->in - 1) / down->stride + 1) * ((across->in - 1) / across->stride + 1);

  switch (way)
    {
    case GATHER:
      return (Product) { places_of (s), s->small, 1 };
    case SCATTER:
      return (Product) { s->rows * largest_phase, s->large, down->stride * across->stride };
    default:
      return (Product) { s->small, s->taps * s->large, count_parts (s) };
    }
}

static void
record_tiles (const NnRun *run, const Sizes *s, const Pass *pass)
{
  const Way way = pass->way;
  const Product product = product_of (s, way);
  const gsize count = s->conv.groups * product.each;
  const NnTile *tile = way == WEIGH ? weigh_tile (s) : nn_tile_choose (product.m, product.n, count, nn_tiles_enough (run));
  NnDispatch dispatch = describe (s, pass);

  dispatch.shader = NN_SHADER_CONV2D;
  dispatch.constant[NN_TILE_CONSTANTS] = way;
  dispatch.constant[NN_TILE_CONSTANTS + 1] = channels_from (s, way) % 4 == 0;
  dispatch.constant[NN_TILE_CONSTANTS + 2] = channels_to (s, way) % 4 == 0;
  tile = nn_tile_set (run, &dispatch, tile);
  dispatch.groups[2] = count;
  nn_dispatch_groups (run, &dispatch, nn_tile_count (tile, product.m, product.n, 1));
}

/* From [groups][small][large][taps] to [groups][taps][channels from][channels to]. */
static void
pack_weights (const NnRun *run, const Sizes *s, const Pass *pass)
{
  const gsize large = s->taps, small = s->taps * s->large;
  const NnPermutation permutation = {
    .dim = { s->conv.groups, s->taps, channels_from (s, pass->way), channels_to (s, pass->way) },
    .step = { s->small * small, 1, pass->way == SCATTER ? small : large, pass->way == SCATTER ? large : small },
    .size = s->weights,
  };

  nn_record_permutation (run, &permutation, pass->scratch, pass->matrix, 1, FALSE);
}

static void
record_picture (const NnRun *run, const Sizes *s, const Pass *pass)
{
  Pass packed = *pass;

  if (is_thin (s, pass->way))
    {
      record_thin (run, s, pass);
      return;
    }
  pack_weights (run, s, pass);
  packed.matrix = pass->scratch;
  record_tiles (run, s, &packed);
}

static void
record_weights (const NnRun *run, const Sizes *s, const Pass *pass)
{
  const gsize parts = count_parts (s);
  Pass part = *pass;

  part.result = parts > 1 ? pass->scratch : pass->result;
  if (is_thin (s, WEIGH))
    record_thin (run, s, &part);
  else
    record_tiles (run, s, &part);
  if (parts > 1)
    nn_record_sum_rows (run, pass->result, pass->scratch, parts, s->weights,
                        (float *) pass->scratch + nn_scratch_room (parts * s->weights));
}

static void
forward (const NnStep *step, const NnRun *run, gboolean transposed)
{
  const Sizes s = sizes_of (step, run->rows, transposed);

  record_picture (run, &s, &(Pass) {
    .way = transposed ? SCATTER : GATHER,
    .picture = step->in[0].data, .matrix = step->in[1].data, .bias = step->in[2].data, .bent = s.conv.relu,
    .result = step->out[0].data, .scratch = step->scratch,
  });
}

/* What each pass needs scratch for lies one after the other, so that none waits for another; first dy behind the ReLU. */
static void
backward (const NnStep *step, const NnRun *run, gboolean transposed)
{
  const Sizes s = sizes_of (step, run->rows, transposed);
  const Way way = transposed ? GATHER : SCATTER;
  const gsize n = run->rows * step->out[0].size, channels = transposed ? s.conv.large : s.conv.small;
  gconstpointer dy = step->d_out[0].data;
  float *scratch = step->scratch;

  if (s.conv.relu)
    {
      nn_record_gate (run, scratch, step->out[0].data, dy, n);
      dy = scratch;
      scratch += nn_scratch_room (n);
    }
  if (step->d_in[0].data != NULL)
    record_picture (run, &s, &(Pass) {
      .way = way, .picture = dy, .matrix = step->in[1].data, .result = step->d_in[0].data, .scratch = scratch,
    });
  scratch += nn_scratch_room (pass_scratch (&s, way));
  if (step->d_in[1].data != NULL)
    record_weights (run, &s, &(Pass) {
      .way = WEIGH, .picture = transposed ? dy : step->in[0].data, .matrix = transposed ? step->in[0].data : dy,
      .result = step->d_in[1].data, .scratch = scratch,
    });
  scratch += nn_scratch_room (pass_scratch (&s, WEIGH));
  if (step->d_in[2].data != NULL)
    nn_record_sum_rows (run, step->d_in[2].data, dy, n / channels, channels, scratch);
}

static gsize
scratch (const NnStep *step, guint rows, gboolean back, gboolean transposed)
{
  const Sizes s = sizes_of (step, rows, transposed);
  const gsize n = rows * step->out[0].size, channels = transposed ? s.conv.large : s.conv.small;

  if (!back)
    return pass_scratch (&s, transposed ? SCATTER : GATHER);
  return (s.conv.relu ? nn_scratch_room (n) : 0) + nn_scratch_room (pass_scratch (&s, transposed ? GATHER : SCATTER)) +
         nn_scratch_room (pass_scratch (&s, WEIGH)) + nn_sum_rows_scratch (n / channels, channels);
}

#define CONVOLUTION(id, transposed)                                \
  static void                                                      \
  id##_forward (const NnStep *step, const NnRun *run)              \
  {                                                                \
    forward (step, run, transposed);                               \
  }                                                                \
                                                                   \
  static void                                                      \
  id##_backward (const NnStep *step, const NnRun *run)             \
  {                                                                \
    backward (step, run, transposed);                              \
  }                                                                \
                                                                   \
  static gsize                                                     \
  id##_scratch (const NnStep *step, guint rows, gboolean back)     \
  {                                                                \
    return scratch (step, rows, back, transposed);                 \
  }                                                                \
                                                                   \
  const NnKernel nn_vulkan_##id = { id##_forward, id##_backward, .scratch = id##_scratch };

CONVOLUTION (conv2d, FALSE)
CONVOLUTION (conv_transpose2d, TRUE)
