/* Every operation explained: values, gradients and the gradients of weights, in networks of every kind with many settings, against the
 * numbers of the open program. An operation that no network here explains fails, unless it is listed with a reason. */
#include "redo.h"

#include <math.h>
#include <string.h>

#include "explanation.h"
#include "nets.h"
#include "rng.h"
#include "source.h"

#define NUMBERS 24    /* of a block that are looked at */
#define EXAMPLES 2
#define MOST_LAYERS 12
#define MOST_WALKED 400   /* weights of a layer that are walked one by one */

/* Layers after an Input, each "kind@from,from setting=text…": from the layer before where none is said, counted from 0, the Input. */
typedef struct
{
  const char *layers[MOST_LAYERS];
  const char *data;          /* spec; NULL: lists of 60 numbers in 5 classes */
  const char *regime;        /* NULL: supervised */
} Case;

#define PICTURE(...) { { "reshape second=4 third=3", "conv2d filters=3 padding=same activation=tanh", __VA_ARGS__ }, NULL, NULL }   /* 5×4×3 */
#define SEQUENCE(...) { { "reshape second=6", "conv1d filters=6 padding=same activation=tanh", __VA_ARGS__ }, NULL, NULL }          /* 10 steps of 6 */
#define LIST(...) { { __VA_ARGS__ }, NULL, NULL }
#define FLAT "flatten", "output"

