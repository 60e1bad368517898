#include <math.h>
#include <stdio.h>

#include "command.h"
#include "inputs.h"
#include "json-line.h"
#include "metrics.h"
#include "table.h"
#include "text.h"
#include "translate.h"
#include "work.h"
#include "write-text.h"

#define SHOWN_CLASSES 3

typedef struct
{
  const NnDataset *dataset;
  const NnField *field;   /* what is asked for: of the data's targets … */
  guint target;           /* … this one */
  NnEncoding encoding;
  guint layer;            /* the output */
  const char *label;      /* its name for the student */
  gsize size; /* numbers in a prediction */
} Reader;

/* Above what the one number of a two-class output says “the second class”. */
static const double threshold[] = {
  [NN_ENCODE_BINARY] = 0.5,
  [NN_ENCODE_SIGNED] = 0,
};

static gboolean
has_classes (const Reader *self)
{
  return self->encoding != NN_ENCODE_VALUES && nn_field_is_class (self->field);
}

/* The right answer to an example of the data set. */
static const float *
truth_of (const Reader *self, const VtInput *input)
{
  return nn_dataset_target_field (self->dataset, (gsize) input->example, self->target, 0);
}

static guint
answer_of (const Reader *self, const float *prediction)
{
  const float above = self->size == 1 ? prediction[0] - threshold[self->encoding] : 0;

  return self->size == 1 ? nn_answer (&above, 1) : nn_answer (prediction, self->size);
}

/* Of two classes said in one probability, both; of a signed number no probability can be told. n 0: none. */
static gsize
probabilities_of (const Reader *self, const float *prediction, float *out)
{
  if (self->encoding == NN_ENCODE_SIGNED)
    return 0;
  if (self->size == 1)
    {
      out[0] = 1 - prediction[0];
      out[1] = prediction[0];
      return 2;
    }
  for (gsize i = 0; i < self->size; i++)
    out[i] = prediction[i];
  return self->size;
}

static void
add_json (const Reader *self, const VtInput *input, const float *prediction, GString *json)
{
  g_autofree float *probabilities = g_new (float, self->size + 1);
  const gsize target_size = nn_shape_size (&self->field->shape);

  if (has_classes (self))
    {
      const gsize n = probabilities_of (self, prediction, probabilities);

      vt_json_text (json, "class", self->field->parts[answer_of (self, prediction)]);
      if (n > 0)
        vt_json_floats (json, "probabilities", probabilities, n);
      else
        vt_json_floats (json, "values", prediction, self->size);
      if (input->example >= 0)
        vt_json_text (json, "truth", self->field->parts[(guint) *truth_of (self, input)]);
    }
  else
    {
      vt_json_floats (json, "values", prediction, self->size);
      if (input->example >= 0)
        vt_json_floats (json, "truth", truth_of (self, input), target_size);
    }
}

/* "7 98.1 %, 9 1.2 %, 4 0.3 %" */
static char *
likeliest (const Reader *self, const float *prediction)
{
  g_autofree float *probabilities = g_new (float, self->size + 1);
  const gsize n = probabilities_of (self, prediction, probabilities);
  GString *words = g_string_new (NULL);

  for (guint shown = 0; shown < MIN (n, SHOWN_CLASSES); shown++)
    {
      const guint best = nn_answer (probabilities, n);

      g_string_append_printf (words, _("%s%s %.1f %%"), shown > 0 ? ", " : "", self->field->parts[best],
                              100 * probabilities[best]);
      probabilities[best] = -1;
    }
  return g_string_free (words, FALSE);
}

static char *
values_in_words (const float *values, gsize n)
{
  GString *words = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (words, "%s%.4g", i > 0 ? " " : "", values[i]);
  return g_string_free (words, FALSE);
}

/* name: what the answer is to. */
static void
add_row (VtTable *table, const Reader *self, const VtInput *input, const char *name, const float *prediction)
{
  if (has_classes (self))
    {
      char *const *classes = self->field->parts;
      g_autofree char *sure = likeliest (self, prediction);
      const guint answer = answer_of (self, prediction);
      const gboolean known = input->example >= 0;
      const guint truth = known ? (guint) *truth_of (self, input) : answer;
      g_autofree char *verdict = !known            ? g_strdup ("")
                                 : truth == answer ? g_strdup (_("right"))
                                                   : g_strdup_printf (_("wrong: it is %s"), classes[truth]);

      vt_table_row (table, name, classes[answer], sure, verdict, NULL);
    }
  else
    {
      g_autofree char *values = values_in_words (prediction, self->size);
      g_autofree char *truth = NULL;

      if (input->example >= 0)
        {
          g_autofree char *right = values_in_words (truth_of (self, input),
                                                    nn_shape_size (&self->field->shape));

          truth = g_strdup_printf (_("it should be %s"), right);
        }
      vt_table_row (table, name, values, "", truth, NULL);
    }
}

static void
predict (const Reader *self, NnTrainer *trainer, const VtInput *input, GArray *prediction)
{
  g_array_set_size (prediction, (guint) self->size);
  nn_trainer_predict (trainer, self->layer, input->numbers, 1, (float *) (gpointer) prediction->data);
}

/* What each of several outputs says. */
static void
add_outputs (const GArray *readers, NnTrainer *trainer, const VtInput *input, GArray *prediction, GString *json)
{
  vt_json_open (json, "outputs", '[');
  for (guint i = 0; i < readers->len; i++)
    {
      const Reader *reader = &g_array_index (readers, Reader, i);

      predict (reader, trainer, input, prediction);
      vt_json_open (json, NULL, '{');
      vt_json_text (json, "output", reader->label);
      add_json (reader, input, (const float *) (gpointer) prediction->data, json);
      vt_json_close (json, '}');
    }
  vt_json_close (json, ']');
}

