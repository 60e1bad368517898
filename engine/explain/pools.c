/* Pools, and their counterpart: the largest or the mean under a window of one channel, and pictures made larger. */
#include <math.h>

#include "explanation.h"
#include "pooling.h"
#include "text.h"
#include "upsample.h"

static double
largest (const double *x, guint n)
{
  double most = x[0];

  for (guint i = 1; i < n; i++)
    most = x[i] > most || isnan (x[i]) ? x[i] : most;
  return most;
}

static double
largest_of_two (const double *x, const double *arg)
{
  return largest (x, 2);
}

static double
largest_of_three (const double *x, const double *arg)
{
  return largest (x, 3);
}

static double
largest_of_four (const double *x, const double *arg)
{
  return largest (x, 4);
}

/* By how many numbers are under the window. */
static const NnWhyForm largest_forms[] = {
  { .text = N_("the larger of %s and %s"), .n = 2, .value = largest_of_two },
  { .text = N_("the largest of %s, %s and %s"), .n = 3, .value = largest_of_three },
  { .text = N_("the largest of %s, %s, %s and %s"), .n = 4, .value = largest_of_four },
};
static const NnWhyForm largest_of_many = { .text = N_("the largest of %s, %s, %s, %s …"), .n = 4, .value = largest_of_four };

/* ---- Windows ---- */

/* Places in the picture under the window that makes a number of the result. */
static GArray *
find_window (const NnWhyAt *at, const NnPooling *pooling, gsize index)
{
  const gint64 channels = pooling->channels, across = pooling->axis[1].out;
  const NnPoolPlace place = nn_pooling_place (pooling, (gint64) index / channels / across, (gint64) index / channels % across);
  GArray *window = g_array_new (FALSE, FALSE, sizeof (gsize));

  for (gint64 y = place.first[0]; y < place.end[0]; y += pooling->axis[0].dilation)
    for (gint64 x = place.first[1]; x < place.end[1]; x += pooling->axis[1].dilation)
      {
        const gsize dot = (gsize) ((y * pooling->axis[1].in + x) * channels + (gint64) index % channels);

        g_array_append_val (window, dot);
      }
  return window;
}

/* As the operation chooses: the first of several that are as large. */
static gsize
find_largest (const GArray *window, const float *x)
{
  gsize found = g_array_index (window, gsize, 0);

  for (guint i = 1; i < window->len; i++)
    {
      const gsize dot = g_array_index (window, gsize, i);

      if (x[dot] > x[found] || isnan (x[dot]))
        found = dot;
    }
  return found;
}

static double
share_of (const NnWhyAt *at, const NnPooling *pooling, gsize index)
{
  const gsize place = index / (gsize) pooling->channels;

  return nn_pooling_share (pooling, at->node->arg, (gint64) place / pooling->axis[1].out, (gint64) place % pooling->axis[1].out);
}

/* ---- Max pool ---- */

static int
compare_down (gconstpointer a, gconstpointer b, gpointer numbers)
{
  const float x = ((const float *) numbers)[*(const gsize *) a], y = ((const float *) numbers)[*(const gsize *) b];

  return (x < y) - (x > y);
}

/* The window in the order in which it is read; of a large one only its largest. */
static void
max_value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  const NnPooling pooling = nn_pooling (at->node->arg, nn_why_shape (at, 0));
  g_autoptr (GArray) window = find_window (at, &pooling, index);
  const float *x = nn_why_in (at, 0);
  const gsize winner = find_largest (window, x);
  const gboolean has_more = window->len > NN_WHY_NUMBERS;
  NnWhyStep *line;

  if (has_more)
    g_array_sort_with_data (window, compare_down, (gpointer) x);
  line = nn_why_add_line (why, N_("largest"), has_more ? &largest_of_many : window->len == 1 ? &nn_why_number : &largest_forms[window->len - 2]);
  line->remark = has_more ? N_("The others under the window are smaller still.") : NULL;
  for (guint i = 0; i < MIN (window->len, NN_WHY_NUMBERS); i++)
    line->x[i] = x[g_array_index (window, gsize, i)];
  line->source[0] = nn_why_source (at, 0, winner);
  line->result = nn_why_out (at)[index];
}

/* By a number: what comes back from every window that it was the largest of. */
static void
max_slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  const NnPooling pooling = nn_pooling (at->node->arg, nn_why_shape (at, 0));
  const gsize n = (gsize) nn_shape_size (nn_why_out_shape (at)), channels = (gsize) pooling.channels;
  const float *x = nn_why_in (at, 0), *dy = nn_why_slope_out (at);
  NnWhyStep *table;

  if (dy == NULL)
    return;
  table = nn_why_add_table (why, N_("gradient"));
  table->heads[0] = N_("gradient of the largest");
  for (gsize out = index % channels; out < n; out += channels)
    {
      g_autoptr (GArray) window = find_window (at, &pooling, out);

      if (find_largest (window, x) == index)
        nn_why_add_term (table, &(NnWhyTerm) { .source = nn_why_out_source (at, out), .x = { dy[out] } });
    }
  if (table->terms->len == 0)
    {
      g_array_set_size (why->steps, why->steps->len - 1);
      nn_why_nothing (why, N_("gradient"), N_("Another number was larger under its window: no blame comes back to this one."));
      return;
    }
  nn_why_fold (table);
  table->result = nn_why_total (table);
}

const NnExplanation nn_explanation_max_pool2d = { .op = "max_pool2d", .value = max_value, .slope = max_slope };