static const Case cases[] = {
  PICTURE ("conv2d filters=4 kernel=3", FLAT),
  PICTURE ("conv2d filters=4 kernel=3 padding=same activation=none", FLAT),
  PICTURE ("conv2d filters=6 kernel=2 stride=2 groups=3 activation=tanh", FLAT),
  PICTURE ("conv2d filters=3 kernel=2 dilation=2 padding=custom padding_size=2 bias=false", FLAT),
  PICTURE ("conv2d filters=2 kernel=1 activation=softmax", FLAT),
  PICTURE ("conv2d filters=5 padding=same", "conv2d filters=3 padding=same activation=sigmoid", FLAT),
  PICTURE ("depthwise_conv2d kernel=3 multiplier=2 padding=same", FLAT),
  PICTURE ("conv_transpose2d filters=4", FLAT),
  PICTURE ("conv_transpose2d filters=3 kernel=3 stride=3 padding_size=1 output_padding=1 groups=3 activation=none", FLAT),
  PICTURE ("conv_transpose2d filters=2 kernel=3 stride=1 dilation=2 bias=false", FLAT),
  SEQUENCE ("conv1d filters=5 kernel=3 padding=same", FLAT),
  SEQUENCE ("conv1d filters=4 kernel=3 stride=2 groups=2 dilation=2 activation=gelu", FLAT),

  PICTURE ("max_pool2d kernel=2 stride=2", FLAT),
  PICTURE ("max_pool2d kernel=3 stride=1 padding_size=1", FLAT),
  PICTURE ("max_pool2d kernel=2 stride=1 dilation=2", FLAT),
  PICTURE ("max_pool2d kernel=1 stride=2", FLAT),
  SEQUENCE ("max_pool1d kernel=3 stride=2", FLAT),
  PICTURE ("avg_pool2d kernel=2 stride=2", FLAT),
  PICTURE ("avg_pool2d kernel=3 stride=2 padding_size=1 counts_padding=false", FLAT),
  PICTURE ("avg_pool2d kernel=3 stride=1 padding_size=1 counts_padding=true", FLAT),
  PICTURE ("conv2d filters=4 padding=same", "global_avg_pool", "output"),
  PICTURE ("conv2d filters=4 padding=same", "global_max_pool", "output"),
  SEQUENCE ("global_max_pool", "output"),
  PICTURE ("upsample2d", FLAT),
  PICTURE ("upsample2d factor=3 mode=bilinear", FLAT),

  PICTURE ("batch_norm", FLAT),
  PICTURE ("batch_norm affine=false", FLAT),
  LIST ("dense units=7", "batch_norm", "dense units=4", "output"),
  PICTURE ("group_norm groups=1", FLAT),
  PICTURE ("conv2d filters=6 padding=same", "group_norm groups=3", "conv2d filters=2", FLAT),
  PICTURE ("group_norm groups=3 affine=false", FLAT),
  SEQUENCE ("layer_norm", FLAT),
  SEQUENCE ("conv1d filters=8", "layer_norm affine=false", "conv1d filters=3", FLAT),
  LIST ("dense units=12", "layer_norm", "output"),

  SEQUENCE ("rnn units=5 returns=sequence", FLAT),
  SEQUENCE ("rnn units=4 returns=last nonlinearity=relu", "output"),
  SEQUENCE ("rnn units=3 returns=sequence bidirectional=true", "rnn units=3 returns=last", "output"),
  SEQUENCE ("lstm units=4 returns=sequence", FLAT),
  SEQUENCE ("lstm units=3 returns=last bidirectional=true", "output"),
  SEQUENCE ("lstm units=3 returns=sequence bidirectional=true", FLAT),
  SEQUENCE ("lstm units=3 returns=state", "lstm@2,3 units=3 returns=last", "output"),
  SEQUENCE ("rnn units=4 returns=last", "lstm@2,3 units=4 returns=last", "output"),
  SEQUENCE ("gru units=5 returns=sequence", FLAT),
  SEQUENCE ("gru units=3 returns=last bidirectional=true", "output"),
  SEQUENCE ("gru units=4 returns=last", "gru@2,3 units=4 returns=sequence", FLAT),

  SEQUENCE ("attention", FLAT),
  SEQUENCE ("attention heads=3 causal=true", FLAT),
  SEQUENCE ("attention heads=2 bias=false", "attention heads=6", FLAT),
  SEQUENCE ("conv1d filters=4 kernel=3", "attention@2,3 heads=2", FLAT),
  SEQUENCE ("transformer_block heads=2 width=2", FLAT),
  SEQUENCE ("positional", "transformer_block heads=3 causal=false dropout=0.2", FLAT),

  LIST ("dense units=6", "dense@1 units=6 activation=tanh", "add@1,2", "output"),
  LIST ("dense units=6", "dense@0 units=6", "dense@0 units=6", "add@1,2,3", "output"),
  LIST ("dense units=6", "dense@0 units=6", "dense@0 units=6", "dense@0 units=6", "dense@0 units=6", "multiply@1,2,3,4,5", "output"),
  LIST ("dense units=6", "dense@0 units=6 activation=tanh", "multiply@1,2", "output"),
  LIST ("dense units=6", "dense@0 units=6", "dense@0 units=6", "dense@0 units=6", "dense@0 units=6", "add@1,2,3,4,5", "output"),
  LIST ("dense units=6", "dense@0 units=6", "dot@1,2", "output"),
  SEQUENCE ("conv1d filters=4", "conv1d@2 filters=4", "dot@3,4", "output"),
  PICTURE ("conv2d filters=2 padding=same", "concat@2,3", FLAT),
  SEQUENCE ("conv1d filters=6", "concat@2,3 axis=first", FLAT),
  PICTURE ("permute first=3 second=1 third=2", FLAT),
  SEQUENCE ("permute", FLAT),
  SEQUENCE ("slice", "output"),
  PICTURE ("slice axis=second start=1 length=2", FLAT),
  SEQUENCE ("slice axis=last start=2 length=3", FLAT),
  LIST ("dense units=4", "repeat times=3", FLAT),
  SEQUENCE ("positional encoding=sinusoidal", FLAT),
  SEQUENCE ("positional", FLAT),
  LIST ("dense units=6", "dropout rate=0.3", "output"),
  LIST ("dense units=6", "noise deviation=0.2", "output"),
  LIST ("dense units=5 activation=none", "dense@0 units=5 activation=none", "sampling@1,2 kl_weight=0.5", "output"),
  { { "embedding width=6", "positional", "lstm units=5 returns=sequence", "output tied=false" }, "builtin:stories?n=40&context=5", NULL },
  { { "embedding width=6", "attention heads=2 causal=true", "output tied=true" }, "builtin:stories?n=40&context=5", NULL },
  { { "dense units=8", "time_embedding waves=6", "dense@2 units=8", "add@1,3", "dense units=2 activation=none", "output project=false loss=mse" },
    "builtin:moons?n=40", "denoise" },
  { { "dense units=6", "dense units=2 activation=none", "real_or_made", "dense units=6", "output loss=adversarial" },
    "builtin:circles?n=40", "adversarial" },
  { { "embedding width=4", "gru units=5 returns=last", "input@ field=2", "embedding width=3", "gru@4,2 units=5 returns=sequence", "output" },
    "builtin:numbers?n=40&up_to=999", "translate" },
};

