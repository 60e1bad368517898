#include "issue.h"

#include <string.h>

void
nn_issue_set (NnIssue *issue, NnSeverity severity, char *sentence, char *detail)
{
  g_free (issue->sentence);
  g_free (issue->detail);
  issue->severity = severity;
  issue->sentence = sentence;
  issue->detail = detail;
}

void
nn_issue_remedy (NnIssue *issue, NnRemedy remedy)
{
  for (guint i = 0; i < NN_ISSUE_REMEDIES; i++)
    if (issue->remedy[i].action == NN_REMEDY_NONE)
      {
        issue->remedy[i] = remedy;
        return;
      }
  g_free (remedy.label);   /* A fourth is worse than three: there is no room for it on a card. */
}

void
nn_issue_clear (NnIssue *issue)
{
  g_free (issue->sentence);
  g_free (issue->detail);
  for (guint i = 0; i < NN_ISSUE_REMEDIES; i++)
    g_free (issue->remedy[i].label);
  memset (issue, 0, sizeof *issue);
}
