#include "look.h"

#include <math.h>

#include "generate.h"
#include "runner.h"
#include "translation.h"

/* One way of looking. Appends the item's numbers; appends nothing where there is no such thing to see. */
typedef void (*FillFunc) (NnRunner *runner, const NnLookItem *item, GArray *numbers);

/* Room for n more numbers at the end. */
static float *
grow (GArray *numbers, gsize n)
{
  const guint start = numbers->len;

  g_array_set_size (numbers, start + n);
  return &g_array_index (numbers, float, start);
}

/* How many numbers a layer hands on, of one example; 0 if there is no such layer. */
static gsize
result_size (const NnTrainer *trainer, guint layer)
{
  const NnGraph *graph = nn_trainer_graph (trainer);
  const NnValue value = layer != 0 ? nn_graph_result (graph, layer) : nn_graph_answer (graph)->prediction;

  return value == NN_NO_VALUE ? 0 : nn_shape_size (&nn_graph_value (graph, value)->shape);
}

static void
fill_result (NnRunner *runner, const NnLookItem *item, GArray *numbers)
{
  const gsize size = result_size (runner->trainer, item->layer);

  if (size > 0)
    nn_trainer_predict (runner->trainer, item->layer, (const float *) runner->input->data, 1, grow (numbers, size));
}

/* The grid's inputs: the centres of its cells, row by row from the highest y. */
static void
lay_grid (GArray *grid, const NnLookItem *item, gsize dimensions)
{
  float *at;

  g_array_set_size (grid, 0);
  at = grow (grid, dimensions * item->columns * item->rows);
  for (guint r = 0; r < item->rows; r++)
    for (guint c = 0; c < item->columns; c++)
      {
        *at++ = item->x0 + (c + 0.5) / item->columns * (item->x1 - item->x0);
        if (dimensions == 2)
          *at++ = item->y1 - (r + 0.5) / item->rows * (item->y1 - item->y0);
      }
}

static void
fill_plane (NnRunner *runner, const NnLookItem *item, GArray *numbers)
{
  const gsize size = result_size (runner->trainer, item->layer);
  const gsize cells = (gsize) item->columns * item->rows;
  const gsize dimensions = runner->input->len;
  const gsize first = item->unit > 0 ? item->unit - 1 : 0, end = item->unit > 0 ? item->unit : size;
  const float *results;
  float *out;

  if (size == 0 || end > size || cells == 0 || dimensions > 2 || (dimensions == 1 && item->rows != 1))
    return;

  lay_grid (runner->grid, item, dimensions);
  g_array_set_size (runner->results, cells * size);
  nn_trainer_predict (runner->trainer, item->layer, (const float *) runner->grid->data, cells,
                      (float *) runner->results->data);

  results = (const float *) runner->results->data;
  out = grow (numbers, cells * (end - first));
  for (gsize cell = 0; cell < cells; cell++)
    for (gsize unit = first; unit < end; unit++)
      out[(unit - first) * cells + cell] = results[cell * size + unit];
}

static gsize
wanted (const NnLookItem *item, gsize n)
{
  return item->most > 0 ? MIN (n, item->most) : n;
}

static void
fill_weight (NnRunner *runner, const NnLookItem *item, GArray *numbers)
{
  const guint i = nn_graph_find_weight (nn_trainer_graph (runner->trainer), item->layer, item->role);
  gsize n;

  if (i != NN_NO_WEIGHT)
    {
      const float *weight = nn_trainer_weight (runner->trainer, i, &n);

      g_array_append_vals (numbers, weight, wanted (item, n));
    }
}

static void
fill_gradient (NnRunner *runner, const NnLookItem *item, GArray *numbers)
{
  const guint i = nn_graph_find_weight (nn_trainer_graph (runner->trainer), item->layer, item->role);
  gsize n;

  if (i != NN_NO_WEIGHT && runner->has_gradient)
    {
      const float *gradient = nn_trainer_gradient (runner->trainer, i, &n);

      g_array_append_vals (numbers, gradient, wanted (item, n));
    }
}

/* The inputs of the listed examples; how many. 0: there are none, or one that the data does not have. */
static gsize
read_examples (NnRunner *runner, const NnLookItem *item, float **inputs)
{
  const NnDataset *dataset = nn_trainer_dataset (runner->trainer);
  const gsize width = runner->input->len, n = item->examples != NULL ? item->examples->len : 0;

  for (gsize i = 0; i < n; i++)
    if (g_array_index (item->examples, guint32, i) >= nn_dataset_n (dataset))
      return 0;
  g_array_set_size (runner->grid, n * width);
  *inputs = (float *) runner->grid->data;
  for (gsize i = 0; i < n; i++)
    nn_dataset_input (dataset, g_array_index (item->examples, guint32, i), *inputs + i * width);
  return n;
}