/* The network's answer first, and where there are several outputs all of them. */
static void
print_json (const Reader *answer, const GArray *readers, NnTrainer *trainer, const VtInput *input, GArray *prediction)
{
  GString *json = vt_json_new ();

  vt_json_text (json, "input", input->name);
  predict (answer, trainer, input, prediction);
  add_json (answer, input, (const float *) (gpointer) prediction->data, json);
  if (readers->len > 1)
    add_outputs (readers, trainer, input, prediction, json);
  vt_json_print (json, stdout);
}

static void
add_rows (VtTable *table, const GArray *readers, NnTrainer *trainer, const VtInput *input, GArray *prediction)
{
  for (guint i = 0; i < readers->len; i++)
    {
      const Reader *reader = &g_array_index (readers, Reader, i);
      g_autofree char *name = readers->len > 1 ? g_strdup_printf ("%s, %s", input->name, reader->label) : g_strdup (input->name);

      predict (reader, trainer, input, prediction);
      add_row (table, reader, input, name, (const float *) (gpointer) prediction->data);
    }
}

static void
print_all (const Reader *answer, const GArray *readers, const GArray *inputs, NnTrainer *trainer, gboolean json)
{
  g_autoptr (VtTable) table = vt_table_new ("llll");
  g_autoptr (GArray) prediction = g_array_new (FALSE, FALSE, sizeof (float));

  for (guint i = 0; i < inputs->len; i++)
    {
      const VtInput *input = &g_array_index (inputs, VtInput, i);

      if (json)
        print_json (answer, readers, trainer, input, prediction);
      else
        add_rows (table, readers, trainer, input, prediction);
    }
  vt_table_print (table, 0);
}

static Reader
make_reader (const VtWork *work, const NnGraphOutput *output)
{
  const NnGraph *graph = nn_trainer_graph (work->trainer);
  const NnGraphValue *target = nn_graph_value (graph, output->target);
  const guint field = target->role == NN_VALUE_TARGET ? target->field : 0;

  return (Reader) {
    .dataset = work->dataset,
    .field = &nn_dataset_info (work->dataset)->targets[field],
    .target = field,
    .encoding = output->encoding,
    .layer = output->layer,
    .label = nn_network_layer (nn_trainer_network (work->trainer), output->layer)->label,
    .size = nn_shape_size (&nn_graph_value (graph, output->prediction)->shape),
  };
}

static GArray *
make_readers (const VtWork *work)
{
  const NnGraph *graph = nn_trainer_graph (work->trainer);
  GArray *readers = g_array_new (FALSE, FALSE, sizeof (Reader));

  for (guint i = 0; i < nn_graph_n_outputs (graph); i++)
    {
      const Reader reader = make_reader (work, nn_graph_output_at (graph, i));

      g_array_append_val (readers, reader);
    }
  return readers;
}

/* Negative numbers look like options: a space before them says they are not. The new arguments live as long as the
 * others. */
static void
shield_negative_numbers (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    if (argv[i][0] == '-' && (g_ascii_isdigit (argv[i][1]) || argv[i][1] == '.'))
      argv[i] = g_strconcat (" ", argv[i], NULL);
}

static gboolean
run (const VtCommand *command, int argc, char **argv, GError **error)
{
  g_autofree char *data = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_STRING, &data, N_("Take examples from this data set instead of the document's"),
      N_("SPEC") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("One JSON object for each input"), NULL },
    { NULL },
  };
  g_auto (VtWork) work = { 0 };
  g_autoptr (GArray) inputs = NULL;
  g_autoptr (GArray) readers = NULL;
  Reader answer;

  shield_negative_numbers (argc, argv);
  if (!vt_command_parse (command, entries, &argc, &argv, 2, -1, error))
    return FALSE;
  if (!vt_work_open (&work, argv[1], &(VtChoices) { .data = data, .seed = -1 }, error))
    return FALSE;
  if (!work.trained && !json)
    printf ("%s\n", _("This document has no trained weights: its answers are guesses."));
  if (nn_writes (work.trainer) != NULL)
    return vt_predict_text (&work, argv + 2, argc - 2, json, error);
  if ((inputs = vt_inputs_read (work.dataset, argv + 2, argc - 2, error)) == NULL)
    return FALSE;
  if (nn_translates (work.trainer) != NULL)
    {
      vt_predict_translations (&work, inputs, json);
      return TRUE;
    }

  readers = make_readers (&work);
  answer = make_reader (&work, nn_graph_answer (nn_trainer_graph (work.trainer)));
  print_all (&answer, readers, inputs, work.trainer, json);
  return TRUE;
}

const VtCommand vt_command_predict = {
  .name = "predict",
  .usage = N_("DOC INPUT… [--data SPEC] [--json]"),
  .blurb = N_("Ask a trained network: class and probabilities, its numbers, how a text goes on, or its translation."),
  .help = N_(
      "An INPUT that names a file is a picture. “#12” is example 12 of the data set, and so is a single 12 (unless the "
      "network "
      "takes just one number). Anything else is numbers, “0.3,-0.5” or one an argument, as many as the network takes; where it takes one of "
      "many things, its name: “Ada” “Dark Cellar”. Several inputs are given in their order. Of a network that continues a text each INPUT is the beginning of one; of one that "
      "translates it is the text to be translated."),
  .run = run,
};
