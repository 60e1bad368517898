#include "timing.h"

#include <math.h>
#include <stdatomic.h>

#include "median.h"
#include "text.h"
#include "trainer-private.h"

#define WARM_UP 2          /* steps: the first touch memory, and make shaders ready */
#define GROUP 2e-3         /* seconds: so long some steps are timed together … */
#define SAMPLES 15         /* … so often for each engine … */
#define FEWEST 3           /* … or as often as there is … */
#define PATIENCE 0.8       /* … time for, in seconds */
#define PROFILE 0.05       /* seconds of steps whose parts are timed … */
#define FEWEST_STEPS 3     /* … and steps */
#define MOST_STEPS 200
#define ALIKE 1.05         /* a difference that is no more says nothing */

/* A copy that trains, and how long its steps took. */
typedef struct
{
  NnTrainer *trainer;      /* owned; NULL: it could not be made */
  GArray *samples;         /* double: seconds of a step */
  double spent;
  gboolean is_profiled;
} Side;

struct _NnTiming
{
  NnNetwork *network;      /* owned */
  NnDataset *dataset;      /* owned reference */
  guint threads;
  char *which;             /* owned */
  GThread *thread;
  atomic_bool ready;
  Side side[NN_ENGINES];   /* the thread's until it is ready, and … */
  NnEngines *engines;      /* … so is this; owned */
};

/* ---- What it comes to ---- */

static void
clear_part (gpointer part)
{
  g_free (((NnTimedPart *) part)->label);
}

static void
clear_engines (gpointer data)
{
  NnEngines *engines = data;

  for (guint i = 0; i < NN_ENGINES; i++)
    {
      g_free (engines->engine[i].name);
      g_free (engines->engine[i].trouble);
      g_array_unref (engines->engine[i].parts);
    }
}

static NnEngines *
make_engines (void)
{
  NnEngines *engines = g_atomic_rc_box_new0 (NnEngines);

  for (guint i = 0; i < NN_ENGINES; i++)
    {
      engines->engine[i].seconds = engines->engine[i].profiled = NAN;
      engines->engine[i].parts = g_array_new (FALSE, FALSE, sizeof (NnTimedPart));
      g_array_set_clear_func (engines->engine[i].parts, clear_part);
    }
  return engines;
}

NnEngines *
nn_engines_ref (NnEngines *engines)
{
  return engines != NULL ? g_atomic_rc_box_acquire (engines) : NULL;
}

void
nn_engines_unref (NnEngines *engines)
{
  if (engines != NULL)
    g_atomic_rc_box_release_full (engines, clear_engines);
}

NnEngine
nn_engines_faster (const NnEngines *engines, double *times)
{
  const double ratio = engines->engine[NN_ENGINE_CARD].seconds / engines->engine[NN_ENGINE_PROCESSOR].seconds;

  *times = ratio >= 1 ? ratio : 1 / ratio;
  if (!(*times > ALIKE))
    return NN_ENGINES;
  return ratio > 1 ? NN_ENGINE_PROCESSOR : NN_ENGINE_CARD;
}

/* ---- Making ready: in the thread ---- */

/* Takes the error. */
static void
give_up (NnTiming *timing, NnEngine engine, GError *error)
{
  g_clear_pointer (&timing->side[engine].trainer, nn_trainer_free);
  timing->engines->engine[engine].trouble = g_strdup (error->message);
  g_error_free (error);
}

static void
make_trainer (NnTiming *timing, NnEngine engine, NnDevice *device)
{
  const NnTrainerOptions options = {
    .threads = timing->threads,
    .backend = device != NULL ? &nn_backend_vulkan : NULL,
    .device = device,
  };
  GError *error = NULL;

  timing->side[engine].trainer = nn_trainer_new (timing->network, timing->dataset, &options, &error);
  if (timing->side[engine].trainer == NULL)
    give_up (timing, engine, error);
}

