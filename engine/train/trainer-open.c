#include "trainer-private.h"

#include <string.h>

#include "denormals.h"

/* Everything that is computed, what is filled in included: weights lie open anyway. */
static NnValue *
list_values (const NnGraph *graph, guint *n)
{
  NnValue *values = g_new (NnValue, nn_graph_n_values (graph));

  *n = 0;
  for (NnValue v = 0; v < nn_graph_n_values (graph); v++)
    if (nn_graph_value (graph, v)->role != NN_VALUE_WEIGHT)
      values[(*n)++] = v;
  return values;
}

static gboolean
make_program (NnTrainer *trainer)
{
  guint n_keep;
  g_autofree NnValue *keep = list_values (trainer->graph, &n_keep);
  const NnProgramOptions options = {
    .backend = trainer->backend,
    .batch = 1,
    .slices = 1,
    .training = TRUE,
    .open = TRUE,
    .keep = keep,
    .n_keep = n_keep,
  };

  if (trainer->open == NULL && !trainer->open_failed)
    trainer->open = nn_program_new (trainer->graph, trainer->weights, &options, NULL);
  trainer->open_failed = trainer->open == NULL;
  if (trainer->open != NULL && trainer->open_feed == NULL)
    trainer->open_feed = nn_feed_new (trainer->graph, trainer->open, trainer->dataset);
  return trainer->open != NULL;
}

static void
fill_by_hand (NnTrainer *trainer, const float *input)
{
  for (guint i = 0; i < nn_graph_n_inputs (trainer->graph); i++)
    {
      const NnValue value = nn_graph_input_value (trainer->graph, i);
      const NnGraphValue *wanted = nn_graph_value (trainer->graph, value);
      float *numbers = nn_program_data (trainer->open, 0, value);

      if (numbers != NULL)
        memcpy (numbers, input + nn_data_info_input_at (nn_dataset_info (trainer->dataset), wanted->field),
                nn_shape_size (&wanted->shape) * sizeof *numbers);
    }
}

gboolean
nn_trainer_open (NnTrainer *trainer, gint64 example, const float *input)
{
  const guint32 index = MAX (example, 0);
  const NnRun run = { .rows = 1, .looking = TRUE, .seed = trainer->seed, .step = trainer->steps, .scale = 1 };
  guint64 denormals;

  if (!make_program (trainer))
    return FALSE;
  nn_trainer_sync (trainer);
  denormals = nn_denormals_flush ();
  nn_feed_fill (trainer->open_feed, 0, &index, 1, 0);
  if (example < 0)
    fill_by_hand (trainer, input);
  nn_program_run (trainer->open, 0, &run);
  nn_denormals_restore (denormals);
  return TRUE;
}

const float *
nn_trainer_open_value (const NnTrainer *trainer, NnValue value)
{
  return nn_program_data (trainer->open, 0, value);
}

const float *
nn_trainer_open_slope (const NnTrainer *trainer, NnValue value)
{
  return nn_program_slope (trainer->open, 0, value);
}
