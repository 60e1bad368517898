/* The kinds that fit at the end of a wire. */
#include "fit.h"
#include "nets.h"

static gboolean
has (const GPtrArray *kinds, const char *id)
{
  for (guint i = 0; i < kinds->len; i++)
    if (g_str_equal (((const NnKind *) g_ptr_array_index (kinds, i))->id, id))
      return TRUE;
  return FALSE;
}

static const char *
first (const GPtrArray *kinds)
{
  return ((const NnKind *) g_ptr_array_index (kinds, 0))->id;
}

/* After a picture no Dense fits, but Flatten does; after Flatten it is the other way round. */
static void
test_after (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "flatten", NULL);
  g_autoptr (NnDataInfo) data = make_data (NN_SHAPE (8, 8, 1), 3);
  g_autoptr (NnReport) report = nn_check (network, data);
  g_autoptr (GPtrArray) block = nn_kinds_after (network, report, data, 1);
  g_autoptr (GPtrArray) list = nn_kinds_after (network, report, data, 2);

  g_assert_true (has (block, "flatten"));
  g_assert_false (has (block, "dense"));
  g_assert_false (has (block, "input"));
  g_assert_cmpstr (first (block), ==, "flatten");
  g_assert_true (has (list, "dense"));
  g_assert_true (has (list, "output"));
  g_assert_cmpstr (first (list), ==, "dense");
}

static void
test_before (void)
{
  g_autoptr (NnNetwork) network = make_chain ("dense", "output", NULL);
  g_autoptr (NnDataInfo) data = make_data (NN_SHAPE (8, 8, 1), 3);
  g_autoptr (NnReport) report = nn_check (network, data);
  g_autoptr (GPtrArray) kinds = nn_kinds_before (network, report, data, 1);

  g_assert_true (has (kinds, "flatten"));
  g_assert_false (has (kinds, "input"));    /* it would hand on a picture */
  g_assert_false (has (kinds, "output"));
}

/* What is there already and needed once comes last. */
static void
test_once (void)
{
  g_autoptr (NnNetwork) open = make_chain ("input", "dense", NULL), closed = make_chain ("input", "dense", "output", NULL);
  g_autoptr (NnDataInfo) data = make_data (NN_SHAPE (2), 2);
  g_autoptr (NnReport) of_open = nn_check (open, data), of_closed = nn_check (closed, data);
  g_autoptr (GPtrArray) to_end = nn_kinds_after (open, of_open, data, 2);
  g_autoptr (GPtrArray) to_go_on = nn_kinds_after (closed, of_closed, data, 2);

  g_assert_cmpstr (first (to_end), ==, "output");
  g_assert_cmpstr (first (to_go_on), ==, "dense");
  g_assert_cmpstr (((const NnKind *) g_ptr_array_index (to_go_on, to_go_on->len - 1))->id, ==, "output");
}

static void
test_layer (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "flatten", "dense", "output", NULL);
  g_autoptr (NnDataInfo) data = make_data (NN_SHAPE (8, 8, 1), 3);
  g_autoptr (NnReport) report = nn_check (network, data);

  g_assert_true (nn_layer_fits (network, report, data, 2, 3));
  g_assert_true (nn_layer_fits (network, report, data, 2, 4));
  g_assert_false (nn_layer_fits (network, report, data, 1, 3));
  g_assert_false (nn_layer_fits (network, report, data, 2, 1));   /* an input takes nothing */
}

/* Without data nothing is known to be wrong. */
static void
test_unknown (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", NULL);
  g_autoptr (NnReport) report = nn_check (network, NULL);
  g_autoptr (GPtrArray) kinds = nn_kinds_after (network, report, NULL, 1);

  g_assert_true (has (kinds, "dense"));
  g_assert_true (has (kinds, "flatten"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/network/fit/after", test_after);
  g_test_add_func ("/engine/network/fit/before", test_before);
  g_test_add_func ("/engine/network/fit/once", test_once);
  g_test_add_func ("/engine/network/fit/layer", test_layer);
  g_test_add_func ("/engine/network/fit/unknown", test_unknown);
  return g_test_run ();
}
