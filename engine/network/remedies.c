/* Which remedies help: each is tried on a copy, and one that only leads to the next problem is not offered. */
#include "check-private.h"

#include "edit.h"

#define MOST_TRIED 4      /* issues, the first ones: more are not looked at either */

/* The network that the issue's layer lies in: what the innermost of its groups holds. */
static const NnNetwork *
find_home (const NnNetwork *network, const NnIssue *issue)
{
  for (guint depth = 0; depth < NN_ISSUE_DEPTH && issue->inside[depth] != 0; depth++)
    network = nn_layer_inside (nn_network_layer (network, issue->inside[depth]));
  return network;
}

static guint
place_of (const NnIssue *issue)
{
  return issue->inside[0] != 0 ? issue->inner : issue->layer;
}

static gboolean
is_in_same (const NnIssue *a, const NnIssue *b)
{
  for (guint depth = 0; depth < NN_ISSUE_DEPTH; depth++)
    if (a->inside[depth] != b->inside[depth])
      return FALSE;
  return TRUE;
}

/* Whether an error stands where the issue stood, or at what its remedy added: a layer from `first` on. */
static gboolean
leads_deeper (const NnReport *after, const NnIssue *issue, guint first)
{
  for (guint i = 0; i < after->issues->len; i++)
    {
      const NnIssue *left = &g_array_index (after->issues, NnIssue, i);

      if (left->severity == NN_ISSUE_ERROR && is_in_same (left, issue)
          && (place_of (left) == place_of (issue) || place_of (left) >= first))
        return TRUE;
    }
  return FALSE;
}

/* What other data hold is not known here: such a remedy counts as one that helps. */
static gboolean
helps (const NnNetwork *network, const NnDataInfo *data, const NnIssue *issue, guint i)
{
  const guint first = nn_network_next_id (find_home (network, issue));
  g_autoptr (NnNetwork) copy = NULL;
  g_autoptr (NnEdit) edit = NULL;
  g_autoptr (NnEdit) inverse = NULL;
  g_autoptr (NnReport) after = NULL;

  if (issue->remedy[i].action == NN_REMEDY_USE_DATA)
    return TRUE;
  copy = nn_network_copy (network);
  edit = nn_edit_remedy (network, issue, i);
  inverse = nn_edit_apply (edit, copy, NULL);
  if (inverse == NULL)
    return FALSE;
  after = nn_check_plainly (copy, data);
  return !leads_deeper (after, issue, first);
}

/* Where none of them helps at once they all stay: each is a step. */
static void
sift (const NnNetwork *network, const NnDataInfo *data, NnIssue *issue)
{
  NnRemedy kept[NN_ISSUE_REMEDIES + 1] = { 0 };
  gboolean good[NN_ISSUE_REMEDIES];
  guint n = 0, n_good = 0, n_kept = 0;

  for (; n < NN_ISSUE_REMEDIES && issue->remedy[n].action != NN_REMEDY_NONE; n++)
    {
      good[n] = helps (network, data, issue, n);
      n_good += good[n];
    }
  if (n_good == 0 || n_good == n)
    return;
  for (guint i = 0; i < n; i++)
    if (good[i])
      kept[n_kept++] = issue->remedy[i];
    else
      g_free (issue->remedy[i].label);
  for (guint i = 0; i < NN_ISSUE_REMEDIES; i++)
    issue->remedy[i] = kept[i];
}

void
nn_report_sift (NnReport *report, const NnNetwork *network, const NnDataInfo *data)
{
  for (guint i = 0; i < MIN (report->issues->len, MOST_TRIED); i++)
    {
      NnIssue *issue = &g_array_index (report->issues, NnIssue, i);

      if (issue->severity == NN_ISSUE_ERROR && issue->remedy[1].action != NN_REMEDY_NONE)
        sift (network, data, issue);
    }
}
