#include "source.h"

#include <math.h>
#include <string.h>

#define SMALL_N 200.0   /* so that every class and every set is quick */

static NnSettings *
small_settings (const NnDataSource *source)
{
  NnSettings *settings = nn_settings_new (source->params);

  nn_settings_set (settings, "n", SMALL_N, NULL);
  return settings;
}

/* All numbers of a data set, inputs and then targets, example by example. */
static GArray *
collect (const NnDataset *dataset)
{
  const NnDataInfo *info = nn_dataset_info (dataset);
  const guint in = (guint) nn_data_info_input_size (info), out = (guint) nn_data_info_target_at (info, info->n_targets);
  GArray *all = g_array_new (FALSE, FALSE, sizeof (float));
  g_autofree float *input = g_new (float, in);

  for (gsize i = 0; i < info->n; i++)
    {
      nn_dataset_input (dataset, i, input);
      g_array_append_vals (all, input, in);
      g_array_append_vals (all, nn_dataset_target (dataset, i), out);
    }
  return all;
}

/* The largest value of a knob. */
static double
find_most (const NnParam *param)
{
  guint n = 0;

  while (param->choices != NULL && param->choices[n].id != NULL)
    n++;
  return param->type == NN_PARAM_CHOICE ? n - 1.0 : param->max;
}

static void
test_row (gconstpointer data)
{
  const NnDataSource *source = data;

  g_assert_true (nn_data_source_find (source->id) == source);
  g_assert_true (*source->title != '\0' && *source->blurb != '\0' && *source->icon != '\0');
  g_assert_nonnull (nn_param_find (source->params, "n"));
  g_assert_nonnull (nn_param_find (source->params, "seed"));
  for (const NnParam *param = source->params; param->id != NULL; param++)
    {
      g_assert_true (*param->title != '\0' && *param->blurb != '\0');
      g_assert_cmpfloat (param->min, <, find_most (param));
      g_assert_cmpfloat (param->initial, >=, param->min);
      g_assert_cmpfloat (param->initial, <=, find_most (param));
    }
}

static void
assert_same_field (const NnField *a, const NnField *b)
{
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpuint (a->kind, ==, b->kind);
  g_assert_true (nn_shape_equal (&a->shape, &b->shape));
  g_assert_cmpfloat (a->low, ==, b->low);
  g_assert_cmpfloat (a->high, ==, b->high);
  g_assert_cmpuint (a->n_parts, ==, b->n_parts);
  g_assert_true ((a->parts == NULL) == (b->parts == NULL));
  if (a->parts != NULL)
    g_assert_true (g_strv_equal ((const char *const *) a->parts, (const char *const *) b->parts));
}

static void
assert_complete_field (const NnField *field)
{
  g_assert_true (field->name != NULL && *field->name != '\0');
  g_assert_cmpint (nn_shape_size (&field->shape), >, 0);
  g_assert_cmpfloat (field->low, <, field->high);
  g_assert_cmpuint (field->n_parts, ==, field->parts != NULL ? g_strv_length (field->parts) : 0);
  if (field->kind == NN_FIELD_POINTS || field->kind == NN_FIELD_NUMBERS)
    g_assert_cmpuint (field->n_parts, ==, nn_shape_size (&field->shape));
  if (field->kind == NN_FIELD_CLASS)
    g_assert_cmpuint (field->n_parts, >=, 2);
}

static void
assert_same_fields (const NnField *a, guint n_a, const NnField *b, guint n_b)
{
  g_assert_cmpuint (n_a, >=, 1);
  g_assert_cmpuint (n_a, ==, n_b);
  for (guint i = 0; i < n_a; i++)
    {
      assert_complete_field (&a[i]);
      assert_same_field (&a[i], &b[i]);
    }
}