static void
describe_processor (NnTiming *timing)
{
  NnEngineTiming *found = &timing->engines->engine[NN_ENGINE_PROCESSOR];
  const NnTrainer *trainer = timing->side[NN_ENGINE_PROCESSOR].trainer;

  found->threads = nn_trainer_threads (trainer);
  found->memory = nn_program_memory (trainer->program).total +
                  trainer->weights->n * sizeof (float) * (1 + nn_optimiser_n_states (trainer->tuning.optimiser));
  timing->engines->batch = nn_program_batch (trainer->program);
}

static void
describe_card (NnTiming *timing)
{
  NnEngineTiming *found = &timing->engines->engine[NN_ENGINE_CARD];
  NnTrainer *trainer = timing->side[NN_ENGINE_CARD].trainer;
  g_autoptr (GArray) costs = NULL;
  GError *error = NULL;
  NnDeviceUse use;

  if ((costs = nn_trainer_device_use (trainer, &use, &error)) == NULL ||
      (found->start = nn_device_start_cost (nn_trainer_device (trainer), &error)) < 0)
    {
      give_up (timing, NN_ENGINE_CARD, error);
      return;
    }
  found->memory = use.whole;
  found->kernels = use.kernels;
}

static void
open_card (NnTiming *timing)
{
  NnEngineTiming *found = &timing->engines->engine[NN_ENGINE_CARD];
  GError *error = NULL;
  g_autoptr (NnDevice) device = nn_device_open (timing->which, &error);

  if (device == NULL)
    {
      give_up (timing, NN_ENGINE_CARD, error);
      return;
    }
  found->name = g_strdup (nn_device_info (device)->name);
  found->kind = nn_device_info (device)->kind;
  make_trainer (timing, NN_ENGINE_CARD, device);
  if (timing->side[NN_ENGINE_CARD].trainer != NULL)
    describe_card (timing);
}

/* A card that failed is given up. */
static void
look_after (NnTiming *timing, NnEngine engine)
{
  NnTrainer *trainer = timing->side[engine].trainer;
  GError *trouble = trainer != NULL ? nn_trainer_take_trouble (trainer) : NULL;

  if (trouble != NULL)
    give_up (timing, engine, trouble);
}

static gpointer
prepare (gpointer data)
{
  NnTiming *timing = data;

  make_trainer (timing, NN_ENGINE_PROCESSOR, NULL);
  if (timing->side[NN_ENGINE_PROCESSOR].trainer != NULL)
    describe_processor (timing);
  open_card (timing);
  for (guint i = 0; i < NN_ENGINES; i++)
    {
      for (guint k = 0; k < WARM_UP && timing->side[i].trainer != NULL; k++)
        nn_trainer_step (timing->side[i].trainer);
      look_after (timing, i);
    }
  atomic_store_explicit (&timing->ready, TRUE, memory_order_release);
  return NULL;
}

NnTiming *
nn_timing_new (const NnTrainer *trainer, const char *which)
{
  NnTiming *timing = g_new0 (NnTiming, 1);

  timing->network = nn_network_copy (trainer->network);
  timing->dataset = nn_dataset_ref (trainer->dataset);
  timing->threads = nn_pool_threads (trainer->pool);
  timing->which = g_strdup (which);
  timing->engines = make_engines ();
  for (guint i = 0; i < NN_ENGINES; i++)
    timing->side[i].samples = g_array_new (FALSE, FALSE, sizeof (double));
  timing->thread = g_thread_new ("timing", prepare, timing);
  return timing;
}

void
nn_timing_free (NnTiming *timing)
{
  if (timing == NULL)
    return;
  g_thread_join (timing->thread);
  for (guint i = 0; i < NN_ENGINES; i++)
    {
      nn_trainer_free (timing->side[i].trainer);
      g_array_unref (timing->side[i].samples);
    }
  nn_engines_unref (timing->engines);
  nn_network_free (timing->network);
  nn_dataset_unref (timing->dataset);
  g_free (timing->which);
  g_free (timing);
}

gboolean
nn_timing_is_ready (const NnTiming *timing)
{
  return atomic_load_explicit (&((NnTiming *) timing)->ready, memory_order_acquire);
}

