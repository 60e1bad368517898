/* Steps on a device. The whole step is recorded once for each size of batch and kind of step, and handed over as often as it is wanted;
 * what differs from step to step the host writes into a ring beforehand. Weights, optimiser state and, where there is room, the data
 * set stay in the device's memory. */
#include "device-steps.h"

#include <string.h>

#include "text.h"

#define RING_BYTES (32 << 20)      /* at most: fewer steps at once where batches are large */
#define DATA_SHARE 4               /* the data set stays on the device where it takes no more than this part of its memory */
#define MOST_RECORDINGS 8
#define KEPT_FOR 10                /* seconds between two moments that are kept in case the device fails */
#define LOAD_EXAMPLES 1024         /* that are brought to the device at a time */

/* ---- Memory ---- */

static void
clear_recorded (gpointer data)
{
  nn_recording_free (((Recorded *) data)->recording);
}

static void
free_steps (NnDeviceSteps *steps)
{
  if (steps == NULL)
    return;
  nn_device_wait (steps->device, NULL);
  g_array_unref (steps->recorded);
  for (guint i = 0; i < steps->fillings->len; i++)
    nn_device_memory_free (steps->device, g_array_index (steps->fillings, Filling, i).data);
  g_array_unref (steps->fillings);
  nn_program_free (steps->program);
  nn_device_memory_free (steps->device, steps->memory);
  nn_device_memory_free (steps->device, steps->norm);
  nn_device_memory_free (steps->device, steps->words);
  nn_device_memory_free (steps->device, steps->ring);
  nn_device_memory_free (steps->device, steps->tallies);
  nn_moment_unref (steps->kept);
  g_free (steps);
}

static gboolean
make_blocks (NnTrainer *trainer, NnDeviceSteps *steps, GError **error)
{
  const gsize n = trainer->weights->n;
  const guint n_states = nn_optimiser_n_states (trainer->tuning.optimiser);
  const gboolean gathers = nn_updater_gathered (trainer->updater) != NULL;
  float *at;

  if ((steps->memory = at = nn_device_memory_new (steps->device, n * (1 + n_states + gathers) * sizeof (float), error)) == NULL ||
      (steps->norm = nn_device_memory_new (steps->device, nn_norm_scratch (n) * sizeof (float), error)) == NULL)
    return FALSE;
  steps->weights = at;
  for (guint i = 0; i < n_states; i++)
    steps->state[i] = at += n;
  if (gathers)
    steps->gathered = at + n;
  return TRUE;
}

static gboolean
make_program (NnTrainer *trainer, NnDeviceSteps *steps, GError **error)
{
  guint n_keep;
  g_autofree NnValue *keep = nn_feed_keep (trainer->graph, &n_keep);
  const NnProgramOptions options = {
    .backend = &nn_backend_vulkan,
    .device = steps->device,
    .weights_at = steps->weights,
    .batch = nn_program_batch (trainer->program),
    .slices = 1,
    .training = TRUE,
    .keep = keep,
    .n_keep = n_keep,
    .network = trainer->network,
  };

  steps->program = nn_program_new (trainer->graph, trainer->weights, &options, error);
  return steps->program != NULL;
}

/* ---- The data set ---- */

static gboolean
is_resident (const NnTrainer *trainer, const NnDeviceSteps *steps, gsize size)
{
  const NnDeviceInfo *info = nn_device_info (steps->device);
  const gsize bytes = nn_size_times (nn_size_times (nn_dataset_n (trainer->dataset), size), sizeof (float));

  return bytes <= info->range && bytes <= info->memory / DATA_SHARE;
}

static gboolean
load_data (NnTrainer *trainer, NnDeviceSteps *steps, guint i, GError **error)
{
  const Filling *filling = &g_array_index (steps->fillings, Filling, i);
  const gsize n = nn_dataset_n (trainer->dataset);
  g_autofree float *numbers = g_new (float, LOAD_EXAMPLES * filling->size);
  guint32 examples[LOAD_EXAMPLES];

  for (gsize first = 0; first < n; first += LOAD_EXAMPLES)
    {
      const guint count = MIN (n - first, LOAD_EXAMPLES);

      for (guint k = 0; k < count; k++)
        examples[k] = first + k;
      nn_feed_gather (trainer->feed, i, examples, count, trainer->batcher->shift, numbers);
      if (!nn_device_write (steps->device, (float *) filling->data + first * filling->size, numbers,
                            count * filling->size * sizeof (float), error))
        return FALSE;
    }
  return TRUE;
}

