/* The kernels of this back end, by name: nn_vulkan_linear, nn_vulkan_relu... They record (dispatch.h); blocks are float. */
#pragma once

#include "dispatch.h"

#define NN_ROW(id) extern const NnKernel nn_vulkan_##id;
#include "nn-vulkan-rows.inc"
#undef NN_ROW
