#include "ends.h"
#include "field-site.h"
#include "table-site.h"

#include <inttypes.h>

/* The place of each loss, in both tables below and as the value of the setting. */
enum
{
  CROSS_ENTROPY,
  BINARY_CROSS_ENTROPY,
  MSE,
  MAE,
  HUBER,
  ADVERSARIAL,
  N_LOSSES,
};

/* How a loss reads the data and shows its answer. */
typedef struct
{
  const char *id;
  const char *op;            /* its operation; NULL: of the same name */
  const char *prediction;    /* the operation that turns the raw numbers into the answer; NULL: they are the answer */
  NnEncoding two, many;      /* of classes: when there are two, and otherwise */
  gboolean classes_only;
  gboolean shares;           /* numbers between 0 and 1 do as well as classes: the dots of a picture */
} Loss;

static const Loss losses[N_LOSSES] = {
  [CROSS_ENTROPY] = {
    .id = "cross_entropy",
    .prediction = "softmax",
    .two = NN_ENCODE_INDEX,
    .many = NN_ENCODE_INDEX,
    .classes_only = TRUE,
  },
  [BINARY_CROSS_ENTROPY] = {
    .id = "binary_cross_entropy",
    .prediction = "sigmoid",
    .two = NN_ENCODE_BINARY,
    .many = NN_ENCODE_ONE_HOT,
    .classes_only = TRUE,
    .shares = TRUE,
  },
  [MSE] = { .id = "mse", .two = NN_ENCODE_SIGNED, .many = NN_ENCODE_ONE_HOT },
  [MAE] = { .id = "mae", .two = NN_ENCODE_SIGNED, .many = NN_ENCODE_ONE_HOT },
  [HUBER] = { .id = "huber", .two = NN_ENCODE_SIGNED, .many = NN_ENCODE_ONE_HOT },
  [ADVERSARIAL] = { .id = "adversarial", .op = "binary_cross_entropy", .prediction = "sigmoid" },
};

static const NnChoice loss_choices[] = {
  [CROSS_ENTROPY] = {
    "cross_entropy",
    N_("Cross entropy"),
    N_("For classes: −log of the probability that the right class was given."),
  },
  [BINARY_CROSS_ENTROPY] = {
    "binary_cross_entropy",
    N_("Binary cross entropy"),
    N_("For yes or no: every class has a probability of its own, and they need not add up to 1."),
  },
  [MSE] = {
    "mse",
    N_("Mean squared error"),
    N_("For numbers: the square of how far off the answer is. Large misses count most."),
  },
  [MAE] = {
    "mae",
    N_("Mean absolute error"),
    N_("For numbers: how far off the answer is. One wild example does little harm."),
  },
  [HUBER] = { "huber", N_("Huber"), N_("For numbers: squared for small misses, straight for large ones.") },
  [ADVERSARIAL] = {
    "adversarial",
    N_("Adversarial"),
    N_("For a judge of what is real: −log of the probability that it gave to the truth, or that the maker wants it to give."),
  },
  [N_LOSSES] = { NULL },
};

static const NnParam params[] = {
  NN_FIELD_PARAM ("target", N_("Asked for"), N_("Which answer of each example it is to give.")),
  {
    .id = "loss",
    .title = N_("Loss"),
    .blurb = N_("What counts as wrong, and how much."),
    .type = NN_PARAM_CHOICE,
    .choices = loss_choices,
  },
  {
    .id = "project",
    .title = N_("Own weights"),
    .blurb = N_("Turns whatever list arrives into one number for each class (or for each number asked for), by "
                "weights and biases of its own."),
    .type = NN_PARAM_SWITCH,
    .initial = TRUE,
  },
  {
    .id = "tied",
    .title = N_("Weights of the Embedding"),
    .blurb = N_("The rows of the Embedding's table are the weights: a character scores as high as the list that arrives is like "
                "its row. Nothing else is learned here."),
    .type = NN_PARAM_SWITCH,
    .when = "project=true",
  },
  {
    .id = "weight",
    .title = N_("Loss weight"),
    .blurb = N_("How much this loss counts in the sum, where there are several."),
    .type = NN_PARAM_REAL,
    .min = 0,
    .max = 1000,
    .initial = 1,
  },
  {
    .id = "delta",
    .title = N_("Huber delta"),
    .blurb = N_("The miss at which the loss turns from squared to straight."),
    .type = NN_PARAM_REAL,
    .min = 0.001,
    .max = 1000,
    .initial = 1,
    .when = "loss=huber",
  },
  NN_TRAINING_PARAMS,
  { NULL },
};

