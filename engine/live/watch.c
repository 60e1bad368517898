#include "watch.h"

#include <math.h>
#include <string.h>

#include "median.h"

/* Steps in a span: an epoch, within these. */
#define LEAST_STEPS 20
#define MOST_STEPS 200

#define UPDATES 9                   /* measured ones that the median is of */
#define MOST_MEASURED 16384         /* numbers of a weight that are compared, evenly spread */
#define MOST_EXAMPLES 256           /* looked at */
#define MOST_NUMBERS (1 << 20)      /* of a layer's results, at a time */

struct _NnWatch
{
  NnEvidence evidence;
  guint span_steps;

  /* The span that is not over yet. */
  double loss_sum;
  guint steps;
  double validation_loss;

  GArray *before;                   /* float: the trained weights before the step that is measured */
  gboolean measures;
  double updates[UPDATES];
  guint n_updates;                  /* measured so far */

  GArray *inputs, *results;         /* float, reused */
};

NnWatch *
nn_watch_new (void)
{
  NnWatch *watch = g_new0 (NnWatch, 1);

  watch->before = g_array_new (FALSE, FALSE, sizeof (float));
  watch->inputs = g_array_new (FALSE, FALSE, sizeof (float));
  watch->results = g_array_new (FALSE, FALSE, sizeof (float));
  nn_watch_restart (watch, NULL);
  return watch;
}

void
nn_watch_free (NnWatch *watch)
{
  if (watch == NULL)
    return;
  g_array_unref (watch->before);
  g_array_unref (watch->inputs);
  g_array_unref (watch->results);
  g_free (watch);
}

/* The entropy of the training examples' classes (of a text, its tokens), where the loss is one of probabilities. Of a sum of
 * losses it is not known. */
static double
guess_loss (const NnTrainer *trainer)
{
  const NnDataset *dataset = nn_trainer_dataset (trainer);
  const NnSplit *split = nn_trainer_split (trainer);
  const NnGraph *graph = nn_trainer_graph (trainer);
  const NnGraphOutput *output = nn_graph_answer (graph);
  const guint asked = nn_graph_asked (graph);
  const NnField *target = &nn_dataset_info (dataset)->targets[asked];
  const gsize places = nn_shape_size (&target->shape);
  g_autoptr (GArray) counts = g_array_new (FALSE, TRUE, sizeof (guint));
  double entropy = 0;

  if (nn_graph_n_outputs (graph) > 1 || !nn_field_chooses (target) || output->encoding == NN_ENCODE_VALUES || output->encoding == NN_ENCODE_SIGNED)
    return NAN;
  for (gsize i = 0; i < split->n_train * places; i++)
    {
      const guint class = nn_dataset_target_field (dataset, split->train[i / places], asked, 0)[i % places];

      if (class >= counts->len)
        g_array_set_size (counts, class + 1);
      g_array_index (counts, guint, class)++;
    }
  for (guint i = 0; i < counts->len; i++)
    {
      const double share = g_array_index (counts, guint, i) / ((double) split->n_train * places);

      entropy -= share > 0 ? share * log (share) : 0;
    }
  return output->weight * entropy;
}

void
nn_watch_restart (NnWatch *watch, const NnTrainer *trainer)
{
  const guint epoch = trainer != NULL
    ? nn_trainer_split (trainer)->n_train / MAX (nn_settings_int (nn_network_recipe (nn_trainer_network (trainer)), "batch"), 1)
    : 0;

  watch->evidence = (NnEvidence) {
    .network = trainer != NULL ? nn_trainer_network (trainer) : NULL,
    .loss = NAN,
    .first_loss = NAN,
    .best = { .validation_loss = NAN },
    .guess_loss = trainer != NULL ? guess_loss (trainer) : NAN,
    .contest = trainer != NULL && nn_graph_takes_turns (nn_trainer_graph (trainer)),
    .update = NAN,
    .spread = NAN,
  };
  watch->span_steps = CLAMP (epoch, LEAST_STEPS, MOST_STEPS);
  watch->loss_sum = 0;
  watch->steps = watch->n_updates = 0;
  watch->validation_loss = NAN;
  watch->measures = FALSE;
}

/* ---- Updates ---- */

static gboolean
is_trained (const NnTrainer *trainer, guint weight)
{
  return nn_graph_weight_spec (nn_trainer_graph (trainer), weight)->trained;
}

/* From one compared number to the next: odd, so that it does not go down a column of a matrix. */
static gsize
stride (gsize n)
{
  return n / MOST_MEASURED | 1;
}

void
nn_watch_measure (NnWatch *watch, NnTrainer *trainer)
{
  g_array_set_size (watch->before, 0);
  for (guint i = 0; i < nn_graph_n_weights (nn_trainer_graph (trainer)); i++)
    if (is_trained (trainer, i))
      {
        gsize n;
        const float *weight = nn_trainer_weight (trainer, i, &n);

        for (gsize k = 0; k < n; k += stride (n))
          g_array_append_val (watch->before, weight[k]);
      }
  watch->measures = TRUE;
}