static void
fill_predictions (NnRunner *runner, const NnLookItem *item, GArray *numbers)
{
  const gsize size = result_size (runner->trainer, 0);
  float *inputs = NULL;
  const gsize n = read_examples (runner, item, &inputs);

  if (n > 0)
    nn_trainer_predict (runner->trainer, 0, inputs, n, grow (numbers, n * size));
}

static void
fill_shares (NnRunner *runner, const NnLookItem *item, GArray *numbers)
{
  const float *input = (const float *) runner->input->data;
  const gsize n = nn_trainer_shares (runner->trainer, item->layer, input, NULL);

  if (n > 0)
    nn_trainer_shares (runner->trainer, item->layer, input, grow (numbers, n));
}

/* FALSE: there is nothing to begin with, or a token that the network's text does not have. */
static gboolean
read_tokens (const NnField *field, const GArray *examples, GArray *tokens)
{
  for (guint i = 0; examples != NULL && i < examples->len; i++)
    {
      const float token = g_array_index (examples, guint32, i);

      if (token >= field->n_parts)
        return FALSE;
      g_array_append_val (tokens, token);
    }
  return tokens->len > 0;
}

static NnWriting
read_writing (const NnLookItem *item)
{
  return (NnWriting) { .drawing = { .temperature = item->temperature, .top_p = 1 }, .seed = item->index };
}

static void
fill_translations (NnRunner *runner, const NnLookItem *item, GArray *numbers)
{
  const NnField *field = nn_translates (runner->trainer);
  const NnWriting writing = read_writing (item);
  float *inputs = NULL;
  const gsize n = field != NULL ? read_examples (runner, item, &inputs) : 0;

  if (n > 0)
    nn_translate (runner->trainer, &writing, inputs, n, grow (numbers, n * (gsize) nn_shape_size (&field->shape)));
}

/* Of a source that somebody wrote. */
static void
fill_translation (NnRunner *runner, const NnLookItem *item, GArray *numbers)
{
  const NnField *source = &nn_dataset_info (nn_trainer_dataset (runner->trainer))->inputs[NN_SOURCE];
  const gsize places = (gsize) nn_shape_size (&nn_translates (runner->trainer)->shape);
  const NnWriting writing = read_writing (item);
  g_autoptr (GArray) input = g_array_new (FALSE, TRUE, sizeof (float));

  if (!read_tokens (source, item->examples, input) || input->len != nn_shape_size (&source->shape))
    return;
  g_array_set_size (input, runner->input->len);   /* nothing is written yet */
  nn_translate (runner->trainer, &writing, (float *) (gpointer) input->data, 1, grow (numbers, places));
}

static void
fill_writing (NnRunner *runner, const NnLookItem *item, GArray *numbers)
{
  const NnField *field = nn_writes (runner->trainer);
  const NnWriting writing = read_writing (item);
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (float));
  guint begun;

  if (nn_translates (runner->trainer) != NULL)
    {
      fill_translation (runner, item, numbers);
      return;
    }

  if (field == NULL || !read_tokens (field, item->examples, tokens))
    return;
  begun = tokens->len;
  nn_write (runner->trainer, &writing, tokens, item->most, NULL, NULL);
  g_array_append_vals (numbers, &g_array_index (tokens, float, begun), tokens->len - begun);
}

#define MADE_STEPS 20        /* of a diffusion: all of them would take too long beside training */

static void
fill_made (NnRunner *runner, const NnLookItem *item, GArray *numbers)
{
  const NnField *field = nn_generate_field (runner->trainer);
  const NnGenerateOptions options = { .seed = item->index, .steps = MADE_STEPS };

  if (field != NULL && item->most > 0)
    nn_generate (runner->trainer, &options, item->most, grow (numbers, item->most * nn_shape_size (&field->shape)), NULL);
}

/* Of the newest scores: between them it stands still. */
static void
fill_confusion (NnRunner *runner, const NnLookItem *item, GArray *numbers)
{
  const NnScores *scores = &runner->scores;
  const gsize n = (gsize) scores->n_classes * scores->n_classes;
  float *out;

  if (!runner->has_scores || n == 0)
    return;
  out = grow (numbers, n);
  for (gsize i = 0; i < n; i++)
    out[i] = scores->confusion[i];
}

/* Not a list of numbers: see nn_runner_explain(). */
static void
fill_nothing (NnRunner *runner, const NnLookItem *item, GArray *numbers)
{
}

static const FillFunc fills[] = {
  [NN_LOOK_RESULT] = fill_result,           [NN_LOOK_PLANE] = fill_plane,
  [NN_LOOK_WEIGHT] = fill_weight,           [NN_LOOK_GRADIENT] = fill_gradient,
  [NN_LOOK_PREDICTIONS] = fill_predictions, [NN_LOOK_CONFUSION] = fill_confusion,
  [NN_LOOK_SHARES] = fill_shares,           [NN_LOOK_WRITING] = fill_writing,
  [NN_LOOK_TRANSLATIONS] = fill_translations, [NN_LOOK_MADE] = fill_made,
  [NN_LOOK_WHY] = fill_nothing,
};

