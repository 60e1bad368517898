#include "site.h"

static const NnParam params[] = {
  {
    .id = "momentum",
    .title = N_("Momentum"),
    .blurb = N_("How far each training step moves the averages that are used when the network is only asked."),
    .type = NN_PARAM_REAL,
    .min = 0,
    .max = 1,
    .initial = 0.1,
    .step = 0.05,
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

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const NnSettings *settings = site->layer->settings;
  const double arg[NN_OP_ARGS] = { nn_settings_get (settings, "epsilon"), nn_settings_get (settings, "momentum") };
  const NnShape channels = NN_SHAPE (site->in[0].dim[site->in[0].rank - 1]);
  NnValue operand[] = { in[0], NN_NO_VALUE, NN_NO_VALUE, NN_NO_VALUE, NN_NO_VALUE };

  if (nn_settings_switch (settings, "affine"))
    {
      operand[1] = nn_graph_weight (graph, "weight", &channels, "ones", 0, 0);
      operand[2] = nn_graph_weight (graph, "bias", &channels, "zeros", 0, 0);
    }
  operand[3] = nn_graph_state (graph, "running_mean", &channels, "zeros");
  operand[4] = nn_graph_state (graph, "running_var", &channels, "ones");
  return nn_graph_op (graph, "batch_norm", arg, operand, G_N_ELEMENTS (operand));
}

const NnKind nn_kind_batch_norm = {
  .id = "batch_norm",
  .title = N_("Batch Norm"),
  .blurb = N_("Brings every channel to mean 0 and deviation 1 over the batch, so that training stays steady."),
  .explained = N_("For each channel the layer takes the mean μ and the variance σ² of all its numbers in the batch, "
                  "over all examples and places, and hands on\n"
                  "y = (x − μ) ÷ √(σ² + ε) · γ + β.\n\n"
                  "γ and β are learned, one of each for every channel. The layer also keeps running averages of μ and "
                  "σ²; when the network is only asked they are used instead of the batch, so that the answer to one "
                  "example does not depend on the others.\n\n"
                  "Put it after a convolution or Dense layer, before the activation. Deep networks then bear larger "
                  "learning rates and start faster. With batches of only a few examples the batch's own mean is a "
                  "poor guess: take Group Norm there."),
  .icon = "vt-batch-norm-symbolic",
  .view = "result",
  .family = NN_FAMILY_STEADY,
  .numbered = TRUE,
  .min_in = 1,
  .max_in = 1,
  .params = params,
  .infer = nn_infer_same,
  .lower = lower,
};