/* Pieces of a text begin elsewhere in every epoch. */
static gboolean
load_all_data (NnTrainer *trainer, NnDeviceSteps *steps, GError **error)
{
  steps->shift = trainer->batcher->shift;
  for (guint i = 0; i < steps->fillings->len; i++)
    if (g_array_index (steps->fillings, Filling, i).data != NULL && !load_data (trainer, steps, i, error))
      return FALSE;
  return TRUE;
}

/* Also how long a slot is. */
static gboolean
make_fillings (NnTrainer *trainer, NnDeviceSteps *steps, GError **error)
{
  const guint batch = nn_program_batch (trainer->program);

  steps->index_word = sizeof (NnStepSlot) / sizeof (guint32) +
                      nn_device_room (nn_updater_n_paces (trainer->updater) * NN_DEVICE_COEFFICIENTS);
  steps->step_ring.words = steps->index_word + nn_device_room (batch);
  for (guint i = 0; i < nn_feed_n_fillings (trainer->feed); i++)
    {
      Filling filling = { 0 };
      const NnValue value = nn_feed_filling (trainer->feed, i, &filling.size);

      filling.place = value != NN_NO_VALUE ? nn_program_data (steps->program, 0, value) : NULL;
      if (filling.place != NULL && is_resident (trainer, steps, filling.size) &&
          (filling.data = nn_device_memory_new (steps->device, nn_dataset_n (trainer->dataset) * filling.size * sizeof (float), NULL)) == NULL &&
          nn_device_is_lost (steps->device))
        return nn_device_wait (steps->device, error);
      if (filling.place != NULL && filling.data == NULL)
        {
          filling.word = steps->step_ring.words;
          steps->step_ring.words += nn_device_room (batch * filling.size);
        }
      g_array_append_val (steps->fillings, filling);
    }
  return load_all_data (trainer, steps, error);
}

/* The counter lies on a cache line of its own behind the slot. */
static gboolean
make_ring (NnDeviceSteps *steps, GError **error)
{
  NnStepRing *ring = &steps->step_ring;
  const gsize slot = ring->words * sizeof (guint32);
  gpointer host;

  ring->slots = CLAMP (RING_BYTES / slot, 1, NN_MOST_STEPS);
  if ((steps->words = nn_device_memory_new (steps->device, slot + sizeof (guint32), error)) == NULL)
    return FALSE;
  ring->state = steps->words;
  ring->counter = (guint32 *) steps->words + ring->words;
  if ((ring->ring = steps->ring = nn_device_shared_new (steps->device, slot * ring->slots, FALSE, &host, error)) == NULL)
    return FALSE;
  steps->host_ring = host;
  if ((ring->tallies = steps->tallies = nn_device_shared_new (steps->device, ring->slots * sizeof (NnStepTally), TRUE, &host, error)) == NULL)
    return FALSE;
  steps->host_tallies = host;
  return TRUE;
}

/* ---- Recording ---- */

static void
record_batch (const NnDeviceSteps *steps, NnRecording *recording, const NnTrainer *trainer, guint rows)
{
  const guint32 *slot = steps->step_ring.state;

  for (guint i = 0; i < steps->fillings->len; i++)
    {
      const Filling *filling = &g_array_index (steps->fillings, Filling, i);

      if (filling->data != NULL)
        nn_record_gather (recording, filling->place, filling->data, nn_dataset_n (trainer->dataset), slot + steps->index_word, rows,
                          filling->size);
      else if (filling->place != NULL)
        nn_record_gather (recording, filling->place, slot + filling->word, rows, NULL, rows, filling->size);
    }
}

static void
record_tally (const NnDeviceSteps *steps, NnRecording *recording, const NnTrainer *trainer, guint rows)
{
  NnJudging judging;

  for (guint i = 0; i < nn_graph_n_losses (trainer->graph); i++)
    {
      const NnGraphLoss *loss = nn_graph_loss_at (trainer->graph, i);

      nn_record_losses (recording, &steps->step_ring, nn_program_data (steps->program, 0, loss->value), rows, loss->weight, i > 0);
    }
  if (nn_feed_judges (trainer->feed, &judging))
    nn_record_answers (recording, &steps->step_ring, &(NnRecordedAnswers) {
      .raw = nn_program_data (steps->program, 0, judging.raw),
      .target = nn_program_data (steps->program, 0, judging.target),
      .n = rows * judging.places,
      .raw_size = judging.raw_size,
      .target_size = judging.target_size,
      .by_index = judging.encoding == NN_ENCODE_INDEX,
      .places = judging.places,
      .ends = judging.ends,
    });
}

