#include "pool-site.h"

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  return nn_lower_global_pool (graph, site, "max_pool2d", in[0]);
}

const NnKind nn_kind_global_max_pool = {
  .id = "global_max_pool",
  .title = N_("Global Max Pool"),
  .blurb = N_("Turns each channel into one number: its largest."),
  .explained = N_("Of all dots of a channel, or all steps of a sequence, the largest number is handed on: a picture of 8×8×64 becomes "
                  "a list of 64 numbers. Nothing is learned.\n\n"
                  "It says whether a pattern is there at all, wherever it is. Put it behind the last convolution, in place of Flatten, "
                  "where one clear find should decide; Global Average Pool asks how much of it there is."),
  .icon = "vt-global_max_pool-symbolic",
  .params = nn_no_params,
  .infer = nn_infer_global_pool,
  NN_POOL_ROW,
};
