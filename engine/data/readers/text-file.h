/* Files of text in UTF-8, as the readers of texts take them. Private to this room. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The text without a mark of the byte order, and with lines that end in one character. (transfer full) NULL: it cannot be read, is too
 * large or no UTF-8. */
char *nn_text_file_read (const char *path, gsize *length, GError **error);

/* Its first bytes, up to the last line that is whole where there are more. They may be anything. (transfer full) */
char *nn_text_file_peek (const char *path);

/* Whether the name ends in one of these, in capitals or not: ".txt"; ends with NULL. */
gboolean nn_text_file_ends (const char *path, const char *const *endings);

G_END_DECLS
