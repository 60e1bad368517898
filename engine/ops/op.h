/**
 * NnOp:
 *
 * An operation: the smallest thing a program runs. A row says its shapes and its plain double-precision kernel, which
 * is the definition of the operation and the oracle that every back end is tested against; each back end brings its
 * own fast kernel under the same name. One file per operation, found through the list in engine/ops/meson.build.
 *
 * A kernel gets memory that already fits, allocates nothing, cannot fail, may run on any thread, and sees the rows
 * (examples) of its own slice of the batch only. Blocks are row-major, examples outermost; a whole operand (a weight, or
 * what was made of weights alone) has no examples. A kernel overwrites its results; where several operations add to one
 * gradient, the graph has a `sum` for it.
 *
 * Where the examples of a batch depend on each other (batch norm), the slices meet: first each runs a kernel's part (),
 * which leaves what the others need in a whole output of its own; when all have, each runs the kernel proper, which
 * reads that output of every slice through `peer`. All add up in the order of the slices, so all get the same bits.
 */
#pragma once

#include "errors.h"
#include "shape.h"

G_BEGIN_DECLS

#define NN_OP_INPUTS  10
#define NN_OP_OUTPUTS 6
#define NN_OP_ARGS    12

#define NN_OPERAND(i) (1u << (i))   /* in the sets of operands below */
#define NN_ALL_OPERANDS G_MAXUINT

typedef struct _NnOp NnOp;

/* A block of numbers as a kernel sees it: float for fast back ends, double for the reference. */
typedef struct
{
  gpointer data;   /* NULL: not wanted, or not there */
  NnShape shape;   /* of one example, or of a whole weight */
  gsize size;      /* nn_shape_size (&shape) */
  gboolean whole;  /* the same for all examples: size numbers, not rows times as many */
} NnOperand;

typedef struct _NnStep NnStep;

/* One operation bound to its memory. */
struct _NnStep
{
  const NnOp *op;
  double arg[NN_OP_ARGS];            /* what each means is said in the operation's file */
  guint64 stream;                    /* of its random numbers, if it draws any */
  NnOperand in[NN_OP_INPUTS];
  NnOperand out[NN_OP_OUTPUTS];
  NnOperand d_in[NN_OP_INPUTS];      /* gradients of the loss; data is NULL where none is wanted */
  NnOperand d_out[NN_OP_OUTPUTS];
  gpointer scratch;                  /* as many numbers as the kernel asked for; hold nothing before or after */
  const NnStep *const *peer;         /* by slice: this step there; for kernels with parts */
};

/* What holds for one run of a slice. */
typedef struct
{
  guint rows;          /* examples in this slice, 1 or more */
  guint first_row;     /* index of the slice's first example in the batch */
  guint n_slices;      /* that take part and meet, this one included; 0: this one is alone */
  gboolean training;   /* dropout drops, running statistics move */
  gboolean generating; /* nothing is looked at: what would be drawn around a mean is drawn at large */
  gboolean forging;    /* of two networks in turn the first is trained, or asked: all is made, and is to pass for real */
  gboolean looking;    /* what comes in is looked at: it is no reason to draw other numbers, and counts as real */
  guint time;          /* of a diffusion: what comes in is as noisy as after so many steps; 0: an example, to be made noisy */
  guint64 seed;        /* of random numbers; with stream, step and row it names each one */
  guint64 step;
  double scale;        /* 1 / examples in the whole batch: a loss's gradient is multiplied by it */
  gpointer recording;  /* NnRecording, of a back end whose kernels write down what to do instead of doing it */
  guint part, n_parts; /* of a kernel that divides: does this part of so many, beside others that do the rest; n_parts 0: all */
} NnRun;

/* The part of n items that is done in this run. */
static inline void
nn_run_part (const NnRun *run, gsize n, gsize *first, gsize *end)
{
  *first = run->n_parts > 1 ? n * run->part / run->n_parts : 0;
  *end = run->n_parts > 1 ? n * (run->part + 1) / run->n_parts : n;
}

typedef void (*NnKernelFunc) (const NnStep *step, const NnRun *run);

/* The two directions of an operation. A loss starts the gradient: its backward does not read d_out. */
typedef struct
{
  NnKernelFunc forward;
  NnKernelFunc backward;        /* NULL: no gradient passes */

  /* Of slices that meet: run in each before any runs the kernel proper. NULL: the examples have nothing to do with each
   * other. */
  NnKernelFunc forward_part;
  NnKernelFunc backward_part;

  /* Numbers of scratch for that many rows at most; the step has shapes but no data yet. NULL: none. */
  gsize (*scratch) (const NnStep *step, guint rows, gboolean backward);

  gboolean divides;             /* forward can be done in parts side by side, each with scratch of its own (NnRun.part) */
} NnKernel;

struct _NnOp
{
  const char *id;          /* "linear": name of its files, of its kernels in every back end and of shaders/<id>.comp */
  guint n_in;              /* operands it reads; some may be missing: shape () says which */
  guint n_out;
  guint n_saved;           /* of these, the last so many are only there for backward: no gradient comes back for them */
  gboolean is_loss;        /* out[0] is one loss per example, arg[0] its weight; most have in[0] prediction, in[1] target */
  guint whole_out;         /* set of outputs that have no examples, besides those of whole operands alone */
  guint closed_in;         /* set of operands that no gradient goes to: a target, words to look up, state that it moves while training */
  guint reads_in;          /* set of operands whose numbers backward reads; the others may be gone by then */
  guint reads_out;
  gboolean (*shape) (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error);
  double (*flops) (const NnStep *step);   /* forward, one example; backward is twice that. NULL: its outputs' size */
  NnKernel reference;      /* double */
};

/* The slices that meet, from slice 0 on. */
static inline guint
nn_n_peers (const NnRun *run)
{
  return MAX (run->n_slices, 1);
}

static inline const NnStep *
nn_peer (const NnStep *step, const NnRun *run, guint i)
{
  return run->n_slices > 1 ? step->peer[i] : step;
}

/* Both stages of a kernel, for a slice that is alone. */
static inline void
nn_kernel_forward (const NnKernel *kernel, const NnStep *step, const NnRun *run)
{
  if (kernel->forward_part != NULL)
    kernel->forward_part (step, run);
  kernel->forward (step, run);
}

static inline void
nn_kernel_backward (const NnKernel *kernel, const NnStep *step, const NnRun *run)
{
  if (kernel->backward_part != NULL)
    kernel->backward_part (step, run);
  kernel->backward (step, run);
}

const NnOp        *nn_op_find (const char *id);   /* NULL if there is none */
const NnOp *const *nn_op_rows (guint *n);         /* every row, in the order of the list */
guint              nn_op_index (const NnOp *op);  /* its place in that order, for a back end's table */

G_END_DECLS
