#include "site.h"

static const NnParam params[] = {
  {
    .id = "deviation",
    .title = N_("Deviation"),
    .blurb = N_("How strong the noise is: the usual size of what is added."),
    .type = NN_PARAM_REAL,
    .min = 0,
    .max = 10,
    .initial = 0.1,
    .step = 0.05,
  },
  { NULL },
};

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const double arg[NN_OP_ARGS] = { nn_settings_get (site->layer->settings, "deviation") };

  return nn_graph_op (graph, "noise", arg, in, 1);
}

const NnKind nn_kind_noise = {
  .id = "noise",
  .title = N_("Noise"),
  .blurb = N_("Adds random numbers while training, so that small differences stop to matter."),
  .explained = N_("In every training step a random number, drawn from the bell curve with the deviation that is set, is "
                  "added to each number. When the network is only asked, nothing is added.\n\n"
                  "The network never sees the same example twice and cannot learn it by heart; what it learns must "
                  "hold for everything nearby. Behind the input it makes a network bear blurred and grainy pictures; "
                  "in front of an autoencoder it makes one that cleans them. Unlike Dropout it blurs numbers instead "
                  "of removing them."),
  .icon = "vt-noise-symbolic",
  .view = "plain",
  .family = NN_FAMILY_STEADY,
  .min_in = 1,
  .max_in = 1,
  .params = params,
  .infer = nn_infer_same,
  .lower = lower,
};
