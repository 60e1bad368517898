/* Every rule against a network that really brings it about, and one that trains well. */
#include "diagnosis.h"
#include "document.h"
#include "source.h"

#include <math.h>
#include <string.h>

#define MEASURE_EVERY 10   /* steps */

typedef struct
{
  const char *rule;
  const char *example;
  const char *data;           /* NULL: the example's */
  const char *settings[12];   /* of the recipe, or "layer.setting"; and their values */
  guint steps;
  const char *says;           /* in the evidence or the fix */
} Case;

/* In the recipe's rows: optimisers sgd 0, rmsprop 1, adam 2. */
static const Case cases[] = {
  { "nan", "sine", NULL, { "optimiser", "0", "learning_rate", "50" }, 400, "50" },
  { "dead_units", "spiral", NULL, { "optimiser", "0", "learning_rate", "8", "dense_1.activation", "relu", "dense_2.activation", "relu" }, 2000, "Leaky" },
  { "rate_high", "spiral", NULL, { "learning_rate", "1" }, 2000, "0.1" },
  { "constant", "spiral", NULL, { "optimiser", "0", "learning_rate", "0.3", "momentum", "0", "dense_1.initialiser", "zeros", "dense_2.initialiser", "zeros" }, 3000, "" },
  { "rate_low", "spiral", NULL, { "optimiser", "0", "learning_rate", "1e-05" }, 2000, "0.0001" },
  { "overfitting", "spiral", "builtin:spiral?n=60&noise=0.5", { "learning_rate", "0.02", "validation", "0.5" }, 6000, "L2" },
};

static void
apply (NnEdit *edit, NnNetwork *network)
{
  g_autoptr (NnEdit) made = edit;
  g_autoptr (NnEdit) inverse = nn_edit_apply (made, network, NULL);

  g_assert_nonnull (inverse);
}

static void
set (NnNetwork *network, const char *where, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (where, ".", 2);
  const NnLayer *layer = parts[1] != NULL ? nn_network_find (network, parts[0]) : NULL;
  const NnParam *param = layer != NULL ? nn_param_find (layer->kind->params, parts[1]) : NULL;

  if (layer == NULL)
    apply (nn_edit_set_recipe (where, g_ascii_strtod (value, NULL)), network);
  else
    apply (nn_edit_set (layer->id, parts[1], nn_choice_index (param, value)), network);
}

/* What is found of a training: the last that is, as in the window. */
static NnFinding *
diagnose_run (NnTrainer *trainer, guint steps)
{
  g_autoptr (NnWatch) watch = nn_watch_new ();
  g_autoptr (NnTape) tape = nn_tape_new ();
  NnFinding *finding = NULL;

  nn_watch_restart (watch, trainer);
  nn_tape_record (tape, trainer, NAN, NAN);
  for (guint i = 0; i < steps && !nn_watch_evidence (watch)->broken; i++)
    {
      const double rate = nn_trainer_rate (trainer);
      NnSample sample;

      if (i % MEASURE_EVERY == 0)
        nn_watch_measure (watch, trainer);
      sample = nn_trainer_step (trainer);
      nn_watch_step (watch, trainer, &sample, rate);
      if (nn_trainer_epoch_ended (trainer))
        {
          NnScores scores = { 0 };

          nn_trainer_evaluate (trainer, TRUE, &scores);
          nn_watch_scores (watch, &scores);
          nn_scores_clear (&scores);
          nn_watch_look (watch, trainer);
          nn_tape_record (tape, trainer, NAN, NAN);
        }
      if (i % 100 == 99 || nn_watch_evidence (watch)->broken)
        {
          nn_finding_unref (finding);
          finding = nn_diagnose (nn_watch_evidence (watch), tape);
          if (finding != NULL && finding->step >= 0)
            g_assert_cmpint (nn_tape_points (tape)[nn_tape_find (tape, finding->step)].step, ==, finding->step);
        }
    }
  return finding;
}

