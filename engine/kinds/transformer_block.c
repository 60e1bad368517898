/* The block of GPT-2, which norms before each part: torch.nn.TransformerEncoderLayer with norm_first, GELU and
 * dim_feedforward = width × size, from which the weights have their names. Dropout acts where a part is added. */
#include "attention-site.h"
#include "window-site.h"

static const NnParam params[] = {
  NN_PARAM_HEADS (4),
  {
    .id = "width",
    .title = N_("Widening"),
    .blurb = N_("How many times as many neurons each step thinks with as it has numbers."),
    .type = NN_PARAM_INT,
    .min = 1,
    .max = 16,
    .initial = 4,
    .step = 1,
  },
  NN_PARAM_CAUSAL (TRUE),
  {
    .id = "dropout",
    .title = N_("Share dropped"),
    .blurb = N_("How large a part of what attention and neurons add is set to 0 in each training step."),
    .type = NN_PARAM_REAL,
    .min = 0,
    .max = 0.95,
    .initial = 0,
    .step = 0.05,
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

/* The norms leave nothing of a number alone. */
static gboolean
steps_are_wide (const NnSite *site, NnIssue *issue)
{
  if (site->in[0].dim[1] > 1)
    return TRUE;
  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (_ ("%s needs steps of several numbers."), site->layer->label),
                g_strdup_printf (_ ("%s hands over a single number for each step, and a number less its own mean is 0. "
                                    "A Conv 1D makes several of it."),
                                 site->from[0]));
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_INSERT_BEFORE,
                     .kind = "conv1d",
                     .label = g_strdup (_ ("Insert Conv 1D")),
                   });
  return FALSE;
}

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  if (!nn_site_needs_steps (site, issue) || !steps_are_wide (site, issue) || !nn_site_heads_divide (site, issue))
    return FALSE;
  *out = site->in[0];
  return TRUE;
}

static NnValue
norm (NnGraph *graph, NnValue x, const char *weight, const char *bias)
{
  const NnShape *shape = &nn_graph_value (graph, x)->shape;
  const NnShape channels = NN_SHAPE (shape->dim[1]);
  const double epsilon[NN_OP_ARGS] = { 1e-5 };
  NnValue operand[] = { x, NN_NO_VALUE, NN_NO_VALUE };

  operand[1] = nn_graph_weight (graph, weight, &channels, "ones", 0, 0);
  operand[2] = nn_graph_weight (graph, bias, &channels, "zeros", 0, 0);
  return nn_graph_op (graph, "layer_norm", epsilon, operand, G_N_ELEMENTS (operand));
}

static NnValue
attend (NnGraph *graph, const NnSettings *settings, NnValue x)
{
  const double arg[NN_OP_ARGS] = { nn_settings_get (settings, "heads"), nn_settings_switch (settings, "causal") };
  const char *initialiser = nn_settings_choice (settings, "initialiser");
  const gint64 size = nn_graph_value (graph, x)->shape.dim[1];

  x = norm (graph, x, "norm1.weight", "norm1.bias");
  x = nn_weigh_steps (graph, x, "self_attn.in_proj_", 3 * size, 3, initialiser, TRUE);
  x = nn_graph_op (graph, "attention", arg, &x, 1);
  return nn_weigh_steps (graph, x, "self_attn.out_proj.", size, 1, initialiser, TRUE);
}

static NnValue
think (NnGraph *graph, const NnSettings *settings, NnValue x)
{
  const char *initialiser = nn_settings_choice (settings, "initialiser");
  const gint64 size = nn_graph_value (graph, x)->shape.dim[1];

  x = norm (graph, x, "norm2.weight", "norm2.bias");
  x = nn_weigh_steps (graph, x, "linear1.", nn_settings_int (settings, "width") * size, 1, initialiser, TRUE);
  x = nn_graph_op (graph, "gelu", NULL, &x, 1);
  return nn_weigh_steps (graph, x, "linear2.", size, 1, initialiser, TRUE);
}

static NnValue
add (NnGraph *graph, const NnSettings *settings, NnValue x, NnValue part)
{
  const double rate[NN_OP_ARGS] = { nn_settings_get (settings, "dropout") };

  if (rate[0] > 0)
    part = nn_graph_op (graph, "dropout", rate, &part, 1);
  return nn_graph_op (graph, "sum", NULL, (NnValue[]) { x, part }, 2);
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const NnSettings *settings = site->layer->settings;
  const NnValue x = add (graph, settings, in[0], attend (graph, settings, in[0]));

  return add (graph, settings, x, think (graph, settings, x));
}

const NnKind nn_kind_transformer_block = {
  .id = "transformer_block",
  .title = N_("Transformer Block"),
  .blurb = N_("Attention and a small network for every step, each added to what came in: what GPT is stacked from."),
  .explained = N_("A block does two things, and adds what each finds to what came in:\n"
                  "x = x + Attention(Norm(x)),\n"
                  "x = x + W₂·GELU(W₁·Norm(x) + b₁) + b₂.\n\n"
                  "In the first the steps look at each other: each takes from the others what it asks for. In the second "
                  "every step thinks by itself, with several times as many neurons as it has numbers. As the parts only "
                  "add, what came in runs straight through any number of blocks, and the blame runs straight back.\n\n"
                  "Give it steps of many numbers that heads can divide, made by an Embedding or a Conv 1D, with Positions "
                  "added. “Only the past” is for networks that guess what comes next. GPT is nothing but such blocks: "
                  "put one into a Group and repeat it."),
  .icon = "vt-transformer-block-symbolic",
  .view = "attention",
  .family = NN_FAMILY_SEQUENCE,
  .numbered = TRUE,
  .min_in = 1,
  .max_in = 1,
  .ahead = "causal=false",
  .params = params,
  .infer = infer,
  .lower = lower,
};
