/* The runner's diagnosis: when it looks closer, so that training loses next to nothing by it. */
#include "runner.h"

/* So often at most a step's update is measured, and the answers of units are looked at; and so small a part of the time each may
 * take. Measuring compares after it has copied: that takes about as long again, twice. */
#define MEASURE_USEC 200000
#define MEASURE_SHARE 300
#define LOOK_USEC 2000000
#define LOOK_SHARE 300

void
nn_runner_watch (NnRunner *runner)
{
  const gint64 now = g_get_monotonic_time ();

  if (!runner->is_watched)
    {
      nn_watch_restart (runner->watch, runner->trainer);
      runner->is_watched = TRUE;
      runner->next_diagnosis = now + LOOK_USEC;
    }
  if (now < runner->next_measure)
    return;
  nn_watch_measure (runner->watch, runner->trainer);
  runner->next_measure = now + MAX (MEASURE_USEC, MEASURE_SHARE * (g_get_monotonic_time () - now));
}

void
nn_runner_watch_no_more (NnRunner *runner)
{
  runner->is_watched = FALSE;
  g_clear_pointer (&runner->finding, nn_finding_unref);
}

void
nn_runner_diagnose (NnRunner *runner)
{
  const gint64 now = g_get_monotonic_time ();
  const gboolean broken = nn_watch_evidence (runner->watch)->broken;

  if (!broken && now < runner->next_diagnosis)
    return;
  if (!broken)
    nn_watch_look (runner->watch, runner->trainer);
  nn_finding_unref (runner->finding);
  runner->finding = nn_diagnose (nn_watch_evidence (runner->watch), runner->tape);
  runner->next_diagnosis = now + MAX (LOOK_USEC, LOOK_SHARE * (g_get_monotonic_time () - now));
}
