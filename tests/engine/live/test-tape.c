#include "attic.h"
#include "document.h"
#include "edit.h"
#include "source.h"

#include <math.h>
#include <string.h>

static void
set_recipe (NnNetwork *network, const char *setting, double value)
{
  g_autoptr (NnEdit) edit = nn_edit_set_recipe (setting, value);
  g_autoptr (NnEdit) inverse = nn_edit_apply (edit, network, NULL);

  g_assert_nonnull (inverse);
}

/* `accumulate` batches a nudge. */
static NnTrainer *
make_gathering (const char *example, double optimiser, guint accumulate)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnNetwork) network = nn_example_open (example, &error);
  g_autoptr (NnDataset) dataset = nn_data_load (nn_network_data (network), &error);
  NnTrainer *trainer;

  set_recipe (network, "optimiser", optimiser);
  set_recipe (network, "accumulate", accumulate);
  trainer = nn_trainer_new (network, dataset, NULL, &error);
  g_assert_no_error (error);
  return trainer;
}

static NnTrainer *
make_trainer (const char *example, double optimiser)
{
  return make_gathering (example, optimiser, 1);
}

static void
train (NnTrainer *trainer, guint steps)
{
  for (guint i = 0; i < steps; i++)
    nn_trainer_step (trainer);
}

static void
assert_same (NnTrainer *trainer, const NnTensors *expected)
{
  g_autoptr (NnTensors) now = nn_trainer_save (trainer, TRUE);

  g_assert_cmpuint (nn_tensors_n (now), ==, nn_tensors_n (expected));
  for (guint i = 0; i < nn_tensors_n (now); i++)
    {
      const NnTensor *a = nn_tensors_at (now, i), *b = nn_tensors_find (expected, a->name);
      const gsize bytes = nn_shape_size (&a->shape) * sizeof (float);

      g_assert_nonnull (b);
      g_assert_cmpmem (a->data, bytes, b->data, bytes);
    }
}

/* Taken in the middle of an epoch, after a step of one example: going on gives the same bits, whatever came between; with
 * three batches a nudge also between two of those. */
static void
assert_goes_on (guint optimiser, guint accumulate)
{
  g_autoptr (NnTrainer) trainer = make_gathering ("spiral", optimiser, accumulate);
  g_autoptr (NnMoment) moment = NULL;
  g_autoptr (NnTensors) expected = NULL;
  NnSample mean, again;

  train (trainer, 7);
  nn_trainer_step_one (trainer);
  moment = nn_moment_take (trainer);
  g_assert_cmpint (nn_moment_step (moment), ==, 8);
  train (trainer, 60);
  expected = nn_trainer_save (trainer, TRUE);
  mean = nn_trainer_last_epoch (trainer);

  train (trainer, 11);
  nn_trainer_reset (trainer, 99);
  train (trainer, 3);
  g_assert_true (nn_trainer_recall (trainer, moment));
  g_assert_cmpint (nn_trainer_steps (trainer), ==, 8);
  train (trainer, 60);
  assert_same (trainer, expected);
  again = nn_trainer_last_epoch (trainer);
  g_assert_cmpfloat (again.loss, ==, mean.loss);
  g_assert_cmpfloat (again.epoch, ==, mean.epoch);
}

static void
test_goes_on (gconstpointer optimiser)
{
  assert_goes_on (GPOINTER_TO_UINT (optimiser), 1);
}

static void
test_gathering_goes_on (gconstpointer optimiser)
{
  assert_goes_on (GPOINTER_TO_UINT (optimiser), 3);
}

static void
test_other_network (void)
{
  g_autoptr (NnTrainer) spiral = make_trainer ("spiral", 0);
  g_autoptr (NnTrainer) sine = make_trainer ("sine", 0);
  g_autoptr (NnTensors) before = nn_trainer_save (sine, TRUE);
  g_autoptr (NnMoment) moment = nn_moment_take (spiral);

  g_assert_false (nn_moment_fits (moment, sine));
  g_assert_false (nn_trainer_recall (sine, moment));
  assert_same (sine, before);
}

