/* A block with its rows and columns exchanged: out has `columns` rows of `rows` numbers. */
#pragma once

#include <glib.h>

void nn_transpose (float *out, const float *in, gsize rows, gsize columns);