/* What the updater does on the processor (updater.c), stretch by stretch. */
static void
record_update (const NnDeviceSteps *steps, NnRecording *recording, const NnTrainer *trainer, float *gradient)
{
  const NnTuning *tuning = &trainer->tuning;
  float *weights = steps->weights;
  const float *coefficients = (const float *) steps->step_ring.state + sizeof (NnStepSlot) / sizeof (float);
  guint n;
  const NnStretch *decaying = nn_updater_decaying (trainer->updater, &n);

  for (guint i = 0; i < n && (tuning->l1 != 0 || tuning->l2 != 0); i++)
    nn_record_penalties (recording, &steps->step_ring, gradient + decaying[i].first, weights + decaying[i].first,
                         decaying[i].end - decaying[i].first);
  for (guint i = 0; i < nn_updater_n_stretches (trainer->updater); i++)
    {
      const NnStretch stretch = nn_updater_stretch (trainer->updater, i);

      if (stretch.rests)
        nn_record_silence (recording, gradient + stretch.first, stretch.end - stretch.first);
    }
  if (tuning->clip != 0)
    nn_record_norm (recording, &steps->step_ring, gradient, trainer->weights->n, steps->norm);
  for (guint i = 0; i < nn_updater_n_stretches (trainer->updater); i++)
    {
      const NnStretch stretch = nn_updater_stretch (trainer->updater, i);
      NnRecordedUpdate update = {
        .rule = tuning->optimiser->rule,
        .coefficients = coefficients + stretch.pace * NN_DEVICE_COEFFICIENTS,
        .momentum = tuning->momentum != 0,
        .shrink = tuning->clip != 0 ? steps->norm : NULL,
        .weights = weights + stretch.first,
        .gradient = gradient + stretch.first,
        .n = stretch.end - stretch.first,
      };

      for (guint k = 0; k < NN_OPTIMISER_STATES; k++)
        update.state[k] = steps->state[k] != NULL ? (float *) steps->state[k] + stretch.first : NULL;
      if (!stretch.rests)
        nn_record_update (recording, &update);
    }
}

static void
record_step (NnTrainer *trainer, const NnDeviceSteps *steps, const Key *key, NnRecording *recording)
{
  const NnRun run = {
    .rows = key->rows,
    .training = TRUE,
    .forging = key->forging,
    .scale = 1.0 / key->rows,
    .recording = recording,
  };
  float *gradient = nn_program_gradient (steps->program, 0);
  const gsize n = trainer->weights->n;

  nn_recording_mark (recording);
  nn_record_begin (recording, &steps->step_ring);
  nn_recording_set_state (recording, steps->step_ring.state);
  record_batch (steps, recording, trainer, key->rows);
  nn_recording_mark (recording);
  nn_program_run (steps->program, 0, &run);
  record_tally (steps, recording, trainer, key->rows);
  nn_recording_mark (recording);
  if (key->phase != PHASE_ALONE)
    nn_record_keep (recording, steps->gathered, gradient, n, key->phase != PHASE_FIRST,
                    key->phase == PHASE_LAST ? 1.0f / trainer->tuning.accumulate : 1);
  if (key->phase == PHASE_ALONE || key->phase == PHASE_LAST)
    record_update (steps, recording, trainer, key->phase == PHASE_ALONE ? gradient : steps->gathered);
  nn_record_end (recording, &steps->step_ring);
  nn_recording_mark (recording);
}

/* The validation layer sees what one step does to the next only in one recording. */
static gboolean
check_two_steps (NnTrainer *trainer, const NnDeviceSteps *steps, const Key *key, GError **error)
{
  g_autoptr (NnRecording) two = nn_recording_new (steps->device);

  record_step (trainer, steps, key, two);
  record_step (trainer, steps, key, two);
  return nn_recording_end (two, error);
}

static NnRecording *
record (NnTrainer *trainer, const NnDeviceSteps *steps, const Key *key, GError **error)
{
  g_autoptr (NnRecording) recording = nn_recording_new (steps->device);

  if (nn_device_is_watched (steps->device) && !check_two_steps (trainer, steps, key, error))
    return NULL;
  if (steps->timed > 0)
    nn_recording_time (recording, steps->timed);
  record_step (trainer, steps, key, recording);
  return nn_recording_end (recording, error) ? g_steal_pointer (&recording) : NULL;
}

