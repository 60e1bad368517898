#include "attention-site.h"
#include "join.h"
#include "window-site.h"

static const NnParam params[] = {
  NN_PARAM_HEADS (1),
  NN_PARAM_CAUSAL (FALSE),
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
  if (!nn_site_needs_steps (site, issue) || !other_is_sequence (site, issue) || !nn_site_heads_divide (site, issue))
    return FALSE;
  *out = site->in[0];
  return TRUE;
}

static NnValue
part_of_bias (NnGraph *graph, NnValue bias, gint64 first, gint64 size)
{
  const double arg[NN_OP_ARGS] = { 0, first, size };

  return bias != NN_NO_VALUE ? nn_graph_op (graph, "slice", arg, &bias, 1) : NN_NO_VALUE;
}

/* Queries of one sequence, keys and values of another, perhaps of steps of another size. Their biases stand in one list,
 * as PyTorch has them. */
static void
weigh_two (NnGraph *graph, const NnSite *site, const NnValue *in, NnValue *out)
{
  static const char *const roles[] = { "q_proj_weight", "k_proj_weight", "v_proj_weight" };
  const char *initialiser = nn_settings_choice (site->layer->settings, "initialiser");
  const gint64 size = site->in[0].dim[1];
  NnValue bias = NN_NO_VALUE;

  if (nn_settings_switch (site->layer->settings, "bias"))
    {
      bias = nn_graph_weight (graph, "in_proj_bias", &NN_SHAPE (3 * size), "zeros", 0, 0);
      nn_graph_note_blocks (graph, bias, 3);
    }
  for (guint i = 0; i < 3; i++)
    {
      const guint slot = i > 0;
      const gint64 arriving = site->in[slot].dim[1];
      NnValue operand[] = { in[slot], NN_NO_VALUE, part_of_bias (graph, bias, i * size, size) };

      operand[1] = nn_graph_weight (graph, roles[i], &NN_SHAPE (size, arriving), initialiser, arriving, size);
      out[i] = nn_graph_op (graph, "linear", NULL, operand, bias != NN_NO_VALUE ? 3 : 2);
    }
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const NnSettings *settings = site->layer->settings;
  const double arg[NN_OP_ARGS] = { nn_settings_get (settings, "heads"), nn_settings_switch (settings, "causal") };
  const char *initialiser = nn_settings_choice (settings, "initialiser");
  const gboolean bias = nn_settings_switch (settings, "bias");
  const gint64 size = site->in[0].dim[1];
  NnValue operand[3];

  if (site->n_in > 1)
    weigh_two (graph, site, in, operand);
  else
    operand[0] = nn_weigh_steps (graph, in[0], "in_proj_", 3 * size, 3, initialiser, bias);
  operand[0] = nn_graph_op (graph, "attention", arg, operand, site->n_in > 1 ? 3 : 1);
  return nn_weigh_steps (graph, operand[0], "out_proj.", size, 1, initialiser, bias);
}

static const char *const inputs[] = { N_("queries"), N_("keys and values"), NULL };

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
  .view = "attention",
  .family = NN_FAMILY_SEQUENCE,
  .numbered = TRUE,
  .min_in = 1,
  .max_in = 2,
  .inputs = inputs,
  .ahead = "causal=false",
  .ahead_in = 1,
  .params = params,
  .infer = infer,
  .lower = lower,
};
