#include "site.h"

const NnKind nn_kind_tanh = {
  .id = "tanh",
  .title = N_("Tanh"),
  .blurb = N_("Squeezes every number to between −1 and 1."),
  .explained = N_("y = (eˣ − e⁻ˣ) ÷ (eˣ + e⁻ˣ): 0 stays 0, large numbers come close to 1, very negative ones close "
                  "to −1. Near 0 it is almost the straight line y = x.\n\n"
                  "It is smooth and treats both signs alike, which suits small networks on points and curves. In "
                  "deep networks its flat ends let the blame fade away; use ReLU there."),
  .icon = "vt-tanh-symbolic",
  NN_ACTIVATION_ROW,
};
