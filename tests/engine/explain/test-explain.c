/* Explanations against the network itself: what they come to is what it says, and they can be redone. */
#include "redo.h"

#include <math.h>

#include "nets.h"
#include "activation.h"

#define EXAMPLES 12

typedef struct
{
  NnDataset *(*data) (void);
  const char *loss;
} Case;

static NnDataset *
points (void)
{
  return make_points (60, 1);
}

static NnDataset *
slopes (void)
{
  return make_slope (60, 2);
}

static NnDataset *
lists (void)
{
  return make_lists (60, 40, 5, 3);   /* more terms than stand in a table */
}

static const Case cases[] = {
  { points, "cross_entropy" }, { lists, "cross_entropy" }, { points, "binary_cross_entropy" },
  { lists, "binary_cross_entropy" }, { points, "mse" }, { slopes, "mse" }, { lists, "mse" }, { slopes, "mae" },
  { lists, "mae" }, { slopes, "huber" }, { lists, "huber" },
};

static NnTrainer *
make (const Case *one, const char *activation)
{
  g_autoptr (NnDataset) dataset = one->data ();
  const Net net = {
    .units = { 7, 5 },
    .activation = activation,
    .loss = one->loss,
    .project = TRUE,
    .recipe = { "learning_rate", "0.05", "batch", "10" },
  };
  NnTrainer *trainer = make_trainer (&net, dataset, 1);

  for (guint i = 0; i < 30; i++)
    nn_trainer_step (trainer);
  return trainer;
}

static gsize
layer_size (NnTrainer *trainer, guint layer)
{
  const NnGraph *graph = nn_trainer_graph (trainer);

  return nn_shape_size (&nn_graph_value (graph, nn_graph_result (graph, layer))->shape);
}

static void
check_values (NnTrainer *trainer, guint layer, guint example, NnWhy *why)
{
  NnDataset *dataset = nn_trainer_dataset (trainer);
  const gsize size = layer_size (trainer, layer);
  g_autofree float *input = g_new (float, nn_shape_size (&nn_first_input (nn_dataset_info (dataset))->shape));
  g_autofree float *result = g_new (float, size);

  nn_dataset_input (dataset, example, input);
  nn_trainer_predict (trainer, layer, input, 1, result);
  for (gsize i = 0; i < size; i++)
    {
      const NnQuestion question = { .about = NN_WHY_VALUE, .layer = layer, .index = i };

      g_assert_true (nn_explain (trainer, &question, example, NULL, why));
      g_assert_true (nn_question_equal (&why->question, &question));
      assert_near (why->result, result[i]);
      if (why->steps->len > 0)
        g_assert_cmpfloat (nn_why_step (why, why->steps->len - 1)->result, ==, why->result);
      assert_redone (why);
      assert_digits_add_up (why);
    }
}

/* What the gradient says is what the loss does when the number's own sum is moved: by the bias that is added to it. */
static void
check_slopes (NnTrainer *trainer, guint layer, guint example, gboolean is_smooth, NnWhy *why)
{
  const NnGraph *graph = nn_trainer_graph (trainer);
  const guint bias = nn_graph_find_weight (graph, layer, "bias");
  gsize n;
  float *numbers;

  if (bias == NN_NO_WEIGHT)
    return;
  numbers = nn_trainer_change_weight (trainer, bias, &n);
  for (gsize i = 0; i < n; i++)
    {
      const float before = numbers[i], by = 0.002f;
      double up, down;

      g_assert_true (nn_explain (trainer, &(NnQuestion) { .about = NN_WHY_SLOPE, .layer = layer, .index = i }, example, NULL, why));
      assert_redone (why);
      assert_digits_add_up (why);
      numbers[i] = before + by;
      up = nn_trainer_example_loss (trainer, example);
      numbers[i] = before - by;
      down = nn_trainer_example_loss (trainer, example);
      numbers[i] = before;
      if (is_smooth)
        g_assert_cmpfloat_with_epsilon (why->result, (up - down) / (2 * by), 0.02);
    }
}

static void
check_loss (NnTrainer *trainer, guint layer, guint example, NnWhy *why)
{
  g_assert_true (nn_explain (trainer, &(NnQuestion) { .about = NN_WHY_LOSS, .layer = layer }, example, NULL, why));
  assert_near (why->result, nn_trainer_example_loss (trainer, example));
  assert_redone (why);
  assert_digits_add_up (why);
}

