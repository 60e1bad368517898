/* Every built-in example on both engines, with the validation layer watching: the software device by default, VITRINE_TEST_VULKAN names
 * another. Two consecutive steps of each are also recorded into one buffer, where the layer sees what one does to the next. */
#include "document.h"
#include "edit.h"
#include "plan.h"
#include "source.h"
#include "trainer.h"

#include <math.h>

#define STEPS 20

/* Losses are alike that differ by no more than this, relative to them. But Adam takes a gradient that is nothing but rounding for as much
 * as any other, and in a deep network what comes of it grows: there it is enough that the card is no farther off than the processor is
 * from itself with two threads, which add the same numbers up in another order. */
#define ALIKE 1e-3
#define AS_ITSELF 4

#define BATCH 8        /* at most: a device in software is slow */

static NnDevice *device;

static void
watch_cb (gpointer data, const char *message)
{
  g_error ("The validation layer says: %s", message);
}

static void
shrink_batch (NnNetwork *network)
{
  const gint64 batch = nn_settings_int (nn_network_recipe (network), "batch");
  g_autoptr (NnEdit) edit = nn_edit_set_recipe ("batch", MIN (batch, BATCH));
  g_autoptr (GError) error = NULL;
  g_autoptr (NnEdit) inverse = nn_edit_apply (edit, network, &error);

  g_assert_no_error (error);
}

/* FALSE, and the test is skipped: it needs an operation that has no kernel for graphics cards yet. */
static gboolean
can_run (const NnNetwork *network, NnDataset *dataset)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnGraph) graph = nn_network_lower (network, nn_dataset_info (dataset), &error);

  g_assert_no_error (error);
  if (nn_plan_check (graph, &nn_backend_vulkan, network, &error))
    return TRUE;
  g_assert_error (error, NN_ERROR, NN_ERROR_DEVICE);
  g_test_skip (error->message);
  return FALSE;
}

static void
test_example (gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnNetwork) network = nn_example_open (data, &error);
  g_autoptr (NnDataset) dataset = nn_data_load (nn_network_data (network), &error);
  g_autoptr (NnTrainer) here = NULL, two = NULL, there = NULL;
  double other = 0;

  g_assert_no_error (error);
  shrink_batch (network);
  if (!can_run (network, dataset))
    return;
  here = nn_trainer_new (network, dataset, &(NnTrainerOptions) { .threads = 1 }, &error);
  two = nn_trainer_new (network, dataset, &(NnTrainerOptions) { .threads = 2 }, &error);
  there = nn_trainer_new (network, dataset, &(NnTrainerOptions) { .threads = 1, .backend = &nn_backend_vulkan, .device = device }, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < STEPS; i++)
    {
      const double a = nn_trainer_step (there).loss, b = nn_trainer_step (here).loss;

      other = fmax (other, fabs (nn_trainer_step (two).loss - b));
      if (!(fabs (a - b) <= fmax (ALIKE * fabs (b), AS_ITSELF * other)))
        g_error ("%s, step %u: %.7g there and %.7g here", (const char *) data, i + 1, a, b);
    }
  g_assert_true (nn_trainer_device (there) == device);
}

int
main (int argc, char **argv)
{
  const char *which = g_getenv ("VITRINE_TEST_VULKAN");
  guint n;
  const NnExample *examples = nn_examples (&n);
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  g_setenv ("XDG_CACHE_HOME", g_get_tmp_dir (), TRUE);
  if ((device = nn_device_open_watched (which != NULL ? which : "cpu", watch_cb, NULL, &error)) == NULL)
    {
      g_print ("1..0 # SKIP %s\n", error->message);
      return 77;
    }
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/train/device-examples/%s", examples[i].name);

      g_test_add_data_func (path, examples[i].name, test_example);
    }
  status = g_test_run ();
  nn_device_unref (device);
  return status;
}