static void
test_describe (gconstpointer data)
{
  const NnDataSource *source = data;
  g_autoptr (NnSettings) settings = small_settings (source);
  g_autoptr (NnDataInfo) promise = source->describe (settings);
  g_autoptr (NnDataset) dataset = source->generate (settings);
  const NnDataInfo *info = nn_dataset_info (dataset);

  g_assert_true (promise->title != NULL && *promise->title != '\0');
  g_assert_true (promise->noun != NULL && *promise->noun != '\0');
  g_assert_cmpuint (promise->n, ==, SMALL_N);
  assert_same_fields (promise->inputs, promise->n_inputs, info->inputs, info->n_inputs);
  assert_same_fields (promise->targets, promise->n_targets, info->targets, info->n_targets);
  g_assert_cmpstr (promise->title, ==, info->title);
  g_assert_cmpstr (promise->noun, ==, info->noun);
  g_assert_cmpuint (promise->n, ==, info->n);
}

static void
test_seed (gconstpointer data)
{
  const NnDataSource *source = data;
  g_autoptr (NnSettings) settings = small_settings (source);
  g_autoptr (NnDataset) dataset = source->generate (settings);
  g_autoptr (NnDataset) again = source->generate (settings);
  g_autoptr (NnDataset) other = NULL;
  g_autoptr (GArray) a = collect (dataset), b = collect (again), c = NULL;

  nn_settings_set (settings, "seed", 2, NULL);
  other = source->generate (settings);
  c = collect (other);
  g_assert_cmpmem (a->data, a->len * sizeof (float), b->data, b->len * sizeof (float));
  g_assert_true (memcmp (a->data, c->data, a->len * sizeof (float)) != 0);
}

static void
assert_within (const NnField *field, const float *v)
{
  for (gint64 i = 0; i < nn_shape_size (&field->shape); i++)
    {
      g_assert_true (isfinite (v[i]));
      g_assert_cmpfloat (v[i], >=, (float) field->low);
      g_assert_cmpfloat (v[i], <=, (float) field->high);
      if (field->kind == NN_FIELD_CLASS)
        g_assert_cmpfloat (v[i], ==, floorf (v[i]));
    }
}

static void
assert_all_within (const NnDataset *dataset)
{
  const NnDataInfo *info = nn_dataset_info (dataset);
  g_autofree float *input = g_new (float, nn_data_info_input_size (info));

  for (gsize i = 0; i < info->n; i++)
    {
      for (guint field = 0; field < info->n_inputs; field++)
        {
          nn_dataset_input_field (dataset, i, field, 0, input);
          assert_within (&info->inputs[field], input);
        }
      for (guint field = 0; field < info->n_targets; field++)
        assert_within (&info->targets[field], nn_dataset_target_field (dataset, i, field, 0));
    }
}

/* Every knob alone at either of its ends; the largest sets would take long, so n stops at some thousands. */
static void
test_knobs (gconstpointer data)
{
  const NnDataSource *source = data;

  for (const NnParam *param = source->params; param->id != NULL; param++)
    for (guint end = 0; end < 2; end++)
      {
        g_autoptr (NnSettings) settings = small_settings (source);
        g_autoptr (NnDataset) dataset = NULL;
        g_autoptr (GError) error = NULL;
        const double value = end == 0 ? param->min : find_most (param);

        nn_settings_set (settings, param->id, g_str_equal (param->id, "n") ? MIN (value, 5000) : value, &error);
        g_assert_no_error (error);
        dataset = source->generate (settings);
        g_assert_cmpuint (nn_dataset_n (dataset), ==, nn_settings_int (settings, "n"));
        assert_all_within (dataset);
      }
}

static void
count_classes (const NnDataset *dataset, guint *count)
{
  for (gsize i = 0; i < nn_dataset_n (dataset); i++)
    count[nn_dataset_class (dataset, i)]++;
}

static gboolean
has_classes (const NnDataSource *source)
{
  g_autoptr (NnSettings) settings = nn_settings_new (source->params);
  g_autoptr (NnDataInfo) info = source->describe (settings);

  return nn_data_info_has_classes (info);
}

