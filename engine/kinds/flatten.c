#include "site.h"

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  *out = NN_SHAPE (nn_shape_size (&site->in[0]));
  return TRUE;
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  return nn_graph_view (graph, in[0], &NN_SHAPE (nn_shape_size (&site->in[0])));
}

const NnKind nn_kind_flatten = {
  .id = "flatten",
  .title = N_("Flatten"),
  .blurb = N_("Lays a block of numbers, such as a picture, out in one row."),
  .explained = N_("Flatten takes the numbers of a block row by row and puts them into one long list: a picture of "
                  "28×28×1 becomes 784 numbers. No number changes, none is lost, and nothing is learned; only the "
                  "neighbourhood is forgotten: the list no longer says which dots lay next to each other.\n\n"
                  "Put it between pictures and Dense layers. A Dense layer that gets a sequence weighs each step by itself; "
                  "behind Flatten it weighs all steps together."),
  .icon = "vt-flatten-symbolic",
  .view = "plain",
  .family = NN_FAMILY_COMMON,
  .min_in = 1,
  .max_in = 1,
  .params = nn_no_params,
  .infer = infer,
  .lower = lower,
};
