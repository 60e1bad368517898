/* What conv2d and conv_transpose2d share: a window that joins a large picture with a small one. A convolution sums what
 * lies under the window at each place of the small picture; its transpose spreads each dot of the small one over the
 * window; each is the other's gradient. */
#pragma once

#include "window.h"

G_BEGIN_DECLS

enum
{
  NN_CONV_GROUPS = NN_WINDOW_N_ARGS,   /* channels are cut into so many parts that do not see each other */
  NN_CONV_RELU,                        /* not 0: what comes out below 0 becomes 0 */
};

/* Weights are [small's channels, large's channels / groups, taps down, taps across], as PyTorch has them for both. */
typedef struct
{
  NnAxis axis[2];                      /* from large (in) to small (out) */
  gint64 large, small;                 /* channels */
  gint64 groups;
  gboolean relu;
} NnConv;

NnConv   nn_conv      (const double *arg, const NnShape *large, const NnShape *small, const NnShape *weight);

gsize    nn_conv_large_size (const NnConv *conv);   /* numbers of a picture */
gsize    nn_conv_small_size (const NnConv *conv);
gsize    nn_conv_taps       (const NnConv *conv);
double   nn_conv_flops      (const NnConv *conv);   /* of one pass over one picture */

/* How many dots a transposed convolution makes of `in`, down or across; below 1: none. */
gint64   nn_conv_spread     (const double *arg, guint direction, gint64 in, gint64 kernel);

/* Pictures and weights that belong together? FALSE: a sentence. */
gboolean nn_conv_fits (const double *arg, const NnShape *in, guint n_in, gboolean transposed, GError **error);

/* A block of numbers; where `gate` is there, a number counts only if the gate's is above 0: ReLU on the way back. */
typedef struct
{
  const double *number;
  const double *gate;    /* NULL: all count */
} NnGated;

/* What defines them, over all rows: each adds to its last operand. */
void     nn_conv_gather  (const NnConv *conv, gsize rows, NnGated large, const double *weight, double *small);
void     nn_conv_scatter (const NnConv *conv, gsize rows, NnGated small, const double *weight, double *large);
void     nn_conv_weigh   (const NnConv *conv, gsize rows, NnGated large, NnGated small, double *weight);

/* Around them: y starts with the bias of each channel, or 0; after it, where the convolution says so, ReLU; and the
 * bias's gradient. */
void     nn_conv_start   (double *y, const double *bias, gsize n, gsize channels);
void     nn_conv_bend    (const NnConv *conv, double *y, gsize n);
void     nn_conv_sum     (NnGated dy, double *db, gsize n, gsize channels);

G_END_DECLS
