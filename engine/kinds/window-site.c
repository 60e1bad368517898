#include "window-site.h"

#include "activation.h"

const NnChoice nn_padding_choices[] = {
  { "none", N_("None"), N_("The window stays inside: what comes out is smaller by the window less one.") },
  { "same", N_("Same"), N_("As many zeros as it takes for what comes out to be as large as what arrives.") },
  { "custom", N_("A number"), N_("So many zeros at each edge as you say.") },
  { NULL },
};

enum
{
  PADDING_SAME = 1,
};

#define FEWEST_DOTS 16   /* of a picture in which there is something to see */

/* ---- What arrives ---- */

/* The same numbers fill what is wanted: Reshape, whose first size is found from the others. */
static void
offer_reshape (NnIssue *issue, const NnShape *wanted)
{
  g_autofree char *shape = nn_shape_to_string (wanted);

  nn_issue_remedy (issue, (NnRemedy) {
                            .action = NN_REMEDY_INSERT_BEFORE,
                            .kind = "reshape",
                            .with = { { "second", wanted->dim[1] }, { wanted->rank > 2 ? "third" : NULL, wanted->dim[2] } },
                            .label = g_strdup_printf (_("Insert Reshape to %s"), shape),
                          });
}

/* So few numbers, straight from the data, are no picture however they are laid out. */
static gboolean
wants_other_data (const NnSite *site)
{
  return site->feeder[0]->kind->max_in == 0 && nn_shape_size (&site->in[0]) < FEWEST_DOTS;
}

static void
offer_pictures (NnIssue *issue)
{
  nn_issue_remedy (issue, (NnRemedy) {
                            .action = NN_REMEDY_USE_DATA,
                            .param = "builtin:digits",
                            .label = g_strdup (_("Use Digits")),
                          });
}

/* So few numbers, or any that were made of points on a plane, have no neighbours: as a picture they would only look so. */
static gboolean
is_no_picture (const NnSite *site)
{
  for (guint i = 0; site->data != NULL && i < site->data->n_inputs; i++)
    if (site->data->inputs[i].kind == NN_FIELD_POINTS)
      return TRUE;
  return nn_shape_size (&site->in[0]) < FEWEST_DOTS;
}

static void
offer_removal (const NnSite *site, NnIssue *issue)
{
  nn_issue_remedy (issue, (NnRemedy) {
                            .action = NN_REMEDY_REMOVE_LAYER,
                            .label = g_strdup_printf (_("Remove %s"), site->layer->label),
                          });
  nn_issue_remedy (issue, (NnRemedy) { .action = NN_REMEDY_REMOVE_WIRE, .label = g_strdup (_("Remove wire")) });
}

static gint64
find_root (gint64 n)
{
  gint64 root = 1;

  while (root * root < n)
    root++;
  return root * root == n ? root : 0;
}

/* A list as a picture: square if it comes out even, grey or in colours, else as near to a square as can be. */
static NnShape
make_picture (gint64 n)
{
  const gint64 grey = find_root (n), colour = n % 3 == 0 ? find_root (n / 3) : 0;
  gint64 height = 1;

  if (grey > 0 || colour > 0)
    return grey > 0 ? NN_SHAPE (grey, grey, 1) : NN_SHAPE (colour, colour, 3);
  for (gint64 divisor = 2; divisor * divisor <= n; divisor++)
    if (n % divisor == 0)
      height = divisor;
  return NN_SHAPE (height, n / height, 1);
}

gboolean
nn_site_needs_picture (const NnSite *site, NnIssue *issue)
{
  const NnShape *in = &site->in[0];
  NnShape wanted;
  g_autofree char *shape = NULL;

  if (in->rank == 3)
    return TRUE;
  shape = nn_shape_in_words (in);
  nn_issue_set (issue, NN_ISSUE_ERROR, g_strdup_printf (_("%s needs a picture."), site->layer->label),
                g_strdup_printf (_("A picture has height, width and channels; %s hands over %s. Without neighbours up and "
                                   "down there is nothing for a window to look at."),
                                 site->from[0], shape));
  if (in->rank == 1)
    wanted = make_picture (in->dim[0]);
  else
    wanted = NN_SHAPE (in->dim[0], in->dim[1], nn_shape_size (in) / (in->dim[0] * in->dim[1]));
  if (wants_other_data (site))
    offer_pictures (issue);
  if (is_no_picture (site))
    offer_removal (site, issue);
  offer_reshape (issue, &wanted);
  if (!is_no_picture (site))
    offer_removal (site, issue);
  return FALSE;
}

