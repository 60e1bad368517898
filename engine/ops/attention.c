/* Attention: each step of a sequence takes from the values of all steps, each by its share: softmax over the keys of
 * (query · key) / √depth, in `heads` parts of the numbers by themselves (Vaswani et al. 2017;
 * torch.nn.functional.scaled_dot_product_attention). arg: heads, causal (step t sees steps 0 to t only). in: queries, keys
 * and values of one sequence side by side [steps, 3 size], or [steps, size], [others, size], [others, size]. out: [steps,
 * size]; saved: the shares [heads, steps, others], 0 where nothing is seen. */
#include "attention.h"
#include "op-rows.h"
#include "text.h"

#include <math.h>

static gboolean
shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  const gint64 heads = arg[0];
  const gint64 size = n_in == 1 ? in[0].dim[1] / 3 : in[0].dim[1];

  if (in[0].rank != 2 || (n_in != 1 && n_in != 3) || (n_in == 1 && in[0].dim[1] % 3 != 0) ||
      (n_in == 3 && (in[1].rank != 2 || in[1].dim[1] != size || !nn_shape_equal (&in[1], &in[2]))))
    {
      g_autofree char *block = nn_shape_to_string (&in[0]);

      g_set_error (error, NN_ERROR, NN_ERROR_NETWORK,
                   _("Attention needs queries, keys and values of the same size for each step; a block of %s does not fit."),
                   block);
      return FALSE;
    }
  if (heads < 1 || size % heads != 0)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_NETWORK,
                   _("%.0f numbers cannot be cut into %.0f equal heads: choose a number of heads that divides them."),
                   (double) size, (double) heads);
      return FALSE;
    }
  out[0] = NN_SHAPE (in[0].dim[0], size);
  out[NN_ATTENTION_SHARES] = NN_SHAPE (heads, in[0].dim[0], n_in == 1 ? in[0].dim[0] : in[1].dim[0]);
  return TRUE;
}

NnAttention
nn_attention (const NnStep *step)
{
  const gboolean one = step->in[1].shape.rank == 0;
  const gsize size = step->out[0].shape.dim[1], steps = step->in[0].shape.dim[0];
  NnAttention on = {
    .steps = steps,
    .others = one ? steps : (gsize) step->in[1].shape.dim[0],
    .size = size,
    .heads = step->arg[0],
    .depth = size / (gsize) step->arg[0],
    .causal = step->arg[1] != 0,
  };

  for (guint i = 0; i < 3; i++)
    {
      on.operand[i] = one ? 0 : i;
      on.first[i] = one ? i * size : 0;
      on.apart[i] = one ? 3 * size : size;
    }
  return on;
}

static double
flops (const NnStep *step)
{
  const NnAttention on = nn_attention (step);

  return 4.0 * on.steps * on.others * on.size;
}

/* One head of one row, and where its gradients go; those not wanted are NULL. */
typedef struct
{
  NnAttention on;
  const double *q, *k, *v, *dy;
  double *y, *share;
  double *dq, *dk, *dv;
} Head;

static const double *
part (const NnOperand *operand, const NnAttention *on, guint which, gsize row, gsize head)
{
  const double *data = operand[on->operand[which]].data;

  return data != NULL ? data + nn_attention_at (on, which, row, head) : NULL;
}

static Head
find_head (const NnStep *step, gsize i)
{
  const NnAttention on = nn_attention (step);
  const gsize row = i / on.heads, head = i % on.heads;
  const gsize at = row * on.steps * on.size + head * on.depth;

  return (Head) {
    .on = on,
    .q = part (step->in, &on, 0, row, head),
    .k = part (step->in, &on, 1, row, head),
    .v = part (step->in, &on, 2, row, head),
    .y = step->out[0].data != NULL ? (double *) step->out[0].data + at : NULL,
    .share = (double *) step->out[NN_ATTENTION_SHARES].data + i * on.steps * on.others,
    .dy = step->d_out[0].data != NULL ? (const double *) step->d_out[0].data + at : NULL,
    .dq = (double *) part (step->d_in, &on, 0, row, head),
    .dk = (double *) part (step->d_in, &on, 1, row, head),
    .dv = (double *) part (step->d_in, &on, 2, row, head),
  };
}

