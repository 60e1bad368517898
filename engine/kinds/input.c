#include "site.h"

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  if (!nn_site_needs_data (site, issue))
    return FALSE;
  *out = site->data->input.shape;
  return TRUE;
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  return nn_graph_input (graph, &site->data->input.shape);
}

const NnKind nn_kind_input = {
  .id = "input",
  .title = N_("Input"),
  .blurb = N_("Where the examples of the data set come in."),
  .explained = N_("Input hands on one example of the data set, as numbers: two for a point on the plane (x and y), "
                  "or one for every dot of a picture, where 0 is empty and 1 is full. It changes nothing and learns "
                  "nothing. While training, many examples go in side by side, a batch; the picture shows one of "
                  "them.\n\n"
                  "Every network begins here. How many numbers come out is decided by the data, so another data set "
                  "can make the layers behind it fit no longer."),
  .icon = "vt-input-symbolic",
  .view = "input",
  .family = NN_FAMILY_COMMON,
  .params = nn_no_params,
  .infer = infer,
  .lower = lower,
};
