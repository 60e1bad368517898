#include "nets.h"

#include "check.h"
#include "document.h"
#include "errors.h"
#include "source.h"

#include <string.h>

/* Each is whole, runs, says what it shows, and stays itself through a file. */
static void
test_example (gconstpointer data)
{
  const NnExample *example = data;
  g_autofree char *name = g_strconcat ("example:", example->name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (NnDocument) document = nn_document_load (name, &error);
  g_autoptr (NnDataInfo) info = NULL;
  g_autoptr (NnReport) report = NULL;
  g_autofree char *text = NULL;
  g_autoptr (NnNetwork) back = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (example->title), >, 0);
  g_assert_cmpuint (strlen (example->note), >, 40);
  g_assert_cmpuint (strlen (example->sentence), >, 20);
  g_assert_cmpint (example->minutes, >, 0);
  info = nn_data_describe (nn_network_data (document->network), &error);
  g_assert_no_error (error);
  report = nn_check (document->network, info);
  g_assert_cmpuint (report->issues->len, ==, 0);

  text = nn_network_to_json (document->network);
  back = nn_network_from_json (text, -1, &error);
  g_assert_no_error (error);
  g_assert_true (nn_network_equal (document->network, back));
}

static void
test_unknown (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (nn_document_load ("example:nothing", &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "There is no example “nothing”. There are: gaussians, "));
}

int
main (int argc, char *argv[])
{
  const NnExample *examples;
  guint n;

  g_test_init (&argc, &argv, NULL);
  examples = nn_examples (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/network/examples/%s", examples[i].name);

      g_test_add_data_func (path, &examples[i], test_example);
    }
  g_test_add_func ("/engine/network/examples/unknown", test_unknown);
  return g_test_run ();
}
