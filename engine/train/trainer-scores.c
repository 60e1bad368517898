#include "trainer-private.h"

#include <math.h>
#include <string.h>

#include "attention.h"
#include "denormals.h"

/* Running without training. A program is compiled for what is asked (the outputs' losses and answers, or what one
 * layer hands on) when it is asked for the first time, for many examples at once; it has only the steps that lead
 * there. */

#define READING_BATCH 256
#define MOST_CONFUSED 1000   /* classes: with more than that nobody reads which is taken for which */

/* The rows of one run, as the workers see them. */
typedef struct
{
  const NnTrainer *trainer;
  const NnReading *reading;
  guint rows;
  const guint32 *examples;   /* scoring */
  const float *inputs;       /* predicting */
  gsize input_size;          /* of one example: all its fields */
  float *out;
  NnRun as;                  /* what holds for all slices */
  NnTally tally[NN_POOL_MAX];
} Run;

/* ---- Readings ---- */

void
nn_reading_clear (gpointer data)
{
  NnReading *reading = data;

  nn_feed_free (reading->feed);
  nn_program_free (reading->program);
}

/* Half the batch until there is memory for it: training takes more than one example does here. */
static NnProgram *
make_program (const NnTrainer *trainer, const NnValue *keep, guint n_keep)
{
  for (guint batch = READING_BATCH; batch > 0; batch /= 2)
    {
      NnProgram *program;
      const NnProgramOptions options = {
        .backend = trainer->backend,
        .batch = batch,
        .slices = nn_program_best_slices (trainer->graph, batch, FALSE, nn_pool_threads (trainer->pool)),
        .keep = keep,
        .n_keep = n_keep,
      };

      if ((program = nn_program_new (trainer->graph, trainer->weights, &options, NULL)) != NULL)
        return program;
    }
  return NULL;
}

static NnValue
find_value (const NnTrainer *trainer, guint layer)
{
  return layer != 0 ? nn_graph_result (trainer->graph, layer) : nn_graph_answer (trainer->graph)->prediction;
}

static NnReading
make_layer_reading (NnTrainer *trainer, guint layer, NnValue value)
{
  return (NnReading) {
    .layer = layer,
    .value = value,
    .size = nn_shape_size (&nn_graph_value (trainer->graph, value)->shape),
    .program = make_program (trainer, &value, 1),
  };
}

static NnReading
make_output_reading (NnTrainer *trainer)
{
  guint n_keep;
  g_autofree NnValue *keep = nn_feed_keep (trainer->graph, &n_keep);
  NnReading reading = { .value = NN_NO_VALUE, .program = make_program (trainer, keep, n_keep) };

  if (reading.program != NULL)
    reading.feed = nn_feed_new (trainer->graph, reading.program, trainer->dataset);
  return reading;
}

static const NnReading *
find_reading (NnTrainer *trainer, guint layer, NnValue value)
{
  NnReading reading;

  nn_trainer_sync (trainer);
  for (guint i = 0; i < trainer->readings->len; i++)
    {
      const NnReading *known = &g_array_index (trainer->readings, NnReading, i);

      if (known->layer == layer && known->value == value)
        return known->program != NULL ? known : NULL;
    }
  reading = value != NN_NO_VALUE ? make_layer_reading (trainer, layer, value) : make_output_reading (trainer);
  g_array_append_val (trainer->readings, reading);
  return reading.program != NULL ? &g_array_index (trainer->readings, NnReading, trainer->readings->len - 1) : NULL;
}

void
nn_trainer_retry_readings (NnTrainer *trainer)
{
  for (guint i = trainer->readings->len; i-- > 0;)
    if (g_array_index (trainer->readings, NnReading, i).program == NULL)
      g_array_remove_index_fast (trainer->readings, i);
}

static void
run_all (Run *run, NnPoolFunc func)
{
  const guint64 denormals = nn_denormals_flush ();

  if (nn_program_active (run->reading->program, run->rows) > 1)
    nn_pool_run (run->trainer->pool, func, run);
  else
    func (run, 0, 1);
  nn_denormals_restore (denormals);
}

static NnRun
asking (const NnTrainer *trainer)
{
  return (NnRun) { .seed = trainer->seed, .step = trainer->steps, .looking = TRUE };
}

