#include <math.h>
#include <stdio.h>

#include "command.h"
#include "json-line.h"
#include "table.h"
#include "text.h"
#include "tokens.h"
#include "translate.h"
#include "work.h"

/* What became of one class's examples. */
typedef struct
{
  guint examples; /* of this class in truth */
  guint answers;  /* answers that said this class */
  guint right;
} ClassScore;

static ClassScore
score_class (const NnScores *scores, guint class)
{
  ClassScore score = { .right = scores->confusion[class * scores->n_classes + class] };

  for (guint i = 0; i < scores->n_classes; i++)
    {
      score.examples += scores->confusion[class * scores->n_classes + i];
      score.answers += scores->confusion[i * scores->n_classes + class];
    }
  return score;
}

static double
share (guint part, guint whole)
{
  return whole > 0 ? (double) part / whole : NAN;
}

static void
print_json (const NnScores *scores, double exact, char *const *classes)
{
  GString *json = vt_json_new ();
  const guint n = scores->n_classes;

  vt_json_int (json, "examples", scores->n);
  vt_json_real (json, "loss", scores->loss);
  vt_json_real (json, "accuracy", scores->accuracy);
  vt_json_real (json, "exact", exact);
  if (n > 0)
    {
      vt_json_open (json, "confusion", '[');
      for (guint truth = 0; truth < n; truth++)
        {
          vt_json_open (json, NULL, '[');
          for (guint answer = 0; answer < n; answer++)
            vt_json_int (json, NULL, scores->confusion[truth * n + answer]);
          vt_json_close (json, ']');
        }
      vt_json_close (json, ']');

      vt_json_open (json, "per_class", '[');
      for (guint i = 0; i < n; i++)
        {
          const ClassScore score = score_class (scores, i);

          vt_json_open (json, NULL, '{');
          vt_json_text (json, "class", classes[i]);
          vt_json_int (json, "examples", score.examples);
          vt_json_real (json, "accuracy", share (score.right, score.examples));
          vt_json_real (json, "precision", share (score.right, score.answers));
          vt_json_close (json, '}');
        }
      vt_json_close (json, ']');
    }
  vt_json_print (json, stdout);
}

static void
print_classes (const NnScores *scores, char *const *classes)
{
  g_autoptr (VtTable) table = vt_table_new ("lrrr");

  vt_table_row (table, _("class"), _("examples"), _("found"), _("right when said"), NULL);
  for (guint i = 0; i < scores->n_classes; i++)
    {
      const ClassScore score = score_class (scores, i);
      g_autofree char *examples = nn_count_to_text (score.examples);
      g_autofree char *found = vt_percent_text (share (score.right, score.examples));
      g_autofree char *right = vt_percent_text (share (score.right, score.answers));

      vt_table_row (table, classes[i], examples, found, right, NULL);
    }
  printf ("\n");
  vt_table_print (table, 0);
}

/* A column for each answer does not fit the page when there are many. */
#define MAX_CONFUSION 12

static void
print_confusion (const NnScores *scores, char *const *classes)
{
  const guint n = scores->n_classes;
  g_autoptr (GString) line = g_string_new (NULL);

  if (n > MAX_CONFUSION)
    return;
  printf ("\n%s\n", _("Confusion (rows: the truth; columns: the answer):"));
  g_string_append_printf (line, "%12s", "");
  for (guint answer = 0; answer < n; answer++)
    g_string_append_printf (line, " %6.6s", classes[answer]);
  printf ("%s\n", line->str);
  for (guint truth = 0; truth < n; truth++)
    {
      g_string_printf (line, "%12.12s", classes[truth]);
      for (guint answer = 0; answer < n; answer++)
        g_string_append_printf (line, " %6u", scores->confusion[truth * n + answer]);
      printf ("%s\n", line->str);
    }
}

static void
print_text (const NnScores *scores, double exact, char *const *classes, const char *which, gboolean trained)
{
  g_autofree char *n = nn_count_to_text (scores->n);
  g_autofree char *loss = vt_real_text (scores->loss);

  if (!trained)
    printf ("%s\n", _("This document has no trained weights: these are the scores of its first ones."));
  printf (_("%s: %s examples, loss %s"), which, n, loss);
  if (!isnan (scores->accuracy))
    printf (_(", accuracy %.2f %%"), 100 * scores->accuracy);
  if (!isnan (exact))
    printf (_(", whole answers right %.2f %%"), 100 * exact);
  printf ("\n");
  if (scores->n_classes == 0)
    return;
  print_classes (scores, classes);
  print_confusion (scores, classes);
}

/* All examples of data named on the command line; of the document's own, those it did not train on. */
static const char *
score (NnTrainer *trainer, gboolean all, NnScores *scores)
{
  const gboolean validation = nn_trainer_split (trainer)->n_validation > 0;

  if (all)
    nn_trainer_evaluate_all (trainer, scores);
  else
    nn_trainer_evaluate (trainer, validation, scores);
  return all          ? _("All examples")
         : validation ? _("Validation examples")
                      : _("Training examples (none are kept to validate)");
}

/* (transfer full) As they can be seen: of a text, signs for its spaces. */
static char **
name_classes (const NnField *target)
{
  char **names = g_strdupv (target->parts);

  for (guint i = 0; target->kind == NN_FIELD_TEXT && i < target->n_parts; i++)
    {
      g_free (names[i]);
      names[i] = g_strdup (nn_token_sign (target->parts[i]));
    }
  return names;
}

static gboolean
run (const VtCommand *command, int argc, char **argv, GError **error)
{
  g_autofree char *data = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_STRING, &data, N_("Score all examples of this data set"), N_("SPEC") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("One JSON object"), NULL },
    { NULL },
  };
  g_auto (VtWork) work = { 0 };
  NnScores scores = { 0 };
  const char *which;
  const NnField *target;

  if (!vt_command_parse (command, entries, &argc, &argv, 1, 1, error))
    return FALSE;
  if (!vt_work_open (&work, argv[1], &(VtChoices) { .data = data, .seed = -1 }, error))
    return FALSE;

  which = score (work.trainer, data != NULL, &scores);
  target = &nn_dataset_info (work.dataset)->targets[nn_graph_asked (nn_trainer_graph (work.trainer))];
  if (json)
    print_json (&scores, vt_share_exact (&work, data != NULL), target->parts);
  else
    {
      g_auto (GStrv) classes = name_classes (target);

      print_text (&scores, vt_share_exact (&work, data != NULL), classes, which, work.trained);
    }
  nn_scores_clear (&scores);
  return TRUE;
}

const VtCommand vt_command_eval = {
  .name = "eval",
  .usage = N_("DOC [--data SPEC] [--json]"),
  .blurb = N_("Score a trained network: loss, accuracy, confusion, and how each class fares."),
  .help = N_("Without --data the document's validation examples are scored; with --data all examples of that set."),
  .run = run,
};
