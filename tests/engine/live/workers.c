#include "workers.h"

#include <math.h>
#include <string.h>

#include "document.h"
#include "edit.h"
#include "source.h"

NnNetwork *
open_example (const char *name)
{
  g_autoptr (GError) error = NULL;
  NnNetwork *network = nn_example_open (name, &error);

  g_assert_no_error (error);
  return network;
}

void
set_recipe (NnNetwork *network, const char *param, double value)
{
  g_autoptr (NnEdit) edit = nn_edit_set_recipe (param, value);
  g_autoptr (NnEdit) inverse = nn_edit_apply (edit, network, NULL);

  g_assert_nonnull (inverse);
}

NnDataset *
load_data (const NnNetwork *network)
{
  g_autoptr (GError) error = NULL;
  NnDataset *dataset = nn_data_load (nn_network_data (network), &error);

  g_assert_no_error (error);
  return dataset;
}

void
set_network_of (NnWorker *worker, const NnNetwork *network, guint64 revision, guint64 line)
{
  nn_worker_set_network (worker, nn_network_copy (network), load_data (network), revision, line);
}

void
set_network (NnWorker *worker, const NnNetwork *network, guint64 revision)
{
  set_network_of (worker, network, revision, 0);
}

/* The first frame that has seen all commands. */
const NnFrame *
settled_frame (NnWorker *worker)
{
  const gint64 deadline = g_get_monotonic_time () + PATIENCE;

  for (;;)
    {
      gboolean fresh;
      const NnFrame *frame = nn_worker_frame (worker, &fresh);

      if (frame->obeyed >= nn_worker_sent (worker))
        return frame;
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (500);
    }
}

/* The first frame at rest that has seen all commands, scores included. */
const NnFrame *
frame_at_rest (NnWorker *worker)
{
  const gint64 deadline = g_get_monotonic_time () + PATIENCE;

  for (;;)
    {
      const NnFrame *frame = settled_frame (worker);

      if (frame->state != NN_STATE_RUNNING && (frame->problem != NULL || isfinite (frame->validation_loss)))
        return frame;
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (500);
    }
}

void
wait_for_step (NnWorker *worker, gint64 step)
{
  const gint64 deadline = g_get_monotonic_time () + PATIENCE;
  gboolean fresh;

  while (nn_worker_frame (worker, &fresh)->step < step)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (500);
    }
}

/* Every example of every step arrives as a point, merged or not. */
gint64
drain (NnWorker *worker, double *last_loss)
{
  NnPoint points[64];
  gint64 examples = 0;
  guint n;

  while ((n = nn_worker_points (worker, points, G_N_ELEMENTS (points))) > 0)
    for (guint i = 0; i < n; i++)
      {
        examples += points[i].training.examples;
        if (points[i].training.examples > 0)
          *last_loss = points[i].training.loss;
      }
  return examples;
}

gboolean
same_weights (const NnTensors *a, const NnTensors *b)
{
  if (nn_tensors_n (a) != nn_tensors_n (b))
    return FALSE;
  for (guint i = 0; i < nn_tensors_n (a); i++)
    {
      const NnTensor *x = nn_tensors_at (a, i);
      const NnTensor *y = nn_tensors_find (b, x->name);

      if (y == NULL || !nn_shape_equal (&x->shape, &y->shape) ||
          memcmp (x->data, y->data, nn_shape_size (&x->shape) * sizeof (float)) != 0)
        return FALSE;
    }
  return TRUE;
}
