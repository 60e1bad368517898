#include "pool-site.h"

static const NnParam params[] = {
  NN_PARAM_KERNEL (2),
  NN_PARAM_STRIDE (2),
  NN_PARAM_PADDING_SIZE,
  NN_PARAM_DILATION,
  { NULL },
};

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  return nn_site_needs_picture (site, issue) && nn_infer_pool (site, out, issue);
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  return nn_lower_pool (graph, site, "max_pool2d", in[0]);
}

const NnKind nn_kind_max_pool2d = {
  .id = "max_pool2d",
  .title = N_("Max Pool 2D"),
  .blurb = N_("Makes a picture smaller: of every few dots the largest stays."),
  .explained = N_("The window slides over each channel alone, and of the dots under it the largest is handed on. A window of 2 with a "
                  "stride of 2 halves width and height: a quarter of the numbers stays. Nothing is learned.\n\n"
                  "Where a filter has found its pattern stays known, only not to the dot, so a pattern that is moved a little gives "
                  "nearly the same answer; and the next convolution sees twice as far. On the way back the gradient goes to the "
                  "largest dot alone.\n\n"
                  "Put it behind every one or two convolutions."),
  .icon = "vt-max_pool2d-symbolic",
  .params = params,
  .infer = infer,
  NN_POOL_ROW,
};
