/* Networks that continue a text: what they train on, how they are judged, and how they write on. */
#include "writing.h"

#include "document.h"
#include "gradient-check.h"
#include "batcher.h"
#include "source.h"
#include "tokens.h"

#include <math.h>
#include <string.h>

#define CONTEXT 12

static const char *const attentive =
  "{\"vitrine\": 1, \"data\": \"builtin:stories?n=60&context=12\","
  " \"recipe\": {\"regime\": \"next_token\", \"batch\": 8, \"learning_rate\": 0.01},"
  " \"layers\": [{\"kind\": \"input\", \"name\": \"in\"},"
  "  {\"kind\": \"embedding\", \"name\": \"table\", \"settings\": {\"width\": 16}},"
  "  {\"kind\": \"positional\", \"name\": \"places\"},"
  "  {\"kind\": \"attention\", \"name\": \"look\", \"settings\": {\"heads\": 2, \"causal\": true}},"
  "  {\"kind\": \"dense\", \"name\": \"think\", \"settings\": {\"units\": 24}},"
  "  {\"kind\": \"output\", \"name\": \"out\"}],"
  " \"wires\": [{\"from\": \"in\", \"to\": \"table\"}, {\"from\": \"table\", \"to\": \"places\"},"
  "  {\"from\": \"places\", \"to\": \"look\"}, {\"from\": \"look\", \"to\": \"think\"}, {\"from\": \"think\", \"to\": \"out\"}]}";

typedef struct
{
  NnNetwork *network;
  NnDataset *dataset;
  NnTrainer *trainer;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->network = nn_network_from_json (attentive, -1, &error);
  g_assert_no_error (error);
  fixture->dataset = nn_data_load (nn_network_data (fixture->network), &error);
  g_assert_no_error (error);
  fixture->trainer = nn_trainer_new (fixture->network, fixture->dataset, &(NnTrainerOptions) { .threads = 2 }, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  nn_trainer_free (fixture->trainer);
  nn_dataset_unref (fixture->dataset);
  nn_network_free (fixture->network);
}

static void
train (Fixture *fixture, guint steps)
{
  for (guint i = 0; i < steps; i++)
    nn_trainer_step (fixture->trainer);
}

static void
test_gradients (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = nn_gradient_check (fixture->network, fixture->dataset, nn_backend_find ("openblas", NULL), NULL, &error);

  g_assert_no_error (error);
  nn_gradient_judge (rows, &error);
  g_assert_no_error (error);
}

/* Loss and accuracy are those of a character: every step of every piece counts once, also in the confusion. */
static void
test_scores (Fixture *fixture, gconstpointer data)
{
  const NnDataInfo *info = nn_dataset_info (fixture->dataset);
  const NnSplit *split = nn_trainer_split (fixture->trainer);
  const guint n = split->n_validation, tokens = nn_first_input (info)->n_parts;
  g_autofree float *input = g_new (float, CONTEXT), *out = g_new (float, CONTEXT * tokens);
  NnScores scores;
  double loss = 0;
  gsize right = 0, diagonal = 0, all = 0;

  train (fixture, 30);
  nn_trainer_evaluate (fixture->trainer, TRUE, &scores);
  for (guint i = 0; i < n; i++)
    {
      const float *target = nn_dataset_target (fixture->dataset, split->validation[i]);

      nn_dataset_input (fixture->dataset, split->validation[i], input);
      nn_trainer_predict (fixture->trainer, 0, input, 1, out);
      for (guint t = 0; t < CONTEXT; t++)
        {
          guint best = 0;

          for (guint k = 1; k < tokens; k++)
            if (out[t * tokens + k] > out[t * tokens + best])
              best = k;
          right += best == target[t];
          loss -= log (out[t * tokens + (guint) target[t]]);
        }
    }
  g_assert_cmpfloat_with_epsilon (scores.loss, loss / (n * CONTEXT), 1e-4);
  g_assert_cmpfloat_with_epsilon (scores.accuracy, right / (double) (n * CONTEXT), 1e-9);
  for (guint i = 0; i < tokens * tokens; i++)
    {
      all += scores.confusion[i];
      diagonal += i % (tokens + 1) == 0 ? scores.confusion[i] : 0;
    }
  g_assert_cmpuint (all, ==, n * CONTEXT);
  g_assert_cmpuint (diagonal, ==, right);
  nn_scores_clear (&scores);
}

/* Pieces are moved by another distance in another epoch, and inputs and targets together. */
static void
test_moved (Fixture *fixture, gconstpointer data)
{
  const NnSplit *split = nn_trainer_split (fixture->trainer);
  NnBatcher *batcher = nn_batcher_new (split->train, split->n_train, nn_dataset_room (fixture->dataset), 1);
  float inputs[2 * CONTEXT], targets[2 * CONTEXT];
  guint seen = 0;

  for (guint epoch = 0; epoch < 30; epoch++)
    {
      const NnPick pick = { .dataset = fixture->dataset, .examples = nn_batcher_next (batcher), .n = 2, .shift = batcher->shift };

      g_assert_cmpuint (batcher->shift, <, CONTEXT);
      seen |= 1u << batcher->shift;
      nn_gather_inputs (&pick, CONTEXT, inputs);
      nn_gather_targets (NN_ENCODE_INDEX) (&pick, CONTEXT, targets);
      for (guint i = 0; i < 2 * CONTEXT - 1; i++)
        if ((i + 1) % CONTEXT != 0)
          g_assert_cmpfloat (targets[i], ==, inputs[i + 1]);
      nn_batcher_seek (batcher, epoch + 1, 0);
    }
  g_assert_cmpint (__builtin_popcount (seen), >, 6);
  nn_batcher_free (batcher);
}

static GArray *
write_on (Fixture *fixture, const char *prompt, double temperature, guint64 seed)
{
  const NnField *field = nn_writes (fixture->trainer);
  const NnWriting writing = { .drawing = { .temperature = temperature, .top_p = 1 }, .seed = seed };
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (float));

  g_assert_nonnull (field);
  g_assert_true (nn_tokens_encode (field, prompt, -1, tokens, NULL));
  nn_write (fixture->trainer, &writing, tokens, 40, NULL, NULL);
  return tokens;
}

