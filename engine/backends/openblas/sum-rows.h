/* The sum of all rows of a block, number by number, in an order that depends on nothing but the count of rows. */
#pragma once

#include <glib.h>

void nn_sum_rows (float *out, const float *in, gsize rows, gsize columns);
