#include "vt-journal.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text.h"

#define NOTE_END ".note"
#define DOCUMENT_END ".vitrine"
#define GROUP "work"

struct _VtJournal
{
  char *note, *file;        /* where they are, or would be */
  int lock;                 /* of the note, open; −1: nothing is on the disk */
  GThread *writer;          /* NULL: none */
  atomic_bool written;      /* the writer has nothing more to do */
  VtCopy *copy;             /* the writer's */
};

static char *
folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "vitrine", "journal", NULL);
}

static char *
name_of (const char *note, const char *end)
{
  return g_strdup_printf ("%.*s%s", (int) (strlen (note) - strlen (NOTE_END)), note, end);
}

VtJournal *
vt_journal_new (void)
{
  VtJournal *journal = g_new0 (VtJournal, 1);
  g_autofree char *where = folder ();
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *name = g_strconcat (id, NOTE_END, NULL);

  journal->note = g_build_filename (where, name, NULL);
  journal->file = name_of (journal->note, DOCUMENT_END);
  journal->lock = -1;
  atomic_init (&journal->written, FALSE);
  return journal;
}

static void
join (VtJournal *journal)
{
  if (journal->writer == NULL)
    return;
  g_thread_join (g_steal_pointer (&journal->writer));
  atomic_store (&journal->written, FALSE);
  g_clear_pointer (&journal->copy, vt_copy_free);
}

void
vt_journal_drop (VtJournal *journal)
{
  join (journal);
  if (journal->lock < 0)
    return;
  g_unlink (journal->file);
  g_unlink (journal->note);
  close (journal->lock);
  journal->lock = -1;
}

void
vt_journal_free (VtJournal *journal)
{
  if (journal == NULL)
    return;
  vt_journal_drop (journal);
  g_free (journal->note);
  g_free (journal->file);
  g_free (journal);
}

static gboolean
open_note (VtJournal *journal)
{
  g_autofree char *where = folder ();

  if (journal->lock >= 0)
    return TRUE;
  if (g_mkdir_with_parents (where, 0700) != 0)
    return FALSE;
  journal->lock = g_open (journal->note, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (journal->lock >= 0 && flock (journal->lock, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  if (journal->lock >= 0)
    close (journal->lock);
  journal->lock = -1;
  return FALSE;
}

/* Written into the locked file itself: a new one would not be locked. */
static gboolean
write_note (VtJournal *journal, const char *path, const char *title)
{
  g_autoptr (GKeyFile) note = g_key_file_new ();
  g_autofree char *text = NULL;
  gsize length;

  if (path != NULL)
    g_key_file_set_string (note, GROUP, "path", path);
  g_key_file_set_string (note, GROUP, "title", title);
  text = g_key_file_to_data (note, &length, NULL);
  return ftruncate (journal->lock, 0) == 0 && pwrite (journal->lock, text, length, 0) == (gssize) length;
}

static gpointer
write_document (gpointer data)
{
  VtJournal *journal = data;

  vt_copy_save (journal->copy, journal->file, NULL);
  atomic_store (&journal->written, TRUE);
  return NULL;
}

gboolean
vt_journal_keep (VtJournal *journal, VtCopy *copy, const char *path, const char *title)
{
  if (journal->writer != NULL && !atomic_load (&journal->written))
    {
      vt_copy_free (copy);
      return FALSE;
    }
  join (journal);
  if (!open_note (journal) || !write_note (journal, path, title))
    {
      vt_copy_free (copy);
      return TRUE;
    }
  journal->copy = copy;
  journal->writer = g_thread_new ("journal", write_document, journal);
  return TRUE;
}

/* ---- What a crash left ---- */

static void
leftover_free (gpointer data)
{
  VtLeftover *leftover = data;

  g_free (leftover->file);
  g_free (leftover->note);
  g_free (leftover->path);
  g_free (leftover->title);
  g_clear_pointer (&leftover->when, g_date_time_unref);
  if (leftover->lock >= 0)
    close (leftover->lock);
  g_free (leftover);
}

static gboolean
read_note (VtLeftover *leftover)
{
  g_autoptr (GKeyFile) note = g_key_file_new ();

  if (!g_key_file_load_from_file (note, leftover->note, G_KEY_FILE_NONE, NULL))
    return FALSE;
  leftover->path = g_key_file_get_string (note, GROUP, "path", NULL);
  leftover->title = g_key_file_get_string (note, GROUP, "title", NULL);
  return leftover->title != NULL;
}

/* NULL: its owner lives. A note without a document that can be read is only cleared away. */
static VtLeftover *
find_leftover (char *note)
{
  VtLeftover *leftover = g_new0 (VtLeftover, 1);
  GStatBuf about;

  leftover->note = note;
  leftover->file = name_of (note, DOCUMENT_END);
  leftover->lock = g_open (note, O_RDWR | O_CLOEXEC, 0);
  if (leftover->lock >= 0 && flock (leftover->lock, LOCK_EX | LOCK_NB) == 0)
    {
      if (read_note (leftover) && g_stat (leftover->file, &about) == 0)
        {
          leftover->when = g_date_time_new_from_unix_local (about.st_mtime);
          return leftover;
        }
      vt_leftover_forget (leftover);
    }
  leftover_free (leftover);
  return NULL;
}

static int
compare_ages (gconstpointer a, gconstpointer b)
{
  return g_date_time_compare ((*(VtLeftover *const *) a)->when, (*(VtLeftover *const *) b)->when);
}

GPtrArray *
vt_journal_leftovers (void)
{
  GPtrArray *leftovers = g_ptr_array_new_with_free_func (leftover_free);
  g_autofree char *where = folder ();
  g_autoptr (GDir) dir = g_dir_open (where, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      VtLeftover *leftover =
          g_str_has_suffix (name, NOTE_END) ? find_leftover (g_build_filename (where, name, NULL)) : NULL;

      if (leftover != NULL)
        g_ptr_array_add (leftovers, leftover);
    }
  g_ptr_array_sort (leftovers, compare_ages);
  return leftovers;
}

void
vt_leftover_forget (const VtLeftover *leftover)
{
  g_unlink (leftover->file);
  g_unlink (leftover->note);
}
