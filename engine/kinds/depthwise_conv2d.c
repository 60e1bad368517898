#include "activation.h"
#include "window-site.h"

static const NnParam params[] = {
  NN_PARAM_KERNEL (3),
  NN_PARAM_STRIDE (1),
  NN_PARAM_PADDING,
  NN_PARAM_DILATION,
  {
    .id = "multiplier",
    .title = N_("Filters a channel"),
    .blurb = N_("How many filters look at each channel."),
    .type = NN_PARAM_INT,
    .min = 1,
    .max = 64,
    .initial = 1,
    .step = 1,
  },
  NN_PARAMS_SUM,
  { NULL },
};

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  double arg[NN_OP_ARGS] = { 0 };
  NnShape places;

  if (!nn_site_needs_picture (site, issue))
    return FALSE;
  nn_site_window (site, arg);
  if (!nn_site_window_fits (site, arg, &places, issue))
    return FALSE;
  *out = places;
  out->dim[2] *= nn_settings_int (site->layer->settings, "multiplier");
  return TRUE;
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const gint64 channels = site->in[0].dim[2];
  const gint64 filters = channels * nn_settings_int (site->layer->settings, "multiplier");
  const gint64 kernel = nn_site_kernel (site, 1);
  double arg[NN_OP_ARGS] = { [NN_CONV_GROUPS] = channels };

  nn_site_window (site, arg);
  return nn_lower_convolution (graph, site, "conv2d", arg, &NN_SHAPE (filters, 1, kernel, kernel), filters, in[0]);
}

const NnKind nn_kind_depthwise_conv2d = {
  .id = "depthwise_conv2d",
  .title = N_("Depthwise Conv 2D"),
  .blurb = N_("Gives every channel of a picture a filter of its own."),
  .explained = N_("An ordinary convolution lets each filter see all channels. Here each filter sees one channel only, so a "
                  "window of 3×3 costs 9 weights a channel, however many channels there are.\n\n"
                  "Followed by a Conv 2D with a window of 1, which mixes the channels at every dot, it does nearly what "
                  "a full convolution does with a tenth of the work: small networks for telephones are built so."),
  .icon = "vt-depthwise_conv2d-symbolic",
  .view = "filters",
  .family = NN_FAMILY_CONVOLUTION,
  .numbered = TRUE,
  .min_in = 1,
  .max_in = 1,
  .params = params,
  .infer = infer,
  .lower = lower,
};
