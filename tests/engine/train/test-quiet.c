/* A step allocates nothing, whatever the recipe; nor does a prediction or the end of an epoch. */
#include "allocations.h"
#include "nets.h"

static const Net small = { .units = { 8, 8 }, .activation = "tanh", .loss = "binary_cross_entropy", .project = TRUE };
static const Net large = {
  .units = { 120 },
  .activation = "relu",
  .loss = "cross_entropy",
  .project = TRUE,
  .dropout = 0.2,
  .recipe = { "optimiser", "adamw", "batch", "64", "clip", "1", "l1", "0.001", "warmup", "5", "schedule", "cosine" },
};

static void
test_net (const Net *net, guint threads)
{
  g_autoptr (NnDataset) lists = make_lists (300, 200, 4, 1);
  g_autoptr (NnTrainer) trainer = make_trainer (net, lists, threads);
  g_autofree float *out = g_new (float, 300 * 4);
  guint before;

  for (guint i = 0; i < 3; i++)
    nn_trainer_step (trainer);
  nn_trainer_predict (trainer, 0, nn_dataset_inputs (lists), 300, out);
  before = count_allocations ();
  for (guint i = 0; i < 40; i++)
    {
      nn_trainer_step (trainer);
      nn_trainer_step_one (trainer);
      nn_trainer_predict (trainer, 0, nn_dataset_inputs (lists), 300, out);
    }
  g_assert_cmpint (nn_trainer_epochs (trainer), >, 2);
  g_assert_cmpuint (count_allocations (), ==, before);
}

static void
test_small (void)
{
  test_net (&small, 1);
}

/* Its first steps wake the other thread, which allocates while it comes to life. */
static void
test_large (void)
{
  test_net (&large, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/train/quiet/small", test_small);
  g_test_add_func ("/engine/train/quiet/large", test_large);
  return g_test_run ();
}
