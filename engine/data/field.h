/* Short ways to say what a data set's fields are; for sources and readers. */
#pragma once

#include "data-info.h"

G_BEGIN_DECLS

/* What owns memory is taken: parts is freed with the field. */
NnField nn_field         (const char *name, NnFieldKind kind, NnShape shape, double low, double high, char **parts);
NnField nn_field_image   (gint64 height, gint64 width, gint64 channels);   /* 0 to 1 */
NnField nn_field_classes (char **classes);
NnField nn_field_text    (const char *name, gint64 tokens, char **vocabulary);
char  **nn_field_digits  (guint n);                                        /* (transfer full) "0", "1", … as parts */

G_END_DECLS
