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
  void (*spoil) (NnTrainer *trainer);   /* before it is watched; may be NULL */
} Case;

/* No unit of dense_1 but two can ever answer. */
static void
silence (NnTrainer *trainer)
{
  const NnLayer *layer = nn_network_find (nn_trainer_network (trainer), "dense_1");
  gsize n;
  float *bias = nn_trainer_change_weight (trainer, nn_graph_find_weight (nn_trainer_graph (trainer), layer->id, "bias"), &n);

  for (gsize i = 2; i < n; i++)
    bias[i] = -100;
}

/* A learning rate that is far too high for a while, and then as it was. */
static void
wreck (NnTrainer *trainer)
{
  const NnSettings *recipe = nn_network_recipe (nn_trainer_network (trainer));
  g_autoptr (NnSettings) as_it_was = nn_settings_copy (recipe), high = nn_settings_copy (recipe);

  nn_settings_set (high, "learning_rate", 8, NULL);
  g_assert_true (nn_trainer_set_recipe (trainer, high, NULL));
  for (guint i = 0; i < 400; i++)
    nn_trainer_step (trainer);
  g_assert_true (nn_trainer_set_recipe (trainer, as_it_was, NULL));
}


/* In the recipe's rows: optimisers sgd 0, rmsprop 1, adam 2. */
static const Case cases[] = {
  { "nan", "sine", NULL, { "optimiser", "0", "learning_rate", "50" }, 400, "50" },
  { "swollen", "spiral", NULL, { NULL }, 3000, "Go back to step", wreck },
  { "dead_units", "spiral", NULL, { "dense_1.activation", "relu", "dense_2.activation", "relu" }, 3000, "Leaky", silence },
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
  g_autoptr (NnFinding) finding = NULL;
  g_autofree char *all = NULL;

  if (test->spoil != NULL)
    test->spoil (trainer);
  finding = diagnose_run (trainer, test->steps);
  g_assert_nonnull (finding);
  all = g_strdup_printf ("%s: %s [%s]", finding->title, finding->evidence, finding->mend);
  g_test_message ("%s", all);
  g_assert_cmpstr (finding->rule->id, ==, test->rule);
  g_assert_nonnull (strstr (all, test->says));
  g_assert_null (strstr (all, "nan"));
  apply (nn_finding_edit (finding), network);
}

static void
assert_quiet (NnWatch *watch, NnTape *tape, guint step)
{
  g_autoptr (NnFinding) finding = nn_diagnose (nn_watch_evidence (watch), tape);

  if (finding != NULL)
    g_test_message ("step %u: %s. %s", step, finding->title, finding->evidence);
  g_assert_null (finding);
}

static void
look (NnWatch *watch, NnTrainer *trainer)
{
  NnScores scores = { 0 };

  nn_trainer_evaluate (trainer, TRUE, &scores);
  nn_watch_scores (watch, &scores);
  nn_scores_clear (&scores);
  nn_watch_look (watch, trainer);
}

/* Nothing is found, all the way; looked at when epochs end, or so often. */
static void
train_in_quiet (NnTrainer *trainer, NnWatch *watch, NnTape *tape, guint steps, guint every)
{
  nn_watch_restart (watch, trainer);
  nn_tape_record (tape, trainer, NAN, NAN);
  for (guint i = 0; i < steps; i++)
    {
      const double rate = nn_trainer_rate (trainer);
      NnSample sample;

      if (i % MEASURE_EVERY == 0)
        nn_watch_measure (watch, trainer);
      sample = nn_trainer_step (trainer);
      nn_watch_step (watch, trainer, &sample, rate);
      if (every > 0 ? i % every == every - 1 : nn_trainer_epoch_ended (trainer))
        look (watch, trainer);
      assert_quiet (watch, tape, i);
    }
}

typedef struct
{
  const char *example;
  guint steps;     /* of a large one few, for time */
  guint every;     /* steps between looks; 0: epochs */
} Quiet;

/* A network that learns well is left alone. */
static void
test_is_quiet (gconstpointer data)
{
  const Quiet *test = data;
  const Case plain = { .example = test->example };
  g_autoptr (NnNetwork) network = NULL;
  g_autoptr (NnTrainer) trainer = make_trainer (&plain, &network);
  g_autoptr (NnWatch) watch = nn_watch_new ();
  g_autoptr (NnTape) tape = nn_tape_new ();

  train_in_quiet (trainer, watch, tape, test->steps, test->every);
}

/* One that has learned all there is, and is watched anew: taken back on the tape, or its recipe changed. */
static void
test_learned (void)
{
  const Case plain = { .example = "circles" };
  g_autoptr (NnNetwork) network = NULL;
  g_autoptr (NnTrainer) trainer = make_trainer (&plain, &network);
  g_autoptr (NnWatch) watch = nn_watch_new ();
  g_autoptr (NnTape) tape = nn_tape_new ();

  for (guint i = 0; i < 20000; i++)
    nn_trainer_step (trainer);
  train_in_quiet (trainer, watch, tape, 5000, 0);
  g_assert_cmpfloat (nn_watch_evidence (watch)->update, <, 1e-4);   /* which would be a sign of a low rate in a network that has not */
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
  static const Quiet quiet[] = {
    { "spiral", 3000 },     { "xor", 3000 },        { "circles", 3000 },       { "sine", 3000 },            { "moons", 3000 },
    { "plane", 3000 },      { "bumps", 3000 },      { "gaussians", 3000 },     { "circles-linear", 3000 },  { "circles-forged", 4000 },
    { "photos-resnet", 30, 10 }, { "char-gpt", 60, 20 },
    { "digits-linear", 1500 }, { "digits-mlp", 1500 }, { "digits-cnn", 400, 100 }, { "digits-forged", 300, 100 }, { "digits-vae", 1500, 300 }, { "char-lstm", 300, 100 }, { "two-towers", 2000 },
  };

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
      g_autofree char *path = g_strdup_printf ("/engine/live/diagnosis/quiet/%s", quiet[i].example);

      g_test_add_data_func (path, &quiet[i], test_is_quiet);
    }
  g_test_add_func ("/engine/live/diagnosis/learned", test_learned);
  return g_test_run ();
}
