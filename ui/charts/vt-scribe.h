/**
 * VtScribe:
 *
 * Lets the network write lines that begin with the same words: what it writes while it learns shows what it has learnt. A
 * line is of one moment: the worker writes it in one go. It keeps the lines, the first one among them.
 *
 * Thread-safety: main thread.
 */
#pragma once

#include "vt-subject.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 step;                 /* of training, when it was written */
  char *prompt;                /* as it can be seen */
  char *text;                  /* what the network wrote, likewise */
} VtLine;

typedef struct _VtScribe VtScribe;

VtScribe     *vt_scribe_new     (VtSession *session);   /* (transfer full) writes nothing yet */
void          vt_scribe_free    (VtScribe *scribe);

/* What lines begin with from now on. FALSE: the text has a character that the data has not (error), or none; the last stays. */
gboolean      vt_scribe_prompt  (VtScribe *scribe, const VtSubject *subject, const char *text, GError **error);
void          vt_scribe_begin   (VtScribe *scribe, const VtSubject *subject, double temperature, guint length);   /* asks for a line of so many characters, the words it begins with not counted; one that is not there yet is not written */
gboolean      vt_scribe_take    (VtScribe *scribe);     /* for every frame: TRUE when it brought a line */
gboolean      vt_scribe_is_idle (const VtScribe *scribe);
void          vt_scribe_stop    (VtScribe *scribe);     /* asks for nothing until the next line begins */
void          vt_scribe_forget  (VtScribe *scribe);     /* stops, and has no lines and no prompt */

guint         vt_scribe_n       (const VtScribe *scribe);
const VtLine *vt_scribe_line    (const VtScribe *scribe, guint i);   /* (transfer none) the oldest first */

G_END_DECLS
