/* Counting allocations: a program linked with this has an allocator whose entries count. */
#pragma once

#include <glib.h>

extern const gboolean counts_allocations;   /* FALSE in builds whose allocator cannot be replaced (sanitizers) */

guint count_allocations (void);             /* since the start */
