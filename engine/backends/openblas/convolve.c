#include "convolve.h"

#include "picture.h"
#include "taps.h"
#include "transpose.h"

#include <string.h>

#define BLOCK NN_PICTURE_BLOCK
#define ALIGNED 16   /* numbers: a cache line */

/* Places of the result a stride apart, which see the same taps: all of them where it is the small picture, and one of
 * stride × stride sorts where it is the large one. */
typedef struct
{
  gint64 first[2];           /* dot of the result at the first place */
  gsize places[2];
  gsize taps;
  const gint32 *offset;      /* by channel of a block and tap, into the picture laid out */
  const float *weight;
} Pass;

/* A picture laid out. */
typedef struct
{
  NnPicture picture;
  float *numbers;            /* NULL: not needed */
} Sheet;

/* One way through a convolution, of one group of channels. */
typedef struct
{
  Sheet sheet[2];            /* what is laid out: in blocks, and flat */
  gboolean flat;             /* the sums go over the flat one */
  gsize columns;             /* channels of the result */
  gsize dot, width;          /* of the result: numbers from dot to dot, dots in a row */
  gint64 stride[2];          /* of the result: dots from place to place */
  gsize rows;                /* of the picture, from a row of places to the next */
  gsize n_passes;
  Pass *passes;
  gint32 *tap;               /* by pass and tap: its index among all */
  gint32 *offset;
  float *weight;
} Way;

typedef struct
{
  NnConv group;              /* channels are those of one group */
  gsize large_dot, small_dot;
  Way gather, scatter;
  Pass weigh;                /* of the large picture in blocks */
  gint32 *weigh_offset;
  float *d_weight;
} Job;

/* ---- Memory ---- */

static gpointer
take (float **at, gsize numbers)
{
  float *taken = *at;

  *at += (numbers + ALIGNED - 1) / ALIGNED * ALIGNED;
  return taken;
}

static gsize
numbers_of (gsize bytes)
{
  return (bytes + sizeof (float) - 1) / sizeof (float);
}

static void
take_way (Way *way, const NnConv *group, gboolean sums, gboolean weighs, float **at)
{
  const gsize taps = nn_conv_taps (group);

  for (guint flat = 0; flat < 2; flat++)
    if (flat ? sums && way->flat : weighs || !way->flat)
      way->sheet[flat].numbers = take (at, nn_picture_size (&way->sheet[flat].picture) + NN_TAPS_BEYOND);
  way->passes = take (at, numbers_of (way->n_passes * sizeof (Pass)));
  way->tap = take (at, taps);
  way->offset = take (at, taps * BLOCK);
  way->weight = take (at, taps * way->sheet->picture.channels * nn_taps_padded (way->columns));
}

/* ---- Layout ---- */

/* How far the windows reach into the margin before the large picture, and back from the small one. */
static gsize
margin_of (const NnAxis *axis, gboolean large)
{
  return MAX (large ? axis->before : (nn_axis_span (axis) - 1 - axis->before) / axis->stride + 1, 0);
}

/* Both sheets of one picture: rows and columns of a run, margins included. */
static void
lay_out_sheets (Way *way, const NnPicture *picture, gsize rows, gsize columns, gsize runs)
{
  for (guint flat = 0; flat < 2; flat++)
    {
      way->sheet[flat].picture = *picture;
      way->sheet[flat].picture.flat = flat;
      nn_picture_lay_out (&way->sheet[flat].picture, rows, columns, runs);
    }
}

static void
lay_out_gather (Way *way, const Job *job)
{
  const NnAxis *axis = job->group.axis;
  const NnPicture picture = {
    .channels = job->group.large,
    .dot = job->large_dot,
    .side = { axis[0].in, axis[1].in },
    .margin = { margin_of (&axis[0], TRUE), margin_of (&axis[1], TRUE) },
  };
  gsize extent[2];

  for (guint i = 0; i < 2; i++)
    extent[i] = picture.margin[i] +
                MAX ((axis[i].out - 1) * axis[i].stride + nn_axis_span (&axis[i]) - axis[i].before, axis[i].in);
  lay_out_sheets (way, &picture, extent[0], (extent[1] - 1) / axis[1].stride + 1, axis[1].stride);
  way->columns = job->group.small;
  way->dot = job->small_dot;
  way->width = axis[1].out;
  way->stride[0] = way->stride[1] = 1;
  way->rows = axis[0].stride;
  way->n_passes = 1;
  way->flat = nn_taps_prefer_flat (axis[1].out, way->columns);
}

