/**
 * NnOp:
 *
 * An operation: the smallest thing a program runs. A row says its shapes and its plain double-precision kernel, which
 * is the definition of the operation and the oracle that every back end is tested against; each back end brings its
 * own fast kernel under the same name. One file per operation, found through the list in engine/ops/meson.build.
 *
 * A kernel gets memory that already fits, allocates nothing, cannot fail, may run on any thread, and sees the rows
 * (examples) of its own slice of the batch only. Blocks are row-major, examples outermost. A kernel overwrites its
 * results; where several operations add to one gradient, the graph has a `sum` for it.
 */
#pragma once

#include "errors.h"
#include "shape.h"

G_BEGIN_DECLS

#define NN_OP_INPUTS  4
#define NN_OP_OUTPUTS 3
#define NN_OP_ARGS    4

typedef struct _NnOp NnOp;

/* A block of numbers as a kernel sees it: float for fast back ends, double for the reference. */
typedef struct
{
  gpointer data;   /* NULL: not wanted, or not there */
  NnShape shape;   /* of one example, or of a whole weight */
  gsize size;      /* nn_shape_size (&shape) */
} NnOperand;

/* One operation bound to its memory. */
typedef struct
{
  const NnOp *op;
  double arg[NN_OP_ARGS];            /* what each means is said in the operation's file */
  guint64 stream;                    /* of its random numbers, if it draws any */
  NnOperand in[NN_OP_INPUTS];
  NnOperand out[NN_OP_OUTPUTS];
  NnOperand d_in[NN_OP_INPUTS];      /* gradients of the loss; data is NULL where none is wanted */
  NnOperand d_out[NN_OP_OUTPUTS];
} NnStep;

/* What holds for one run of a slice. */
typedef struct
{
  guint rows;          /* examples in this slice, 1 or more */
  guint first_row;     /* index of the slice's first example in the batch */
  gboolean training;   /* dropout drops, running statistics move */
  guint64 seed;        /* of random numbers; with stream, step and row it names each one */
  guint64 step;
  double scale;        /* 1 / examples in the whole batch: a loss's gradient is multiplied by it */
} NnRun;

typedef void (*NnKernelFunc) (const NnStep *step, const NnRun *run);

/* The two directions of an operation. A loss starts the gradient: its backward does not read d_out. */
typedef struct
{
  NnKernelFunc forward;
  NnKernelFunc backward;   /* NULL: no gradient passes */
} NnKernel;

struct _NnOp
{
  const char *id;          /* "linear": name of its files, of its kernels in every back end and of shaders/<id>.comp */
  guint n_in;              /* operands it reads; optional ones are last and may be missing */
  guint n_out;
  gboolean is_loss;        /* in[0] prediction, in[1] target, out[0] one loss per example */
  gboolean needs_input;    /* backward reads in[0] */
  gboolean needs_output;   /* backward reads out[0] */
  gboolean (*shape) (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error);
  double (*flops) (const NnStep *step);   /* forward, one example; backward is twice that. NULL: its outputs' size */
  NnKernel reference;      /* double */
};

const NnOp        *nn_op_find (const char *id);   /* NULL if there is none */
const NnOp *const *nn_op_rows (guint *n);         /* every row, in the order of the list */
guint              nn_op_index (const NnOp *op);  /* its place in that order, for a back end's table */

G_END_DECLS
