#include "batcher.h"

#include "nets.h"

static const guint32 train[] = { 3, 1, 4, 15, 9, 2, 6 };
#define N G_N_ELEMENTS (train)

/* Every epoch has each example once. */
static void
test_whole (void)
{
  g_autoptr (NnBatcher) batcher = nn_batcher_new (train, N, 1, 1);

  for (guint epoch = 0; epoch < 20; epoch++)
    {
      guint seen[16] = { 0 };

      for (guint i = 0; i < N; i++)
        seen[batcher->order[i]]++;
      for (guint i = 0; i < N; i++)
        g_assert_cmpuint (seen[train[i]], ==, 1);
      g_assert_false (nn_batcher_move (batcher, 3));
      g_assert_false (nn_batcher_move (batcher, 3));
      g_assert_true (nn_batcher_move (batcher, 1));
      g_assert_cmpint (batcher->epoch, ==, epoch + 1);
      g_assert_cmpuint (batcher->at, ==, 0);
    }
}

/* The order depends on seed and epoch alone, and differs between them. */
static void
test_order (void)
{
  g_autoptr (NnBatcher) a = nn_batcher_new (train, N, 1, 1);
  g_autoptr (NnBatcher) b = nn_batcher_new (train, N, 1, 1);
  g_autoptr (NnBatcher) other = nn_batcher_new (train, N, 1, 2);
  guint32 first[N];

  g_assert_cmpmem (a->order, sizeof first, b->order, sizeof first);
  g_assert_cmpint (memcmp (a->order, other->order, sizeof first), !=, 0);
  memcpy (first, a->order, sizeof first);
  for (guint epoch = 0; epoch < 5; epoch++)
    nn_batcher_move (a, N);
  g_assert_cmpint (memcmp (a->order, first, sizeof first), !=, 0);
  nn_batcher_seek (b, 5, 2);
  g_assert_cmpmem (a->order, sizeof first, b->order, sizeof first);
  g_assert_true (nn_batcher_next (b) == b->order + 2);
  nn_batcher_seek (a, 0, 0);
  g_assert_cmpmem (a->order, sizeof first, first, sizeof first);
}

static void
assert_floats (const float *found, const float *expected, guint n)
{
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat (found[i], ==, expected[i]);
}

static void
test_encodings (void)
{
  g_autoptr (NnDataset) dataset = make_lists (3, 2, 3, 1);
  const guint32 examples[] = { 2, 0, 1 };
  const float indices[] = { 0, 2, 1 }, one_hot[] = { 1, 0, 0, 0, 0, 1, 0, 1, 0 }, signs[] = { -1, 1, 1 };
  const NnPick pick = { dataset, examples, 3, 0 }, two = { dataset, examples + 1, 2, 0 };
  float out[9];

  memcpy (nn_dataset_targets (dataset), (float[]) { 2, 1, 0 }, 3 * sizeof (float));
  nn_gather_targets (NN_ENCODE_VALUES) (&pick, 1, out);
  assert_floats (out, indices, 3);
  nn_gather_targets (NN_ENCODE_INDEX) (&pick, 1, out);
  assert_floats (out, indices, 3);
  nn_gather_targets (NN_ENCODE_ONE_HOT) (&pick, 3, out);
  assert_floats (out, one_hot, 9);
  nn_gather_targets (NN_ENCODE_SIGNED) (&pick, 1, out);
  assert_floats (out, signs, 3);
  nn_gather_targets (NN_ENCODE_BINARY) (&two, 1, out);
  assert_floats (out, (float[]) { 2, 1 }, 2);

  nn_gather_inputs (&pick, 2, out);
  assert_floats (out, nn_dataset_inputs (dataset) + 4, 2);
  assert_floats (out + 2, nn_dataset_inputs (dataset), 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/train/batcher/whole", test_whole);
  g_test_add_func ("/engine/train/batcher/order", test_order);
  g_test_add_func ("/engine/train/batcher/encodings", test_encodings);
  return g_test_run ();
}
