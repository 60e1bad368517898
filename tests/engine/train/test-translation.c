/* Networks that translate: what they are shown while they learn, what of an answer counts, and how they write by themselves. */
#include "translation.h"

#include "document.h"
#include "gradient-check.h"
#include "pairs.h"

#include <math.h>
#include <string.h>

#define N 24
#define LONGEST 4
#define PLACES (LONGEST + 1)

/* One GRU reads, another writes. */
static const char *const network_json =
  "{\"vitrine\": 1, \"recipe\": {\"regime\": \"translate\", \"batch\": 8, \"learning_rate\": 0.02, \"validation\": 0},"
  " \"layers\": [{\"kind\": \"input\", \"name\": \"text\"}, {\"kind\": \"embedding\", \"name\": \"letters\", \"settings\": {\"width\": 8}},"
  "  {\"kind\": \"gru\", \"name\": \"read\", \"settings\": {\"units\": 24, \"returns\": \"last\"}},"
  "  {\"kind\": \"input\", \"name\": \"so_far\", \"settings\": {\"field\": 2}},"
  "  {\"kind\": \"embedding\", \"name\": \"written\", \"settings\": {\"width\": 8}},"
  "  {\"kind\": \"gru\", \"name\": \"write\", \"settings\": {\"units\": 24, \"returns\": \"sequence\"}},"
  "  {\"kind\": \"output\", \"name\": \"out\"}],"
  " \"wires\": [{\"from\": \"text\", \"to\": \"letters\"}, {\"from\": \"letters\", \"to\": \"read\"},"
  "  {\"from\": \"so_far\", \"to\": \"written\"}, {\"from\": \"written\", \"to\": \"write\", \"slot\": 0},"
  "  {\"from\": \"read\", \"to\": \"write\", \"slot\": 1}, {\"from\": \"write\", \"to\": \"out\"}]}";

typedef struct
{
  NnDataset *dataset;
  NnTrainer *trainer;
  gsize input_size;
} Fixture;

/* Words of up to four letters, to be written backwards in capitals. */
static NnDataset *
make_pairs (void)
{
  NnDataset *dataset = nn_dataset_new_numbers (nn_pairs_info ("Words", "words", N, &(NnPairSide) { LONGEST, "abc" },
                                                              &(NnPairSide) { LONGEST, "ABC" }));

  for (guint i = 0; i < N; i++)
    {
      char word[LONGEST + 1] = { 0 }, back[LONGEST + 1] = { 0 };
      const guint length = 1 + i % LONGEST;

      for (guint k = 0, left = i; k < length; k++, left /= 3)
        word[k] = 'a' + (left + k) % 3;
      for (guint k = 0; k < length; k++)
        back[k] = g_ascii_toupper (word[length - 1 - k]);
      nn_pairs_put (dataset, i, word, back);
    }
  return dataset;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnNetwork) network = nn_network_from_json (network_json, -1, &error);

  g_assert_no_error (error);
  fixture->dataset = make_pairs ();
  fixture->input_size = nn_data_info_input_size (nn_dataset_info (fixture->dataset));
  fixture->trainer = nn_trainer_new (network, fixture->dataset, &(NnTrainerOptions) { .threads = 2 }, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  nn_trainer_free (fixture->trainer);
  nn_dataset_unref (fixture->dataset);
}

static void
train (Fixture *fixture, guint steps)
{
  for (guint i = 0; i < steps; i++)
    nn_trainer_step (fixture->trainer);
}

static gsize
count_exact (Fixture *fixture)
{
  guint32 all[N];

  for (guint i = 0; i < N; i++)
    all[i] = i;
  return nn_count_exact (fixture->trainer, all, N);
}

/* (transfer full) Whole inputs of all examples, with something in place of what is written so far. */
static float *
make_inputs (Fixture *fixture, float so_far)
{
  const gsize first = nn_data_info_input_at (nn_dataset_info (fixture->dataset), NN_SO_FAR);
  float *inputs = g_new (float, N * fixture->input_size);

  for (guint i = 0; i < N; i++)
    {
      nn_dataset_input (fixture->dataset, i, inputs + i * fixture->input_size);
      for (gsize k = first; k < fixture->input_size && so_far >= 0; k++)
        inputs[i * fixture->input_size + k] = so_far;
    }
  return inputs;
}

static void
test_learns (Fixture *fixture, gconstpointer data)
{
  const double before = nn_trainer_step (fixture->trainer).loss;

  g_assert_true (nn_translates (fixture->trainer) == nn_first_target (nn_dataset_info (fixture->dataset)));
  g_assert_null (nn_writes (fixture->trainer));
  g_assert_cmpuint (count_exact (fixture), <, N / 2);
  train (fixture, 600);
  g_assert_cmpfloat (nn_trainer_step (fixture->trainer).loss, <, before / 20);
  g_assert_cmpuint (count_exact (fixture), ==, N);
}

/* The right answer, which stands in the examples, is not looked at when the network writes. */
static void
test_does_not_peep (Fixture *fixture, gconstpointer data)
{
  const NnWriting likeliest = { .drawing.top_p = 1 };
  g_autofree float *honest = make_inputs (fixture, 0), *right = make_inputs (fixture, -1), *wrong = make_inputs (fixture, 2);
  float a[N * PLACES], b[N * PLACES], c[N * PLACES];
  guint wrongs = 0;

  train (fixture, 15);   /* half learnt: with the truth before it the network would write other words */
  nn_translate (fixture->trainer, &likeliest, honest, N, a);
  nn_translate (fixture->trainer, &likeliest, right, N, b);
  nn_translate (fixture->trainer, &likeliest, wrong, N, c);
  g_assert_cmpmem (a, sizeof a, b, sizeof b);
  g_assert_cmpmem (a, sizeof a, c, sizeof c);
  for (guint i = 0; i < N; i++)
    wrongs += !nn_answers_same (a + i * PLACES, nn_dataset_target (fixture->dataset, i), PLACES);
  g_assert_cmpuint (wrongs, >, N / 4);
}

