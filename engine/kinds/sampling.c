#include "join.h"

static const NnParam params[] = {
  {
    .id = "kl_weight",
    .title = N_("Divergence weight"),
    .blurb = N_("How hard the lists are pulled towards the bell curve that new ones are drawn from."),
    .type = NN_PARAM_REAL,
    .min = 0,
    .max = 1000,
    .initial = 1,
    .step = 0.1,
  },
  { NULL },
};

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  if (!nn_site_needs_alike (site, issue))
    return FALSE;
  *out = site->in[0];
  return TRUE;
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const double weight[NN_OP_ARGS] = { nn_settings_get (site->layer->settings, "kl_weight") };

  nn_graph_loss (graph, nn_graph_op (graph, "kl", weight, in, 2), weight[0]);
  return nn_graph_op (graph, "sampling", NULL, in, 2);
}

static const char *const inputs[] = { N_("means"), N_("variances"), NULL };

const NnKind nn_kind_sampling = {
  .id = "sampling",
  .title = N_("Sampling"),
  .blurb = N_("Draws a list at random around a mean: the heart of a variational autoencoder."),
  .explained = N_("Two lists arrive: means m, and logarithms of variances s. While training the layer draws\n"
                  "z = m + e^(s ÷ 2) · n,\n"
                  "with n from the bell curve; when the network is only asked, z = m. It also adds a loss of its own, "
                  "−½ Σ (1 + s − m² − e^s), which is smallest when the lists look as if drawn from the bell curve "
                  "with mean 0 and deviation 1.\n\n"
                  "Put it in the middle of an autoencoder, behind two Dense layers without activation, the first wired "
                  "to its first input (means) and the second to its second. After training, lists drawn from the bell "
                  "curve alone decode into new examples that were never in the data."),
  .icon = "vt-sampling-symbolic",
  .view = "sampling",
  .family = NN_FAMILY_JOIN,
  .min_in = 2,
  .max_in = 2,
  .inputs = inputs,
  .params = params,
  .infer = infer,
  .lower = lower,
};
