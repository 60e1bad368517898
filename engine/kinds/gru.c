#include "recurrent-site.h"

static const NnParam params[] = {
  NN_RECURRENT_PARAMS (nn_recurrent_returns),
  { NULL },
};

static const NnRecurrentKind kind = { .op = "gru", .gates = 3, .n_states = 1 };

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  return nn_infer_recurrent (site, &kind, out, issue);
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  return nn_lower_recurrent (graph, site, &kind, in);
}

const NnKind nn_kind_gru = {
  .id = "gru",
  .title = N_("GRU"),
  .blurb = N_("Reads a sequence step by step and remembers; two gates say what to keep."),
  .explained = N_("At every step two gates, numbers between 0 and 1, are made from what comes in and from the state h: r says how "
                  "much of the old state the new one may look at, z how much of it is kept:\n"
                  "n = tanh(W·x + r·(U·h)), h = (1 − z)·n + z·h.\n\n"
                  "Where z is near 1 a number is carried on unchanged over many steps, and the blame flows back along it "
                  "just as far. It learns much like an LSTM with a quarter fewer weights. Use it for series, text and "
                  "sound; hand on every state when another recurrent layer follows, and the last one before a Dense "
                  "layer."),
  .icon = "vt-gru-symbolic",
  NN_RECURRENT_ROW,
  .params = params,
  .infer = infer,
  .lower = lower,
};
