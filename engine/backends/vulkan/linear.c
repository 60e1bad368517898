/* Linear; formulas in engine/ops/linear.c. */
#include "gemm.h"
#include "kernels.h"

typedef struct
{
  gsize rows, n_in, n_out;
} Sizes;

static Sizes
sizes_of (const NnStep *step, guint rows)
{
  const gsize n_out = step->in[1].shape.dim[0], n_in = step->in[1].shape.dim[1];

  return (Sizes) { rows * (step->in[0].size / n_in), n_in, n_out };
}

/* y = x Wᵀ + b */
static void
forward (const NnStep *step, const NnRun *run)
{
  const Sizes s = sizes_of (step, run->rows);

  nn_gemm (run, &(NnGemm) {
    .m = s.rows, .n = s.n_out, .k = s.n_in,
    .a = step->in[0].data, .a_row = s.n_in,
    .b = step->in[1].data, .b_row = s.n_in, .b_turned = TRUE,
    .bias = step->in[2].data,
    .c = step->out[0].data, .c_row = s.n_out,
    .scratch = step->scratch,
  });
}

/* dx = dy W; dW = dyᵀ x, of which each output has the inputs side by side; db = Σ dy. What they need scratch for lies one after
 * the other, so that none waits for another. */
static void
backward (const NnStep *step, const NnRun *run)
{
  const Sizes s = sizes_of (step, run->rows);
  const gconstpointer dy = step->d_out[0].data;
  float *scratch = step->scratch;

  if (step->d_in[0].data != NULL)
    nn_gemm (run, &(NnGemm) {
      .m = s.rows, .n = s.n_in, .k = s.n_out,
      .a = dy, .a_row = s.n_out,
      .b = step->in[1].data, .b_row = s.n_in,
      .c = step->d_in[0].data, .c_row = s.n_in,
      .scratch = scratch,
    });
  scratch += nn_scratch_room (nn_gemm_scratch (s.rows, s.n_in, s.n_out, 1));
  if (step->d_in[1].data != NULL)
    nn_gemm (run, &(NnGemm) {
      .m = s.n_out, .n = s.n_in, .k = s.rows,
      .a = dy, .a_row = s.n_out, .a_turned = TRUE,
      .b = step->in[0].data, .b_row = s.n_in,
      .c = step->d_in[1].data, .c_row = s.n_in,
      .scratch = scratch,
    });
  scratch += nn_scratch_room (nn_gemm_scratch (s.n_out, s.n_in, s.rows, 1));
  if (step->d_in[2].data != NULL)
    nn_record_sum_rows (run, step->d_in[2].data, dy, s.rows, s.n_out, scratch);
}

static gsize
scratch (const NnStep *step, guint rows, gboolean back)
{
  const Sizes s = sizes_of (step, rows);

  if (!back)
    return nn_gemm_scratch (s.rows, s.n_out, s.n_in, 1);
  return nn_scratch_room (nn_gemm_scratch (s.rows, s.n_in, s.n_out, 1)) +
         nn_scratch_room (nn_gemm_scratch (s.n_out, s.n_in, s.rows, 1)) + nn_sum_rows_scratch (s.rows, s.n_out);
}

const NnKernel nn_vulkan_linear = { forward, backward, .scratch = scratch };
