#include "writing.h"

#include <math.h>
#include <string.h>

#include "metrics.h"

/* ---- Drawing ---- */

static gint
compare_weights (gconstpointer a, gconstpointer b, gpointer weights)
{
  const double first = ((const double *) weights)[*(const guint *) a];
  const double second = ((const double *) weights)[*(const guint *) b];

  if (first != second)
    return first > second ? -1 : 1;
  return (gint) *(const guint *) a - (gint) *(const guint *) b;
}

/* How many of the sorted weights take part, and what they are together. */
static guint
cut (const NnDrawing *drawing, const double *weights, const guint *order, guint n, double *sum)
{
  const guint most = drawing->top_k > 0 ? MIN (drawing->top_k, n) : n;
  double all = 0;
  guint kept = 0;

  *sum = 0;
  for (guint i = 0; i < most; i++)
    all += weights[order[i]];
  while (kept < most && (kept == 0 || *sum < drawing->top_p * all))
    *sum += weights[order[kept++]];
  return kept;
}

guint
nn_draw (const NnDrawing *drawing, const float *probabilities, gsize n, NnRng *rng)
{
  g_autofree double *weights = g_new (double, n);
  g_autofree guint *order = g_new (guint, n);
  const guint likeliest = nn_answer (probabilities, n);
  double sum, at;
  guint kept;

  if (drawing->temperature <= 0 || !(probabilities[likeliest] > 0))
    return likeliest;
  for (guint i = 0; i < n; i++)
    {
      weights[i] = probabilities[i] > 0 ? pow (probabilities[i] / probabilities[likeliest], 1 / drawing->temperature) : 0;
      order[i] = i;
    }
  g_qsort_with_data (order, n, sizeof *order, compare_weights, weights);
  kept = cut (drawing, weights, order, n, &sum);
  at = nn_rng_uniform (rng) * sum;
  for (guint i = 0; i + 1 < kept; i++)
    if ((at -= weights[order[i]]) < 0)
      return order[i];
  return order[kept - 1];
}

/* ---- Writing ---- */

const NnField *
nn_writes (const NnTrainer *trainer)
{
  const NnDataInfo *info = nn_dataset_info (nn_trainer_dataset ((NnTrainer *) trainer));
  const NnGraph *graph = nn_trainer_graph (trainer);
  const NnGraphOutput *output = nn_graph_answer (graph);
  const gint64 size = nn_shape_size (&nn_graph_value (graph, output->prediction)->shape);

  if (!info->continues || nn_graph_aim (graph) != NN_NO_VALUE || output->encoding == NN_ENCODE_VALUES)
    return NULL;
  return size == nn_shape_size (&nn_first_input (info)->shape) * nn_first_input (info)->n_parts ? nn_first_input (info) : NULL;
}

/* What stands behind the tokens does not matter: nothing looks ahead in a network that continues. */
void
nn_next (NnTrainer *trainer, const float *tokens, gsize n, float *probabilities)
{
  const NnField *field = nn_writes (trainer);
  const gsize context = nn_shape_size (&field->shape), read = MIN (n, context);
  g_autofree float *input = g_new0 (float, context);
  g_autofree float *out = g_new (float, context * field->n_parts);

  memcpy (input, tokens + n - read, read * sizeof *input);
  nn_trainer_predict (trainer, 0, input, 1, out);
  memcpy (probabilities, out + (read - 1) * field->n_parts, field->n_parts * sizeof *out);
}

static float
find_beginning (const NnField *field)
{
  for (guint i = 0; i < field->n_parts; i++)
    if (g_str_equal (field->parts[i], "\n"))
      return i;
  return 0;
}

void
nn_write (NnTrainer *trainer, const NnWriting *writing, GArray *tokens, gsize n, NnTold told, gpointer data)
{
  const NnField *field = nn_writes (trainer);
  g_autofree float *probabilities = g_new (float, field->n_parts);
  NnRng rng = nn_rng (writing->seed, nn_rng_stream_of ("write"));

  if (tokens->len == 0)
    {
      const float beginning = find_beginning (field);

      g_array_append_val (tokens, beginning);
    }
  for (gsize i = 0; i < n; i++)
    {
      float token;

      nn_next (trainer, (const float *) (gpointer) tokens->data, tokens->len, probabilities);
      token = nn_draw (&writing->drawing, probabilities, field->n_parts, &rng);
      g_array_append_val (tokens, token);
      if (told != NULL)
        told (field->parts[(guint) token], data);
    }
}
