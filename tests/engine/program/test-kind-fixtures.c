/* Whole layers, on every back end, against values and gradients that PyTorch computed: kind-fixtures.ini, written by
 * tests/reference/make-kind-fixtures.py; and their gradients against finite differences. */
#include "graphs.h"

#include "kind.h"

#include <math.h>
#include <string.h>

typedef struct
{
  GKeyFile *file;
  const char *group;
  const NnBackend *backend;
} Fixture;

static gsize
read_numbers (const Fixture *fixture, const char *key, double **numbers)
{
  g_autoptr (GError) error = NULL;
  gsize n;

  *numbers = g_key_file_get_double_list (fixture->file, fixture->group, key, &n, &error);
  g_assert_no_error (error);
  return n;
}

static NnShape
read_shape (const Fixture *fixture)
{
  g_autofree double *numbers = NULL;
  NnShape shape = { .rank = read_numbers (fixture, "shape", &numbers) };

  for (guint i = 0; i < shape.rank; i++)
    shape.dim[i] = numbers[i];
  return shape;
}

static void
read_settings (const Fixture *fixture, NnSettings *settings)
{
  g_auto (GStrv) list = g_key_file_get_string_list (fixture->file, fixture->group, "settings", NULL, NULL);

  for (guint i = 0; list[i] != NULL; i++)
    {
      g_auto (GStrv) sides = g_strsplit (list[i], "=", 2);

      g_assert_true (nn_settings_parse (settings, sides[0], sides[1], NULL));
    }
}

/* As many layers as the fixture has, w0, w1… */
static NnGraph *
lower_fixture (const Fixture *fixture)
{
  g_autofree char *kind = g_key_file_get_string (fixture->file, fixture->group, "kind", NULL);
  g_autoptr (NnLayer) layer = nn_layer_new (nn_kind_find (kind));
  const guint n = g_key_file_get_integer (fixture->file, fixture->group, "layers", NULL);
  const char *from = "Before";
  NnShape shape = read_shape (fixture);
  const NnSite site = { .layer = layer, .regime = nn_regime_at (0), .in = &shape, .from = &from, .n_in = 1 };
  NnGraph *graph = nn_graph_new ();
  NnValue x = nn_graph_input (graph, 0, &shape);

  layer->label = g_strdup (kind);
  read_settings (fixture, layer->settings);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("w%u", i);
      NnIssue issue = { 0 };
      NnShape out;

      nn_graph_enter (graph, i + 1, name);
      g_assert_true (layer->kind->infer (&site, &out, &issue));
      x = layer->kind->lower (graph, &site, &x);
      shape = out;
    }
  add_output (graph, x, 1);
  return graph;
}

static void
set_weights (const Fixture *fixture, NnGraph *graph, const Bound *bound)
{
  for (guint i = 0; i < nn_graph_n_weights (graph); i++)
    {
      g_autofree double *numbers = NULL;

      g_assert_cmpuint (read_numbers (fixture, nn_graph_weight_spec (graph, i)->name, &numbers), ==,
                        bound->weights->place[i].size);
      for (gsize k = 0; k < bound->weights->place[i].size; k++)
        write_number (fixture->backend, bound->weights->data, bound->weights->place[i].first + k, numbers[k]);
    }
}

/* The mean loss. */
static double
run_fixture (const Fixture *fixture, NnGraph *graph, const Bound *bound)
{
  const guint rows = g_key_file_get_integer (fixture->file, fixture->group, "rows", NULL);
  g_autofree double *x = NULL, *t = NULL;
  double loss = 0;

  read_numbers (fixture, "x", &x);
  read_numbers (fixture, "t", &t);
  run_rows (bound, graph, fixture->backend, x, t, rows, TRUE);
  for (guint r = 0; r < rows; r++)
    loss += read_number (fixture->backend, nn_program_data (bound->program, 0, nn_graph_output_at (graph, 0)->loss), r);
  return loss / rows;
}

static Bound
bind_fixture (const Fixture *fixture, NnGraph *graph)
{
  const guint rows = g_key_file_get_integer (fixture->file, fixture->group, "rows", NULL);
  const Bound bound = bind_graph (graph, fixture->backend, rows, 1, TRUE);

  set_weights (fixture, graph, &bound);
  return bound;
}

