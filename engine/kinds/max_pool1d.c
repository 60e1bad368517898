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
  return nn_site_needs_steps (site, issue) && nn_infer_pool (site, out, issue);
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  return nn_lower_pool (graph, site, "max_pool2d", in[0]);
}

const NnKind nn_kind_max_pool1d = {
  .id = "max_pool1d",
  .title = N_("Max Pool 1D"),
  .blurb = N_("Makes a sequence shorter: of every few steps the largest number stays."),
  .explained = N_("The window slides along each channel alone, and of the numbers under it the largest is handed on. A window of 2 "
                  "with a stride of 2 halves the sequence. Nothing is learned, and on the way back the gradient goes to the largest "
                  "number alone.\n\n"
                  "Put it behind Conv 1D layers, so that the next one sees twice as far."),
  .icon = "vt-max_pool1d-symbolic",
  .params = params,
  .infer = infer,
  NN_POOL_ROW,
};
