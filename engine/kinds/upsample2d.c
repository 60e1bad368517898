#include "upsample.h"

#include "window-site.h"

static const NnChoice mode_choices[] = {
  { "nearest", N_("Repeated"), N_("Every dot becomes a square of equal dots.") },
  { "bilinear", N_("Smooth"), N_("Dots in between are mixed from their neighbours.") },
  { NULL },
};

static const NnParam params[] = {
  {
    .id = "factor",
    .title = N_("Times larger"),
    .blurb = N_("How many times width and height grow."),
    .type = NN_PARAM_INT,
    .min = 1,
    .max = 64,
    .initial = 2,
    .step = 1,
  },
  {
    .id = "mode",
    .title = N_("Between the dots"),
    .blurb = N_("What the new dots are."),
    .type = NN_PARAM_CHOICE,
    .choices = mode_choices,
    .initial = 0,
  },
  { NULL },
};

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  const gint64 factor = nn_settings_int (site->layer->settings, "factor");

  if (!nn_site_needs_picture (site, issue))
    return FALSE;
  *out = NN_SHAPE (site->in[0].dim[0] * factor, site->in[0].dim[1] * factor, site->in[0].dim[2]);
  return TRUE;
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const double factor = nn_settings_int (site->layer->settings, "factor");
  const double arg[NN_OP_ARGS] = {
    factor,
    factor,
    [NN_UPSAMPLE_SMOOTH] = g_str_equal (nn_settings_choice (site->layer->settings, "mode"), "bilinear"),
  };

  return nn_graph_op (graph, "upsample2d", arg, in, 1);
}

const NnKind nn_kind_upsample2d = {
  .id = "upsample2d",
  .title = N_("Upsample 2D"),
  .blurb = N_("Makes a picture larger, without learning anything."),
  .explained = N_("Every dot becomes a square of n×n dots: equal ones, or mixed from the neighbours so that the picture stays "
                  "smooth. Nothing is learned and nothing is lost.\n\n"
                  "Put it before a convolution where a picture is to grow, as in the second half of an autoencoder: the two "
                  "together do what Conv Transpose 2D does, without its chequered patterns."),
  .icon = "vt-upsample2d-symbolic",
  .view = "units",
  .family = NN_FAMILY_CONVOLUTION,
  .numbered = TRUE,
  .min_in = 1,
  .max_in = 1,
  .params = params,
  .infer = infer,
  .lower = lower,
};
