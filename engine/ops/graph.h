/**
 * NnGraph:
 *
 * A network lowered to operations: a list of nodes in running order over numbered values, and the weights they need.
 * Built once by the kinds' lower() functions, then read only. It holds no numbers: a program binds it to memory, a
 * NnWeights gives the weights theirs.
 *
 * Thread-safety: one thread builds; then any number may read. Reference counted (atomic).
 */
#pragma once

#include "initialiser.h"
#include "inner-id.h"
#include "op.h"

G_BEGIN_DECLS

typedef guint NnValue;   /* index into the graph's values */
#define NN_NO_VALUE G_MAXUINT
#define NN_NO_WEIGHT G_MAXUINT

typedef enum
{
  NN_VALUE_INPUT,        /* filled from the data set */
  NN_VALUE_TARGET,       /* filled from the data set, encoded */
  NN_VALUE_WEIGHT,       /* the same for every example */
  NN_VALUE_RESULT,       /* out of a node */
  NN_VALUE_VIEW,         /* another value's numbers in another shape */
} NnValueRole;

/* How a class becomes the numbers that a loss compares with. */
typedef enum
{
  NN_ENCODE_VALUES,      /* the target's numbers as they are */
  NN_ENCODE_INDEX,       /* the class's index, one number */
  NN_ENCODE_ONE_HOT,     /* 1 at the class, 0 elsewhere */
  NN_ENCODE_BINARY,      /* two classes as 0 and 1 */
  NN_ENCODE_SIGNED,      /* two classes as −1 and +1 */
} NnEncoding;

typedef struct
{
  NnValueRole role;
  NnShape shape;
  guint field;           /* INPUT and TARGET: which of the data's inputs or targets */
  NnValue of;            /* VIEW: whose numbers these are */
  guint weight;          /* WEIGHT: index into the graph's weights */
  gboolean whole;        /* the same for every example: a weight, or made of weights alone */
  guint layer;           /* id of the layer it belongs to, of those inside groups the outermost group's; 0: none */
  guint seat;            /* the same, but of a layer inside groups its own: inner-id.h */
} NnGraphValue;

typedef struct
{
  const NnOp *op;
  double arg[NN_OP_ARGS];
  guint64 stream;
  guint n_in, n_out;
  NnValue in[NN_OP_INPUTS];      /* NN_NO_VALUE: missing */
  NnValue out[NN_OP_OUTPUTS];
  guint layer, seat;             /* as a value's */
} NnNode;

typedef struct
{
  char *name;            /* "dense_1.weight": unique; the tensor's name in files */
  const char *role;      /* "weight", "bias": the part after the dot */
  guint layer;
  NnShape shape;         /* as PyTorch has it: a linear weight is [out, in] */
  const NnInitialiser *initialiser;
  gsize fan_in, fan_out;
  gboolean decays;       /* L1 and L2 act on it: weights yes, biases and scales no */
  gboolean state;        /* no parameter: the operation that has it moves it while training (running statistics) */
  gboolean trained;      /* FALSE: of a frozen layer, or state; no gradient is asked for */
  gboolean forges;       /* of the first of two networks that learn in turn: see nn_graph_mark_forger() */
  double rate;           /* what the learning rate is multiplied by */
  guint columns;         /* which features of a point its columns weigh, as bits (point-features.h); 0: it weighs something else */
  guint blocks;          /* its rows are so many blocks, one behind the other, with a row for each unit: gates; 0: one */
} NnWeightSpec;

/* What an output layer asks for. */
typedef struct
{
  guint layer;
  NnValue raw;           /* what the loss sees (logits) */
  NnValue prediction;    /* what the student sees: probabilities, or the numbers themselves */
  NnValue target;        /* filled from the data set where its role says so, else another value of the graph */
  NnValue loss;          /* one number per example */
  NnEncoding encoding;
  gboolean ends;         /* its target is a text that ends: what follows the first end is not asked for (ends.h) */
  double weight;         /* of this loss in the sum */
} NnGraphOutput;

/* One of the losses whose weighted sum is made smaller: each output's, and what layers add of their own. */
typedef struct
{
  NnValue value;         /* one number per example */
  double weight;
} NnGraphLoss;

typedef struct _NnGraph NnGraph;

/* Building. */
NnGraph *nn_graph_new        (void);                              /* (transfer full) */
void     nn_graph_enter      (NnGraph *graph, guint layer, const char *name);   /* whose the next values are: id, "dense_1" */
/* The same of a layer inside a group with the id `layer`. The names of its weights begin with `name`, their roles with `path`:
 * what is left of the name without the group's. `stream` names its random numbers. */
void     nn_graph_enter_inside (NnGraph *graph, guint layer, const char *name, const char *path, const char *stream);
void     nn_graph_share      (NnGraph *graph, gboolean share);    /* from here on a weight whose name is known is taken again, not made; counts */
void     nn_graph_set_rate   (NnGraph *graph, double rate);       /* of the weights of the layer entered, which begin with 1; 0: frozen */
NnValue  nn_graph_input      (NnGraph *graph, guint field, const NnShape *shape);   /* field: of the data's inputs, from 0 */
NnValue  nn_graph_target     (NnGraph *graph, guint field, const NnShape *shape);
NnValue  nn_graph_weight     (NnGraph *graph, const char *role, const NnShape *shape, const char *initialiser,
                              gsize fan_in, gsize fan_out);   /* fan_in 0: a scale, which no penalty acts on */
