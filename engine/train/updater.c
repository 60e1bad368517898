#include "updater.h"

#include <math.h>
#include <string.h>

#include "vector.h"

/* Numbers handled at a time: their gradients, states and weights stay in the first-level cache between the passes. */
#define CHUNK 1024

/* Weights under which one thread is done before others could be woken. */
#define WORTH_SHARING 16384

/* Sums that run side by side, for vectors; always as many, for the same bits everywhere. */
#define LANES 16

/* What the optimiser's step comes to at a rate: a factor of the learning rate. Of two networks in turn each has paces of its own. */
typedef struct
{
  double rate;
  gboolean forges;
  gboolean rests;                         /* it is the other's turn */
  float coefficient[NN_OPTIMISER_COEFFICIENTS];
} Pace;

struct _NnUpdater
{
  NnWeights *weights;                     /* borrowed */
  NnTuning tuning;
  float *state[NN_OPTIMISER_STATES];      /* owned */
  gint64 steps;
  float *gathered;                        /* owned; of several batches; NULL unless they are to be gathered */
  guint n_gathered;                       /* batches in it */
  gboolean takes_turns;                   /* two networks do */
  NnStretch *decaying;                    /* owned; on which penalties act */
  guint n_decaying;
  GArray *trained;                        /* NnStretch: side by side and at the same pace, in rising order */
  GArray *paces;                          /* Pace */
  gsize n_chunks;
  double *squares;                        /* owned; of the gradient, by chunk */

  /* Of the step that is running. */
  float *const *gradient;
  guint n_gradients;
  float shrink;                           /* what clipping multiplies the gradient by */
};

/* ---- Kernels ---- */

