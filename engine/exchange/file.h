/* Whole files, read and written with errors in words: NN_ERROR_DATA with the path and the reason. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes  *nn_file_read  (const char *path, GError **error);   /* (transfer full) */

/* Atomic: after it, the file is either the old one or the new one, whatever happens meanwhile. Written beside, synced, renamed.
 * An existing file keeps its permissions, and a link stays a link to the file that is written. */
gboolean nn_file_write (const char *path, GBytes *bytes, GError **error);

G_END_DECLS