static void
fill_items (NnRunner *runner, NnFrame *frame)
{
  gsize end = 0;

  g_array_set_size (frame->numbers, 0);
  g_array_set_size (frame->offsets, 0);
  g_array_append_val (frame->offsets, end);
  for (guint i = 0; i < runner->items->len; i++)
    {
      const NnLookItem *item = &g_array_index (runner->items, NnLookItem, i);

      if (runner->trainer != NULL)
        fills[item->at](runner, item, frame->numbers);
      end = frame->numbers->len;
      g_array_append_val (frame->offsets, end);
    }
}

static void
fill_rates (NnRunner *runner, NnFrame *frame)
{
  const NnRatePoint *points;
  guint n;

  frame->tests_rates = runner->tests_rates;
  g_array_set_size (frame->rates, 0);
  if (runner->rates == NULL)
    return;
  points = nn_rate_test_points (runner->rates, &n);
  g_array_append_vals (frame->rates, points, n);
}

static void
fill_engines (NnRunner *runner, NnFrame *frame)
{
  frame->times_engines = runner->timing != NULL;
  nn_engines_unref (frame->engines);
  frame->engines = nn_engines_ref (runner->engines);
}

/* One alone is all of it. */
static void
fill_losses (NnRunner *runner, NnFrame *frame)
{
  const NnGraph *graph = nn_trainer_graph (runner->trainer);

  g_array_set_size (frame->losses, 0);
  for (guint i = 0; runner->example >= 0 && nn_graph_n_losses (graph) > 1 && i < nn_graph_n_losses (graph); i++)
    {
      const guint layer = nn_graph_value (graph, nn_graph_loss_at (graph, i)->value)->seat;
      const NnLayerLoss loss = { layer, nn_trainer_layer_loss (runner->trainer, (gsize) runner->example, layer) };

      g_array_append_val (frame->losses, loss);
    }
}

static void
fill_progress (NnRunner *runner, NnFrame *frame)
{
  NnTrainer *trainer = runner->trainer;
  gboolean validated;

  if (trainer == NULL)
    {
      nn_frame_forget (frame);
      return;
    }
  frame->shown = runner->shown;
  frame->best_step = runner->best_step;
  fill_rates (runner, frame);
  fill_engines (runner, frame);
  frame->seconds_left = nn_runner_seconds_left (runner);
  g_array_set_size (frame->tape, 0);
  g_array_append_vals (frame->tape, nn_tape_points (runner->tape), nn_tape_n (runner->tape));
  validated = runner->has_scores && nn_trainer_split (trainer)->n_validation > 0;
  frame->state = nn_runner_is_running (runner) ? NN_STATE_RUNNING : NN_STATE_PAUSED;
  frame->step = nn_trainer_steps (trainer);
  frame->epoch = nn_trainer_epochs (trainer);
  frame->rate = nn_trainer_rate (trainer);
  frame->examples_per_s = runner->examples_per_s;
  frame->threads = frame->state == NN_STATE_RUNNING ? nn_trainer_threads (trainer) : 0;
  frame->training = nn_trainer_last_epoch (trainer);
  frame->validation_loss = validated ? runner->scores.loss : NAN;
  frame->validation_accuracy = validated ? runner->scores.accuracy : NAN;
  frame->validation_step = runner->scored_step;
  frame->validation_epoch = runner->scored_epoch;
  frame->validation_is_older = validated && nn_runner_scores_are_older (runner);
  frame->example_loss = runner->example >= 0 ? nn_trainer_example_loss (trainer, runner->example) : NAN;
  fill_losses (runner, frame);
}

static void
fill_device (const NnRunner *runner, NnFrame *frame)
{
  const NnDevice *device = runner->trainer != NULL ? nn_trainer_device (runner->trainer) : runner->device;

  nn_frame_set_device (frame, device != NULL ? nn_device_info (device)->name : NULL, runner->trouble);
}

void
nn_runner_fill (NnRunner *runner, NnFrame *frame)
{
  frame->revision = runner->revision;
  frame->look = runner->look;
  frame->run = runner->run;
  frame->obeyed = runner->obeyed;
  frame->example = runner->example;
  nn_frame_set_problem (frame, runner->problem);
  nn_frame_set_stopped (frame, runner->stopped);
  fill_device (runner, frame);
  nn_finding_unref (frame->finding);
  frame->finding = nn_finding_ref (runner->finding);
  fill_progress (runner, frame);
  fill_items (runner, frame);
  nn_runner_explain (runner, frame);
}