static NnTrainer *
make_trainer (const Case *test, NnNetwork **network)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnDataset) dataset = NULL;
  NnTrainer *trainer;

  *network = nn_example_open (test->example, &error);
  if (test->data != NULL)
    apply (nn_edit_set_data (test->data), *network);
  for (guint i = 0; test->settings[i] != NULL; i += 2)
    set (*network, test->settings[i], test->settings[i + 1]);
  dataset = nn_data_load (nn_network_data (*network), &error);
  g_assert_no_error (error);
  trainer = nn_trainer_new (*network, dataset, NULL, &error);
  g_assert_no_error (error);
  return trainer;
}

/* Found, with numbers in it, and mended by an edit that applies. */
static void
test_holds (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (NnNetwork) network = NULL;
  g_autoptr (NnTrainer) trainer = make_trainer (test, &network);
  g_autoptr (NnFinding) finding = diagnose_run (trainer, test->steps);
  g_autofree char *all = NULL;

  g_assert_nonnull (finding);
  all = g_strdup_printf ("%s: %s [%s]", finding->title, finding->evidence, finding->mend);
  g_test_message ("%s", all);
  g_assert_cmpstr (finding->rule->id, ==, test->rule);
  g_assert_nonnull (strstr (all, test->says));
  g_assert_null (strstr (all, "nan"));
  apply (nn_finding_edit (finding), network);
}

/* A network that learns well is left alone, all the way. */
static void
test_is_quiet (gconstpointer example)
{
  const Case plain = { .example = example };
  g_autoptr (NnNetwork) network = NULL;
  g_autoptr (NnTrainer) trainer = make_trainer (&plain, &network);
  g_autoptr (NnWatch) watch = nn_watch_new ();
  g_autoptr (NnTape) tape = nn_tape_new ();

  nn_watch_restart (watch, trainer);
  nn_tape_record (tape, trainer, NAN, NAN);
  for (guint i = 0; i < 3000; i++)
    {
      const double rate = nn_trainer_rate (trainer);
      g_autoptr (NnFinding) finding = NULL;
      NnSample sample;

      if (i % MEASURE_EVERY == 0)
        nn_watch_measure (watch, trainer);
      sample = nn_trainer_step (trainer);
      nn_watch_step (watch, trainer, &sample, rate);
      if (nn_trainer_epoch_ended (trainer))
        {
          NnScores scores = { 0 };

          nn_trainer_evaluate (trainer, TRUE, &scores);
          nn_watch_scores (watch, &scores);
          nn_scores_clear (&scores);
          nn_watch_look (watch, trainer);
        }
      finding = nn_diagnose (nn_watch_evidence (watch), tape);
      if (finding != NULL)
        g_test_message ("step %u: %s %s", i, finding->title, finding->evidence);
      g_assert_null (finding);
    }
}

/* Nothing was watched: nothing is found. */
static void
test_nothing (void)
{
  g_autoptr (NnWatch) watch = nn_watch_new ();
  g_autoptr (NnTape) tape = nn_tape_new ();

  g_assert_null (nn_diagnose (nn_watch_evidence (watch), tape));
}

int
main (int argc, char *argv[])
{
  static const char *const quiet[] = { "spiral", "xor", "circles", "sine", "moons" };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/live/diagnosis/nothing", test_nothing);
  for (const NnRule *rule = nn_rules; rule->id != NULL; rule++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/live/diagnosis/holds/%s", rule->id);
      guint i = 0;

      while (i < G_N_ELEMENTS (cases) && !g_str_equal (cases[i].rule, rule->id))
        i++;
      g_assert_cmpuint (i, <, G_N_ELEMENTS (cases));   /* a new rule needs a network that brings it about */
      g_test_add_data_func (path, &cases[i], test_holds);
    }
  for (guint i = 0; i < G_N_ELEMENTS (quiet); i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/live/diagnosis/quiet/%s", quiet[i]);

      g_test_add_data_func (path, quiet[i], test_is_quiet);
    }
  return g_test_run ();
}
