#include "command.h"

#define NEW(Type, ...) ((NnCommand *) g_memdup2 (&(const Type){ __VA_ARGS__ }, sizeof (Type)))

void
nn_command_free (NnCommand *command)
{
  if (command == NULL)
    return;
  if (command->clear != NULL)
    command->clear (command);
  g_free (command);
}

typedef struct
{
  NnCommand head;
  NnNetwork *network;
  NnDataset *dataset;
  guint64 revision, line, run;
} SetNetwork;

static void
apply_set_network (NnCommand *command, NnRunner *runner)
{
  SetNetwork *self = (SetNetwork *) command;

  nn_runner_set_network (runner, self->network, self->dataset, self->revision, self->line, self->run);
}

static void
clear_set_network (NnCommand *command)
{
  SetNetwork *self = (SetNetwork *) command;

  g_clear_pointer (&self->network, nn_network_free);
  g_clear_pointer (&self->dataset, nn_dataset_unref);
}

NnCommand *
nn_command_set_network (NnNetwork *network, NnDataset *dataset, guint64 revision, guint64 line, guint64 run)
{
  return NEW (SetNetwork, { apply_set_network, clear_set_network }, network, dataset, revision, line, run);
}

typedef struct
{
  NnCommand head;
  NnTensors *weights;
  gint64 step, epoch;
  guint64 run;
} SetWeights;

static void
apply_set_weights (NnCommand *command, NnRunner *runner)
{
  SetWeights *self = (SetWeights *) command;

  nn_runner_set_weights (runner, self->weights, self->step, self->epoch, self->run);
}

static void
clear_set_weights (NnCommand *command)
{
  nn_tensors_free (((SetWeights *) command)->weights);
}

NnCommand *
nn_command_set_weights (NnTensors *weights, gint64 step, gint64 epoch, guint64 run)
{
  return NEW (SetWeights, { apply_set_weights, clear_set_weights }, weights, step, epoch, run);
}

typedef struct
{
  NnCommand head;
  NnSettings *recipe;
} SetRecipe;

static void
apply_set_recipe (NnCommand *command, NnRunner *runner)
{
  nn_runner_set_recipe (runner, ((SetRecipe *) command)->recipe);
}

static void
clear_set_recipe (NnCommand *command)
{
  nn_settings_free (((SetRecipe *) command)->recipe);
}

NnCommand *
nn_command_set_recipe (NnSettings *recipe)
{
  return NEW (SetRecipe, { apply_set_recipe, clear_set_recipe }, recipe);
}

typedef struct
{
  NnCommand head;
  char *name;
  gsize index;
  float value;
} SetWeight;

static void
apply_set_weight (NnCommand *command, NnRunner *runner)
{
  SetWeight *self = (SetWeight *) command;

  nn_runner_set_weight (runner, self->name, self->index, self->value);
}

static void
clear_set_weight (NnCommand *command)
{
  g_free (((SetWeight *) command)->name);
}

NnCommand *
nn_command_set_weight (const char *name, gsize index, float value)
{
  return NEW (SetWeight, { apply_set_weight, clear_set_weight }, g_strdup (name), index, value);
}

static void
apply_play (NnCommand *command, NnRunner *runner)
{
  nn_runner_play (runner);
}

NnCommand *
nn_command_play (void)
{
  return NEW (NnCommand, apply_play, NULL);
}

static void
apply_pause (NnCommand *command, NnRunner *runner)
{
  nn_runner_pause (runner);
}

NnCommand *
nn_command_pause (void)
{
  return NEW (NnCommand, apply_pause, NULL);
}

static void
apply_test_rates (NnCommand *command, NnRunner *runner)
{
  nn_runner_test_rates (runner);
}

NnCommand *
nn_command_test_rates (void)
{
  return NEW (NnCommand, apply_test_rates, NULL);
}

static void
apply_time_engines (NnCommand *command, NnRunner *runner)
{
  nn_runner_time_engines (runner);
}

NnCommand *
nn_command_time_engines (void)
{
  return NEW (NnCommand, apply_time_engines, NULL);
}

typedef struct
{
  NnCommand head;
  NnStepSize size;
} Step;

static void
apply_step (NnCommand *command, NnRunner *runner)
{
  nn_runner_step (runner, ((Step *) command)->size);
}

NnCommand *
nn_command_step (NnStepSize size)
{
  return NEW (Step, { apply_step, NULL }, size);
}

typedef struct
{
  NnCommand head;
  guint64 seed, line, run;
} Reset;

static void
apply_reset (NnCommand *command, NnRunner *runner)
{
  Reset *self = (Reset *) command;

  nn_runner_reset (runner, self->seed, self->line, self->run);
}