/* What the layer's loss means on this data. */
typedef struct
{
  const Loss *loss;
  NnEncoding encoding;
  gboolean ends;      /* a text that ends, of which the places behind the end are not asked for */
  gint64 width;       /* numbers the loss compares; of sequences, at each step */
  NnShape target;     /* of one example, encoded */
  NnShape answer;     /* of one example's answer */
} Plan;

static const Loss *
find_loss (const NnLayer *layer)
{
  return &losses[(int) nn_settings_get (layer->settings, "loss")];
}

/* What the answers are compared with: a field of the data. */
static const NnField *
find_aim (const NnSite *site)
{
  return nn_regime_gives_back (site->regime) ? nn_first_input (site->data) : nn_output_field (site->layer, site->data);
}

static gboolean
aims_at_classes (const NnSite *site)
{
  return nn_field_chooses (find_aim (site));
}

/* Classes side by side, one at each step of a sequence. */
static gint64
count_steps (const NnSite *site)
{
  return aims_at_classes (site) ? nn_shape_size (&find_aim (site)->shape) : 1;
}

static Plan
make_plan (const NnSite *site)
{
  const NnField *aim = find_aim (site);
  const gint64 steps = count_steps (site);
  Plan plan = { .loss = find_loss (site->layer) };

  if (site->regime->aim == NN_AIM_REAL)
    {
      plan.encoding = NN_ENCODE_VALUES;
      plan.width = 1;
      plan.target = plan.answer = NN_SHAPE (1);
      return plan;
    }
  if (!aims_at_classes (site))
    {
      plan.encoding = NN_ENCODE_VALUES;
      plan.width = nn_shape_size (&aim->shape);
      plan.target = plan.answer = aim->shape;
      return plan;
    }
  plan.encoding = aim->n_parts == 2 && steps == 1 ? plan.loss->two : plan.loss->many;
  plan.width = plan.encoding == NN_ENCODE_BINARY || plan.encoding == NN_ENCODE_SIGNED ? 1 : aim->n_parts;
  plan.ends = aim->ends && plan.encoding == NN_ENCODE_INDEX && !nn_regime_gives_back (site->regime);
  plan.answer = steps > 1 ? NN_SHAPE (steps, plan.width) : NN_SHAPE (plan.width);
  plan.target = plan.encoding == NN_ENCODE_ONE_HOT ? plan.answer : NN_SHAPE (steps);
  return plan;
}

static const char *
loss_title (const Loss *loss)
{
  return nn_text (loss_choices[loss - losses].title);
}

static gboolean
loss_fits_data (const NnSite *site, NnIssue *issue)
{
  const Loss *loss = find_loss (site->layer);
  const char *mse = nn_text (loss_choices[MSE].title);

  if (!loss->classes_only || aims_at_classes (site))
    return TRUE;
  if (loss->shares && site->regime->aim != NN_AIM_NOISE && find_aim (site)->low >= 0 && find_aim (site)->high <= 1)
    return TRUE;

  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (_ ("%s measures classes with %s, but this data asks for numbers."),
                                 site->layer->label,
                                 loss_title (loss)),
                g_strdup_printf (_ ("In %s the right answer is a number, not one of several classes. %s measures "
                                    "how far the network's number lies from it."),
                                 site->data->title,
                                 mse));
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_SET,
                     .param = "loss",
                     .value = MSE,
                     .label = g_strdup_printf (_ ("Set Loss to %s"), mse),
                   });
  return FALSE;
}

