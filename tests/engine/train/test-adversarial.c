/* Two networks in turn: who learns when, whether the gradients of both turns are right, and that points made in the end lie where the
 * real ones do. */
#include "document.h"
#include "edit.h"
#include "generate.h"
#include "gradient-check.h"
#include "moment.h"
#include "source.h"

#include <math.h>
#include <string.h>

#define MADE 400
#define POINT 2

typedef struct
{
  NnNetwork *network;
  NnDataset *dataset;
} Fixture;

static void
set_recipe (NnNetwork *network, const char *setting, double value)
{
  g_autoptr (NnEdit) edit = nn_edit_set_recipe (setting, value);
  g_autoptr (NnEdit) inverse = nn_edit_apply (edit, network, NULL);

  g_assert_nonnull (inverse);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->network = nn_example_open ("circles-forged", &error);
  g_assert_no_error (error);
  fixture->dataset = nn_data_load (nn_network_data (fixture->network), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  nn_network_free (fixture->network);
  nn_dataset_unref (fixture->dataset);
}

static NnTrainer *
make_trainer (const Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  NnTrainer *trainer = nn_trainer_new (fixture->network, fixture->dataset, &(NnTrainerOptions) { .threads = 1 }, &error);

  g_assert_no_error (error);
  return trainer;
}

/* Which of the two a step has moved. */
static gboolean
step_moves (NnTrainer *trainer, gboolean forges)
{
  g_autoptr (NnTensors) before = nn_trainer_save (trainer, FALSE);
  gboolean moved = FALSE;

  nn_trainer_step (trainer);
  for (guint i = 0; i < nn_graph_n_weights (nn_trainer_graph (trainer)); i++)
    {
      const NnWeightSpec *spec = nn_graph_weight_spec (nn_trainer_graph (trainer), i);
      gsize n;
      const float *weight = nn_trainer_weight (trainer, i, &n);
      const gboolean same = memcmp (weight, nn_tensors_find (before, spec->name)->data, n * sizeof *weight) == 0;

      if (spec->forges == forges)
        moved |= !same;
      else
        g_assert_true (same);
    }
  return moved;
}

/* The judge two nudges, the maker one, and again; a nudge of two batches is the same network's. */
static void
test_turns (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (NnTrainer) trainer = NULL;
  g_autoptr (NnTrainer) slow = NULL;

  set_recipe (fixture->network, "judge_steps", 2);
  trainer = make_trainer (fixture);
  for (guint i = 0; i < 9; i++)
    g_assert_true (step_moves (trainer, i % 3 == 2));

  set_recipe (fixture->network, "accumulate", 2);
  slow = make_trainer (fixture);
  for (guint i = 0; i < 12; i++)
    g_assert_true (step_moves (slow, i / 2 % 3 == 2) == (i % 2 == 1));
}

static void
test_gradients (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = nn_gradient_check (fixture->network, fixture->dataset, &nn_backend_openblas, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 12);
  nn_gradient_judge (rows, &error);
  g_assert_no_error (error);
}

/* Each step's loss is its network's own; those of an epoch are means over its turns, and a moment brings them back. */
static void
test_losses (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (NnTrainer) trainer = NULL;
  g_autoptr (NnMoment) moment = NULL;
  double sum[NN_N_TURNS] = { 0 };
  guint n[NN_N_TURNS] = { 0 };
  NnSample epoch;

  set_recipe (fixture->network, "judge_steps", 2);
  set_recipe (fixture->network, "batch", 100);
  trainer = make_trainer (fixture);
  g_assert_true (isnan (nn_sample_turn (&(const NnSample) { 0 }, NN_TURN_JUDGE)));
  do
    {
      const NnTurn turn = nn_trainer_steps (trainer) % 3 == 2 ? NN_TURN_MAKER : NN_TURN_JUDGE;
      const NnSample sample = nn_trainer_step (trainer);

      g_assert_cmpfloat (nn_sample_turn (&sample, turn), ==, sample.loss);
      g_assert_true (isnan (nn_sample_turn (&sample, turn == NN_TURN_MAKER ? NN_TURN_JUDGE : NN_TURN_MAKER)));
      sum[turn] += sample.loss;
      n[turn]++;
    }
  while (!nn_trainer_epoch_ended (trainer));
  moment = nn_moment_take (trainer);
  for (guint i = 0; i < 20; i++)
    nn_trainer_step (trainer);
  g_assert_true (nn_trainer_recall (trainer, moment));
  epoch = nn_trainer_last_epoch (trainer);
  for (guint i = 0; i < NN_N_TURNS; i++)
    {
      g_assert_cmpuint (n[i], >, 0);
      g_assert_cmpuint (epoch.turn[i].examples, ==, 100 * n[i]);
      g_assert_cmpfloat_with_epsilon (nn_sample_turn (&epoch, i), sum[i] / n[i], 1e-9);
    }
}

/* A moment taken in the maker's turn goes on with the same bits. */
static void
test_goes_on (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (NnTrainer) trainer = NULL;
  g_autoptr (NnMoment) moment = NULL;
  double losses[20];

  set_recipe (fixture->network, "maker_steps", 3);
  trainer = make_trainer (fixture);
  for (guint i = 0; i < 11; i++)
    nn_trainer_step (trainer);
  moment = nn_moment_take (trainer);
  for (guint i = 0; i < G_N_ELEMENTS (losses); i++)
    losses[i] = nn_trainer_step (trainer).loss;
  g_assert_true (nn_trainer_recall (trainer, moment));
  for (guint i = 0; i < G_N_ELEMENTS (losses); i++)
    g_assert_cmpfloat (nn_trainer_step (trainer).loss, ==, losses[i]);
}

/* Mean distance of each of n points to the nearest of m others. */
static double
distance_to (const float *from, gsize n, const float *to, gsize m)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      double nearest = INFINITY;

      for (gsize k = 0; k < m; k++)
        nearest = fmin (nearest, hypot (from[POINT * i] - to[POINT * k], from[POINT * i + 1] - to[POINT * k + 1]));
      sum += nearest / n;
    }
  return sum;
}

