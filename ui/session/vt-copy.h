/**
 * VtCopy:
 *
 * A document as it was at one moment, on its way to a file. It is taken on the main thread without waiting for the worker;
 * the weights are waited for, and the file is written, in a thread.
 *
 * Thread-safety: main thread; once it is being written nobody else has it.
 */
#pragma once

#include <gio/gio.h>

#include "document.h"
#include "worker.h"

G_BEGIN_DECLS

typedef struct
{
  NnDocument *document;   /* owned */
  NnOrder *order;         /* owned: its weights, once they come; NULL: it has them */
} VtCopy;

VtCopy  *vt_copy_new          (NnDocument *document, NnOrder *order);   /* (transfer full) takes both */
void     vt_copy_free         (VtCopy *copy);

/* With its weights: waits for them, in a thread. (transfer none) */
const NnDocument *vt_copy_wait (VtCopy *copy);

/* Waits for the weights and for the disk: for a thread. What is written is whole or not there at all. */
gboolean vt_copy_save         (VtCopy *copy, const char *path, GError **error);

/* The same in a thread of its own. Takes the copy. */
void     vt_copy_write        (VtCopy *copy, const char *path, GObject *source, GAsyncReadyCallback done, gpointer data);
gboolean vt_copy_write_finish (GAsyncResult *result, gint64 *step, GError **error);   /* step: of the weights that were written */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtCopy, vt_copy_free)

G_END_DECLS
