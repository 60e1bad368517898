#include "site.h"

#include <inttypes.h>

enum
{
  FIRST,
  SECOND,
  LAST,
};

static const NnChoice axis_choices[] = {
  [FIRST] = { "first", N_("First (rows or time)"), N_("Some rows of a picture, some steps of a sequence.") },
  [SECOND] = { "second", N_("Second (columns)"), N_("Some columns of a picture.") },
  [LAST] = { "last", N_("Last (channels)"), N_("Some channels, or some numbers of a list.") },
  { NULL },
};

static const NnParam params[] = {
  {
    .id = "axis",
    .title = N_("Along"),
    .blurb = N_("The axis along which a part is cut out."),
    .type = NN_PARAM_CHOICE,
    .choices = axis_choices,
    .initial = FIRST,
  },
  {
    .id = "start",
    .title = N_("From"),
    .blurb = N_("The first item taken, counted from 0; −1 is the last, −2 the one before it."),
    .type = NN_PARAM_INT,
    .min = -1e6,
    .max = 1e6,
    .initial = -1,
    .step = 1,
  },
  {
    .id = "length",
    .title = N_("How many"),
    .blurb = N_("Items taken; 0: all to the end."),
    .type = NN_PARAM_INT,
    .min = 0,
    .max = 1e6,
    .initial = 1,
    .step = 1,
  },
  {
    .id = "drop",
    .title = N_("Drop the axis"),
    .blurb = N_("When a single item is taken, hands it on alone: one step of a sequence as a list."),
    .type = NN_PARAM_SWITCH,
    .initial = TRUE,
  },
  { NULL },
};

typedef struct
{
  guint axis;
  gint64 first, length;
} Cut;

static Cut
find_cut (const NnSite *site)
{
  const NnSettings *settings = site->layer->settings;
  const guint last = site->in[0].rank - 1;
  const int along = nn_settings_get (settings, "axis");
  Cut cut = { .axis = along == LAST ? last : MIN (last, (guint) (along - FIRST)) };
  const gint64 items = site->in[0].dim[cut.axis], start = nn_settings_int (settings, "start");

  cut.first = start < 0 ? items + start : start;
  cut.length = nn_settings_int (settings, "length");
  if (cut.length == 0)
    cut.length = items - cut.first;
  return cut;
}

/* What is handed on: without the axis where it has one item and is to be dropped, unless it is the only one. */
static NnShape
find_shape (const NnSite *site, const Cut *cut)
{
  NnShape shape = site->in[0];

  shape.dim[cut->axis] = cut->length;
  if (cut->length > 1 || shape.rank == 1 || !nn_settings_switch (site->layer->settings, "drop"))
    return shape;
  for (guint i = cut->axis; i + 1 < shape.rank; i++)
    shape.dim[i] = shape.dim[i + 1];
  shape.dim[--shape.rank] = 0;
  return shape;
}

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  const Cut cut = find_cut (site);
  const gint64 items = site->in[0].dim[cut.axis];
  const gint64 fitting = nn_settings_int (site->layer->settings, "start") < 0 ? -1 : 0;

  if (cut.first >= 0 && cut.first < items && cut.first + cut.length <= items)
    {
      *out = find_shape (site, &cut);
      return TRUE;
    }
  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (_ ("%s reaches beyond what it is given."), site->layer->label),
                g_strdup_printf (_ ("%s hands over %" PRId64 " items along this axis, counted from 0 to %" PRId64 "."),
                                 site->from[0],
                                 items,
                                 items - 1));
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_SET,
                     .param = cut.first >= 0 && cut.first < items ? "length" : "start",
                     .value = cut.first >= 0 && cut.first < items ? 0 : fitting,
                     .label = cut.first >= 0 && cut.first < items ? g_strdup (_ ("Take all to the end"))
                                                                  : g_strdup_printf (_ ("Set From to %" PRId64), fitting),
                   });
  return FALSE;
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const Cut cut = find_cut (site);
  const double arg[NN_OP_ARGS] = { cut.axis, cut.first, cut.length };
  const NnShape shape = find_shape (site, &cut);

  return nn_graph_view (graph, nn_graph_op (graph, "slice", arg, in, 1), &shape);
}

const NnKind nn_kind_slice = {
  .id = "slice",
  .title = N_("Slice"),
  .blurb = N_("Cuts a part out: the last step of a sequence, one channel of a picture."),
  .explained = N_("Slice hands on some of the items along one axis and forgets the others; it learns nothing, and no "
                  "blame flows back to what was left out. As it comes, it takes the last step of a sequence and hands "
                  "it on as a list.\n\n"
                  "Use it behind a recurrent layer or a transformer when the answer is read off the last step, or "
                  "behind the input to send some of its numbers one way and some another: the person into one tower "
                  "and the film into the other. Places are counted from 0, and from the end with negative numbers."),
  .icon = "vt-slice-symbolic",
  .view = "result",
  .family = NN_FAMILY_SHAPE,
  .min_in = 1,
  .max_in = 1,
  .params = params,
  .infer = infer,
  .lower = lower,
};
