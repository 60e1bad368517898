/* The middle of some numbers. */
#pragma once

#include <glib.h>

double nn_median (double *numbers, gsize n);   /* n > 0; sorts them. Of an even number the upper of the two in the middle */
