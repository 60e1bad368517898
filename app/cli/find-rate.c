#include "find-rate.h"

#include <math.h>

#include "json-line.h"
#include "rate-test.h"
#include "table.h"
#include "text.h"

/* Points that a line of the table sums up. */
#define LINE 20

static void
tell_point (const NnRatePoint *point)
{
  GString *json = vt_json_new ();

  vt_json_text (json, "event", "rate");
  vt_json_real (json, "rate", point->rate);
  vt_json_real (json, "loss", point->loss);
  vt_json_real (json, "smooth_loss", point->smooth);
  vt_json_print (json, stdout);
}

static void
tell_suggestion (double rate)
{
  GString *json = vt_json_new ();

  vt_json_text (json, "event", "done");
  vt_json_real (json, "learning_rate", rate);
  vt_json_print (json, stdout);
}

/* Mean losses of the points of a line, at its middle rate. */
static void
print_line (const NnRatePoint *points, guint n)
{
  double loss = 0;

  for (guint i = 0; i < n; i++)
    loss += points[i].loss / n;
  g_print (_("rate %-9.2g loss %.4g\n"), points[n / 2].rate, loss);
}

static void
print_points (const NnRatePoint *points, guint n, double rate)
{
  for (guint i = 0; i < n; i += LINE)
    print_line (points + i, MIN (LINE, n - i));
  if (isnan (rate))
    printf (_("No learning rate makes the loss clearly lower or higher from here.\n"));
  else
    printf (_("A good learning rate to begin with: %g. Nothing was trained.\n"), rate);
}

gboolean
vt_find_rate (const NnTrainer *trainer, gboolean json, GError **error)
{
  g_autoptr (NnRateTest) test = nn_rate_test_new (trainer, error);
  const NnRatePoint *points;
  double rate;
  guint n;

  if (test == NULL)
    return FALSE;
  while (nn_rate_test_step (test))
    ;
  points = nn_rate_test_points (test, &n);
  rate = nn_rate_test_suggest (points, n);
  for (guint i = 0; i < n && json; i++)
    tell_point (&points[i]);
  if (json)
    tell_suggestion (rate);
  else
    print_points (points, n, rate);
  return TRUE;
}
