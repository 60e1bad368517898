#include "pool-site.h"

static const NnParam params[] = {
  NN_PARAM_KERNEL (2),
  NN_PARAM_STRIDE (2),
  NN_PARAM_PADDING_SIZE,
  {
    .id = "counts_padding",
    .title = N_("Padding counts"),
    .blurb = N_("Whether the zeros of the padding count in the mean."),
    .type = NN_PARAM_SWITCH,
    .initial = TRUE,
  },
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
  return nn_lower_pool (graph, site, "avg_pool2d", in[0]);
}

const NnKind nn_kind_avg_pool2d = {
  .id = "avg_pool2d",
  .title = N_("Average Pool 2D"),
  .blurb = N_("Makes a picture smaller: every few dots become their mean."),
  .explained = N_("The window slides over each channel alone, and the mean of the dots under it is handed on. A window of 2 with a "
                  "stride of 2 halves width and height. Nothing is learned.\n\n"
                  "It keeps how much of a pattern there is, where Max Pool 2D keeps how strong it is at its best; on the way back every "
                  "dot gets the same share of the gradient. It blurs, so most networks prefer Max Pool 2D between convolutions."),
  .icon = "vt-avg_pool2d-symbolic",
  .params = params,
  .infer = infer,
  NN_POOL_ROW,
};
