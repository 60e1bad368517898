/**
 * NnProgram:
 *
 * A graph bound to memory: for every slice of the batch a list of kernels with their pointers ready. Running it is a
 * loop over that list; nothing is allocated, looked up or decided.
 *
 * The batch is cut into contiguous slices. Each has an arena of its own and, when training, a block of weight
 * gradients of its own (of the weights' layout), so that slices run on different threads without a lock; whoever
 * trains adds the gradients up. Weights are borrowed: they must outlive the program.
 *
 * For a device, running is recording: nn_program_run() wants a run with a recording, and the addresses are names of the device's memory.
 *
 * Thread-safety: different slices may run at the same time, one thread each; nothing else.
 */
#pragma once

#include "device.h"
#include "plan.h"
#include "pool.h"
#include "weights.h"

G_BEGIN_DECLS

typedef struct
{
  const NnBackend *backend;
  guint batch;             /* the most examples in a run, 1 or more */
  guint slices;            /* 1 or more */
  gboolean training;       /* losses and gradients too */
  gboolean open;           /* every number that was computed stays readable after a run, gradients too */
  const NnValue *keep;     /* values that are read after a run */
  guint n_keep;
  const NnNetwork *network;/* names for errors; may be NULL */
  NnDevice *device;        /* of a back end that records: has the memory; one slice; must outlive the program */
  gpointer weights_at;     /* the weights in that memory, in the layout of NnWeights */
} NnProgramOptions;

typedef struct
{
  gsize arena;             /* bytes of one slice's arena */
  gsize lower_bound;       /* bytes that must live at once: no arena can be smaller */
  gsize total;             /* bytes of all slices, weight gradients included */
} NnProgramMemory;

typedef struct _NnProgram NnProgram;

/* NN_ERROR_MEMORY, or NN_ERROR_DEVICE: the back end lacks an operation. References the graph. (transfer full) */
NnProgram      *nn_program_new      (NnGraph *graph, NnWeights *weights, const NnProgramOptions *options,
                                     GError **error);
void            nn_program_free     (NnProgram *program);

/* Adds what a program would take. */
void            nn_program_cost     (NnGraph *graph, const NnProgramOptions *options, NnBudget *budget);

/* How many slices a batch is worth, at most `threads`: a thread is worth waking for a million operations and eight
 * rows, or one row with very much to do. Depends on nothing else, so that the same training gives the same bits. */
guint           nn_program_best_slices (const NnGraph *graph, guint batch, gboolean training, guint threads);

guint           nn_program_batch    (const NnProgram *program);
guint           nn_program_slices   (const NnProgram *program);
guint           nn_program_n_steps  (const NnProgram *program);
NnProgramMemory nn_program_memory   (const NnProgram *program);

/* Where a slice keeps an input, a target or a value that was to be kept: rows one after the other, in the back end's
 * numbers; NULL for what the program has no use for. Valid as long as the program. */
gpointer        nn_program_data     (const NnProgram *program, guint slice, NnValue value);
/* With `open`: the gradient of the loss by a value, as nn_program_data() has the value; NULL where no loss depends on it. */
gpointer        nn_program_slope    (const NnProgram *program, guint slice, NnValue value);
gpointer        nn_program_gradient (const NnProgram *program, guint slice);   /* in the weights' layout; NULL unless training */

/* Runs one slice: forward, and back when training. Inputs and targets of run->rows rows must be there; run->rows is
 * 1 to nn_program_slice_rows(). */
void            nn_program_run      (NnProgram *program, guint slice, const NnRun *run);

/* One example that is much work in itself, while nothing is trained: all workers of a pool's run do the first slice together.
 * FALSE: not worth it, or there is no memory for each; run it alone. */
gboolean        nn_program_teams    (const NnProgram *program, guint rows, guint workers);
void            nn_program_run_team (NnProgram *program, NnPool *pool, guint worker, const NnRun *run);

/* Where examples of a batch depend on each other while training (batch norm), more than one slice is run in phases: no
 * slice begins one before all have ended the one before. run->n_slices says how many take part. One phase: they need not
 * wait, and nn_program_run() does as well. */
guint           nn_program_n_phases (const NnProgram *program);
void            nn_program_run_phase (NnProgram *program, guint slice, guint phase, const NnRun *run);
guint           nn_program_slice_rows (const NnProgram *program);              /* the most rows a slice takes */

/* How many slices take part in a run of that many rows, the first ones, each with a row at least; and their rows. */
guint           nn_program_active   (const NnProgram *program, guint rows);
void            nn_program_part     (const NnProgram *program, guint rows, guint slice, guint *first, guint *n);

/* What one step of a program costs in a slice. */
typedef struct
{
  const NnOp *op;          /* NULL: no operation of the program, but … */
  const char *title;       /* … this, N_() */
  guint layer;             /* 0: none */
  guint kernels;           /* of a device: dispatches that it takes */
  gboolean backward;
  double seconds;          /* as timed, all runs together */
  double flops;            /* of as many rows as the slice takes; backward is twice the forward pass, or as much where the input wants no gradient */
  double bytes;            /* of those operands that are there, each read or written once */
} NnStepCost;

/* From now on every run of the first slice is timed, step by step, which itself takes a little time. FALSE: no memory. */
gboolean        nn_program_time_steps (NnProgram *program);
NnStepCost      nn_program_step_cost  (const NnProgram *program, guint step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnProgram, nn_program_free)

G_END_DECLS
