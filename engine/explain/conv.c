/* Convolution and its transpose: at each place of the small picture a window of the large one meets a filter's weights. */
#include "conv.h"

#include "explanation.h"
#include "text.h"

/* Three numbers that meet under one tap: places in the large picture, in the small one and in the weight. */
typedef struct
{
  gsize large, small, weight;
} Meeting;

/* A convolution with what it needs to find them. */
typedef struct
{
  const NnWhyAt *at;
  NnConv conv;
  gint64 own_large, own_small;   /* channels of a group */
  gboolean is_transposed;        /* the small picture arrives, the large one is handed on */
} Sight;

static Sight
look (const NnWhyAt *at)
{
  const gboolean is_transposed = g_str_equal (at->node->op->id, "conv_transpose2d");
  const NnShape *in = nn_why_shape (at, 0), *out = nn_why_out_shape (at);
  Sight sight = { .at = at, .is_transposed = is_transposed };

  sight.conv = nn_conv (at->node->arg, is_transposed ? out : in, is_transposed ? in : out, nn_why_shape (at, 1));
  sight.own_large = sight.conv.large / sight.conv.groups;
  sight.own_small = sight.conv.small / sight.conv.groups;
  return sight;
}

/* Where they are inside both pictures. large[], small[]: row, column, channel; tap[]: down, across. */
static void
meet (const Sight *sight, const gint64 large[3], const gint64 small[3], const gint64 tap[2], GArray *meetings)
{
  const NnConv *conv = &sight->conv;
  const gint64 own = large[2] % sight->own_large;
  const Meeting meeting = {
    .large = (large[0] * conv->axis[1].in + large[1]) * conv->large + large[2],
    .small = (small[0] * conv->axis[1].out + small[1]) * conv->small + small[2],
    .weight = ((small[2] * sight->own_large + own) * conv->axis[0].kernel + tap[0]) * conv->axis[1].kernel + tap[1],
  };

  for (guint i = 0; i < 2; i++)
    if (!nn_axis_has (&conv->axis[i], large[i]) || small[i] < 0 || small[i] >= conv->axis[i].out)
      return;
  g_array_append_val (meetings, meeting);
}

/* All that meet at one number of the small picture: what lies under its window. */
static GArray *
meet_small (const Sight *sight, gsize index)
{
  const NnConv *conv = &sight->conv;
  const gint64 small[] = { index / conv->small / conv->axis[1].out, index / conv->small % conv->axis[1].out, index % conv->small };
  GArray *meetings = g_array_new (FALSE, FALSE, sizeof (Meeting));
  gint64 tap[2], large[3];

  for (gint64 l = 0; l < sight->own_large; l++)
    for (tap[0] = 0; tap[0] < conv->axis[0].kernel; tap[0]++)
      for (tap[1] = 0; tap[1] < conv->axis[1].kernel; tap[1]++)
        {
          large[0] = nn_axis_dot (&conv->axis[0], small[0], tap[0]);
          large[1] = nn_axis_dot (&conv->axis[1], small[1], tap[1]);
          large[2] = small[2] / sight->own_small * sight->own_large + l;
          meet (sight, large, small, tap, meetings);
        }
  return meetings;
}

/* The place of the small picture whose window has the dot under this tap; −1: none. */
static gint64
place_over (const NnAxis *axis, gint64 dot, gint64 tap)
{
  const gint64 from = dot + axis->before - tap * axis->dilation;

  return from >= 0 && from % axis->stride == 0 ? from / axis->stride : -1;
}

/* All that meet at one number of the large picture: the windows that it lies under. */
static GArray *
meet_large (const Sight *sight, gsize index)
{
  const NnConv *conv = &sight->conv;
  const gint64 large[] = { index / conv->large / conv->axis[1].in, index / conv->large % conv->axis[1].in, index % conv->large };
  GArray *meetings = g_array_new (FALSE, FALSE, sizeof (Meeting));
  gint64 tap[2], small[3];

  for (gint64 s = 0; s < sight->own_small; s++)
    for (tap[0] = 0; tap[0] < conv->axis[0].kernel; tap[0]++)
      for (tap[1] = 0; tap[1] < conv->axis[1].kernel; tap[1]++)
        {
          small[0] = place_over (&conv->axis[0], large[0], tap[0]);
          small[1] = place_over (&conv->axis[1], large[1], tap[1]);
          small[2] = large[2] / sight->own_large * sight->own_small + s;
          meet (sight, large, small, tap, meetings);
        }
  return meetings;
}

