#include "places.h"

static char **
name_classes (guint n)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("class %u", i);

      g_strv_builder_add (names, name);
    }
  return g_strv_builder_end (names);
}

static NnDataInfo *
make_info (NnField input, NnField target)
{
  NnDataInfo *info = nn_data_info_new ();

  info->title = g_strdup ("Made up");
  info->noun = g_strdup ("examples");
  info->n = 100;
  nn_data_info_add_input (info, input);
  nn_data_info_add_target (info, target);
  return info;
}

static NnField
make_class (guint n)
{
  return (NnField) {
    .name = g_strdup ("class"),
    .kind = NN_FIELD_CLASS,
    .shape = NN_SHAPE (1),
    .parts = name_classes (n),
    .n_parts = n,
  };
}

NnDataInfo *
make_points (guint n_classes)
{
  return make_info ((NnField) { .name = g_strdup ("point"), .kind = NN_FIELD_POINTS, .shape = NN_SHAPE (2) },
                    make_class (n_classes));
}

NnDataInfo *
make_curve (guint n_numbers)
{
  return make_info ((NnField) { .name = g_strdup ("x"), .kind = NN_FIELD_NUMBERS, .shape = NN_SHAPE (1) },
                    (NnField) { .name = g_strdup ("y"), .kind = NN_FIELD_NUMBERS, .shape = NN_SHAPE (n_numbers) });
}

NnDataInfo *
make_pictures (gint64 side, guint n_classes)
{
  return make_info ((NnField) { .name = g_strdup ("image"), .kind = NN_FIELD_IMAGE, .shape = NN_SHAPE (side, side, 1) },
                    make_class (n_classes));
}

static NnField
make_tokens (const char *name, gint64 context, guint n_tokens)
{
  NnField field = make_class (n_tokens);

  g_free (field.name);
  field.name = g_strdup (name);
  field.kind = NN_FIELD_TEXT;
  field.shape = NN_SHAPE (context);
  return field;
}

NnDataInfo *
make_text (gint64 context, guint n_tokens)
{
  NnDataInfo *info = make_info (make_tokens ("text", context, n_tokens), make_tokens ("next", context, n_tokens));

  info->continues = TRUE;
  return info;
}

static NnLayer *
make_layer (const char *kind, guint id, const char *name, const char *label)
{
  NnLayer *layer = nn_layer_new (nn_kind_find (kind));

  layer->id = id;
  layer->name = g_strdup (name);
  layer->label = g_strdup (label);
  return layer;
}

void
place_begin (Place *place, const char *kind, const char *feeder, const NnDataInfo *data, NnShape in)
{
  *place = (Place) { .in = in };
  place->layer = make_layer (kind, 2, "under_test", "Under test");
  place->feeder = make_layer (feeder, 1, "before", "Before");
  g_assert_cmpuint (place->layer->kind->min_in, <=, PLACE_WIRES);
  for (guint i = 0; i < PLACE_WIRES; i++)
    {
      place->ins[i] = in;
      place->from[i] = place->feeder->label;
      place->feeders[i] = place->feeder;
      place->tokens[i] = nn_input_tokens (place->feeder, data);
    }
  place->site = (NnSite) {
    .layer = place->layer,
    .data = data,
    .regime = nn_regime_at (0),
    .in = place->ins,
    .from = place->from,
    .feeder = place->feeders,
    .tokens = place->tokens,
    .n_in = place->layer->kind->min_in,
  };
}

void
place_clear (Place *place)
{
  nn_layer_free (place->layer);
  nn_layer_free (place->feeder);
}