/* ---- Measuring ---- */

static double
now (void)
{
  return g_get_monotonic_time () / (double) G_USEC_PER_SEC;
}

/* As many steps as take about as long as a group; an epoch's last, which may be smaller, counts by its examples. */
static void
take_sample (Side *side, guint batch)
{
  const double last = side->samples->len > 0 ? g_array_index (side->samples, double, side->samples->len - 1) : GROUP;
  const double start = now ();
  guint examples = 0;
  double seconds;

  while (now () - start < GROUP)
    {
      NnSample samples[NN_MOST_STEPS];
      const guint n = nn_trainer_run (side->trainer, CLAMP (GROUP / last, 1, NN_MOST_STEPS), samples);

      for (guint i = 0; i < n; i++)
        examples += samples[i].examples;
    }
  seconds = (now () - start) * batch / examples;
  side->spent += now () - start;
  g_array_append_val (side->samples, seconds);
}

static gboolean
is_sampled (const Side *side)
{
  return side->trainer == NULL || side->samples->len >= SAMPLES || (side->samples->len >= FEWEST && side->spent >= PATIENCE);
}

static void
add_part (NnTiming *timing, NnEngine engine, const NnStepCost *cost)
{
  const NnLayer *layer = nn_network_layer (timing->network, cost->layer);
  const NnTimedPart part = {
    .layer = cost->layer,
    .label = layer != NULL ? g_strdup (layer->label) : NULL,
    .what = cost->op != NULL ? cost->op->id : nn_text (cost->title),
    .computes = cost->op != NULL,
    .backward = cost->backward,
    .seconds = cost->seconds,
    .flops = cost->flops,
    .kernels = cost->kernels,
  };

  g_array_append_val (timing->engines->engine[engine].parts, part);
}

static void
profile (NnTiming *timing, NnEngine engine)
{
  NnEngineTiming *found = &timing->engines->engine[engine];
  Side *side = &timing->side[engine];
  GError *error = NULL;
  g_autoptr (GArray) costs = NULL;   /* NnStepCost */
  double flops = 0;
  guint operations = 0;

  side->is_profiled = TRUE;
  found->seconds = nn_median ((double *) side->samples->data, side->samples->len);
  costs = nn_trainer_profile (side->trainer, CLAMP (PROFILE / found->seconds, FEWEST_STEPS, MOST_STEPS), &found->profiled, &error);
  if (costs == NULL)
    {
      found->seconds = NAN;
      give_up (timing, engine, error);
      return;
    }
  for (guint i = 0; i < costs->len; i++)
    {
      const NnStepCost *cost = &g_array_index (costs, NnStepCost, i);

      add_part (timing, engine, cost);
      operations += cost->op != NULL;
      flops += cost->flops;
    }
  if (engine == NN_ENGINE_PROCESSOR)
    {
      timing->engines->operations = operations;
      timing->engines->flops = flops * nn_program_slices (side->trainer->program);
    }
}

/* By turns, so that a busy moment of the computer meets both. */
static Side *
next_to_sample (NnTiming *timing)
{
  Side *next = NULL;

  for (guint i = 0; i < NN_ENGINES; i++)
    if (!is_sampled (&timing->side[i]) && (next == NULL || timing->side[i].samples->len < next->samples->len))
      next = &timing->side[i];
  return next;
}

gboolean
nn_timing_step (NnTiming *timing)
{
  Side *side;

  if (!nn_timing_is_ready (timing))
    return TRUE;
  if ((side = next_to_sample (timing)) != NULL)
    {
      take_sample (side, nn_program_batch (side->trainer->program));
      look_after (timing, side - timing->side);
      return TRUE;
    }
  for (guint i = 0; i < NN_ENGINES; i++)
    if (timing->side[i].trainer != NULL && !timing->side[i].is_profiled)
      {
        profile (timing, i);
        return TRUE;
      }
  return FALSE;
}

NnEngines *
nn_timing_result (NnTiming *timing)
{
  return nn_engines_ref (timing->engines);
}
