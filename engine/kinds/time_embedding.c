#include "site.h"

static const NnParam params[] = {
  {
    .id = "waves",
    .title = N_("Waves"),
    .blurb = N_("How many waves, from fast to slow, tell the time; each gives two numbers."),
    .type = NN_PARAM_INT,
    .min = 1,
    .max = 512,
    .initial = 16,
    .step = 1,
  },
  { NULL },
};

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  if (site->regime->aim == NN_AIM_NOISE)
    {
      *out = NN_SHAPE (2 * nn_settings_int (site->layer->settings, "waves"));
      return TRUE;
    }
  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (_ ("%s has no time to tell."), site->layer->label),
                g_strdup (_ ("Only a network that learns to take noise out has one: how noisy what it is given is. Choose "
                             "that under Learn to, or do without this layer.")));
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_REMOVE_LAYER,
                     .label = g_strdup_printf (_ ("Remove %s"), site->layer->label),
                   });
  return FALSE;
}

/* The wire says only where it belongs: the time comes from the input. */
static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const double arg[NN_OP_ARGS] = { 2 * nn_settings_int (site->layer->settings, "waves") };
  const NnValue time = nn_graph_time (graph);

  return nn_graph_op (graph, "time_embedding", arg, &time, 1);
}

const NnKind nn_kind_time_embedding = {
  .id = "time_embedding",
  .title = N_("Time"),
  .blurb = N_("Tells the network how noisy what it was given is, as waves from fast to slow."),
  .explained = N_("A network that takes noise out must know how much there is. The layer turns the step t into a list of "
                  "waves, sin(w·t) and cos(w·t) with w from 1 down to nearly 0, as a clock has a hand for seconds and "
                  "one for hours: small differences show in the fast waves, large ones in the slow.\n\n"
                  "Wire it to the Input, put a Dense layer behind it, and join it to the others: with Concatenate for "
                  "lists, with Add for pictures. It learns nothing itself, and has a meaning only when the network "
                  "learns to take noise out."),
  .icon = "vt-time-embedding-symbolic",
  .view = "result",
  .family = NN_FAMILY_JOIN,
  .min_in = 1,
  .max_in = 1,
  .params = params,
  .infer = infer,
  .lower = lower,
};
