#include "activation.h"
#include "window-site.h"

static const NnParam params[] = {
  NN_PARAM_FILTERS,
  NN_PARAM_KERNEL (3),
  NN_PARAM_STRIDE (1),
  NN_PARAM_PADDING,
  NN_PARAM_DILATION,
  NN_PARAM_GROUPS,
  NN_PARAMS_SUM,
  { NULL },
};

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  const gint64 filters = nn_settings_int (site->layer->settings, "filters");
  double arg[NN_OP_ARGS] = { 0 };
  NnShape places;

  if (!nn_site_needs_picture (site, issue) || !nn_site_groups_fit (site, site->in[0].dim[2], filters, issue))
    return FALSE;
  nn_site_window (site, arg);
  if (!nn_site_window_fits (site, arg, &places, issue))
    return FALSE;
  *out = NN_SHAPE (places.dim[0], places.dim[1], filters);
  return TRUE;
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const gint64 filters = nn_settings_int (site->layer->settings, "filters");
  const gint64 groups = nn_settings_int (site->layer->settings, "groups");
  const gint64 kernel = nn_site_kernel (site, 1);
  double arg[NN_OP_ARGS] = { [NN_CONV_GROUPS] = groups };

  nn_site_window (site, arg);
  return nn_lower_convolution (graph, site, "conv2d", arg,
                               &NN_SHAPE (filters, site->in[0].dim[2] / groups, kernel, kernel), filters, in[0]);
}

const NnKind nn_kind_conv2d = {
  .id = "conv2d",
  .title = N_("Conv 2D"),
  .blurb = N_("Looks for small patterns everywhere in a picture, with the same few weights at every place."),
  .explained = N_("A filter is a small window of weights. It slides over the picture; at each place the dots under it are "
                  "multiplied by its weights and added up, with the bias, and the sum is bent by the activation:\n"
                  "y = f(w₁·x₁ + w₂·x₂ + … + b).\n\n"
                  "So each filter draws a new picture, a feature map, that is bright where its pattern is found: an edge, "
                  "a corner, later an ear. Because the same weights are used everywhere, there are few of them, and a "
                  "pattern learned in one corner is known in all. A filter of 3×3 sees all channels that arrive: with "
                  "c channels it has 9·c weights and one bias.\n\n"
                  "Use it for pictures, two or three in a row with pools between them, and Flatten and Dense behind."),
  .icon = "vt-conv2d-symbolic",
  .view = "filters",
  .family = NN_FAMILY_CONVOLUTION,
  .numbered = TRUE,
  .min_in = 1,
  .max_in = 1,
  .params = params,
  .infer = infer,
  .lower = lower,
};
