/* Every operation, on every back end, against values and gradients that PyTorch computed: op-fixtures.ini, written by
 * tests/reference/make-op-fixtures.py. */
#include "backend.h"

#include <math.h>
#include <string.h>

#define MAX_NUMBERS 1024   /* of one block */

typedef struct
{
  const NnBackend *backend;
  GKeyFile *file;
  const char *group;
} Fixture;

static gsize
key_numbers (const Fixture *fixture, const char *stem, int index, double *numbers)
{
  g_autofree char *key = index < 0 ? g_strdup (stem) : g_strdup_printf ("%s%d", stem, index);
  gsize n = 0;
  g_autofree double *list = g_key_file_get_double_list (fixture->file, fixture->group, key, &n, NULL);

  g_assert_cmpuint (n, <=, MAX_NUMBERS);
  for (gsize i = 0; i < n; i++)
    numbers[i] = list[i];
  return n;
}

static double
number_at (const Fixture *fixture, gconstpointer data, gsize i)
{
  return fixture->backend->element == sizeof (double) ? ((const double *) data)[i] : ((const float *) data)[i];
}

/* A block with the numbers of a key, or NULL. */
static gpointer
read_block (const Fixture *fixture, const char *stem, int index)
{
  double numbers[MAX_NUMBERS];
  const gsize n = key_numbers (fixture, stem, index, numbers);
  gpointer block = n > 0 ? g_malloc (n * fixture->backend->element) : NULL;

  for (gsize i = 0; i < n; i++)
    if (fixture->backend->element == sizeof (double))
      ((double *) block)[i] = numbers[i];
    else
      ((float *) block)[i] = numbers[i];
  return block;
}

/* Right to 1e-5 of each number, or of a tenth of the block's largest where larger ones cancel (1 − y of a y near 1);
 * the reference, in double, must be as right as the file is written. */
static void
compare (const Fixture *fixture, const char *stem, int index, gconstpointer found)
{
  const double tolerance = fixture->backend->element == sizeof (double) ? 1e-10 : 1e-5;
  double expected[MAX_NUMBERS];
  const gsize n = key_numbers (fixture, stem, index, expected);
  double largest = 0;

  for (gsize i = 0; i < n; i++)
    largest = MAX (largest, fabs (expected[i]));
  for (gsize i = 0; i < n; i++)
    if (!(fabs (number_at (fixture, found, i) - expected[i]) <= tolerance * MAX (fabs (expected[i]), 0.1 * largest)))
      g_error ("%s on %s: %s%d[%" G_GSIZE_FORMAT "] is %.9g, but PyTorch has %.9g", fixture->group,
               fixture->backend->id, stem, index, i, number_at (fixture, found, i), expected[i]);
}

static NnOperand
operand (const NnShape *shape, gpointer data, gboolean whole)
{
  return (NnOperand) { .data = data, .shape = *shape, .size = nn_shape_size (shape), .whole = whole };
}

/* Whether an operand is the same for all rows: those from first_weight on, and those that `whole` lists. */
static gboolean
is_whole (const Fixture *fixture, guint index)
{
  const int first = g_key_file_get_integer (fixture->file, fixture->group, "first_weight", NULL);
  double numbers[MAX_NUMBERS];
  gboolean whole = first > 0 && index >= (guint) first;

  for (gsize i = 0, n = key_numbers (fixture, "whole", -1, numbers); i < n; i++)
    whole = whole || numbers[i] == index;
  return whole;
}

static NnShape
read_shape (const Fixture *fixture, guint index)
{
  double numbers[MAX_NUMBERS];
  NnShape shape = { .rank = key_numbers (fixture, "shape", index, numbers) };

  for (guint i = 0; i < shape.rank; i++)
    shape.dim[i] = numbers[i];
  return shape;
}

/* The first output is called out, the others out1, out2… */
static int
out_index (guint i)
{
  return i == 0 ? -1 : (int) i;
}

static gpointer
new_block (const Fixture *fixture, gsize n)
{
  gpointer block = g_malloc (n * fixture->backend->element + 1);

  return memset (block, 0xff, n * fixture->backend->element);
}

static void
bind_outputs (const Fixture *fixture, NnStep *step, const NnShape *shape, guint rows)
{
  for (guint i = 0; i < step->op->n_out; i++)
    {
      const gboolean whole = (step->op->whole_out & NN_OPERAND (i)) != 0;
      const gsize n = nn_shape_size (&shape[i]) * (whole ? 1 : rows);

      step->out[i] = operand (&shape[i], new_block (fixture, n), whole);
      step->d_out[i] = operand (&shape[i], read_block (fixture, "d_out", out_index (i)), whole);
    }
}