/* Operations that no question leads to. */
static const struct
{
  const char *op, *why;
} silent_values[] = {
  { "binary_cross_entropy", "of outputs: test-explain" }, { "mae", "of outputs: test-explain" }, { "huber", "of outputs: test-explain" },
  { "leaky_relu", "test-explain and test-why-kinds try every activation" }, { "silu", "the same" },
  { "features", "of the Input, whose settings are not turned here: test_features" },
}, silent_slopes[] = {
  { "binary_cross_entropy", "test-explain" }, { "mae", "test-explain" }, { "huber", "test-explain" },
  { "leaky_relu", "test-explain" }, { "silu", "test-explain" },
  { "features", "the point itself is on no card" },
  { "draw", "what it reads is on no card" },
};

static gboolean value_seen[64], slope_seen[64];

/* ---- Networks ---- */

static void
set (NnNetwork *network, guint layer, const char *pair)
{
  g_auto (GStrv) parts = g_strsplit (pair, "=", 2);
  g_autoptr (GError) error = NULL;
  NnSettings *settings = nn_settings_copy (nn_network_layer (network, layer)->settings);

  nn_settings_parse (settings, parts[0], parts[1], &error);
  g_assert_no_error (error);
  apply (network, nn_edit_set (layer, parts[0], nn_settings_get (settings, parts[0])));
  nn_settings_free (settings);
}

static void
add_layer (NnNetwork *network, const char *text, guint *ids, guint n)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_auto (GStrv) head = g_strsplit (words[0], "@", 2);
  g_auto (GStrv) from = g_strsplit (head[1] != NULL ? head[1] : "", ",", -1);

  ids[n] = nn_network_next_id (network);
  apply (network, nn_edit_add_layer (head[0], ids[n], 0, 0));
  for (guint i = 0; head[1] != NULL && from[i] != NULL; i++)
    apply (network, nn_edit_add_wire (ids[atoi (from[i])], ids[n], i));
  if (head[1] == NULL)
    apply (network, nn_edit_add_wire (ids[n - 1], ids[n], 0));
  for (guint i = 1; words[i] != NULL; i++)
    set (network, ids[n], words[i]);
}

static void
set_regime (NnNetwork *network, const char *regime)
{
  g_autoptr (GError) error = NULL;
  NnSettings *recipe = nn_settings_copy (nn_network_recipe (network));

  nn_settings_parse (recipe, "regime", regime, &error);
  g_assert_no_error (error);
  apply (network, nn_edit_set_recipe ("regime", nn_settings_get (recipe, "regime")));
  nn_settings_free (recipe);
}

static NnTrainer *
make (const Case *one)
{
  g_autoptr (NnNetwork) network = nn_network_new ();
  g_autoptr (NnDataset) dataset = one->data != NULL ? nn_data_load (one->data, NULL) : make_lists (20, 60, 5, 3);
  g_autoptr (GError) error = NULL;
  guint ids[MOST_LAYERS + 1] = { nn_network_next_id (network) };
  NnTrainer *trainer;

  if (one->regime != NULL)
    set_regime (network, one->regime);
  apply (network, nn_edit_add_layer ("input", ids[0], 0, 0));
  for (guint i = 0; i < MOST_LAYERS && one->layers[i] != NULL; i++)
    add_layer (network, one->layers[i], ids, i + 1);
  trainer = nn_trainer_new (network, dataset, &(NnTrainerOptions) { .threads = 1 }, &error);
  g_assert_no_error (error);
  return trainer;
}

