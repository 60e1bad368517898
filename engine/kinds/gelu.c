#include "site.h"

const NnKind nn_kind_gelu = {
  .id = "gelu",
  .title = N_("GELU"),
  .blurb = N_("A rounded ReLU that dips slightly below 0."),
  .explained = N_("y = x·Φ(x), where Φ(x) is the share of a bell curve that lies to the left of x. Large numbers "
                  "pass, very negative ones become 0, and in between the change is smooth: at x = −0.75 it dips to "
                  "about −0.17.\n\n"
                  "Smoothness helps when a network is deep; transformers use it nearly everywhere. In a small "
                  "network it behaves much like ReLU and costs more to compute."),
  .icon = "vt-gelu-symbolic",
  NN_ACTIVATION_ROW,
};
