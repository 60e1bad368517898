#include "join.h"

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  if (!nn_site_needs_alike (site, issue))
    return FALSE;
  *out = site->in[0];
  if (out->rank == 1)
    out->dim[0] = 1;
  else
    out->dim[--out->rank] = 0;
  return TRUE;
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  return nn_lower_join (graph, site, in, "dot", NULL);
}

const NnKind nn_kind_dot = {
  .id = "dot",
  .title = N_("Dot Product"),
  .blurb = N_("Says how much two lists agree, in one number: the sum of their products."),
  .explained = N_("The numbers of two lists are multiplied place by place and the products added up:\n"
                  "y = a₁·b₁ + a₂·b₂ + …\n\n"
                  "The sum is large when both lists are large at the same places with the same signs: when they point "
                  "the same way. A recommender has two towers, one that turns a person into a list and one that does "
                  "so with a film; the dot product of the two is the rating. Of blocks it takes the lists along the "
                  "last axis."),
  .icon = "vt-dot-symbolic",
  .view = "result",
  .family = NN_FAMILY_JOIN,
  .min_in = 2,
  .max_in = 2,
  .params = nn_no_params,
  .infer = infer,
  .lower = lower,
};
