/* The rows of the operations, by name: nn_op_linear, nn_op_relu... Private to this room. */
#pragma once

#include "op.h"

#define NN_ROW(id) extern const NnOp nn_op_##id;
#include "nn-op-rows.inc"
#undef NN_ROW
