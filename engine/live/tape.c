#include "tape.h"

#include <math.h>
#include <string.h>

#include "big-block.h"

/* The tape may take so much, and no more than this part of what the system has. */
#define ROOM ((gsize) 256 << 20) /* bytes */
#define SHARE 16

struct _NnTape
{
  GArray *points;      /* NnTapePoint */
  GPtrArray *moments;  /* NnMoment, as many */
  gsize bytes, room;
};

/* What a tensor of the tape says beside the moment: training (step, epoch, loss, accuracy), validation. */
#define SCORES "scores"
#define N_SCORES 5

static NnTape *
tape_new (gsize room)
{
  NnTape *tape = g_new0 (NnTape, 1);

  tape->points = g_array_new (FALSE, FALSE, sizeof (NnTapePoint));
  tape->moments = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_moment_unref);
  tape->room = room;
  return tape;
}

NnTape *
nn_tape_new (void)
{
  return tape_new (MIN (ROOM, nn_memory_available () / SHARE));
}

static void
append (NnTape *tape, NnMoment *moment, const NnTapePoint *point)
{
  tape->bytes += nn_moment_bytes (moment);
  g_ptr_array_add (tape->moments, moment);
  g_array_append_vals (tape->points, point, 1);
}

NnTape *
nn_tape_copy (const NnTape *tape)
{
  NnTape *copy = tape_new (tape->room);

  for (guint i = 0; i < nn_tape_n (tape); i++)
    append (copy, nn_moment_ref (nn_tape_moment (tape, i)), &nn_tape_points (tape)[i]);
  return copy;
}

void
nn_tape_free (NnTape *tape)
{
  if (tape == NULL)
    return;
  g_array_unref (tape->points);
  g_ptr_array_unref (tape->moments);
  g_free (tape);
}

static void
drop (NnTape *tape, guint i)
{
  tape->bytes -= nn_moment_bytes (nn_tape_moment (tape, i));
  g_ptr_array_remove_index (tape->moments, i);
  g_array_remove_index (tape->points, i);
}

/* How much would be missed of it: the gap that it would leave, beside the root of its age. So the oldest gaps of a full tape are about
 * twice as wide as if all were alike, and those of a moment ago as narrow as steps. */
static double
worth (const NnTape *tape, guint i)
{
  const NnTapePoint *point = nn_tape_points (tape);
  const guint n = nn_tape_n (tape);

  return (point[i + 1].step - point[i - 1].step) / sqrt (point[n - 1].step - point[i].step + 1.0);
}

static void
drop_least (NnTape *tape)
{
  guint least = 1;

  for (guint i = 2; i + 1 < nn_tape_n (tape); i++)
    if (worth (tape, i) < worth (tape, least))
      least = i;
  drop (tape, least);
}

static void
thin (NnTape *tape)
{
  while (nn_tape_n (tape) > 2 && (nn_tape_n (tape) > NN_TAPE_MOST || tape->bytes > tape->room))
    drop_least (tape);
}

void
nn_tape_set_room (NnTape *tape, gsize bytes)
{
  tape->room = bytes;
  thin (tape);
}

void
nn_tape_cut (NnTape *tape, guint n)
{
  while (nn_tape_n (tape) > n)
    drop (tape, nn_tape_n (tape) - 1);
}

void
nn_tape_clear (NnTape *tape)
{
  nn_tape_cut (tape, 0);
}

static NnTapePoint
describe (const NnTrainer *trainer, double validation_loss, double validation_accuracy)
{
  NnTapePoint point = {
    .step = nn_trainer_steps (trainer),
    .training = nn_trainer_last_epoch (trainer),
    .validation_loss = validation_loss,
    .validation_accuracy = validation_accuracy,
  };

  return point;
}

/* A moment that the room cannot hold three of is not worth a tape. */
gboolean
nn_tape_record (NnTape *tape, const NnTrainer *trainer, double validation_loss, double validation_accuracy)
{
  const NnTapePoint point = describe (trainer, validation_loss, validation_accuracy);
  NnMoment *moment = nn_moment_take (trainer);

  if (moment == NULL || 3 * nn_moment_bytes (moment) > tape->room)
    {
      nn_moment_unref (moment);
      return FALSE;
    }
  while (nn_tape_n (tape) > 0 && nn_tape_points (tape)[nn_tape_n (tape) - 1].step >= point.step)
    drop (tape, nn_tape_n (tape) - 1);
  append (tape, moment, &point);
  thin (tape);
  return TRUE;
}

