#include "join.h"

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
  return nn_lower_join (graph, site, in, "sum", NULL);
}

const NnKind nn_kind_add = {
  .id = "add",
  .title = N_("Add"),
  .blurb = N_("Adds two or more equal blocks, number by number."),
  .explained = N_("Each number that comes out is the sum of the numbers at its place:\n"
                  "y = a + b + …\n\n"
                  "Its best known use is the shortcut of a residual network: a block's input is added to its output, "
                  "so that the block only has to learn the difference, and blame flows back past it unweakened. That "
                  "is why networks of a hundred layers can be trained. All wires must bring the same shape."),
  .icon = "vt-add-symbolic",
  .view = "result",
  .family = NN_FAMILY_JOIN,
  .min_in = 2,
  .max_in = NN_MOST_JOINED,
  .params = nn_no_params,
  .infer = infer,
  .lower = lower,
};