static gboolean
are_equal (const GArray *a, const GArray *b)
{
  return a->len == b->len && memcmp (a->data, b->data, a->len * sizeof (float)) == 0;
}

static void
test_writing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) nothing = write_on (fixture, "", 1, 1);
  g_autoptr (GArray) first = write_on (fixture, "One day in spring ", 1, 1), again = write_on (fixture, "One day in spring ", 1, 1);
  g_autoptr (GArray) other = write_on (fixture, "One day in spring ", 1, 2);
  g_autoptr (GArray) sure = write_on (fixture, "Mia", 0, 1), sure_again = write_on (fixture, "Mia", 0, 2);

  g_assert_cmpuint (nothing->len, ==, 41);   /* a new line to begin with */
  g_assert_true (are_equal (first, again));
  g_assert_false (are_equal (first, other));
  g_assert_true (are_equal (sure, sure_again));
}

/* Trained on enough of the grammar it writes its words. */
static void
test_learns (Fixture *fixture, gconstpointer data)
{
  const NnField *field = nn_writes (fixture->trainer);
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (float));
  g_autofree float *next = g_new (float, field->n_parts);
  g_autofree char *likeliest = NULL;
  float best = 0;

  train (fixture, 900);
  g_assert_true (nn_tokens_encode (field, "the zo", -1, tokens, NULL));
  nn_next (fixture->trainer, (const float *) (gpointer) tokens->data, tokens->len, next);
  for (guint i = 1; i < field->n_parts; i++)
    if (next[i] > next[(guint) best])
      best = i;
  likeliest = nn_tokens_decode (field, &best, 1);
  g_assert_cmpstr (likeliest, ==, "o");
}

