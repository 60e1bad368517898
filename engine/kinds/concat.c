#include "join.h"

/* The axis counted from the last, and the first two from the front. */
enum
{
  LAST,
  FIRST,
  SECOND,
};

static const NnChoice axis_choices[] = {
  [LAST] = { "last", N_("Last (channels)"), N_("Behind each other's channels, or at the end of a list.") },
  [FIRST] = { "first", N_("First (rows or time)"), N_("Below one another, or one after the other in time.") },
  [SECOND] = { "second", N_("Second (columns)"), N_("Beside one another.") },
  { NULL },
};

static const NnParam params[] = {
  {
    .id = "axis",
    .title = N_("Along"),
    .blurb = N_("The axis along which the blocks are put together."),
    .type = NN_PARAM_CHOICE,
    .choices = axis_choices,
    .initial = LAST,
  },
  { NULL },
};

static guint
find_axis (const NnSite *site)
{
  const int chosen = nn_settings_get (site->layer->settings, "axis");
  const guint last = site->in[0].rank - 1;

  return chosen == LAST ? last : MIN (last, (guint) (chosen - FIRST));
}

static gboolean
fits (const NnShape *a, const NnShape *b, guint axis)
{
  if (a->rank != b->rank)
    return FALSE;
  for (guint i = 0; i < a->rank; i++)
    if (i != axis && a->dim[i] != b->dim[i])
      return FALSE;
  return TRUE;
}

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  const guint axis = find_axis (site);
  NnShape joined = site->in[0];

  for (guint slot = 1; slot < site->n_in; slot++)
    {
      if (!fits (&site->in[0], &site->in[slot], axis))
        {
          g_autofree char *wanted = nn_shape_in_words (&site->in[0]);
          g_autofree char *found = nn_shape_in_words (&site->in[slot]);

          nn_site_refuse_wire (site,
                               slot,
                               g_strdup_printf (_ ("It is %s, but %s hands over %s; they may differ only along the axis "
                                                   "they are joined at."),
                                                found,
                                                site->from[0],
                                                wanted),
                               issue);
          return FALSE;
        }
      joined.dim[axis] += site->in[slot].dim[axis];
    }
  *out = joined;
  return TRUE;
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const double arg[NN_OP_ARGS] = { find_axis (site) };

  return nn_lower_join (graph, site, in, "concat", arg);
}

const NnKind nn_kind_concat = {
  .id = "concat",
  .title = N_("Concatenate"),
  .blurb = N_("Puts two or more blocks together into one larger block."),
  .explained = N_("Concatenate hands on all numbers of all wires, one block behind the other; none is changed and "
                  "nothing is learned. Lists become a longer list, pictures of the same size get each other's "
                  "channels.\n\n"
                  "Use it where a later layer should see several things at once: the two halves of a network that "
                  "read different inputs, or early feature maps beside late ones, as in a U-Net. The layer behind it "
                  "learns which of them to listen to. Unlike Add it does not ask for the same number of channels."),
  .icon = "vt-concat-symbolic",
  .view = "result",
  .family = NN_FAMILY_JOIN,
  .min_in = 2,
  .max_in = NN_MOST_JOINED,
  .params = params,
  .infer = infer,
  .lower = lower,
};
