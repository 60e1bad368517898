/* What `rnn`, `lstm` and `gru` share. Each step of a sequence has a state h [size], made from the step's numbers and the
 * state before it. The numbers come in already weighed for all steps at once (one `linear` with weight_ih and bias_ih):
 * x [steps, gates · size]; inside only the states are weighed. Private to this room and the back ends. */
#pragma once

#include "op.h"

G_BEGIN_DECLS

/* Operands. The bias and the states before the first step [size] may be missing; then they are 0. arg[0]: from the last
 * step to the first. */
enum
{
  NN_RECURRENT_X,
  NN_RECURRENT_WEIGHT,   /* weight_hh [gates · size, size] */
  NN_RECURRENT_BIAS,     /* bias_hh [gates · size] */
  NN_RECURRENT_H,
  NN_RECURRENT_C,        /* of lstm */
};

#define NN_RECURRENT_REVERSE 0   /* place in arg */
#define NN_RNN_RELU 1            /* … of rnn: ReLU bends, else tanh */

/* out[0] is every step's state [steps, size]. lstm: the cells, and saved for backward the gates i, f, g, o. gru: saved are
 * r, z, n and what the state gave to n. */
#define NN_LSTM_CELLS 1
#define NN_LSTM_GATES 2
#define NN_GRU_GATES 1

typedef struct
{
  gsize rows, steps, size, gates;
  gboolean reverse;
} NnRecurrence;

NnRecurrence nn_recurrence (const NnStep *step, const NnRun *run);

gboolean nn_recurrent_shape (const NnShape *in, guint n_in, guint gates, NnShape *out, GError **error);
double   nn_recurrent_flops (const NnStep *step);

/* Place, among rows · steps, of the step that a row comes to as its s-th. */
static inline gsize
nn_recurrent_at (const NnRecurrence *on, gsize row, gsize s)
{
  return row * on->steps + (on->reverse ? on->steps - 1 - s : s);
}

/* ---- The plain kernels ---- */

/* One step of one row. A block that is NULL counts as zeros. */
typedef struct
{
  gsize row, s, at;        /* at: nn_recurrent_at () */
  const double *before;    /* h of the step before */
} NnRecurrentPlace;

typedef void (*NnRecurrentCell) (const NnStep *step, const NnRecurrence *on, const NnRecurrentPlace *place);

/* d_h holds the gradient of the place's h and takes what goes to the one before without passing the weights; so does d_c.
 * d_x and d_hidden [gates · size] take those of the two sums. */
typedef void (*NnRecurrentBack) (const NnStep *step, const NnRecurrence *on, const NnRecurrentPlace *place, double *d_h,
                                 double *d_c, double *d_x, double *d_hidden);

/* bias_hh + weight_hh · before, the i-th of gates · size. */
double nn_recurrent_sum      (const NnStep *step, const NnRecurrence *on, const NnRecurrentPlace *place, gsize i);
const double *nn_recurrent_cell_before (const NnStep *step, const NnRecurrence *on, const NnRecurrentPlace *place);

void   nn_recurrent_forward  (const NnStep *step, const NnRun *run, NnRecurrentCell cell);
void   nn_recurrent_backward (const NnStep *step, const NnRun *run, NnRecurrentBack back);
gsize  nn_recurrent_scratch  (const NnStep *step, guint rows, gboolean backward);

G_END_DECLS