static void
lay_out_scatter (Way *way, const Job *job)
{
  const NnAxis *axis = job->group.axis;
  const NnPicture picture = {
    .channels = job->group.small,
    .dot = job->small_dot,
    .side = { axis[0].out, axis[1].out },
    .margin = { margin_of (&axis[0], FALSE), margin_of (&axis[1], FALSE) },
  };
  gsize extent[2];

  for (guint i = 0; i < 2; i++)
    extent[i] = picture.margin[i] + MAX (axis[i].out, (axis[i].in - 1 + axis[i].before) / axis[i].stride + 1);
  lay_out_sheets (way, &picture, extent[0], extent[1], 1);
  way->columns = job->group.large;
  way->dot = job->large_dot;
  way->width = axis[1].in;
  way->stride[0] = axis[0].stride;
  way->stride[1] = axis[1].stride;
  way->rows = 1;
  way->n_passes = axis[0].stride * axis[1].stride;
  way->flat = nn_taps_prefer_flat ((axis[1].in - 1) / axis[1].stride + 1, way->columns);
}

static Job
plan_job (const NnConv *conv, gboolean gathers, gboolean scatters, gboolean weighs, float **at)
{
  Job job = { .group = *conv, .large_dot = conv->large, .small_dot = conv->small };

  job.group.large /= conv->groups;
  job.group.small /= conv->groups;
  job.group.groups = 1;
  lay_out_gather (&job.gather, &job);
  lay_out_scatter (&job.scatter, &job);
  if (gathers || weighs)
    take_way (&job.gather, &job.group, gathers, weighs, at);
  if (scatters || weighs)
    take_way (&job.scatter, &job.group, scatters, weighs, at);
  if (weighs)
    {
      job.weigh_offset = take (at, nn_conv_taps (&job.group) * BLOCK);
      job.d_weight = take (at, nn_conv_taps (&job.group) * job.group.large * nn_taps_padded (job.group.small));
    }
  return job;
}

gsize
nn_convolve_scratch (const NnConv *conv, gboolean gathers, gboolean scatters, gboolean weighs)
{
  float *start = NULL, *end = start;

  plan_job (conv, gathers, scatters, weighs, &end);
  return end - start;
}

/* ---- Taps ---- */

/* What the sums, or (with weighs) the weights' gradient, go over. */
static const Sheet *
sheet_of (const Way *way, gboolean weighs)
{
  return &way->sheet[!weighs && way->flat];
}

/* The number of the picture under a tap of the pass's first place, if there is one. */
static gboolean
find_tap (const NnPicture *picture, const NnAxis axis[2], const gint64 first[2], const gint64 k[2], gboolean large, gsize *at)
{
  gint64 dot[2];

  for (guint i = 0; i < 2; i++)
    {
      const gint64 back = first[i] + axis[i].before - k[i] * axis[i].dilation;

      if (!large && back % axis[i].stride != 0)
        return FALSE;
      dot[i] = picture->margin[i] + (large ? nn_axis_dot (&axis[i], 0, k[i]) : back / axis[i].stride);
    }
  *at = nn_picture_at (picture, dot[0], dot[1]);
  return TRUE;
}

static void
list_taps (const NnPicture *picture, const NnAxis axis[2], Pass *pass, gboolean large, gint32 *tap, gint32 *offset)
{
  gint64 k[2];
  gsize at;

  pass->taps = 0;
  for (k[0] = 0; k[0] < axis[0].kernel; k[0]++)
    for (k[1] = 0; k[1] < axis[1].kernel; k[1]++)
      if (find_tap (picture, axis, pass->first, k, large, &at))
        {
          offset[pass->taps] = at;
          tap[pass->taps++] = k[0] * axis[1].kernel + k[1];
        }
  for (gsize i = pass->taps; i < pass->taps * BLOCK; i++)
    offset[i] = offset[i - pass->taps] + 1;
  pass->offset = offset;
}

/* Columns that lie together. */
static gsize
block_width (const Way *way, gsize first)
{
  return way->flat ? way->columns : nn_taps_width (way->columns, first);
}

