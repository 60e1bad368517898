#include "pool-site.h"

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  return nn_lower_global_pool (graph, site, "avg_pool2d", in[0]);
}

const NnKind nn_kind_global_avg_pool = {
  .id = "global_avg_pool",
  .title = N_("Global Average Pool"),
  .blurb = N_("Turns each channel into one number: its mean."),
  .explained = N_("All dots of a channel, or all steps of a sequence, become one number, their mean: a picture of 8×8×64 becomes a list "
                  "of 64 numbers. Nothing is learned.\n\n"
                  "It says how much of each pattern there is, wherever it is, and takes pictures of any size. Put it behind the last "
                  "convolution, in place of Flatten: the layers behind it need far fewer weights."),
  .icon = "vt-global_avg_pool-symbolic",
  .params = nn_no_params,
  .infer = nn_infer_global_pool,
  NN_POOL_ROW,
};
