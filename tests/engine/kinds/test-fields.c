/* Which field of the data an input hands on and an output is asked for. */
#include "places.h"

#include <string.h>

/* A point of 2 numbers and a colour of 3; asked for: one of 4 classes, and 5 numbers. */
static NnDataInfo *
make_fields (void)
{
  NnDataInfo *info = make_points (4);

  nn_data_info_add_input (info, (NnField) { .name = g_strdup ("colour"), .kind = NN_FIELD_NUMBERS, .shape = NN_SHAPE (3) });
  nn_data_info_add_target (info, (NnField) { .name = g_strdup ("sizes"), .kind = NN_FIELD_NUMBERS, .shape = NN_SHAPE (5) });
  return info;
}

static void
test_chosen (void)
{
  static const struct
  {
    const char *kind, *param, *loss;
    guint width[2];
  } cases[] = { { "input", "field", NULL, { 2, 3 } }, { "output", "target", "mse", { 4, 5 } } };
  g_autoptr (NnDataInfo) info = make_fields ();

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (NnGraph) graph = nn_graph_new ();
      const guint field = i % 2;
      NnIssue issue = { 0 };
      NnShape out;
      NnValue in;
      Place place;

      place_begin (&place, cases[i / 2].kind, "dense", info, NN_SHAPE (7));
      if (cases[i / 2].loss != NULL)
        g_assert_true (nn_settings_parse (place.layer->settings, "loss", cases[i / 2].loss, NULL));
      g_assert_true (nn_settings_set (place.layer->settings, cases[i / 2].param, field + 1, NULL));
      g_assert_true (place.layer->kind->infer (&place.site, &out, &issue));
      g_assert_cmpint (nn_shape_size (&out), ==, cases[i / 2].width[field]);
      g_assert_true (nn_input_field (place.layer, info) == (i < 2 ? &info->inputs[field] : NULL));
      g_assert_true (nn_output_field (place.layer, info) == (i < 2 ? NULL : &info->targets[field]));

      nn_graph_enter (graph, 2, "it");
      in = nn_graph_input (graph, 0, &place.in);
      in = place.layer->kind->lower (graph, &place.site, &in);
      if (i < 2)
        g_assert_cmpuint (nn_graph_value (graph, in)->field, ==, field);
      else
        g_assert_cmpuint (nn_graph_value (graph, nn_graph_output_at (graph, 0)->target)->field, ==, field);
      place_clear (&place);
    }
}

/* A field that the data does not have is an issue, and the repair is the first one. */
static void
test_unknown (void)
{
  static const char *const cases[][3] = {
    { "input", "field", "Set Field to point" },
    { "output", "target", "Set Asked for to class" },
  };
  g_autoptr (NnDataInfo) info = make_fields ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NnIssue issue = { 0 };
      NnShape out;
      Place place;

      place_begin (&place, cases[i][0], "dense", info, NN_SHAPE (7));
      g_assert_true (nn_settings_set (place.layer->settings, cases[i][1], 3, NULL));
      g_assert_false (place.layer->kind->infer (&place.site, &out, &issue));
      g_assert_cmpint (issue.severity, ==, NN_ISSUE_ERROR);
      g_assert_nonnull (strstr (issue.detail, "only 2"));
      g_assert_cmpint (issue.remedy[0].action, ==, NN_REMEDY_SET);
      g_assert_cmpstr (issue.remedy[0].param, ==, cases[i][1]);
      g_assert_cmpfloat (issue.remedy[0].value, ==, 1);
      g_assert_cmpstr (issue.remedy[0].label, ==, cases[i][2]);
      nn_issue_clear (&issue);
      place_clear (&place);
    }
}

/* The choice is shown where there is one. */
static void
test_shown (void)
{
  g_autoptr (NnDataInfo) several = make_fields (), one = make_points (2);
  const NnKind *kinds[] = { nn_kind_find ("input"), nn_kind_find ("output") };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const NnParam *param = nn_param_find (kinds[i]->params, i == 0 ? "field" : "target");
      const NnField *fields;
      guint n = 0;

      g_assert_true (kinds[i]->shows (several, param));
      g_assert_false (kinds[i]->shows (one, param));
      fields = kinds[i]->fields (several, param, &n);
      g_assert_true (fields == (i == 0 ? several->inputs : several->targets));
      g_assert_cmpuint (n, ==, 2);
      g_assert_null (kinds[i]->fields (several, &kinds[i]->params[1], &n));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/kinds/fields/chosen", test_chosen);
  g_test_add_func ("/engine/kinds/fields/unknown", test_unknown);
  g_test_add_func ("/engine/kinds/fields/shown", test_shown);
  return g_test_run ();
}
