#include "recurrence.h"

#include "gemm.h"

#include <string.h>

#define TILE 16   /* rows and columns that a group finds in shaders/common/recurrence.glsl */

/* The s-th step of all rows: sums of so many terms. */
static void
record_step (const NnRun *run, const NnRecurrence *on, NnDispatch *dispatch, gsize s, gsize terms, gsize columns)
{
  const gsize at = nn_recurrent_at (on, 0, s);
  const gsize before = s > 0 ? nn_recurrent_at (on, 0, s - 1) : 0, after = s + 1 < on->steps ? nn_recurrent_at (on, 0, s + 1) : 0;
  const NnDispatchWord word[] = { { on->rows }, { on->steps }, { on->size }, { terms }, { s }, { at }, { before }, { after } };

  dispatch->constant[0] = on->size % 4 == 0;
  memcpy (dispatch->word, word, sizeof word);
  dispatch->groups[0] = (columns - 1) / TILE + 1;
  dispatch->groups[1] = (on->rows - 1) / TILE + 1;
  nn_dispatch (run, dispatch);
}

void
nn_record_recurrence (const NnStep *step, const NnRun *run, NnDispatch dispatch)
{
  const NnRecurrence on = nn_recurrence (step, run);
  const gsize sums = on.gates * on.size;
  const gconstpointer bias = step->in[NN_RECURRENT_BIAS].data, first = step->in[NN_RECURRENT_H].data;
  const NnDispatchBuffer shared[] = {
    NN_READS (step->in[NN_RECURRENT_X].data, nn_recurrence_numbers (&on, sums)),
    NN_READS (step->in[NN_RECURRENT_WEIGHT].data, sums * on.size),
    NN_READS (bias, sums),
    NN_READS (first, on.rows * on.size),
    NN_CHANGES (step->out[0].data, nn_recurrence_numbers (&on, on.size)),
  };

  memcpy (dispatch.buffer, shared, sizeof shared);
  dispatch.constant[1] = bias != NULL;
  for (gsize s = 0; s < on.steps; s++)
    record_step (run, &on, &dispatch, s, s > 0 || first != NULL ? on.size : 0, on.gates > 1 ? 4 * on.size : on.size);
}

/* ---- The way back ---- */

/* Of weight, bias and the states before the first step; each has its own, so that none waits for another. */
static gsize
products_scratch (const NnRecurrence *on)
{
  const gsize sums = on->gates * on->size, all = on->rows * on->steps;

  return nn_scratch_room (nn_gemm_scratch (sums, on->size, all, 1)) + nn_scratch_room (nn_sum_rows_scratch (all, sums)) +
         nn_gemm_scratch (on->rows, on->size, sums, 1);
}

gsize
nn_recorded_recurrence_scratch (const NnStep *step, guint rows, gboolean back)
{
  const NnRecurrence on = nn_recurrence (step, &(NnRun) { .rows = rows });

  return back ? 2 * nn_scratch_room (nn_recurrence_numbers (&on, on.gates * on.size)) + 2 * nn_scratch_room (rows * on.size) +
                nn_scratch_room (nn_recurrence_numbers (&on, on.size)) + products_scratch (&on) : 0;
}

NnRecurrenceBack
nn_begin_recurrence_back (const NnStep *step, const NnRun *run, gboolean two)
{
  const NnRecurrence on = nn_recurrence (step, run);
  const gsize sums = nn_scratch_room (nn_recurrence_numbers (&on, on.gates * on.size)), state = nn_scratch_room (on.rows * on.size);
  float *scratch = step->scratch;
  NnRecurrenceBack back = { .d_x = step->d_in[NN_RECURRENT_X].data };

  if (back.d_x == NULL)
    back.d_x = scratch;
  back.d_hidden = two ? scratch + sums : back.d_x;
  back.beside = scratch + 2 * sums;
  back.d_first = back.beside + state;
  back.before = back.d_first + state;
  back.rest = back.before + nn_scratch_room (nn_recurrence_numbers (&on, on.size));
  return back;
}