/* The weights of some taps as the inner loops read them: channel and column are steps in the weights as they are. */
static void
pack_weights (const Way *way, const Pass *pass, const gint32 *tap, gsize all_taps, const float *weight, gsize channel,
              gsize column, float *to)
{
  for (gsize first = 0, width; first < way->columns; first += width)
    {
      const float *block = weight + first * column;
      const gsize n = MIN (width = block_width (way, first), way->columns - first);

      for (gsize c = 0; c < way->sheet->picture.channels; c++, to += pass->taps * width)
        if (n == width && pass->taps == all_taps && column == all_taps)
          nn_transpose (to, block + c * channel, width, all_taps);
        else
          for (gsize t = 0; t < pass->taps; t++)
            for (gsize l = 0; l < width; l++)
              to[t * width + l] = l < n ? block[c * channel + l * column + tap[t]] : 0;
    }
}

static void
prepare_passes (Way *way, const NnConv *group, gboolean large, const float *weight)
{
  const NnAxis *axis = group->axis;
  const gsize taps = nn_conv_taps (group), filter = taps * group->large;
  gint32 *tap = way->tap, *offset = way->offset;
  float *packed = way->weight;

  for (gsize p = 0; p < way->n_passes; p++)
    {
      Pass *pass = &way->passes[p];

      for (guint i = 0; i < 2; i++)
        {
          const gint64 first = i == 0 ? p / way->stride[1] : p % way->stride[1];
          const gint64 dots = large ? axis[i].out : axis[i].in;

          pass->first[i] = first;
          pass->places[i] = dots > first ? (dots - first - 1) / way->stride[i] + 1 : 0;
        }
      list_taps (&sheet_of (way, FALSE)->picture, axis, pass, large, tap, offset);
      pass->weight = packed;
      pack_weights (way, pass, tap, taps, weight, large ? taps : filter, large ? filter : taps, packed);
      tap += pass->taps;
      offset += pass->taps * BLOCK;
      packed += pass->taps * way->sheet->picture.channels * nn_taps_padded (way->columns);
    }
}

/* ---- One example ---- */

static void
sum_passes (const Way *way, float *result, const NnConvolution *work)
{
  const Sheet *sheet = sheet_of (way, FALSE);

  for (gsize p = 0; p < way->n_passes; p++)
    {
      const Pass *pass = &way->passes[p];
      const gsize down = way->rows * sheet->picture.row, target_row = way->stride[0] * way->width * way->dot;
      gsize first, end;

      nn_run_part (work->run, pass->places[0], &first, &end);
      if (first == end)
        continue;
      nn_taps_sum (&(NnTapSum) {
        .flat = way->flat,
        .source = sheet->numbers + first * down, .source_block = sheet->picture.block, .channels = sheet->picture.channels,
        .offset = pass->offset, .taps = pass->taps, .down = down,
        .weight = pass->weight,
        .target = result + (pass->first[0] * way->width + pass->first[1]) * way->dot + first * target_row,
        .target_row = target_row, .target_dot = way->stride[1] * way->dot,
        .places = { end - first, pass->places[1] },
        .columns = way->columns,
        .start = work->start,
        .relu = work->relu,
      });
    }
}

static void
weigh (const Job *job)
{
  const Sheet *large = sheet_of (&job->gather, TRUE), *small = sheet_of (&job->scatter, TRUE);
  const NnPicture *picture = &small->picture;

  nn_taps_weigh (&(NnTapWeigh) {
    .source = large->numbers, .source_block = large->picture.block, .channels = large->picture.channels,
    .offset = job->weigh.offset, .taps = job->weigh.taps, .down = job->gather.rows * large->picture.row,
    .other = small->numbers + nn_picture_at (picture, picture->margin[0], picture->margin[1]),
    .other_block = picture->block, .other_row = picture->row,
    .places = { job->group.axis[0].out, job->group.axis[1].out },
    .columns = job->group.small,
    .weight = job->d_weight,
  });
}

static const float *
after (const float *numbers, gsize n)
{
  return numbers != NULL ? numbers + n : NULL;
}

static void
fill_sheets (const Way *way, const float *numbers, const float *gate, float *sum)
{
  for (guint flat = 0; flat < 2; flat++)
    if (numbers != NULL && way->sheet[flat].numbers != NULL)
      nn_picture_fill (&way->sheet[flat].picture, way->sheet[flat].numbers, numbers, gate, sum);
}

