#include "device-step.h"

#include "dispatch.h"

#define TALLY_WORDS (sizeof (NnStepTally) / sizeof (guint32))
#define SLOT_WORDS (sizeof (NnStepSlot) / sizeof (guint32))

enum { LOSS, MORE_LOSS, RIGHT };            /* passes of shaders/tally.comp */
enum { KEEP, ADD, PENALISE, SILENCE };      /* and of gradient.comp */

#define NORM_PART 4096   /* squares that a group adds up */

static void
flat (NnRecording *recording, const NnDispatch *dispatch, gsize n)
{
  nn_dispatch_flat (&(NnRun) { .rows = 1, .recording = recording }, dispatch, n);
}

static void
groups (NnRecording *recording, const NnDispatch *dispatch)
{
  nn_dispatch (&(NnRun) { .rows = 1, .recording = recording }, dispatch);
}

/* ---- The ring ---- */

void
nn_record_begin (NnRecording *recording, const NnStepRing *ring)
{
  flat (recording, &(NnDispatch) {
    .shader = NN_SHADER_SLOT,
    .constant = { FALSE },
    .buffer = { NN_READS (ring->ring, (gsize) ring->slots * ring->words), NN_WRITES (ring->state, ring->words),
                NN_CHANGES (ring->counter, 1) },
    .word = { { ring->words }, { ring->slots } },
  }, ring->words);
}

void
nn_record_end (NnRecording *recording, const NnStepRing *ring)
{
  flat (recording, &(NnDispatch) {
    .shader = NN_SHADER_SLOT,
    .constant = { TRUE },
    .buffer = { NN_READS (ring->ring, (gsize) ring->slots * ring->words), NN_WRITES (ring->state, ring->words),
                NN_CHANGES (ring->counter, 1) },
    .word = { { ring->words }, { ring->slots } },
  }, 1);
}

/* ---- The batch ---- */

void
nn_record_gather (NnRecording *recording, gpointer result, gconstpointer data, gsize examples, gconstpointer index, gsize rows, gsize n)
{
  flat (recording, &(NnDispatch) {
    .shader = NN_SHADER_GATHER,
    .constant = { index == NULL },
    .buffer = { NN_READS (data, examples * n), NN_READS (index, index != NULL ? rows : 0), NN_WRITES (result, rows * n) },
    .word = { { rows * n }, { n } },
  }, rows * n);
}

void
nn_record_losses (NnRecording *recording, const NnStepRing *ring, gconstpointer losses, gsize n, float weight, gboolean more)
{
  groups (recording, &(NnDispatch) {
    .shader = NN_SHADER_TALLY,
    .constant = { more ? MORE_LOSS : LOSS },
    .buffer = { NN_READS (losses, n), [2] = NN_READS (ring->counter, 1), NN_CHANGES (ring->tallies, TALLY_WORDS * ring->slots) },
    .word = { { n }, [4] = { .f = weight } },
  });
}

void
nn_record_answers (NnRecording *recording, const NnStepRing *ring, const NnRecordedAnswers *answers)
{
  groups (recording, &(NnDispatch) {
    .shader = NN_SHADER_TALLY,
    .constant = { RIGHT },
    .buffer = { NN_READS (answers->raw, answers->n * answers->raw_size), NN_READS (answers->target, answers->n * answers->target_size),
                NN_READS (ring->counter, 1), NN_CHANGES (ring->tallies, TALLY_WORDS * ring->slots) },
    .word = { { answers->n }, { answers->raw_size }, { answers->target_size }, { answers->by_index },
              [5] = { answers->places }, { answers->ends } },
  });
}

/* ---- The gradient ---- */

static void
change_gradient (NnRecording *recording, guint32 pass, gconstpointer state, gconstpointer from, gpointer gradient, gsize n, float scale)
{
  flat (recording, &(NnDispatch) {
    .shader = NN_SHADER_GRADIENT,
    .constant = { pass },
    .buffer = { NN_READS (state, SLOT_WORDS), NN_READS (from, from != NULL ? n : 0), NN_CHANGES (gradient, n) },
    .word = { { n }, { .f = scale } },
  }, n);
}

void
nn_record_keep (NnRecording *recording, gpointer gradient, gconstpointer from, gsize n, gboolean more, float scale)
{
  change_gradient (recording, more ? ADD : KEEP, NULL, from, gradient, n, scale);
}

void
nn_record_penalties (NnRecording *recording, const NnStepRing *ring, gpointer gradient, gconstpointer weights, gsize n)
{
  change_gradient (recording, PENALISE, ring->state, weights, gradient, n, 0);
}

void
nn_record_silence (NnRecording *recording, gpointer gradient, gsize n)
{
  change_gradient (recording, SILENCE, NULL, NULL, gradient, n, 0);
}

static gsize
count_norm_parts (gsize n)
{
  return (n - 1) / NORM_PART + 1;
}

/* The factor, room for what follows to be bound, and a sum of each part. */
gsize
nn_norm_scratch (gsize n)
{
  return nn_scratch_room (1) + count_norm_parts (n);
}

static void
record_norm (NnRecording *recording, gboolean last, gconstpointer state, gconstpointer numbers, gpointer result, gsize n, gsize part)
{
  const gsize parts = (n - 1) / part + 1, across = MIN (parts, NN_DISPATCH_ACROSS);

  groups (recording, &(NnDispatch) {
    .shader = NN_SHADER_NORM,
    .constant = { last },
    .buffer = { NN_READS (numbers, n), NN_READS (state, SLOT_WORDS), NN_WRITES (result, parts) },
    .word = { { n }, { part } },
    .groups = { across, (parts - 1) / across + 1 },
  });
}

void
nn_record_norm (NnRecording *recording, const NnStepRing *ring, gconstpointer gradient, gsize n, gpointer scratch)
{
  float *sums = (float *) scratch + nn_scratch_room (1);

  record_norm (recording, FALSE, ring->state, gradient, sums, n, NORM_PART);
  record_norm (recording, TRUE, ring->state, sums, scratch, count_norm_parts (n), count_norm_parts (n));
}

/* A state that is not there is bound to the weights, which are written anyway. */
void
nn_record_update (NnRecording *recording, const NnRecordedUpdate *update)
{
  gpointer first = update->state[0] != NULL ? update->state[0] : update->weights;
  gpointer second = update->state[1] != NULL ? update->state[1] : update->weights;

  flat (recording, &(NnDispatch) {
    .shader = NN_SHADER_UPDATE,
    .constant = { update->rule, update->momentum, update->shrink != NULL },
    .buffer = {
      NN_READS (update->coefficients, NN_DEVICE_COEFFICIENTS),
      NN_READS (update->shrink, update->shrink != NULL ? 1 : 0),
      NN_CHANGES (update->weights, update->n),
      NN_CHANGES (update->gradient, update->n),
      NN_CHANGES (first, update->n),
      NN_CHANGES (second, update->n),
    },
    .word = { { update->n } },
  }, update->n);
}
