#include "gradient-check.h"

#include <math.h>
#include <string.h>

#include "kind.h"
#include "nets.h"
#include "op.h"

/* Every loss with every activation: a new row of either is checked here without a word more. */
static void
check_network (const NnNetwork *network, const char *name, NnDataset *data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = nn_gradient_check (network, data, &nn_backend_openblas, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, >, 0);
  for (guint i = 0; i < rows->len; i++)
    {
      const NnGradientRow *row = &g_array_index (rows, NnGradientRow, i);

      g_assert_cmpuint (row->layer, >, 0);
      g_assert_cmpuint (row->checked, >, 0);
      g_assert_cmpuint (row->checked, <=, row->n);
      if (!(row->worst < 1e-4))
        g_error ("%s, %s: off by %g", name, row->name, row->worst);
      if (!(row->worst_fast < 1e-4))
        g_error ("%s, %s: the fast back end is off by %g", name, row->name, row->worst_fast);
    }
}

static void
check (const Net *net, NnDataset *data)
{
  g_autoptr (NnNetwork) network = make_net (net);
  g_autofree char *name = g_strconcat (net->activation, "/", net->loss, NULL);

  check_network (network, name, data);
}

static void
test_pair (gconstpointer data)
{
  g_auto (GStrv) pair = g_strsplit (data, "/", 2);
  Net net = { .units = { 7, 5 }, .activation = pair[0], .loss = pair[1], .project = TRUE };
  g_autoptr (NnDataset) lists = make_lists (40, 6, 3, 1);
  g_autoptr (NnDataset) points = make_points (40, 1);

  check (&net, lists);
  check (&net, points);
}

static void
test_dropout (void)
{
  const Net net = { .units = { 30, 20 }, .activation = "tanh", .loss = "cross_entropy", .project = TRUE, .dropout = 0.4 };
  g_autoptr (NnDataset) lists = make_lists (40, 6, 3, 1);

  check (&net, lists);
}

/* Two inputs and two outputs, each with its field, its loss and its weight. */
static void
test_fields (void)
{
  g_autoptr (NnDataset) fields = make_fields (20, 1);
  g_autoptr (NnNetwork) network = make_towers ();

  check_network (network, "towers", fields);
}

/* A wide layer: some of its numbers, spread over all. */
static void
test_wide (void)
{
  const Net net = { .units = { 200 }, .activation = "relu", .loss = "cross_entropy", .project = TRUE };
  g_autoptr (NnDataset) lists = make_lists (40, 50, 3, 1);

  check (&net, lists);
}

static void
test_judge (void)
{
  const NnGradientRow cases[] = {
    { .worst = 1e-6, .worst_fast = 1e-6 },
    { .worst = 1e-2, .worst_fast = 1e-6 },
    { .worst = 1e-6, .worst_fast = 1e-2 },
    { .worst = NAN, .worst_fast = 1e-6 },
    { .worst = 1e-6, .worst_fast = INFINITY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (NnGradientRow));
      g_autoptr (GError) error = NULL;
      NnGradientRow row = cases[i];

      row.name = (char *) "dense_1.weight";
      g_array_append_val (rows, row);
      g_assert_true (nn_gradient_judge (rows, &error) == (i == 0));
      g_assert_true (i == 0 || strstr (error->message, row.name) != NULL);
    }
}

int
main (int argc, char *argv[])
{
  const NnParam *activations = nn_param_find (nn_kind_find ("dense")->params, "activation");
  const NnParam *losses = nn_param_find (nn_kind_find ("output")->params, "loss");

  g_test_init (&argc, &argv, NULL);
  for (const NnChoice *activation = activations->choices; activation->id != NULL; activation++)
    for (const NnChoice *loss = losses->choices; loss->id != NULL; loss++)
      {
        char *pair = g_strdup_printf ("%s/%s", activation->id, loss->id);
        g_autofree char *path = g_strdup_printf ("/engine/train/gradient-check/%s", pair);

        if (g_str_equal (loss->id, "adversarial"))   /* of two networks: test-adversarial.c */
          g_free (pair);
        else
          g_test_add_data_func_full (path, pair, test_pair, g_free);
      }
  g_test_add_func ("/engine/train/gradient-check/dropout", test_dropout);
  g_test_add_func ("/engine/train/gradient-check/fields", test_fields);
  g_test_add_func ("/engine/train/gradient-check/wide", test_wide);
  g_test_add_func ("/engine/train/gradient-check/judge", test_judge);
  return g_test_run ();
}
