/**
 * NnWeights:
 *
 * The numbers of a graph's weights: one flat block in which each starts on a cache line. Programs of any batch size and
 * mode share it; gradients and optimiser states are blocks of the same layout. The padding between two weights is
 * zero and stays so: whatever runs over the whole block may run over the padding too.
 *
 * Thread-safety: none; a program reads it while it runs, and whoever trains writes it between two runs.
 */
#pragma once

#include "big-block.h"
#include "budget.h"
#include "graph.h"

G_BEGIN_DECLS

typedef struct
{
  gsize first;           /* number at which it starts in the block */
  gsize size;            /* numbers in it */
} NnWeightPlace;

typedef struct
{
  NnGraph *graph;        /* owned */
  gsize element;         /* bytes of a number: 4 (float) or 8 (double) */
  gsize n;               /* numbers in the block, padding included */
  NnWeightPlace *place;  /* by the graph's weights */
  gpointer data;         /* n numbers */
} NnWeights;

/* All zero. NN_ERROR_MEMORY; `network` gives names to the sentence and may be NULL. (transfer full) */
NnWeights *nn_weights_new       (NnGraph *graph, gsize element, const NnNetwork *network, GError **error);
void       nn_weights_free      (NnWeights *weights);

/* First numbers, for weights of floats: the same for the same names and seed. */
void       nn_weights_initialise (NnWeights *weights, guint64 seed);

/* A zeroed block of this layout, for nn_big_free(); NULL when there is no such memory. (transfer full) */
gpointer   nn_weights_block     (const NnWeights *weights);

/* Adds what that many blocks take. */
void       nn_weights_cost      (const NnGraph *graph, gsize element, guint copies, NnBudget *budget);

static inline float *
nn_weights_floats (const NnWeights *weights, guint i)
{
  return (float *) weights->data + weights->place[i].first;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnWeights, nn_weights_free)

G_END_DECLS
