/* Networks that guess what comes next must not be shown it. */
#include "nets.h"

#include "check.h"
#include "recipe.h"

#include <string.h>

static NnField
make_tokens (const char *name)
{
  static const char *const letters[] = { "a", "b", "c", NULL };

  return (NnField) {
    .name = g_strdup (name),
    .kind = NN_FIELD_TEXT,
    .shape = NN_SHAPE (8),
    .high = 2,
    .parts = g_strdupv ((char **) letters),
    .n_parts = 3,
  };
}

static NnDataInfo *
make_text (void)
{
  NnDataInfo *info = nn_data_info_new ();

  info->title = g_strdup ("Text");
  info->noun = g_strdup ("passages");
  info->n = 100;
  info->continues = TRUE;
  nn_data_info_add_input (info, make_tokens ("text"));
  nn_data_info_add_target (info, make_tokens ("next"));
  return info;
}

/* A kind, the setting that lets it look ahead, and the words of the repair. */
static const struct
{
  const char *kind, *setting;
  double ahead;
  const char *button;
} cases[] = {
  { "attention", "causal", FALSE, "Switch on Only the past" },
  { "transformer_block", "causal", FALSE, "Switch on Only the past" },
  { "lstm", "bidirectional", TRUE, "Switch off Both directions" },
};

static void
test_peeping (void)
{
  g_autoptr (NnDataInfo) info = make_text ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NnNetwork) network = make_chain ("input", "embedding", cases[i].kind, "output", NULL);
      g_autoptr (NnReport) report = NULL, after = NULL;
      const NnIssue *issue;

      if (g_str_equal (cases[i].kind, "lstm"))
        apply (network, nn_edit_set (3, "returns", 0));
      apply (network, nn_edit_set (3, cases[i].setting, cases[i].ahead));
      report = nn_check (network, info);
      g_assert_cmpuint (report->issues->len, ==, 1);
      issue = nn_report_first (report, 3);
      g_assert_cmpint (issue->severity, ==, NN_ISSUE_WARNING);
      g_assert_true (g_str_has_suffix (issue->sentence, " sees the answer."));
      g_assert_cmpstr (issue->remedy[0].label, ==, cases[i].button);
      apply (network, nn_edit_remedy (network, issue, 0));
      after = nn_check (network, info);
      g_assert_cmpuint (after->issues->len, ==, 0);
    }
}

/* Reconstructing a text, a layer may see all of it. */
static void
test_gives_back (void)
{
  g_autoptr (NnDataInfo) info = make_text ();
  g_autoptr (NnNetwork) network = make_chain ("input", "embedding", "attention", "output", NULL);
  g_autoptr (NnReport) report = NULL;

  apply (network, nn_edit_set_recipe ("regime", nn_choice_index (nn_recipe_params, "reconstruct")));
  report = nn_check (network, info);
  g_assert_cmpuint (report->issues->len, ==, 0);
}

/* The repair of a layer that text was wired to. */
static void
test_insert_embedding (void)
{
  g_autoptr (NnDataInfo) info = make_text ();
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", "output", NULL);
  g_autoptr (NnReport) report = nn_check (network, info), after = NULL;
  const NnIssue *issue = nn_report_first (report, 2);

  g_assert_false (report->runs);
  g_assert_cmpuint (issue->from, ==, 1);
  apply (network, nn_edit_remedy (network, issue, 0));
  after = nn_check (network, info);
  g_assert_true (after->runs);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/network/text/peeping", test_peeping);
  g_test_add_func ("/engine/network/text/gives-back", test_gives_back);
  g_test_add_func ("/engine/network/text/insert-embedding", test_insert_embedding);
  return g_test_run ();
}
