#include "optimiser-rows.h"

static const NnOptimiser *const rows[] = {
#define NN_ROW(id) &nn_optimiser_##id,
#include "nn-optimiser-rows.inc"
#undef NN_ROW
};

const NnOptimiser *
nn_optimiser_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i]->id, id))
      return rows[i];
  return NULL;
}

const NnOptimiser *const *
nn_optimiser_rows (guint *n)
{
  *n = G_N_ELEMENTS (rows);
  return rows;
}

guint
nn_optimiser_n_states (const NnOptimiser *optimiser)
{
  guint n = 0;

  while (n < NN_OPTIMISER_STATES && optimiser->states[n] != NULL)
    n++;
  return n;
}
