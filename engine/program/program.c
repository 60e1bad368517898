#include "program.h"

#include <string.h>
#include <time.h>

/* Waking a thread and waiting for it costs some microseconds: what is worth it. */
#define FLOPS_A_SLICE 1e6
#define ROWS_A_SLICE 8
#define FLOPS_OF_FEWER_ROWS 2e7   /* a slice with so much to do may have fewer rows: an example is many steps or dots */
#define FLOPS_OF_A_TEAM 1e6       /* an example that is worth several meetings, for its weights have to be read by somebody … */
#define TEAM_SHARE 0.9            /* … if so much of it can be divided */
#define TRAINING_COST 3   /* forward once and back, which is twice as much */

/* A kernel and what it is called with. */
typedef struct
{
  NnKernelFunc func;
  gboolean whole;        /* called as if there were one row */
  gboolean divides;      /* forward, in parts (NnKernel.divides) */
  NnStep step;
} BoundStep;

typedef struct
{
  gpointer arena;        /* owned */
  gpointer gradient;     /* owned; NULL unless training */
  BoundStep *steps;      /* owned */
} Slice;

struct _NnProgram
{
  NnPlan *plan;          /* owned */
  NnWeights *weights;    /* borrowed */
  char *weights_at;      /* their numbers: here, or in the device's memory */
  NnDevice *device;      /* borrowed; NULL: the memory is the host's */
  const NnBackend *backend;
  guint batch;
  guint n_slices;
  guint n_steps;
  guint *phase;          /* owned; [n_phases + 1]: the step that each begins with, and the end */
  guint n_phases;
  const NnStep **peers;  /* owned; [n_phases − 1][n_slices] */
  gsize total;
  gboolean teams;        /* an example is worth running together */
  Slice *slices;         /* owned */
  double *seconds;       /* owned; of the first slice, by step; NULL: not timed */
};

/* ---- Memory ---- */

static guint
rows_of_slice (const NnProgramOptions *options)
{
  return (options->batch - 1) / options->slices + 1;
}

static NnPlan *
make_plan (NnGraph *graph, const NnProgramOptions *options)
{
  NnPlan *plan = nn_plan_new (graph, options->backend, options->keep, options->n_keep, options->training);

  if (options->open)
    nn_plan_keep_all (plan);
  nn_plan_lay_out (plan, rows_of_slice (options), options->backend->element);
  return plan;
}

/* The arena is smaller than its blocks together: each layer answers for its part of them. */
static void
add_cost (const NnPlan *plan, const NnProgramOptions *options, NnBudget *budget)
{
  const guint rows = rows_of_slice (options);
  const gsize element = options->backend->element;
  double all = 0;

  for (guint i = 0; i < plan->blocks->len; i++)
    if (nn_plan_block (plan, i)->place == NN_PLACE_ARENA)
      all += nn_plan_bytes (nn_plan_block (plan, i), rows, element);

  for (guint i = 0; i < plan->blocks->len; i++)
    {
      const NnPlanBlock *block = nn_plan_block (plan, i);
      const double share = all > 0 ? nn_plan_bytes (block, rows, element) / all : 0;
      const double bytes = share * plan->arena * options->slices;

      if (block->place == NN_PLACE_ARENA)
        nn_budget_add (budget, block->layer, bytes < G_MAXSSIZE ? (gsize) bytes : G_MAXSIZE);
    }
  if (options->training)
    nn_weights_cost (plan->graph, element, options->slices, budget);
}

void
nn_program_cost (NnGraph *graph, const NnProgramOptions *options, NnBudget *budget)
{
  g_autoptr (NnPlan) plan = make_plan (graph, options);

  add_cost (plan, options, budget);
}

static gpointer
take_memory (const NnProgram *program, gsize bytes)
{
  return program->device != NULL ? nn_device_memory_new (program->device, bytes, NULL) : nn_big_new (bytes);
}

static void
give_back (const NnProgram *program, gpointer block)
{
  if (program->device != NULL)
    nn_device_memory_free (program->device, block);
  else
    nn_big_free (block);
}