static void
test_balance (gconstpointer data)
{
  const NnDataSource *source = data;
  g_autoptr (NnSettings) settings = small_settings (source);
  g_autoptr (NnDataset) dataset = source->generate (settings);
  const NnDataInfo *info = nn_dataset_info (dataset);
  guint count[256] = { 0 };

  count_classes (dataset, count);
  for (guint k = 0; k < nn_first_target (info)->n_parts; k++)
    g_assert_cmpfloat_with_epsilon (count[k], SMALL_N / nn_first_target (info)->n_parts, 1);
}

static NnDataset *
load (const char *spec)
{
  g_autoptr (GError) error = NULL;
  NnDataset *dataset = nn_data_load (spec, &error);

  g_assert_no_error (error);
  return dataset;
}

/* Blue is inside the circle, and where x and y have the same sign. */
static void
test_points_by_hand (void)
{
  g_autoptr (NnDataset) circles = load ("builtin:circles?noise=0");
  g_autoptr (NnDataset) chess = load ("builtin:xor?noise=0");
  g_autoptr (NnDataset) plane = load ("builtin:plane?noise=0");

  for (gsize i = 0; i < 500; i++)
    {
      float p[2];

      nn_dataset_input (circles, i, p);
      g_assert_cmpuint (nn_dataset_class (circles, i), ==, hypotf (p[0], p[1]) < 0.6f);
      nn_dataset_input (chess, i, p);
      g_assert_cmpuint (nn_dataset_class (chess, i), ==, p[0] * p[1] > 0);
      nn_dataset_input (plane, i, p);
      g_assert_cmpfloat_with_epsilon (*nn_dataset_target (plane, i), (p[0] + p[1]) / 2, 1e-6);
    }
}

/* With noise 0 a curve is a function: neighbours on x have nearly the same y, except at the steps. */
static void
test_curves_by_hand (void)
{
  g_autoptr (NnDataset) sine = load ("builtin:sine?noise=0");
  g_autoptr (NnDataset) noisy = load ("builtin:sine?noise=0.1&n=5000");
  double squares = 0;

  for (gsize i = 0; i < nn_dataset_n (sine); i++)
    {
      float x;

      nn_dataset_input (sine, i, &x);
      g_assert_cmpfloat_with_epsilon (*nn_dataset_target (sine, i), sin (1.5 * G_PI * x), 1e-5);
    }
  for (gsize i = 0; i < nn_dataset_n (noisy); i++)
    {
      float x;

      nn_dataset_input (noisy, i, &x);
      squares += pow (*nn_dataset_target (noisy, i) - sin (1.5 * G_PI * x), 2);
    }
  g_assert_cmpfloat_with_epsilon (sqrt (squares / 5000), 0.1, 0.01);
}

/* As in MNIST: white ink on black inside a box of 20 pixels, its centre of mass at pixel (14, 14). */
static void
test_digits_framing (void)
{
  g_autoptr (NnDataset) digits = load ("builtin:digits?n=500");

  for (gsize i = 0; i < 500; i++)
    {
      float v[28 * 28];
      double mass = 0, x = 0, y = 0;
      guint left = 28, right = 0, top = 28, bottom = 0;

      nn_dataset_input (digits, i, v);
      for (guint k = 0; k < 28 * 28; k++)
        {
          mass += v[k];
          x += v[k] * (k % 28);
          y += v[k] * (k / 28);
          if (v[k] < 0.5f)
            continue;
          left = MIN (left, k % 28);
          right = MAX (right, k % 28);
          top = MIN (top, k / 28);
          bottom = MAX (bottom, k / 28);
        }
      g_assert_cmpfloat (mass, >, 15);
      g_assert_cmpfloat (mass, <, 300);
      g_assert_cmpfloat_with_epsilon (x / mass, 14, 0.51);
      g_assert_cmpfloat_with_epsilon (y / mass, 14, 0.51);
      g_assert_cmpuint (MAX (right - left, bottom - top) + 1, >=, 16);
      g_assert_cmpuint (MAX (right - left, bottom - top) + 1, <=, 21);
    }
}

