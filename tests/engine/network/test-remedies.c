/* What is offered leads out: for every kind after every other, no remedy that only leads to the next error stands beside one that helps. */
#include "nets.h"

#include "check.h"

static const NnShape shapes[] = { { 1, { 2 } }, { 1, { 8 } }, { 2, { 12, 5 } }, { 3, { 8, 8, 1 } }, { 3, { 2, 2, 3 } } };

/* The first error that is not merely something still to come, or NULL. */
static const NnIssue *
first_error (const NnReport *report)
{
  const NnIssue *issue = report->issues->len > 0 ? &g_array_index (report->issues, NnIssue, 0) : NULL;

  return issue != NULL && issue->severity == NN_ISSUE_ERROR ? issue : NULL;
}

static gboolean
has_error_at (const NnReport *report, guint layer, guint first_new)
{
  for (guint i = 0; i < report->issues->len; i++)
    {
      const NnIssue *issue = &g_array_index (report->issues, NnIssue, i);

      if (issue->severity == NN_ISSUE_ERROR && (issue->layer == layer || issue->layer >= first_new))
        return TRUE;
    }
  return FALSE;
}

static gboolean
helps (const NnNetwork *network, const NnDataInfo *data, const NnIssue *issue, guint i)
{
  g_autoptr (NnNetwork) copy = nn_network_copy (network);
  g_autoptr (NnReport) after = NULL;

  apply (copy, nn_edit_remedy (network, issue, i));
  after = nn_check (copy, data);
  return !has_error_at (after, issue->layer, nn_network_next_id (network));
}

/* Returns whether there was something to offer. */
static gboolean
check_offers (const NnNetwork *network, const NnDataInfo *data)
{
  g_autoptr (NnReport) report = nn_check (network, data);
  const NnIssue *issue = first_error (report);
  guint n = 0, n_good = 0;

  if (issue == NULL)
    return FALSE;
  for (guint i = 0; i < NN_ISSUE_REMEDIES && issue->remedy[i].action != NN_REMEDY_NONE; i++)
    if (issue->remedy[i].action != NN_REMEDY_USE_DATA)
      {
        n++;
        n_good += helps (network, data, issue, i);
      }
  if (n_good != 0 && n_good != n)
    g_error ("%s Of %u remedies only %u help.", issue->sentence, n, n_good);
  return n > 0;
}

static void
test_kinds (void)
{
  guint n, n_offers = 0;
  const NnKind *const *kinds = nn_kind_rows (&n);

  for (guint s = 0; s < G_N_ELEMENTS (shapes); s++)
    for (guint i = 0; i < n; i++)
      for (guint k = 0; k < n; k++)
        {
          g_autoptr (NnDataInfo) data = make_data (shapes[s], 3);
          g_autoptr (NnNetwork) network = NULL;

          if (kinds[i]->max_in == 0 || kinds[i]->is_output || kinds[k]->max_in == 0 || kinds[k]->is_output)
            continue;
          network = make_chain ("input", kinds[i]->id, kinds[k]->id, "output", NULL);
          n_offers += check_offers (network, data);
        }
  g_assert_cmpuint (n_offers, >, 1000);
}

/* Eight numbers as a picture of 2×4 are too small for a window of three: the layer does not belong there. */
static void
test_neurons_are_no_picture (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", "conv2d", "output", NULL);
  g_autoptr (NnDataInfo) data = make_data (NN_SHAPE (2), 2);
  g_autoptr (NnReport) report = nn_check (network, data);
  const NnIssue *issue = first_error (report);

  g_assert_cmpstr (issue->sentence, ==, "Conv 2D 1 needs a picture.");
  g_assert_cmpstr (issue->remedy[0].label, ==, "Remove Conv 2D 1");
  g_assert_cmpstr (issue->remedy[1].label, ==, "Remove wire");
  g_assert_cmpint (issue->remedy[2].action, ==, NN_REMEDY_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/network/remedies/kinds", test_kinds);
  g_test_add_func ("/engine/network/remedies/neurons-are-no-picture", test_neurons_are_no_picture);
  return g_test_run ();
}
