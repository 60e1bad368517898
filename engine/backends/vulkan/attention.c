/* Attention; see engine/ops/attention.c. Products of all heads of all examples at a time, and rows between them. */
#include "attention.h"

#include "gemm.h"
#include "kernels.h"

#include <math.h>

enum { QUERIES, KEYS, VALUES };

/* The heads of an operand [rows][steps][…], or of all shares: how far their steps, examples and heads are apart. */
typedef struct
{
  const float *data;   /* NULL: not there */
  gsize row, next, inner;
} Heads;

static Heads
heads_of (const NnAttention *on, const NnOperand *operands, guint which)
{
  const float *data = operands[on->operand[which]].data;

  return (Heads) {
    .data = data != NULL ? data + on->first[which] : NULL,
    .row = on->apart[which],
    .next = nn_attention_at (on, which, 1, 0) - nn_attention_at (on, which, 0, 0),
    .inner = on->depth,
  };
}

static Heads
answers_of (const NnAttention *on, const NnOperand *out)
{
  return (Heads) { out->data, on->size, on->steps * on->size, on->depth };
}

static Heads
pairs_of (const NnAttention *on, gconstpointer data)
{
  return (Heads) { data, on->others, on->heads * on->steps * on->others, on->steps * on->others };
}

/* c = a b of every head, of sizes m, n and k; `turned`: which of a and b lie turned over. */
static void
multiply (const NnRun *run, const NnAttention *on, Heads a, Heads b, Heads c, const gsize sizes[3], guint turned, gpointer scratch)
{
  nn_gemm (run, &(NnGemm) {
    .m = sizes[0], .n = sizes[1], .k = sizes[2],
    .a = a.data, .a_row = a.row, .a_next = a.next, .a_inner = a.inner, .a_turned = (turned & NN_OPERAND (0)) != 0,
    .b = b.data, .b_row = b.row, .b_next = b.next, .b_inner = b.inner, .b_turned = (turned & NN_OPERAND (1)) != 0,
    .c = (gpointer) c.data, .c_row = c.row, .c_next = c.next, .c_inner = c.inner,
    .count = run->rows * on->heads, .inner = on->heads,
    .scratch = scratch,
  });
}

static void
record_rows (const NnRun *run, const NnAttention *on, gboolean back, gconstpointer share, gpointer result)
{
  const gsize rows = run->rows * on->heads * on->steps, n = rows * on->others;

  nn_dispatch_rows (run, &(NnDispatch) {
    .shader = NN_SHADER_ATTENTION,
    .constant = { [1] = back, on->causal },
    .buffer = { NN_READS (share, n), NN_CHANGES (result, n) },
    .word = { { rows }, { on->others }, { on->steps }, { .f = 1 / sqrt (on->depth) } },
  }, rows, on->others);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const NnAttention on = nn_attention (step);
  const Heads shares = pairs_of (&on, step->out[NN_ATTENTION_SHARES].data);

  multiply (run, &on, heads_of (&on, step->in, QUERIES), heads_of (&on, step->in, KEYS), shares,
            (gsize[]) { on.steps, on.others, on.depth }, NN_OPERAND (1), step->scratch);
  record_rows (run, &on, FALSE, NULL, (gpointer) shares.data);
  multiply (run, &on, shares, heads_of (&on, step->in, VALUES), answers_of (&on, &step->out[0]),
            (gsize[]) { on.steps, on.depth, on.others }, 0, step->scratch);
}

/* What comes back to the scores, for queries and keys. */
static void
blame_scores (const NnStep *step, const NnRun *run, const NnAttention *on, Heads blame, gpointer scratch)
{
  multiply (run, on, answers_of (on, &step->d_out[0]), heads_of (on, step->in, VALUES), blame,
            (gsize[]) { on->steps, on->others, on->depth }, NN_OPERAND (1), scratch);
  record_rows (run, on, TRUE, step->out[NN_ATTENTION_SHARES].data, (gpointer) blame.data);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const NnAttention on = nn_attention (step);
  const gsize to_queries[] = { on.steps, on.depth, on.others }, to_others[] = { on.others, on.depth, on.steps };
  const Heads dq = heads_of (&on, step->d_in, QUERIES), dk = heads_of (&on, step->d_in, KEYS), dv = heads_of (&on, step->d_in, VALUES);
  const Heads shares = pairs_of (&on, step->out[NN_ATTENTION_SHARES].data), blame = pairs_of (&on, step->scratch);
  float *scratch = (float *) step->scratch + nn_scratch_room (run->rows * blame.next);

  if (dv.data != NULL)
    multiply (run, &on, shares, answers_of (&on, &step->d_out[0]), dv, to_others, NN_OPERAND (0), scratch);
  if (dq.data != NULL || dk.data != NULL)
    blame_scores (step, run, &on, blame, scratch);
  if (dq.data != NULL)
    multiply (run, &on, blame, heads_of (&on, step->in, KEYS), dq, to_queries, 0, scratch);
  if (dk.data != NULL)
    multiply (run, &on, blame, heads_of (&on, step->in, QUERIES), dk, to_others, NN_OPERAND (0), scratch);
}

static gsize
scratch (const NnStep *step, guint rows, gboolean back)
{
  const NnAttention on = nn_attention (step);
  const gsize count = rows * on.heads;
  const gsize products = MAX (nn_gemm_scratch (on.steps, on.others, on.depth, count),
                              MAX (nn_gemm_scratch (on.steps, on.depth, on.others, count),
                                   nn_gemm_scratch (on.others, on.depth, on.steps, count)));

  return back ? nn_scratch_room (count * on.steps * on.others) + products : products;
}

const NnKernel nn_vulkan_attention = { forward, backward, .scratch = scratch };
