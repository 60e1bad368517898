/* Attention; see engine/ops/attention.c. One head of one row at a time, so that all of it stays close; queries or keys a
 * strip at a time, so that what a causal head does not see is not computed. */
#include "attention.h"

#include "kernels.h"
#include "product.h"
#include "rows.h"
#include "transpose.h"

#include <math.h>
#include <string.h>

#define STRIP 16

typedef struct
{
  NnAttention on;
  float scale;               /* 1 / √depth */
  const float *q, *k, *v, *dy;
  float *y, *share;
  float *dq, *dk, *dv;       /* NULL: not wanted */
  float *packed;             /* others · depth: keys or values side by side */
  float *turned;             /* depth · others: the same with places and numbers exchanged */
  float *blame;              /* steps · others: gradients of the scores */
} Head;

static gsize
scratch (const NnStep *step, guint rows, gboolean backward)
{
  const NnAttention on = nn_attention (step);

  return 2 * on.others * on.depth + (backward ? on.steps * on.others : 0);
}

static float *
part (const NnOperand *operand, const NnAttention *on, guint which, gsize row, gsize head)
{
  float *data = operand[on->operand[which]].data;

  return data != NULL ? data + nn_attention_at (on, which, row, head) : NULL;
}

static Head
find_head (const NnStep *step, const NnAttention *on, gsize i)
{
  const gsize row = i / on->heads, head = i % on->heads;
  const gsize at = row * on->steps * on->size + head * on->depth;
  Head h = { .on = *on, .scale = 1.0f / sqrtf (on->depth), .packed = step->scratch };

  h.q = part (step->in, on, 0, row, head);
  h.k = part (step->in, on, 1, row, head);
  h.v = part (step->in, on, 2, row, head);
  h.dq = part (step->d_in, on, 0, row, head);
  h.dk = part (step->d_in, on, 1, row, head);
  h.dv = part (step->d_in, on, 2, row, head);
  if (step->out[0].data != NULL)
    h.y = (float *) step->out[0].data + at;
  if (step->d_out[0].data != NULL)
    h.dy = (const float *) step->d_out[0].data + at;
  h.share = (float *) step->out[NN_ATTENTION_SHARES].data + i * on->steps * on->others;
  h.turned = h.packed + on->others * on->depth;
  h.blame = h.turned + on->others * on->depth;
  return h;
}

static NN_KERNEL void
turn (const Head *h, const float *from, gsize apart, float scale)
{
  const gsize depth = h->on.depth;

  for (gsize s = 0; s < h->on.others; s++)
#pragma omp simd
    for (gsize d = 0; d < depth; d++)
      h->packed[s * depth + d] = from[s * apart + d] * scale;
  nn_transpose (h->turned, h->packed, h->on.others, depth);
}

/* out = a · (the block that was turned), for the queries of a strip and the keys that its last one sees. */
static void
score_strip (const Head *h, const float *a, gsize apart, float *out, gsize first, gsize n)
{
  nn_product (&(NnProduct) {
    .m = n, .n = nn_attention_seen (&h->on, first + n - 1), .k = h->on.depth,
    .a = a + first * apart, .a_row = apart, .a_column = 1,
    .b = h->turned, .b_row = h->on.others,
    .c = out + first * h->on.others, .c_row = h->on.others,
  });
}

static NN_KERNEL void
share_out (const Head *h, gsize first, gsize n)
{
  for (gsize t = first; t < first + n; t++)
    {
      const gsize seen = nn_attention_seen (&h->on, t);
      float *share = h->share + t * h->on.others;
      const float factor = 1.0f / nn_row_exp (share, share, nn_row_max (share, seen), seen);

#pragma omp simd
      for (gsize s = 0; s < seen; s++)
        share[s] *= factor;
      memset (share + seen, 0, (h->on.others - seen) * sizeof *share);
    }
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const NnAttention on = nn_attention (step);
  gsize first, end;

  nn_run_part (run, run->rows * on.heads, &first, &end);
  for (gsize i = first; i < end; i++)
    {
      const Head h = find_head (step, &on, i);

      turn (&h, h.k, on.apart[1], h.scale);
      for (gsize t = 0; t < on.steps; t += STRIP)
        {
          const gsize n = MIN (STRIP, on.steps - t);

          score_strip (&h, h.q, on.apart[0], h.share, t, n);
          share_out (&h, t, n);
          nn_product (&(NnProduct) {
            .m = n, .n = on.depth, .k = nn_attention_seen (&on, t + n - 1),
            .a = h.share + t * on.others, .a_row = on.others, .a_column = 1,
            .b = h.v, .b_row = on.apart[2],
            .c = h.y + t * on.size, .c_row = on.size,
          });
        }
    }
}

/* blame = share (dshare − Σ share dshare) / √depth, where dshare stood. */
static NN_KERNEL void
blame_scores (const Head *h, gsize first, gsize n)
{
  const gsize others = h->on.others, end = h->on.causal ? MIN (first + STRIP, others) : others;

  for (gsize t = first; t < first + n; t++)
    {
      const gsize seen = nn_attention_seen (&h->on, t);
      const float *share = h->share + t * others;
      float *blame = h->blame + t * others;
      const float mean = nn_row_dot (share, blame, seen);

#pragma omp simd
      for (gsize s = 0; s < seen; s++)
        blame[s] = share[s] * (blame[s] - mean) * h->scale;
      memset (blame + seen, 0, (end - seen) * sizeof *blame);
    }
}

/* Of keys or values: out[s] = Σ over the queries t that see s of weight[t, s] · from[t]. */
static void
collect (const Head *h, const float *weight, const float *from, gsize from_apart, float *out, gsize out_apart)
{
  const NnAttention *on = &h->on;

  for (gsize s = 0; s < on->others; s += STRIP)
    {
      /* Queries before the strip see nothing of it; where the queries end first, nobody does. */
      const gsize first = on->causal ? MIN (s, on->steps) : 0;

      nn_product (&(NnProduct) {
        .m = MIN (STRIP, on->others - s), .n = on->depth, .k = on->steps - first,
        .a = weight + first * on->others + s, .a_row = 1, .a_column = on->others,
        .b = from + first * from_apart, .b_row = from_apart,
        .c = out + s * out_apart, .c_row = out_apart,
      });
    }
}

static void
blame_head (const Head *h)
{
  const NnAttention *on = &h->on;

  turn (h, h->v, on->apart[2], 1.0f);
  for (gsize t = 0; t < on->steps; t += STRIP)
    {
      const gsize n = MIN (STRIP, on->steps - t);

      score_strip (h, h->dy, on->size, h->blame, t, n);
      blame_scores (h, t, n);
      if (h->dq != NULL)
        nn_product (&(NnProduct) {
          .m = n, .n = on->depth, .k = nn_attention_seen (on, t + n - 1),
          .a = h->blame + t * on->others, .a_row = on->others, .a_column = 1,
          .b = h->k, .b_row = on->apart[1],
          .c = h->dq + t * on->apart[0], .c_row = on->apart[0],
        });
    }
  if (h->dk != NULL)
    collect (h, h->blame, h->q, on->apart[0], h->dk, on->apart[1]);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const NnAttention on = nn_attention (step);

  for (gsize i = 0; i < run->rows * on.heads; i++)
    {
      const Head h = find_head (step, &on, i);

      if (h.dv != NULL)
        collect (&h, h.share, h.dy, on.size, h.dv, on.apart[2]);
      if (h.dq != NULL || h.dk != NULL)
        blame_head (&h);
    }
}

const NnKernel nn_openblas_attention = { forward, backward, .scratch = scratch, .divides = TRUE };
