/* Units that become more or fewer: those that are left keep their numbers, wherever these stand. */
#include "nets.h"

/* A network before and after an edit, the first trained for some steps and the second gone on from it. */
typedef struct
{
  NnNetwork *network;
  NnDataset *dataset;
  NnTrainer *before, *after;
} Change;

static NnTrainer *
open_trainer (const NnNetwork *network, NnDataset *dataset)
{
  g_autoptr (GError) error = NULL;
  NnTrainer *trainer = nn_trainer_new (network, dataset, &(NnTrainerOptions) { .threads = 1 }, &error);

  g_assert_no_error (error);
  return trainer;
}

/* Takes network and dataset. */
static Change
change_begin (NnNetwork *network, NnDataset *dataset)
{
  Change change = { network, dataset, open_trainer (network, dataset), NULL };

  for (guint i = 0; i < 8; i++)
    nn_trainer_step (change.before);
  return change;
}

static void
change_set (Change *change, const char *layer, const char *param, double value)
{
  apply (change->network, nn_edit_set (nn_network_find (change->network, layer)->id, param, value));
}

static guint
change_end (Change *change)
{
  change->after = open_trainer (change->network, change->dataset);
  return nn_trainer_adopt (change->after, change->before);
}

static void
change_clear (Change *change)
{
  nn_network_free (change->network);
  nn_dataset_unref (change->dataset);
  nn_trainer_free (change->before);
  nn_trainer_free (change->after);
}

/* ---- Reading ---- */

static guint
find_weight (const NnTrainer *trainer, const char *name)
{
  for (guint i = 0; i < nn_graph_n_weights (nn_trainer_graph (trainer)); i++)
    if (g_str_equal (nn_graph_weight_spec (nn_trainer_graph (trainer), i)->name, name))
      return i;
  g_assert_not_reached ();
}

/* A number of a matrix, or of a list as its column 0. */
static float
number_at (NnTrainer *trainer, const char *name, guint row, guint column)
{
  const guint i = find_weight (trainer, name);
  const NnShape *shape = &nn_graph_weight_spec (nn_trainer_graph (trainer), i)->shape;
  gsize n;

  return nn_trainer_weight (trainer, i, &n)[row * (nn_shape_size (shape) / shape->dim[0]) + column];
}

static void
assert_kept (const Change *change, const char *name, guint row, guint column, guint former_row, guint former_column)
{
  g_assert_cmpfloat (number_at (change->after, name, row, column), ==, number_at (change->before, name, former_row, former_column));
}

static void
assert_all_kept (const Change *change, const char *name, guint rows, guint columns)
{
  for (guint row = 0; row < rows; row++)
    for (guint column = 0; column < columns; column++)
      assert_kept (change, name, row, column, row, column);
}

/* ---- Cases ---- */

static const Net net = {
  .units = { 6, 6 },
  .activation = "tanh",
  .loss = "binary_cross_entropy",
  .project = TRUE,
  .recipe = { "optimiser", "adam", "learning_rate", "0.02", "batch", "16", "validation", "0.2", "seed", "3" },
};

/* One neuron of a dense layer less, then two more: its row and the next layer's column go and come; step and epoch go on. */
static void
test_dense (gconstpointer data)
{
  const guint units = GPOINTER_TO_UINT (data), left = MIN (units, 6);
  Change change = change_begin (make_net (&net), make_points (100, 1));

  change_set (&change, "dense_1", "units", units);
  g_assert_cmpuint (change_end (&change), ==, 6);
  assert_all_kept (&change, "dense_1.weight", left, 2);
  assert_all_kept (&change, "dense_1.bias", left, 1);
  assert_all_kept (&change, "dense_2.weight", 6, left);
  assert_all_kept (&change, "dense_2.bias", 6, 1);
  assert_all_kept (&change, "output.weight", 1, 6);
  if (units > 6)
    g_assert_cmpfloat (number_at (change.after, "dense_2.weight", 0, 6), !=, 0);   /* begun anew */
  g_assert_cmpint (nn_trainer_steps (change.after), ==, 8);
  g_assert_cmpint (nn_trainer_epochs (change.after), ==, nn_trainer_epochs (change.before));
  g_assert_cmpfloat (nn_trainer_step (change.after).epoch, ==, nn_trainer_step (change.before).epoch);
  change_clear (&change);
}

