#include "site.h"

const NnKind nn_kind_leaky_relu = {
  .id = "leaky_relu",
  .title = N_("Leaky ReLU"),
  .blurb = N_("Like ReLU, but a hundredth of each negative number gets through."),
  .explained = N_("y = x for x above 0, and y = 0.01·x below. The small slope on the left keeps a little blame "
                  "flowing, so a neuron that answers with negative sums can still learn its way back.\n\n"
                  "Use it in place of ReLU when many neurons have died, or in deep networks that stop learning."),
  .icon = "vt-leaky-relu-symbolic",
  NN_ACTIVATION_ROW,
};