/* First and newest stay; the newest part is denser than the oldest; no gap is wide; memory stays within its room. */
static void
test_thins (void)
{
  g_autoptr (NnTrainer) trainer = make_trainer ("xor", 0);
  g_autoptr (NnTape) tape = nn_tape_new ();
  const guint steps = 5000;
  const NnTapePoint *point;
  guint n, recent = 0, old = 0;

  for (guint i = 0; i < steps; i++)
    {
      g_assert_true (nn_tape_record (tape, trainer, NAN, NAN));
      nn_trainer_step (trainer);
    }
  n = nn_tape_n (tape);
  point = nn_tape_points (tape);
  g_assert_cmpuint (n, ==, NN_TAPE_MOST);
  g_assert_cmpint (point[0].step, ==, 0);
  g_assert_cmpint (point[n - 1].step, ==, steps - 1);
  for (guint i = 0; i + 1 < n; i++)
    {
      const gint64 gap = point[i + 1].step - point[i].step;

      g_assert_cmpint (gap, >, 0);
      g_assert_cmpint (gap, <=, 4 * steps / NN_TAPE_MOST);
      recent += point[i].step >= steps * 9 / 10;
      old += point[i].step < steps / 10;
    }
  g_assert_cmpuint (recent, >, 2 * old);
  g_assert_cmpuint (old, >=, 5);

  nn_tape_set_room (tape, 10 * nn_moment_bytes (nn_tape_moment (tape, 0)));
  g_assert_cmpuint (nn_tape_n (tape), ==, 10);
  g_assert_cmpint (nn_tape_points (tape)[0].step, ==, 0);
  g_assert_cmpint (nn_tape_points (tape)[9].step, ==, steps - 1);
  g_assert_true (nn_tape_record (tape, trainer, NAN, NAN));
  g_assert_cmpuint (nn_tape_n (tape), ==, 10);

  nn_tape_set_room (tape, nn_moment_bytes (nn_tape_moment (tape, 0)));
  g_assert_false (nn_tape_record (tape, trainer, NAN, NAN));
}

static void
test_finds (void)
{
  g_autoptr (NnTrainer) trainer = make_trainer ("xor", 0);
  g_autoptr (NnTape) tape = nn_tape_new ();
  g_autoptr (NnTape) copy = NULL;

  for (guint i = 0; i < 4; i++)
    {
      nn_tape_record (tape, trainer, 0.5, 0.25);
      train (trainer, 10);
    }
  g_assert_cmpuint (nn_tape_find (tape, 0), ==, 0);
  g_assert_cmpuint (nn_tape_find (tape, 19), ==, 1);
  g_assert_cmpuint (nn_tape_find (tape, 20), ==, 2);
  g_assert_cmpuint (nn_tape_find (tape, 1000), ==, 3);
  g_assert_cmpfloat (nn_tape_points (tape)[2].validation_loss, ==, 0.5);
  g_assert_cmpfloat (nn_tape_points (tape)[2].training.epoch, ==, 1);

  copy = nn_tape_copy (tape);
  nn_tape_cut (tape, 2);
  g_assert_cmpuint (nn_tape_n (tape), ==, 2);
  g_assert_cmpuint (nn_tape_n (copy), ==, 4);

  /* A moment of an earlier step takes the place of the later ones. */
  nn_trainer_recall (trainer, nn_tape_moment (tape, 0));
  nn_trainer_step (trainer);
  nn_tape_record (tape, trainer, NAN, NAN);
  g_assert_cmpuint (nn_tape_n (tape), ==, 2);
  g_assert_cmpint (nn_tape_points (tape)[1].step, ==, 1);
}