/* All places at which one weight is used. */
static GArray *
meet_weight (const Sight *sight, gsize index)
{
  const NnConv *conv = &sight->conv;
  const gint64 down = conv->axis[0].kernel, across = conv->axis[1].kernel;
  const gint64 tap[] = { index / across % down, index % across };
  const gint64 own = index / (down * across) % sight->own_large, channel = index / (down * across) / sight->own_large;
  GArray *meetings = g_array_new (FALSE, FALSE, sizeof (Meeting));
  gint64 small[3] = { 0, 0, channel }, large[3];

  for (small[0] = 0; small[0] < conv->axis[0].out; small[0]++)
    for (small[1] = 0; small[1] < conv->axis[1].out; small[1]++)
      {
        large[0] = nn_axis_dot (&conv->axis[0], small[0], tap[0]);
        large[1] = nn_axis_dot (&conv->axis[1], small[1], tap[1]);
        large[2] = channel / sight->own_small * sight->own_large + own;
        meet (sight, large, small, tap, meetings);
      }
  return meetings;
}

/* Of a meeting, the number that arrives and the one that is handed on. */
static gsize
arriving (const Sight *sight, const Meeting *meeting)
{
  return sight->is_transposed ? meeting->small : meeting->large;
}

static gsize
leaving (const Sight *sight, const Meeting *meeting)
{
  return sight->is_transposed ? meeting->large : meeting->small;
}

/* The gradient by the sum that became a number of the result. */
static double
blame (const Sight *sight, gsize index)
{
  return sight->conv.relu && nn_why_out (sight->at)[index] <= 0 ? 0 : nn_why_slope_out (sight->at)[index];
}

/* ---- Values ---- */

static void
add_products (const Sight *sight, const GArray *meetings, NnWhyStep *table)
{
  const float *x = nn_why_in (sight->at, 0), *w = nn_why_in (sight->at, 1);

  for (guint i = 0; i < meetings->len; i++)
    {
      const Meeting *meeting = &g_array_index (meetings, Meeting, i);
      const gsize from = arriving (sight, meeting);

      nn_why_add_term (table, &(NnWhyTerm) {
                                .source = nn_why_weighed (sight->at, nn_why_source (sight->at, 0, from), 1, meeting->weight),
                                .form = &nn_why_product,
                                .x = { x[from], w[meeting->weight] },
                              });
    }
}

static const char *
remark_on (const Sight *sight, const GArray *meetings)
{
  const gint64 all = sight->own_large * (gint64) nn_conv_taps (&sight->conv);

  return !sight->is_transposed && meetings->len < all ? N_("Beyond the edge the window sees zeros: they add nothing.") : NULL;
}

static void
add_bend (const Sight *sight, gsize index, NnWhy *why)
{
  const int previous = (int) why->steps->len - 1;
  NnWhyStep *line;

  if (!sight->conv.relu)
    return;
  line = nn_why_add_line (why, N_("ReLU"), nn_why_function ("relu"));
  line->x[0] = nn_why_step (why, (guint) previous)->result;
  line->link[0] = nn_why_link (previous);
  line->result = nn_why_out (sight->at)[index];
}

static void
value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  const Sight sight = look (at);
  g_autoptr (GArray) meetings = sight.is_transposed ? meet_large (&sight, index) : meet_small (&sight, index);
  const gsize channels = (gsize) nn_why_out_shape (at)->dim[2];
  const float *b = nn_why_in (at, 2);
  NnWhyStep *table = nn_why_add_table (why, N_("sum"));

  table->heads[0] = N_("input");
  table->heads[1] = N_("weight");
  table->heads[2] = N_("product");
  table->remark = remark_on (&sight, meetings);
  add_products (&sight, meetings, table);
  if (b != NULL || meetings->len == 0)
    nn_why_add_term (table, &(NnWhyTerm) {
                              .source = b != NULL ? nn_why_weighed (at, (NnWhySource) { .name = N_("bias") }, 2, index % channels)
                                                  : (NnWhySource) { .name = N_("nothing") },
                              .x = { b != NULL ? b[index % channels] : 0 },
                              .stays = TRUE,
                            });
  nn_why_fold (table);
  table->result = sight.conv.relu ? nn_why_total (table) : nn_why_sum (at, index, table);
  add_bend (&sight, index, why);
}

