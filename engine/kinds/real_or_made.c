#include "site.h"

#include <inttypes.h>

static const NnParam params[] = { { NULL } };

static void
refuse_regime (const NnSite *site, NnIssue *issue)
{
  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (_ ("%s has nothing to mix."), site->layer->label),
                g_strdup (_ ("Only where one part of the network learns to fool the other do made examples meet real ones. Choose "
                             "that under Learn to, or do without this layer.")));
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_REMOVE_LAYER,
                     .label = g_strdup_printf (_ ("Remove %s"), site->layer->label),
                   });
}

static void
refuse_size (const NnSite *site, gint64 wanted, NnIssue *issue)
{
  const NnParam *units = nn_param_find (site->feeder[0]->kind->params, "units");
  g_autofree char *arriving = nn_shape_in_words (&site->in[0]);
  g_autofree char *example = nn_shape_in_words (&nn_first_input (site->data)->shape);

  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (_ ("%s needs something as large as an example."), site->layer->label),
                g_strdup_printf (_ ("%s hands over %s, but an example is %s: what is made could not pass for one."), site->from[0],
                                 arriving, example));
  if (units == NULL || wanted > units->max)
    return;
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_SET,
                     .param = "units",
                     .value = wanted,
                     .other = site->feeder[0]->id,
                     .label = g_strdup_printf (_ ("Set %s of %s to %" PRId64), nn_text (units->title), site->from[0], wanted),
                   });
}

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  gint64 wanted;

  if (!nn_site_needs_data (site, issue))
    return FALSE;
  if (site->regime->aim != NN_AIM_REAL)
    {
      refuse_regime (site, issue);
      return FALSE;
    }
  wanted = nn_shape_size (&nn_first_input (site->data)->shape);
  if (nn_shape_size (&site->in[0]) != wanted)
    {
      refuse_size (site, wanted, issue);
      return FALSE;
    }
  *out = nn_first_input (site->data)->shape;
  return TRUE;
}

/* Whatever led here is the part that makes; what outputs are asked for is which of the two they see. */
static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const NnValue made = nn_graph_view (graph, in[0], &nn_first_input (site->data)->shape);
  const NnValue mixed = nn_graph_op (graph, "real_or_made", NULL, (NnValue[]) { made, nn_graph_aim (graph) }, 2);

  nn_graph_mark_forger (graph, made);
  nn_graph_set_aim (graph, mixed + 1);
  return mixed;
}

const NnKind nn_kind_real_or_made = {
  .id = "real_or_made",
  .title = N_("Real or made"),
  .blurb = N_("Where real examples come in between a part that makes some up and a part that judges."),
  .explained = N_("Two networks against each other: what stands before this layer makes examples out of noise, what comes "
                  "after it judges whether it sees a real one. They learn in turn. In the judge's turn every other example is real, "
                  "the others are made, and the judge learns to tell them apart. In the maker's turn all are made, and the "
                  "maker learns what the judge would have taken for real.\n\n"
                  "Choose “Fool a judge” under Learn to: then the Input hands on noise, as much as an example has numbers, and "
                  "the Output's loss is Adversarial. What arrives here must be as large as an example. When both are well "
                  "matched the judge cannot tell any more, and its loss stays near 0.69, the loss of a guess."),
  .icon = "vt-real-or-made-symbolic",
  .view = "result",
  .family = NN_FAMILY_JOIN,
  .min_in = 1,
  .max_in = 1,
  .params = params,
  .infer = infer,
  .lower = lower,
};
