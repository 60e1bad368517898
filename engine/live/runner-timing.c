/* Timing the engines while training waits: it goes on as if nobody had asked. */
#include "runner.h"

#define TIMING_USEC 4000     /* who waits is answered soon */
#define READY_USEC 10000     /* between two looks whether it can begin */

static gpointer
free_timing (gpointer timing)
{
  nn_timing_free (timing);
  return NULL;
}

/* What is still being made ready is waited for elsewhere. */
static void
end_timing (NnRunner *runner)
{
  if (runner->timing != NULL && !nn_timing_is_ready (runner->timing))
    g_thread_unref (g_thread_new ("timing-end", free_timing, runner->timing));
  else
    nn_timing_free (runner->timing);
  runner->timing = NULL;
}

void
nn_runner_drop_timing (NnRunner *runner)
{
  end_timing (runner);
  g_clear_pointer (&runner->engines, nn_engines_unref);
}

void
nn_runner_time_engines (NnRunner *runner)
{
  if (runner->trainer == NULL)
    return;
  nn_runner_drop_timing (runner);
  runner->timing = nn_timing_new (runner->trainer, runner->device != NULL ? nn_device_info (runner->device)->name : NULL);
}

gint64
nn_runner_timing_rest (const NnRunner *runner)
{
  if (runner->timing == NULL)
    return -1;
  return nn_timing_is_ready (runner->timing) ? 0 : READY_USEC;
}

gboolean
nn_runner_advance_timing (NnRunner *runner)
{
  const gint64 until = g_get_monotonic_time () + TIMING_USEC;

  if (nn_runner_timing_rest (runner) != 0)
    return FALSE;
  while (nn_timing_step (runner->timing))
    if (g_get_monotonic_time () >= until)
      return TRUE;
  runner->engines = nn_timing_result (runner->timing);
  end_timing (runner);
  runner->counted_since = runner->next_step = g_get_monotonic_time ();
  runner->counted = 0;
  return TRUE;
}