/* The slice's rows of this run. */
static NnRun
describe_slice (const Run *run, guint slice)
{
  NnRun described = run->as;

  described.scale = 1.0 / run->rows;
  nn_program_part (run->reading->program, run->rows, slice, &described.first_row, &described.rows);
  return described;
}

/* ---- Scores ---- */

static void
score_cb (gpointer data, guint worker, guint n_workers)
{
  Run *run = data;

  for (guint slice = worker; slice < nn_program_active (run->reading->program, run->rows); slice += n_workers)
    {
      const NnRun described = describe_slice (run, slice);

      nn_feed_fill (run->reading->feed, slice, run->examples + described.first_row, described.rows, 0);
      nn_program_run (run->reading->program, slice, &described);
      run->tally[slice] = nn_feed_tally (run->reading->feed, slice, described.rows);
    }
}

static void
count_answer (const NnAnswers *answers, gsize i, NnScores *scores)
{
  const guint truth = nn_truth (answers->encoding, answers->target + i * answers->target_size, answers->target_size);
  const guint answer = nn_answer (answers->raw + i * answers->raw_size, answers->raw_size);

  if (truth < scores->n_classes && answer < scores->n_classes)
    scores->confusion[truth * scores->n_classes + answer]++;
}

static void
count_answers (const Run *run, guint slice, NnScores *scores)
{
  const NnAnswers answers = nn_feed_answers (run->reading->feed, slice, describe_slice (run, slice).rows);

  for (gsize i = 0; i < answers.n; i++)
    for (gsize place = 0, asked = nn_answers_asked (&answers, i); place < asked; place++)
      count_answer (&answers, i * answers.places + place, scores);
}

static void
score (NnTrainer *trainer, const guint32 *examples, gsize n, NnScores *scores)
{
  const NnReading *reading = find_reading (trainer, 0, NN_NO_VALUE);
  Run run = { .trainer = trainer, .reading = reading, .as = asking (trainer) };
  const NnField *target = &nn_dataset_info (trainer->dataset)->targets[nn_graph_asked (trainer->graph)];
  NnTally tally = { 0 };

  run.as.looking = FALSE;
  *scores = (NnScores) { .n = n, .loss = NAN, .accuracy = NAN };
  if (nn_trainer_judges (trainer) && target->n_parts <= MOST_CONFUSED)
    {
      scores->n_classes = target->n_parts;
      scores->confusion = g_new0 (guint32, scores->n_classes * scores->n_classes);
    }
  if (reading == NULL || n == 0)
    return;

  for (gsize at = 0; at < n; at += run.rows)
    {
      run.rows = MIN (n - at, nn_program_batch (reading->program));
      run.as.step = trainer->steps + at;   /* other random numbers, where any are drawn */
      run.examples = examples + at;
      run_all (&run, score_cb);
      for (guint slice = 0; slice < nn_program_active (reading->program, run.rows); slice++)
        {
          nn_tally_add (&tally, &run.tally[slice]);
          if (scores->confusion != NULL)
            count_answers (&run, slice, scores);
        }
    }
  scores->loss = tally.loss / tally.n;
  scores->accuracy = nn_feed_share_right (reading->feed, &tally);
}

void
nn_trainer_evaluate (NnTrainer *trainer, gboolean validation, NnScores *scores)
{
  const NnSplit *split = trainer->split;

  if (validation)
    score (trainer, split->validation, split->n_validation, scores);
  else
    score (trainer, split->train, split->n_train, scores);
}

void
nn_trainer_evaluate_all (NnTrainer *trainer, NnScores *scores)
{
  const gsize n = nn_dataset_n (trainer->dataset);
  g_autofree guint32 *all = g_new (guint32, n);

  for (gsize i = 0; i < n; i++)
    all[i] = i;
  score (trainer, all, n, scores);
}

double
nn_trainer_example_loss (NnTrainer *trainer, gsize index)
{
  const guint32 example = index;
  NnScores scores;
  double loss;

  score (trainer, &example, 1, &scores);
  loss = scores.loss;
  nn_scores_clear (&scores);
  return loss;
}

double
nn_trainer_layer_loss (NnTrainer *trainer, gsize index, guint layer)
{
  const double loss = nn_trainer_example_loss (trainer, index);
  const NnReading *reading = find_reading (trainer, 0, NN_NO_VALUE);
  const int own = nn_graph_loss_of (trainer->graph, layer);

  return reading != NULL && own >= 0 ? nn_feed_loss (reading->feed, 0, (guint) own) : loss;
}

