#include "site.h"

#include "activation.h"

const NnParam nn_no_params[] = { { NULL } };

gboolean
nn_site_needs_data (const NnSite *site, NnIssue *issue)
{
  if (site->data != NULL)
    return TRUE;

  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (_ ("%s does not know its data yet."), site->layer->label),
                g_strdup (_ ("A data set says which numbers go in and which should come out. The one named here is "
                             "missing or cannot be read; choose another.")));
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_USE_DATA,
                     .param = "builtin:spiral",
                     .label = g_strdup (_ ("Use Spiral")),
                   });
  return FALSE;
}

static gboolean
refuse_tokens (const NnSite *site, guint slot, NnIssue *issue)
{
  const gboolean is_text = site->tokens[slot]->kind == NN_FIELD_TEXT;

  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (is_text ? _ ("%s calculates with numbers, but %s hands over text.")
                                         : _ ("%s calculates with numbers, but %s hands over a name."),
                                 site->layer->label, site->from[slot]),
                g_strdup (is_text ? _ ("A character's place in the vocabulary says nothing about it. Embedding gives each character a "
                                       "list of numbers, which training finds.")
                                  : _ ("Its place in the list of all names says nothing about it. Embedding gives each name a list of "
                                       "numbers, which training finds.")));
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_INSERT_BEFORE,
                     .kind = "embedding",
                     .slot = slot,
                     .label = g_strdup (_ ("Insert Embedding")),
                   });
  nn_issue_remedy (issue, (NnRemedy) { .action = NN_REMEDY_REMOVE_WIRE, .slot = slot, .label = g_strdup (_ ("Remove wire")) });
  return FALSE;
}

gboolean
nn_site_infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  for (guint i = 0; i < site->n_in && site->tokens != NULL && !site->layer->kind->reads_tokens; i++)
    if (site->tokens[i] != NULL)
      return refuse_tokens (site, i, issue);
  return site->layer->kind->infer (site, out, issue);
}

gboolean
nn_site_needs_list (const NnSite *site, NnIssue *issue)
{
  g_autofree char *shape = NULL;
  g_autofree char *size = NULL;

  if (site->in[0].rank == 1)
    return TRUE;

  shape = nn_shape_to_string (&site->in[0]);
  size = nn_count_to_text (nn_shape_size (&site->in[0]));
  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (_ ("%s needs one list of numbers."), site->layer->label),
                g_strdup_printf (_ ("%s hands over a block, %s. Flatten lays the same %s numbers out in a row."),
                                 site->from[0],
                                 shape,
                                 size));
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_INSERT_BEFORE,
                     .kind = "flatten",
                     .label = g_strdup (_ ("Insert Flatten")),
                   });
  nn_issue_remedy (issue, (NnRemedy) { .action = NN_REMEDY_REMOVE_WIRE, .label = g_strdup (_ ("Remove wire")) });
  return FALSE;
}

gboolean
nn_infer_same (const NnSite *site, NnShape *out, NnIssue *issue)
{
  *out = site->in[0];
  return TRUE;
}

NnValue
nn_lower_activation (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  return nn_activation (graph, in[0], site->layer->kind->id);
}