static gboolean
allocate_slices (NnProgram *program, gboolean training)
{
  for (guint s = 0; s < program->n_slices; s++)
    {
      Slice *slice = &program->slices[s];

      slice->steps = nn_big_new (nn_size_times (program->n_steps, sizeof *slice->steps));
      slice->arena = take_memory (program, program->plan->arena);
      slice->gradient = training ? take_memory (program, nn_size_times (program->weights->n, program->weights->element)) : NULL;
      if (slice->steps == NULL || slice->arena == NULL || (training && slice->gradient == NULL))
        return FALSE;
    }
  return TRUE;
}

/* ---- Binding ---- */

static gpointer
find_data (const NnProgram *program, const Slice *slice, guint id)
{
  const NnPlanBlock *block;

  if (id == NN_NO_BLOCK)
    return NULL;
  block = nn_plan_block (program->plan, id);
  switch (block->place)
    {
    case NN_PLACE_ARENA:
      return block->first <= block->last ? (char *) slice->arena + block->offset : NULL;
    case NN_PLACE_WEIGHT:
      return program->weights_at + program->weights->place[block->weight].first * program->weights->element;
    case NN_PLACE_GRADIENT:
    default:
      return (char *) slice->gradient + program->weights->place[block->weight].first * program->weights->element;
    }
}

static void
bind_operands (const NnProgram *program, const Slice *slice, const NnPlanOperand *planned, NnOperand *bound, guint n)
{
  for (guint i = 0; i < n; i++)
    bound[i] = (NnOperand) { .data = find_data (program, slice, planned[i].block),
                             .shape = planned[i].shape,
                             .size = nn_shape_size (&planned[i].shape),
                             .whole = planned[i].whole };
}

static NnKernelFunc
choose_func (const NnKernel *kernel, NnStage stage)
{
  switch (stage)
    {
    case NN_STAGE_FORWARD:
      return kernel->forward;
    case NN_STAGE_BACKWARD:
      return kernel->backward;
    case NN_STAGE_FORWARD_PART:
      return kernel->forward_part;
    case NN_STAGE_BACKWARD_PART:
    default:
      return kernel->backward_part;
    }
}

static void
bind_slice (NnProgram *program, Slice *slice)
{
  for (guint i = 0; i < program->n_steps; i++)
    {
      const NnPlanStep *planned = nn_plan_step (program->plan, i);
      const NnKernel *kernel = program->backend->kernel (planned->op);
      BoundStep *bound = &slice->steps[i];

      bound->func = choose_func (kernel, planned->stage);
      bound->whole = planned->whole;
      bound->divides = kernel->divides && planned->stage == NN_STAGE_FORWARD && !planned->whole;
      bound->step.op = planned->op;
      bound->step.stream = planned->stream;
      bound->step.scratch = find_data (program, slice, planned->scratch);
      memcpy (bound->step.arg, planned->arg, sizeof bound->step.arg);
      bind_operands (program, slice, planned->in, bound->step.in, NN_OP_INPUTS);
      bind_operands (program, slice, planned->out, bound->step.out, NN_OP_OUTPUTS);
      bind_operands (program, slice, planned->d_in, bound->step.d_in, NN_OP_INPUTS);
      bind_operands (program, slice, planned->d_out, bound->step.d_out, NN_OP_OUTPUTS);
    }
}

/* Each step that slices meet in knows the same step of every slice. */
static void
introduce_peers (NnProgram *program)
{
  const guint n = program->n_phases - 1;
  const NnStep **peers = program->peers = g_new (const NnStep *, n * program->n_slices);

  for (guint i = 0; i < n; i++, peers += program->n_slices)
    for (guint s = 0; s < program->n_slices; s++)
      {
        BoundStep *bound = &program->slices[s].steps[program->phase[i + 1]];

        peers[s] = &bound->step;
        bound->step.peer = peers;
      }
}

static void
find_phases (NnProgram *program)
{
  g_autoptr (GArray) phase = g_array_new (FALSE, FALSE, sizeof (guint));
  guint first = 0;

  g_array_append_val (phase, first);
  for (guint i = 0; i < program->n_steps; i++)
    if (nn_plan_step (program->plan, i)->meets)
      g_array_append_val (phase, i);
  program->n_phases = phase->len;
  g_array_append_val (phase, program->n_steps);
  program->phase = g_array_steal (phase, NULL);
}

static double
flops_of (const NnStep *step)
{
  return step->op->flops != NULL ? step->op->flops (step) : step->out[0].size;
}

