/* Convolution and its two relatives as plain loops over all places, taps and channels. */
#include "conv.h"

/* What meets at one place under one tap: the first channel of a dot of either picture, and the weight of their first
 * channels; from one large channel to the next the weight steps by `taps`, from one small channel to the next by
 * `filter`. */
typedef struct
{
  gsize large, small, weight;
  gsize taps, filter;
} Meeting;

typedef struct
{
  NnGated large, small;
  const double *weight;
  double *sum;               /* what is added to: large, small or weight */
} Blocks;

typedef void (*Meet) (const NnConv *conv, const Meeting *at, const Blocks *blocks);

static double
number (const NnGated *block, gsize i)
{
  return block->gate != NULL && block->gate[i] <= 0 ? 0 : block->number[i];
}

static void
meet_tap (const NnConv *conv, gsize row, const gint64 o[2], const gint64 k[2], Meet meet,
          const Blocks *blocks)
{
  const gint64 y = nn_axis_dot (&conv->axis[0], o[0], k[0]);
  const gint64 x = nn_axis_dot (&conv->axis[1], o[1], k[1]);
  const gsize taps = nn_conv_taps (conv);
  const Meeting at = {
    .large = row * nn_conv_large_size (conv) + (y * conv->axis[1].in + x) * conv->large,
    .small = row * nn_conv_small_size (conv) + (o[0] * conv->axis[1].out + o[1]) * conv->small,
    .weight = k[0] * conv->axis[1].kernel + k[1],
    .taps = taps,
    .filter = taps * (conv->large / conv->groups),
  };

  if (nn_axis_has (&conv->axis[0], y) && nn_axis_has (&conv->axis[1], x))
    meet (conv, &at, blocks);
}

static void
meet_all (const NnConv *conv, gsize rows, Meet meet, const Blocks *blocks)
{
  gint64 o[2], k[2];

  for (gsize row = 0; row < rows; row++)
    for (o[0] = 0; o[0] < conv->axis[0].out; o[0]++)
      for (o[1] = 0; o[1] < conv->axis[1].out; o[1]++)
        for (k[0] = 0; k[0] < conv->axis[0].kernel; k[0]++)
          for (k[1] = 0; k[1] < conv->axis[1].kernel; k[1]++)
            meet_tap (conv, row, o, k, meet, blocks);
}

/* First large channel of the group of a small one. */
static gsize
group_start (const NnConv *conv, gsize small)
{
  return small / (conv->small / conv->groups) * (conv->large / conv->groups);
}

static void
gather (const NnConv *conv, const Meeting *at, const Blocks *blocks)
{
  for (gint64 s = 0; s < conv->small; s++)
    for (gint64 l = 0; l < conv->large / conv->groups; l++)
      blocks->sum[at->small + s] += number (&blocks->large, at->large + group_start (conv, s) + l) *
                                    blocks->weight[at->weight + s * at->filter + l * at->taps];
}

static void
scatter (const NnConv *conv, const Meeting *at, const Blocks *blocks)
{
  for (gint64 s = 0; s < conv->small; s++)
    for (gint64 l = 0; l < conv->large / conv->groups; l++)
      blocks->sum[at->large + group_start (conv, s) + l] +=
          number (&blocks->small, at->small + s) * blocks->weight[at->weight + s * at->filter + l * at->taps];
}

static void
weigh (const NnConv *conv, const Meeting *at, const Blocks *blocks)
{
  for (gint64 s = 0; s < conv->small; s++)
    for (gint64 l = 0; l < conv->large / conv->groups; l++)
      blocks->sum[at->weight + s * at->filter + l * at->taps] +=
          number (&blocks->large, at->large + group_start (conv, s) + l) * number (&blocks->small, at->small + s);
}

void
nn_conv_gather (const NnConv *conv, gsize rows, NnGated large, const double *weight, double *small)
{
  meet_all (conv, rows, gather, &(Blocks) { .large = large, .weight = weight, .sum = small });
}

void
nn_conv_scatter (const NnConv *conv, gsize rows, NnGated small, const double *weight, double *large)
{
  meet_all (conv, rows, scatter, &(Blocks) { .small = small, .weight = weight, .sum = large });
}

void
nn_conv_weigh (const NnConv *conv, gsize rows, NnGated large, NnGated small, double *weight)
{
  meet_all (conv, rows, weigh, &(Blocks) { .large = large, .small = small, .sum = weight });
}

void
nn_conv_start (double *y, const double *bias, gsize n, gsize channels)
{
  for (gsize i = 0; i < n; i++)
    y[i] = bias != NULL ? bias[i % channels] : 0;
}

void
nn_conv_bend (const NnConv *conv, double *y, gsize n)
{
  for (gsize i = 0; conv->relu && i < n; i++)
    y[i] = y[i] < 0 ? 0 : y[i];
}

void
nn_conv_sum (NnGated dy, double *db, gsize n, gsize channels)
{
  for (gsize c = 0; c < channels; c++)
    db[c] = 0;
  for (gsize i = 0; i < n; i++)
    db[i % channels] += number (&dy, i);
}
