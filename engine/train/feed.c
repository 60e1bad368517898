#include "feed.h"

#include <math.h>

#include "ends.h"
#include "errors.h"
#include "text.h"

/* An output in one slice. */
typedef struct
{
  NnGatherTargets gather;
  NnEncoding encoding;
  gsize raw_size, target_size;
  gsize places;             /* classes of one example: more than one only in sequences */
  gboolean ends;            /* of texts that end: see ends.h */
  guint field;              /* of the data's targets */
  const float *raw;
  float *target;
  gboolean filled;          /* the target comes from the data set */
} Port;

/* An input in one slice. */
typedef struct
{
  float *numbers;           /* NULL: nothing reads it */
  gsize size;
  guint field;              /* of the data's inputs */
} Socket;

/* A loss in one slice. */
typedef struct
{
  const float *numbers;
  double weight;
} Loss;

struct _NnFeed
{
  NnDataset *dataset;       /* owned reference */
  const NnGraph *graph;     /* the program's */
  guint n_inputs, n_outputs, n_losses;
  Socket *inputs;           /* [slice][input] */
  Port *ports;              /* [slice][output] */
  Loss *losses;             /* [slice][loss] */
  int judged;               /* an output; −1: none */
};

static gboolean
check_input (const NnGraph *graph, NnValue input, const NnDataInfo *info, GError **error)
{
  const NnGraphValue *wanted = nn_graph_value (graph, input);
  g_autofree char *takes = nn_shape_to_string (&wanted->shape);
  g_autofree char *has = NULL;

  if (wanted->field >= info->n_inputs)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_DATA, _("The network takes input %u of each example, but %s has only %u: choose other data."),
                   wanted->field + 1, info->title, info->n_inputs);
      return FALSE;
    }
  if (nn_shape_size (&wanted->shape) == nn_shape_size (&info->inputs[wanted->field].shape))
    return TRUE;
  has = nn_shape_to_string (&info->inputs[wanted->field].shape);
  g_set_error (error, NN_ERROR, NN_ERROR_DATA,
               _("The network takes %s, but an example of %s is %s: choose other data or change the input."), takes,
               info->title, has);
  return FALSE;
}

/* Or made inside the network. */
static gboolean
is_filled (const NnGraph *graph, const NnGraphOutput *output)
{
  return nn_graph_value (graph, output->target)->role == NN_VALUE_TARGET;
}

/* What its answers are compared with; NULL: the data has nothing of the kind. */
static const NnField *
find_aim (const NnGraph *graph, const NnGraphOutput *output, const NnDataInfo *info)
{
  const guint field = nn_graph_value (graph, output->target)->field;

  if (!is_filled (graph, output))
    return nn_first_input (info);
  return field < info->n_targets ? &info->targets[field] : NULL;
}

static gboolean
check_output (const NnGraph *graph, const NnGraphOutput *output, const NnDataInfo *info, GError **error)
{
  const gint64 size = nn_shape_size (&nn_graph_value (graph, output->target)->shape);
  const gboolean values = output->encoding == NN_ENCODE_VALUES;
  const NnField *aim = find_aim (graph, output, info);

  if (!is_filled (graph, output))
    return TRUE;
  if (aim != NULL && (values ? size == nn_shape_size (&aim->shape) : nn_field_chooses (aim)))
    return TRUE;
  g_set_error (error, NN_ERROR, NN_ERROR_DATA,
               _("What %s asks for is not what this network's output gives: choose other data or another loss."),
               info->title);
  return FALSE;
}

gboolean
nn_feed_check (const NnGraph *graph, const NnDataset *dataset, GError **error)
{
  const NnDataInfo *info = nn_dataset_info (dataset);

  if (nn_dataset_n (dataset) == 0)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_DATA, _("%s has no examples to train on: choose other data."),
                   info->title);
      return FALSE;
    }
  for (guint i = 0; i < nn_graph_n_inputs (graph); i++)
    if (!check_input (graph, nn_graph_input_value (graph, i), info, error))
      return FALSE;
  for (guint i = 0; i < nn_graph_n_outputs (graph); i++)
    if (!check_output (graph, nn_graph_output_at (graph, i), info, error))
      return FALSE;
  return TRUE;
}