/* ---- Average pool ---- */

static void
avg_value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  const NnPooling pooling = nn_pooling (at->node->arg, nn_why_shape (at, 0));
  g_autoptr (GArray) window = find_window (at, &pooling, index);
  const double n = round (1 / share_of (at, &pooling, index));
  const float *x = nn_why_in (at, 0);
  NnWhyStep *table = nn_why_add_table (why, N_("sum"));
  guint step;

  table->heads[0] = N_("input");
  table->remark = n > window->len ? N_("Beyond the edge the window sees zeros: they count in the mean.") : NULL;
  for (guint i = 0; i < window->len; i++)
    {
      const gsize dot = g_array_index (window, gsize, i);

      nn_why_add_term (table, &(NnWhyTerm) { .source = nn_why_source (at, 0, dot), .x = { x[dot] } });
    }
  nn_why_fold (table);
  table->result = nn_why_total (table);
  step = nn_why_go_on (why, N_("mean"), &nn_why_quotient, n);
  nn_why_step (why, step)->result = nn_why_out (at)[index];
}

static gboolean
has (const GArray *window, gsize dot)
{
  for (guint i = 0; i < window->len; i++)
    if (g_array_index (window, gsize, i) == dot)
      return TRUE;
  return FALSE;
}

/* What each result is blamed for, by the share that a number has in it. */
static void
start_shares (NnWhyStep *table)
{
  table->heads[0] = N_("gradient");
  table->heads[1] = N_("share");
  table->heads[2] = N_("product");
}

static void
add_share (const NnWhyAt *at, NnWhyStep *table, gsize out, double share)
{
  nn_why_add_term (table, &(NnWhyTerm) {
                            .source = nn_why_out_source (at, out),
                            .form = &nn_why_product,
                            .x = { nn_why_slope_out (at)[out], share },
                          });
}

static void
finish_shares (NnWhy *why)
{
  NnWhyStep *table = nn_why_step (why, why->steps->len - 1);

  if (table->terms->len == 0)
    {
      g_array_set_size (why->steps, why->steps->len - 1);
      nn_why_nothing (why, N_("gradient"), N_("It lies under no window: nothing that is handed on was made of it."));
      return;
    }
  nn_why_fold (table);
  table->result = nn_why_total (table);
}

static void
avg_slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  const NnPooling pooling = nn_pooling (at->node->arg, nn_why_shape (at, 0));
  const gsize n = (gsize) nn_shape_size (nn_why_out_shape (at)), channels = (gsize) pooling.channels;
  NnWhyStep *table;

  if (nn_why_slope_out (at) == NULL)
    return;
  table = nn_why_add_table (why, N_("gradient"));
  start_shares (table);
  for (gsize out = index % channels; out < n; out += channels)
    {
      g_autoptr (GArray) window = find_window (at, &pooling, out);

      if (has (window, index))
        add_share (at, table, out, share_of (at, &pooling, out));
    }
  finish_shares (why);
}

const NnExplanation nn_explanation_avg_pool2d = { .op = "avg_pool2d", .value = avg_value, .slope = avg_slope };

/* ---- Pictures made larger ---- */

/* How much of a dot of the small picture is in one of the large one; both by number. */
static double
mixed_in (const NnWhyAt *at, gsize small, gsize large)
{
  const NnShape *in = nn_why_shape (at, 0), *out = nn_why_out_shape (at);
  const gsize channels = (gsize) in->dim[2];
  const gint64 s[] = { small / channels / in->dim[1], small / channels % in->dim[1] };
  const gint64 l[] = { large / channels / out->dim[1], large / channels % out->dim[1] };
  double share = small % channels == large % channels;

  for (guint i = 0; i < 2; i++)
    {
      const NnUpsampleMix mix = nn_upsample_mix (at->node->arg, i, in->dim[i], l[i]);

      share *= (mix.dot[0] == s[i] ? mix.share[0] : 0) + (mix.dot[1] == s[i] ? mix.share[1] : 0);
    }
  return share;
}

static void
upsample_value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  const gsize n = nn_why_size (at, 0), channels = (gsize) nn_why_shape (at, 0)->dim[2];
  const float *x = nn_why_in (at, 0);
  NnWhyStep *table = nn_why_add_table (why, N_("sum"));

  table->heads[0] = N_("input");
  table->heads[1] = N_("share");
  table->heads[2] = N_("product");
  for (gsize dot = index % channels; dot < n; dot += channels)
    if (mixed_in (at, dot, index) > 0)
      nn_why_add_term (table, &(NnWhyTerm) {
                                .source = nn_why_source (at, 0, dot),
                                .form = &nn_why_product,
                                .x = { x[dot], mixed_in (at, dot, index) },
                              });
  nn_why_fold (table);
  table->result = nn_why_out (at)[index];
}

static void
upsample_slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  const gsize n = (gsize) nn_shape_size (nn_why_out_shape (at)), channels = (gsize) nn_why_shape (at, 0)->dim[2];
  NnWhyStep *table;

  if (nn_why_slope_out (at) == NULL)
    return;
  table = nn_why_add_table (why, N_("gradient"));
  start_shares (table);
  for (gsize out = index % channels; out < n; out += channels)
    if (mixed_in (at, index, out) > 0)
      add_share (at, table, out, mixed_in (at, index, out));
  finish_shares (why);
}

const NnExplanation nn_explanation_upsample2d = { .op = "upsample2d", .value = upsample_value, .slope = upsample_slope };