/* Weights at random, running variances kept above 0. */
static void
shake (NnTrainer *trainer)
{
  NnRng rng = nn_rng (9, NN_STREAM_DATA);

  for (guint i = 0; i < nn_graph_n_weights (nn_trainer_graph (trainer)); i++)
    {
      gsize n;
      float *numbers = nn_trainer_change_weight (trainer, i, &n);
      const gboolean is_variance = strstr (nn_graph_weight_spec (nn_trainer_graph (trainer), i)->role, "running_var") != NULL;

      for (gsize k = 0; k < n; k++)
        numbers[k] = is_variance ? nn_rng_between (&rng, 0.5, 2) : nn_rng_between (&rng, -1, 1);
    }
}

/* ---- Checks ---- */

static void
mark (gboolean *seen, const NnOp *op)
{
  seen[nn_op_index (op)] = TRUE;
}

static void
check_redone (const NnWhy *why)
{
  assert_redone (why);
  assert_digits_add_up (why);
}

static const NnNode *
maker_of (NnTrainer *trainer, NnValue value)
{
  guint out;

  return nn_graph_maker (nn_trainer_graph (trainer), value, &out);
}

static void
check_value (NnTrainer *trainer, guint layer, gsize index, gint64 example, NnWhy *why)
{
  const NnGraph *graph = nn_trainer_graph (trainer);
  const NnValue value = nn_graph_result (graph, layer);
  const NnNode *node = maker_of (trainer, value);

  g_assert_true (nn_explain (trainer, &(NnQuestion) { .about = NN_WHY_VALUE, .layer = layer, .index = index }, example, NULL, why));
  g_assert_cmpfloat (why->result, ==, nn_trainer_open_value (trainer, value)[index]);
  check_redone (why);
  if (node == NULL || node->layer != layer)
    return;
  g_assert_cmpuint (why->steps->len, >, 0);
  g_assert_cmpfloat (nn_why_step (why, why->steps->len - 1)->result, ==, why->result);
  mark (value_seen, node->op);
}

/* One of the steps comes to what the program has: further steps go back through what the layer did to its sum. */
static void
assert_comes_to (const NnWhy *why, double slope)
{
  double nearest = INFINITY;

  for (guint i = 0; i < why->steps->len; i++)
    nearest = fmin (nearest, fabs (nn_why_step (why, i)->result - slope));
  g_assert_cmpfloat (nearest, <=, 2e-5 * fmax (1, fabs (slope)));
}

static void
mark_readers (const NnGraph *graph, NnValue value)
{
  for (guint i = 0; i < nn_graph_n_nodes (graph); i++)
    for (guint k = 0; k < nn_graph_node (graph, i)->n_in; k++)
      {
        const NnNode *node = nn_graph_node (graph, i);

        if (node->in[k] != NN_NO_VALUE && nn_graph_root (graph, node->in[k]) == nn_graph_root (graph, value))
          mark (slope_seen, node->op);
      }
}

static void
check_slope (NnTrainer *trainer, guint layer, gsize index, gint64 example, NnWhy *why)
{
  const NnGraph *graph = nn_trainer_graph (trainer);
  const NnValue value = nn_graph_result (graph, layer);

  if (nn_network_layer (nn_trainer_network (trainer), layer)->kind->is_output || !nn_trainer_open (trainer, example, NULL)
      || nn_trainer_open_slope (trainer, value) == NULL)
    return;
  g_assert_true (nn_explain (trainer, &(NnQuestion) { .about = NN_WHY_SLOPE, .layer = layer, .index = index }, example, NULL, why));
  check_redone (why);
  assert_comes_to (why, nn_trainer_open_slope (trainer, value)[index]);
  mark_readers (graph, value);
  if (maker_of (trainer, value) != NULL && nn_explanation_find (maker_of (trainer, value)->op)->bends)
    mark (slope_seen, maker_of (trainer, value)->op);
}