NN_KERNEL static void
add_numbers (float *restrict sum, const float *restrict more, gsize n)
{
  for (gsize i = 0; i < n; i++)
    sum[i] += more[i];
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

/* ---- A step ---- */

static void
penalise (NnUpdater *updater, gsize first, gsize end)
{
  for (guint i = 0; i < updater->n_decaying; i++)
    {
      const gsize from = MAX (first, updater->decaying[i].first), to = MIN (end, updater->decaying[i].end);

      if (from < to)
        add_penalties (updater->gradient[0] + from, (float *) updater->weights->data + from, updater->tuning.l1,
                       updater->tuning.l2, to - from);
    }
}

static void
add_slices (NnUpdater *updater, gsize first, gsize end)
{
  for (guint i = 1; i < updater->n_gradients; i++)
    add_numbers (updater->gradient[0] + first, updater->gradient[i] + first, end - first);
}

/* The first stretch that ends behind a number. */
static guint
find_trained (const NnUpdater *updater, gsize number)
{
  guint low = 0, high = updater->trained->len;

  while (low < high)
    {
      const guint middle = (low + high) / 2;

      if (g_array_index (updater->trained, NnStretch, middle).end > number)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

static const Pace *
pace_of (const NnUpdater *updater, const NnStretch *trained)
{
  return &g_array_index (updater->paces, Pace, trained->pace);
}

/* What the network whose turn it is not would have learnt. */
static void
silence (NnUpdater *updater, gsize first, gsize end)
{
  for (guint i = find_trained (updater, first); i < updater->trained->len; i++)
    {
      const NnStretch *trained = &g_array_index (updater->trained, NnStretch, i);
      const gsize from = MAX (first, trained->first), to = MIN (end, trained->end);

      if (trained->first >= end)
        return;
      if (pace_of (updater, trained)->rests)
        memset (updater->gradient[0] + from, 0, (to - from) * sizeof (float));
    }
}

static void
gather_chunk (NnUpdater *updater, gsize first, gsize end)
{
  add_slices (updater, first, end);
  if (updater->tuning.l1 != 0 || updater->tuning.l2 != 0)
    penalise (updater, first, end);
  if (updater->takes_turns)
    silence (updater, first, end);
}

static void
update_numbers (NnUpdater *updater, gsize first, gsize end, const float *coefficient)
{
  float *const state[NN_OPTIMISER_STATES] = {
    updater->state[0] != NULL ? updater->state[0] + first : NULL,
    updater->state[1] != NULL ? updater->state[1] + first : NULL,
  };

  updater->tuning.optimiser->update (coefficient, end - first, (float *) updater->weights->data + first,
                                     updater->gradient[0] + first, state);
}

static void
update_chunk (NnUpdater *updater, gsize first, gsize end)
{
  for (guint i = find_trained (updater, first); i < updater->trained->len; i++)
    {
      const NnStretch *trained = &g_array_index (updater->trained, NnStretch, i);

      if (trained->first >= end)
        return;
      if (!pace_of (updater, trained)->rests)
        update_numbers (updater, MAX (first, trained->first), MIN (end, trained->end),
                        pace_of (updater, trained)->coefficient);
    }
}

static gsize
chunk_end (const NnUpdater *updater, gsize chunk)
{
  return MIN ((chunk + 1) * CHUNK, updater->weights->n);
}

/* Everything at once: nothing needs to be known of the whole gradient. */
static void
update_cb (gpointer data, guint worker, guint n_workers)
{
  NnUpdater *updater = data;
  gsize first, end;

  nn_pool_part (updater->n_chunks, worker, n_workers, &first, &end);
  for (gsize chunk = first; chunk < end; chunk++)
    {
      gather_chunk (updater, chunk * CHUNK, chunk_end (updater, chunk));
      update_chunk (updater, chunk * CHUNK, chunk_end (updater, chunk));
    }
}

/* With clipping in two passes: first the norm… */
static void
measure_cb (gpointer data, guint worker, guint n_workers)
{
  NnUpdater *updater = data;
  gsize first, end;

  nn_pool_part (updater->n_chunks, worker, n_workers, &first, &end);
  for (gsize chunk = first; chunk < end; chunk++)
    {
      const gsize from = chunk * CHUNK, to = chunk_end (updater, chunk);

      gather_chunk (updater, from, to);
      updater->squares[chunk] = sum_squares (updater->gradient[0] + from, to - from);
    }
}

/* … then the change. */
static void
clip_cb (gpointer data, guint worker, guint n_workers)
{
  NnUpdater *updater = data;
  gsize first, end;

  nn_pool_part (updater->n_chunks, worker, n_workers, &first, &end);
  for (gsize chunk = first; chunk < end; chunk++)
    {
      const gsize from = chunk * CHUNK, to = chunk_end (updater, chunk);

      if (updater->shrink != 1)
        scale_numbers (updater->gradient[0] + from, updater->shrink, to - from);
      update_chunk (updater, from, to);
    }
}

static void
run (NnUpdater *updater, NnPool *pool, NnPoolFunc func)
{
  if (updater->weights->n < WORTH_SHARING)
    func (updater, 0, 1);
  else
    nn_pool_run (pool, func, updater);
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

/* Of the first `steps` nudges, those of one of two networks in turn: the judge begins. */
static gint64
count_own (const NnUpdater *updater, gint64 steps, gboolean forges)
{
  const guint judge = updater->tuning.judge_steps, round = judge + updater->tuning.maker_steps;
  const gint64 judged = steps / round * judge + MIN (steps % round, judge);

  return forges ? steps - judged : judged;
}

gboolean
nn_updater_forges (const NnUpdater *updater)
{
  const guint judge = updater->tuning.judge_steps;

  return updater->takes_turns && updater->steps % (judge + updater->tuning.maker_steps) >= judge;
}

/* The next nudge is the other network's. */
static gboolean
must_rest (const NnUpdater *updater, const Pace *pace)
{
  return updater->takes_turns && pace->forges != nn_updater_forges (updater);
}

static void
prepare_paces (NnUpdater *updater, double rate)
{
  for (guint i = 0; i < updater->paces->len; i++)
    {
      Pace *pace = &g_array_index (updater->paces, Pace, i);
      const gint64 steps = updater->takes_turns ? count_own (updater, updater->steps, pace->forges) : updater->steps;

      pace->rests = must_rest (updater, pace);
      updater->tuning.optimiser->prepare (&updater->tuning, rate * pace->rate, steps + 1, pace->coefficient);
    }
}

void
nn_updater_step (NnUpdater *updater, NnPool *pool, float *const *gradient, guint n, double rate)
{
  updater->gradient = gradient;
  updater->n_gradients = n;
  prepare_paces (updater, rate);
  updater->steps++;

  if (updater->tuning.clip == 0)
    {
      run (updater, pool, update_cb);
      return;
    }
  run (updater, pool, measure_cb);
  updater->shrink = clip_factor (updater);
  run (updater, pool, clip_cb);
}

static void
gather_cb (gpointer data, guint worker, guint n_workers)
{
  NnUpdater *updater = data;
  gsize first, end;

  nn_pool_part (updater->n_chunks, worker, n_workers, &first, &end);
  for (gsize chunk = first; chunk < end; chunk++)
    {
      const gsize from = chunk * CHUNK, to = chunk_end (updater, chunk);
      float *sum = updater->gathered + from;

      add_slices (updater, from, to);
      if (updater->n_gathered == 0)
        memset (sum, 0, (to - from) * sizeof *sum);
      add_numbers (sum, updater->gradient[0] + from, to - from);
      if (updater->n_gathered + 1 == updater->tuning.accumulate)
        scale_numbers (sum, 1.0f / updater->tuning.accumulate, to - from);
    }
}

gboolean
nn_updater_gather (NnUpdater *updater, NnPool *pool, float *const *gradient, guint n, double rate)
{
  if (updater->gathered == NULL)
    {
      nn_updater_step (updater, pool, gradient, n, rate);
      return TRUE;
    }
  updater->gradient = gradient;
  updater->n_gradients = n;
  run (updater, pool, gather_cb);
  if (++updater->n_gathered < updater->tuning.accumulate)
    return FALSE;
  updater->n_gathered = 0;
  nn_updater_step (updater, pool, &updater->gathered, 1, rate);
  return TRUE;
}

/* ---- Life ---- */

static void
find_decaying (NnUpdater *updater)
{
  const NnWeights *weights = updater->weights;
  const guint n = nn_graph_n_weights (weights->graph);

  updater->decaying = g_new (NnStretch, n);
  for (guint i = 0; i < n; i++)
    if (nn_graph_weight_spec (weights->graph, i)->decays && nn_graph_weight_spec (weights->graph, i)->trained)
      updater->decaying[updater->n_decaying++] =
        (NnStretch) { weights->place[i].first, weights->place[i].first + weights->place[i].size, 0, FALSE };
}

static guint
find_pace (NnUpdater *updater, double rate, gboolean forges)
{
  const Pace pace = { .rate = rate, .forges = forges };
  guint i = 0;

  while (i < updater->paces->len && (g_array_index (updater->paces, Pace, i).rate != rate ||
                                     g_array_index (updater->paces, Pace, i).forges != forges))
    i++;
  if (i == updater->paces->len)
    g_array_append_val (updater->paces, pace);
  return i;
}

/* The padding behind a weight counts to it. */
static void
find_stretches (NnUpdater *updater)
{
  const NnWeights *weights = updater->weights;
  const guint n = nn_graph_n_weights (weights->graph);

  updater->trained = g_array_new (FALSE, FALSE, sizeof (NnStretch));
  updater->paces = g_array_new (FALSE, FALSE, sizeof (Pace));
  for (guint i = 0; i < n; i++)
    {
      const NnWeightSpec *spec = nn_graph_weight_spec (weights->graph, i);
      NnStretch next = { weights->place[i].first, i + 1 < n ? weights->place[i + 1].first : weights->n, 0, FALSE };
      NnStretch *last = updater->trained->len > 0
                        ? &g_array_index (updater->trained, NnStretch, updater->trained->len - 1)
                        : NULL;

      if (!spec->trained)
        continue;
      next.pace = find_pace (updater, spec->rate, spec->forges);
      if (last != NULL && last->end == next.first && last->pace == next.pace)
        last->end = next.end;
      else
        g_array_append_val (updater->trained, next);
    }
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

/* Memory for several batches' gradients where they are wanted, none where not. NN_ERROR_MEMORY: as it was. */
static gboolean
make_gathered (NnUpdater *updater, const NnTuning *tuning, GError **error)
{
  g_autoptr (NnBudget) budget = NULL;

  if (tuning->accumulate <= 1)
    g_clear_pointer (&updater->gathered, nn_big_free);
  else if (updater->gathered == NULL && (updater->gathered = nn_weights_block (updater->weights)) == NULL)
    {
      budget = nn_budget_new ();
      nn_weights_cost (updater->weights->graph, updater->weights->element, 1, budget);
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
  updater->takes_turns = nn_graph_takes_turns (weights->graph);
  updater->n_chunks = (weights->n + CHUNK - 1) / CHUNK;
  updater->squares = g_new0 (double, updater->n_chunks);
  find_decaying (updater);
  find_stretches (updater);
  if (!make_states (weights, tuning->optimiser, updater->state, error) || !make_gathered (updater, tuning, error))
    return NULL;
  return g_steal_pointer (&updater);
}

void
nn_updater_free (NnUpdater *updater)
{
  if (updater == NULL)
    return;
  free_states (updater->state);
  nn_big_free (updater->gathered);
  g_free (updater->squares);
  g_free (updater->decaying);
  g_clear_pointer (&updater->trained, g_array_unref);
  g_clear_pointer (&updater->paces, g_array_unref);
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
  updater->n_gathered = 0;
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

  if (tuning->accumulate != updater->tuning.accumulate && !make_gathered (updater, tuning, error))
    return FALSE;
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
  nn_updater_set_n_gathered (updater, updater->n_gathered);
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

guint
nn_updater_n_gathered (const NnUpdater *updater)
{
  return updater->n_gathered;
}

float *
nn_updater_gathered (const NnUpdater *updater)
{
  return updater->gathered;
}

void
nn_updater_set_n_gathered (NnUpdater *updater, guint n)
{
  updater->n_gathered = updater->gathered != NULL && n < updater->tuning.accumulate ? n : 0;
}

/* ---- Elsewhere ---- */

guint
nn_updater_n_paces (const NnUpdater *updater)
{
  return updater->paces->len;
}

void
nn_updater_prepare (NnUpdater *updater, double rate, float *coefficient)
{
  prepare_paces (updater, rate);
  for (guint i = 0; i < updater->paces->len; i++)
    memcpy (coefficient + i * NN_OPTIMISER_COEFFICIENTS, g_array_index (updater->paces, Pace, i).coefficient,
            NN_OPTIMISER_COEFFICIENTS * sizeof (float));
}

guint
nn_updater_n_stretches (const NnUpdater *updater)
{
  return updater->trained->len;
}

NnStretch
nn_updater_stretch (const NnUpdater *updater, guint i)
{
  NnStretch stretch = g_array_index (updater->trained, NnStretch, i);

  stretch.rests = must_rest (updater, pace_of (updater, &stretch));
  return stretch;
}

const NnStretch *
nn_updater_decaying (const NnUpdater *updater, guint *n)
{
  *n = updater->n_decaying;
  return updater->decaying;
}

void
nn_updater_count (NnUpdater *updater)
{
  if (updater->gathered != NULL && ++updater->n_gathered < updater->tuning.accumulate)
    return;
  updater->n_gathered = 0;
  updater->steps++;
}
