#include "activation.h"
#include "window-site.h"

static const NnParam params[] = {
  NN_PARAM_FILTERS,
  NN_PARAM_KERNEL (2),
  {
    .id = "stride",
    .title = N_("Stride"),
    .blurb = N_("How many dots apart the dots of the picture are spread: 2 doubles width and height."),
    .type = NN_PARAM_INT,
    .min = 1,
    .max = 64,
    .initial = 2,
    .step = 1,
  },
  {
    .id = "padding_size",
    .title = N_("Padding"),
    .blurb = N_("How many dots are cut off at each edge of what comes out."),
    .type = NN_PARAM_INT,
    .min = 0,
    .max = 64,
    .initial = 0,
    .step = 1,
  },
  {
    .id = "output_padding",
    .title = N_("Extra dots"),
    .blurb = N_("How many dots are added below and at the right of what comes out."),
    .type = NN_PARAM_INT,
    .min = 0,
    .max = 63,
    .initial = 0,
    .step = 1,
  },
  NN_PARAM_DILATION,
  NN_PARAM_GROUPS,
  NN_PARAMS_SUM,
  { NULL },
};

/* The window, with the extra dots taken from what is cut off behind. */
static void
make_window (const NnSite *site, double arg[NN_OP_ARGS])
{
  nn_site_window (site, arg);
  for (guint i = 0; i < 2; i++)
    arg[NN_WINDOW_AFTER + i] -= nn_settings_int (site->layer->settings, "output_padding");
  arg[NN_CONV_GROUPS] = nn_settings_int (site->layer->settings, "groups");
}

/* As in PyTorch: more would be rows that no dot reaches. */
static gboolean
extra_fits (const NnSite *site, NnIssue *issue)
{
  const NnSettings *settings = site->layer->settings;
  const gint64 most = MAX (nn_settings_int (settings, "stride"), nn_settings_int (settings, "dilation")) - 1;

  if (nn_settings_int (settings, "output_padding") <= most)
    return TRUE;
  nn_issue_set (issue, NN_ISSUE_ERROR, g_strdup_printf (_("%s adds too many dots."), site->layer->label),
                g_strdup (_("Extra dots must be fewer than the stride or the dilation, or no weight would ever reach "
                            "them.")));
  nn_issue_remedy (issue, (NnRemedy) {
                            .action = NN_REMEDY_SET,
                            .param = "output_padding",
                            .value = most,
                            .label = g_strdup_printf (_("Set Extra dots to %" G_GINT64_FORMAT), most),
                          });
  return FALSE;
}

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  const gint64 filters = nn_settings_int (site->layer->settings, "filters");
  double arg[NN_OP_ARGS] = { 0 };
  gint64 side[2];

  if (!nn_site_needs_picture (site, issue) || !nn_site_groups_fit (site, site->in[0].dim[2], filters, issue) ||
      !extra_fits (site, issue))
    return FALSE;
  make_window (site, arg);
  for (guint i = 0; i < 2; i++)
    side[i] = nn_conv_spread (arg, i, site->in[0].dim[i], nn_site_kernel (site, i));
  if (side[0] >= 1 && side[1] >= 1)
    {
      *out = NN_SHAPE (side[0], side[1], filters);
      return TRUE;
    }
  nn_issue_set (issue, NN_ISSUE_ERROR, g_strdup_printf (_("%s cuts off all of its picture."), site->layer->label),
                g_strdup (_("The padding takes more dots from the edges than the window makes.")));
  nn_issue_remedy (issue, (NnRemedy) {
                            .action = NN_REMEDY_SET,
                            .param = "padding_size",
                            .value = 0,
                            .label = g_strdup (_("Set Padding to 0")),
                          });
  return FALSE;
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const gint64 filters = nn_settings_int (site->layer->settings, "filters");
  const gint64 groups = nn_settings_int (site->layer->settings, "groups");
  const gint64 kernel = nn_site_kernel (site, 1);
  double arg[NN_OP_ARGS] = { 0 };

  make_window (site, arg);
  return nn_lower_convolution (graph, site, "conv_transpose2d", arg,
                               &NN_SHAPE (site->in[0].dim[2], filters / groups, kernel, kernel), filters, in[0]);
}

const NnKind nn_kind_conv_transpose2d = {
  .id = "conv_transpose2d",
  .title = N_("Conv Transpose 2D"),
  .blurb = N_("Draws a larger picture: every dot that arrives becomes a small stamp of weights."),
  .explained = N_("It is a convolution backwards. Every dot that arrives multiplies a small window of weights, like a stamp, and "
                  "the stamps are laid down a stride apart; where they overlap they are added up, with the bias, and bent "
                  "by the activation.\n\n"
                  "A stride of 2 doubles width and height. Use it where a picture is to be made from few numbers: in the "
                  "second half of an autoencoder, or in a network that draws. With a window that is no multiple of the "
                  "stride, some dots get more stamps than others, which shows as a chequered pattern."),
  .icon = "vt-conv_transpose2d-symbolic",
  .view = "stamps",
  .family = NN_FAMILY_CONVOLUTION,
  .numbered = TRUE,
  .min_in = 1,
  .max_in = 1,
  .params = params,
  .infer = infer,
  .lower = lower,
};
