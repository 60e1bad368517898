/**
 * NnPlan:
 *
 * A graph on its way to a program: the steps in running order and the blocks of numbers they read and write, still
 * without memory. Made in stages: forward (only what leads to the values asked for), backward (differentiate.c),
 * lives, and offsets in the arena (layout.c).
 *
 * A block belongs to a value that owns numbers or to a gradient; views have no block of their own.
 */
#pragma once

#include "backend.h"
#include "graph.h"
#include "network.h"

G_BEGIN_DECLS

#define NN_NO_BLOCK G_MAXUINT

typedef enum
{
  NN_PLACE_ARENA,        /* in the slice's arena, where other blocks may follow when its life is over */
  NN_PLACE_WEIGHT,       /* in the weights */
  NN_PLACE_GRADIENT,     /* in the slice's weight gradients, at the weight's place */
} NnPlace;

typedef struct
{
  NnPlace place;
  guint weight;          /* WEIGHT, GRADIENT: the graph's weight */
  guint layer;           /* id of the layer that caused it; 0: none */
  NnShape shape;         /* of a row, or of the whole */
  gsize size;            /* numbers in it */
  gboolean per_row;      /* one for each example */
  gboolean met;          /* other slices read it: holds its numbers to the end of the run */
  guint first, last;     /* steps in which it holds its numbers, both included; first > last: never used */
  gsize offset;          /* ARENA: bytes from its start */
} NnPlanBlock;

typedef struct
{
  guint block;           /* NN_NO_BLOCK: not there, not wanted, or not read */
  NnShape shape;         /* as the operation sees it; rank 0: not there */
  gboolean whole;        /* the same for all examples */
} NnPlanOperand;

/* Which function of its kernel a step calls. */
typedef enum
{
  NN_STAGE_FORWARD,
  NN_STAGE_BACKWARD,
  NN_STAGE_FORWARD_PART,
  NN_STAGE_BACKWARD_PART,
} NnStage;

typedef struct
{
  const NnOp *op;
  double arg[NN_OP_ARGS];
  guint64 stream;
  guint layer;           /* id of the layer that it belongs to; 0: none */
  NnStage stage;
  gboolean whole;        /* works on whole weights: runs as if there were one row */
  gboolean meets;        /* while training it begins when all slices have come here */
  guint scratch;         /* its block, or NN_NO_BLOCK */
  NnPlanOperand in[NN_OP_INPUTS];
  NnPlanOperand out[NN_OP_OUTPUTS];
  NnPlanOperand d_in[NN_OP_INPUTS];
  NnPlanOperand d_out[NN_OP_OUTPUTS];
} NnPlanStep;

typedef struct
{
  NnGraph *graph;        /* owned */
  const NnBackend *backend;
  GArray *blocks;        /* NnPlanBlock */
  GArray *steps;         /* NnPlanStep */
  guint *block_of;       /* by value of the graph: NN_NO_BLOCK for views and for what was pruned away */
  guint *gradient_of;    /* by block of the forward half: the block of its whole gradient, or NN_NO_BLOCK; NULL unless training */
  gboolean *needed;      /* by node: part of the forward half */
  gsize arena;           /* bytes of the arena of one slice, for the rows that were planned */
  gsize lower_bound;     /* bytes that live at once in the fullest step: no arena can be smaller */
} NnPlan;

/* The steps that lead to `keep` (their numbers stay until the end) and, when training, to the losses and back to
 * every weight. The back end says where gradients pass. (transfer full) */
NnPlan *nn_plan_new  (NnGraph *graph, const NnBackend *backend, const NnValue *keep, guint n_keep, gboolean training);
void    nn_plan_free (NnPlan *plan);

/* Whether the back end can do all of it, before a plan is made. NN_ERROR_DEVICE names the layer that it cannot; network may be NULL. */
gboolean nn_plan_check (const NnGraph *graph, const NnBackend *backend, const NnNetwork *network, GError **error);

/* Every block keeps its numbers until the end, gradients too: before nn_plan_lay_out(), where a run is looked into. */
void    nn_plan_keep_all (NnPlan *plan);

/* Gives every block of the arena its offset for this many rows: arena, lower_bound and offsets are set. */
void    nn_plan_lay_out (NnPlan *plan, guint rows, gsize element);

static inline NnPlanBlock *
nn_plan_block (const NnPlan *plan, guint i)
{
  return &g_array_index (plan->blocks, NnPlanBlock, i);
}

static inline NnPlanStep *
nn_plan_step (const NnPlan *plan, guint i)
{
  return &g_array_index (plan->steps, NnPlanStep, i);
}

/* For the stages: a step with no operands yet; a new block; the block that holds a value's numbers. */
NnPlanStep nn_plan_blank_step (const NnOp *op);
guint   nn_plan_add_block (NnPlan *plan, const NnPlanBlock *block);
guint   nn_plan_holder    (const NnPlan *plan, NnValue value);
gsize   nn_plan_bytes     (const NnPlanBlock *block, guint rows, gsize element);   /* aligned; G_MAXSIZE: too many */

NnStep  nn_plan_outline   (const NnPlanStep *step);   /* with shapes, without data */

static inline gboolean
nn_plan_is_backward (const NnPlanStep *step)
{
  return step->stage == NN_STAGE_BACKWARD || step->stage == NN_STAGE_BACKWARD_PART;
}

/* Appends a step, its part before it where it has one. */
void    nn_plan_add_step  (NnPlan *plan, NnPlanStep step, gboolean backward);

/* Appends the backward half (differentiate.c). */
void    nn_plan_differentiate (NnPlan *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnPlan, nn_plan_free)

G_END_DECLS