static void
check_weights (NnTrainer *trainer, guint layer, const char *role, guint example, NnWhy *why)
{
  const guint weight = nn_graph_find_weight (nn_trainer_graph (trainer), layer, role);
  const float *numbers, *gradient;
  gsize n;

  if (weight == NN_NO_WEIGHT)
    return;
  numbers = nn_trainer_weight (trainer, weight, &n);
  gradient = nn_trainer_gradient (trainer, weight, &n);
  for (gsize i = 0; i < n; i += 3)
    {
      NnQuestion question = { .about = NN_WHY_WEIGHT, .layer = layer, .role = role, .index = i };

      g_assert_true (nn_explain (trainer, &question, example, NULL, why));
      g_assert_cmpfloat (why->old, ==, numbers[i]);
      assert_redone (why);
      assert_digits_add_up (why);
      question.about = NN_WHY_WEIGHT_SLOPE;
      g_assert_true (nn_explain (trainer, &question, example, NULL, why));
      g_assert_cmpfloat (why->batch_slope, ==, gradient[i]);
      assert_redone (why);
      assert_digits_add_up (why);
    }
}

static void
test_network (gconstpointer data)
{
  const Case *one = data;
  NnWhy why;

  nn_why_init (&why);
  for (const NnChoice *activation = nn_activation_choices; activation->id != NULL; activation++)
    {
      g_autoptr (NnTrainer) trainer = make (one, activation->id);
      const gboolean is_smooth = !g_str_equal (one->loss, "mae") && !g_str_has_suffix (activation->id, "relu");
      const NnNetwork *network = nn_trainer_network (trainer);

      for (guint example = 0; example < EXAMPLES; example++)
        for (guint i = 0; i < nn_network_n_layers (network); i++)
          {
            const NnLayer *layer = nn_network_layer_at (network, i);

            check_values (trainer, layer->id, example, &why);
            check_slopes (trainer, layer->id, example, is_smooth, &why);
            check_weights (trainer, layer->id, "weight", example, &why);
            check_weights (trainer, layer->id, "bias", example, &why);
            if (layer->kind->is_output)
              check_loss (trainer, layer->id, example, &why);
          }
    }
  nn_why_clear (&why);
}

/* By hand: the sum of a neuron with two inputs, and the weight's gradient: what its sum is blamed for, times its input. */
static void
test_by_hand (void)
{
  g_autoptr (NnDataset) dataset = make_slope (4, 1);
  const Net net = { .units = { 1 }, .activation = "tanh", .loss = "mse", .project = TRUE };
  g_autoptr (NnTrainer) trainer = make_trainer (&net, dataset, 1);
  const guint dense = nn_network_layer_at (nn_trainer_network (trainer), 1)->id;
  const float input[] = { 0.5f, -2.0f };
  gsize n;
  NnWhy why;

  nn_why_init (&why);
  nn_trainer_change_weight (trainer, 0, &n)[0] = 0.25f;
  nn_trainer_change_weight (trainer, 0, &n)[1] = 0.125f;
  nn_trainer_change_weight (trainer, 1, &n)[0] = 0.0625f;
  g_assert_true (nn_explain (trainer, &(NnQuestion) { .about = NN_WHY_VALUE, .layer = dense }, -1, input, &why));
  g_assert_cmpuint (why.steps->len, ==, 2);
  g_assert_cmpfloat (nn_why_term (nn_why_step (&why, 0), 0)->value, ==, 0.125);
  g_assert_cmpfloat (nn_why_term (nn_why_step (&why, 0), 1)->value, ==, -0.25);
  g_assert_cmpfloat (nn_why_term (nn_why_step (&why, 0), 2)->value, ==, 0.0625);
  g_assert_cmpstr (nn_why_term (nn_why_step (&why, 0), 2)->source.name, ==, "bias");
  g_assert_cmpfloat (nn_why_step (&why, 0)->result, ==, -0.0625);
  assert_near (why.result, tanh (-0.0625));
  g_assert_cmpuint (nn_why_term (nn_why_step (&why, 0), 1)->source.index, ==, 1);
  g_assert_cmpuint (nn_why_term (nn_why_step (&why, 0), 1)->source.layer, ==, nn_network_layer_at (nn_trainer_network (trainer), 0)->id);

  /* There is no right answer for it, so no loss and nothing to blame. */
  g_assert_false (nn_explain (trainer, &(NnQuestion) { .about = NN_WHY_SLOPE, .layer = dense }, -1, input, &why));
  g_assert_cmpint (why.question.about, ==, NN_WHY_NOTHING);
  nn_why_clear (&why);
}

