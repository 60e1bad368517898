/* ReLU on the way back, for operations that end with it: dx is dy where y is above 0. */
#pragma once

#include "dispatch.h"

G_BEGIN_DECLS

void nn_record_gate (const NnRun *run, gpointer dx, gconstpointer y, gconstpointer dy, gsize n);

G_END_DECLS
