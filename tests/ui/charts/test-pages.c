#include "vt-page.h"

static void
test_complete (gconstpointer data)
{
  const VtPageRow *row = data;
  guint n, same = 0;
  const VtPageRow *const *rows = vt_page_rows (&n);

  for (guint i = 0; i < n; i++)
    same += g_str_equal (rows[i]->id, row->id) || g_str_equal (rows[i]->title, row->title);
  g_assert_cmpuint (same, ==, 1);
  g_assert_cmpint (row->width, >, 0);
  g_assert_true (g_type_is_a (row->get_type (), VT_TYPE_PAGE));
}

/* Whatever the data, a page that makes no sense for it says so in a sentence. */
static void
test_reasons (gconstpointer data)
{
  static const NnFieldKind inputs[] = { NN_FIELD_POINTS, NN_FIELD_NUMBERS, NN_FIELD_IMAGE, NN_FIELD_TEXT };
  static const NnFieldKind targets[] = { NN_FIELD_NUMBERS, NN_FIELD_CLASS };
  const VtPageRow *row = data;

  if (row->unavailable == NULL)
    return;
  g_assert_nonnull (row->unavailable (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (inputs) * G_N_ELEMENTS (targets); i++)
    {
      NnField input = { .kind = inputs[i / 2], .shape = NN_SHAPE (inputs[i / 2] == NN_FIELD_IMAGE ? 784 : 2) };
      NnField target = { .kind = targets[i % 2], .shape = NN_SHAPE (1) };
      const NnDataInfo info = { .inputs = &input, .targets = &target, .n_inputs = 1, .n_targets = 1 };
      const char *reason = row->unavailable (&info);

      g_assert_true (reason == NULL || g_str_has_suffix (reason, "."));
    }
}

static void
test_first (void)
{
  guint n;
  const VtPageRow *const *rows = vt_page_rows (&n);

  g_assert_cmpstr (rows[0]->id, ==, "curves");
  g_assert_null (rows[0]->unavailable);   /* it stays beside the others: it must make sense for all data */
}

int
main (int argc, char **argv)
{
  guint n;
  const VtPageRow *const *rows;

  g_test_init (&argc, &argv, NULL);
  rows = vt_page_rows (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *complete = g_strdup_printf ("/ui/charts/pages/%s/complete", rows[i]->id);
      g_autofree char *reasons = g_strdup_printf ("/ui/charts/pages/%s/reasons", rows[i]->id);

      g_test_add_data_func (complete, rows[i], test_complete);
      g_test_add_data_func (reasons, rows[i], test_reasons);
    }
  g_test_add_func ("/ui/charts/pages/first", test_first);
  return g_test_run ();
}
