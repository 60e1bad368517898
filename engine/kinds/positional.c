#include "window-site.h"

static const NnChoice ways[] = {
  { "learned", N_("Learned"), N_("A list of numbers for each place, which training finds.") },
  { "sinusoidal", N_("Waves"), N_("Sines and cosines of the place, fast ones and slow ones; nothing is learned.") },
  { NULL },
};

static const NnParam params[] = {
  {
    .id = "encoding",
    .title = N_("Places as"),
    .blurb = N_("What is added to the numbers of a step, to say where it stands."),
    .type = NN_PARAM_CHOICE,
    .choices = ways,
  },
  NN_TRAINING_PARAMS,
  { NULL },
};

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  if (!nn_site_needs_steps (site, issue))
    return FALSE;
  *out = site->in[0];
  return TRUE;
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const NnShape *shape = &site->in[0];
  NnValue operand[] = { in[0], NN_NO_VALUE };

  if (g_str_equal (nn_settings_choice (site->layer->settings, "encoding"), "sinusoidal"))
    return nn_graph_op (graph, "positional", NULL, operand, 1);
  operand[1] = nn_graph_weight (graph, "weight", shape, "normal", shape->dim[0], shape->dim[1]);
  return nn_graph_op (graph, "positional", NULL, operand, 2);
}

const NnKind nn_kind_positional = {
  .id = "positional",
  .title = N_("Positions"),
  .blurb = N_("Adds to every step of a sequence what says at which place it stands."),
  .explained = N_("Attention looks at all steps at once and does not know which came first. Positions adds a list of "
                  "numbers to each step that is different for every place, so that later layers can tell “at the "
                  "beginning” or “just before” from the numbers themselves.\n\n"
                  "The lists are learned, or they are waves: place t gets sin(w·t) and cos(w·t) for fast and slow w, "
                  "like the hands of many clocks. Put it once, before the first Attention."),
  .icon = "vt-positional-symbolic",
  .view = "strip",
  .family = NN_FAMILY_SEQUENCE,
  .min_in = 1,
  .max_in = 1,
  .params = params,
  .infer = infer,
  .lower = lower,
};