static float
state_at (const NnTensors *tensors, const char *name, guint row, guint column)
{
  const NnTensor *tensor = nn_tensors_find (tensors, name);

  return tensor->data[row * tensor->shape.dim[1] + column];
}

/* What the optimiser knows of them goes with them. */
static void
test_optimiser (void)
{
  Change change = change_begin (make_net (&net), make_points (100, 1));
  g_autoptr (NnTensors) before = NULL, after = NULL;

  change_set (&change, "dense_1", "units", 5);
  change_end (&change);
  before = nn_trainer_save (change.before, TRUE);
  after = nn_trainer_save (change.after, TRUE);
  g_assert_cmpfloat (state_at (before, "optimiser.mean.dense_2.weight", 3, 4), !=, 0);
  g_assert_cmpfloat (state_at (after, "optimiser.mean.dense_2.weight", 3, 4), ==, state_at (before, "optimiser.mean.dense_2.weight", 3, 4));
  change_clear (&change);
}

/* One neuron of forty less leaves a network that still answers nearly as well, where a new layer would guess. */
static void
test_goes_on (void)
{
  const Net wide = { .units = { 40 }, .activation = "tanh", .loss = "binary_cross_entropy", .project = TRUE,
                     .recipe = { "optimiser", "adam", "learning_rate", "0.02", "batch", "16", "seed", "3" } };
  Change change = change_begin (make_net (&wide), make_points (100, 1));
  NnScores trained, left;

  for (guint i = 0; i < 1500; i++)
    nn_trainer_step (change.before);
  change_set (&change, "dense_1", "units", 39);
  change_end (&change);
  nn_trainer_evaluate_all (change.before, &trained);
  nn_trainer_evaluate_all (change.after, &left);
  g_assert_cmpfloat (trained.loss, <, 0.1);
  g_assert_cmpfloat (left.loss, <, 0.3);
  nn_scores_clear (&trained);
  nn_scores_clear (&left);
  change_clear (&change);
}

/* Other data: nothing of what weighed the old numbers is of use. */
static void
test_other_data (void)
{
  Change change = change_begin (make_net (&net), make_points (100, 1));

  nn_dataset_unref (change.dataset);
  change.dataset = make_lists (60, 5, 2, 1);
  g_assert_cmpuint (change_end (&change), ==, 5);
  g_assert_cmpfloat (number_at (change.after, "dense_1.weight", 0, 0), !=, number_at (change.before, "dense_1.weight", 0, 0));
  change_clear (&change);
}

/* ---- By way of other layers ---- */

static guint
add (NnNetwork *network, const char *kind, guint from, const char *param, double value)
{
  const guint id = nn_network_next_id (network);

  apply (network, nn_edit_add_layer (kind, id, 0, 0));
  if (param != NULL)
    apply (network, nn_edit_set (id, param, value));
  if (from != 0)
    apply (network, nn_edit_add_wire (from, id, 0));
  return id;
}

static void
finish (NnNetwork *network, guint last)
{
  const guint output = add (network, "output", last, NULL, 0);
  const NnLayer *layer = nn_network_layer (network, output);

  apply (network, nn_edit_set (output, "loss", nn_choice_index (nn_param_find (layer->kind->params, "loss"), "cross_entropy")));
  apply (network, nn_edit_set_recipe ("batch", 8));
}

/* Numbers as so many steps of 2, or (third > 0) as a picture. */
static NnNetwork *
make_reshaped (gint64 second, gint64 third, guint *last)
{
  NnNetwork *network = nn_network_new ();
  const guint input = add (network, "input", 0, NULL, 0);

  *last = add (network, "reshape", input, "second", second);
  apply (network, nn_edit_set (*last, "third", third));
  return network;
}

