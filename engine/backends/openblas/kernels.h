/* The kernels of this back end, by name: nn_openblas_linear, nn_openblas_relu... Blocks are float. */
#pragma once

#include "op.h"

#define NN_ROW(id) extern const NnKernel nn_openblas_##id;
#include "nn-op-rows.inc"
#undef NN_ROW
