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
  return nn_lower_join (graph, site, in, "multiply", NULL);
}

const NnKind nn_kind_multiply = {
  .id = "multiply",
  .title = N_("Multiply"),
  .blurb = N_("Multiplies two or more equal blocks, number by number."),
  .explained = N_("Each number that comes out is the product of the numbers at its place:\n"
                  "y = a · b · …\n\n"
                  "When one of them lies between 0 and 1 (behind a sigmoid), it is a gate: it says how much of the "
                  "other is let through. Recurrent layers are full of such gates. All wires must bring the same "
                  "shape."),
  .icon = "vt-multiply-symbolic",
  .view = "result",
  .family = NN_FAMILY_JOIN,
  .min_in = 2,
  .max_in = NN_MOST_JOINED,
  .params = nn_no_params,
  .infer = infer,
  .lower = lower,
};