static void
make_points (NnTrainer *trainer, float *made)
{
  g_autoptr (GError) error = NULL;

  nn_generate (trainer, &(NnGenerateOptions) { .seed = 5 }, MADE, made, &error);
  g_assert_no_error (error);
}

/* Nobody shows the maker a real point; yet no place of the real ones is without made ones. */
static void
test_learns (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (NnTrainer) trainer = make_trainer (fixture);
  const gsize n = nn_dataset_n (fixture->dataset);
  g_autofree float *real = g_new (float, POINT * n);
  g_autofree float *made = g_new (float, POINT * MADE);
  double before;

  for (gsize i = 0; i < n; i++)
    nn_dataset_input (fixture->dataset, i, real + POINT * i);
  make_points (trainer, made);
  before = distance_to (real, n, made, MADE);
  for (guint i = 0; i < 12000; i++)
    nn_trainer_step (trainer);
  make_points (trainer, made);
  g_test_message ("real points are %.3f away from made ones before, %.3f after; made ones %.3f from real ones", before,
                  distance_to (real, n, made, MADE), distance_to (made, MADE, real, n));
  g_assert_cmpfloat (before, >, 0.2);
  g_assert_cmpfloat (distance_to (real, n, made, MADE), <, 0.1);
  g_assert_cmpfloat (distance_to (made, MADE, real, n), <, 0.1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/engine/train/adversarial/turns", Fixture, NULL, set_up, test_turns, tear_down);
  g_test_add ("/engine/train/adversarial/gradients", Fixture, NULL, set_up, test_gradients, tear_down);
  g_test_add ("/engine/train/adversarial/losses", Fixture, NULL, set_up, test_losses, tear_down);
  g_test_add ("/engine/train/adversarial/goes-on", Fixture, NULL, set_up, test_goes_on, tear_down);
  g_test_add ("/engine/train/adversarial/learns", Fixture, NULL, set_up, test_learns, tear_down);
  return g_test_run ();
}
