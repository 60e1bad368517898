#include "updater.h"

#include <math.h>
#include <string.h>

#include "claim.h"
#include "vector.h"

/* Numbers handled at a time: their gradients, states and weights stay in the first-level cache between the passes. */
#define CHUNK 1024

/* Sums that run side by side, for vectors; always as many, for the same bits everywhere. */
#define LANES 16

/* A stretch of weights on which penalties act. */
typedef struct
{
  gsize first, end;
} Stretch;

struct _NnUpdater
{
  NnWeights *weights;                     /* borrowed */
  NnTuning tuning;
  float *state[NN_OPTIMISER_STATES];      /* owned */
  gint64 steps;
  Stretch *decaying;                      /* owned */
  guint n_decaying;
  gsize n_chunks;
  double *squares;                        /* owned; of the gradient, by chunk */

  NnUpdaterSlice slice[NN_POOL_MAX];
  guint n_slices;
  gboolean stale[NN_POOL_MAX];            /* by slice: its copy misses more than the others' parts of the last step */

  /* Of the step that is running, or the last one. */
  guint active;                           /* slices, and parts of the weights */
  gboolean scattered;                     /* each part of the gradient is where its slice has it */
  float coefficient[NN_OPTIMISER_COEFFICIENTS];
  float shrink;                           /* what clipping multiplies the gradient by */
};

/* ---- Kernels ---- */

/* out may be a or b: numbers at the same place only meet each other. */
NN_KERNEL static void
add_numbers (float *out, const float *a, const float *b, gsize n)
{
#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    out[i] = a[i] + b[i];
}

NN_KERNEL static void
scale_numbers (float *restrict numbers, float factor, gsize n)
{
  for (gsize i = 0; i < n; i++)
    numbers[i] *= factor;
}

NN_KERNEL static void
add_penalties (float *restrict gradient, const float *restrict weight, float l1, float l2, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      const float sign = (weight[i] > 0) - (weight[i] < 0);

      gradient[i] += l2 * weight[i] + l1 * sign;
    }
}

/* n is a multiple of LANES: weights are padded to it. */
NN_KERNEL static double
sum_squares (const float *numbers, gsize n)
{
  double lane[LANES] = { 0 }, sum = 0;

  for (gsize i = 0; i < n; i += LANES)
    for (guint k = 0; k < LANES; k++)
      lane[k] += (double) numbers[i + k] * numbers[i + k];
  for (guint k = 0; k < LANES; k++)
    sum += lane[k];
  return sum;
}

/* ---- Chunks ---- */

/* A chunk of the weights in the hands of the slice whose part it is. */
typedef struct
{
  gsize index;
  gsize first, n;
  guint slice;
} Chunk;

static Chunk
make_chunk (const NnUpdater *updater, guint slice, gsize index)
{
  const gsize first = index * CHUNK;

  return (Chunk) { .index = index, .first = first, .n = MIN (CHUNK, updater->weights->n - first), .slice = slice };
}

static gboolean
has_copies (const NnUpdater *updater)
{
  return updater->n_slices > 1;
}

/* Sums always run from the first slice to the last, and end in the block of the one whose part it is. */
static void
sum_gradients (NnUpdater *updater, const Chunk *chunk)
{
  float *own = updater->slice[chunk->slice].gradient + chunk->first;
  const float *head = updater->slice[0].gradient + chunk->first;
  float scratch[CHUNK];

  for (guint i = 1; i < updater->active; i++)
    {
      const float *next = updater->slice[i].gradient + chunk->first;
      float *sum = i < chunk->slice ? scratch : own;

      add_numbers (sum, head, next, chunk->n);
      head = sum;
    }
}

static void
penalise (NnUpdater *updater, const Chunk *chunk)
{
  const NnUpdaterSlice *slice = &updater->slice[chunk->slice];

  for (guint i = 0; i < updater->n_decaying; i++)
    {
      const gsize from = MAX (chunk->first, updater->decaying[i].first);
      const gsize to = MIN (chunk->first + chunk->n, updater->decaying[i].end);

      if (from < to)
        add_penalties (slice->gradient + from, slice->weights + from, updater->tuning.l1, updater->tuning.l2, to - from);
    }
}

static void
gather_chunk (NnUpdater *updater, const Chunk *chunk)
{
  sum_gradients (updater, chunk);
  if (updater->tuning.l1 != 0 || updater->tuning.l2 != 0)
    penalise (updater, chunk);
}

static void
update_chunk (NnUpdater *updater, const Chunk *chunk)
{
  const NnUpdaterSlice *slice = &updater->slice[chunk->slice];
  float *const state[NN_OPTIMISER_STATES] = {
    updater->state[0] != NULL ? updater->state[0] + chunk->first : NULL,
    updater->state[1] != NULL ? updater->state[1] + chunk->first : NULL,
  };

  updater->tuning.optimiser->update (updater->coefficient, chunk->n, slice->weights + chunk->first,
                                     slice->gradient + chunk->first, state);
  if (has_copies (updater))
    memcpy ((float *) updater->weights->data + chunk->first, slice->weights + chunk->first, chunk->n * sizeof (float));
}