static void
check_weight (NnTrainer *trainer, NnValue value, gsize index, gint64 example, NnWhy *why)
{
  const NnGraph *graph = nn_trainer_graph (trainer);
  const NnWeightSpec *spec = nn_graph_weight_spec (graph, nn_graph_value (graph, value)->weight);
  NnQuestion question = { .about = NN_WHY_WEIGHT, .layer = spec->layer, .role = spec->role, .index = index };

  g_assert_true (nn_explain (trainer, &question, example, NULL, why));
  check_redone (why);
  question.about = NN_WHY_WEIGHT_SLOPE;
  if (spec->state || nn_trainer_open_slope (trainer, value) == NULL)
    return;
  g_assert_true (nn_explain (trainer, &question, example, NULL, why));
  check_redone (why);
  assert_near (why->result, nn_trainer_open_slope (trainer, value)[index]);
  mark_readers (graph, value);
}

static const char *
first_role (const NnGraph *graph, guint layer)
{
  for (guint i = 0; i < nn_graph_n_weights (graph); i++)
    if (nn_graph_role_at (graph, i, layer) != NULL && !nn_graph_weight_spec (graph, i)->state)
      return nn_graph_role_at (graph, i, layer);
  return NULL;
}

/* From one number of a weight to the next, all of a layer are come by, each once, and back again. */
static void
check_order (NnTrainer *trainer, guint layer, NnWhy *why)
{
  const NnGraph *graph = nn_trainer_graph (trainer);
  NnQuestion question = { .about = NN_WHY_WEIGHT, .layer = layer, .role = first_role (graph, layer) };
  gsize all = 0, steps = 0;

  for (guint i = 0; i < nn_graph_n_weights (graph); i++)
    if (nn_graph_role_at (graph, i, layer) != NULL && !nn_graph_weight_spec (graph, i)->state)
      all += (gsize) nn_shape_size (&nn_graph_weight_spec (graph, i)->shape);
  if (all == 0 || all > MOST_WALKED)
    return;
  do
    {
      const NnQuestion before = question;

      g_assert_true (nn_explain (trainer, &question, 0, NULL, why));
      question.role = why->weight.next.role;
      question.index = why->weight.next.index;
      g_assert_true (nn_explain (trainer, &question, 0, NULL, why));
      g_assert_cmpstr (why->weight.previous.role, ==, before.role);
      g_assert_cmpuint (why->weight.previous.index, ==, before.index);
      steps++;
    }
  while (steps <= all && !(question.index == 0 && g_strcmp0 (question.role, first_role (graph, layer)) == 0));
  g_assert_cmpuint (steps, ==, all);
}

static void
check_shares (NnTrainer *trainer, const NnNode *node, gint64 example, NnWhy *why)
{
  const NnGraph *graph = nn_trainer_graph (trainer);
  const gsize n = (gsize) nn_shape_size (&nn_graph_value (graph, node->out[1])->shape);
  const gint64 others = nn_graph_value (graph, node->out[1])->shape.dim[2];
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      g_assert_true (nn_explain (trainer, &(NnQuestion) { .about = NN_WHY_SHARE, .layer = node->layer, .index = i }, example, NULL, why));
      g_assert_cmpfloat (why->result, ==, nn_trainer_open_value (trainer, node->out[1])[i]);
      check_redone (why);
      g_assert_true (nn_explain (trainer, &(NnQuestion) { .about = NN_WHY_SHARE_SLOPE, .layer = node->layer, .index = i }, example, NULL, why));
      check_redone (why);
      sum += why->result;
      if ((i + 1) % others == 0)   /* shares are shares of one: what one gains the others lose */
        {
          g_assert_cmpfloat_with_epsilon (sum, 0, 1e-5);
          sum = 0;
        }
    }
  mark (value_seen, node->op);
  mark (slope_seen, node->op);
}

