/* Dropout on every back end: which numbers it drops is named by the example and the place, not by slice or thread. */
#include "backend.h"
#include "op-case.h"

#include <math.h>
#include <string.h>

#define ROWS 12
#define SIZE 1003

static const OpCase wide = { "dropout", { { 1, { SIZE } } }, .arg = { 0.3 }, .rows = ROWS };

static void
fill_ones (OpTrial *trial)
{
  for (gsize i = 0; i < trial->n_in[0]; i++)
    {
      op_trial_set (trial, &trial->step.in[0], i, 1);
      op_trial_set (trial, &trial->step.d_out[0], i, 1);
    }
}

static void
run (OpTrial *trial, const NnBackend *backend)
{
  const NnKernel *kernel = backend->kernel (trial->step.op);

  fill_ones (trial);
  kernel->forward (&trial->step, &trial->run);
  kernel->backward (&trial->step, &trial->run);
}

static guint
count_kept (const OpTrial *trial)
{
  guint kept = 0;

  for (gsize i = 0; i < trial->n_out[0]; i++)
    kept += op_trial_get (trial, &trial->step.out[0], i) != 0;
  return kept;
}

/* About 7 of 10 stay, multiplied by 1 / 0.7; backward drops the same. */
static void
test_mask (gconstpointer data)
{
  const NnBackend *backend = data;
  OpTrial trial;

  op_trial_init (&trial, &wide, backend->element, 0);
  run (&trial, backend);
  g_assert_cmpfloat_with_epsilon (count_kept (&trial) / (double) (ROWS * SIZE), 0.7, 0.015);
  g_assert_cmpmem (trial.step.out[0].data, ROWS * SIZE * backend->element,
                   trial.step.d_in[0].data, ROWS * SIZE * backend->element);
  for (gsize i = 0; i < ROWS * SIZE; i++)
    {
      const double y = op_trial_get (&trial, &trial.step.out[0], i);

      g_assert_true (y == 0 || fabs (y - 1 / 0.7) < 1e-6);
    }
  op_trial_clear (&trial);
}

/* The batch at once, and in uneven slices. */
static void
test_slices (gconstpointer data)
{
  static const guint ends[] = { 1, 2, 7, ROWS };
  const NnBackend *backend = data;
  const gsize row_bytes = SIZE * backend->element;
  OpTrial whole, sliced;
  guint first = 0;

  op_trial_init (&whole, &wide, backend->element, 0);
  op_trial_init (&sliced, &wide, backend->element, 0);
  run (&whole, backend);
  fill_ones (&sliced);
  for (guint i = 0; i < G_N_ELEMENTS (ends); first = ends[i++])
    {
      NnStep step = sliced.step;
      NnRun slice = sliced.run;

      slice.rows = ends[i] - first;
      slice.first_row += first;
      step.in[0].data = (char *) step.in[0].data + first * row_bytes;
      step.out[0].data = (char *) step.out[0].data + first * row_bytes;
      backend->kernel (step.op)->forward (&step, &slice);
    }
  g_assert_cmpmem (whole.step.out[0].data, ROWS * row_bytes, sliced.step.out[0].data, ROWS * row_bytes);
  op_trial_clear (&whole);
  op_trial_clear (&sliced);
}

/* Another seed, step, stream or batch position: other numbers. */
static void
test_names (gconstpointer data)
{
  const NnBackend *backend = data;
  OpTrial trial[5];

  for (guint i = 0; i < G_N_ELEMENTS (trial); i++)
    {
      op_trial_init (&trial[i], &wide, backend->element, 0);
      trial[i].run.seed += i == 1;
      trial[i].run.step += i == 2;
      trial[i].step.stream += i == 3;
      trial[i].run.first_row += i == 4 ? ROWS : 0;
      run (&trial[i], backend);
      for (guint j = 0; j < i; j++)
        g_assert_cmpint (memcmp (trial[i].step.out[0].data, trial[j].step.out[0].data,
                                 ROWS * SIZE * backend->element), !=, 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (trial); i++)
    op_trial_clear (&trial[i]);
}

static void
test_extremes (gconstpointer data)
{
  const NnBackend *backend = data;
  OpTrial trial;

  op_trial_init (&trial, &wide, backend->element, 0);
  trial.step.arg[0] = 0;
  run (&trial, backend);
  g_assert_cmpuint (count_kept (&trial), ==, ROWS * SIZE);
  trial.step.arg[0] = 1;
  run (&trial, backend);
  g_assert_cmpuint (count_kept (&trial), ==, 0);

  trial.run.training = FALSE;
  run (&trial, backend);
  g_assert_cmpmem (trial.step.out[0].data, ROWS * SIZE * backend->element,
                   trial.step.in[0].data, ROWS * SIZE * backend->element);
  op_trial_clear (&trial);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    GTestDataFunc func;
  } tests[] = {
    { "mask", test_mask },
    { "slices", test_slices },
    { "names", test_names },
    { "extremes", test_extremes },
  };
  guint n;
  const NnBackend *const *rows = nn_backend_rows (&n);

  g_test_init (&argc, &argv, NULL);
  for (guint b = 0; b < n; b++)
    for (guint t = 0; t < G_N_ELEMENTS (tests) && !rows[b]->records; t++)
      {
        g_autofree char *path = g_strdup_printf ("/engine/backends/%s/dropout/%s", rows[b]->id, tests[t].name);

        g_test_add_data_func (path, rows[b], tests[t].func);
      }
  return g_test_run ();
}
