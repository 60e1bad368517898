/* The back ends that compute here; those that record for a device have a test of their own (test-vulkan.c). */
#include "backend-checks.h"

#include <string.h>

static void
test_registry (void)
{
  guint n;
  const NnBackend *const *rows = nn_backend_rows (&n);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *description = rows[i]->describe ();

      g_assert_true (nn_backend_find (rows[i]->id, NULL) == rows[i]);
      g_assert_cmpuint (strlen (description), >, 0);
      g_assert_null (strchr (description, '\n'));
    }
  g_assert_null (nn_backend_find ("abacus", &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_DEVICE);
  g_assert_nonnull (strstr (error->message, "openblas"));
  g_assert_nonnull (strstr (error->message, "abacus"));
}

int
main (int argc, char **argv)
{
  static OpPlace places[4];
  guint n;
  const NnBackend *const *rows = nn_backend_rows (&n);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/backends/registry", test_registry);
  for (guint b = 0; b < n; b++)
    if (!rows[b]->records)
      {
        places[b].backend = rows[b];
        op_checks_add (&places[b]);
      }
  return g_test_run ();
}
