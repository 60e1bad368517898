/* The Vulkan back end's kernels against the plain ones, with the validation layer watching every call and every byte. By default on
 * lavapipe, the software device; VITRINE_TEST_VULKAN names another. */
#include "backend-checks.h"
#include "device-carrier.h"

#include <string.h>

static DeviceCarrier carrier;
static OpPlace place = { .backend = &nn_backend_vulkan, .sparse = TRUE };

/* For whoever writes kernels: what is left to do. */
static void
test_missing (void)
{
  guint n;
  const NnOp *const *ops = nn_op_rows (&n);
  g_autoptr (GString) missing = g_string_new (NULL);
  guint n_missing = 0;

  for (guint i = 0; i < n; i++)
    if (nn_backend_vulkan.kernel (ops[i]) == NULL)
      {
        g_string_append_printf (missing, " %s", ops[i]->id);
        n_missing++;
      }
  g_test_message ("%u of %u operations have no Vulkan kernel yet:%s", n_missing, n, missing->str);
  g_assert_cmpuint (n_missing, <, n);
}

/* What is handed over twice runs twice, and what depends on each other waits. */
static void
test_replays (void)
{
  NnDevice *device = carrier.device;
  g_autoptr (NnRecording) recording = nn_recording_new (device);
  g_autoptr (GError) error = NULL;
  float *a = (float *) carrier.memory, *b = a + 64, *c = a + 128;
  const float ones[64] = { [0 ... 63] = 1 };
  const NnRun run = { .rows = 1, .recording = recording };
  const NnKernel *sum = nn_backend_vulkan.kernel (nn_op_find ("sum"));
  const NnStep double_it = { .in = { { .data = a, .size = 64 }, { .data = a, .size = 64 } }, .out = { { .data = b, .size = 64 } } };
  const NnStep back = { .in = { { .data = b, .size = 64 } }, .out = { { .data = a, .size = 64 } } };
  const NnStep apart = { .in = { { .data = b, .size = 64 } }, .out = { { .data = c, .size = 64 } } };
  float found[64];

  sum->forward (&double_it, &run);
  sum->forward (&back, &run);
  sum->forward (&apart, &run);
  g_assert_cmpuint (nn_recording_n_kernels (recording), ==, 3);
  g_assert_cmpuint (nn_recording_n_barriers (recording), ==, 1);   /* the last two only read the same */

  nn_device_write (device, a, ones, sizeof ones, &error);
  g_assert_no_error (error);
  g_assert_true (nn_recording_end (recording, &error) && nn_recording_run (recording, 10, &error));
  g_assert_true (nn_device_read (device, found, c, sizeof found, &error));
  for (guint i = 0; i < 64; i++)
    g_assert_cmpfloat (found[i], ==, 1024);
}

static void
test_choice (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnDevice) none = nn_device_open ("no such card", &error);

  g_assert_null (none);
  g_assert_error (error, NN_ERROR, NN_ERROR_DEVICE);
  g_assert_nonnull (strstr (error->message, "no such card"));
}

int
main (int argc, char **argv)
{
  const char *which = g_getenv ("VITRINE_TEST_VULKAN");
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  g_setenv ("XDG_CACHE_HOME", g_get_tmp_dir (), TRUE);
  if (!device_carrier_init (&carrier, which != NULL ? which : "cpu", &error))
    {
      g_print ("1..0 # SKIP %s\n", error->message);
      return 77;
    }
  place.carrier = device_carrier (&carrier);
  g_test_add_func ("/engine/backends/vulkan/missing", test_missing);
  g_test_add_func ("/engine/backends/vulkan/replays", test_replays);
  g_test_add_func ("/engine/backends/vulkan/choice", test_choice);
  op_checks_add (&place);
  status = g_test_run ();
  device_carrier_clear (&carrier);
  return status;
}