/* What the layer adds to the loss. */
static void
check_own_loss (NnTrainer *trainer, guint layer, gint64 example, NnWhy *why)
{
  const int own = nn_graph_loss_of (nn_trainer_graph (trainer), layer);
  const NnGraphLoss *loss;

  if (own < 0)
    return;
  loss = nn_graph_loss_at (nn_trainer_graph (trainer), (guint) own);
  g_assert_true (nn_explain (trainer, &(NnQuestion) { .about = NN_WHY_LOSS, .layer = layer }, example, NULL, why));
  assert_redone (why);   /* weights that are shaken so make powers of e that no card's decimals add up to */
  assert_near (why->result, loss->weight * nn_trainer_open_value (trainer, loss->value)[0]);
  mark (value_seen, maker_of (trainer, loss->value)->op);
}

static void
check_layer (NnTrainer *trainer, const NnLayer *layer, gint64 example, NnWhy *why)
{
  const NnGraph *graph = nn_trainer_graph (trainer);
  const gsize size = (gsize) nn_shape_size (&nn_graph_value (graph, nn_graph_result (graph, layer->id))->shape);

  for (gsize i = 0; i < size; i += 1 + size / NUMBERS)
    {
      check_value (trainer, layer->id, i, example, why);
      check_slope (trainer, layer->id, i, example, why);
    }
  check_own_loss (trainer, layer->id, example, why);
  if (layer->kind->is_output)
    {
      g_assert_true (nn_explain (trainer, &(NnQuestion) { .about = NN_WHY_LOSS, .layer = layer->id }, example, NULL, why));
      check_redone (why);
      mark (value_seen, maker_of (trainer, nn_graph_output_at (graph, 0)->loss)->op);
      g_assert_true (nn_explain (trainer, &(NnQuestion) { .about = NN_WHY_SLOPE, .layer = layer->id }, example, NULL, why));
      check_redone (why);
      mark_readers (graph, nn_graph_output_at (graph, 0)->raw);
    }
}

static void
test_case (gconstpointer data)
{
  g_autoptr (NnTrainer) trainer = make (data);
  const NnGraph *graph = nn_trainer_graph (trainer);
  const NnNetwork *network = nn_trainer_network (trainer);
  NnWhy why;

  nn_why_init (&why);
  shake (trainer);
  for (gint64 example = 0; example < EXAMPLES; example++)
    {
      for (guint i = 0; i < nn_network_n_layers (network); i++)
        {
          check_layer (trainer, nn_network_layer_at (network, i), example, &why);
          check_order (trainer, nn_network_layer_at (network, i)->id, &why);
        }
      for (NnValue v = 0; v < nn_graph_n_values (graph); v++)
        if (nn_graph_value (graph, v)->role == NN_VALUE_WEIGHT)
          {
            const gsize n = (gsize) nn_shape_size (&nn_graph_value (graph, v)->shape);

            for (gsize i = 0; i < n; i += 1 + n / NUMBERS)
              check_weight (trainer, v, i, example, &why);
          }
      for (guint i = 0; i < nn_graph_n_nodes (graph); i++)
        {
          const NnNode *node = nn_graph_node (graph, i);

          if (nn_explanation_find (node->op)->share != NULL)
            check_shares (trainer, node, example, &why);
          if (node->layer != 0 && (g_str_equal (node->op->id, "rnn") || g_str_equal (node->op->id, "lstm") || g_str_equal (node->op->id, "gru")))
            mark (value_seen, node->op);
        }
    }
  nn_why_clear (&why);
}

/* All of what comes back to a state, through later steps too, is what makes the gradient by its last sum: for a plain recurrence
 * that is times the slope of tanh. */
static void
test_through_time (void)
{
  static const Case one = SEQUENCE ("rnn units=5 returns=sequence", FLAT);
  g_autoptr (NnTrainer) trainer = make (&one);
  const NnGraph *graph = nn_trainer_graph (trainer);
  const guint layer = nn_network_layer_at (nn_trainer_network (trainer), 3)->id;
  const NnValue value = nn_graph_result (graph, layer);
  const gsize n = (gsize) nn_shape_size (&nn_graph_value (graph, value)->shape);
  NnWhy why;

  nn_why_init (&why);
  shake (trainer);
  for (gsize i = 0; i < n; i++)
    {
      double y;

      g_assert_true (nn_explain (trainer, &(NnQuestion) { .about = NN_WHY_SLOPE, .layer = layer, .index = i }, 0, NULL, &why));
      y = nn_trainer_open_value (trainer, value)[i];
      assert_near (why.result * (1 - y * y), nn_trainer_open_slope (trainer, maker_of (trainer, value)->in[0])[i]);
    }
  nn_why_clear (&why);
}