void     nn_graph_note_columns (NnGraph *graph, NnValue weight, NnValue from);   /* what the weight's columns weigh: its `columns` follow */
void     nn_graph_note_blocks (NnGraph *graph, NnValue weight, guint blocks);
NnValue  nn_graph_state      (NnGraph *graph, const char *role, const NnShape *shape, const char *initialiser);   /* kept with the weights, not trained */
NnValue  nn_graph_view       (NnGraph *graph, NnValue of, const NnShape *shape);   /* same size */
/* Its first result, which the others follow: + 1, + 2…; arg may be NULL, and operands may be NN_NO_VALUE. Shapes that do not fit are a programming error: infer() has refused them. */
NnValue  nn_graph_op         (NnGraph *graph, const char *op, const double *arg, const NnValue *in, guint n_in);
void     nn_graph_output     (NnGraph *graph, const NnGraphOutput *output);   /* its loss included */
void     nn_graph_loss       (NnGraph *graph, NnValue value, double weight);   /* one that belongs to no output */
void     nn_graph_set_time   (NnGraph *graph, NnValue value);    /* of a diffusion, one number an example */
void     nn_graph_set_aim    (NnGraph *graph, NnValue value);    /* what outputs are compared with, where the data does not say */
void     nn_graph_mark_forger (NnGraph *graph, NnValue made);    /* two networks learn in turn; all weights that lead to this value are the first one's */
void     nn_graph_set_result (NnGraph *graph, guint layer, NnValue value);   /* what the layer (or one inside groups) hands on and shows */

/* Reading. Where a layer is asked for, one inside groups may be, by its inner id. */
NnGraph             *nn_graph_ref        (NnGraph *graph);
void                 nn_graph_unref      (NnGraph *graph);
guint                nn_graph_n_values   (const NnGraph *graph);
const NnGraphValue  *nn_graph_value      (const NnGraph *graph, NnValue value);
guint                nn_graph_n_nodes    (const NnGraph *graph);
const NnNode        *nn_graph_node       (const NnGraph *graph, guint i);
guint                nn_graph_n_weights  (const NnGraph *graph);
const NnWeightSpec  *nn_graph_weight_spec (const NnGraph *graph, guint i);
gboolean             nn_weight_spec_same  (const NnWeightSpec *a, const NnWeightSpec *b);   /* numbers of one mean the same in the other */
guint                nn_graph_find_weight (const NnGraph *graph, guint layer, const char *role);   /* its index, or NN_NO_WEIGHT */
const char          *nn_graph_role_at     (const NnGraph *graph, guint weight, guint layer);   /* interned: by which nn_graph_find_weight() finds it; NULL: it is another layer's */
guint                nn_graph_n_inputs   (const NnGraph *graph);
NnValue              nn_graph_input_value (const NnGraph *graph, guint i);
guint                nn_graph_n_outputs  (const NnGraph *graph);
const NnGraphOutput *nn_graph_output_at  (const NnGraph *graph, guint i);
int                  nn_graph_judged     (const NnGraph *graph);                 /* the first output that chooses among classes: its answers are counted. −1: none */
const NnGraphOutput *nn_graph_answer     (const NnGraph *graph);                 /* the output that is asked for the network's answer: that one, else the first */
guint                nn_graph_asked      (const NnGraph *graph);                 /* … and which of the data's targets that is compared with */
guint                nn_graph_n_losses   (const NnGraph *graph);
const NnGraphLoss   *nn_graph_loss_at    (const NnGraph *graph, guint i);
int                  nn_graph_loss_of    (const NnGraph *graph, guint seat);   /* the one that this layer adds, by its place; −1: none */
NnValue              nn_graph_time       (const NnGraph *graph);
NnValue              nn_graph_aim        (const NnGraph *graph);              /* NN_NO_VALUE if none was set */
gboolean             nn_graph_takes_turns (const NnGraph *graph);             /* a forger was marked */
NnValue              nn_graph_result     (const NnGraph *graph, guint layer);   /* NN_NO_VALUE if the layer has none */
const NnNode        *nn_graph_find_node  (const NnGraph *graph, const char *op);   /* the first of that operation; NULL: there is none */
const NnNode        *nn_graph_maker      (const NnGraph *graph, NnValue value, guint *out);   /* the node that makes it, as its out-th result; NULL: it is given */
const NnNode        *nn_graph_user       (const NnGraph *graph, guint weight, guint *operand);   /* the first that reads the weight beside what arrives, and as which operand; NULL: none */
NnValue              nn_graph_made_by    (const NnGraph *graph, guint layer, const char *op, guint i);   /* the i-th result of the layer's first operation of that name; NN_NO_VALUE: it has none */
gboolean             nn_graph_depends    (const NnGraph *graph, NnValue value, guint field);   /* whether this input field of the data leads to it */
NnValue              nn_graph_root       (const NnGraph *graph, NnValue value);   /* what its views lead to */
gboolean             nn_graph_is_whole   (const NnGraph *graph, const NnNode *node);   /* its operands are whole, and so are its results */
double               nn_graph_flops      (const NnGraph *graph, guint layer);   /* forward, one example; layer 0: all */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnGraph, nn_graph_unref)

G_END_DECLS