gboolean
nn_site_needs_steps (const NnSite *site, NnIssue *issue)
{
  const NnShape *in = &site->in[0];
  NnShape wanted;
  g_autofree char *found = NULL;
  g_autofree char *steps = NULL;

  if (in->rank == 2)
    return TRUE;
  wanted = NN_SHAPE (in->dim[0], nn_shape_size (in) / in->dim[0]);
  found = nn_shape_in_words (in);
  steps = nn_shape_to_string (&wanted);
  nn_issue_set (issue, NN_ISSUE_ERROR, g_strdup_printf (_("%s needs a sequence."), site->layer->label),
                g_strdup_printf (_("A sequence is steps × channels, one list of numbers after the other; %s hands over "
                                   "%s. Reshape makes steps of them, %s."),
                                 site->from[0], found, steps));
  offer_reshape (issue, &wanted);
  offer_removal (site, issue);
  return FALSE;
}

NnShape
nn_site_picture (const NnSite *site)
{
  const NnShape *in = &site->in[0];

  return in->rank == 2 ? NN_SHAPE (1, in->dim[0], in->dim[1]) : *in;
}

NnValue
nn_site_as_picture (NnGraph *graph, const NnSite *site, NnValue in)
{
  const NnShape picture = nn_site_picture (site);

  return site->in[0].rank == 2 ? nn_graph_view (graph, in, &picture) : in;
}

NnValue
nn_site_from_picture (NnGraph *graph, const NnSite *site, NnValue out)
{
  const NnShape *shape = &nn_graph_value (graph, out)->shape;

  return site->in[0].rank == 2 ? nn_graph_view (graph, out, &NN_SHAPE (shape->dim[1], shape->dim[2])) : out;
}

/* ---- The window ---- */

static gint64
setting (const NnSite *site, const char *id, gint64 otherwise)
{
  return nn_param_find (site->layer->kind->params, id) != NULL ? nn_settings_int (site->layer->settings, id) : otherwise;
}

gint64
nn_site_kernel (const NnSite *site, guint direction)
{
  return direction == 0 && site->in[0].rank == 2 ? 1 : nn_settings_int (site->layer->settings, "kernel");
}

/* Zeros at both edges together: an odd one more goes behind, as in PyTorch. */
static gint64
padding_of (const NnSite *site, gint64 span)
{
  const NnParam *padding = nn_param_find (site->layer->kind->params, "padding");
  const gint64 size = setting (site, "padding_size", 0);
  const char *choice = padding != NULL ? nn_settings_choice (site->layer->settings, "padding") : "custom";

  return g_str_equal (choice, "same") ? span - 1 : g_str_equal (choice, "custom") ? 2 * size : 0;
}

void
nn_site_window (const NnSite *site, double arg[NN_OP_ARGS])
{
  for (guint i = 0; i < 2; i++)
    {
      const gboolean flat = i == 0 && site->in[0].rank == 2;
      const gint64 dilation = flat ? 1 : setting (site, "dilation", 1);
      const gint64 padding = flat ? 0 : padding_of (site, dilation * (nn_site_kernel (site, i) - 1) + 1);

      arg[NN_WINDOW_STRIDE + i] = flat ? 1 : setting (site, "stride", 1);
      arg[NN_WINDOW_DILATION + i] = dilation;
      arg[NN_WINDOW_BEFORE + i] = padding / 2;
      arg[NN_WINDOW_AFTER + i] = padding - padding / 2;
    }
}

static void
offer_smaller_window (const NnSite *site, const NnAxis *axis, NnIssue *issue)
{
  const gint64 room = axis->in + axis->before + axis->after;
  const gint64 fits = (room - 1) / axis->dilation + 1;

  nn_issue_remedy (issue, (NnRemedy) {
                            .action = NN_REMEDY_SET,
                            .param = "kernel",
                            .value = fits,
                            .label = g_strdup_printf (_("Set Window to %" G_GINT64_FORMAT), fits),
                          });
  if (nn_param_find (site->layer->kind->params, "padding") != NULL)
    nn_issue_remedy (issue, (NnRemedy) {
                              .action = NN_REMEDY_SET,
                              .param = "padding",
                              .value = PADDING_SAME,
                              .label = g_strdup (_("Set Padding to Same")),
                            });
}