static void
bind (const Fixture *fixture, NnStep *step, guint rows)
{
  NnShape in[NN_OP_INPUTS] = { 0 };
  NnShape out[NN_OP_OUTPUTS] = { 0 };
  guint n_in = 0;

  key_numbers (fixture, "arg", -1, step->arg);
  for (guint i = 0; i < step->op->n_in; i++)
    if ((in[i] = read_shape (fixture, i)).rank > 0)
      n_in = i + 1;
  g_assert_true (step->op->shape (step->arg, in, n_in, out, NULL));
  for (guint i = 0; i < n_in; i++)
    {
      const gboolean whole = is_whole (fixture, i);

      step->in[i] = operand (&in[i], read_block (fixture, "in", i), whole);
      step->d_in[i] = operand (&in[i], read_block (fixture, "d_in", i), whole);
    }
  bind_outputs (fixture, step, out, rows);
}

static void
clear (NnStep *step)
{
  for (guint i = 0; i < NN_OP_INPUTS; i++)
    {
      g_free (step->in[i].data);
      g_free (step->d_in[i].data);
    }
  for (guint i = 0; i < NN_OP_OUTPUTS; i++)
    {
      g_free (step->out[i].data);
      g_free (step->d_out[i].data);
    }
  g_free (step->scratch);
}

static void
wipe (const Fixture *fixture, gpointer data, const char *stem, int index)
{
  double numbers[MAX_NUMBERS];
  const gsize n = key_numbers (fixture, stem, index, numbers);

  if (data != NULL)
    memset (data, 0xff, n * fixture->backend->element);
}

static void
give_scratch (const Fixture *fixture, const NnKernel *kernel, NnStep *step, guint rows, gboolean backward)
{
  g_clear_pointer (&step->scratch, g_free);
  if (kernel->scratch != NULL)
    step->scratch = new_block (fixture, kernel->scratch (step, rows, backward));
}

static void
test_forward (const Fixture *fixture, const NnKernel *kernel, NnStep *step, const NnRun *run)
{
  give_scratch (fixture, kernel, step, run->rows, FALSE);
  nn_kernel_forward (kernel, step, run);
  for (guint i = 0; i < step->op->n_out - step->op->n_saved; i++)
    compare (fixture, "out", out_index (i), step->out[i].data);
  for (guint i = 0; i < NN_OP_INPUTS; i++)
    compare (fixture, "after", i, step->in[i].data);
}

static void
test_backward (const Fixture *fixture, const NnKernel *kernel, NnStep *step, const NnRun *run)
{
  for (guint i = 0; i < NN_OP_INPUTS; i++)
    wipe (fixture, step->d_in[i].data, "d_in", i);
  give_scratch (fixture, kernel, step, run->rows, TRUE);
  nn_kernel_backward (kernel, step, run);
  for (guint i = 0; i < NN_OP_INPUTS; i++)
    compare (fixture, "d_in", i, step->d_in[i].data);
}

static void
test_fixture (gconstpointer data)
{
  const Fixture *fixture = data;
  g_autofree char *id = g_key_file_get_string (fixture->file, fixture->group, "op", NULL);
  const guint rows = g_key_file_get_integer (fixture->file, fixture->group, "rows", NULL);
  const NnRun run = {
    .rows = rows,
    .scale = 1.0 / rows,
    .time = g_key_file_get_integer (fixture->file, fixture->group, "time", NULL),
    .training = g_key_file_get_boolean (fixture->file, fixture->group, "training", NULL),
  };
  NnStep step = { .op = nn_op_find (id) };
  const NnKernel *kernel = fixture->backend->kernel (step.op);

  bind (fixture, &step, rows);
  test_forward (fixture, kernel, &step, &run);
  if (kernel->backward != NULL)
    test_backward (fixture, kernel, &step, &run);
  clear (&step);
}

static void
test_complete (gconstpointer data)
{
  GKeyFile *file = (GKeyFile *) data;
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n;
  const NnOp *const *rows = nn_op_rows (&n);

  for (guint i = 0; groups[i] != NULL; i++)
    g_hash_table_add (seen, g_key_file_get_string (file, groups[i], "op", NULL));
  for (guint i = 0; i < n; i++)
    if (!g_hash_table_contains (seen, rows[i]->id))
      g_error ("%s has no fixture: add one to make-op-fixtures.py", rows[i]->id);
}

int
main (int argc, char **argv)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) groups = NULL;
  guint n;
  const NnBackend *const *rows = nn_backend_rows (&n);

  g_test_init (&argc, &argv, NULL);
  if (!g_key_file_load_from_file (file, OP_FIXTURES, G_KEY_FILE_NONE, &error))
    g_error ("%s", error->message);
  groups = g_key_file_get_groups (file, NULL);
  g_test_add_data_func ("/engine/backends/fixtures/complete", file, test_complete);
  for (guint b = 0; b < n; b++)
    for (guint g = 0; groups[g] != NULL && !rows[b]->records; g++)
      {
        g_autofree char *path = g_strdup_printf ("/engine/backends/%s/fixtures/%s", rows[b]->id, groups[g]);
        Fixture fixture = { rows[b], file, groups[g] };

        g_test_add_data_func_full (path, g_memdup2 (&fixture, sizeof fixture), test_fixture, g_free);
      }
  return g_test_run ();
}
