/* The rows of the optimisers, by name: nn_optimiser_sgd... Private to this room. */
#pragma once

#include "optimiser.h"

#define NN_ROW(id) extern const NnOptimiser nn_optimiser_##id;
#include "nn-optimiser-rows.inc"
#undef NN_ROW