static Key
next_key (const NnTrainer *trainer, guint rows)
{
  const guint gathered = nn_updater_n_gathered (trainer->updater), all = trainer->tuning.accumulate;
  const Phase phase = nn_updater_gathered (trainer->updater) == NULL ? PHASE_ALONE
                      : gathered + 1 == all                          ? PHASE_LAST
                      : gathered == 0                                ? PHASE_FIRST
                                                                     : PHASE_MIDDLE;

  return (Key) { rows, nn_updater_forges (trainer->updater), phase };
}

static gboolean
same_key (const Key *a, const Key *b)
{
  return a->rows == b->rows && a->forging == b->forging && a->phase == b->phase;
}

static NnRecording *
find_recording (NnTrainer *trainer, NnDeviceSteps *steps, const Key *key, GError **error)
{
  Recorded fresh = { .key = *key };

  for (guint i = 0; i < steps->recorded->len; i++)
    if (same_key (&g_array_index (steps->recorded, Recorded, i).key, key))
      return g_array_index (steps->recorded, Recorded, i).recording;
  if (steps->recorded->len == MOST_RECORDINGS)
    g_array_set_size (steps->recorded, 0);
  if ((fresh.recording = record (trainer, steps, key, error)) != NULL)
    g_array_append_val (steps->recorded, fresh);
  return fresh.recording;
}

NnRecording *
nn_device_steps_record (NnTrainer *trainer, GError **error)
{
  const Key key = next_key (trainer, nn_program_batch (trainer->program));

  return find_recording (trainer, trainer->device_steps, &key, error);
}

/* ---- Steps ---- */

static void
put_words (guint32 words[2], guint64 number)
{
  words[0] = (guint32) number;
  words[1] = (guint32) (number >> 32);
}

/* Of the step that is so many behind the trainer's next. */
static void
fill_slot (NnTrainer *trainer, NnDeviceSteps *steps, guint slot, guint rows, guint ahead)
{
  guint32 *words = steps->host_ring + (gsize) slot * steps->step_ring.words;
  NnStepSlot *head = (NnStepSlot *) words;
  const guint32 *examples = nn_batcher_next (trainer->batcher) + (gsize) ahead * rows;

  put_words (head->state.seed, trainer->seed);
  put_words (head->state.step, trainer->steps + ahead);
  head->l1 = trainer->tuning.l1;
  head->l2 = trainer->tuning.l2;
  head->clip = trainer->tuning.clip;
  nn_updater_prepare (trainer->updater, nn_trainer_rate_at (trainer, trainer->steps + ahead), (float *) (head + 1));
  memcpy (words + steps->index_word, examples, rows * sizeof *examples);
  for (guint i = 0; i < steps->fillings->len; i++)
    {
      const Filling *filling = &g_array_index (steps->fillings, Filling, i);

      if (filling->place != NULL && filling->data == NULL)
        nn_feed_gather (trainer->feed, i, examples, rows, trainer->batcher->shift, (float *) (words + filling->word));
    }
}

/* Fills the slots of steps that are all recorded alike. Returns how many. */
static guint
fill_slots (NnTrainer *trainer, NnDeviceSteps *steps, const Key *key, guint most)
{
  guint n = 0;
  Key next = *key;

  while (n < MIN (most, steps->step_ring.slots) && same_key (&next, key))
    {
      fill_slot (trainer, steps, (steps->next_slot + n) % steps->step_ring.slots, key->rows, n);
      nn_updater_count (trainer->updater);
      next = next_key (trainer, key->rows);
      n++;
    }
  return n;
}

static void
read_tallies (NnDeviceSteps *steps, guint rows, guint n, NnTally *tallies)
{
  for (guint i = 0; i < n; i++)
    {
      const NnStepTally *tally = &steps->host_tallies[(steps->next_slot + i) % steps->step_ring.slots];

      tallies[i] = (NnTally) { .loss = tally->loss, .right = tally->right, .asked = tally->asked, .n = rows };
    }
  steps->next_slot = (steps->next_slot + n) % steps->step_ring.slots;
}

static gboolean
push (NnTrainer *trainer, NnDeviceSteps *steps, GError **error)
{
  const gsize bytes = trainer->weights->n * sizeof (float);

  if (!nn_device_write (steps->device, steps->weights, trainer->weights->data, bytes, error))
    return FALSE;
  for (guint i = 0; i < NN_OPTIMISER_STATES; i++)
    if (steps->state[i] != NULL &&
        !nn_device_write (steps->device, steps->state[i], nn_updater_state (trainer->updater, i), bytes, error))
      return FALSE;
  if (steps->gathered != NULL && !nn_device_write (steps->device, steps->gathered, nn_updater_gathered (trainer->updater), bytes, error))
    return FALSE;
  steps->behind = FALSE;
  return TRUE;
}

