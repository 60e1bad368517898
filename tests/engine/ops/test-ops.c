/* Every operation of the list: its row is complete, it has cases, and its reference gradient agrees with central
 * differences of its reference value. */
#include "op-case.h"

#include <math.h>
#include <string.h>

#define STEP 1e-5          /* of the central difference */
#define TOLERANCE 1e-4     /* relative, in the worst element */
#define FLOOR 1e-5         /* gradients below are compared absolutely */

/* What the gradients are gradients of: the outputs, each times its d_out; or the losses as the run sums them. */
static double
objective (OpTrial *trial)
{
  const NnOp *op = trial->step.op;
  double sum = 0;

  op_trial_forward (trial, &op->reference);
  for (guint o = 0; o < op_trial_n_results (trial); o++)
    for (gsize i = 0; i < trial->n_out[o]; i++)
      sum += op_trial_get (trial, &trial->step.out[o], i) *
             (op->is_loss ? trial->run.scale * trial->step.arg[0] : op_trial_get (trial, &trial->step.d_out[o], i));
  return sum;
}

static double
central_difference (OpTrial *trial, const NnOperand *operand, gsize i)
{
  const double x = op_trial_get (trial, operand, i);
  double above, below;

  op_trial_set (trial, operand, i, x + STEP);
  above = objective (trial);
  op_trial_set (trial, operand, i, x - STEP);
  below = objective (trial);
  op_trial_set (trial, operand, i, x);
  return (above - below) / (2 * STEP);
}

static void
check_gradient (OpTrial *trial, guint operand)
{
  for (gsize i = 0; i < trial->n_in[operand]; i++)
    {
      const double found = op_trial_get (trial, &trial->step.d_in[operand], i);
      const double expected = central_difference (trial, &trial->step.in[operand], i);
      const double size = MAX (MAX (fabs (found), fabs (expected)), FLOOR);

      if (!(fabs (found - expected) / size < TOLERANCE))
        g_error ("%s: d_in[%u][%" G_GSIZE_FORMAT "] is %g, but the difference quotient %g",
                 trial->step.op->id, operand, i, found, expected);
    }
}

static void
test_gradient (gconstpointer data)
{
  const OpCase *test = data;
  OpTrial trial;

  op_trial_init (&trial, test, sizeof (double), 0);
  op_trial_forward (&trial, &trial.step.op->reference);
  if (trial.step.op->reference.backward != NULL)
    op_trial_backward (&trial, &trial.step.op->reference);
  for (guint i = 0; i < NN_OP_INPUTS; i++)
    if (op_trial_has_gradient (&trial, i))
      check_gradient (&trial, i);
  op_trial_clear (&trial);
}

static void
test_row (gconstpointer data)
{
  const NnOp *op = data;
  gboolean has_case = FALSE;

  g_assert_nonnull (op->id);
  g_assert_true (nn_op_find (op->id) == op);
  g_assert_cmpuint (op->n_in, >=, 1);
  g_assert_cmpuint (op->n_in, <=, NN_OP_INPUTS);
  g_assert_cmpuint (op->n_out, >=, 1);
  g_assert_cmpuint (op->n_out, <=, NN_OP_OUTPUTS);
  g_assert_nonnull (op->shape);
  g_assert_nonnull (op->reference.forward);
  for (const OpCase *test = op_cases; test->op != NULL; test++)
    has_case = has_case || g_str_equal (test->op, op->id);
  if (!has_case)
    g_error ("%s has no case in op-case.c", op->id);
}

static void
test_list (void)
{
  guint n;
  const NnOp *const *rows = nn_op_rows (&n);

  g_assert_cmpuint (n, >, 0);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (nn_op_index (rows[i]), ==, i);
  g_assert_null (nn_op_find ("no such operation"));
}

