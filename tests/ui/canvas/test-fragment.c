/* What the clipboard carries to other windows and programs. */
#include <math.h>

#include "fragment.h"
#include "networks.h"
#include "vt-fragment.h"

static void
written_cb (GObject *provider, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  gdk_content_provider_write_mime_type_finish (GDK_CONTENT_PROVIDER (provider), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

/* All that a reader is given. */
static NnDocument *
read_all (GdkContentProvider *provider)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  NnDocument *document;
  gboolean is_over = FALSE;

  gdk_content_provider_write_mime_type_async (provider, VT_FRAGMENT_MIME, memory, G_PRIORITY_DEFAULT, NULL, written_cb, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
  g_output_stream_close (memory, NULL, NULL);
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  document = nn_document_parse (bytes, &error);
  g_assert_no_error (error);
  return document;
}

static GdkContentProvider *
copy_dense (float weight)
{
  NnNetwork *network = make_chain ("builtin:spiral", 2, 4, "cross_entropy");
  NnNetwork *part = nn_network_extract (network, &nn_network_find (network, "dense_1")->id, 1);
  NnTensors *weights = nn_tensors_new ();

  *nn_tensors_add (weights, "dense_1.weight", &NN_SHAPE (1)) = weight;
  *nn_tensors_add (weights, "output.bias", &NN_SHAPE (1)) = 7;
  return vt_fragment_new (part, vt_copy_new (nn_document_new (network, weights), NULL));
}

/* Every reader is given the chosen layers with their weights, and nothing else. */
static void
test_weights (void)
{
  g_autoptr (GdkContentProvider) provider = copy_dense (0.25f);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (NnDocument) document = read_all (provider);

      g_assert_cmpuint (nn_network_n_layers (document->network), ==, 1);
      g_assert_cmpuint (nn_tensors_n (document->weights), ==, 1);
      g_assert_cmpfloat (nn_tensors_find (document->weights, "dense_1.weight")->data[0], ==, 0.25f);
    }
}

/* Layers whose weights have burst can be pasted all the same. */
static void
test_burst (void)
{
  g_autoptr (GdkContentProvider) provider = copy_dense (NAN);
  g_autoptr (NnDocument) document = read_all (provider);

  g_assert_cmpuint (nn_network_n_layers (document->network), ==, 1);
  g_assert_cmpuint (nn_tensors_n (document->weights), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/canvas/fragment/weights", test_weights);
  g_test_add_func ("/ui/canvas/fragment/burst", test_burst);
  return g_test_run ();
}
