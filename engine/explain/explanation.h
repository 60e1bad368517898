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
  guint out;                 /* which of the node's results is asked about */
  guint depth;               /* operations of the same layer that this one was made for */
} NnWhyAt;

/* A number of one of the node's operands. */
typedef struct
{
  guint operand;
  gsize index;
} NnWhyFrom;

typedef struct
{
  const char *op;            /* "linear" */
  const char *const *axes;   /* N_() of the weights that it reads: see NnWhyWeight; of fewer axes the first ones, and last the last */

  /* The one number that a number of its result comes from; where the same layer made it, it is explained first. */
  NnWhyFrom (*before) (const NnWhyAt *at, gsize index);

  void (*value) (const NnWhyAt *at, gsize index, NnWhy *why);                  /* of a result; none needed where it is as it came */
  void (*slope) (const NnWhyAt *at, guint operand, gsize index, NnWhy *why);   /* what this node adds to the gradient of the loss by a number of an operand */
  void (*part)  (const NnWhyAt *at, guint operand, gsize index, NnWhy *why);   /* what a number of a weight adds to what it belongs to */

  /* What the operation itself makes of what came back to a result (at->previous): a bend of its own, or later results. */
  void (*inside) (const NnWhyAt *at, gsize index, NnWhy *why);
  gboolean bends;            /* it bends a sum, or only moves it: the gradient of a layer whose own sum that is, is the sum's */

  /* Of an operation that attends: how a share was made, and the gradient by its score. */
  void (*share)       (const NnWhyAt *at, gsize index, NnWhy *why);
  void (*share_slope) (const NnWhyAt *at, gsize index, NnWhy *why);
} NnExplanation;

const NnExplanation *nn_explanation_find (const NnOp *op);   /* NULL if there is none */

/* What a slot reads; NULL: it was not computed, or no loss depends on it. */
const float *nn_why_in       (const NnWhyAt *at, guint operand);
const float *nn_why_out      (const NnWhyAt *at);
const float *nn_why_slope_in (const NnWhyAt *at, guint operand);
const float *nn_why_slope_out (const NnWhyAt *at);
gsize        nn_why_size     (const NnWhyAt *at, guint operand);                /* numbers in it */

const NnShape *nn_why_shape  (const NnWhyAt *at, guint operand);
const NnShape *nn_why_out_shape (const NnWhyAt *at);
NnStep       nn_why_shapes   (const NnWhyAt *at);                               /* the node without its numbers, for what operations share */

/* A number of an operand as a source: of the layer that handed it on; and of a result. */
NnWhySource  nn_why_source   (const NnWhyAt *at, guint operand, gsize index);
NnWhySource  nn_why_out_source (const NnWhyAt *at, gsize index);
/* The source, with the number of a weight that it is multiplied by. */
NnWhySource  nn_why_weighed  (const NnWhyAt *at, NnWhySource source, guint operand, gsize index);
/* A link to the step before; none where there is none. */
NnWhyLink    nn_why_previous (const NnWhyAt *at);
NnWhyLink    nn_why_link     (int step);                                        /* to its result; none if it is −1 */

/* Explains a number of an operand first, where the same layer made it; returns the step that has it, or −1. */
int          nn_why_made     (const NnWhyAt *at, guint operand, gsize index, NnWhy *why);
/* What comes back to a number of a result from all that read it; FALSE: not all of it is known. */
gboolean     nn_why_blame    (const NnWhyAt *at, NnValue value, gsize index, NnWhy *why);

/* A number of in[0]: where an earlier step has it, with all the digits that it had there. And what a table comes to: of the number
 * that is asked about the tensor's own, of one that others go on from all digits of the sum. */
double       nn_why_going_on (const NnWhyAt *at, gsize index, const NnWhy *why);
double       nn_why_coming_back (const NnWhyAt *at, gsize index, const NnWhy *why);   /* the same of the gradient by a result */
double       nn_why_sum      (const NnWhyAt *at, gsize index, const NnWhyStep *table);

/* Lines that many have. Each returns its step. */
guint        nn_why_nothing  (NnWhy *why, const char *title, const char *remark);           /* 0, and why */
guint        nn_why_go_on    (NnWhy *why, const char *title, const NnWhyForm *form, double by);   /* of the last step's result and one more number */
guint        nn_why_together (NnWhy *why, int one, int two);                                /* two steps' results added up */
double       nn_why_total    (const NnWhyStep *table);                                      /* of its terms, folded */

/* How shares are written (shares.c). Beyond ± this, powers of e are too large to read: the largest score is taken out of all. */
#define NN_WHY_SIMPLE 4.0
extern const NnWhyForm nn_why_power, nn_why_power_less, nn_why_share_slope;   /* "e^%s", "e^(%s − %s)", "%s × (%s − %s)" */

const NnWhyForm *nn_why_function (const char *op);                              /* how an activation is written */

/* Several operations share a file: rows by name. */
#define NN_ROW(id) extern const NnExplanation nn_explanation_##id;
#include "nn-explanation-rows.inc"
#undef NN_ROW

G_END_DECLS