/* A filter less, behind a Flatten: its columns are every third, not the last ones. */
static void
test_filters (void)
{
  Change change;
  guint last;
  NnNetwork *network = make_reshaped (2, 2, &last);

  last = add (network, "conv2d", last, "filters", 3);
  apply (network, nn_edit_set (last, "kernel", 1));
  last = add (network, "batch_norm", last, NULL, 0);
  last = add (network, "flatten", last, NULL, 0);
  last = add (network, "dropout", last, NULL, 0);
  last = add (network, "dense", last, "units", 4);
  finish (network, last);
  change = change_begin (network, make_lists (60, 8, 2, 1));
  change_set (&change, "conv2d_1", "filters", 2);
  g_assert_cmpuint (change_end (&change), ==, nn_graph_n_weights (nn_trainer_graph (change.after)));
  assert_all_kept (&change, "conv2d_1.weight", 2, 2);
  assert_all_kept (&change, "batch_norm_1.running_mean", 2, 1);
  for (guint place = 0; place < 4; place++)
    for (guint filter = 0; filter < 2; filter++)
      assert_kept (&change, "dense_1.weight", 1, 2 * place + filter, 1, 3 * place + filter);
  change_clear (&change);
}

/* Gates stand in blocks: each loses its last row. */
static void
test_gates (void)
{
  Change change;
  guint last;
  NnNetwork *network = make_reshaped (2, 0, &last);

  last = add (network, "lstm", last, "units", 5);
  finish (network, last);
  change = change_begin (network, make_lists (60, 8, 2, 1));
  change_set (&change, "lstm_1", "units", 4);
  change_end (&change);
  for (guint gate = 0; gate < 4; gate++)
    for (guint unit = 0; unit < 4; unit++)
      {
        assert_kept (&change, "lstm_1.weight_ih_l0", 4 * gate + unit, 1, 5 * gate + unit, 1);
        assert_kept (&change, "lstm_1.weight_hh_l0", 4 * gate + unit, 3, 5 * gate + unit, 3);
        assert_kept (&change, "lstm_1.bias_hh_l0", 4 * gate + unit, 0, 5 * gate + unit, 0);
      }
  change_clear (&change);
}

/* Beside another layer's: that one's columns move up. */
static void
test_joined (void)
{
  NnNetwork *network = nn_network_new ();
  const guint input = add (network, "input", 0, NULL, 0);
  const guint one = add (network, "dense", input, "units", 3), two = add (network, "dense", input, "units", 2);
  const guint both = add (network, "concat", one, NULL, 0);
  Change change;

  apply (network, nn_edit_add_wire (two, both, 1));
  finish (network, add (network, "dense", both, "units", 4));
  change = change_begin (network, make_lists (60, 5, 2, 1));
  change_set (&change, "dense_1", "units", 2);
  change_end (&change);
  for (guint row = 0; row < 4; row++)
    {
      assert_kept (&change, "dense_3.weight", row, 1, row, 1);
      assert_kept (&change, "dense_3.weight", row, 2, row, 3);
      assert_kept (&change, "dense_3.weight", row, 3, row, 4);
    }
  change_clear (&change);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/engine/train/kept/dense/fewer", GUINT_TO_POINTER (5), test_dense);
  g_test_add_data_func ("/engine/train/kept/dense/more", GUINT_TO_POINTER (8), test_dense);
  g_test_add_func ("/engine/train/kept/optimiser", test_optimiser);
  g_test_add_func ("/engine/train/kept/goes-on", test_goes_on);
  g_test_add_func ("/engine/train/kept/other-data", test_other_data);
  g_test_add_func ("/engine/train/kept/filters", test_filters);
  g_test_add_func ("/engine/train/kept/gates", test_gates);
  g_test_add_func ("/engine/train/kept/joined", test_joined);
  return g_test_run ();
}
