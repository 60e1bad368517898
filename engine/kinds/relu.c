#include "site.h"

const NnKind nn_kind_relu = {
  .id = "relu",
  .title = N_("ReLU"),
  .blurb = N_("Lets positive numbers through and turns negative ones into 0."),
  .explained = N_("y = max(0, x): what is above 0 passes unchanged, what is below becomes 0. The slope is 1 on the "
                  "right, so blame flows back undiminished through many layers, and it costs almost nothing to "
                  "compute.\n\n"
                  "It is the usual first choice between layers. A neuron whose sum is negative for every example "
                  "always says 0, gets no blame and cannot recover: a dead neuron. If many die, lower the learning "
                  "rate or try Leaky ReLU."),
  .icon = "vt-relu-symbolic",
  NN_ACTIVATION_ROW,
};
