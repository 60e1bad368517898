#include "site.h"

static const NnParam params[] = {
  {
    .id = "rate",
    .title = N_("Share dropped"),
    .blurb = N_("How large a part of the numbers is set to 0 in each training step."),
    .type = NN_PARAM_REAL,
    .min = 0,
    .max = 0.95,
    .initial = 0.5,
    .step = 0.05,
  },
  { NULL },
};

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const double rate[NN_OP_ARGS] = { nn_settings_get (site->layer->settings, "rate") };

  return nn_graph_op (graph, "dropout", rate, in, 1);
}

const NnKind nn_kind_dropout = {
  .id = "dropout",
  .title = N_("Dropout"),
  .blurb = N_("Switches numbers off at random while training, so that no neuron relies on a single other."),
  .explained = N_("In every training step each number is set to 0 with probability p, drawn anew for every example; "
                  "the others are multiplied by 1 ÷ (1 − p), so that the sum stays the same on average. When the "
                  "network is only asked, nothing is dropped.\n\n"
                  "The neurons behind it cannot rely on any single neighbour and learn something that holds without "
                  "it: this works against learning the examples by heart. Use it when training accuracy is much "
                  "better than validation accuracy, after a large layer; 0.2 to 0.5 is usual. Too much of it and "
                  "the network learns slowly or not at all."),
  .icon = "vt-dropout-symbolic",
  .view = "plain",
  .family = NN_FAMILY_STEADY,
  .min_in = 1,
  .max_in = 1,
  .params = params,
  .infer = nn_infer_same,
  .lower = lower,
};
