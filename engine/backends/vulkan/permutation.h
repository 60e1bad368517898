/* A block's axes in another order, as shaders/permute.comp puts them. */
#pragma once

#include "dispatch.h"
#include "permute.h"

G_BEGIN_DECLS

/* `back`: from the permuted block to the other. */
void nn_record_permutation (const NnRun *run, const NnPermutation *permutation, gpointer to, gconstpointer from, gsize rows, gboolean back);

G_END_DECLS