/* Of this data, what a network can be asked to learn. */
static void
offer_regime (const NnSite *site, NnIssue *issue)
{
  const NnAim aim = site->data->translates ? NN_AIM_TRANSLATION : site->data->continues ? NN_AIM_NEXT : NN_AIM_ANSWER;
  const guint regime = nn_regime_find (aim);

  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_SET_RECIPE,
                     .param = "regime",
                     .value = regime,
                     .label = g_strdup_printf (_ ("Learn to: %s"), nn_text (nn_regime_choices[regime].title)),
                   });
}

static void
offer_data (const char *spec, const char *label, NnIssue *issue)
{
  nn_issue_remedy (issue, (NnRemedy) { .action = NN_REMEDY_USE_DATA, .param = spec, .label = g_strdup (label) });
}

/* What is given back is one thing. */
static gboolean
refuse_several (const NnSite *site, NnIssue *issue)
{
  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (_ ("%s cannot give back several things."), site->layer->label),
                g_strdup_printf (_ ("The network should learn to “%s”, but an example of %s has %u inputs. Choose other data, or "
                                    "“Answer” under Learn to."),
                                 nn_text (site->regime->title), site->data->title, site->data->n_inputs));
  offer_data ("builtin:digits", _ ("Use Digits"), issue);
  offer_regime (site, issue);
  return FALSE;
}

/* A text is written place by place, and only that regime knows how. */
static gboolean
refuse_at_once (const NnSite *site, NnIssue *issue)
{
  const NnChoice *translate = &nn_regime_choices[nn_regime_find (NN_AIM_TRANSLATION)];

  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (_ ("%s cannot write a whole text at once."), site->layer->label),
                g_strdup_printf (_ ("In %s each text has another as its answer, which is written character by character: choose “%s” "
                                    "under Learn to."),
                                 site->data->title, nn_text (translate->title)));
  offer_regime (site, issue);
  return FALSE;
}

static gboolean
refuse_translation (const NnSite *site, NnIssue *issue)
{
  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (_ ("%s has nothing to translate."), site->layer->label),
                g_strdup_printf (_ ("The network should learn to “%s”, but the examples of %s are no pairs of texts. Choose other data, "
                                    "or something else under Learn to."),
                                 nn_text (site->regime->title), site->data->title));
  offer_data ("builtin:numbers", _ ("Use Numbers in words"), issue);
  offer_regime (site, issue);
  return FALSE;
}

/* Whether the data has what the network is to learn. */
static gboolean
data_suits_regime (const NnSite *site, NnIssue *issue)
{
  const NnAim aim = site->regime->aim;
  const gboolean is_text = nn_first_input (site->data)->kind == NN_FIELD_TEXT;

  if (site->data->translates != (aim == NN_AIM_TRANSLATION))
    return (site->data->translates ? refuse_at_once : refuse_translation) (site, issue);
  if (nn_regime_gives_back (site->regime) && site->data->n_inputs > 1)
    return refuse_several (site, issue);
  if ((aim != NN_AIM_NEXT || site->data->continues) && ((aim != NN_AIM_NOISE && aim != NN_AIM_REAL) || !is_text))
    return TRUE;
  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (aim == NN_AIM_NEXT ? _ ("%s has no text to continue.")
                                                    : _ ("%s cannot make text out of noise."), site->layer->label),
                g_strdup_printf (_ ("The network should learn to “%s”, which %s is not made for. Choose other data, or "
                                    "something else under Learn to."),
                                 nn_text (site->regime->title), site->data->title));
  if (aim == NN_AIM_NEXT)
    offer_data ("builtin:stories", _ ("Use Stories"), issue);
  else
    offer_data ("builtin:digits", _ ("Use Digits"), issue);
  offer_regime (site, issue);
  return FALSE;
}

/* What comes next is one of several. */
static gboolean
loss_suits_translation (const NnSite *site, NnIssue *issue)
{
  const char *title = nn_text (loss_choices[CROSS_ENTROPY].title);

  if (find_loss (site->layer) == &losses[CROSS_ENTROPY])
    return TRUE;
  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (_ ("%s must say which character comes next."), site->layer->label),
                g_strdup_printf (_ ("One of all characters is right at each place, and %s measures that. What stands behind the end of "
                                    "an answer does not count."),
                                 title));
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_SET,
                     .param = "loss",
                     .value = CROSS_ENTROPY,
                     .label = g_strdup_printf (_ ("Set Loss to %s"), title),
                   });
  return FALSE;
}

