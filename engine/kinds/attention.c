#include "join.h"
#include "window-site.h"

#include <inttypes.h>

static const NnParam params[] = {
  {
    .id = "heads",
    .title = N_("Heads"),
    .blurb = N_("How many parts the numbers of a step are cut into; each looks around by itself."),
    .type = NN_PARAM_INT,
    .min = 1,
    .max = 256,
    .initial = 1,
    .step = 1,
  },
  {
    .id = "causal",
    .title = N_("Only the past"),
    .blurb = N_("A step sees itself and those before it: for networks that guess what comes next."),
    .type = NN_PARAM_SWITCH,
  },
  {
    .id = "bias",
    .title = N_("Bias"),
    .blurb = N_("One more number for each sum, added to it."),
    .type = NN_PARAM_SWITCH,
    .initial = TRUE,
  },
  {
    .id = "initialiser",
    .title = N_("Starting weights"),
    .blurb = N_("How the weights are drawn before training begins."),
    .type = NN_PARAM_CHOICE,
    .choices = nn_initialiser_choices,
  },
  NN_TRAINING_PARAMS,
  { NULL },
};

/* The largest number of heads up to this one that divides the numbers of a step. */
static gint64
find_divisor (gint64 size, gint64 heads)
{
  gint64 divisor = MIN (size, heads);

  while (size % divisor != 0)
    divisor--;
  return divisor;
}

static gboolean
heads_divide (const NnSite *site, NnIssue *issue)
{
  const gint64 size = site->in[0].dim[1], heads = nn_settings_int (site->layer->settings, "heads");
  const gint64 fitting = find_divisor (size, heads);

  if (size % heads == 0)
    return TRUE;
  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (_ ("%s cannot cut its steps into equal heads."), site->layer->label),
                g_strdup_printf (_ ("%s hands over steps of %" PRId64 " numbers, which %" PRId64 " heads do not divide."),
                                 site->from[0], size, heads));
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_SET,
                     .param = "heads",
                     .value = fitting,
                     .label = g_strdup_printf (_ ("Set Heads to %" PRId64), fitting),
                   });
  return FALSE;
}

static gboolean
other_is_sequence (const NnSite *site, NnIssue *issue)
{
  g_autofree char *found = NULL;

  if (site->n_in < 2 || site->in[1].rank == 2)
    return TRUE;
  found = nn_shape_in_words (&site->in[1]);
  nn_site_refuse_wire (site, 1,
                       g_strdup_printf (_ ("It brings the sequence that is looked at, steps × channels, but %s hands over "
                                           "%s."),
                                        site->from[1], found),
                       issue);
  return FALSE;
}

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  if (!nn_site_needs_steps (site, issue) || !other_is_sequence (site, issue) || !heads_divide (site, issue))
    return FALSE;
  *out = site->in[0];
  return TRUE;
}

/* W x + b; the biases of queries, keys and values stand in one list, as PyTorch has them. */
static NnValue
weigh (NnGraph *graph, NnValue x, NnValue weight, NnValue bias)
{
  const NnValue operand[] = { x, weight, bias };

  return nn_graph_op (graph, "linear", NULL, operand, bias != NN_NO_VALUE ? 3 : 2);
}

static NnValue
add_weight (NnGraph *graph, const NnSite *site, const char *role, gint64 out, gint64 in)
{
  return nn_graph_weight (graph, role, &NN_SHAPE (out, in), nn_settings_choice (site->layer->settings, "initialiser"), in,
                          out);
}

static NnValue
add_bias (NnGraph *graph, const NnSite *site, const char *role, gint64 size)
{
  if (!nn_settings_switch (site->layer->settings, "bias"))
    return NN_NO_VALUE;
  return nn_graph_weight (graph, role, &NN_SHAPE (size), "zeros", 0, 0);
}

static NnValue
part_of_bias (NnGraph *graph, NnValue bias, gint64 first, gint64 size)
{
  const double arg[NN_OP_ARGS] = { 0, first, size };

  return bias != NN_NO_VALUE ? nn_graph_op (graph, "slice", arg, &bias, 1) : NN_NO_VALUE;
}

/* Queries of one sequence, keys and values of another, perhaps of steps of another size. */
static void
weigh_two (NnGraph *graph, const NnSite *site, const NnValue *in, NnValue *operand)
{
  static const char *const roles[] = { "q_proj_weight", "k_proj_weight", "v_proj_weight" };
  const gint64 size = site->in[0].dim[1];
  const NnValue bias = add_bias (graph, site, "in_proj_bias", 3 * size);

  for (guint i = 0; i < 3; i++)
    {
      const guint slot = i > 0;
      const NnValue weight = add_weight (graph, site, roles[i], size, site->in[slot].dim[1]);

      operand[i] = weigh (graph, in[slot], weight, part_of_bias (graph, bias, i * size, size));
    }
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const NnSettings *settings = site->layer->settings;
  const double arg[NN_OP_ARGS] = { nn_settings_get (settings, "heads"), nn_settings_switch (settings, "causal") };
  const gint64 size = site->in[0].dim[1];
  NnValue operand[3], joined, weight;

  if (site->n_in > 1)
    weigh_two (graph, site, in, operand);
  else
    {
      weight = add_weight (graph, site, "in_proj_weight", 3 * size, size);
      operand[0] = weigh (graph, in[0], weight, add_bias (graph, site, "in_proj_bias", 3 * size));
    }
  joined = nn_graph_op (graph, "attention", arg, operand, site->n_in > 1 ? 3 : 1);
  weight = add_weight (graph, site, "out_proj.weight", size, size);
  return weigh (graph, joined, weight, add_bias (graph, site, "out_proj.bias", size));
}

const NnKind nn_kind_attention = {
  .id = "attention",
  .title = N_("Attention"),
  .blurb = N_("Lets every step of a sequence take what it needs from all others."),
  .explained = N_("Each step asks a question (its query), and every step offers a key and a value. Where a query and a key "
                  "point the same way their product is large; softmax turns the products into shares that add up to 1, "
                  "and the step gets the values, each by its share:\n"
                  "y = Σ softmax(q·k ÷ √d)·v.\n\n"
                  "With several heads the numbers are cut into parts that look around by themselves: one for the word "
                  "before, one for the subject. “Only the past” is for networks that guess what comes next. A second wire "
                  "brings another sequence to look at, as a translator looks at the sentence he reads. Where steps stand "
                  "is not seen: put Positions before it."),
  .icon = "vt-attention-symbolic",
  .view = "strip",
  .family = NN_FAMILY_SEQUENCE,
  .numbered = TRUE,
  .min_in = 1,
  .max_in = 2,
  .params = params,
  .infer = infer,
  .lower = lower,
};
