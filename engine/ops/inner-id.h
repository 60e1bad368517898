/**
 * Ids of layers inside groups.
 *
 * Ids of a network's layers are counted in that network alone, and what a group holds stands there once for each repetition. Who
 * wants one of them by a single number, as frames and explanations do, takes the id of its name from outside: "group_1.3.conv2d_1",
 * the third repetition always with its number. All ids of a network are below these.
 *
 * Thread-safety: any thread. The same name has the same id as long as the program runs.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint       nn_inner_id   (const char *name);
gboolean    nn_is_inner   (guint layer);
const char *nn_inner_name (guint layer);                           /* NULL: it is none of these */

G_END_DECLS