void
nn_record_recurrence_back (const NnStep *step, const NnRun *run, const NnRecurrenceBack *back, NnDispatch dispatch)
{
  const NnRecurrence on = nn_recurrence (step, run);
  const gsize sums = on.gates * on.size;
  const gconstpointer dy = step->d_out[0].data;
  const NnDispatchBuffer shared[] = {
    NN_READS (step->in[NN_RECURRENT_WEIGHT].data, sums * on.size),
    NN_READS (dy, nn_recurrence_numbers (&on, on.size)),
    NN_CHANGES (back->d_hidden, nn_recurrence_numbers (&on, sums)),
  };

  memcpy (dispatch.buffer, shared, sizeof shared);
  dispatch.constant[1] = dy != NULL;
  for (gsize s = on.steps; s-- > 0;)
    record_step (run, &on, &dispatch, s, s + 1 < on.steps ? sums : 0, on.size);
}

static void
gather_before (const NnStep *step, const NnRun *run, const NnRecurrence *on, gpointer before)
{
  const gconstpointer first = step->in[NN_RECURRENT_H].data;
  const gsize n = nn_recurrence_numbers (on, on->size);

  nn_dispatch_flat (run, &(NnDispatch) {
    .shader = NN_SHADER_STATES_BEFORE,
    .constant = { first != NULL, on->reverse },
    .buffer = { NN_READS (step->out[0].data, n), NN_READS (first, on->rows * on->size), NN_WRITES (before, n) },
    .word = { { n }, { on->steps }, { on->size } },
  }, n);
}

static void
record_weight (const NnStep *step, const NnRun *run, const NnRecurrenceBack *back, gpointer scratch)
{
  const NnRecurrence on = nn_recurrence (step, run);
  const gsize sums = on.gates * on.size;

  gather_before (step, run, &on, back->before);
  nn_gemm (run, &(NnGemm) {
    .m = sums, .n = on.size, .k = on.rows * on.steps,
    .a = back->d_hidden, .a_row = sums, .a_turned = TRUE,
    .b = back->before, .b_row = on.size,
    .c = step->d_in[NN_RECURRENT_WEIGHT].data, .c_row = on.size,
    .scratch = scratch,
  });
}

/* What came to the sums of the step that is first goes through the weight once more. */
static void
record_first (const NnStep *step, const NnRun *run, const NnRecurrenceBack *back, gconstpointer beside, gpointer scratch)
{
  const NnRecurrence on = nn_recurrence (step, run);
  const gsize sums = on.gates * on.size;
  const gpointer wanted = step->d_in[NN_RECURRENT_H].data;

  nn_gemm (run, &(NnGemm) {
    .m = on.rows, .n = on.size, .k = sums,
    .a = back->d_hidden + nn_recurrent_at (&on, 0, 0) * sums, .a_row = on.steps * sums,
    .b = step->in[NN_RECURRENT_WEIGHT].data, .b_row = on.size,
    .c = beside != NULL ? back->d_first : wanted, .c_row = on.size,
    .scratch = scratch,
  });
  if (beside != NULL)
    nn_dispatch_blocks (run, NN_SHADER_SUM, wanted, (gconstpointer[]) { back->d_first, beside }, 2, FALSE, on.rows * on.size);
}

void
nn_record_recurrence_weights (const NnStep *step, const NnRun *run, const NnRecurrenceBack *back, gconstpointer beside)
{
  const NnRecurrence on = nn_recurrence (step, run);
  const gsize sums = on.gates * on.size, all = on.rows * on.steps;
  float *scratch = back->rest;

  if (step->d_in[NN_RECURRENT_WEIGHT].data != NULL)
    record_weight (step, run, back, scratch);
  scratch += nn_scratch_room (nn_gemm_scratch (sums, on.size, all, 1));
  if (step->d_in[NN_RECURRENT_BIAS].data != NULL)
    nn_record_sum_rows (run, step->d_in[NN_RECURRENT_BIAS].data, back->d_hidden, all, sums, scratch);
  scratch += nn_scratch_room (nn_sum_rows_scratch (all, sums));
  if (step->d_in[NN_RECURRENT_H].data != NULL)
    record_first (step, run, back, beside, scratch);
}
