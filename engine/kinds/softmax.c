#include "site.h"

const NnKind nn_kind_softmax = {
  .id = "softmax",
  .title = N_("Softmax"),
  .blurb = N_("Turns a list of numbers into shares that add up to 1."),
  .explained = N_("yᵢ = e^xᵢ ÷ (e^x₁ + e^x₂ + …): every number becomes positive, the largest gets the largest "
                  "share, and all together make 1, so that they can be read as probabilities. Only differences "
                  "count: adding the same number to all changes nothing.\n\n"
                  "Use it inside a network to choose softly among several things. At the end it is not needed: an "
                  "Output with cross entropy takes the softmax by itself, and a second one in front of it only "
                  "slows learning down."),
  .icon = "vt-softmax-symbolic",
  NN_ACTIVATION_ROW,
};