static void
convolve_example (const Job *job, const NnConvolution *work, gsize large, gsize small)
{
  fill_sheets (&job->gather, after (work->large, large), after (work->large_gate, large), work->large_sum);
  fill_sheets (&job->scatter, after (work->small, small), after (work->small_gate, small), work->small_sum);
  if (work->gather != NULL)
    sum_passes (&job->gather, work->gather + small, work);
  if (work->scatter != NULL)
    sum_passes (&job->scatter, work->scatter + large, work);
  if (work->d_weight != NULL)
    weigh (job);
}

/* ---- All of them ---- */

/* The sums of the inner loops as the weights are. */
static void
unpack_weights (const Job *job, float *weight)
{
  const gsize n = nn_conv_taps (&job->group) * job->group.large;
  const gsize columns = job->group.small;
  const float *from = job->d_weight;

  for (gsize first = 0, width; first < columns; first += width, from += n * width)
    {
      width = nn_taps_width (columns, first);
      if (columns - first >= width)
        nn_transpose (weight + first * n, from, n, width);
      else
        for (gsize l = 0; l < columns - first; l++)
          for (gsize i = 0; i < n; i++)
            weight[(first + l) * n + i] = from[i * width + l];
    }
}

static void
clear (float *numbers, gsize n)
{
  if (numbers != NULL)
    memset (numbers, 0, n * sizeof (float));
}

/* Margins stay zero from here on. */
static void
clear_sheets (const Way *way)
{
  for (guint flat = 0; flat < 2; flat++)
    clear (way->sheet[flat].numbers, nn_picture_size (&way->sheet[flat].picture) + NN_TAPS_BEYOND);
}

/* The part of the work that one group of channels is. */
static NnConvolution
work_of_group (const Job *job, const NnConvolution *work, gsize group)
{
  const gsize large = group * job->group.large, small = group * job->group.small;
  const gsize weight = small * nn_conv_taps (&job->group) * job->group.large;
  NnConvolution part = *work;

  part.large = after (work->large, large);
  part.large_gate = after (work->large_gate, large);
  part.small = after (work->small, small);
  part.small_gate = after (work->small_gate, small);
  part.large_sum = (float *) after (work->large_sum, large);
  part.small_sum = (float *) after (work->small_sum, small);
  part.weight = after (work->weight, weight);
  part.start = after (work->start, work->gather != NULL ? small : large);
  part.gather = (float *) after (work->gather, small);
  part.scatter = (float *) after (work->scatter, large);
  part.d_weight = (float *) after (work->d_weight, weight);
  return part;
}

static void
convolve_group (Job *job, const NnConvolution *work, gsize rows)
{
  const NnAxis *axis = job->group.axis;
  const gsize large = axis[0].in * axis[1].in * job->large_dot, small = axis[0].out * axis[1].out * job->small_dot;

  if (work->gather != NULL)
    prepare_passes (&job->gather, &job->group, TRUE, work->weight);
  if (work->d_weight != NULL)
    list_taps (&sheet_of (&job->gather, TRUE)->picture, axis, &job->weigh, TRUE, job->gather.tap, job->weigh_offset);
  if (work->scatter != NULL)
    prepare_passes (&job->scatter, &job->group, FALSE, work->weight);
  clear (work->large_sum, job->group.large);
  clear (work->small_sum, job->group.small);
  clear (job->d_weight, nn_conv_taps (&job->group) * job->group.large * nn_taps_padded (job->group.small));
  for (gsize row = 0; row < rows; row++)
    convolve_example (job, work, row * large, row * small);
  if (work->d_weight != NULL)
    unpack_weights (job, work->d_weight);
}

void
nn_convolve (const NnConv *conv, const NnConvolution *work, gsize rows, float *scratch)
{
  const gboolean in_blocks = work->d_weight != NULL || work->large_sum != NULL || work->small_sum != NULL;
  Job job = plan_job (conv, work->gather != NULL, work->scatter != NULL, in_blocks, &scratch);

  clear_sheets (&job.gather);
  clear_sheets (&job.scatter);
  for (gsize group = 0; group < (gsize) conv->groups; group++)
    {
      const NnConvolution part = work_of_group (&job, work, group);

      convolve_group (&job, &part, rows);
    }
}