void
nn_scores_clear (NnScores *scores)
{
  g_free (scores->confusion);
  *scores = (NnScores) { .loss = NAN, .accuracy = NAN };
}

/* ---- Predictions ---- */

static void
put_in (const Run *run, guint slice, const NnRun *described)
{
  const NnGraph *graph = run->trainer->graph;
  const NnDataInfo *info = nn_dataset_info (run->trainer->dataset);

  for (guint i = 0; i < nn_graph_n_inputs (graph); i++)
    {
      const NnValue value = nn_graph_input_value (graph, i);
      const gsize size = nn_shape_size (&nn_graph_value (graph, value)->shape);
      const float *from = run->inputs + described->first_row * run->input_size
                          + nn_data_info_input_at (info, nn_graph_value (graph, value)->field);
      float *input = nn_program_data (run->reading->program, slice, value);

      for (guint r = 0; input != NULL && r < described->rows; r++)
        memcpy (input + r * size, from + r * run->input_size, size * sizeof *input);
    }
}

static void
take_out (const Run *run, guint slice, const NnRun *described)
{
  const gsize size = run->reading->size;

  memcpy (run->out + described->first_row * size, nn_program_data (run->reading->program, slice, run->reading->value),
          described->rows * size * sizeof *run->out);
}

static void
predict_cb (gpointer data, guint worker, guint n_workers)
{
  const Run *run = data;
  NnProgram *program = run->reading->program;

  for (guint slice = worker; slice < nn_program_active (program, run->rows); slice += n_workers)
    {
      const NnRun described = describe_slice (run, slice);

      put_in (run, slice, &described);
      nn_program_run (program, slice, &described);
      take_out (run, slice, &described);
    }
}

/* A single example. */
static void
predict_together_cb (gpointer data, guint worker, guint n_workers)
{
  const Run *run = data;
  const NnRun described = describe_slice (run, 0);

  if (worker == 0)
    put_in (run, 0, &described);
  nn_pool_meet (run->trainer->pool, worker);
  nn_program_run_team (run->reading->program, run->trainer->pool, worker, &described);
  if (worker == 0)
    take_out (run, 0, &described);
}

/* The reading's value for n examples, or not numbers where there is no memory for it. */
static void
read_value (NnTrainer *trainer, guint layer, NnValue value, const NnRun *as, const float *inputs, gsize n, float *out)
{
  const NnReading *reading;
  Run run = { .trainer = trainer, .as = *as };

  if ((reading = find_reading (trainer, layer, value)) == NULL)
    {
      for (gsize i = 0; i < n * nn_shape_size (&nn_graph_value (trainer->graph, value)->shape); i++)
        out[i] = NAN;
      return;
    }
  run.reading = reading;
  run.input_size = nn_data_info_input_size (nn_dataset_info (trainer->dataset));
  for (gsize at = 0; at < n; at += run.rows)
    {
      run.rows = MIN (n - at, nn_program_batch (reading->program));
      run.as.step = as->step + at;
      run.inputs = inputs + at * run.input_size;
      run.out = out + at * reading->size;
      if (nn_program_teams (reading->program, run.rows, nn_pool_threads (trainer->pool)))
        nn_pool_run (trainer->pool, predict_together_cb, &run);
      else
        run_all (&run, predict_cb);
    }
}

void
nn_trainer_predict_as (NnTrainer *trainer, guint layer, const NnRun *as, const float *inputs, gsize n, float *out)
{
  const NnValue value = find_value (trainer, layer);

  g_return_if_fail (value != NN_NO_VALUE);

  read_value (trainer, layer, value, as, inputs, n, out);
}

void
nn_trainer_predict (NnTrainer *trainer, guint layer, const float *inputs, gsize n, float *out)
{
  const NnRun as = asking (trainer);

  nn_trainer_predict_as (trainer, layer, &as, inputs, n, out);
}

gsize
nn_trainer_shares (NnTrainer *trainer, guint layer, const float *input, float *out)
{
  const NnValue value = nn_graph_made_by (trainer->graph, layer, "attention", NN_ATTENTION_SHARES);
  const NnRun as = asking (trainer);

  if (value == NN_NO_VALUE)
    return 0;
  if (out != NULL)
    read_value (trainer, layer, value, &as, input, 1, out);
  return nn_shape_size (&nn_graph_value (trainer->graph, value)->shape);
}