/* Shapes that do not fit are refused with a sentence that names them. */
static void
test_refused_shapes (void)
{
  static const struct
  {
    const char *op;
    NnShape in[3];
    guint n_in;
    const char *named;
  } wrong[] = {
    { "linear", { { 1, { 5 } }, { 2, { 3, 4 } } }, 2, "3×4" },
    { "linear", { { 1, { 4 } }, { 2, { 3, 4 } }, { 1, { 2 } } }, 3, "3 outputs" },
    { "linear", { { 1, { 4 } } }, 1, "4" },
    { "sum", { { 1, { 4 } }, { 1, { 5 } } }, 2, "5" },
    { "mse", { { 1, { 4 } }, { 1, { 5 } } }, 2, "5" },
    { "embedding", { { 2, { 3, 4 } }, { 2, { 5, 6 } } }, 2, "3×4" },
    { "attention", { { 2, { 3, 12 } } }, 1, "5 equal heads" },
    { "lstm", { { 2, { 3, 12 } }, { 2, { 16, 4 } } }, 2, "3×12" },
    { "cross_entropy", { { 2, { 3, 4 } }, { 1, { 2 } } }, 2, "3×4" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      const double arg[NN_OP_ARGS] = { 5 };
      NnShape out[NN_OP_OUTPUTS] = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_false (nn_op_find (wrong[i].op)->shape (arg, wrong[i].in, wrong[i].n_in, out, &error));
      g_assert_error (error, NN_ERROR, NN_ERROR_NETWORK);
      g_assert_nonnull (strstr (error->message, wrong[i].named));
      g_assert_cmpuint (out[0].rank, ==, 0);
    }
}

/* A class that does not exist must be noticed, not read from beyond the scores. */
static void
test_class_out_of_range (void)
{
  static const double targets[] = { -1, 10, 1e30, NAN };
  const OpCase *test = op_cases;
  OpTrial trial;

  while (!g_str_equal (test->op, "cross_entropy"))
    test++;
  op_trial_init (&trial, test, sizeof (double), 0);
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      op_trial_set (&trial, &trial.step.in[1], 0, targets[i]);
      trial.step.op->reference.forward (&trial.step, &trial.run);
      trial.step.op->reference.backward (&trial.step, &trial.run);
      g_assert_true (isnan (op_trial_get (&trial, &trial.step.out[0], 0)));
      g_assert_false (isnan (op_trial_get (&trial, &trial.step.out[0], 1)));
    }
  op_trial_clear (&trial);
}

/* So must a word that is in no table, and the others must come out all the same. */
static void
test_word_out_of_range (void)
{
  static const double words[] = { -1, 5, 1e30, NAN };
  const OpCase *test = op_cases;
  OpTrial trial;

  while (!g_str_equal (test->op, "embedding"))
    test++;
  op_trial_init (&trial, test, sizeof (double), 0);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      op_trial_set (&trial, &trial.step.in[0], 0, words[i]);
      op_trial_forward (&trial, &trial.step.op->reference);
      op_trial_backward (&trial, &trial.step.op->reference);
      g_assert_true (isnan (op_trial_get (&trial, &trial.step.out[0], 0)));
      g_assert_false (isnan (op_trial_get (&trial, &trial.step.out[0], 3)));
      g_assert_false (isnan (op_trial_get (&trial, &trial.step.d_in[1], 0)));
    }
  op_trial_clear (&trial);
}

int
main (int argc, char **argv)
{
  guint n;
  const NnOp *const *rows = nn_op_rows (&n);

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/ops/%s/row", rows[i]->id);

      g_test_add_data_func (path, rows[i], test_row);
    }
  for (const OpCase *test = op_cases; test->op != NULL; test++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/ops/%s/gradient/%d", test->op, (int) (test - op_cases));

      g_test_add_data_func (path, test, test_gradient);
    }
  g_test_add_func ("/engine/ops/list", test_list);
  g_test_add_func ("/engine/ops/refused-shapes", test_refused_shapes);
  g_test_add_func ("/engine/ops/class-out-of-range", test_class_out_of_range);
  g_test_add_func ("/engine/ops/word-out-of-range", test_word_out_of_range);
  return g_test_run ();
}