static double
median_update (const NnWatch *watch)
{
  const guint n = MIN (watch->n_updates, UPDATES);
  double sorted[UPDATES];

  memcpy (sorted, watch->updates, sizeof sorted);
  return nn_median (sorted, n);
}

static void
take_update (NnWatch *watch, NnTrainer *trainer)
{
  const float *before = (const float *) watch->before->data;
  double moved = 0, size = 0;

  for (guint i = 0; i < nn_graph_n_weights (nn_trainer_graph (trainer)); i++)
    if (is_trained (trainer, i))
      {
        gsize n;
        const float *weight = nn_trainer_weight (trainer, i, &n);

        for (gsize k = 0; k < n; k += stride (n), before++)
          {
            moved += (weight[k] - *before) * (double) (weight[k] - *before);
            size += *before * (double) *before;
          }
      }
  watch->measures = FALSE;
  if (!(size > 0) || !isfinite (moved))
    return;
  watch->updates[watch->n_updates++ % UPDATES] = sqrt (moved / size);
  watch->evidence.update = median_update (watch);
}

/* ---- Spans ---- */

static void
end_span (NnWatch *watch)
{
  NnEvidence *evidence = &watch->evidence;
  const NnSpan span = { evidence->step, watch->loss_sum / watch->steps, watch->validation_loss };

  if (evidence->n_spans == NN_WATCH_SPANS)
    memmove (evidence->span, evidence->span + 1, --evidence->n_spans * sizeof *evidence->span);
  evidence->span[evidence->n_spans++] = span;
  if (isnan (evidence->first_loss))
    evidence->first_loss = span.loss;
  if (!isnan (span.validation_loss) && !(span.validation_loss >= evidence->best.validation_loss))
    evidence->best = span;
  watch->loss_sum = 0;
  watch->steps = 0;
  watch->validation_loss = NAN;
}

void
nn_watch_step (NnWatch *watch, NnTrainer *trainer, const NnSample *sample, double rate)
{
  NnEvidence *evidence = &watch->evidence;

  if (watch->measures)
    take_update (watch, trainer);
  evidence->rate = rate;
  evidence->step = sample->step;
  evidence->loss = sample->loss;
  evidence->broken = !isfinite (sample->loss);
  watch->loss_sum += sample->loss;
  if (++watch->steps >= watch->span_steps)
    end_span (watch);
}

/* ---- Answers ---- */

static gsize
given (const NnScores *scores, guint answer)
{
  gsize n = 0;

  for (guint truth = 0; truth < scores->n_classes; truth++)
    n += scores->confusion[truth * scores->n_classes + answer];
  return n;
}

void
nn_watch_scores (NnWatch *watch, const NnScores *scores)
{
  NnEvidence *evidence = &watch->evidence;

  watch->validation_loss = scores->loss;
  evidence->answers = evidence->others = 0;
  evidence->examples = scores->n;
  for (guint answer = 0; answer < scores->n_classes; answer++)
    {
      const gsize n = given (scores, answer);

      if (n <= evidence->answers)
        continue;
      evidence->answers = n;
      evidence->answer = answer;
      evidence->others = n - scores->confusion[answer * scores->n_classes + answer];
    }
}

/* Layers whose units can fall silent for good. */
static gboolean
rectifies (const NnLayer *layer)
{
  return g_str_equal (layer->kind->id, "relu") ||
         (nn_param_find (layer->kind->params, "activation") != NULL &&
          g_str_equal (nn_settings_choice (layer->settings, "activation"), "relu"));
}

static const NnShape *
result_shape (const NnTrainer *trainer, guint layer)
{
  const NnGraph *graph = nn_trainer_graph (trainer);
  const NnValue value = layer != 0 ? nn_graph_result (graph, layer) : nn_graph_answer (graph)->prediction;

  return value != NN_NO_VALUE ? &nn_graph_value (graph, value)->shape : NULL;
}

/* The first training examples: their order was drawn by chance. */
static guint
gather (NnWatch *watch, const NnTrainer *trainer)
{
  const NnSplit *split = nn_trainer_split (trainer);
  NnDataset *dataset = nn_trainer_dataset (trainer);
  const gsize size = nn_data_info_input_size (nn_dataset_info (dataset));
  const guint n = MIN (split->n_train, MOST_EXAMPLES);

  g_array_set_size (watch->inputs, n * size);
  for (guint i = 0; i < n; i++)
    nn_dataset_input (dataset, split->train[i], &g_array_index (watch->inputs, float, i * size));
  return n;
}

