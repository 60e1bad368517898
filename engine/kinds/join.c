#include "join.h"

void
nn_site_refuse_wire (const NnSite *site, guint slot, char *detail, NnIssue *issue)
{
  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (_ ("%s cannot join what %s hands over."), site->layer->label, site->from[slot]),
                detail);
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_REMOVE_WIRE,
                     .slot = slot,
                     .label = g_strdup (_ ("Remove wire")),
                   });
}

gboolean
nn_site_needs_alike (const NnSite *site, NnIssue *issue)
{
  for (guint slot = 1; slot < site->n_in; slot++)
    if (!nn_shape_equal (&site->in[slot], &site->in[0]))
      {
        g_autofree char *wanted = nn_shape_in_words (&site->in[0]);
        g_autofree char *found = nn_shape_in_words (&site->in[slot]);

        nn_site_refuse_wire (site,
                             slot,
                             g_strdup_printf (_ ("It is %s, but %s hands over %s; both must be alike."),
                                              found,
                                              site->from[0],
                                              wanted),
                             issue);
        return FALSE;
      }
  return TRUE;
}

NnValue
nn_lower_join (NnGraph *graph, const NnSite *site, const NnValue *in, const char *op, const double *arg)
{
  return nn_graph_op (graph, op, arg, in, site->n_in);
}
