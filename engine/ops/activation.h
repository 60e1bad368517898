/* Activations, wherever a kind has an `activation` parameter. */
#pragma once

#include "graph.h"

G_BEGIN_DECLS

extern const NnChoice nn_activation_choices[];   /* "none" first, then every activation; ends with { NULL } */

NnValue nn_activation (NnGraph *graph, NnValue x, const char *id);   /* "none" returns x itself */

G_END_DECLS
