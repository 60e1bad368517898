/* The table of operations, made from the one list. */
#include "op-rows.h"

static const NnOp *const op_rows[] = {
#define NN_ROW(id) &nn_op_##id,
#include "nn-op-rows.inc"
#undef NN_ROW
};

const NnOp *
nn_op_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (op_rows); i++)
    if (g_str_equal (op_rows[i]->id, id))
      return op_rows[i];
  return NULL;
}

const NnOp *const *
nn_op_rows (guint *n)
{
  *n = G_N_ELEMENTS (op_rows);
  return op_rows;
}

guint
nn_op_index (const NnOp *op)
{
  guint i = 0;

  while (op_rows[i] != op)
    i++;
  return i;
}
