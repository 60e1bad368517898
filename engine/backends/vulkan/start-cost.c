#include "device-step.h"

#define CHAIN 256     /* dispatches that wait for each other … */
#define TRIES 5       /* … the fastest of so many times */
#define NUMBERS 16    /* that each writes */

static double
time_once (NnRecording *recording, GError **error)
{
  const gint64 start = g_get_monotonic_time ();

  if (!nn_recording_run (recording, 1, error) || !nn_device_wait (nn_recording_device (recording), error))
    return -1;
  return (g_get_monotonic_time () - start) / (double) G_USEC_PER_SEC / CHAIN;
}

static double
time_chain (NnRecording *recording, GError **error)
{
  double best = -1;

  if (!nn_recording_end (recording, error))
    return -1;
  for (guint i = 0; i < TRIES; i++)
    {
      const double seconds = time_once (recording, error);

      if (seconds < 0)
        return -1;
      best = best < 0 ? seconds : MIN (best, seconds);
    }
  return best;
}

double
nn_device_start_cost (NnDevice *device, GError **error)
{
  gpointer numbers = nn_device_memory_new (device, NUMBERS * sizeof (float), error);
  g_autoptr (NnRecording) recording = NULL;
  double seconds;

  if (numbers == NULL)
    return -1;
  recording = nn_recording_new (device);
  for (guint i = 0; i < CHAIN; i++)
    nn_record_silence (recording, numbers, NUMBERS);
  seconds = time_chain (recording, error);
  nn_device_memory_free (device, numbers);
  return seconds;
}
