#include "dataset.h"

static NnDataInfo *
make_info (gsize n, NnShape input)
{
  NnDataInfo *info = nn_data_info_new ();

  info->n = n;
  nn_data_info_add_input (info, (NnField) { .shape = input });
  nn_data_info_add_target (info, (NnField) { .kind = NN_FIELD_CLASS, .shape = NN_SHAPE (1) });
  return info;
}

static void
test_numbers (void)
{
  g_autoptr (NnDataset) dataset = nn_dataset_new_numbers (make_info (3, NN_SHAPE (2)));
  float pair[3] = { 0, 0, 7 };

  g_assert_cmpuint (nn_dataset_n (dataset), ==, 3);
  for (gsize i = 0; i < 6; i++)
    {
      g_assert_cmpfloat (nn_dataset_inputs (dataset)[i], ==, 0);
      nn_dataset_inputs (dataset)[i] = (float) i / 4;
    }
  nn_dataset_targets (dataset)[2] = 5;
  nn_dataset_input (dataset, 2, pair);
  g_assert_cmpfloat (pair[0], ==, 1);
  g_assert_cmpfloat (pair[1], ==, 1.25);
  g_assert_cmpfloat (pair[2], ==, 7);   /* no more is written than one example */
  g_assert_cmpfloat (*nn_dataset_target (dataset, 2), ==, 5);
  g_assert_cmpuint (nn_dataset_class (dataset, 2), ==, 5);
  g_assert_cmpuint (nn_dataset_class (dataset, 1), ==, 0);
}

/* Two inputs of 2 and 1 numbers, two targets of 1 each. */
static void
test_fields (void)
{
  NnDataInfo *info = make_info (3, NN_SHAPE (2));
  g_autoptr (NnDataset) dataset = NULL;
  float numbers[4] = { [3] = 7 };

  nn_data_info_add_input (info, (NnField) { .shape = NN_SHAPE (1) });
  nn_data_info_add_target (info, (NnField) { .kind = NN_FIELD_NUMBERS, .shape = NN_SHAPE (1) });
  dataset = nn_dataset_new_numbers (info);
  for (guint i = 0; i < 9; i++)
    nn_dataset_inputs (dataset)[i] = i;
  for (guint i = 0; i < 6; i++)
    nn_dataset_targets (dataset)[i] = 10 + i;

  nn_dataset_input (dataset, 1, numbers);
  g_assert_cmpfloat (numbers[0], ==, 3);
  g_assert_cmpfloat (numbers[2], ==, 5);
  g_assert_cmpfloat (numbers[3], ==, 7);   /* no more is written */
  nn_dataset_input_field (dataset, 2, 0, 0, numbers);
  g_assert_cmpfloat (numbers[1], ==, 7);
  g_assert_cmpfloat (numbers[2], ==, 5);
  nn_dataset_input_field (dataset, 2, 1, 0, numbers);
  g_assert_cmpfloat (numbers[0], ==, 8);
  g_assert_cmpfloat (*nn_dataset_target_field (dataset, 2, 0, 0), ==, 14);
  g_assert_cmpfloat (*nn_dataset_target_field (dataset, 2, 1, 0), ==, 15);
  g_assert_cmpfloat (*nn_dataset_target (dataset, 1), ==, 12);
  g_assert_cmpint (nn_dataset_choice (dataset, 1, 0), ==, 12);
  g_assert_cmpint (nn_dataset_choice (dataset, 1, 1), ==, -1);
}

/* The same data with one of its targets, for as long as anybody holds it. */
static void
test_asking (void)
{
  NnDataInfo *info = make_info (2, NN_SHAPE (1));
  g_autoptr (NnDataInfo) second = NULL, same = NULL;

  nn_data_info_add_target (info, (NnField) { .name = g_strdup ("second"), .kind = NN_FIELD_CLASS, .shape = NN_SHAPE (3) });
  second = nn_data_info_asking (info, 1);
  same = nn_data_info_asking (second, 0);
  nn_data_info_unref (info);

  g_assert_true (same == second);
  g_assert_cmpuint (second->n, ==, 2);
  g_assert_cmpuint (second->n_targets, ==, 1);
  g_assert_cmpstr (nn_first_target (second)->name, ==, "second");
  g_assert_cmpuint (nn_data_info_target_at (second, 1), ==, 3);
}

static void
test_bytes (void)
{
  guint8 all[256 * 2];
  g_autoptr (NnDataset) dataset = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    all[i] = i < 256 ? 0 : i - 256;
  dataset = nn_dataset_new_bytes (make_info (2, NN_SHAPE (16, 16, 1)), g_bytes_new (all, sizeof all));
  g_assert_null (nn_dataset_inputs (dataset));
  for (guint example = 0; example < 2; example++)
    {
      float v[256];

      nn_dataset_input (dataset, example, v);
      g_assert_cmpfloat (v[0], ==, 0);
      g_assert_cmpfloat (v[255], ==, example);   /* full is exactly 1 */
      for (guint i = 0; i < 256; i++)
        g_assert_cmpfloat_with_epsilon (v[i], example * i / 255.0, 1e-7);
    }
}

static void
test_references (void)
{
  NnDataInfo *info = make_info (1, NN_SHAPE (1));
  NnDataset *dataset = nn_dataset_new_numbers (nn_data_info_ref (info));

  g_assert_true (nn_dataset_ref (dataset) == dataset);
  nn_dataset_unref (dataset);
  g_assert_true (nn_dataset_info (dataset) == info);
  nn_dataset_unref (dataset);
  nn_dataset_unref (NULL);
  nn_data_info_unref (info);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/data/dataset/numbers", test_numbers);
  g_test_add_func ("/engine/data/dataset/fields", test_fields);
  g_test_add_func ("/engine/data/dataset/asking", test_asking);
  g_test_add_func ("/engine/data/dataset/bytes", test_bytes);
  g_test_add_func ("/engine/data/dataset/references", test_references);
  return g_test_run ();
}