/* What was written before decides, what stands in the rest of the piece does not. */
static void
test_next (Fixture *fixture, gconstpointer data)
{
  const guint n = nn_writes (fixture->trainer)->n_parts;
  g_autofree float *alone = g_new (float, n), *end = g_new (float, n);
  float tokens[3 * CONTEXT];

  for (guint i = 0; i < 3 * CONTEXT; i++)
    tokens[i] = i * 7 % n;
  nn_next (fixture->trainer, tokens, 3 * CONTEXT, end);
  nn_next (fixture->trainer, tokens + 2 * CONTEXT, CONTEXT, alone);
  g_assert_cmpmem (end, n * sizeof (float), alone, n * sizeof (float));
  nn_next (fixture->trainer, tokens + 2 * CONTEXT + 1, CONTEXT - 1, alone);
  g_assert_cmpint (memcmp (end, alone, n * sizeof (float)), !=, 0);
}

/* Each step's look is shared out: what it gives away is 1 in all, and nothing goes to what comes later. */
static void
test_shares (Fixture *fixture, gconstpointer data)
{
  const guint look = 4;   /* the fourth layer attends, with two heads */
  float input[CONTEXT], shares[2 * CONTEXT * CONTEXT];

  train (fixture, 5);
  nn_dataset_input (fixture->dataset, 0, input);
  g_assert_cmpuint (nn_trainer_shares (fixture->trainer, look, input, NULL), ==, G_N_ELEMENTS (shares));
  g_assert_cmpuint (nn_trainer_shares (fixture->trainer, look - 1, input, NULL), ==, 0);
  nn_trainer_shares (fixture->trainer, look, input, shares);
  for (guint row = 0; row < 2 * CONTEXT; row++)
    {
      double sum = 0;

      for (guint seen = 0; seen < CONTEXT; seen++)
        {
          sum += shares[row * CONTEXT + seen];
          if (seen > row % CONTEXT)
            g_assert_cmpfloat (shares[row * CONTEXT + seen], ==, 0);
        }
      g_assert_cmpfloat_with_epsilon (sum, 1, 1e-5);
    }
}

static void
count_draws (const NnDrawing *drawing, guint *count)
{
  const float probabilities[] = { 0.1f, 0.4f, 0, 0.2f, 0.3f };
  NnRng rng = nn_rng (1, 1);

  memset (count, 0, 5 * sizeof *count);
  for (guint i = 0; i < 4000; i++)
    count[nn_draw (drawing, probabilities, 5, &rng)]++;
}

static void
test_drawing (void)
{
  guint count[5];

  count_draws (&(NnDrawing) { .temperature = 1, .top_p = 1 }, count);
  g_assert_cmpfloat_with_epsilon (count[0] / 4000.0, 0.1, 0.02);
  g_assert_cmpfloat_with_epsilon (count[1] / 4000.0, 0.4, 0.03);
  g_assert_cmpuint (count[2], ==, 0);
  count_draws (&(NnDrawing) { .temperature = 0, .top_p = 1 }, count);
  g_assert_cmpuint (count[1], ==, 4000);
  count_draws (&(NnDrawing) { .temperature = 0.5, .top_p = 1 }, count);   /* squares: 1, 16, 4, 9 of 30 */
  g_assert_cmpfloat_with_epsilon (count[1] / 4000.0, 16 / 30.0, 0.03);
  count_draws (&(NnDrawing) { .temperature = 1, .top_k = 2, .top_p = 1 }, count);
  g_assert_cmpuint (count[1] + count[4], ==, 4000);
  g_assert_cmpfloat_with_epsilon (count[4] / 4000.0, 3 / 7.0, 0.03);
  count_draws (&(NnDrawing) { .temperature = 1, .top_p = 0.75 }, count);   /* 0.4 + 0.3 are not enough */
  g_assert_cmpuint (count[0], ==, 0);
  g_assert_cmpuint (count[3], >, 0);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "gradients", test_gradients }, { "scores", test_scores }, { "moved", test_moved },
    { "writing", test_writing },     { "learns", test_learns }, { "next", test_next },
    { "shares", test_shares },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/train/writing/%s", tests[i].name);

      g_test_add (path, Fixture, NULL, set_up, tests[i].run, tear_down);
    }
  g_test_add_func ("/engine/train/writing/drawing", test_drawing);
  return g_test_run ();
}
