/* A worker to test: what it is given, and waiting for what it tells. */
#pragma once

#include "worker.h"

G_BEGIN_DECLS

/* Long enough for a loaded machine under a sanitizer: a test that waits this long has failed. */
#define PATIENCE (30 * G_USEC_PER_SEC)

NnNetwork *open_example (const char *name);   /* (transfer full) */
void set_recipe (NnNetwork *network, const char *param, double value);
NnDataset *load_data (const NnNetwork *network);   /* (transfer full) */
void set_network_of (NnWorker *worker, const NnNetwork *network, guint64 revision, guint64 line);
void set_network (NnWorker *worker, const NnNetwork *network, guint64 revision);   /* with its own data, line 0 */
const NnFrame *settled_frame (NnWorker *worker);   /* the first that has seen all commands */
const NnFrame *frame_at_rest (NnWorker *worker);   /* the first at rest that has seen all commands, scores included */
void wait_for_step (NnWorker *worker, gint64 step);
gint64 drain (NnWorker *worker, double *last_loss);   /* all points; examples in them */
gboolean same_weights (const NnTensors *a, const NnTensors *b);

G_END_DECLS
