/**
 * NnExplanation:
 *
 * How an operation's numbers are explained: a row for each operation that can be, found through the list in
 * engine/explain/meson.build. Where an operation has no row, its numbers are shown, but not how they were made. Every slot may
 * be NULL. Private to this room.
 *
 * Slots append steps to the why; the numbers they read are those of the example that the trainer holds open.
 */
#pragma once

#include "trainer.h"
#include "why.h"

G_BEGIN_DECLS

typedef struct
{
  NnTrainer *trainer;
  const NnGraph *graph;
  const NnNode *node;
  int previous;              /* the step of which this goes on: its result is the number that the slot before() named; −1: none */
} NnWhyAt;

typedef struct
{
  const char *op;            /* "linear" */

  /* The number of in[0] that one of its results comes from; where the same layer made it, it is explained first. */
  gsize (*before) (const NnWhyAt *at, gsize index);

  void (*value) (const NnWhyAt *at, gsize index, NnWhy *why);                  /* of its first result */
  void (*slope) (const NnWhyAt *at, guint operand, gsize index, NnWhy *why);   /* the gradient of the loss by a number of an operand */
  void (*part)  (const NnWhyAt *at, guint operand, gsize index, NnWhy *why);   /* what a number of a weight adds to what it belongs to */
} NnExplanation;

const NnExplanation *nn_explanation_find (const NnOp *op);   /* NULL if there is none */

/* What a slot reads; NULL: it was not computed, or no loss depends on it. */
const float *nn_why_in       (const NnWhyAt *at, guint operand);
const float *nn_why_out      (const NnWhyAt *at);
const float *nn_why_slope_in (const NnWhyAt *at, guint operand);
const float *nn_why_slope_out (const NnWhyAt *at);
gsize        nn_why_size     (const NnWhyAt *at, guint operand);                /* numbers in it */

/* A number of an operand as a source: of the layer that handed it on. */
NnWhySource  nn_why_source   (const NnWhyAt *at, guint operand, gsize index);
/* A link to the step before; none where there is none. */
NnWhyLink    nn_why_previous (const NnWhyAt *at);

/* Several operations share a file: rows by name. */
#define NN_ROW(id) extern const NnExplanation nn_explanation_##id;
#include "nn-explanation-rows.inc"
#undef NN_ROW

G_END_DECLS
