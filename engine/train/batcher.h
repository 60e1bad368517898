/**
 * NnBatcher:
 *
 * Which examples come next. An epoch's order is drawn from the seed and the epoch's number alone, so that training can
 * be taken up at any example of any epoch and goes on with the same ones.
 *
 * Thread-safety: one thread moves it; between moves any may read its order and gather.
 */
#pragma once

#include "dataset.h"
#include "graph.h"

G_BEGIN_DECLS

typedef struct
{
  const guint32 *train;    /* borrowed: the examples to train on */
  guint32 n;               /* how many */
  guint64 seed;
  gint64 epoch;            /* counted from 0 */
  guint32 at;              /* examples of this epoch already used; below n */
  guint32 *order;          /* n: the examples in this epoch's order */
  guint room;              /* 1, or how far pieces of a text may be moved (nn_dataset_room) */
  guint shift;             /* how far they are in this epoch: below room, drawn like the order */
} NnBatcher;

NnBatcher     *nn_batcher_new  (const guint32 *train, guint32 n, guint room, guint64 seed);   /* (transfer full) n > 0 */
void           nn_batcher_free (NnBatcher *batcher);
void           nn_batcher_seek (NnBatcher *batcher, gint64 epoch, guint32 at);       /* at: below n */

/* No further than the epoch's end. TRUE: a new epoch begins. */
gboolean       nn_batcher_move (NnBatcher *batcher, guint32 examples);

static inline const guint32 *
nn_batcher_next (const NnBatcher *batcher)
{
  return batcher->order + batcher->at;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnBatcher, nn_batcher_free)

/* Which numbers are gathered. */
typedef struct
{
  const NnDataset *dataset;
  const guint32 *examples;
  guint n;
  guint field;             /* of its inputs, or of its targets */
  guint shift;             /* of pieces of a text; else 0 */
} NnPick;

/* Gathering: the examples' numbers, one after the other, as a program takes them. Any thread. */
typedef void (*NnGatherTargets) (const NnPick *pick, gsize size, float *out);

void            nn_gather_inputs (const NnPick *pick, gsize size, float *out);
NnGatherTargets nn_gather_targets (NnEncoding encoding);    /* size: numbers in an encoded target */

G_END_DECLS