static gboolean
fetch (NnTrainer *trainer, GError **error)
{
  NnDeviceSteps *steps = trainer->device_steps;
  const gsize bytes = trainer->weights->n * sizeof (float);

  if (!steps->ahead)
    return TRUE;
  if (!nn_device_read (steps->device, trainer->weights->data, steps->weights, bytes, error) ||
      !nn_device_read (steps->device, trainer->gradients[0], nn_program_gradient (steps->program, 0), bytes, error))
    return FALSE;
  for (guint i = 0; i < NN_OPTIMISER_STATES; i++)
    if (steps->state[i] != NULL &&
        !nn_device_read (steps->device, nn_updater_state (trainer->updater, i), steps->state[i], bytes, error))
      return FALSE;
  if (steps->gathered != NULL && !nn_device_read (steps->device, nn_updater_gathered (trainer->updater), steps->gathered, bytes, error))
    return FALSE;
  steps->ahead = FALSE;
  return TRUE;
}

/* What training goes on from if the device fails. */
static gboolean
keep (NnTrainer *trainer, NnDeviceSteps *steps, GError **error)
{
  const gint64 now = g_get_monotonic_time ();
  NnMoment *moment;

  if (steps->kept != NULL && now - steps->kept_at < KEPT_FOR * G_USEC_PER_SEC)
    return TRUE;
  if (!fetch (trainer, error))
    return FALSE;
  if ((moment = nn_moment_take (trainer)) == NULL)
    return TRUE;
  nn_moment_unref (steps->kept);
  steps->kept = moment;
  steps->kept_at = now;
  return TRUE;
}

static guint
take (NnTrainer *trainer, guint rows, guint most, NnTally *tallies, GError **error)
{
  NnDeviceSteps *steps = trainer->device_steps;
  const Key key = next_key (trainer, rows);
  NnRecording *recording;
  guint n;

  if ((steps->behind && !push (trainer, steps, error)) || !keep (trainer, steps, error) ||
      (steps->shift != trainer->batcher->shift && !load_all_data (trainer, steps, error)) ||
      (recording = find_recording (trainer, steps, &key, error)) == NULL)
    return 0;
  n = fill_slots (trainer, steps, &key, most);
  steps->last = recording;
  steps->ahead = TRUE;
  if (!nn_recording_run (recording, n, error) || !nn_device_wait (steps->device, error))
    return 0;
  read_tallies (steps, rows, n, tallies);
  return n;
}

/* ---- Life ---- */

static gboolean
fits (const NnTrainer *trainer, const NnDeviceSteps *steps)
{
  return steps != NULL && nn_program_batch (steps->program) == nn_program_batch (trainer->program) &&
         nn_optimiser_n_states (trainer->tuning.optimiser) == (guint) (steps->state[0] != NULL) + (steps->state[1] != NULL) &&
         (steps->gathered != NULL) == (nn_updater_gathered (trainer->updater) != NULL);
}

static void
clear (NnTrainer *trainer)
{
  g_clear_pointer (&trainer->device_steps, free_steps);
}

/* What was kept is of before that: to go on from there would take the change back. */
static void
changed (NnTrainer *trainer)
{
  trainer->device_steps->behind = TRUE;
  g_clear_pointer (&trainer->device_steps->kept, nn_moment_unref);
}

static gboolean
prepare (NnTrainer *trainer, GError **error)
{
  NnDeviceSteps *steps = trainer->device_steps;

  if (fits (trainer, steps))
    {
      g_array_set_size (steps->recorded, 0);
      changed (trainer);
      return TRUE;
    }
  clear (trainer);
  steps = g_new0 (NnDeviceSteps, 1);
  steps->device = trainer->device;
  steps->behind = TRUE;
  steps->fillings = g_array_new (FALSE, FALSE, sizeof (Filling));
  steps->recorded = g_array_new (FALSE, FALSE, sizeof (Recorded));
  g_array_set_clear_func (steps->recorded, clear_recorded);
  if (!make_blocks (trainer, steps, error) || !make_program (trainer, steps, error) || !make_fillings (trainer, steps, error) ||
      !make_ring (steps, error))
    {
      free_steps (steps);
      return FALSE;
    }
  trainer->device_steps = steps;
  return TRUE;
}

const NnStepper nn_stepper_device = { prepare, take, fetch, changed, nn_device_steps_profile, clear };

NnMoment *
nn_device_steps_kept (const NnDeviceSteps *steps)
{
  return steps != NULL ? steps->kept : NULL;
}
