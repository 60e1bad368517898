#include "kind.h"

#include "text.h"

#define NN_ROW(id) extern const NnKind nn_kind_##id;
#include "nn-kind-rows.inc"
#undef NN_ROW

static const NnKind *const kind_rows[] = {
#define NN_ROW(id) &nn_kind_##id,
#include "nn-kind-rows.inc"
#undef NN_ROW
};

static const char *const family_titles[NN_N_FAMILIES] = {
  [NN_FAMILY_COMMON] = N_("Common"),
  [NN_FAMILY_CONVOLUTION] = N_("Convolution"),
  [NN_FAMILY_SEQUENCE] = N_("Sequence"),
  [NN_FAMILY_STEADY] = N_("Steady the training"),
  [NN_FAMILY_ACTIVATION] = N_("Activation"),
  [NN_FAMILY_SHAPE] = N_("Shape"),
  [NN_FAMILY_JOIN] = N_("Join and finish"),
};

const char *
nn_family_title (NnFamily family)
{
  return nn_text (family_titles[family]);
}

const NnKind *
nn_kind_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_rows); i++)
    if (g_str_equal (kind_rows[i]->id, id))
      return kind_rows[i];
  return NULL;
}

const NnKind *const *
nn_kind_rows (guint *n)
{
  *n = G_N_ELEMENTS (kind_rows);
  return kind_rows;
}

NnLayer *
nn_layer_new (const NnKind *kind)
{
  NnLayer *layer = g_new0 (NnLayer, 1);

  layer->kind = kind;
  layer->settings = nn_settings_new (kind->params);
  return layer;
}

NnLayer *
nn_layer_copy (const NnLayer *layer)
{
  NnLayer *copy = g_new (NnLayer, 1);

  *copy = *layer;
  copy->name = g_strdup (layer->name);
  copy->label = g_strdup (layer->label);
  copy->settings = nn_settings_copy (layer->settings);
  copy->brought = nn_tensors_ref (layer->brought);
  copy->inside = layer->inside != NULL ? layer->inside_type->copy (layer->inside) : NULL;
  return copy;
}

void
nn_layer_free (NnLayer *layer)
{
  if (layer == NULL)
    return;
  g_free (layer->name);
  g_free (layer->label);
  nn_settings_free (layer->settings);
  nn_tensors_free (layer->brought);
  if (layer->inside != NULL)
    layer->inside_type->free (layer->inside);
  g_free (layer);
}
