#include "activation.h"
#include "site.h"

static const NnParam params[] = {
  {
    .id = "units",
    .title = N_("Neurons"),
    .blurb = N_("How many neurons stand side by side; each hands on one number."),
    .type = NN_PARAM_INT,
    .min = 1,
    .max = 100000,
    .initial = 8,
    .step = 1,
  },
  {
    .id = "activation",
    .title = N_("Activation"),
    .blurb = N_("How each neuron bends its sum before it hands it on."),
    .type = NN_PARAM_CHOICE,
    .choices = nn_activation_choices,
    .initial = 1,   /* relu: "none" is first */
  },
  {
    .id = "bias",
    .title = N_("Bias"),
    .blurb = N_("One more number for each neuron, added to its sum; it moves the point where the neuron wakes up."),
    .type = NN_PARAM_SWITCH,
    .initial = TRUE,
  },
  {
    .id = "initialiser",
    .title = N_("Starting weights"),
    .blurb = N_("How the weights are drawn before training begins."),
    .type = NN_PARAM_CHOICE,
    .choices = nn_initialiser_choices,
    .initial = 0,   /* glorot */
  },
  NN_TRAINING_PARAMS,
  { NULL },
};

/* Of a sequence every step is weighed by itself, with the same weights (torch.nn.Linear). */
static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  if (site->in[0].rank > 2 && !nn_site_needs_list (site, issue))
    return FALSE;
  *out = site->in[0];
  out->dim[out->rank - 1] = nn_settings_int (site->layer->settings, "units");
  return TRUE;
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const NnSettings *settings = site->layer->settings;
  const char *initialiser = nn_settings_choice (settings, "initialiser");
  const gint64 units = nn_settings_int (settings, "units");
  const gint64 arriving = site->in[0].dim[site->in[0].rank - 1];
  const gboolean bias = nn_settings_switch (settings, "bias");
  NnValue operand[3] = { in[0] };
  NnValue sum;

  operand[1] = nn_graph_weight (graph, "weight", &NN_SHAPE (units, arriving), initialiser, arriving, units);
  nn_graph_note_columns (graph, operand[1], in[0]);
  if (bias)
    operand[2] = nn_graph_weight (graph, "bias", &NN_SHAPE (units), "zeros", arriving, units);
  sum = nn_graph_op (graph, "linear", NULL, operand, bias ? 3 : 2);
  return nn_activation (graph, sum, nn_settings_choice (settings, "activation"));
}

const NnKind nn_kind_dense = {
  .id = "dense",
  .title = N_("Dense"),
  .blurb = N_("A row of neurons, each of which sees every number that arrives."),
  .explained = N_("Each neuron multiplies every number that arrives by a weight of its own, adds the products and "
                  "its bias, and bends the sum with the activation:\n"
                  "y = f(w₁·x₁ + w₂·x₂ + … + b).\n\n"
                  "Training moves the weights and biases. With n numbers in and m neurons there are n·m weights and "
                  "m biases. One dense layer can only draw straight borders; two or more, with a bending activation "
                  "between them, can draw any shape. Use it for points, tables and short lists, and after other "
                  "layers to weigh what they found. Of a sequence each step is weighed by itself, all with the same "
                  "weights."),
  .icon = "vt-dense-symbolic",
  .view = "units",
  .family = NN_FAMILY_COMMON,
  .numbered = TRUE,
  .min_in = 1,
  .max_in = 1,
  .params = params,
  .infer = infer,
  .lower = lower,
};
