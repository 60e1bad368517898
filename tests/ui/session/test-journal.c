#include "vt-journal.h"

#include <glib/gstdio.h>
#include <sys/wait.h>
#include <unistd.h>

static NnDocument *
make_document (void)
{
  return nn_document_new (nn_example_open ("spiral", NULL), NULL);
}

/* While its owner lives, nobody else finds it. */
static void
test_living (void)
{
  g_autoptr (VtJournal) journal = vt_journal_new ();
  g_autoptr (GPtrArray) leftovers = NULL;

  g_assert_true (vt_journal_keep (journal, vt_copy_new (make_document (), NULL), "/home/a/b.vitrine", "b.vitrine"));
  leftovers = vt_journal_leftovers ();
  g_assert_cmpuint (leftovers->len, ==, 0);
}

/* Another process writes and dies; what it left is found once, opens, and can be forgotten. */
static void
test_crash (void)
{
  g_autoptr (GPtrArray) leftovers = NULL, again = NULL, after = NULL;
  g_autoptr (NnDocument) document = NULL;
  g_autoptr (NnNetwork) network = nn_example_open ("spiral", NULL);
  g_autoptr (GError) error = NULL;
  const VtLeftover *leftover;
  const pid_t child = fork ();
  int status;

  if (child == 0)
    {
      VtJournal *journal = vt_journal_new ();

      vt_journal_keep (journal, vt_copy_new (make_document (), NULL), NULL, "spiral");
      while (!vt_journal_keep (journal, vt_copy_new (make_document (), NULL), "/home/a/b.vitrine", "b.vitrine"))
        g_usleep (1000);
      while (!vt_journal_keep (journal, vt_copy_new (make_document (), NULL), "/home/a/b.vitrine", "b.vitrine"))
        g_usleep (1000);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);

  leftovers = vt_journal_leftovers ();
  g_assert_cmpuint (leftovers->len, ==, 1);
  leftover = g_ptr_array_index (leftovers, 0);
  g_assert_cmpstr (leftover->path, ==, "/home/a/b.vitrine");
  g_assert_cmpstr (leftover->title, ==, "b.vitrine");
  document = nn_document_load (leftover->file, &error);
  g_assert_no_error (error);
  g_assert_true (nn_network_equal (document->network, network));

  again = vt_journal_leftovers ();   /* held by the first look */
  g_assert_cmpuint (again->len, ==, 0);
  vt_leftover_forget (leftover);
  g_clear_pointer (&leftovers, g_ptr_array_unref);
  after = vt_journal_leftovers ();
  g_assert_cmpuint (after->len, ==, 0);
}

/* Saved work leaves nothing on the disk. */
static void
test_drop (void)
{
  g_autoptr (VtJournal) journal = vt_journal_new ();
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "vitrine", "journal", NULL);
  g_autoptr (GDir) dir = NULL;

  g_assert_true (vt_journal_keep (journal, vt_copy_new (make_document (), NULL), NULL, "spiral"));
  vt_journal_drop (journal);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  g_assert_null (g_dir_read_name (dir));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/ui/session/journal/living", test_living);
  g_test_add_func ("/ui/session/journal/crash", test_crash);
  g_test_add_func ("/ui/session/journal/drop", test_drop);
  return g_test_run ();
}