/* The results of a layer for as many of the examples as are not too much; returns how many. */
static guint
run (NnWatch *watch, NnTrainer *trainer, guint layer, guint n, gsize size)
{
  const guint most = MIN (n, MOST_NUMBERS / MAX (size, 1));

  g_array_set_size (watch->results, most * size);
  if (most > 0)
    nn_trainer_predict (trainer, layer, (const float *) watch->inputs->data, most, (float *) watch->results->data);
  return most;
}

/* Units of a block are its last dimension: channels. */
static void
look_for_dead (NnWatch *watch, NnTrainer *trainer, const NnLayer *layer, guint n)
{
  const NnShape *shape = result_shape (trainer, layer->id);
  const gsize size = shape != NULL ? nn_shape_size (shape) : 0;
  const guint units = size > 0 ? shape->dim[shape->rank - 1] : 0;
  const guint looked = units > 0 ? run (watch, trainer, layer->id, n, size) : 0;
  g_autofree gboolean *alive = g_new0 (gboolean, units);
  guint dead = units;

  for (gsize i = 0; i < looked * size; i++)
    if (g_array_index (watch->results, float, i) != 0 && !alive[i % units])
      {
        alive[i % units] = TRUE;
        dead--;
      }
  if (looked == 0 || dead * (gsize) MAX (watch->evidence.units, 1) <= (gsize) watch->evidence.dead * units)
    return;
  watch->evidence.layer = layer->id;
  watch->evidence.dead = dead;
  watch->evidence.units = units;
  watch->evidence.looked = looked;
}

/* New weights are drawn so that their mean square is about one for all that arrives at a unit. */
static void
look_for_swollen (NnWatch *watch, NnTrainer *trainer, guint i)
{
  const NnWeightSpec *spec = nn_graph_weight_spec (nn_trainer_graph (trainer), i);
  NnEvidence *evidence = &watch->evidence;
  double squares = 0, size;
  gsize n, measured = 0;
  const float *weight = nn_trainer_weight (trainer, i, &n);

  if (!spec->decays || spec->fan_in == 0)
    return;
  for (gsize k = 0; k < n; k += stride (n), measured++)
    squares += weight[k] * (double) weight[k];
  size = sqrt (squares / measured);
  if (!(size * sqrt (spec->fan_in) > evidence->swelling))
    return;
  evidence->heaviest = spec->layer;
  evidence->weight = size;
  evidence->swelling = size * sqrt (spec->fan_in);
}

static double
deviation (const float *numbers, guint n, gsize stride)
{
  double sum = 0, squares = 0;

  for (guint i = 0; i < n; i++)
    {
      sum += numbers[i * stride];
      squares += numbers[i * stride] * (double) numbers[i * stride];
    }
  return sqrt (MAX (squares / n - (sum / n) * (sum / n), 0));
}

static void
look_at_spread (NnWatch *watch, NnTrainer *trainer, guint n)
{
  NnDataset *dataset = nn_trainer_dataset (trainer);
  const guint field = nn_graph_asked (nn_trainer_graph (trainer));
  const NnShape *shape = result_shape (trainer, 0);
  const gsize size = shape != NULL ? nn_shape_size (shape) : 0;
  const guint looked = size > 0 ? run (watch, trainer, 0, n, size) : 0;
  g_autofree float *targets = g_new (float, MAX (looked, 1));
  double asked;

  if (looked == 0)
    return;
  for (guint i = 0; i < looked; i++)
    targets[i] = *nn_dataset_target_field (dataset, nn_trainer_split (trainer)->train[i], field, 0);
  asked = deviation (targets, looked, 1);
  if (asked > 0)
    watch->evidence.spread = deviation ((const float *) watch->results->data, looked, size) / asked;
}

void
nn_watch_look (NnWatch *watch, NnTrainer *trainer)
{
  const NnNetwork *network = nn_trainer_network (trainer);
  const guint n = gather (watch, trainer);

  watch->evidence.layer = watch->evidence.dead = watch->evidence.units = watch->evidence.looked = 0;
  watch->evidence.heaviest = 0;
  watch->evidence.weight = watch->evidence.swelling = 0;
  for (guint i = 0; i < nn_graph_n_weights (nn_trainer_graph (trainer)); i++)
    look_for_swollen (watch, trainer, i);
  for (guint i = 0; i < nn_network_n_layers (network); i++)
    if (rectifies (nn_network_layer_at (network, i)))
      look_for_dead (watch, trainer, nn_network_layer_at (network, i), n);
  if (!nn_field_chooses (&nn_dataset_info (nn_trainer_dataset (trainer))->targets[nn_graph_asked (nn_trainer_graph (trainer))]))
    look_at_spread (watch, trainer, n);
}

const NnEvidence *
nn_watch_evidence (const NnWatch *watch)
{
  return &watch->evidence;
}
