#include "schedule.h"

#include <math.h>

static double
constant_factor (const NnTuning *tuning, gint64 epoch)
{
  return 1;
}

static double
step_factor (const NnTuning *tuning, gint64 epoch)
{
  return pow (tuning->factor, floor (epoch / MAX (tuning->every, 1)));
}

/* Half a wave down to 0, where it stays. */
static double
cosine_factor (const NnTuning *tuning, gint64 epoch)
{
  const double length = MAX (tuning->every, 1);

  return (1 + cos (G_PI * MIN (epoch / length, 1))) / 2;
}

static const NnSchedule constant = { .id = "constant", .factor = constant_factor };
static const NnSchedule step = { .id = "step", .factor = step_factor };
static const NnSchedule cosine = { .id = "cosine", .factor = cosine_factor, .ends = TRUE };

static const NnSchedule *const rows[] = { &constant, &step, &cosine };

const NnSchedule *
nn_schedule_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i]->id, id))
      return rows[i];
  return NULL;
}

const NnSchedule *const *
nn_schedule_rows (guint *n)
{
  *n = G_N_ELEMENTS (rows);
  return rows;
}

gint64
nn_schedule_length (const NnTuning *tuning)
{
  return tuning->schedule->ends ? MAX (tuning->every, 1) : 0;
}

double
nn_schedule_warmup (const NnTuning *tuning, gint64 at)
{
  return at + 1 < tuning->warmup ? (double) (at + 1) / tuning->warmup : 1;
}
