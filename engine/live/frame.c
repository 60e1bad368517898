#include "look.h"

#include <math.h>

void
nn_frame_forget (NnFrame *frame)
{
  frame->state = NN_STATE_EMPTY;
  frame->step = frame->epoch = 0;
  frame->rate = frame->examples_per_s = 0;
  frame->training = (NnSample) { .loss = NAN, .accuracy = NAN };
  frame->validation_loss = frame->validation_accuracy = frame->example_loss = NAN;
}

void
nn_frame_init (NnFrame *frame)
{
  const gsize start = 0;

  *frame = (NnFrame) {
    .offsets = g_array_new (FALSE, FALSE, sizeof (gsize)),
    .numbers = g_array_new (FALSE, FALSE, sizeof (float)),
  };
  g_array_append_val (frame->offsets, start);
  nn_frame_forget (frame);
}

void
nn_frame_clear (NnFrame *frame)
{
  g_clear_pointer (&frame->offsets, g_array_unref);
  g_clear_pointer (&frame->numbers, g_array_unref);
  g_clear_pointer (&frame->problem, g_free);
}

void
nn_frame_set_problem (NnFrame *frame, const char *problem)
{
  if (g_strcmp0 (frame->problem, problem) == 0)
    return;
  g_free (frame->problem);
  frame->problem = g_strdup (problem);
}

const float *
nn_frame_item (const NnFrame *frame, guint item, gsize *n)
{
  gsize start, end;

  *n = 0;
  if (item + 1 >= frame->offsets->len)
    return NULL;
  start = g_array_index (frame->offsets, gsize, item);
  end = g_array_index (frame->offsets, gsize, item + 1);
  *n = end - start;
  return end > start ? &g_array_index (frame->numbers, float, start) : NULL;
}