/* The other slices' gradients of a chunk, which their threads will write again. */
static void
claim_gradients (NnUpdater *updater, guint slice, gsize index)
{
  const Chunk chunk = make_chunk (updater, slice, index);

  for (guint i = 0; i < updater->active; i++)
    if (i != slice)
      nn_claim (updater->slice[i].gradient + chunk.first, chunk.n);
}

/* ---- A step ---- */

typedef void (*ChunkFunc) (NnUpdater *updater, const Chunk *chunk);

/* Everything at once: nothing needs to be known of the whole gradient. */
static void
change_chunk (NnUpdater *updater, const Chunk *chunk)
{
  gather_chunk (updater, chunk);
  update_chunk (updater, chunk);
}

/* With clipping in two passes: first the norm… */
static void
measure_chunk (NnUpdater *updater, const Chunk *chunk)
{
  gather_chunk (updater, chunk);
  updater->squares[chunk->index] = sum_squares (updater->slice[chunk->slice].gradient + chunk->first, chunk->n);
}

/* … then the change. */
static void
clip_chunk (NnUpdater *updater, const Chunk *chunk)
{
  if (updater->shrink != 1)
    scale_numbers (updater->slice[chunk->slice].gradient + chunk->first, updater->shrink, chunk->n);
  update_chunk (updater, chunk);
}

/* The lines of the next chunk are on their way while this one is worked on. */
static void
run_part (NnUpdater *updater, guint slice, ChunkFunc func, gboolean gathers)
{
  gsize first, end;

  nn_pool_part (updater->n_chunks, slice, updater->active, &first, &end);
  for (gsize i = first; i < end; i++)
    {
      const Chunk chunk = make_chunk (updater, slice, i);

      if (gathers && i + 1 < end)
        claim_gradients (updater, slice, i + 1);
      func (updater, &chunk);
    }
}

static void
change_cb (gpointer data, guint worker, guint n_workers)
{
  NnUpdater *updater = data;

  for (guint slice = worker; slice < updater->active; slice += n_workers)
    run_part (updater, slice, change_chunk, TRUE);
}

static void
measure_cb (gpointer data, guint worker, guint n_workers)
{
  NnUpdater *updater = data;

  for (guint slice = worker; slice < updater->active; slice += n_workers)
    run_part (updater, slice, measure_chunk, TRUE);
}

static void
clip_cb (gpointer data, guint worker, guint n_workers)
{
  NnUpdater *updater = data;

  for (guint slice = worker; slice < updater->active; slice += n_workers)
    run_part (updater, slice, clip_chunk, FALSE);
}

static void
run (NnUpdater *updater, NnPool *pool, NnPoolFunc func)
{
  if (updater->active > 1)
    nn_pool_run (pool, func, updater);
  else
    func (updater, 0, 1);
}

/* torch.nn.utils.clip_grad_norm_: g ← g min (1, limit / (norm + 10⁻⁶)). A norm that is not a number leaves one
 * nowhere. */
static float
clip_factor (const NnUpdater *updater)
{
  double sum = 0;

  for (gsize i = 0; i < updater->n_chunks; i++)
    sum += updater->squares[i];
  return fmin (1, updater->tuning.clip / (sqrt (sum) + 1e-6));
}

void
nn_updater_step (NnUpdater *updater, NnPool *pool, guint active, double rate)
{
  updater->active = active;
  updater->scattered = active > 1;
  updater->tuning.optimiser->prepare (&updater->tuning, rate, ++updater->steps, updater->coefficient);

  if (updater->tuning.clip == 0)
    run (updater, pool, change_cb);
  else
    {
      run (updater, pool, measure_cb);
      updater->shrink = clip_factor (updater);
      run (updater, pool, clip_cb);
    }
  for (guint i = active; i < updater->n_slices; i++)
    updater->stale[i] = TRUE;
}

/* ---- Copies ---- */

static void
fetch_chunks (NnUpdater *updater, guint slice, gsize first, gsize end)
{
  const float *weights = updater->weights->data;
  float *copy = updater->slice[slice].weights;

  for (gsize i = first; i < end; i++)
    {
      const Chunk chunk = make_chunk (updater, slice, i);

      if (updater->n_slices == 2)   /* with more, each would take it from the other */
        nn_claim (weights + chunk.first, chunk.n);
      memcpy (copy + chunk.first, weights + chunk.first, chunk.n * sizeof *copy);
    }
}

void
nn_updater_fetch (NnUpdater *updater, guint slice)
{
  gsize first = 0, end = 0;   /* the part that the slice has changed itself */

  if (!has_copies (updater))
    return;
  if (!updater->stale[slice])
    nn_pool_part (updater->n_chunks, slice, updater->active, &first, &end);
  updater->stale[slice] = FALSE;
  fetch_chunks (updater, slice, 0, first);
  fetch_chunks (updater, slice, end, updater->n_chunks);
}

