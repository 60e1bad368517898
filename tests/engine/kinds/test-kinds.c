/* What every kind must keep to; a new one is checked without a new test. */
#include "places.h"

#include "rng.h"

#include <string.h>

static void
assert_text (const char *text)
{
  g_assert_nonnull (text);
  g_assert_cmpuint (strlen (text), >, 0);
}

static void
check_choices (const NnParam *param)
{
  g_assert_nonnull (param->choices);
  for (const NnChoice *choice = param->choices; choice->id != NULL; choice++)
    {
      assert_text (choice->title);
      g_assert_cmpint (nn_choice_index (param, choice->id), ==, choice - param->choices);
    }
}

static void
check_when (const NnParam *params, const NnParam *param)
{
  g_auto (GStrv) sides = g_strsplit (param->when, "=", 2);
  g_auto (GStrv) wanted = g_strsplit (sides[1], ",", -1);
  const NnParam *other = nn_param_find (params, sides[0]);

  g_assert_nonnull (other);
  for (guint i = 0; wanted[i] != NULL && other->type == NN_PARAM_CHOICE; i++)
    g_assert_cmpint (nn_choice_index (other, wanted[i]), >=, 0);
}

static void
test_params (gconstpointer data)
{
  const NnKind *kind = data;
  g_autoptr (NnSettings) settings = nn_settings_new (kind->params);

  for (const NnParam *param = kind->params; param->id != NULL; param++)
    {
      g_autoptr (GError) error = NULL;

      assert_text (param->title);
      assert_text (param->blurb);
      g_assert_true (nn_param_find (kind->params, param->id) == param);   /* no id twice */
      g_assert_true (nn_settings_set (settings, param->id, param->initial, &error));
      g_assert_no_error (error);
      if (param->type == NN_PARAM_CHOICE)
        check_choices (param);
      if (param->when != NULL)
        check_when (kind->params, param);
    }
}

static void
test_row (gconstpointer data)
{
  const NnKind *kind = data;

  assert_text (kind->id);
  assert_text (kind->title);
  assert_text (kind->blurb);
  assert_text (kind->icon);
  assert_text (kind->view);
  g_assert_cmpuint (strlen (kind->explained), >, 150);   /* an explanation, not a label */
  g_assert_true (g_utf8_validate (kind->explained, -1, NULL));
  g_assert_cmpint (kind->family, <, NN_N_FAMILIES);
  g_assert_cmpuint (kind->min_in, <=, kind->max_in);
  g_assert_nonnull (kind->infer);
  g_assert_nonnull (kind->lower);
  g_assert_true (nn_kind_find (kind->id) == kind);
}

#define MOST_VALUES 32
#define MOST_SETTINGS 300   /* together; where there are more, as many are drawn */

/* Every setting at its ends, its default and each choice: no more than a handful of values. */
static guint
list_values (const NnParam *param, double *values)
{
  guint n = 0;

  if (param->type == NN_PARAM_CHOICE)
    {
      while (param->choices[n].id != NULL)
        {
          values[n] = n;
          n++;
        }
      return n;
    }
  if (param->type == NN_PARAM_SWITCH)
    {
      values[0] = 0;
      values[1] = 1;
      return 2;
    }
  values[0] = param->min;
  values[1] = param->initial;
  values[2] = MIN (param->max, 10);
  return 3;
}

/* Where infer() agrees, lower() makes what it promised; where it does not, it says why. */
static void
check_place (Place *place)
{
  g_autoptr (NnGraph) graph = nn_graph_new ();
  NnShape out = { 0 };
  NnIssue issue = { 0 };
  NnValue in[PLACE_WIRES], result;

  nn_graph_enter (graph, 1, "before");
  for (guint i = 0; i < PLACE_WIRES; i++)
    in[i] = nn_graph_input (graph, 0, &place->in);
  if (nn_site_infer (&place->site, &out, &issue))
    {
      nn_graph_enter (graph, 2, place->layer->name);
      result = place->layer->kind->lower (graph, &place->site, in);
      g_assert_true (nn_shape_equal (&nn_graph_value (graph, result)->shape, &out));
      g_assert_true (issue.sentence == NULL || issue.severity == NN_ISSUE_WARNING);
      g_assert_cmpuint (nn_graph_n_outputs (graph), ==, place->layer->kind->is_output);
    }
  else
    {
      g_assert_cmpint (issue.severity, ==, NN_ISSUE_ERROR);
      assert_text (issue.sentence);
      g_assert_cmpint (issue.remedy[0].action, !=, NN_REMEDY_NONE);
      g_assert_cmpuint (out.rank, ==, 0);   /* written only on success */
    }
  nn_issue_clear (&issue);
}

