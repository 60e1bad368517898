#include "median.h"

#include <stdlib.h>

static int
compare (gconstpointer a, gconstpointer b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

double
nn_median (double *numbers, gsize n)
{
  qsort (numbers, n, sizeof *numbers, compare);
  return numbers[n / 2];
}
