/* What is foretold of a weight is what the next step makes of it, to the last bit, with every optimiser. */
#include "redo.h"

#include "foresight.h"
#include "nets.h"

typedef struct
{
  const char *name;
  const char *recipe[14];
} Case;

static const Case cases[] = {
  { "sgd", { "optimiser", "sgd", "learning_rate", "0.1" } },
  { "momentum", { "optimiser", "sgd", "learning_rate", "0.1", "momentum", "0.9" } },
  { "nesterov", { "optimiser", "sgd", "learning_rate", "0.1", "momentum", "0.9", "nesterov", "true" } },
  { "rmsprop", { "optimiser", "rmsprop", "learning_rate", "0.01" } },
  { "rmsprop-momentum", { "optimiser", "rmsprop", "learning_rate", "0.01", "momentum", "0.8" } },
  { "adam", { "optimiser", "adam", "learning_rate", "0.01" } },
  { "adamw", { "optimiser", "adamw", "learning_rate", "0.01", "weight_decay", "0.01" } },
  { "penalties", { "optimiser", "sgd", "learning_rate", "0.1", "l1", "0.001", "l2", "0.01" } },
  { "clipped", { "optimiser", "sgd", "learning_rate", "0.1", "clip", "0.05", "l2", "0.01" } },
};

static void
check (NnTrainer *trainer, guint weight, gsize index, NnWhy *why)
{
  const NnWeightSpec *spec = nn_graph_weight_spec (nn_trainer_graph (trainer), weight);
  const NnQuestion question = { .about = NN_WHY_NUDGE, .layer = spec->layer, .role = spec->role, .index = index };
  const NnWhyStep *last;
  gsize n;
  const float *numbers = nn_trainer_weight (trainer, weight, &n);

  g_assert_true (nn_explain (trainer, &question, 0, NULL, why));
  g_assert_cmpfloat (why->old, ==, numbers[index]);
  assert_redone (why);
  assert_digits_add_up (why);
  last = nn_why_step (why, why->steps->len - 1);
  g_assert_cmpfloat (last->x[0], ==, why->old);
  g_assert_cmpfloat (last->result, ==, why->result);
  nn_trainer_step (trainer);
  g_assert_cmpfloat (why->result, ==, numbers[index]);
}

static void
test_optimiser (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (NnDataset) dataset = make_points (64, 5);
  Net net = { .units = { 6 }, .activation = "tanh", .loss = "cross_entropy", .project = TRUE, .dropout = 0.2 };
  g_autoptr (NnTrainer) trainer = NULL;
  NnWhy why;

  for (guint i = 0; i < G_N_ELEMENTS (one->recipe) && one->recipe[i] != NULL; i++)
    net.recipe[i] = one->recipe[i];
  trainer = make_trainer (&net, dataset, 2);
  nn_why_init (&why);
  for (guint step = 0; step < 40; step++)
    {
      const guint weight = step % nn_graph_n_weights (nn_trainer_graph (trainer));

      check (trainer, weight, step % 2, &why);
    }
  nn_why_clear (&why);
}

/* Gradient and mean as much smaller, the mean square by the square of that, and all that follows from them. */
static void
shrink (NnWhy *why, double size)
{
  for (guint i = 0; i < why->steps->len; i++)
    {
      NnWhyStep *step = &g_array_index (why->steps, NnWhyStep, i);

      if (i < 3)
        step->x[i > 0] *= i == 2 ? size * size : size;
      for (guint k = 0; k < step->form->n; k++)
        if (step->link[k].kind == NN_LINK_RESULT)
          step->x[k] = nn_why_step (why, step->link[k].step)->result;
      step->result = nn_why_apply (step->form, step->x, step->arg);
    }
}

static void
assert_all_shown (const NnWhy *why)
{
  g_autofree NnDigits *digits = g_new (NnDigits, why->steps->len);

  nn_digits_choose (why, digits);
  for (guint i = 0; i < why->steps->len; i++)
    for (guint k = 0; k < nn_why_step (why, i)->form->n; k++)
      if (nn_why_step (why, i)->x[k] != 0)
        g_assert_cmpfloat (nn_digits_round (nn_why_step (why, i)->x[k], digits[i].x[k]), !=, 0);
}

/* Adam's lines as they are when a network has all but learnt: each number shown says something, and they add up all the same. */
static void
test_tiny (void)
{
  static const double sizes[] = { 1e-4, 1e-7, 1e-10, 1e-13 };
  g_autoptr (NnDataset) dataset = make_points (64, 5);
  const Net net = { .units = { 6 }, .activation = "tanh", .loss = "cross_entropy", .project = TRUE,
                    .recipe = { "optimiser", "adam", "learning_rate", "0.02" } };
  g_autoptr (NnTrainer) trainer = make_trainer (&net, dataset, 2);

  for (guint try = 0; try < G_N_ELEMENTS (sizes); try++)
    {
      const NnWeightSpec *spec = nn_graph_weight_spec (nn_trainer_graph (trainer), 0);
      const NnQuestion question = { .about = NN_WHY_NUDGE, .layer = spec->layer, .role = spec->role };
      NnWhy why;

      nn_trainer_step (trainer);
      nn_why_init (&why);
      g_assert_true (nn_explain (trainer, &question, 0, NULL, &why));
      shrink (&why, sizes[try]);
      assert_digits_add_up (&why);
      assert_all_shown (&why);
      nn_why_clear (&why);
    }
}