static void
test_no_such_number (void)
{
  g_autoptr (NnTrainer) trainer = make (&cases[0], "tanh");
  static const NnQuestion questions[] = {
    { .about = NN_WHY_NOTHING },
    { .about = NN_WHY_VALUE, .layer = 99 },
    { .about = NN_WHY_VALUE, .layer = 2, .index = 7 },
    { .about = NN_WHY_SLOPE, .layer = 2, .index = 7 },
    { .about = NN_WHY_LOSS, .layer = 2 },
    { .about = NN_WHY_WEIGHT, .layer = 2, .role = "weight", .index = 14 },
    { .about = NN_WHY_WEIGHT, .layer = 2, .role = "taste" },
    { .about = NN_WHY_NUDGE, .layer = 2, .role = "weight", .index = 14 },
  };
  NnWhy why;

  nn_why_init (&why);
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_assert_false (nn_explain (trainer, &questions[i], 0, NULL, &why));
      g_assert_cmpuint (why.steps->len, ==, 0);
    }
  nn_why_clear (&why);
}

/* A card that is asked for while training must not change it. */
static void
test_leaves_training_alone (void)
{
  g_autoptr (NnTrainer) quiet = make (&cases[1], "relu"), asked = make (&cases[1], "relu");
  NnWhy why;
  gsize n;

  nn_why_init (&why);
  for (guint i = 0; i < 40; i++)
    {
      nn_explain (asked, &(NnQuestion) { .about = NN_WHY_SLOPE, .layer = 2, .index = i % 7 }, i, NULL, &why);
      nn_explain (asked, &(NnQuestion) { .about = NN_WHY_NUDGE, .layer = 2, .role = "weight", .index = i }, i, NULL, &why);
      nn_trainer_step (asked);
      nn_trainer_step (quiet);
    }
  for (guint w = 0; w < nn_graph_n_weights (nn_trainer_graph (quiet)); w++)
    {
      const float *a = nn_trainer_weight (quiet, w, &n), *b = nn_trainer_weight (asked, w, &n);

      g_assert_cmpmem (a, n * sizeof *a, b, n * sizeof *b);
    }
  nn_why_clear (&why);
}

/* What a group hands on is explained by the layer inside that makes it, and who reads it reads the group's; inside, each is known by
 * its place there. */
static void
test_group (void)
{
  g_autoptr (NnTrainer) plain = make (&cases[0], "relu");
  g_autoptr (NnNetwork) network = nn_network_copy (nn_trainer_network (plain));
  const guint group = nn_network_next_id (network), first = 2, second = 3, inner = nn_inner_id ("group_1.1.dense_1");
  g_autoptr (NnEdit) edit = nn_edit_make_group (network, &first, 1, group), inverse = nn_edit_apply (edit, network, NULL);
  g_autoptr (NnTrainer) trainer = nn_trainer_new (network, nn_trainer_dataset (plain), NULL, NULL);
  NnWhy why;

  g_assert_nonnull (inverse);
  g_assert_nonnull (trainer);
  nn_why_init (&why);
  for (guint i = 0; i < 2; i++)
    {
      const NnQuestion question = { .about = NN_WHY_VALUE, .layer = i == 0 ? group : inner, .index = 2 };

      g_assert_true (nn_explain (trainer, &question, 0, NULL, &why));
      g_assert_true (nn_question_equal (&why.question, &question));
      g_assert_cmpuint (why.steps->len, ==, 2);   /* the sum, and what ReLU makes of it */
    }
  g_assert_true (nn_explain (trainer, &(NnQuestion) { .about = NN_WHY_VALUE, .layer = second }, 0, NULL, &why));
  g_assert_cmpuint (nn_why_term (nn_why_step (&why, 0), 0)->source.layer, ==, group);
  nn_why_clear (&why);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/explain/by-hand", test_by_hand);
  g_test_add_func ("/engine/explain/no-such-number", test_no_such_number);
  g_test_add_func ("/engine/explain/group", test_group);
  g_test_add_func ("/engine/explain/leaves-training-alone", test_leaves_training_alone);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/explain/network/%u-%s", i, cases[i].loss);

      g_test_add_data_func (path, &cases[i], test_network);
    }
  return g_test_run ();
}