static double
dot (const double *a, const double *b, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += a[i] * b[i];
  return sum;
}

static void
share_out (const Head *h, gsize t)
{
  const NnAttention *on = &h->on;
  const gsize seen = nn_attention_seen (on, t);
  double *share = h->share + t * on->others;
  double largest = -INFINITY, sum = 0;

  for (gsize s = 0; s < on->others; s++)
    share[s] = s < seen ? dot (h->q + t * on->apart[0], h->k + s * on->apart[1], on->depth) / sqrt (on->depth) : 0;
  for (gsize s = 0; s < seen; s++)
    largest = share[s] > largest ? share[s] : largest;
  for (gsize s = 0; s < seen; s++)
    sum += share[s] = exp (share[s] - largest);
  for (gsize s = 0; s < seen; s++)
    share[s] /= sum;
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const gsize heads = step->arg[0];

  for (gsize i = 0; i < run->rows * heads; i++)
    {
      const Head h = find_head (step, i);

      for (gsize t = 0; t < h.on.steps; t++)
        {
          share_out (&h, t);
          for (gsize d = 0; d < h.on.depth; d++)
            {
              double sum = 0;

              for (gsize s = 0; s < h.on.others; s++)
                sum += h.share[t * h.on.others + s] * h.v[s * h.on.apart[2] + d];
              h.y[t * h.on.size + d] = sum;
            }
        }
    }
}

static void
clear (double *d, gsize steps, gsize apart, gsize depth)
{
  for (gsize s = 0; d != NULL && s < steps; s++)
    for (gsize i = 0; i < depth; i++)
      d[s * apart + i] = 0;
}

/* What query t and key s have to do with each other: `blame` is the gradient of their score. */
static void
give_back (const Head *h, gsize t, gsize s, double blame)
{
  const NnAttention *on = &h->on;
  const double share = h->share[t * on->others + s];

  for (gsize d = 0; d < on->depth; d++)
    {
      if (h->dq != NULL)
        h->dq[t * on->apart[0] + d] += blame * h->k[s * on->apart[1] + d];
      if (h->dk != NULL)
        h->dk[s * on->apart[1] + d] += blame * h->q[t * on->apart[0] + d];
      if (h->dv != NULL)
        h->dv[s * on->apart[2] + d] += share * h->dy[t * on->size + d];
    }
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const gsize heads = step->arg[0];

  for (gsize i = 0; i < run->rows * heads; i++)
    {
      const Head h = find_head (step, i);
      const NnAttention *on = &h.on;

      clear (h.dq, on->steps, on->apart[0], on->depth);
      clear (h.dk, on->others, on->apart[1], on->depth);
      clear (h.dv, on->others, on->apart[2], on->depth);
      for (gsize t = 0; t < on->steps; t++)
        {
          const gsize seen = nn_attention_seen (on, t);
          const double *share = h.share + t * on->others, *dy = h.dy + t * on->size;
          double mean = 0;

          for (gsize s = 0; s < seen; s++)
            mean += share[s] * dot (dy, h.v + s * on->apart[2], on->depth);
          for (gsize s = 0; s < seen; s++)
            give_back (&h, t, s,
                       share[s] * (dot (dy, h.v + s * on->apart[2], on->depth) - mean) / sqrt (on->depth));
        }
    }
}

const NnOp nn_op_attention = {
  .id = "attention",
  .n_in = 3,
  .n_out = 2,
  .n_saved = 1,
  .reads_in = NN_OPERAND (0) | NN_OPERAND (1) | NN_OPERAND (2),
  .reads_out = NN_OPERAND (NN_ATTENTION_SHARES),
  .shape = shape,
  .flops = flops,
  .reference = { forward, backward },
};
