#include "translate.h"

#include <math.h>
#include <stdio.h>

#include "inputs.h"
#include "json-line.h"
#include "table.h"
#include "text.h"
#include "tokens.h"

static gsize
count_places (const VtWork *work)
{
  return (gsize) nn_shape_size (&nn_translates (work->trainer)->shape);
}

static char *
decode (const VtWork *work, const float *answer)
{
  return nn_tokens_decode (nn_translates (work->trainer), answer, count_places (work));
}

/* (transfer full) The text of an input, as the data has it. */
static char *
read_source (const VtWork *work, const VtInput *input)
{
  const NnField *source = &nn_dataset_info (work->dataset)->inputs[NN_SOURCE];

  return nn_tokens_decode (source, input->numbers, (gsize) nn_shape_size (&source->shape));
}

static void
print_json (const VtWork *work, const VtInput *input, const char *text, const char *truth)
{
  GString *json = vt_json_new ();
  g_autofree char *source = read_source (work, input);

  vt_json_text (json, "input", source);
  vt_json_text (json, "text", text);
  if (truth != NULL)
    vt_json_text (json, "truth", truth);
  vt_json_print (json, stdout);
}

static void
add_row (const VtWork *work, const VtInput *input, const char *text, const char *truth, VtTable *table)
{
  g_autofree char *source = read_source (work, input);
  g_autofree char *verdict = truth == NULL                 ? g_strdup ("")
                             : g_str_equal (truth, text)   ? g_strdup (_("right"))
                                                           : g_strdup_printf (_("wrong: it is %s"), truth);

  vt_table_row (table, source, text, verdict, NULL);
}

void
vt_predict_translations (const VtWork *work, const GArray *inputs, gboolean json)
{
  const NnWriting likeliest = { .drawing.top_p = 1 };
  const gsize places = count_places (work);
  g_autoptr (VtTable) table = vt_table_new ("llw");
  g_autofree float *answer = g_new (float, places);

  for (guint i = 0; i < inputs->len; i++)
    {
      const VtInput *input = &g_array_index (inputs, VtInput, i);
      g_autofree char *text = NULL, *truth = NULL;

      nn_translate (work->trainer, &likeliest, input->numbers, 1, answer);
      text = decode (work, answer);
      if (input->example >= 0)
        truth = decode (work, nn_dataset_target (work->dataset, input->example));
      if (json)
        print_json (work, input, text, truth);
      else
        add_row (work, input, text, truth, table);
    }
  vt_table_print (table, 0);
}

static gboolean
hand_out (const char *text, const char *translation, const char *path, gboolean json, GError **error)
{
  GString *line;

  if (path != NULL)
    return g_file_set_contents (path, translation, -1, error);
  if (!json)
    {
      printf ("%s\n", translation);
      return TRUE;
    }
  line = vt_json_new ();
  vt_json_text (line, "prompt", text);
  vt_json_text (line, "text", translation);
  vt_json_print (line, stdout);
  return TRUE;
}

gboolean
vt_write_translation (const VtWork *work, const NnWriting *writing, const char *text, const char *path, gboolean json, GError **error)
{
  g_autoptr (GArray) inputs = vt_inputs_read (work->dataset, (char *[]) { (char *) text }, 1, error);
  g_autofree float *answer = g_new (float, count_places (work));
  g_autofree char *translation = NULL;

  if (inputs == NULL)
    return FALSE;
  nn_translate (work->trainer, writing, g_array_index (inputs, VtInput, 0).numbers, 1, answer);
  translation = decode (work, answer);
  return hand_out (text, translation, path, json, error);
}

double
vt_share_exact (const VtWork *work, gboolean all)
{
  const NnSplit *split = nn_trainer_split (work->trainer);
  const gsize n = all ? nn_dataset_n (work->dataset) : split->n_validation > 0 ? split->n_validation : split->n_train;
  const guint32 *chosen = split->n_validation > 0 ? split->validation : split->train;
  g_autofree guint32 *examples = g_new (guint32, n);

  if (nn_translates (work->trainer) == NULL)
    return NAN;
  for (gsize i = 0; i < n; i++)
    examples[i] = all ? i : chosen[i];
  return (double) nn_count_exact (work->trainer, examples, n) / n;
}
