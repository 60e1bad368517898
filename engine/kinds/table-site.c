#include "table-site.h"

#include <inttypes.h>

#define TABLE 1   /* operand of an embedding */

static gint64
count_arriving (const NnSite *site)
{
  return site->in[0].dim[site->in[0].rank - 1];
}

NnValue
nn_site_table (const NnSite *site, gint64 words)
{
  const NnShape wanted = NN_SHAPE (words, count_arriving (site));

  for (guint i = 0; site->graph != NULL && i < nn_graph_n_nodes (site->graph); i++)
    {
      const NnNode *node = nn_graph_node (site->graph, i);

      if (g_str_equal (node->op->id, "embedding") &&
          nn_shape_equal (&nn_graph_value (site->graph, node->in[TABLE])->shape, &wanted))
        return node->in[TABLE];
    }
  return NN_NO_VALUE;
}

gboolean
nn_site_needs_table (const NnSite *site, gint64 words, NnIssue *issue)
{
  if (nn_site_table (site, words) != NN_NO_VALUE)
    return TRUE;
  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (_ ("%s finds no table that it could read."), site->layer->label),
                g_strdup_printf (_ ("It should use the rows of the Embedding as its weights, but there is no Embedding before it "
                                    "with rows of %" PRId64 " numbers, as many as %s hands over for each step."),
                                 count_arriving (site), site->from[0]));
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_SET,
                     .param = "tied",
                     .value = FALSE,
                     .label = g_strdup (_ ("Use weights of its own")),
                   });
  return FALSE;
}