/* Through the bytes of a document: what comes back goes on with the same bits. */
static void
test_file (gconstpointer accumulate)
{
  g_autoptr (NnTrainer) trainer = make_gathering ("spiral", 2, GPOINTER_TO_UINT (accumulate));
  g_autoptr (NnTrainer) other = make_gathering ("spiral", 2, GPOINTER_TO_UINT (accumulate));
  g_autoptr (NnTape) tape = nn_tape_new ();
  g_autoptr (NnTape) read = nn_tape_new ();
  g_autoptr (NnTensors) expected = NULL;
  g_autoptr (NnTensors) loaded = NULL;
  g_autoptr (NnTensors) tensors = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  nn_tape_record (tape, trainer, 0.75, 0.5);
  nn_trainer_step_one (trainer);
  train (trainer, 8);
  nn_tape_record (tape, trainer, NAN, NAN);
  tensors = nn_trainer_save (trainer, TRUE);
  nn_tape_save (tape, trainer, tensors);
  bytes = nn_safetensors_write (tensors, NULL);
  loaded = nn_safetensors_read (bytes, NULL, &error);
  g_assert_no_error (error);
  train (trainer, 40);
  expected = nn_trainer_save (trainer, TRUE);

  g_assert_true (nn_trainer_load (other, loaded, 9, 0, &error));
  g_assert_true (nn_tape_load (read, other, loaded, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (nn_tape_n (read), ==, 2);
  g_assert_cmpfloat (nn_tape_points (read)[0].validation_loss, ==, 0.75);
  g_assert_true (isnan (nn_tape_points (read)[1].validation_loss));
  g_assert_cmpint (nn_tape_points (read)[1].step, ==, 9);
  g_assert_true (nn_trainer_recall (other, nn_tape_moment (read, 1)));
  train (other, 40);
  assert_same (other, expected);
}

/* Older files have a shorter place: from before gradients were gathered, and before answers asked for were counted. */
static void
test_old_file (gconstpointer data)
{
  g_autoptr (NnTrainer) trainer = make_trainer ("xor", 0);
  g_autoptr (NnTape) tape = nn_tape_new ();
  g_autoptr (NnTensors) tensors = nn_tensors_new ();
  g_autoptr (NnTensors) old = nn_tensors_new ();
  g_autoptr (GError) error = NULL;

  train (trainer, 5);
  nn_tape_record (tape, trainer, NAN, NAN);
  nn_tape_save (tape, trainer, tensors);
  for (guint i = 0; i < nn_tensors_n (tensors); i++)
    {
      const NnTensor *tensor = nn_tensors_at (tensors, i);
      const NnShape shape = g_str_has_suffix (tensor->name, ".place") ? NN_SHAPE (GPOINTER_TO_INT (data)) : tensor->shape;

      memcpy (nn_tensors_add (old, tensor->name, &shape), tensor->data, nn_shape_size (&shape) * sizeof (float));
    }
  g_assert_true (nn_tape_load (tape, trainer, old, &error));
  g_assert_no_error (error);
  g_assert_cmpint (nn_moment_step (nn_tape_moment (tape, 0)), ==, 5);
}

/* Each a file that somebody damaged: refused in a sentence, and the tape stays. */
static void
test_damaged_file (void)
{
  /* Parts of 16 bits: of the seed, of the step (negative then), of the examples used, more than there are, and of
   * gradients that wait, which are not there. */
  static const struct { guint at; float value; } damages[] = { { 0, -1 }, { 0, NAN }, { 2, 70000 }, { 7, 65535 }, { 17, 9 },
                                                               { 52, 2 } };
  g_autoptr (NnTrainer) trainer = make_trainer ("xor", 0);
  g_autoptr (NnTape) tape = nn_tape_new ();

  nn_tape_record (tape, trainer, NAN, NAN);
  nn_trainer_step (trainer);
  nn_tape_record (tape, trainer, NAN, NAN);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr (NnTensors) tensors = nn_tensors_new ();
      g_autoptr (GError) error = NULL;
      float *data;

      nn_tape_save (tape, trainer, tensors);
      data = nn_tensors_find (tensors, "tape.1.place")->data;
      data[damages[i].at] = damages[i].value;
      g_assert_false (nn_tape_load (tape, trainer, tensors, &error));
      g_assert_error (error, NN_ERROR, NN_ERROR_FORMAT);
      g_assert_cmpuint (nn_tape_n (tape), ==, 2);
    }
}

static void
test_attic (void)
{
  g_autoptr (NnTrainer) trainer = make_trainer ("xor", 0);
  g_autoptr (NnAttic) attic = nn_attic_new ();
  g_autoptr (NnMoment) moment = NULL;
  g_autoptr (NnTape) tape = NULL;

  train (trainer, 5);
  nn_attic_store (attic, 1, nn_moment_take (trainer), nn_tape_new ());
  train (trainer, 5);
  nn_attic_store (attic, 2, nn_moment_take (trainer), nn_tape_new ());
  g_assert_false (nn_attic_fetch (attic, 3, &moment, &tape));
  g_assert_true (nn_attic_fetch (attic, 1, &moment, &tape));
  g_assert_cmpint (nn_moment_step (moment), ==, 5);
  g_clear_pointer (&moment, nn_moment_unref);
  g_clear_pointer (&tape, nn_tape_free);
  g_assert_false (nn_attic_fetch (attic, 1, &moment, &tape));
  nn_attic_clear (attic);
  g_assert_false (nn_attic_fetch (attic, 2, &moment, &tape));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/engine/live/tape/goes-on/sgd", GUINT_TO_POINTER (0), test_goes_on);
  g_test_add_data_func ("/engine/live/tape/goes-on/rmsprop", GUINT_TO_POINTER (1), test_goes_on);
  g_test_add_data_func ("/engine/live/tape/goes-on/adam", GUINT_TO_POINTER (2), test_goes_on);
  g_test_add_data_func ("/engine/live/tape/goes-on/adamw", GUINT_TO_POINTER (3), test_goes_on);
  g_test_add_data_func ("/engine/live/tape/goes-on/gathering-sgd", GUINT_TO_POINTER (0), test_gathering_goes_on);
  g_test_add_data_func ("/engine/live/tape/goes-on/gathering-adam", GUINT_TO_POINTER (2), test_gathering_goes_on);
  g_test_add_func ("/engine/live/tape/other-network", test_other_network);
  g_test_add_func ("/engine/live/tape/thins", test_thins);
  g_test_add_func ("/engine/live/tape/finds", test_finds);
  g_test_add_data_func ("/engine/live/tape/file", GUINT_TO_POINTER (1), test_file);
  g_test_add_data_func ("/engine/live/tape/file-gathering", GUINT_TO_POINTER (4), test_file);
  g_test_add_data_func ("/engine/live/tape/oldest-file", GINT_TO_POINTER (13 * 4), test_old_file);
  g_test_add_data_func ("/engine/live/tape/old-file", GINT_TO_POINTER (14 * 4), test_old_file);
  g_test_add_func ("/engine/live/tape/damaged-file", test_damaged_file);
  g_test_add_func ("/engine/live/tape/attic", test_attic);
  return g_test_run ();
}