NnValue *
nn_feed_keep (const NnGraph *graph, guint *n)
{
  const guint n_outputs = nn_graph_n_outputs (graph), n_losses = nn_graph_n_losses (graph);
  NnValue *keep = g_new (NnValue, 2 * n_outputs + n_losses);

  *n = 0;
  for (guint i = 0; i < n_outputs; i++)
    {
      const NnGraphOutput *output = nn_graph_output_at (graph, i);

      keep[(*n)++] = output->raw;
      keep[(*n)++] = output->target;
    }
  for (guint i = 0; i < n_losses; i++)
    keep[(*n)++] = nn_graph_loss_at (graph, i)->value;
  return keep;
}

static gsize
value_size (const NnGraph *graph, NnValue value)
{
  return nn_shape_size (&nn_graph_value (graph, value)->shape);
}

static Socket
make_socket (const NnGraph *graph, const NnProgram *program, guint slice, guint i)
{
  const NnValue value = nn_graph_input_value (graph, i);

  return (Socket) {
    .numbers = nn_program_data (program, slice, value),
    .size = value_size (graph, value),
    .field = nn_graph_value (graph, value)->field,
  };
}

static Port
make_port (const NnGraph *graph, const NnProgram *program, const NnDataInfo *info, guint slice, guint i)
{
  const NnGraphOutput *output = nn_graph_output_at (graph, i);

  return (Port) {
    .gather = nn_gather_targets (output->encoding),
    .encoding = output->encoding,
    .raw_size = value_size (graph, output->raw),
    .target_size = value_size (graph, output->target),
    .places = (gsize) nn_shape_size (&find_aim (graph, output, info)->shape),
    .ends = output->ends,
    .field = nn_graph_value (graph, output->target)->field,
    .raw = nn_program_data (program, slice, output->raw),
    .target = nn_program_data (program, slice, output->target),
    .filled = is_filled (graph, output),
  };
}

static Loss
make_loss (const NnProgram *program, guint slice, const NnGraphLoss *loss)
{
  return (Loss) { .numbers = nn_program_data (program, slice, loss->value), .weight = loss->weight };
}

NnFeed *
nn_feed_new (const NnGraph *graph, NnProgram *program, NnDataset *dataset)
{
  NnFeed *feed = g_new0 (NnFeed, 1);
  const guint slices = nn_program_slices (program);

  feed->dataset = nn_dataset_ref (dataset);
  feed->graph = graph;
  feed->n_inputs = nn_graph_n_inputs (graph);
  feed->n_outputs = nn_graph_n_outputs (graph);
  feed->n_losses = nn_graph_n_losses (graph);
  feed->inputs = g_new (Socket, slices * feed->n_inputs);
  feed->ports = g_new (Port, slices * feed->n_outputs);
  feed->losses = g_new (Loss, slices * feed->n_losses);
  feed->judged = nn_graph_judged (graph);
  for (guint s = 0; s < slices; s++)
    {
      for (guint i = 0; i < feed->n_inputs; i++)
        feed->inputs[s * feed->n_inputs + i] = make_socket (graph, program, s, i);
      for (guint i = 0; i < feed->n_outputs; i++)
        feed->ports[s * feed->n_outputs + i] = make_port (graph, program, nn_dataset_info (dataset), s, i);
      for (guint i = 0; i < feed->n_losses; i++)
        feed->losses[s * feed->n_losses + i] = make_loss (program, s, nn_graph_loss_at (graph, i));
    }
  return feed;
}

void
nn_feed_free (NnFeed *feed)
{
  if (feed == NULL)
    return;
  nn_dataset_unref (feed->dataset);
  g_free (feed->inputs);
  g_free (feed->ports);
  g_free (feed->losses);
  g_free (feed);
}

/* Inputs first, then the targets that come from the data set. */
guint
nn_feed_n_fillings (const NnFeed *feed)
{
  return feed->n_inputs + feed->n_outputs;
}

NnValue
nn_feed_filling (const NnFeed *feed, guint i, gsize *size)
{
  const guint output = i - feed->n_inputs;

  if (i < feed->n_inputs)
    {
      *size = feed->inputs[i].size;
      return nn_graph_input_value (feed->graph, i);
    }
  *size = feed->ports[output].target_size;
  return feed->ports[output].filled ? nn_graph_output_at (feed->graph, output)->target : NN_NO_VALUE;
}