/* The adversarial loss and the regime of that name need each other. */
static gboolean
loss_suits_regime (const NnSite *site, NnIssue *issue)
{
  const gboolean judges = find_loss (site->layer) == &losses[ADVERSARIAL], wanted = site->regime->aim == NN_AIM_REAL;
  const guint better = wanted ? ADVERSARIAL : aims_at_classes (site) ? CROSS_ENTROPY : MSE;
  const char *title = nn_text (loss_choices[better].title);

  if (site->regime->aim == NN_AIM_TRANSLATION)
    return loss_suits_translation (site, issue);
  if (judges == wanted)
    return TRUE;
  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (wanted ? _ ("%s must judge what is real.") : _ ("%s has nobody to judge."), site->layer->label),
                g_strdup_printf (_ ("The network should learn to “%s”, and the loss that goes with that is %s."),
                                 nn_text (site->regime->title), title));
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_SET,
                     .param = "loss",
                     .value = better,
                     .label = g_strdup_printf (_ ("Set Loss to %s"), title),
                   });
  return FALSE;
}

/* With one class every answer is right, and there is nothing to learn. */
static gboolean
has_enough_classes (const NnSite *site, NnIssue *issue)
{
  if (!aims_at_classes (site) || find_aim (site)->n_parts >= 2)
    return TRUE;

  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (_ ("%s needs data with two classes or more."), site->layer->label),
                g_strdup_printf (_ ("In %s every example is of the same class, so there is nothing to tell apart. Take "
                                    "data whose examples are of different classes."),
                                 site->data->title));
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_USE_DATA,
                     .param = "builtin:spiral",
                     .label = g_strdup (_ ("Use Spiral")),
                   });
  return FALSE;
}

/* Numbers in what arrives; of a sequence, at each step. */
static gint64
count_arriving (const NnSite *site)
{
  return site->in[0].dim[site->in[0].rank - 1];
}

/* Without weights of its own the output takes what arrives as it is. */
static gboolean
width_fits (const NnSite *site, const Plan *plan, NnIssue *issue)
{
  const NnParam *units = nn_param_find (site->feeder[0]->kind->params, "units");
  g_autofree char *wanted = nn_shape_in_words (&NN_SHAPE (plan->width));
  g_autofree char *arriving = nn_shape_in_words (&site->in[0]);

  if (nn_settings_switch (site->layer->settings, "project") || count_arriving (site) == plan->width)
    return TRUE;

  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (_ ("%s needs %s for this data."), site->layer->label, wanted),
                g_strdup_printf (_ ("%s hands over %s. With weights of its own, %s turns any list into %s."),
                                 site->from[0],
                                 arriving,
                                 site->layer->label,
                                 wanted));
  if (units != NULL && plan->width <= units->max)
    nn_issue_remedy (issue,
                     (NnRemedy) {
                       .action = NN_REMEDY_SET,
                       .param = "units",
                       .value = plan->width,
                       .other = site->feeder[0]->id,
                       .label = g_strdup_printf (_ ("Set %s of %s to %" PRId64),
                                                 nn_text (units->title),
                                                 site->from[0],
                                                 plan->width),
                     });
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_SET,
                     .param = "project",
                     .value = TRUE,
                     .label = g_strdup (_ ("Use own weights")),
                   });
  return FALSE;
}

/* The activation that a layer ends in, its own kind included: "softmax" for Softmax and for a Dense that uses it. */
static const char *
last_activation (const NnLayer *layer)
{
  if (nn_param_find (layer->kind->params, "activation") != NULL)
    return nn_settings_choice (layer->settings, "activation");
  return layer->kind->id;
}