static guint
count_settings (const NnParam *params)
{
  double values[MOST_VALUES];
  guint n = 1;

  for (const NnParam *param = params; param->id != NULL; param++)
    n = MIN (n * list_values (param, values), MOST_SETTINGS + 1);
  return n;
}

static void
check_all_settings (Place *place, const NnParam *param)
{
  double values[MOST_VALUES];

  if (param->id == NULL)
    {
      check_place (place);
      return;
    }
  for (guint i = 0, n = list_values (param, values); i < n; i++)
    {
      g_assert_true (nn_settings_set (place->layer->settings, param->id, values[i], NULL));
      check_all_settings (place, param + 1);
    }
}

static void
check_some_settings (Place *place, const NnParam *params)
{
  NnRng rng = nn_rng (1, 1);
  double values[MOST_VALUES];

  for (guint k = 0; k < MOST_SETTINGS; k++)
    {
      for (const NnParam *param = params; param->id != NULL; param++)
        {
          const guint n = list_values (param, values);

          g_assert_true (nn_settings_set (place->layer->settings, param->id, values[nn_rng_below (&rng, n)], NULL));
        }
      check_place (place);
    }
}

static void
check_settings (Place *place, const NnParam *params)
{
  if (count_settings (params) <= MOST_SETTINGS)
    check_all_settings (place, params);
  else
    check_some_settings (place, params);
}

static void
test_infer_and_lower (gconstpointer data)
{
  const NnKind *kind = data;
  const NnShape shapes[] = { NN_SHAPE (1), NN_SHAPE (2), NN_SHAPE (10), NN_SHAPE (5, 4), NN_SHAPE (6, 6, 3) };
  NnDataInfo *infos[] = {
    NULL,
    make_points (1),
    make_points (2),
    make_points (10),
    make_curve (1),
    make_curve (3),
    make_pictures (6, 10),
    make_text (5, 3),
    make_text (10, 4),
  };
  const char *const feeders[] = { "input", "dense", "softmax", "sigmoid" };

  for (guint i = 0; i < G_N_ELEMENTS (infos); i++)
    for (guint s = 0; s < G_N_ELEMENTS (shapes); s++)
      for (guint f = 0; f < G_N_ELEMENTS (feeders); f++)
        {
          Place place;

          place_begin (&place, kind->id, feeders[f], infos[i], shapes[s]);
          check_settings (&place, kind->params);
          place_clear (&place);
        }
  for (guint i = 0; i < G_N_ELEMENTS (infos); i++)
    nn_data_info_unref (infos[i]);
}

static void
test_order (void)
{
  guint n;
  const NnKind *const *rows = nn_kind_rows (&n);

  g_assert_cmpuint (n, >=, 12);
  for (guint i = 1; i < n; i++)
    g_assert_cmpint (rows[i - 1]->family, <=, rows[i]->family);
  for (guint i = 0; i < NN_N_FAMILIES; i++)
    assert_text (nn_family_title (i));
  g_assert_null (nn_kind_find ("conv9d"));
}

static void
test_layer (void)
{
  g_autoptr (NnLayer) layer = nn_layer_new (nn_kind_find ("dense"));
  g_autoptr (NnLayer) copy = NULL;

  g_assert_cmpstr (nn_settings_choice (layer->settings, "activation"), ==, "relu");
  g_assert_cmpstr (nn_settings_choice (layer->settings, "initialiser"), ==, "glorot");
  layer->name = g_strdup ("dense_1");
  copy = nn_layer_copy (layer);
  nn_settings_set (copy->settings, "units", 3, NULL);
  g_assert_cmpint (nn_settings_int (layer->settings, "units"), ==, 8);
  g_assert_cmpstr (copy->name, ==, "dense_1");
}

int
main (int argc, char *argv[])
{
  guint n;
  const NnKind *const *rows;

  g_test_init (&argc, &argv, NULL);
  rows = nn_kind_rows (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *row = g_strdup_printf ("/engine/kinds/%s/row", rows[i]->id);
      g_autofree char *params = g_strdup_printf ("/engine/kinds/%s/params", rows[i]->id);
      g_autofree char *lower = g_strdup_printf ("/engine/kinds/%s/infer-and-lower", rows[i]->id);

      g_test_add_data_func (row, rows[i], test_row);
      g_test_add_data_func (params, rows[i], test_params);
      g_test_add_data_func (lower, rows[i], test_infer_and_lower);
    }
  g_test_add_func ("/engine/kinds/order", test_order);
  g_test_add_func ("/engine/kinds/layer", test_layer);
  return g_test_run ();
}