/* ---- Slopes ---- */

/* Terms of what each sum is blamed for, where ReLU let it through, times the weight or the input that it met. */
static void
add_blames (const Sight *sight, const GArray *meetings, gboolean by_input, NnWhyStep *table)
{
  const float *x = nn_why_in (sight->at, 0), *w = nn_why_in (sight->at, 1);

  for (guint i = 0; i < meetings->len; i++)
    {
      const Meeting *meeting = &g_array_index (meetings, Meeting, i);
      const gsize to = leaving (sight, meeting), from = arriving (sight, meeting);
      const double dy = blame (sight, to);

      if (dy != 0)
        nn_why_add_term (table, &(NnWhyTerm) {
                                  .source = by_input ? nn_why_weighed (sight->at, nn_why_out_source (sight->at, to), 1, meeting->weight)
                                                     : nn_why_source (sight->at, 0, from),
                                  .form = &nn_why_product,
                                  .x = { dy, by_input ? w[meeting->weight] : x[from] },
                                });
    }
}

static void
bias_blames (const Sight *sight, gsize channel, NnWhyStep *table)
{
  const gsize channels = (gsize) nn_why_out_shape (sight->at)->dim[2], n = (gsize) nn_shape_size (nn_why_out_shape (sight->at));

  for (gsize i = channel; i < n; i += channels)
    if (blame (sight, i) != 0)
      nn_why_add_term (table, &(NnWhyTerm) { .source = nn_why_out_source (sight->at, i), .x = { blame (sight, i) } });
}

static GArray *
find_meetings (const Sight *sight, guint operand, gsize index)
{
  if (operand == 1)
    return meet_weight (sight, index);
  return sight->is_transposed ? meet_small (sight, index) : meet_large (sight, index);
}

static void
slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  const Sight sight = look (at);
  g_autoptr (GArray) meetings = operand < 2 ? find_meetings (&sight, operand, index) : NULL;
  NnWhyStep *table;

  if (nn_why_slope_out (at) == NULL)
    return;
  table = nn_why_add_table (why, N_("gradient"));
  table->heads[0] = N_("gradient of the sum");
  table->heads[1] = operand < 2 ? (operand == 0 ? N_("weight") : N_("input")) : NULL;
  table->heads[2] = operand < 2 ? N_("product") : NULL;
  if (meetings != NULL)
    add_blames (&sight, meetings, operand == 0, table);
  else
    bias_blames (&sight, index, table);
  if (table->terms->len == 0)
    {
      g_array_set_size (why->steps, why->steps->len - 1);
      nn_why_nothing (why, N_("gradient"), N_("No sum that it goes into is blamed for anything."));
      return;
    }
  nn_why_fold (table);
  table->result = nn_why_total (table);
}

/* Back through its own ReLU, as through one that stands for itself. */
static void
inside (const NnWhyAt *at, gsize index, NnWhy *why)
{
  const Sight sight = look (at);
  const double slope = nn_why_out (at)[index] > 0;
  NnWhyStep *line;

  if (!sight.conv.relu)
    return;
  line = nn_why_add_line (why, N_("gradient of the sum"), &nn_why_product);
  line->remark = slope > 0 ? N_("ReLU has slope 1 here: its sum is above 0.") : N_("ReLU has slope 0 here: its sum is not above 0.");
  line->x[0] = nn_why_coming_back (at, index, why);
  line->x[1] = slope;
  line->link[0] = nn_why_previous (at);
  line->result = line->x[0] * line->x[1];
}

static const char *const axes[] = { N_("filter"), N_("map"), N_("row"), N_("column"), NULL };
static const char *const stamp_axes[] = { N_("map"), N_("filter"), N_("row"), N_("column"), NULL };

const NnExplanation nn_explanation_conv2d = { .op = "conv2d", .axes = axes, .value = value, .slope = slope, .inside = inside };
const NnExplanation nn_explanation_conv_transpose2d = {
  .op = "conv_transpose2d",
  .axes = stamp_axes,
  .value = value,
  .slope = slope,
  .inside = inside,
};
