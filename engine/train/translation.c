#include "translation.h"

#include <string.h>

#include "ends.h"

#define TOGETHER 256     /* answers that are written side by side */

const NnField *
nn_translates (const NnTrainer *trainer)
{
  const NnDataInfo *info = nn_dataset_info (nn_trainer_dataset ((NnTrainer *) trainer));
  const NnGraphOutput *output = nn_graph_answer (nn_trainer_graph (trainer));

  return info->translates && output->ends ? nn_first_target (info) : NULL;
}

/* Answers in the making, one place at a time. */
typedef struct
{
  NnTrainer *trainer;
  const NnWriting *writing;
  const NnField *field;
  gsize places, input_size, so_far;   /* so_far: where in an input what is written begins */
  float *inputs, *answers;
  gsize n;
  NnRng rng;
  float *probabilities;               /* [n][places][tokens] */
} Page;

static gboolean
is_done (const Page *page, gsize i, gsize place)
{
  return place > 0 && page->answers[i * page->places + place - 1] == 0;
}

/* FALSE: all had come to their ends before. */
static gboolean
write_place (Page *page, gsize place)
{
  const gsize tokens = page->field->n_parts;
  gboolean any = FALSE;

  for (gsize i = 0; i < page->n; i++)
    any = any || !is_done (page, i, place);
  if (!any)
    return FALSE;
  nn_trainer_predict (page->trainer, 0, page->inputs, page->n, page->probabilities);
  for (gsize i = 0; i < page->n; i++)
    {
      const float *probabilities = page->probabilities + (i * page->places + place) * tokens;
      float *so_far = page->inputs + i * page->input_size + page->so_far;

      if (is_done (page, i, place))
        continue;
      page->answers[i * page->places + place] = nn_draw (&page->writing->drawing, probabilities, tokens, &page->rng);
      if (place + 1 < page->places)
        so_far[place + 1] = page->answers[i * page->places + place];
    }
  return TRUE;
}

static void
write_page (Page *page)
{
  memset (page->answers, 0, page->n * page->places * sizeof *page->answers);
  for (gsize i = 0; i < page->n; i++)
    memset (page->inputs + i * page->input_size + page->so_far, 0, page->places * sizeof *page->inputs);
  for (gsize place = 0; place < page->places && write_place (page, place); place++)
    ;
}

void
nn_translate (NnTrainer *trainer, const NnWriting *writing, float *inputs, gsize n, float *answers)
{
  const NnDataInfo *info = nn_dataset_info (nn_trainer_dataset (trainer));
  const NnField *field = nn_translates (trainer);
  const gsize places = (gsize) nn_shape_size (&field->shape);
  g_autofree float *probabilities = g_new (float, MIN (n, TOGETHER) * places * field->n_parts);
  Page page = {
    .trainer = trainer,
    .writing = writing,
    .field = field,
    .places = places,
    .input_size = nn_data_info_input_size (info),
    .so_far = nn_data_info_input_at (info, NN_SO_FAR),
    .rng = nn_rng (writing->seed, nn_rng_stream_of ("translate")),
    .probabilities = probabilities,
  };

  for (gsize at = 0; at < n; at += page.n)
    {
      page.n = MIN (n - at, TOGETHER);
      page.inputs = inputs + at * page.input_size;
      page.answers = answers + at * places;
      write_page (&page);
    }
}

gboolean
nn_answers_same (const float *a, const float *b, gsize places)
{
  const gsize length = nn_places_asked (b, places);

  return memcmp (a, b, length * sizeof *a) == 0;
}

gsize
nn_count_exact (NnTrainer *trainer, const guint32 *examples, gsize n)
{
  const NnDataset *dataset = nn_trainer_dataset (trainer);
  const gsize size = nn_data_info_input_size (nn_dataset_info (dataset));
  const gsize places = (gsize) nn_shape_size (&nn_translates (trainer)->shape);
  const NnWriting likeliest = { .drawing.top_p = 1 };
  g_autofree float *inputs = g_new (float, n * size);
  g_autofree float *answers = g_new (float, n * places);
  gsize right = 0;

  for (gsize i = 0; i < n; i++)
    nn_dataset_input (dataset, examples[i], inputs + i * size);
  nn_translate (trainer, &likeliest, inputs, n, answers);
  for (gsize i = 0; i < n; i++)
    right += nn_answers_same (answers + i * places, nn_dataset_target (dataset, examples[i]), places);
  return right;
}