/* A layer that already makes the answers, in front of a loss that makes them once more: it runs, but learns slowly. */
static void
warn_of_twice (const NnSite *site, const Plan *plan, NnIssue *issue)
{
  const NnLayer *feeder = site->feeder[0];
  NnRemedy remedy = { .other = feeder->id };

  if (plan->loss->prediction == NULL || count_arriving (site) != plan->width
      || !g_str_equal (last_activation (feeder), plan->loss->prediction))
    return;

  if (nn_param_find (feeder->kind->params, "activation") != NULL)
    {
      remedy.action = NN_REMEDY_SET;
      remedy.param = "activation";
      remedy.label = g_strdup_printf (_ ("Set Activation of %s to None"), feeder->label);
    }
  else
    {
      remedy.action = NN_REMEDY_REMOVE_LAYER;
      remedy.label = g_strdup_printf (_ ("Remove %s"), feeder->label);
    }
  nn_issue_set (issue,
                NN_ISSUE_WARNING,
                g_strdup_printf (_ ("%s already turns its numbers into probabilities."), feeder->label),
                g_strdup_printf (_ ("%s does that itself as part of %s. Done twice, all answers look nearly alike and "
                                    "learning is slow."),
                                 site->layer->label,
                                 loss_title (plan->loss)));
  nn_issue_remedy (issue, remedy);
}

/* A block that already is the answer needs no weights, and a sequence is answered step by step. */
static gboolean
arrives_as_answer (const NnSite *site, const Plan *plan)
{
  return site->in[0].rank > 1 && nn_shape_size (&site->in[0]) == nn_shape_size (&plan->answer) && plan->answer.rank > 1;
}

static gboolean
arrives_in_steps (const NnSite *site, const Plan *plan)
{
  return site->in[0].rank == 2 && aims_at_classes (site) && plan->answer.rank == 2
         && site->in[0].dim[0] == plan->answer.dim[0];
}

/* What is asked for at each step must be there at each step. */
static gboolean
steps_fit (const NnSite *site, const Plan *plan, NnIssue *issue)
{
  const NnParam *returns = nn_param_find (site->feeder[0]->kind->params, "returns");
  g_autofree char *found = NULL;

  if (!aims_at_classes (site) || plan->answer.rank < 2 || arrives_in_steps (site, plan) || arrives_as_answer (site, plan))
    return TRUE;
  found = nn_shape_in_words (&site->in[0]);
  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (_ ("%s needs a list of numbers for each step."), site->layer->label),
                g_strdup_printf (_ ("An answer is asked for at each of %" PRId64 " steps, but %s hands over %s."),
                                 plan->answer.dim[0], site->from[0], found));
  if (returns != NULL)
    nn_issue_remedy (issue,
                     (NnRemedy) {
                       .action = NN_REMEDY_SET,
                       .param = "returns",
                       .value = nn_choice_index (returns, "sequence"),
                       .other = site->feeder[0]->id,
                       .label = g_strdup_printf (_ ("Let %s hand on every state"), site->from[0]),
                     });
  nn_issue_remedy (issue, (NnRemedy) { .action = NN_REMEDY_REMOVE_WIRE, .label = g_strdup (_ ("Remove wire")) });
  return FALSE;
}

/* Steps keep their weights even where the numbers would do as they are. */
static gboolean
projects (const NnSite *site, const Plan *plan)
{
  if (arrives_as_answer (site, plan) && !arrives_in_steps (site, plan))
    return FALSE;
  return nn_settings_switch (site->layer->settings, "project");
}

static gboolean
is_tied (const NnSite *site)
{
  return nn_settings_switch (site->layer->settings, "project") && nn_settings_switch (site->layer->settings, "tied");
}

/* Only text is looked up in a table. */
static gboolean
shows (const NnDataInfo *data, const NnParam *param)
{
  if (g_str_equal (param->id, "target"))
    return data != NULL && data->n_targets > 1;
  return data == NULL || nn_first_input (data)->kind == NN_FIELD_TEXT || !g_str_equal (param->id, "tied");
}

