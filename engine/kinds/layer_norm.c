#include "site.h"

static const NnParam params[] = {
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

/* A number alone is its own mean: nothing is left of it. */
static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  *out = site->in[0];
  if (count_channels (site) > 1)
    return TRUE;
  nn_issue_set (issue,
                NN_ISSUE_WARNING,
                g_strdup_printf (_ ("%s leaves nothing of what it is given."), site->layer->label),
                g_strdup (_ ("Each place holds a single number, and a number less its own mean is 0.")));
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_REMOVE_LAYER,
                     .label = g_strdup_printf (_ ("Remove %s"), site->layer->label),
                   });
  return TRUE;
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const NnSettings *settings = site->layer->settings;
  const double arg[NN_OP_ARGS] = { nn_settings_get (settings, "epsilon") };
  const NnShape channels = NN_SHAPE (count_channels (site));
  NnValue operand[] = { in[0], NN_NO_VALUE, NN_NO_VALUE };

  if (nn_settings_switch (settings, "affine"))
    {
      operand[1] = nn_graph_weight (graph, "weight", &channels, "ones", 0, 0);
      operand[2] = nn_graph_weight (graph, "bias", &channels, "zeros", 0, 0);
    }
  return nn_graph_op (graph, "layer_norm", arg, operand, G_N_ELEMENTS (operand));
}

const NnKind nn_kind_layer_norm = {
  .id = "layer_norm",
  .title = N_("Layer Norm"),
  .blurb = N_("Brings the numbers of every step to mean 0 and deviation 1, each by itself."),
  .explained = N_("At every place of a block, such as every step of a sequence, the numbers along the last axis are moved "
                  "and stretched until their mean is 0 and their deviation 1:\n"
                  "y = (x − mean) ÷ √(variance + ε)·scale + shift.\n\n"
                  "Scale and shift are learned, one of each a channel. Unlike Batch Norm it looks at a single example "
                  "only, so it does the same in training and afterwards, and small batches do it no harm. Transformers "
                  "have one before every part; in recurrent networks it keeps the states level."),
  .icon = "vt-layer-norm-symbolic",
  .view = "result",
  .family = NN_FAMILY_STEADY,
  .min_in = 1,
  .max_in = 1,
  .params = params,
  .infer = infer,
  .lower = lower,
};
