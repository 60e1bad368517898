#include "recurrent-site.h"

static const NnChoice returns[] = {
  { "sequence", N_("Every state"), N_("One list for each step, for another layer that reads a sequence.") },
  { "last", N_("The last state"), N_("One list that sums the whole sequence up.") },
  { "state", N_("State and cells"), N_("Both at the end, for the second wire of another LSTM that goes on from here.") },
  { NULL },
};

static const NnParam params[] = {
  NN_RECURRENT_PARAMS (returns),
  { NULL },
};

static const NnRecurrentKind kind = { .op = "lstm", .gates = 4, .n_states = 2 };

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

const NnKind nn_kind_lstm = {
  .id = "lstm",
  .title = N_("LSTM"),
  .blurb = N_("Reads a sequence step by step and remembers in cells that gates write, keep and read."),
  .explained = N_("Each cell c holds a number. At every step gates, numbers between 0 and 1 made from what comes in and from the "
                  "last state, say how much of it is kept (f), how much of a new value g is added (i), and how much is "
                  "shown (o):\n"
                  "c = f·c + i·g, h = o·tanh(c).\n\n"
                  "As a cell is added to and not overwritten, it can hold something over many steps, and the blame flows "
                  "back just as far: an open bracket, the subject of a sentence, the beat of a tune. Use it for series, "
                  "text and sound. Hand on every state when another recurrent layer follows, and the last one before a "
                  "Dense layer. A second wire brings the state to begin with."),
  .icon = "vt-lstm-symbolic",
  NN_RECURRENT_ROW,
  .params = params,
  .infer = infer,
  .lower = lower,
};