/* Each token is the likeliest one after those before it, as the network says when it is shown its own answer. */
static void
test_reads_itself (Fixture *fixture, gconstpointer data)
{
  const NnWriting likeliest = { .drawing.top_p = 1 };
  const gsize tokens = nn_translates (fixture->trainer)->n_parts;
  const gsize first = nn_data_info_input_at (nn_dataset_info (fixture->dataset), NN_SO_FAR);
  g_autofree float *inputs = make_inputs (fixture, 0), *out = g_new (float, N * PLACES * tokens);
  float answers[N * PLACES];

  train (fixture, 40);
  nn_translate (fixture->trainer, &likeliest, inputs, N, answers);
  for (guint i = 0; i < N; i++)
    for (guint p = 0; p < PLACES; p++)
      inputs[i * fixture->input_size + first + p] = p > 0 ? answers[i * PLACES + p - 1] : 0;
  nn_trainer_predict (fixture->trainer, 0, inputs, N, out);
  for (guint i = 0; i < N; i++)
    for (guint p = 0, ended = FALSE; p < PLACES; p++)
      {
        const float *chances = out + (i * PLACES + p) * tokens;
        guint best = 0;

        for (guint t = 1; t < tokens; t++)
          best = chances[t] > chances[best] ? t : best;
        g_assert_cmpfloat (answers[i * PLACES + p], ==, ended ? 0 : best);
        ended = ended || best == 0;
      }
}

/* What a step is shown is the truth moved on by one place: not what the network would write, nor the place itself. */
static void
test_teacher (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < N; i++)
    {
      float so_far[PLACES];
      const float *target = nn_dataset_target (fixture->dataset, i);

      nn_dataset_input_field (fixture->dataset, i, NN_SO_FAR, 0, so_far);
      g_assert_cmpfloat (so_far[0], ==, 0);
      g_assert_cmpmem (so_far + 1, (PLACES - 1) * sizeof (float), target, (PLACES - 1) * sizeof (float));
    }
}

static void
test_drawing (Fixture *fixture, gconstpointer data)
{
  NnWriting freely = { .drawing = { .temperature = 3, .top_p = 1 }, .seed = 1 };
  g_autofree float *inputs = make_inputs (fixture, 0);
  float a[N * PLACES], b[N * PLACES], c[N * PLACES];

  train (fixture, 40);
  nn_translate (fixture->trainer, &freely, inputs, N, a);
  nn_translate (fixture->trainer, &freely, inputs, N, b);
  g_assert_cmpmem (a, sizeof a, b, sizeof b);
  freely.seed = 2;
  nn_translate (fixture->trainer, &freely, inputs, N, b);
  g_assert_true (memcmp (a, b, sizeof a) != 0);
  freely.drawing.top_k = 1;
  nn_translate (fixture->trainer, &freely, inputs, N, b);
  nn_translate (fixture->trainer, &(NnWriting) { .drawing.top_p = 1 }, inputs, N, c);
  g_assert_cmpmem (b, sizeof b, c, sizeof c);
}

/* Places behind the end are neither right nor wrong, and in no one's confusion. */
static void
test_padding (Fixture *fixture, gconstpointer data)
{
  NnScores scores;
  gsize asked = 0, counted = 0, right = 0;

  for (guint i = 0; i < N; i++)
    asked += 2 + i % LONGEST;   /* letters and an end */
  train (fixture, 100);
  nn_trainer_evaluate (fixture->trainer, FALSE, &scores);
  for (guint t = 0; t < scores.n_classes; t++)
    for (guint a = 0; a < scores.n_classes; a++)
      {
        counted += scores.confusion[t * scores.n_classes + a];
        right += t == a ? scores.confusion[t * scores.n_classes + a] : 0;
      }
  g_assert_cmpuint (counted, ==, asked);
  g_assert_cmpfloat_with_epsilon (scores.accuracy, (double) right / asked, 1e-12);
  nn_scores_clear (&scores);
  train (fixture, 500);
  nn_trainer_evaluate (fixture->trainer, FALSE, &scores);
  g_assert_cmpfloat (scores.accuracy, ==, 1);
  nn_scores_clear (&scores);
}

/* Double back-propagation against central differences, and the fast back end against both: nothing behind an end has a slope. */
static void
test_gradients (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = nn_gradient_check (nn_trainer_network (fixture->trainer), fixture->dataset, &nn_backend_openblas, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, nn_graph_n_weights (nn_trainer_graph (fixture->trainer)));
  g_assert_true (nn_gradient_judge (rows, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*func) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "learns", test_learns },       { "does-not-peep", test_does_not_peep }, { "reads-itself", test_reads_itself },
    { "teacher", test_teacher },     { "drawing", test_drawing },             { "padding", test_padding },
    { "gradients", test_gradients },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/train/translation/%s", tests[i].name);

      g_test_add (path, Fixture, NULL, set_up, tests[i].func, tear_down);
    }
  return g_test_run ();
}
