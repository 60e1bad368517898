#include "stray.h"

NnRng
nn_source_rng (const NnSettings *settings, const char *id)
{
  return nn_rng ((guint64) nn_settings_int (settings, "seed"), nn_rng_stream_of (id));
}

double
nn_stray (NnRng *rng, double place, double deviation, double low, double high)
{
  double x;

  do
    x = place + deviation * nn_rng_normal (rng);
  while (x < low || x > high);
  return x;
}
