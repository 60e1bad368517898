#include "vt-figure.h"

#include <cairo.h>
#include <glib/gstdio.h>
#include <string.h>

#include "networks.h"
#include "source.h"

typedef struct
{
  NnNetwork *network;
  NnReport *report;
  NnTrainer *trainer;
  char *folder;
} Fixture;

static void
open_figure (Fixture *fixture, gconstpointer spec)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnDataset) dataset = nn_data_load (spec, &error);

  g_assert_no_error (error);
  fixture->network = make_chain (spec, 2, 6, strstr (spec, "sine") != NULL ? "mse" : "cross_entropy");
  fixture->report = nn_check (fixture->network, nn_dataset_info (dataset));
  fixture->trainer = nn_trainer_new (fixture->network, dataset, &(NnTrainerOptions) { .threads = 1 }, &error);
  g_assert_no_error (error);
  fixture->folder = g_dir_make_tmp ("vitrine-figure-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
close_figure (Fixture *fixture, gconstpointer spec)
{
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  nn_trainer_free (fixture->trainer);
  nn_report_free (fixture->report);
  nn_network_free (fixture->network);
}

/* The file's bytes; the file is gone afterwards. (transfer full) */
static char *
export_with (Fixture *fixture, NnTrainer *trainer, const char *format, gsize *length)
{
  g_autofree char *path = g_strdup_printf ("%s/network.%s", fixture->folder, format);
  g_autoptr (GError) error = NULL;
  char *bytes;

  g_assert_true (vt_figure_export (fixture->network, fixture->report, trainer, 0, format, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, length, &error));
  g_remove (path);
  return bytes;
}

static void
test_formats (Fixture *fixture, gconstpointer spec)
{
  static const struct
  {
    const char *format, *start, *end;
  } rows[] = { { "svg", "<?xml", "</svg>\n" },
               { "pdf", "%PDF-", "%%EOF\n" },
               { "png", "\x89PNG\r\n\x1a\n", "IEND\xae\x42\x60\x82" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gsize length;
      g_autofree char *bytes = export_with (fixture, fixture->trainer, rows[i].format, &length);

      g_assert_cmpuint (length, >, 2000);
      g_assert_cmpmem (bytes, strlen (rows[i].start), rows[i].start, strlen (rows[i].start));
      g_assert_cmpmem (bytes + length - strlen (rows[i].end), strlen (rows[i].end), rows[i].end, strlen (rows[i].end));
    }
}

/* The numbers are in the picture: without them, and after some training, it is another; else it is the same. */
static void
test_numbers_are_drawn (Fixture *fixture, gconstpointer spec)
{
  gsize n_empty, n_first, n_again, n_trained;
  g_autofree char *empty = export_with (fixture, NULL, "png", &n_empty);
  g_autofree char *first = export_with (fixture, fixture->trainer, "png", &n_first);
  g_autofree char *again = export_with (fixture, fixture->trainer, "png", &n_again);
  g_autofree char *trained = NULL;

  for (guint i = 0; i < 20; i++)
    nn_trainer_step (fixture->trainer);
  trained = export_with (fixture, fixture->trainer, "png", &n_trained);
  g_assert_cmpmem (first, n_first, again, n_again);
  g_assert_false (n_empty == n_first && memcmp (empty, first, n_first) == 0);
  g_assert_false (n_trained == n_first && memcmp (trained, first, n_first) == 0);
}

/* Notes and arrows are part of the picture, in every format. */
static void
test_marks (Fixture *fixture, gconstpointer spec)
{
  const NnMark arrow = {
    .id = nn_network_next_id (fixture->network), .kind = NN_MARK_ARROW, .x = 10, .y = 10, .w = 40, .text = (char *) "",
  };
  g_autoptr (NnEdit) edit = nn_edit_add_mark (&arrow);
  gsize length, longer;
  g_autofree char *svg = export_with (fixture, NULL, "svg", &length), *pdf = export_with (fixture, NULL, "pdf", &length);
  g_autofree char *marked_svg = NULL, *marked_pdf = NULL;

  nn_edit_free (nn_edit_apply (edit, fixture->network, NULL));
  marked_svg = export_with (fixture, NULL, "svg", &longer);
  marked_pdf = export_with (fixture, NULL, "pdf", &longer);
  g_assert_null (strstr (svg, "41.960784%,27.45098%,75.686275%"));   /* the accent, which nothing else is drawn in */
  g_assert_nonnull (strstr (marked_svg, "41.960784%,27.45098%,75.686275%"));
  g_assert_cmpuint (longer, >, length);
}

static void
test_bad_format (Fixture *fixture, gconstpointer spec)
{
  g_autofree char *path = g_build_filename (fixture->folder, "network.gif", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (vt_figure_export (fixture->network, fixture->report, fixture->trainer, 0, "gif", path, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_ARGUMENT);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_bad_place (Fixture *fixture, gconstpointer spec)
{
  g_autofree char *path = g_build_filename (fixture->folder, "no-such-folder", "network.svg", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (vt_figure_export (fixture->network, fixture->report, fixture->trainer, 0, "svg", path, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "no-such-folder"));
}

static void
test_empty_network (void)
{
  g_autoptr (NnNetwork) network = nn_network_new ();
  g_autoptr (NnReport) report = nn_check (network, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (vt_figure_export (network, report, NULL, 0, "svg", "/nowhere.svg", &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_ARGUMENT);
}

/* A network that does not run is drawn too, waiting. */
static void
test_broken_network (Fixture *fixture, gconstpointer spec)
{
  gsize length;
  g_autofree char *bytes = NULL;

  apply (fixture->network, nn_edit_remove_layer (nn_network_find (fixture->network, "Dense 1")->id));
  nn_report_free (fixture->report);
  fixture->report = nn_check (fixture->network, NULL);
  bytes = export_with (fixture, NULL, "svg", &length);
  g_assert_cmpuint (length, >, 1000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/ui/canvas/figure/formats", Fixture, "builtin:spiral", open_figure, test_formats, close_figure);
  g_test_add ("/ui/canvas/figure/numbers-are-drawn", Fixture, "builtin:spiral", open_figure, test_numbers_are_drawn,
              close_figure);
  g_test_add ("/ui/canvas/figure/numbers-are-drawn-for-curves", Fixture, "builtin:sine", open_figure,
              test_numbers_are_drawn, close_figure);
  g_test_add ("/ui/canvas/figure/marks", Fixture, "builtin:spiral", open_figure, test_marks, close_figure);
  g_test_add ("/ui/canvas/figure/bad-format", Fixture, "builtin:spiral", open_figure, test_bad_format, close_figure);
  g_test_add ("/ui/canvas/figure/bad-place", Fixture, "builtin:spiral", open_figure, test_bad_place, close_figure);
  g_test_add_func ("/ui/canvas/figure/empty-network", test_empty_network);
  g_test_add ("/ui/canvas/figure/broken-network", Fixture, "builtin:spiral", open_figure, test_broken_network,
              close_figure);
  return g_test_run ();
}
