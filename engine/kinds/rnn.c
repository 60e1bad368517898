#include "recurrent-site.h"

static const NnChoice bends[] = {
  { "tanh", N_("Tanh"), N_("Keeps every number between −1 and 1.") },
  { "relu", N_("ReLU"), N_("Lets large numbers pass; they may grow from step to step.") },
  { NULL },
};

static const NnParam params[] = {
  {
    .id = "nonlinearity",
    .title = N_("Activation"),
    .blurb = N_("How each sum is bent before it becomes the new state."),
    .type = NN_PARAM_CHOICE,
    .choices = bends,
  },
  NN_RECURRENT_PARAMS (nn_recurrent_returns),
  { NULL },
};

/* By the place of the choice. */
static const NnRecurrentKind kinds[] = {
  { .op = "rnn", .gates = 1, .n_states = 1, .bend = 0 },
  { .op = "rnn", .gates = 1, .n_states = 1, .bend = 1 },
};

static const NnRecurrentKind *
find_kind (const NnSite *site)
{
  return &kinds[(int) nn_settings_get (site->layer->settings, "nonlinearity")];
}

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  return nn_infer_recurrent (site, find_kind (site), out, issue);
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  return nn_lower_recurrent (graph, site, find_kind (site), in);
}

const NnKind nn_kind_rnn = {
  .id = "rnn",
  .title = N_("RNN"),
  .blurb = N_("Reads a sequence step by step and mixes each with a state that it remembers."),
  .explained = N_("The simplest layer with a memory. At every step the new state is made from what comes in and from the state "
                  "before it:\n"
                  "h = tanh(W·x + U·h + b).\n\n"
                  "The same weights serve at every step, so a sequence may be of any length. But whatever is remembered is "
                  "mixed anew each time: after some ten steps little is left of it, and little blame finds its way back. "
                  "Use it to see how memory works, and an LSTM or a GRU where it must last longer."),
  .icon = "vt-rnn-symbolic",
  NN_RECURRENT_ROW,
  .params = params,
  .infer = infer,
  .lower = lower,
};
