/* What the notes of the examples promise: those that should learn do, and the one that cannot does not. */
#include "document.h"
#include "source.h"
#include "trainer.h"

typedef struct
{
  const char *example;
  gint64 epochs;          /* at most; a few seconds of the window's first speed */
  double accuracy;        /* of an epoch, that must be reached; below 0: that must not */
  double loss;            /* where there are no classes */
} Promise;

static const Promise promises[] = {
  { "gaussians", 100, 0.99 },
  { "circles", 200, 0.97 },
  { "spiral", 500, 0.97 },
  { "xor", 300, 0.97 },
  { "moons", 300, 0.97 },
  { "circles-linear", 300, -0.75 },
  { "plane", 100, 0, 0.005 },
  { "sine", 300, 0, 0.01 },
  { "bumps", 300, 0, 0.03 },
  { "digits-linear", 8, 0.88 },
  { "digits-mlp", 5, 0.95 },
};

/* The best epoch there was. */
static NnSample
train (const Promise *promise)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnNetwork) network = nn_example_open (promise->example, &error);
  g_autoptr (NnDataset) dataset = nn_data_load (nn_network_data (network), &error);
  g_autoptr (NnTrainer) trainer = nn_trainer_new (network, dataset, &(NnTrainerOptions) { .threads = 1 }, &error);
  NnSample best = { .loss = G_MAXDOUBLE };

  g_assert_no_error (error);
  while (nn_trainer_epochs (trainer) < promise->epochs)
    {
      NnSample epoch;

      nn_trainer_step (trainer);
      if (!nn_trainer_epoch_ended (trainer))
        continue;
      epoch = nn_trainer_last_epoch (trainer);
      best.loss = MIN (best.loss, epoch.loss);
      best.accuracy = MAX (best.accuracy, epoch.accuracy);
    }
  return best;
}

static void
test_promise (gconstpointer data)
{
  const Promise *promise = data;
  const NnSample best = train (promise);

  if (promise->loss > 0)
    g_assert_cmpfloat (best.loss, <, promise->loss);
  else if (promise->accuracy > 0)
    g_assert_cmpfloat (best.accuracy, >=, promise->accuracy);
  else
    g_assert_cmpfloat (best.accuracy, <, -promise->accuracy);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (promises); i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/network/learning/%s", promises[i].example);

      g_test_add_data_func (path, &promises[i], test_promise);
    }
  return g_test_run ();
}
