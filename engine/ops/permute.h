/* How a permutation walks: over the result's axes, and how far each takes it in the operand. */
#pragma once

#include "op.h"

G_BEGIN_DECLS

typedef struct
{
  gsize dim[NN_MAX_RANK];    /* of the result; axes that are not there come first, with size 1 */
  gsize step[NN_MAX_RANK];   /* numbers in the operand from one item of that axis to the next */
  gsize size;                /* numbers in a row */
} NnPermutation;

NnPermutation nn_permutation (const NnStep *step);

G_END_DECLS
