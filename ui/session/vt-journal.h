/**
 * VtJournal, VtLeftover:
 *
 * Unsaved work, written down while it is worked on, so that a crash loses no more than some seconds of it. Each window has
 * a journal: a document in the user's state folder and beside it a note of where it belongs, which is locked as long as the
 * program lives. What nobody holds was left over by a crash.
 *
 * Thread-safety: main thread. Writing goes on in a thread of its own.
 */
#pragma once

#include "vt-copy.h"

G_BEGIN_DECLS

typedef struct _VtJournal VtJournal;

VtJournal *vt_journal_new  (void);                 /* (transfer full) nothing is on the disk yet */
void       vt_journal_free (VtJournal *journal);   /* nothing is left on the disk */
void       vt_journal_drop (VtJournal *journal);   /* the work is safe, or not wanted any more */

/* Takes the copy; path (NULL: never saved) and title are noted with it. FALSE: the one before is still being written, so
 * this one is not. What cannot be written is only not journalled. */
gboolean   vt_journal_keep (VtJournal *journal, VtCopy *copy, const char *path, const char *title);

typedef struct
{
  char *file;     /* the document */
  char *path;     /* where it belongs; NULL: it was never saved */
  char *title;
  GDateTime *when;
  int lock;       /* held, so that no other program brings it back too */
  char *note;
} VtLeftover;

GPtrArray *vt_journal_leftovers (void);                        /* (transfer full) VtLeftover, the oldest first */
void       vt_leftover_forget   (const VtLeftover *leftover);  /* removes its files */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtJournal, vt_journal_free)

G_END_DECLS
