/**
 * NnRing:
 *
 * Carries every point of the curves from the worker to the main thread. Nothing is lost and nobody waits: when the reader is
 * slow and the ring is full, new points are merged into one that is handed over as soon as there is room.
 *
 * Thread-safety: one writer thread (push, flush), one reader thread (pop).
 */
#pragma once

#include "trainer.h"

G_BEGIN_DECLS

/* The extremes of what was merged into a point. */
typedef struct
{
  double low, high;
  double low_epoch;      /* where the lowest was */
} NnExtent;

/* A point of the curves. */
typedef struct
{
  NnSample training;     /* one step, or several merged when the reader is slow; examples 0: only the validation is new */
  gboolean validated;    /* the two below are new */
  double validation_loss, validation_accuracy;
  gboolean breaks;       /* the network was changed by hand just before: what came earlier is of another one */
  double rate;           /* learning rate after the step */
  double examples_per_s;
  guint64 run;           /* points of different runs are not of the same curve: see nn_worker_run() */

  /* Of several merged: so that no spike is lost in a mean. */
  gboolean merged, merged_validations;   /* FALSE: what these say is known from the numbers above */
  NnExtent losses, validation_losses, validation_accuracies;
} NnPoint;

/* Adds `next` to a point of the same run: means weighted by examples, extremes, the later step, rate, speed and validation. */
void nn_point_merge (NnPoint *point, const NnPoint *next);

/* Of its steps; of its validations, where there are any. */
NnExtent nn_point_losses                (const NnPoint *point);
NnExtent nn_point_validation_losses     (const NnPoint *point);
NnExtent nn_point_validation_accuracies (const NnPoint *point);

typedef struct _NnRing NnRing;

NnRing  *nn_ring_new   (guint room);                                       /* (transfer full) room: a power of two */
void     nn_ring_free  (NnRing *ring);
void     nn_ring_push  (NnRing *ring, const NnPoint *point);
gboolean nn_ring_flush (NnRing *ring);                                     /* TRUE: no merged point is held back */
guint    nn_ring_pop   (NnRing *ring, NnPoint *points, guint room);        /* how many were written; 0: no more */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnRing, nn_ring_free)

G_END_DECLS
