#include "site.h"

#include <inttypes.h>

#define MOST_GROUPS 1024

static const NnParam params[] = {
  {
    .id = "groups",
    .title = N_("Groups"),
    .blurb = N_("How many groups the channels are cut into; 1 takes all together."),
    .type = NN_PARAM_INT,
    .min = 1,
    .max = MOST_GROUPS,
    .initial = 1,
    .step = 1,
  },
  {
    .id = "affine",
    .title = N_("Scale and shift"),
    .blurb = N_("Two numbers a channel that training may turn, so that the layer can undo what it does."),
    .type = NN_PARAM_SWITCH,
    .initial = TRUE,
  },
  {
    .id = "epsilon",
    .title = N_("Epsilon"),
    .blurb = N_("A small number under the root that keeps the division from running away."),
    .type = NN_PARAM_REAL,
    .min = 1e-12,
    .max = 1,
    .initial = 1e-5,
  },
  NN_TRAINING_PARAMS,
  { NULL },
};

static gint64
count_channels (const NnSite *site)
{
  return site->in[0].dim[site->in[0].rank - 1];
}

/* The largest number of groups up to this one that divides the channels. */
static gint64
find_divisor (gint64 channels, gint64 groups)
{
  gint64 divisor = MIN (channels, groups);

  while (channels % divisor != 0)
    divisor--;
  return divisor;
}

static void
offer_groups (const NnSite *site, NnIssue *issue, gint64 groups)
{
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_SET,
                     .param = "groups",
                     .value = groups,
                     .label = g_strdup_printf (_ ("Set Groups to %" PRId64), groups),
                   });
}

static gboolean
groups_divide (const NnSite *site, NnIssue *issue)
{
  const gint64 channels = count_channels (site), groups = nn_settings_int (site->layer->settings, "groups");

  if (channels % groups == 0)
    return TRUE;
  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (_ ("%s cannot cut its channels into equal groups."), site->layer->label),
                g_strdup_printf (_ ("%s hands over %" PRId64 " channels, which %" PRId64 " groups do not divide."),
                                 site->from[0],
                                 channels,
                                 groups));
  offer_groups (site, issue, find_divisor (channels, groups));
  return FALSE;
}

/* A number alone is its own mean: nothing is left of it. */
static void
warn_of_nothing_left (const NnSite *site, NnIssue *issue)
{
  const gint64 groups = nn_settings_int (site->layer->settings, "groups");

  if (nn_shape_size (&site->in[0]) > groups)
    return;
  nn_issue_set (issue,
                NN_ISSUE_WARNING,
                g_strdup_printf (_ ("%s leaves nothing of what it is given."), site->layer->label),
                g_strdup (_ ("Each of its groups holds a single number, and a number less its own mean is 0.")));
  if (groups > 1)
    offer_groups (site, issue, 1);
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_REMOVE_LAYER,
                     .label = g_strdup_printf (_ ("Remove %s"), site->layer->label),
                   });
}

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  if (!groups_divide (site, issue))
    return FALSE;
  warn_of_nothing_left (site, issue);
  *out = site->in[0];
  return TRUE;
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const NnSettings *settings = site->layer->settings;
  const double arg[NN_OP_ARGS] = { nn_settings_get (settings, "groups"), nn_settings_get (settings, "epsilon") };
  const NnShape channels = NN_SHAPE (count_channels (site));
  NnValue operand[] = { in[0], NN_NO_VALUE, NN_NO_VALUE };

  if (nn_settings_switch (settings, "affine"))
    {
      operand[1] = nn_graph_weight (graph, "weight", &channels, "ones", 0, 0);
      operand[2] = nn_graph_weight (graph, "bias", &channels, "zeros", 0, 0);
    }
  return nn_graph_op (graph, "group_norm", arg, operand, G_N_ELEMENTS (operand));
}

const NnKind nn_kind_group_norm = {
  .id = "group_norm",
  .title = N_("Group Norm"),
  .blurb = N_("Brings groups of channels to mean 0 and deviation 1, each example by itself."),
  .explained = N_("The channels of an example are cut into groups. For each group the layer takes the mean μ and the "
                  "variance σ² of all its numbers, over all places, and hands on\n"
                  "y = (x − μ) ÷ √(σ² + ε) · γ + β,\n"
                  "with a γ and a β for every channel, which are learned.\n\n"
                  "Unlike Batch Norm it looks at one example at a time, so it does the same in training and when "
                  "asked, and small batches do not hurt it. With one group the whole example is levelled; with as "
                  "many groups as channels, each channel by itself (instance norm)."),
  .icon = "vt-group-norm-symbolic",
  .view = "result",
  .family = NN_FAMILY_STEADY,
  .numbered = TRUE,
  .min_in = 1,
  .max_in = 1,
  .params = params,
  .infer = infer,
  .lower = lower,
};