void
nn_feed_gather (const NnFeed *feed, guint i, const guint32 *examples, guint n, guint shift, float *out)
{
  NnPick pick = { .dataset = feed->dataset, .examples = examples, .n = n, .shift = shift };

  if (i < feed->n_inputs)
    {
      pick.field = feed->inputs[i].field;
      nn_gather_inputs (&pick, feed->inputs[i].size, out);
    }
  else
    {
      const Port *port = &feed->ports[i - feed->n_inputs];

      pick.field = port->field;
      port->gather (&pick, port->target_size, out);
    }
}

gboolean
nn_feed_judges (const NnFeed *feed, NnJudging *judging)
{
  const NnGraphOutput *output = nn_feed_judged (feed);
  const Port *port = &feed->ports[MAX (feed->judged, 0)];

  if (output == NULL)
    return FALSE;
  *judging = (NnJudging) {
    .raw = output->raw,
    .target = output->target,
    .encoding = output->encoding,
    .raw_size = port->raw_size / port->places,
    .target_size = port->target_size / port->places,
    .places = port->places,
    .ends = port->ends,
  };
  return TRUE;
}

void
nn_feed_fill (const NnFeed *feed, guint slice, const guint32 *examples, guint n, guint shift)
{
  const Socket *inputs = feed->inputs + slice * feed->n_inputs;
  const Port *ports = feed->ports + slice * feed->n_outputs;

  for (guint i = 0; i < feed->n_inputs; i++)
    if (inputs[i].numbers != NULL)
      nn_feed_gather (feed, i, examples, n, shift, inputs[i].numbers);
  for (guint i = 0; i < feed->n_outputs; i++)
    if (ports[i].filled)
      nn_feed_gather (feed, feed->n_inputs + i, examples, n, shift, ports[i].target);
}

static void
count_right (const NnAnswers *answers, NnTally *tally)
{
  for (gsize i = 0; i < answers->n; i++)
    {
      const gsize asked = nn_answers_asked (answers, i), first = i * answers->places;

      tally->right += nn_count_right (answers->encoding, answers->raw + first * answers->raw_size, answers->raw_size,
                                      answers->target + first * answers->target_size, answers->target_size, asked);
      tally->asked += asked;
    }
}

NnTally
nn_feed_tally (const NnFeed *feed, guint slice, guint n)
{
  const Loss *losses = feed->losses + slice * feed->n_losses;
  NnTally tally = { .n = n };

  for (guint i = 0; i < feed->n_losses; i++)
    tally.loss += losses[i].weight * nn_sum_losses (losses[i].numbers, n);
  if (feed->judged >= 0)
    {
      const NnAnswers answers = nn_feed_answers (feed, slice, n);

      count_right (&answers, &tally);
    }
  return tally;
}

double
nn_feed_loss (const NnFeed *feed, guint slice, guint i)
{
  const Loss *loss = &feed->losses[slice * feed->n_losses + i];

  return loss->weight * loss->numbers[0];
}

const NnGraphOutput *
nn_feed_judged (const NnFeed *feed)
{
  return feed->judged >= 0 ? nn_graph_output_at (feed->graph, feed->judged) : NULL;
}

double
nn_feed_share_right (const NnFeed *feed, const NnTally *tally)
{
  return feed->judged >= 0 && tally->asked > 0 ? (double) tally->right / tally->asked : NAN;
}

gsize
nn_answers_asked (const NnAnswers *answers, gsize example)
{
  return answers->ends ? nn_places_asked (answers->target + example * answers->places, answers->places) : answers->places;
}

NnAnswers
nn_feed_answers (const NnFeed *feed, guint slice, guint n)
{
  const Port *port = &feed->ports[slice * feed->n_outputs + feed->judged];

  return (NnAnswers) {
    .encoding = port->encoding,
    .raw = port->raw,
    .target = port->target,
    .raw_size = port->raw_size / port->places,
    .target_size = port->target_size / port->places,
    .places = port->places,
    .n = n,
    .ends = port->ends,
  };
}
