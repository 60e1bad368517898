#include "site.h"

const NnKind nn_kind_sigmoid = {
  .id = "sigmoid",
  .title = N_("Sigmoid"),
  .blurb = N_("Squeezes every number to between 0 and 1."),
  .explained = N_("y = 1 ÷ (1 + e⁻ˣ): 0 becomes ½, large numbers come close to 1, very negative ones close to 0. "
                  "The result can be read as a probability or as a gate that is open or shut.\n\n"
                  "Far from 0 the curve is nearly flat, and its slope is never above ¼: through several layers of "
                  "it the blame fades away and the first ones hardly learn. Between layers prefer Tanh or ReLU; the "
                  "Output adds the sigmoid it needs by itself."),
  .icon = "vt-sigmoid-symbolic",
  NN_ACTIVATION_ROW,
};
