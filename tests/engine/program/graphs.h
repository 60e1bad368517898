/* Graphs for the tests of this room, built without a network. */
#pragma once

#include "graph.h"
#include "program.h"

/* An output on `raw`: mean squared error against a target of raw's shape. */
void     add_output  (NnGraph *graph, NnValue raw, double weight);

/* linear - tanh - linear - mse, sizes in, hidden, out; the layers are 1 "first" and 2 "second". */
NnGraph *make_mlp    (gint64 in, gint64 hidden, gint64 out);

/* n nodes over lists of `size` numbers, each reading values drawn among those before it, some through views and
 * some with weights they share; ends in one loss or two. Smooth, so that finite differences hold. */
NnGraph *make_random (NnRng *rng, guint n, gint64 size);

/* Twice linear - batch norm - tanh, then mse: the examples of a batch depend on each other. */
NnGraph *make_normed (gint64 size);

/* Everything a run needs, on one thread. All outputs have the same target. */
typedef struct
{
  NnWeights *weights;
  NnProgram *program;
} Bound;

Bound    bind_graph  (NnGraph *graph, const NnBackend *backend, guint batch, guint slices, gboolean training);
void     unbind      (Bound *bound);
void     run_rows    (const Bound *bound, NnGraph *graph, const NnBackend *backend, const double *x, const double *t, guint rows, gboolean training);
double   read_number (const NnBackend *backend, gconstpointer numbers, gsize i);
void     write_number (const NnBackend *backend, gpointer numbers, gsize i, double value);
double   gradient_at (const Bound *bound, const NnBackend *backend, guint rows, guint weight, gsize i);   /* summed over the slices that took part */
