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

  if (!nn_site_needs_steps (site, issue) || !nn_site_groups_fit (site, site->in[0].dim[1], filters, issue))
    return FALSE;
  nn_site_window (site, arg);
  if (!nn_site_window_fits (site, arg, &places, issue))
    return FALSE;
  *out = NN_SHAPE (places.dim[1], filters);
  return TRUE;
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const gint64 filters = nn_settings_int (site->layer->settings, "filters");
  const gint64 groups = nn_settings_int (site->layer->settings, "groups");
  double arg[NN_OP_ARGS] = { [NN_CONV_GROUPS] = groups };

  nn_site_window (site, arg);
  return nn_lower_convolution (graph, site, "conv2d", arg,
                               &NN_SHAPE (filters, site->in[0].dim[1] / groups, 1, nn_site_kernel (site, 1)), filters,
                               in[0]);
}

const NnKind nn_kind_conv1d = {
  .id = "conv1d",
  .title = N_("Conv 1D"),
  .blurb = N_("Looks for short patterns everywhere in a sequence, with the same few weights at every step."),
  .explained = N_("A filter is a short window of weights. It slides along the sequence; at each place the steps under it, with "
                  "all their channels, are multiplied by its weights and added up, with the bias, and the sum is bent by "
                  "the activation.\n\n"
                  "What comes out is a new sequence with one channel for each filter, large where its pattern is found: "
                  "a rise in a curve, a sound, a few letters. A window of n steps over c channels has n·c weights and "
                  "one bias.\n\n"
                  "Use it for series, sound and text, with pools between several of them."),
  .icon = "vt-conv1d-symbolic",
  .view = "filters",
  .family = NN_FAMILY_CONVOLUTION,
  .numbered = TRUE,
  .min_in = 1,
  .max_in = 1,
  .params = params,
  .infer = infer,
  .lower = lower,
};
