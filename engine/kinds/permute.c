#include "site.h"

/* Counted from 1, as people do. */
#define AXIS(id_, title_, initial_)                                                                             \
  { .id = id_, .title = title_, .blurb = N_("Which of the old axes stands here, counted from 1."),              \
    .type = NN_PARAM_INT, .min = 1, .max = NN_MAX_RANK, .initial = initial_, .step = 1 }

static const char *const places[NN_MAX_RANK] = { "first", "second", "third", "fourth" };

static const NnParam params[] = {
  AXIS ("first", N_("First axis"), 2),
  AXIS ("second", N_("Second axis"), 1),
  AXIS ("third", N_("Third axis"), 3),
  AXIS ("fourth", N_("Fourth axis"), 4),
  { NULL },
};

/* The old axis at a new place, from 0. */
static guint
find_axis (const NnSite *site, guint place)
{
  return (guint) nn_settings_int (site->layer->settings, places[place]) - 1;
}

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  NnShape turned = { .rank = site->in[0].rank };
  guint seen = 0;

  for (guint i = 0; i < turned.rank; i++)
    {
      const guint axis = find_axis (site, i);

      if (axis < turned.rank)
        turned.dim[i] = site->in[0].dim[axis];
      seen |= NN_OPERAND (axis);
    }
  if (seen == NN_OPERAND (turned.rank) - 1)
    {
      *out = turned;
      return TRUE;
    }
  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (_ ("%s must name every axis once."), site->layer->label),
                g_strdup_printf (_ ("%s hands over a block with %u axes: each of them stands at one of the first %u "
                                    "places."),
                                 site->from[0],
                                 turned.rank,
                                 turned.rank));
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_REMOVE_LAYER,
                     .label = g_strdup_printf (_ ("Remove %s"), site->layer->label),
                   });
  return FALSE;
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  double arg[NN_OP_ARGS] = { 0 };

  for (guint i = 0; i < site->in[0].rank; i++)
    arg[i] = find_axis (site, i);
  return nn_graph_op (graph, "permute", arg, in, 1);
}

const NnKind nn_kind_permute = {
  .id = "permute",
  .title = N_("Permute"),
  .blurb = N_("Swaps the axes of a block: rows become columns."),
  .explained = N_("Permute turns a block so that its axes come in another order: with 2, 1 rows become columns, as when "
                  "a table is read down instead of across. No number changes, but they come in another order, and "
                  "every layer behind sees them so.\n\n"
                  "Use it where the next layer should walk along another axis: a recurrent layer along the columns of "
                  "a picture instead of its rows, or a Dense layer across time instead of across features. To change "
                  "only the sizes take Reshape."),
  .icon = "vt-permute-symbolic",
  .view = "result",
  .family = NN_FAMILY_SHAPE,
  .min_in = 1,
  .max_in = 1,
  .params = params,
  .infer = infer,
  .lower = lower,
};