gboolean
nn_site_window_fits (const NnSite *site, const double *arg, NnShape *places, NnIssue *issue)
{
  const NnShape picture = nn_site_picture (site);
  NnAxis axis[2];

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *shape = nn_shape_to_string (&site->in[0]);

      axis[i] = nn_window_axis (arg, i, picture.dim[i], nn_site_kernel (site, i));
      if (axis[i].out >= 1)
        continue;
      nn_issue_set (issue, NN_ISSUE_ERROR,
                    g_strdup_printf (_("The window of %s is larger than what arrives."), site->layer->label),
                    g_strdup_printf (_("It spans %" G_GINT64_FORMAT " dots, but %s hands over %s, which leaves it no "
                                       "place to stand."),
                                     nn_axis_span (&axis[i]), site->from[0], shape));
      offer_smaller_window (site, &axis[i], issue);
      return FALSE;
    }
  *places = NN_SHAPE (axis[0].out, axis[1].out, picture.dim[2]);
  return TRUE;
}

static gint64
common_divisor (gint64 a, gint64 b)
{
  return b == 0 ? a : common_divisor (b, a % b);
}

gboolean
nn_site_groups_fit (const NnSite *site, gint64 arriving, gint64 leaving, NnIssue *issue)
{
  const gint64 groups = setting (site, "groups", 1);
  gint64 fits = MIN (groups, common_divisor (arriving, leaving));

  if (arriving % groups == 0 && leaving % groups == 0)
    return TRUE;
  while (arriving % fits != 0 || leaving % fits != 0)
    fits--;
  nn_issue_set (issue, NN_ISSUE_ERROR,
                g_strdup_printf (_("The channels of %s cannot be cut into %" G_GINT64_FORMAT " equal groups."),
                                 site->layer->label, groups),
                g_strdup_printf (_("%" G_GINT64_FORMAT " channels arrive and %" G_GINT64_FORMAT " leave: both must be "
                                   "multiples of the number of groups."),
                                 arriving, leaving));
  nn_issue_remedy (issue, (NnRemedy) {
                            .action = NN_REMEDY_SET,
                            .param = "groups",
                            .value = fits,
                            .label = g_strdup_printf (_("Set Groups to %" G_GINT64_FORMAT), fits),
                          });
  return FALSE;
}

/* ---- Lowering ---- */

NnValue
nn_lower_convolution (NnGraph *graph,
                      const NnSite *site,
                      const char *op,
                      double *arg,
                      const NnShape *weight,
                      gint64 leaving,
                      NnValue in)
{
  const NnSettings *settings = site->layer->settings;
  const char *activation = nn_settings_choice (settings, "activation");
  const gboolean bends = g_str_equal (activation, "relu");
  const gboolean bias = nn_settings_switch (settings, "bias");
  const gboolean flat = site->in[0].rank == 2;
  const gint64 taps = weight->dim[2] * weight->dim[3];
  const NnShape stored = flat ? NN_SHAPE (weight->dim[0], weight->dim[1], weight->dim[3]) : *weight;
  NnValue operand[3] = { nn_site_as_picture (graph, site, in) };
  NnValue sum;

  operand[1] = nn_graph_weight (graph, "weight", &stored, nn_settings_choice (settings, "initialiser"),
                                weight->dim[1] * taps, weight->dim[0] * taps);
  if (flat)
    operand[1] = nn_graph_view (graph, operand[1], weight);
  if (bias)
    operand[2] = nn_graph_weight (graph, "bias", &NN_SHAPE (leaving), "zeros", weight->dim[1] * taps, leaving);
  arg[NN_CONV_RELU] = bends;   /* the sums are bent while they are at hand */
  sum = nn_graph_op (graph, op, arg, operand, bias ? 3 : 2);
  sum = nn_site_from_picture (graph, site, sum);
  return bends ? sum : nn_activation (graph, sum, activation);
}