/* A picture keeps its strokes when other knobs than variety and seed are turned. */
static void
test_digits_labels (void)
{
  g_autoptr (NnDataset) clean = load ("builtin:digits?n=2000");
  g_autoptr (NnDataset) wrong = load ("builtin:digits?n=3000&label_noise=0.3");
  g_autoptr (NnDataset) skewed = load ("builtin:digits?n=2000&skew=0.8");
  guint count[10] = { 0 }, differ = 0;

  for (gsize i = 0; i < 2000; i++)
    {
      float a[28 * 28], b[28 * 28];

      nn_dataset_input (clean, i, a);
      nn_dataset_input (wrong, i, b);
      g_assert_cmpmem (a, sizeof a, b, sizeof b);
      differ += nn_dataset_class (clean, i) != nn_dataset_class (wrong, i);
    }
  g_assert_cmpfloat_with_epsilon (differ / 2000.0, 0.3, 0.04);
  count_classes (skewed, count);
  g_assert_cmpfloat_with_epsilon (count[9], 40, 25);
  for (guint k = 0; k < 9; k++)
    g_assert_cmpfloat_with_epsilon (count[k], 217, 30);
}

/* Upright, in the middle and white on black without variety; with a hint the ground alone tells the shape. */
static void
test_shapes_knobs (void)
{
  g_autoptr (NnDataset) plain = load ("builtin:shapes?n=20&variety=0");
  g_autoptr (NnDataset) hinted = load ("builtin:shapes?n=40&hint=1");

  for (gsize i = 0; i < 20; i++)
    {
      float a[32 * 32 * 3], b[32 * 32 * 3];
      double ink = 0;

      nn_dataset_input (plain, i, a);
      nn_dataset_input (plain, (i + 10) % 20, b);
      g_assert_cmpmem (a, sizeof a, b, sizeof b);   /* ten kinds, all alike */
      for (guint k = 0; k < G_N_ELEMENTS (a); k++)
        ink += a[k];
      g_assert_cmpfloat (a[0], ==, 0);
      g_assert_cmpfloat (ink / G_N_ELEMENTS (a), >, 0.05);
      g_assert_cmpfloat (ink / G_N_ELEMENTS (a), <, 0.5);
    }
  for (gsize i = 0; i < 10; i++)
    for (gsize k = 0; k < 40; k++)
      {
        float a[32 * 32 * 3], b[32 * 32 * 3];
        double distance = 0;

        nn_dataset_input (hinted, i, a);
        nn_dataset_input (hinted, k, b);
        for (guint c = 0; c < 3; c++)
          distance = MAX (distance, fabs (a[c] - b[c]));
        if (k % 10 == i)
          g_assert_cmpfloat (distance, <, 0.13);   /* twice the grain */
        else
          g_assert_cmpfloat (distance, >, 0.08);
      }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    GTestDataFunc func;
    gboolean classes_only;
  } checks[] = {
    { "row", test_row },
    { "describe", test_describe },
    { "seed", test_seed },
    { "knobs", test_knobs },
    { "balance", test_balance, .classes_only = TRUE },
  };
  guint n;
  const NnDataSource *const *sources = nn_data_sources (&n);

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < G_N_ELEMENTS (checks); k++)
      {
        g_autofree char *path = g_strdup_printf ("/engine/data/source/%s/%s", sources[i]->id, checks[k].name);

        if (!checks[k].classes_only || has_classes (sources[i]))
          g_test_add_data_func (path, sources[i], checks[k].func);
      }
  g_test_add_func ("/engine/data/source/points-by-hand", test_points_by_hand);
  g_test_add_func ("/engine/data/source/curves-by-hand", test_curves_by_hand);
  g_test_add_func ("/engine/data/source/digits-framing", test_digits_framing);
  g_test_add_func ("/engine/data/source/digits-labels", test_digits_labels);
  g_test_add_func ("/engine/data/source/shapes-knobs", test_shapes_knobs);
  return g_test_run ();
}
