/* Every kind that can be explained, explained: in a network of its own on data that it fits, with every choice of settings. */
#include "redo.h"

#include <string.h>

#include "nets.h"
#include "rng.h"
#include "source.h"

#define NUMBERS 60   /* of a result that are looked at */

static const char *const specs[] = { "builtin:spiral?n=40", "builtin:sine?n=40", "builtin:digits?n=40",
                                     "builtin:stories?n=40&context=5" };

static guint
add (NnNetwork *network, const char *kind, guint after)
{
  const guint id = nn_network_next_id (network);

  apply (network, nn_edit_add_layer (kind, id, 0, 0));
  if (after != 0)
    apply (network, nn_edit_add_wire (after, id, 0));
  return id;
}

/* Input, perhaps Flatten (or, of a text, Embedding), the kind, perhaps Flatten again, Output. NULL: it does not run. */
static NnTrainer *
make (const NnKind *kind, const NnParam *param, double value, const char *spec, guint flat, guint *layer)
{
  g_autoptr (NnNetwork) network = nn_network_new ();
  g_autoptr (NnDataset) dataset = nn_data_load (spec, NULL);
  guint last = 0;

  apply (network, nn_edit_set_data (spec));
  if (kind->max_in > 0)
    {
      last = add (network, "input", 0);
      if (flat & 1)
        last = add (network, nn_dataset_info (dataset)->continues ? "embedding" : "flatten", last);
    }
  last = *layer = add (network, kind->id, last);
  if (param != NULL)
    apply (network, nn_edit_set (last, param->id, value));
  if ((flat & 2) && !kind->is_output)
    last = add (network, "flatten", last);
  if (!kind->is_output)
    last = add (network, "output", last);
  apply (network, nn_edit_set (last, "loss", nn_field_chooses (nn_first_target (nn_dataset_info (dataset))) ? 0 : 2));
  return nn_trainer_new (network, dataset, &(NnTrainerOptions) { .threads = 1 }, NULL);
}

static void
shake (NnTrainer *trainer)
{
  NnRng rng = nn_rng (9, NN_STREAM_DATA);

  for (guint i = 0; i < nn_graph_n_weights (nn_trainer_graph (trainer)); i++)
    {
      gsize n;
      float *numbers = nn_trainer_change_weight (trainer, i, &n);

      for (gsize k = 0; k < n; k++)
        numbers[k] = nn_graph_weight_spec (nn_trainer_graph (trainer), i)->state ? nn_rng_between (&rng, 0.5, 2) : nn_rng_between (&rng, -1, 1);
    }
}

/* Returns whether anything was explained by steps. */
static gboolean
check (NnTrainer *trainer, guint layer)
{
  const NnGraph *graph = nn_trainer_graph (trainer);
  NnDataset *dataset = nn_trainer_dataset (trainer);
  const gsize size = nn_shape_size (&nn_graph_value (graph, nn_graph_result (graph, layer))->shape);
  g_autofree float *input = g_new (float, nn_shape_size (&nn_first_input (nn_dataset_info (dataset))->shape));
  g_autofree float *result = g_new (float, size);
  gboolean any = FALSE;
  NnWhy why;

  nn_why_init (&why);
  shake (trainer);
  for (guint32 example = 0; example < 3; example++)
    {
      nn_dataset_input (dataset, example, input);
      nn_trainer_predict (trainer, layer, input, 1, result);
      if (nn_explain (trainer, &(NnQuestion) { .about = NN_WHY_LOSS, .layer = layer }, example, NULL, &why))
        {
          assert_redone (&why);
          assert_digits_add_up (&why);
        }
      for (gsize i = 0; i < size; i += 1 + size / NUMBERS)
        {
          g_assert_true (nn_explain (trainer, &(NnQuestion) { .about = NN_WHY_VALUE, .layer = layer, .index = i }, example, NULL, &why));
          assert_near (why.result, result[i]);
          assert_redone (&why);
          assert_digits_add_up (&why);
          any |= why.steps->len > 0;
          if (!nn_explain (trainer, &(NnQuestion) { .about = NN_WHY_SLOPE, .layer = layer, .index = i }, example, NULL, &why))
            continue;
          assert_redone (&why);
          assert_digits_add_up (&why);
        }
    }
  nn_why_clear (&why);
  return any;
}

static gboolean
try_settings (const NnKind *kind, const NnParam *param, double value)
{
  gboolean any = FALSE;

  for (guint s = 0; s < G_N_ELEMENTS (specs); s++)
    for (guint flat = 0; flat < 4; flat++)
      {
        guint layer;
        g_autoptr (NnTrainer) trainer = make (kind, param, value, specs[s], flat, &layer);

        any |= trainer != NULL && check (trainer, layer);
      }
  return any;
}

static void
test_kind (gconstpointer data)
{
  static const char *const sure[] = { "dense", "embedding", "output", "relu", "leaky_relu", "gelu", "silu", "sigmoid", "tanh", "softmax", NULL };
  const NnKind *kind = data;
  gboolean any = try_settings (kind, NULL, 0);

  for (const NnParam *param = kind->params; param->id != NULL; param++)
    if (param->type == NN_PARAM_CHOICE && !g_str_equal (param->id, "loss"))
      for (guint i = 0; param->choices[i].id != NULL; i++)
        try_settings (kind, param, i);
  if (g_strv_contains (sure, kind->id))
    g_assert_true (any);
}

int
main (int argc, char *argv[])
{
  guint n;
  const NnKind *const *rows = nn_kind_rows (&n);

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/explain/kinds/%s", rows[i]->id);

      g_test_add_data_func (path, rows[i], test_kind);
    }
  return g_test_run ();
}
