/* Where the operands of attention lie, whichever way they come in: queries, keys and values side by side in one block
 * [steps, 3 size], as torch.nn.MultiheadAttention's in_proj makes them of one sequence, or as three blocks, the keys and
 * values of another sequence. Private to this room and the back ends. */
#pragma once

#include "op.h"

G_BEGIN_DECLS

#define NN_ATTENTION_SHARES 1   /* the output that saves them */

/* Numbers of one head of one row: its queries are `steps` runs of `depth` numbers, query_step numbers apart, and so on. */
typedef struct
{
  gsize steps, others;       /* queries; keys and values */
  gsize size, heads, depth;  /* size = heads · depth */
  gboolean causal;
  guint operand[3];          /* of queries, keys and values */
  gsize first[3];            /* number at which each begins in a step */
  gsize apart[3];            /* numbers from one step to the next */
} NnAttention;

NnAttention nn_attention (const NnStep *step);

/* Keys that a query sees. */
static inline gsize
nn_attention_seen (const NnAttention *on, gsize query)
{
  return on->causal ? MIN (query + 1, on->others) : on->others;
}

/* Number at which a head's part of a row begins in that operand: 0 queries, 1 keys, 2 values. */
static inline gsize
nn_attention_at (const NnAttention *on, guint which, gsize row, gsize head)
{
  return row * (which == 0 ? on->steps : on->others) * on->apart[which] + on->first[which] + head * on->depth;
}

G_END_DECLS