static gboolean
is_worth_a_team (const NnProgram *program)
{
  double all = 0, divided = 0;

  for (guint i = 0; i < program->n_steps; i++)
    {
      const BoundStep *bound = &program->slices[0].steps[i];

      all += flops_of (&bound->step);
      divided += bound->divides ? flops_of (&bound->step) : 0;
    }
  return all >= FLOPS_OF_A_TEAM && divided >= TEAM_SHARE * all;
}

static gsize
available (const NnProgramOptions *options)
{
  gsize all, used;

  if (options->device == NULL)
    return nn_memory_available ();
  all = nn_device_info (options->device)->memory;
  used = nn_device_memory_used (options->device);
  return all > used ? all - used : 0;
}

NnProgram *
nn_program_new (NnGraph *graph, NnWeights *weights, const NnProgramOptions *options, GError **error)
{
  g_autoptr (NnProgram) program = g_new0 (NnProgram, 1);
  g_autoptr (NnBudget) budget = nn_budget_new ();

  g_return_val_if_fail (options->batch > 0 && options->slices > 0, NULL);
  g_return_val_if_fail (weights->element == options->backend->element, NULL);

  if (!nn_plan_check (graph, options->backend, options->network, error))
    return NULL;
  program->plan = make_plan (graph, options);
  add_cost (program->plan, options, budget);
  if (!nn_budget_check (budget, available (options), options->network, error))
    return NULL;

  program->weights = weights;
  program->weights_at = options->device != NULL ? options->weights_at : weights->data;
  program->device = options->device;
  program->backend = options->backend;
  program->batch = options->batch;
  program->n_slices = options->slices;
  program->n_steps = program->plan->steps->len;
  program->total = nn_budget_total (budget);
  program->slices = g_new0 (Slice, options->slices);
  if (!allocate_slices (program, options->training))
    {
      nn_budget_refuse (budget, available (options), options->network, error);
      return NULL;
    }
  find_phases (program);
  for (guint s = 0; s < program->n_slices; s++)
    bind_slice (program, &program->slices[s]);
  introduce_peers (program);
  program->teams = !options->training && is_worth_a_team (program);
  return g_steal_pointer (&program);
}

void
nn_program_free (NnProgram *program)
{
  if (program == NULL)
    return;
  for (guint s = 0; program->slices != NULL && s < program->n_slices; s++)
    {
      give_back (program, program->slices[s].arena);
      give_back (program, program->slices[s].gradient);
      nn_big_free (program->slices[s].steps);
    }
  g_free (program->slices);
  g_free (program->seconds);
  g_free (program->phase);
  g_free (program->peers);
  nn_plan_free (program->plan);
  g_free (program);
}

/* ---- Reading ---- */

guint
nn_program_batch (const NnProgram *program)
{
  return program->batch;
}

guint
nn_program_slices (const NnProgram *program)
{
  return program->n_slices;
}

guint
nn_program_n_steps (const NnProgram *program)
{
  return program->n_steps;
}

NnProgramMemory
nn_program_memory (const NnProgram *program)
{
  return (NnProgramMemory) {
    .arena = program->plan->arena,
    .lower_bound = program->plan->lower_bound,
    .total = program->total,
  };
}

gpointer
nn_program_data (const NnProgram *program, guint slice, NnValue value)
{
  return find_data (program, &program->slices[slice], nn_plan_holder (program->plan, value));
}

gpointer
nn_program_slope (const NnProgram *program, guint slice, NnValue value)
{
  const NnPlan *plan = program->plan;
  const guint block = nn_plan_holder (plan, value);

  if (block == NN_NO_BLOCK || plan->gradient_of == NULL)
    return NULL;
  return find_data (program, &program->slices[slice], plan->gradient_of[block]);
}

gpointer
nn_program_gradient (const NnProgram *program, guint slice)
{
  return program->slices[slice].gradient;
}

/* ---- Running ---- */

guint
nn_program_best_slices (const NnGraph *graph, guint batch, gboolean training, guint threads)
{
  const double flops = nn_graph_flops (graph, 0) * batch * (training ? TRAINING_COST : 1);

  const double by_rows = MAX (batch / ROWS_A_SLICE, MIN (flops / FLOPS_OF_FEWER_ROWS, batch));

  return CLAMP (MIN (flops / FLOPS_A_SLICE, by_rows), 1, threads);
}

guint
nn_program_slice_rows (const NnProgram *program)
{
  return (program->batch - 1) / program->n_slices + 1;
}

