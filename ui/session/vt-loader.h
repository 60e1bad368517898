/**
 * VtLoader:
 *
 * Loads a data set in a thread, one at a time: asking for another makes the one on its way stale, and stale results are
 * dropped.
 *
 * Thread-safety: main thread.
 */
#pragma once

#include <gio/gio.h>

#include "source.h"

G_BEGIN_DECLS

typedef struct _VtLoader VtLoader;

/* Called on the main thread: the data set, or why there is none. */
typedef void (*VtLoaderFunc) (NnDataset *dataset, const GError *error, gpointer data);

VtLoader *vt_loader_new    (VtLoaderFunc done, gpointer data);   /* (transfer full) */
void      vt_loader_free   (VtLoader *loader);                   /* done() is not called any more */
void      vt_loader_load   (VtLoader *loader, const char *spec);
void      vt_loader_cancel (VtLoader *loader);
gboolean  vt_loader_busy   (const VtLoader *loader);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtLoader, vt_loader_free)

G_END_DECLS