/* Right to 1e-5 of a list's largest number; in double, as right as the file is written. */
static void
compare (const Fixture *fixture, const char *key, gconstpointer found, gsize first)
{
  const double tolerance = fixture->backend->element == sizeof (double) ? 1e-10 : 1e-5;
  g_autofree double *expected = NULL;
  const gsize n = read_numbers (fixture, key, &expected);
  double largest = 0;

  for (gsize i = 0; i < n; i++)
    largest = MAX (largest, fabs (expected[i]));
  for (gsize i = 0; i < n; i++)
    {
      const double number = read_number (fixture->backend, found, first + i);

      if (!(fabs (number - expected[i]) <= tolerance * largest))
        g_error ("%s on %s: %s[%" G_GSIZE_FORMAT "] is %.9g, but PyTorch has %.9g", fixture->group, fixture->backend->id,
                 key, i, number, expected[i]);
    }
}

static void
test_fixture (gconstpointer data)
{
  const Fixture *fixture = data;
  g_autoptr (NnGraph) graph = lower_fixture (fixture);
  Bound bound = bind_fixture (fixture, graph);

  run_fixture (fixture, graph, &bound);
  compare (fixture, "y", nn_program_data (bound.program, 0, nn_graph_output_at (graph, 0)->raw), 0);
  for (guint i = 0; i < nn_graph_n_weights (graph); i++)
    {
      g_autofree char *key = g_strdup (nn_graph_weight_spec (graph, i)->name);

      key[0] = 'd';
      compare (fixture, key, nn_program_gradient (bound.program, 0), bound.weights->place[i].first);
    }
  unbind (&bound);
}

#define NUDGE 1e-5

/* The slope of the loss along one number of the weights. */
static double
measure_slope (const Fixture *fixture, NnGraph *graph, const Bound *bound, gsize at)
{
  double *weight = (double *) bound->weights->data + at;
  const double before = *weight;
  double up, down;

  *weight = before + NUDGE;
  up = run_fixture (fixture, graph, bound);
  *weight = before - NUDGE;
  down = run_fixture (fixture, graph, bound);
  *weight = before;
  return (up - down) / (2 * NUDGE);
}

static void
test_differences (gconstpointer data)
{
  const Fixture *fixture = data;
  g_autoptr (NnGraph) graph = lower_fixture (fixture);
  Bound bound = bind_fixture (fixture, graph);

  for (guint i = 0; i < nn_graph_n_weights (graph); i++)
    {
      const NnWeightPlace *place = &bound.weights->place[i];
      g_autofree double *gradient = NULL;
      double largest = 0;

      run_fixture (fixture, graph, &bound);
      gradient = g_memdup2 ((double *) nn_program_gradient (bound.program, 0) + place->first, place->size * sizeof *gradient);
      for (gsize k = 0; k < place->size; k++)
        largest = MAX (largest, fabs (gradient[k]));
      for (gsize k = 0; k < place->size; k++)
        {
          const double slope = measure_slope (fixture, graph, &bound, place->first + k);

          if (!(fabs (slope - gradient[k]) <= 1e-6 * largest))
            g_error ("%s: %s[%" G_GSIZE_FORMAT "] has the gradient %g, but the loss's slope is %g", fixture->group,
                     nn_graph_weight_spec (graph, i)->name, k, gradient[k], slope);
        }
    }
  unbind (&bound);
}

static void
add_test (const Fixture *fixture, const char *what, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/engine/program/kind-fixtures/%s/%s", fixture->group, what);

  g_test_add_data_func_full (path, g_memdup2 (fixture, sizeof *fixture), func, g_free);
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
  if (!g_key_file_load_from_file (file, KIND_FIXTURES, G_KEY_FILE_NONE, &error))
    g_error ("%s", error->message);
  groups = g_key_file_get_groups (file, NULL);
  for (guint g = 0; groups[g] != NULL; g++)
    {
      for (guint b = 0; b < n; b++)
        if (!rows[b]->records)
          add_test (&(Fixture) { file, groups[g], rows[b] }, rows[b]->id, test_fixture);
      add_test (&(Fixture) { file, groups[g], &nn_backend_reference }, "differences", test_differences);
    }
  return g_test_run ();
}
