#include "field-site.h"
#include "point-features.h"

/* One switch for each of nn_features, in its order. */
#define FEATURE(id_, title_, blurb_, on) \
  { .id = id_, .title = title_, .blurb = blurb_, .type = NN_PARAM_SWITCH, .initial = on }

static const NnParam params[] = {
  NN_FIELD_PARAM ("field", N_("Field"), N_("Which part of each example it hands on.")),
  FEATURE ("x", N_("x"), N_("How far to the right the point lies: positive right of the middle."), TRUE),
  FEATURE ("y", N_("y"), N_("How high the point lies: positive above the middle."), TRUE),
  FEATURE ("x2", N_("x²"), N_("x times x: large at both sides, 0 in the middle."), FALSE),
  FEATURE ("y2", N_("y²"), N_("y times y: large above and below, 0 in the middle."), FALSE),
  FEATURE ("xy", N_("xy"), N_("x times y: positive where both have the same sign."), FALSE),
  FEATURE ("sin_x", N_("sin 5x"), N_("Waves from left to right."), FALSE),
  FEATURE ("sin_y", N_("sin 5y"), N_("Waves from top to bottom."), FALSE),
  { NULL },
};

static gboolean
is_point (const NnField *field)
{
  return field != NULL && field->kind == NN_FIELD_POINTS && nn_shape_size (&field->shape) == 2;
}

static gboolean
shows (const NnDataInfo *data, const NnParam *param)
{
  if (data == NULL)
    return FALSE;
  if (g_str_equal (param->id, "field"))
    return data->n_inputs > 1;
  for (guint i = 0; i < data->n_inputs; i++)
    if (is_point (&data->inputs[i]))
      return TRUE;
  return FALSE;
}

static const NnField *
fields (const NnDataInfo *data, const NnParam *param, guint *n)
{
  *n = data->n_inputs;
  return g_str_equal (param->id, "field") ? data->inputs : NULL;
}

const NnField *
nn_input_tokens (const NnLayer *layer, const NnDataInfo *data)
{
  const NnField *field = nn_input_field (layer, data);

  return field != NULL && nn_field_chooses (field) ? field : NULL;
}

guint
nn_input_features (const NnLayer *layer, const NnDataInfo *data)
{
  guint bits = 0;

  if (!is_point (nn_input_field (layer, data)))
    return 0;
  for (guint i = 0; i < NN_N_FEATURES; i++)
    if (nn_settings_switch (layer->settings, nn_features[i].id))
      bits |= 1u << i;
  return bits;
}

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  if (!nn_site_needs_data (site, issue) || !nn_site_needs_field (site, issue))
    return FALSE;
  *out = nn_input_field (site->layer, site->data)->shape;
  if (is_point (nn_input_field (site->layer, site->data)))
    *out = NN_SHAPE (nn_features_count (nn_input_features (site->layer, site->data)));
  if (nn_shape_size (out) > 0)
    return TRUE;

  *out = (NnShape) { 0 };
  nn_issue_set (issue, NN_ISSUE_ERROR, g_strdup_printf (_("%s hands on nothing."), site->layer->label),
                g_strdup (_("All its features are switched off, so no number of the point reaches the network.")));
  nn_issue_remedy (issue,
                   (NnRemedy) { .action = NN_REMEDY_SET, .param = "x", .value = TRUE, .label = g_strdup (_("Switch on x")) });
  return FALSE;
}

/* The example with noise in it; the noise is what the network is asked for. */
static NnValue
drown (NnGraph *graph, const NnSite *site, NnValue example)
{
  const NnField *field = nn_input_field (site->layer, site->data);
  const gboolean ranged = field->high > field->low;
  const double arg[NN_OP_ARGS] = {
    nn_settings_get (site->recipe, "noise_steps"), nn_settings_get (site->recipe, "noise_schedule"),
    ranged ? field->low : -1, ranged ? field->high : 1,
  };
  const NnValue noisy = nn_graph_op (graph, "diffuse", arg, &example, 1);

  nn_graph_set_aim (graph, noisy + 1);
  nn_graph_set_time (graph, noisy + 2);
  return noisy;
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const double arg[NN_OP_ARGS] = { nn_input_features (site->layer, site->data) };
  const NnValue example = nn_graph_input (graph, nn_layer_field (site->layer), &nn_input_field (site->layer, site->data)->shape);
  NnValue point = example;

  if (site->regime->aim == NN_AIM_INPUT || site->regime->aim == NN_AIM_REAL)
    nn_graph_set_aim (graph, example);
  if (site->regime->aim == NN_AIM_REAL)
    point = nn_graph_op (graph, "draw", NULL, &example, 1);
  if (site->regime->aim == NN_AIM_NOISE)
    point = drown (graph, site, example);
  if (arg[0] == 0 || arg[0] == NN_FEATURES_PLAIN)   /* numbers as they are */
    return point;
  return nn_graph_op (graph, "features", arg, &point, 1);
}

const NnKind nn_kind_input = {
  .id = "input",
  .title = N_("Input"),
  .blurb = N_("Where the examples of the data set come in."),
  .explained = N_("Input hands on one example of the data set, as numbers: two for a point on the plane (x and y), "
                  "or one for every dot of a picture, where 0 is empty and 1 is full; of a text the place of each character in "
                  "the vocabulary, for an Embedding. It learns nothing. While "
                  "training, many examples go in side by side, a batch; the picture shows one of them.\n\n"
                  "Of a point it can also hand on features: x², y², xy and waves, sin 5x and sin 5y. They are made "
                  "of x and y by arithmetic alone, but a network that is given the right one has less to learn: "
                  "with x² and y² a single neuron can draw a circle.\n\n"
                  "Every network begins here. How many numbers come out is decided by the data, so another data set "
                  "can make the layers behind it fit no longer."),
  .icon = "vt-input-symbolic",
  .view = "input",
  .family = NN_FAMILY_COMMON,
  .params = params,
  .shows = shows,
  .fields = fields,
  .infer = infer,
  .lower = lower,
};