/* By hand: a window of 2 over 1 2 3, weights 10 and 100, bias 5. */
static void
test_by_hand (void)
{
  static const Case one = { { "reshape second=1", "conv1d filters=1 kernel=2 activation=relu", FLAT }, NULL, NULL };
  g_autoptr (NnTrainer) trainer = make (&one);
  const guint layer = nn_network_layer_at (nn_trainer_network (trainer), 2)->id;
  const float input[60] = { 1, 2, 3 };
  gsize n;
  NnWhy why;

  nn_why_init (&why);
  nn_trainer_change_weight (trainer, 0, &n)[0] = 10;
  nn_trainer_change_weight (trainer, 0, &n)[1] = 100;
  nn_trainer_change_weight (trainer, 1, &n)[0] = 5;
  g_assert_true (nn_explain (trainer, &(NnQuestion) { .about = NN_WHY_VALUE, .layer = layer, .index = 1 }, -1, input, &why));
  g_assert_cmpuint (why.steps->len, ==, 2);
  g_assert_cmpfloat (nn_why_term (nn_why_step (&why, 0), 0)->value, ==, 20);
  g_assert_cmpfloat (nn_why_term (nn_why_step (&why, 0), 1)->value, ==, 300);
  g_assert_cmpuint (nn_why_term (nn_why_step (&why, 0), 1)->source.index, ==, 2);
  g_assert_cmpuint (nn_why_term (nn_why_step (&why, 0), 1)->source.weight_index, ==, 1);
  g_assert_cmpstr (nn_why_term (nn_why_step (&why, 0), 1)->source.role, ==, "weight");
  g_assert_cmpfloat (why.result, ==, 325);
  nn_why_clear (&why);
}

static void
test_features (void)
{
  static const Case one = { { "dense units=3", "output" }, "builtin:circles?n=20", NULL };
  g_autoptr (NnTrainer) plain = make (&one), trainer = NULL;
  g_autoptr (NnNetwork) network = nn_network_copy (nn_trainer_network (plain));
  const guint input = nn_network_layer_at (network, 0)->id;
  static const char *const switches[] = { "x2", "y2", "xy", "sin_x", "sin_y" };
  NnWhy why;

  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    apply (network, nn_edit_set (input, switches[i], TRUE));
  trainer = nn_trainer_new (network, nn_trainer_dataset (plain), &(NnTrainerOptions) { .threads = 1 }, NULL);
  nn_why_init (&why);
  for (gsize i = 0; i < 7; i++)
    check_value (trainer, input, i, 3, &why);
  nn_why_clear (&why);
}

/* Last: what the others have seen. */
static void
test_every_operation (void)
{
  guint n;
  const NnOp *const *rows = nn_op_rows (&n);

  for (guint i = 0; i < G_N_ELEMENTS (silent_values); i++)
    mark (value_seen, nn_op_find (silent_values[i].op));
  for (guint i = 0; i < G_N_ELEMENTS (silent_slopes); i++)
    mark (slope_seen, nn_op_find (silent_slopes[i].op));
  for (guint i = 0; i < n; i++)
    {
      const gboolean passes = rows[i]->reference.backward != NULL;

      g_assert_nonnull (nn_explanation_find (rows[i]));
      if (!value_seen[i] || (passes && !slope_seen[i]))
        g_error ("No network here explains the %s of “%s”.", value_seen[i] ? "gradient" : "value", rows[i]->id);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/explain/ops/by-hand", test_by_hand);
  g_test_add_func ("/engine/explain/ops/through-time", test_through_time);
  g_test_add_func ("/engine/explain/ops/features", test_features);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/explain/ops/%u", i);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/engine/explain/ops/zz-every-operation", test_every_operation);
  return g_test_run ();
}
