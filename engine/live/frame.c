#include "look.h"

#include <math.h>
#include <string.h>

static gboolean
same_examples (const GArray *a, const GArray *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return a->len == b->len && memcmp (a->data, b->data, a->len * sizeof (guint32)) == 0;
}

gboolean
nn_look_item_equal (const NnLookItem *a, const NnLookItem *b)
{
  return a->at == b->at && a->layer == b->layer && g_strcmp0 (a->role, b->role) == 0 && a->unit == b->unit &&
         a->about == b->about && a->index == b->index && a->temperature == b->temperature &&
         a->most == b->most && a->columns == b->columns && a->rows == b->rows && a->x0 == b->x0 && a->x1 == b->x1 && a->y0 == b->y0 &&
         a->y1 == b->y1 && same_examples (a->examples, b->examples);
}

void
nn_frame_forget (NnFrame *frame)
{
  frame->state = NN_STATE_EMPTY;
  frame->shown = frame->best_step = -1;
  frame->seconds_left = NAN;
  g_array_set_size (frame->tape, 0);
  g_array_set_size (frame->rates, 0);
  g_array_set_size (frame->losses, 0);
  frame->tests_rates = frame->times_engines = FALSE;
  g_clear_pointer (&frame->engines, nn_engines_unref);
  frame->step = frame->epoch = 0;
  frame->rate = frame->examples_per_s = 0;
  frame->threads = 0;
  frame->training = (NnSample) { .loss = NAN, .accuracy = NAN };
  frame->validation_loss = frame->validation_accuracy = frame->example_loss = NAN;
  frame->validation_step = frame->validation_epoch = 0;
  frame->validation_is_older = FALSE;
}

void
nn_frame_init (NnFrame *frame)
{
  const gsize start = 0;

  *frame = (NnFrame) {
    .offsets = g_array_new (FALSE, FALSE, sizeof (gsize)),
    .numbers = g_array_new (FALSE, FALSE, sizeof (float)),
    .tape = g_array_new (FALSE, FALSE, sizeof (NnTapePoint)),
    .rates = g_array_new (FALSE, FALSE, sizeof (NnRatePoint)),
    .losses = g_array_new (FALSE, FALSE, sizeof (NnLayerLoss)),
  };
  g_array_append_val (frame->offsets, start);
  nn_why_init (&frame->why);
  nn_why_init (&frame->nudge);
  nn_frame_forget (frame);
}

void
nn_frame_clear (NnFrame *frame)
{
  g_clear_pointer (&frame->offsets, g_array_unref);
  g_clear_pointer (&frame->numbers, g_array_unref);
  g_clear_pointer (&frame->tape, g_array_unref);
  g_clear_pointer (&frame->rates, g_array_unref);
  g_clear_pointer (&frame->losses, g_array_unref);
  g_clear_pointer (&frame->problem, g_free);
  g_clear_pointer (&frame->stopped, g_free);
  g_clear_pointer (&frame->device, g_free);
  g_clear_pointer (&frame->trouble, g_free);
  g_clear_pointer (&frame->finding, nn_finding_unref);
  g_clear_pointer (&frame->engines, nn_engines_unref);
  nn_why_clear (&frame->why);
  nn_why_clear (&frame->nudge);
}

static void
set_text (char **text, const char *now)
{
  if (g_strcmp0 (*text, now) == 0)
    return;
  g_free (*text);
  *text = g_strdup (now);
}

void
nn_frame_set_problem (NnFrame *frame, const char *problem)
{
  set_text (&frame->problem, problem);
}

void
nn_frame_set_stopped (NnFrame *frame, const char *stopped)
{
  set_text (&frame->stopped, stopped);
}

void
nn_frame_set_device (NnFrame *frame, const char *device, const char *trouble)
{
  set_text (&frame->device, device);
  set_text (&frame->trouble, trouble);
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

double
nn_frame_loss (const NnFrame *frame, guint layer)
{
  for (guint i = 0; i < frame->losses->len; i++)
    if (g_array_index (frame->losses, NnLayerLoss, i).layer == layer)
      return g_array_index (frame->losses, NnLayerLoss, i).loss;
  return frame->example_loss;
}