void
nn_updater_touch (NnUpdater *updater)
{
  for (guint i = 0; i < updater->n_slices; i++)
    updater->stale[i] = TRUE;
}

void
nn_updater_bind (NnUpdater *updater, const NnUpdaterSlice *slices, guint n)
{
  g_return_if_fail (n > 0 && n <= NN_POOL_MAX);

  memcpy (updater->slice, slices, n * sizeof *slices);
  updater->n_slices = n;
  updater->active = 0;
  updater->scattered = FALSE;
  nn_updater_touch (updater);
}

const float *
nn_updater_gradient (NnUpdater *updater)
{
  float *whole = updater->slice[0].gradient;

  for (guint i = 1; updater->scattered && i < updater->active; i++)
    {
      gsize first, end;

      nn_pool_part (updater->n_chunks, i, updater->active, &first, &end);
      first *= CHUNK;
      end = MIN (end * CHUNK, updater->weights->n);
      memcpy (whole + first, updater->slice[i].gradient + first, (end - first) * sizeof *whole);
    }
  updater->scattered = FALSE;
  return whole;
}

/* ---- Life ---- */

static void
find_decaying (NnUpdater *updater)
{
  const NnWeights *weights = updater->weights;
  const guint n = nn_graph_n_weights (weights->graph);

  updater->decaying = g_new (Stretch, n);
  for (guint i = 0; i < n; i++)
    if (nn_graph_weight_spec (weights->graph, i)->decays)
      updater->decaying[updater->n_decaying++] =
        (Stretch) { weights->place[i].first, weights->place[i].first + weights->place[i].size };
}

static void
free_states (float **state)
{
  for (guint i = 0; i < NN_OPTIMISER_STATES; i++)
    g_clear_pointer (&state[i], nn_big_free);
}

static gboolean
make_states (const NnWeights *weights, const NnOptimiser *optimiser, float **state, GError **error)
{
  const guint n = nn_optimiser_n_states (optimiser);
  g_autoptr (NnBudget) budget = nn_budget_new ();

  nn_weights_cost (weights->graph, weights->element, n, budget);
  if (!nn_budget_check (budget, nn_memory_available (), NULL, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if ((state[i] = nn_weights_block (weights)) == NULL)
      {
        free_states (state);
        nn_budget_refuse (budget, nn_memory_available (), NULL, error);
        return FALSE;
      }
  return TRUE;
}

NnUpdater *
nn_updater_new (NnWeights *weights, const NnTuning *tuning, GError **error)
{
  g_autoptr (NnUpdater) updater = g_new0 (NnUpdater, 1);

  updater->weights = weights;
  updater->tuning = *tuning;
  updater->n_chunks = (weights->n + CHUNK - 1) / CHUNK;
  updater->squares = g_new0 (double, updater->n_chunks);
  find_decaying (updater);
  if (!make_states (weights, tuning->optimiser, updater->state, error))
    return NULL;
  return g_steal_pointer (&updater);
}

void
nn_updater_free (NnUpdater *updater)
{
  if (updater == NULL)
    return;
  free_states (updater->state);
  g_free (updater->squares);
  g_free (updater->decaying);
  g_free (updater);
}

static void
clear_state (NnUpdater *updater, guint i)
{
  if (updater->state[i] != NULL)
    memset (updater->state[i], 0, updater->weights->n * sizeof (float));
}

void
nn_updater_reset (NnUpdater *updater)
{
  updater->steps = 0;
  for (guint i = 0; i < NN_OPTIMISER_STATES; i++)
    clear_state (updater, i);
}

/* What was remembered before momentum was switched off is long past when it comes back. */
static void
forget_momentum (NnUpdater *updater)
{
  for (guint i = 0; i < NN_OPTIMISER_STATES; i++)
    if (g_strcmp0 (updater->tuning.optimiser->states[i], "momentum") == 0)
      clear_state (updater, i);
}

gboolean
nn_updater_tune (NnUpdater *updater, const NnTuning *tuning, GError **error)
{
  float *state[NN_OPTIMISER_STATES] = { NULL };

  if (tuning->optimiser != updater->tuning.optimiser)
    {
      if (!make_states (updater->weights, tuning->optimiser, state, error))
        return FALSE;
      free_states (updater->state);
      memcpy (updater->state, state, sizeof state);
      updater->steps = 0;
    }
  else if (tuning->momentum != 0 && updater->tuning.momentum == 0)
    forget_momentum (updater);
  updater->tuning = *tuning;
  return TRUE;
}

const NnOptimiser *
nn_updater_optimiser (const NnUpdater *updater)
{
  return updater->tuning.optimiser;
}

float *
nn_updater_state (const NnUpdater *updater, guint state)
{
  return updater->state[state];
}

gint64
nn_updater_steps (const NnUpdater *updater)
{
  return updater->steps;
}

void
nn_updater_set_steps (NnUpdater *updater, gint64 steps)
{
  updater->steps = steps;
}