guint
nn_program_active (const NnProgram *program, guint rows)
{
  return MIN (program->n_slices, rows);
}

void
nn_program_part (const NnProgram *program, guint rows, guint slice, guint *first, guint *n)
{
  gsize begin, end;

  nn_pool_part (rows, slice, nn_program_active (program, rows), &begin, &end);
  *first = begin;
  *n = end - begin;
}

guint
nn_program_n_phases (const NnProgram *program)
{
  return program->n_phases;
}

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

static void
run_steps (const NnProgram *program, guint slice, guint first, guint end, const NnRun *run)
{
  double *seconds = slice == 0 ? program->seconds : NULL;
  NnRun whole = *run;

  whole.rows = 1;
  for (guint i = first; i < end; i++)
    {
      const BoundStep *bound = &program->slices[slice].steps[i];
      const double start = seconds != NULL ? now () : 0;

      bound->func (&bound->step, bound->whole ? &whole : run);
      if (run->recording != NULL)
        nn_recording_mark (run->recording);
      if (seconds != NULL)
        seconds[i] += now () - start;
    }
}

void
nn_program_run (NnProgram *program, guint slice, const NnRun *run)
{
  run_steps (program, slice, 0, program->n_steps, run);
}

void
nn_program_run_phase (NnProgram *program, guint slice, guint phase, const NnRun *run)
{
  run_steps (program, slice, program->phase[phase], program->phase[phase + 1], run);
}

/* ---- Running together ---- */

gboolean
nn_program_teams (const NnProgram *program, guint rows, guint workers)
{
  return rows == 1 && workers > 1 && program->n_slices >= workers && program->teams;
}

/* Its part of a step of the first slice, with the scratch of the slice that would be its own. */
static void
run_part (const NnProgram *program, guint i, const NnRun *run)
{
  NnStep step = program->slices[0].steps[i].step;

  step.scratch = program->slices[run->part].steps[i].step.scratch;
  program->slices[0].steps[i].func (&step, run);
}

void
nn_program_run_team (NnProgram *program, NnPool *pool, guint worker, const NnRun *run)
{
  gboolean together = FALSE;
  NnRun part = *run;

  part.part = worker;
  part.n_parts = nn_pool_threads (pool);
  for (guint i = 0; i < program->n_steps; i++)
    {
      const gboolean divides = program->slices[0].steps[i].divides;

      if (divides || together)
        nn_pool_meet (pool, worker);
      if (divides)
        run_part (program, i, &part);
      else if (worker == 0)
        run_steps (program, 0, i, i + 1, run);
      together = divides;
    }
  nn_pool_meet (pool, worker);
}

/* ---- Timing ---- */

gboolean
nn_program_time_steps (NnProgram *program)
{
  g_free (program->seconds);
  program->seconds = g_try_new0 (double, program->n_steps);
  return program->seconds != NULL;
}

static double
bytes_of (const NnOperand *operands, guint n, guint rows, gsize element)
{
  double bytes = 0;

  for (guint i = 0; i < n; i++)
    if (operands[i].data != NULL)
      bytes += (double) operands[i].size * (operands[i].whole ? 1 : rows) * element;
  return bytes;
}

NnStepCost
nn_program_step_cost (const NnProgram *program, guint i)
{
  const NnPlanStep *planned = nn_plan_step (program->plan, i);
  const NnStep *step = &program->slices[0].steps[i].step;
  const guint rows = planned->whole ? 1 : nn_program_slice_rows (program);
  const gsize element = program->backend->element;
  const gboolean backward = planned->stage == NN_STAGE_BACKWARD || planned->stage == NN_STAGE_BACKWARD_PART;
  return (NnStepCost) {
    .op = step->op,
    .layer = planned->layer,
    .backward = backward,
    .seconds = program->seconds != NULL ? program->seconds[i] : 0,
    .flops = flops_of (step) * rows * (!backward ? 1 : step->d_in[0].data != NULL ? 2 : 1),
    .bytes = bytes_of (step->in, NN_OP_INPUTS, rows, element) + bytes_of (step->out, NN_OP_OUTPUTS, rows, element) +
             bytes_of (step->d_in, NN_OP_INPUTS, rows, element) + bytes_of (step->d_out, NN_OP_OUTPUTS, rows, element),
  };
}
