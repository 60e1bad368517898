/**
 * NnCommand:
 *
 * A message to the worker: it owns what it carries and knows how to be obeyed. Each is a small struct that starts with this
 * head. Private to engine/live.
 *
 * Thread-safety: made on the main thread, applied and freed on the worker's.
 */
#pragma once

#include <stdatomic.h>

#include "runner.h"

G_BEGIN_DECLS

typedef struct _NnCommand NnCommand;

struct _NnCommand
{
  void (*apply) (NnCommand *command, NnRunner *runner);
  void (*clear) (NnCommand *command);   /* frees what it still carries; NULL: nothing */
};

void nn_command_free (NnCommand *command);

/* Each is (transfer full), and takes what it is given. */
NnCommand *nn_command_set_network (NnNetwork *network, NnDataset *dataset, guint64 revision, guint64 line, guint64 run);
NnCommand *nn_command_set_weights (NnTensors *weights, gint64 step, gint64 epoch, guint64 run);
NnCommand *nn_command_set_recipe  (NnSettings *recipe);
NnCommand *nn_command_set_weight  (const char *name, gsize index, float value);
NnCommand *nn_command_play        (void);
NnCommand *nn_command_pause       (void);
NnCommand *nn_command_step        (NnStepSize size);
NnCommand *nn_command_test_rates  (void);
NnCommand *nn_command_time_engines (void);
NnCommand *nn_command_reset       (guint64 seed, guint64 line, guint64 run);
NnCommand *nn_command_show_moment (gint64 step);
NnCommand *nn_command_fork        (gint64 step, guint64 line, guint64 run);
NnCommand *nn_command_return      (guint64 line, guint64 run);
NnCommand *nn_command_set_speed   (double steps_per_s);
NnCommand *nn_command_set_device  (const char *which);
NnCommand *nn_command_set_example (gint64 index);
NnCommand *nn_command_set_input   (GArray *input);
NnCommand *nn_command_look        (GArray *items, guint64 serial);
NnCommand *nn_command_quit        (void);

/* Where a snapshot is handed back to the thread that waits for it. */
typedef struct
{
  GMutex lock;
  GCond cond;
  atomic_bool done;
  gboolean tape;           /* wanted, too */
  NnTensors *weights;
  gint64 step, epoch;
} NnSnapshotReply;

NnCommand *nn_command_snapshot    (NnSnapshotReply *reply);   /* borrows it until done */

G_END_DECLS
