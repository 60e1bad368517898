#include "site.h"

static const NnParam params[] = {
  {
    .id = "times",
    .title = N_("Times"),
    .blurb = N_("How often what arrives is handed on, one after the other."),
    .type = NN_PARAM_INT,
    .min = 1,
    .max = 10000,
    .initial = 2,
    .step = 1,
  },
  { NULL },
};

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  if (site->in[0].rank == NN_MAX_RANK)
    {
      nn_issue_set (issue,
                    NN_ISSUE_ERROR,
                    g_strdup_printf (_ ("%s cannot repeat a block with so many axes."), site->layer->label),
                    g_strdup_printf (_ ("%s hands over a block with %d axes, and one more would be needed."),
                                     site->from[0],
                                     NN_MAX_RANK));
      nn_issue_remedy (issue,
                       (NnRemedy) {
                         .action = NN_REMEDY_INSERT_BEFORE,
                         .kind = "flatten",
                         .label = g_strdup (_ ("Insert Flatten")),
                       });
      return FALSE;
    }
  *out = (NnShape) { .rank = site->in[0].rank + 1, .dim = { nn_settings_int (site->layer->settings, "times") } };
  for (guint i = 0; i < site->in[0].rank; i++)
    out->dim[i + 1] = site->in[0].dim[i];
  return TRUE;
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const double arg[NN_OP_ARGS] = { nn_settings_int (site->layer->settings, "times") };

  return nn_graph_op (graph, "repeat", arg, in, 1);
}

const NnKind nn_kind_repeat = {
  .id = "repeat",
  .title = N_("Repeat"),
  .blurb = N_("Hands the same numbers on several times, as the steps of a sequence."),
  .explained = N_("Repeat makes a sequence out of a list: the same list at every step. No number changes, and the blame "
                  "that comes back for each of the copies is added up.\n\n"
                  "Use it between two recurrent layers that turn one sequence into another: the first boils a sentence "
                  "down to one list, Repeat hands that list to every step of the second, and the second unrolls it "
                  "into the answer. Behind it stand as many steps as the setting says."),
  .icon = "vt-repeat-symbolic",
  .view = "result",
  .family = NN_FAMILY_SHAPE,
  .min_in = 1,
  .max_in = 1,
  .params = params,
  .infer = infer,
  .lower = lower,
};