/* A layer's own factor of the rate is in the rate that is shown; a frozen layer's weights stay. */
static void
test_factor_and_frozen (void)
{
  g_autoptr (NnDataset) dataset = make_points (64, 5);
  const Net net = { .units = { 6, 4 }, .activation = "tanh", .loss = "cross_entropy", .project = TRUE,
                    .recipe = { "optimiser", "sgd", "learning_rate", "0.1" } };
  g_autoptr (NnNetwork) network = make_net (&net);
  g_autoptr (NnTrainer) trainer = NULL;
  NnWhy why;

  apply (network, nn_edit_set (nn_network_layer_at (network, 1)->id, "rate_factor", 0.5));
  apply (network, nn_edit_set (nn_network_layer_at (network, 2)->id, "frozen", TRUE));
  trainer = nn_trainer_new (network, dataset, &(NnTrainerOptions) { .threads = 1 }, NULL);
  nn_why_init (&why);
  check (trainer, 0, 3, &why);
  g_assert_cmpfloat (why.nudge.rate, ==, 0.1 * 0.5);
  g_assert_true (nn_explain (trainer, &(NnQuestion) { .about = NN_WHY_NUDGE, .layer = nn_network_layer_at (network, 2)->id,
                                                      .role = "weight", .index = 3 }, 0, NULL, &why));
  g_assert_cmpfloat (why.old, ==, why.result);
  g_assert_cmpuint (why.steps->len, ==, 1);
  assert_digits_add_up (&why);
  nn_why_clear (&why);
}

/* Every optimiser is explained: none is only a gradient and a new number. */
static void
test_rows (void)
{
  guint n;
  const NnOptimiser *const *rows = nn_optimiser_rows (&n);

  for (guint i = 0; i < n; i++)
    {
      gboolean found = FALSE;

      for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
        found |= g_str_equal (cases[k].recipe[1], rows[i]->id);
      g_assert_true (found);
    }
}

/* The gradient that is foretold is the one that the step leaves, and without memory of it the last step's stays. */
static void
test_gradient (void)
{
  g_autoptr (NnDataset) dataset = make_points (64, 5);
  const Net net = { .units = { 6 }, .activation = "tanh", .loss = "cross_entropy", .project = TRUE };
  g_autoptr (NnTrainer) trainer = make_trainer (&net, dataset, 1);
  NnForesight seen;
  gsize n;
  float before;

  nn_trainer_step (trainer);
  before = nn_trainer_gradient (trainer, 0, &n)[3];
  g_assert_true (nn_trainer_foresee (trainer, 0, 3, &seen));
  g_assert_cmpfloat (nn_trainer_gradient (trainer, 0, &n)[3], ==, before);
  g_assert_cmpfloat (seen.gradient, !=, before);
  nn_trainer_step (trainer);
  g_assert_cmpfloat (nn_trainer_gradient (trainer, 0, &n)[3], ==, seen.gradient);
  g_assert_false (nn_trainer_foresee (trainer, 0, n, &seen));
}

/* Gathered over several batches, from any of them: what is foretold is what the weight becomes when the last is in, and looking
 * ahead, over the end of an epoch too, changes nothing. */
static void
test_several_batches (void)
{
  g_autoptr (NnDataset) dataset = make_points (64, 5);
  const Net net = { .units = { 6 }, .activation = "tanh", .loss = "cross_entropy", .project = TRUE,
                    .recipe = { "optimiser", "adam", "batch", "10", "accumulate", "4", "l2", "0.01", "clip", "0.05", "warmup", "9",
                                "schedule", "step", "schedule_every", "1" } };
  g_autoptr (NnTrainer) trainer = make_trainer (&net, dataset, 1), plain = make_trainer (&net, dataset, 1);
  NnForesight seen;
  gsize n;

  for (guint i = 0; i < 40; i++)
    {
      const float *weight = nn_trainer_weight (trainer, 0, &n);

      g_assert_true (nn_trainer_foresee (trainer, 0, 3, &seen));
      g_assert_cmpuint (seen.batches, ==, 4);
      g_assert_cmpuint (seen.to_come, ==, 4 - i % 4);
      for (guint k = 0; k < seen.to_come; k++, i++)
        {
          g_assert_cmpfloat (weight[3], ==, seen.weight);
          g_assert_cmpfloat (nn_trainer_step (trainer).loss, ==, nn_trainer_step (plain).loss);
          if (k + 1 < seen.to_come)
            {
              NnForesight again;

              g_assert_true (nn_trainer_foresee (trainer, 0, 3, &again));
              g_assert_cmpfloat (again.next, ==, seen.next);
              g_assert_cmpfloat (again.gradient, ==, seen.gradient);
            }
        }
      i--;
      g_assert_cmpfloat (weight[3], ==, seen.next);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/explain/nudge/rows", test_rows);
  g_test_add_func ("/engine/explain/nudge/gradient", test_gradient);
  g_test_add_func ("/engine/explain/nudge/several-batches", test_several_batches);
  g_test_add_func ("/engine/explain/nudge/factor-and-frozen", test_factor_and_frozen);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/explain/nudge/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_optimiser);
    }
  g_test_add_func ("/engine/explain/nudge/tiny", test_tiny);
  return g_test_run ();
}
