#include "attention-site.h"

#include <inttypes.h>

/* The largest number of heads up to this one that divides the numbers of a step. */
static gint64
find_divisor (gint64 size, gint64 heads)
{
  gint64 divisor = MIN (size, heads);

  while (size % divisor != 0)
    divisor--;
  return divisor;
}

gboolean
nn_site_heads_divide (const NnSite *site, NnIssue *issue)
{
  const gint64 size = site->in[0].dim[1], heads = nn_settings_int (site->layer->settings, "heads");
  const gint64 fitting = find_divisor (size, heads);

  if (size % heads == 0)
    return TRUE;
  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (_ ("%s cannot cut its steps into equal heads."), site->layer->label),
                g_strdup_printf (_ ("%s hands over steps of %" PRId64 " numbers, which %" PRId64 " heads do not divide."),
                                 site->from[0], size, heads));
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_SET,
                     .param = "heads",
                     .value = fitting,
                     .label = g_strdup_printf (_ ("Set Heads to %" PRId64), fitting),
                   });
  return FALSE;
}

NnValue
nn_weigh_steps (NnGraph *graph, NnValue x, const char *stem, gint64 size, guint blocks, const char *initialiser, gboolean bias)
{
  g_autofree char *weight_role = g_strconcat (stem, "weight", NULL);
  g_autofree char *bias_role = g_strconcat (stem, "bias", NULL);
  const gint64 arriving = nn_graph_value (graph, x)->shape.dim[1];
  NnValue operand[] = { x, NN_NO_VALUE, NN_NO_VALUE };

  operand[1] = nn_graph_weight (graph, weight_role, &NN_SHAPE (size, arriving), initialiser, arriving, size);
  nn_graph_note_blocks (graph, operand[1], blocks);
  if (bias)
    {
      operand[2] = nn_graph_weight (graph, bias_role, &NN_SHAPE (size), "zeros", 0, 0);
      nn_graph_note_blocks (graph, operand[2], blocks);
    }
  return nn_graph_op (graph, "linear", NULL, operand, bias ? 3 : 2);
}