void
nn_tape_insert (NnTape *tape, NnMoment *moment, const NnTapePoint *point)
{
  guint at = 0;

  while (at < nn_tape_n (tape) && nn_tape_points (tape)[at].step < point->step)
    at++;
  if (at < nn_tape_n (tape) && nn_tape_points (tape)[at].step == point->step)
    return;
  tape->bytes += nn_moment_bytes (moment);
  g_ptr_array_insert (tape->moments, at, nn_moment_ref (moment));
  g_array_insert_vals (tape->points, at, point, 1);
}

guint
nn_tape_n (const NnTape *tape)
{
  return tape->points->len;
}

gsize
nn_tape_bytes (const NnTape *tape)
{
  return tape->bytes;
}

const NnTapePoint *
nn_tape_points (const NnTape *tape)
{
  return (const NnTapePoint *) tape->points->data;
}

NnMoment *
nn_tape_moment (const NnTape *tape, guint i)
{
  return g_ptr_array_index (tape->moments, i);
}

guint
nn_tape_find (const NnTape *tape, gint64 step)
{
  guint i = nn_tape_n (tape);

  while (i > 0 && nn_tape_points (tape)[i - 1].step > step)
    i--;
  return MAX (i, 1) - 1;
}

/* ---- Files ---- */

/* A file has no NaN. */
static float
number (double value)
{
  return isfinite (value) ? value : -1;
}

static double
read_number (float value)
{
  return value >= 0 ? value : NAN;
}

static void
save_scores (const NnTapePoint *point, const char *prefix, NnTensors *tensors)
{
  g_autofree char *name = g_strconcat (prefix, SCORES, NULL);
  float *out = nn_tensors_add (tensors, name, &NN_SHAPE (N_SCORES));

  out[0] = point->training.epoch;
  out[1] = number (point->training.loss);
  out[2] = number (point->training.accuracy);
  out[3] = number (point->validation_loss);
  out[4] = number (point->validation_accuracy);
}

static NnTapePoint
load_scores (const NnMoment *moment, const char *prefix, const NnTensors *tensors)
{
  g_autofree char *name = g_strconcat (prefix, SCORES, NULL);
  const NnTensor *tensor = nn_tensors_find (tensors, name);
  const gboolean there = tensor != NULL && nn_shape_equal (&tensor->shape, &NN_SHAPE (N_SCORES));

  return (NnTapePoint) {
    .step = nn_moment_step (moment),
    .training = {
      .step = nn_moment_step (moment),
      .epoch = there ? tensor->data[0] : 0,
      .loss = there ? read_number (tensor->data[1]) : NAN,
      .accuracy = there ? read_number (tensor->data[2]) : NAN,
    },
    .validation_loss = there ? read_number (tensor->data[3]) : NAN,
    .validation_accuracy = there ? read_number (tensor->data[4]) : NAN,
  };
}

void
nn_tape_save (const NnTape *tape, const NnTrainer *trainer, NnTensors *tensors)
{
  for (guint i = 0; i < nn_tape_n (tape); i++)
    {
      g_autofree char *prefix = g_strdup_printf (NN_TENSOR_TAPE ".%u.", i);

      nn_moment_save (nn_tape_moment (tape, i), trainer, prefix, tensors);
      save_scores (&nn_tape_points (tape)[i], prefix, tensors);
    }
}

static gboolean
has_moment (const NnTensors *tensors, const char *prefix)
{
  for (guint i = 0; i < nn_tensors_n (tensors); i++)
    if (g_str_has_prefix (nn_tensors_at (tensors, i)->name, prefix))
      return TRUE;
  return FALSE;
}

gboolean
nn_tape_load (NnTape *tape, const NnTrainer *trainer, const NnTensors *tensors, GError **error)
{
  g_autoptr (NnTape) fresh = tape_new (tape->room);

  for (guint i = 0; i < NN_TAPE_MOST; i++)
    {
      g_autofree char *prefix = g_strdup_printf (NN_TENSOR_TAPE ".%u.", i);
      NnMoment *moment;
      NnTapePoint point;

      if (!has_moment (tensors, prefix))
        break;
      if ((moment = nn_moment_load (trainer, prefix, tensors, error)) == NULL)
        return FALSE;
      point = load_scores (moment, prefix, tensors);
      append (fresh, moment, &point);
    }
  thin (fresh);
  nn_tape_clear (tape);
  for (guint i = 0; i < nn_tape_n (fresh); i++)
    append (tape, nn_moment_ref (nn_tape_moment (fresh, i)), &nn_tape_points (fresh)[i]);
  return TRUE;
}