static const NnField *
fields (const NnDataInfo *data, const NnParam *param, guint *n)
{
  *n = data->n_targets;
  return g_str_equal (param->id, "target") ? data->targets : NULL;
}

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  Plan plan;

  if (!nn_site_needs_data (site, issue) || !nn_site_needs_field (site, issue) || !data_suits_regime (site, issue))
    return FALSE;
  if (!loss_suits_regime (site, issue) || !loss_fits_data (site, issue) || !has_enough_classes (site, issue))
    return FALSE;
  plan = make_plan (site);
  if (!steps_fit (site, &plan, issue))
    return FALSE;
  if (projects (site, &plan) || !arrives_as_answer (site, &plan))
    {
      if (!arrives_in_steps (site, &plan) && !nn_site_needs_list (site, issue))
        return FALSE;
      if (!width_fits (site, &plan, issue))
        return FALSE;
      if (is_tied (site) && !nn_site_needs_table (site, plan.width, issue))
        return FALSE;
    }
  warn_of_twice (site, &plan, issue);
  *out = plan.answer;
  return TRUE;
}

static NnValue
project (NnGraph *graph, const NnSite *site, NnValue in, gint64 width)
{
  const gint64 arriving = count_arriving (site);
  const NnValue operand[] = {
    in,
    nn_graph_weight (graph, "weight", &NN_SHAPE (width, arriving), "glorot", arriving, width),
    nn_graph_weight (graph, "bias", &NN_SHAPE (width), "zeros", arriving, width),
  };

  nn_graph_note_columns (graph, operand[1], in);
  return nn_graph_op (graph, "linear", NULL, operand, G_N_ELEMENTS (operand));
}

static NnValue
read_table (NnGraph *graph, const NnSite *site, NnValue in, gint64 words)
{
  const NnValue operand[] = { in, nn_site_table (site, words) };

  return nn_graph_op (graph, "linear", NULL, operand, G_N_ELEMENTS (operand));
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const NnSettings *settings = site->layer->settings;
  const Plan plan = make_plan (site);
  const double arg[NN_OP_ARGS] = {
    nn_settings_get (settings, "weight"), nn_settings_get (settings, "delta"), [NN_CROSS_ENTROPY_ENDS] = plan.ends,
  };
  NnGraphOutput output = { .encoding = plan.encoding, .ends = plan.ends, .weight = arg[0] };

  output.layer = site->layer->id;
  output.raw = in[0];
  if (projects (site, &plan))
    output.raw = (is_tied (site) ? read_table : project) (graph, site, in[0], plan.width);
  if (!nn_shape_equal (&nn_graph_value (graph, output.raw)->shape, &plan.answer))
    output.raw = nn_graph_view (graph, output.raw, &plan.answer);
  output.prediction = output.raw;
  if (plan.loss->prediction != NULL)
    output.prediction = nn_graph_op (graph, plan.loss->prediction, NULL, &output.raw, 1);
  output.target = nn_graph_aim (graph);
  if (output.target == NN_NO_VALUE)
    output.target = nn_graph_target (graph, nn_layer_field (site->layer), &plan.target);
  output.loss = nn_graph_op (graph, plan.loss->op != NULL ? plan.loss->op : plan.loss->id, arg, (NnValue[]) { output.raw, output.target }, 2);
  nn_graph_output (graph, &output);
  return output.prediction;
}

const NnKind nn_kind_output = {
  .id = "output",
  .title = N_("Output"),
  .blurb = N_("The network's answer, and the loss that says how wrong it was."),
  .explained = N_("Output turns what arrives into the answer: one number for each class, or the numbers that the "
                  "data asks for. With its own weights switched on it does so like a Dense layer without "
                  "activation: z = W·x + b. Cross entropy then makes probabilities of z with softmax, binary cross "
                  "entropy with sigmoid; the other losses show z as it is.\n\n"
                  "The loss compares the answer with the right one and says how wrong it was, in one number. "
                  "Training does nothing else than making this number smaller: from here the blame flows back "
                  "through all weights. Take cross entropy for classes and mean squared error for numbers."),
  .icon = "vt-output-symbolic",
  .view = "output",
  .family = NN_FAMILY_JOIN,
  .min_in = 1,
  .max_in = 1,
  .is_output = TRUE,
  .params = params,
  .shows = shows,
  .fields = fields,
  .infer = infer,
  .lower = lower,
};
