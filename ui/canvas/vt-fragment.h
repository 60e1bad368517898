/**
 * VtFragment:
 *
 * A chosen part of a document on the clipboard, as a document of its own with the weights that its layers had when it was copied: as
 * the bytes of a file, so that another window, also one of another process, reads both. The weights are waited for in a thread.
 *
 * Thread-safety: main thread.
 */
#pragma once

#include <gdk/gdk.h>

#include "vt-copy.h"

G_BEGIN_DECLS

#define VT_FRAGMENT_MIME "application/x-vitrine-fragment"

/* copy: of the whole document. (transfer full) takes both */
GdkContentProvider *vt_fragment_new (NnNetwork *part, VtCopy *copy);

G_END_DECLS
