/* Where a number of a weight stands: what the axes of its weight are called, and which numbers come before and after it. Private to
 * this room. */
#pragma once

#include "graph.h"
#include "why.h"

G_BEGIN_DECLS

void nn_why_place_weight (const NnGraph *graph, NnWhy *why);   /* fills why->weight by the question */

G_END_DECLS