NnCommand *
nn_command_reset (guint64 seed, guint64 line, guint64 run)
{
  return NEW (Reset, { apply_reset, NULL }, seed, line, run);
}

typedef struct
{
  NnCommand head;
  gint64 step;
  guint64 line, run;
} GoBack;

static void
apply_show_moment (NnCommand *command, NnRunner *runner)
{
  nn_runner_show_moment (runner, ((GoBack *) command)->step);
}

NnCommand *
nn_command_show_moment (gint64 step)
{
  return NEW (GoBack, { apply_show_moment, NULL }, .step = step);
}

static void
apply_fork (NnCommand *command, NnRunner *runner)
{
  GoBack *self = (GoBack *) command;

  nn_runner_fork (runner, self->step, self->line, self->run);
}

NnCommand *
nn_command_fork (gint64 step, guint64 line, guint64 run)
{
  return NEW (GoBack, { apply_fork, NULL }, step, line, run);
}

static void
apply_return (NnCommand *command, NnRunner *runner)
{
  GoBack *self = (GoBack *) command;

  nn_runner_return (runner, self->line, self->run);
}

NnCommand *
nn_command_return (guint64 line, guint64 run)
{
  return NEW (GoBack, { apply_return, NULL }, .line = line, .run = run);
}

typedef struct
{
  NnCommand head;
  double steps_per_s;
} SetSpeed;

static void
apply_set_speed (NnCommand *command, NnRunner *runner)
{
  nn_runner_set_speed (runner, ((SetSpeed *) command)->steps_per_s);
}

NnCommand *
nn_command_set_speed (double steps_per_s)
{
  return NEW (SetSpeed, { apply_set_speed, NULL }, steps_per_s);
}

typedef struct
{
  NnCommand head;
  char *which;
} SetDevice;

static void
apply_set_device (NnCommand *command, NnRunner *runner)
{
  nn_runner_set_device (runner, ((SetDevice *) command)->which);
}

static void
clear_set_device (NnCommand *command)
{
  g_free (((SetDevice *) command)->which);
}

NnCommand *
nn_command_set_device (const char *which)
{
  return NEW (SetDevice, { apply_set_device, clear_set_device }, g_strdup (which));
}

typedef struct
{
  NnCommand head;
  gint64 index;
} SetExample;

static void
apply_set_example (NnCommand *command, NnRunner *runner)
{
  nn_runner_set_example (runner, ((SetExample *) command)->index);
}

NnCommand *
nn_command_set_example (gint64 index)
{
  return NEW (SetExample, { apply_set_example, NULL }, index);
}

typedef struct
{
  NnCommand head;
  GArray *input;
} SetInput;

static void
apply_set_input (NnCommand *command, NnRunner *runner)
{
  nn_runner_set_input (runner, ((SetInput *) command)->input);
}

static void
clear_set_input (NnCommand *command)
{
  g_array_unref (((SetInput *) command)->input);
}

NnCommand *
nn_command_set_input (GArray *input)
{
  return NEW (SetInput, { apply_set_input, clear_set_input }, input);
}

typedef struct
{
  NnCommand head;
  GArray *items;
  guint64 serial;
} Look;

static void
apply_look (NnCommand *command, NnRunner *runner)
{
  Look *self = (Look *) command;

  nn_runner_set_look (runner, g_steal_pointer (&self->items), self->serial);
}

static void
clear_look (NnCommand *command)
{
  g_clear_pointer (&((Look *) command)->items, g_array_unref);
}

NnCommand *
nn_command_look (GArray *items, guint64 serial)
{
  return NEW (Look, { apply_look, clear_look }, items, serial);
}

static void
apply_quit (NnCommand *command, NnRunner *runner)
{
  runner->quits = TRUE;
}

NnCommand *
nn_command_quit (void)
{
  return NEW (NnCommand, apply_quit, NULL);
}

typedef struct
{
  NnCommand head;
  NnSnapshotReply *reply;
} Snapshot;

static void
apply_snapshot (NnCommand *command, NnRunner *runner)
{
  NnSnapshotReply *reply = ((Snapshot *) command)->reply;

  g_mutex_lock (&reply->lock);
  reply->weights = nn_runner_save (runner, reply->tape, &reply->step, &reply->epoch);
  /* Release: for the thread sanitizer, as in the worker. */
  atomic_store_explicit (&reply->done, TRUE, memory_order_release);
  g_cond_signal (&reply->cond);
  g_mutex_unlock (&reply->lock);
}

NnCommand *
nn_command_snapshot (NnSnapshotReply *reply)
{
  return NEW (Snapshot, { apply_snapshot, NULL }, reply);
}
