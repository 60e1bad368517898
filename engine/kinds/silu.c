#include "site.h"

const NnKind nn_kind_silu = {
  .id = "silu",
  .title = N_("SiLU"),
  .blurb = N_("Each number times its own sigmoid: a smooth ReLU, also called Swish."),
  .explained = N_("y = x·σ(x), where σ(x) = 1 ÷ (1 + e⁻ˣ). Each number decides by its own size how much of it gets "
                  "through: large ones pass almost whole, very negative ones almost not at all. Its lowest point is "
                  "about −0.28, near x = −1.28.\n\n"
                  "It looks like GELU and is used for the same reasons, mostly in networks that see pictures. Try "
                  "it where ReLU gives hard edges that you would like to be smooth."),
  .icon = "vt-silu-symbolic",
  NN_ACTIVATION_ROW,
};
