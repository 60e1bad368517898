/* Edits of one layer: add, remove, set, rename. */
#include "edit-private.h"

#include "bounds.h"
#include "errors.h"
#include "network-private.h"
#include "text.h"

static NnLayer *
find_layer (NnNetwork *network, guint id, GError **error)
{
  const guint i = nn_network_index (network, id);

  if (i == nn_network_n_layers (network))
    {
      g_set_error_literal (error, NN_ERROR, NN_ERROR_ARGUMENT, _ ("That layer is not there any more."));
      return NULL;
    }
  return g_ptr_array_index (network->layers, i);
}

/* The label of a layer, or a word for one that is gone. */
static const char *
name_in_title (const NnNetwork *network, guint id)
{
  const NnLayer *layer = nn_network_layer (network, id);

  return layer != NULL ? layer->label : _ ("layer");
}

/* Add. */
typedef struct
{
  NnEdit edit;
  NnLayer *layer;   /* without names: they are given when it is added; NULL: the kind does not exist */
  char *kind;       /* as asked for */
  guint index;      /* place in the order of creation; G_MAXUINT: last */
} AddLayer;

static const NnEditType add_type;

static NnEdit *
make_add (NnLayer *layer, const char *kind, guint index)
{
  AddLayer *add = g_new0 (AddLayer, 1);

  add->edit.type = &add_type;
  add->layer = layer;
  add->kind = g_strdup (kind);
  add->index = index;
  return &add->edit;
}

NnEdit *
nn_edit_add_layer (const char *kind, guint id, double x, double y)
{
  const NnKind *row = nn_kind_find (kind);
  NnLayer *layer = row != NULL ? nn_layer_new (row) : NULL;

  if (layer != NULL)
    {
      layer->id = id;
      layer->x = x;
      layer->y = y;
    }
  return make_add (layer, kind, G_MAXUINT);
}

NnEdit *
nn_edit_restore_layer (const NnLayer *layer, guint index)
{
  return make_add (nn_layer_copy (layer), layer->kind->id, index);
}

static NnEdit *
apply_add (const NnEdit *edit, NnNetwork *network, GError **error)
{
  const AddLayer *add = (const AddLayer *) edit;

  if (add->layer == NULL)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT, _ ("There is no layer kind “%s”."), add->kind);
      return NULL;
    }
  if (add->layer->id == 0 || nn_network_layer (network, add->layer->id) != NULL)
    {
      g_set_error (error,
                   NN_ERROR,
                   NN_ERROR_ARGUMENT,
                   _ ("There already is a layer with the number %u."),
                   add->layer->id);
      return NULL;
    }
  if (nn_network_n_layers (network) >= NN_MOST_LAYERS)
    {
      g_set_error (error,
                   NN_ERROR,
                   NN_ERROR_ARGUMENT,
                   _ ("A network has at most %d layers: remove one first."),
                   NN_MOST_LAYERS);
      return NULL;
    }
  if (!nn_edit_check_place (add->layer->x, add->layer->y, error))
    return NULL;
  nn_network_insert (network, nn_layer_copy (add->layer), add->index);
  return nn_edit_remove_layer (add->layer->id);
}

static char *
title_add (const NnEdit *edit, const NnNetwork *network)
{
  const AddLayer *add = (const AddLayer *) edit;

  return g_strdup_printf (_ ("Add %s"), add->layer != NULL ? nn_text (add->layer->kind->title) : add->kind);
}

static void
clear_add (NnEdit *edit)
{
  AddLayer *add = (AddLayer *) edit;

  nn_layer_free (add->layer);
  g_free (add->kind);
}

static const NnEditType add_type = {
  .apply = apply_add,
  .title = title_add,
  .clear = clear_add,
};

/* Remove. */
typedef struct
{
  NnEdit edit;
  guint id;
} RemoveLayer;

static const NnEditType remove_type;

NnEdit *
nn_edit_remove_layer (guint id)
{
  RemoveLayer *remove = g_new0 (RemoveLayer, 1);

  remove->edit.type = &remove_type;
  remove->id = id;
  return &remove->edit;
}

static NnEdit *
apply_remove (const NnEdit *edit, NnNetwork *network, GError **error)
{
  const guint id = ((const RemoveLayer *) edit)->id;
  const guint index = nn_network_index (network, id);
  g_autofree char *title = NULL;
  GPtrArray *inverses;

  if (find_layer (network, id, error) == NULL)
    return NULL;

  /* The last wire goes first, so that putting them back in reverse finds each place as it was. */
  title = nn_edit_title (edit, network);
  inverses = g_ptr_array_new ();
  for (guint i = nn_network_n_wires (network); i-- > 0;)
    {
      const NnWire wire = *nn_network_wire_at (network, i);

      if (wire.from != id && wire.to != id)
        continue;
      g_ptr_array_insert (inverses, 0, nn_edit_restore_wire (&wire, i));
      g_array_remove_index (network->wires, i);
    }
  g_ptr_array_insert (inverses, 0, nn_edit_restore_layer (nn_network_layer_at (network, index), index));
  nn_layer_free (nn_network_steal (network, index));
  return nn_edit_group (g_steal_pointer (&title), inverses);
}

static char *
title_remove (const NnEdit *edit, const NnNetwork *network)
{
  return g_strdup_printf (_ ("Remove %s"), name_in_title (network, ((const RemoveLayer *) edit)->id));
}

static const NnEditType remove_type = {
  .apply = apply_remove,
  .title = title_remove,
};

/* Set. */
typedef struct
{
  NnEdit edit;
  guint id;
  char *param;
  double value;
} Set;

static const NnEditType set_type;

NnEdit *
nn_edit_set (guint id, const char *param, double value)
{
  Set *set = g_new0 (Set, 1);

  set->edit.type = &set_type;
  set->id = id;
  set->param = g_strdup (param);
  set->value = value;
  return &set->edit;
}

static NnEdit *
apply_set (const NnEdit *edit, NnNetwork *network, GError **error)
{
  const Set *set = (const Set *) edit;
  NnLayer *layer = find_layer (network, set->id, error);
  double old;

  if (layer == NULL)
    return NULL;
  old = nn_param_find (layer->kind->params, set->param) != NULL ? nn_settings_get (layer->settings, set->param) : 0;
  if (!nn_settings_set (layer->settings, set->param, set->value, error))
    {
      g_prefix_error (error, "%s: ", layer->label);
      return NULL;
    }
  return nn_edit_set (set->id, set->param, old);
}

static char *
title_set (const NnEdit *edit, const NnNetwork *network)
{
  const Set *set = (const Set *) edit;
  const NnLayer *layer = nn_network_layer (network, set->id);
  const NnParam *param = layer != NULL ? nn_param_find (layer->kind->params, set->param) : NULL;

  return g_strdup_printf (_ ("Set %s"), param != NULL ? nn_text (param->title) : set->param);
}

static gboolean
merges_set (const NnEdit *earlier, const NnEdit *later)
{
  const Set *a = (const Set *) earlier;
  const Set *b = (const Set *) later;

  return a->id == b->id && g_str_equal (a->param, b->param);
}

static void
clear_set (NnEdit *edit)
{
  g_free (((Set *) edit)->param);
}

static const NnEditType set_type = {
  .apply = apply_set,
  .title = title_set,
  .merges = merges_set,
  .clear = clear_set,
};

/* Rename: the label; the name in files stays, so that weights find their layer. */
typedef struct
{
  NnEdit edit;
  guint id;
  char *label;
} Rename;

static const NnEditType rename_type;

NnEdit *
nn_edit_rename (guint id, const char *label)
{
  Rename *rename = g_new0 (Rename, 1);

  rename->edit.type = &rename_type;
  rename->id = id;
  rename->label = g_strdup (label);
  return &rename->edit;
}

static gboolean
label_is_free (const NnNetwork *network, const char *label, const NnLayer *but)
{
  for (guint i = 0; i < nn_network_n_layers (network); i++)
    if (nn_network_layer_at (network, i) != but && g_str_equal (nn_network_layer_at (network, i)->label, label))
      return FALSE;
  return TRUE;
}

static NnEdit *
apply_rename (const NnEdit *edit, NnNetwork *network, GError **error)
{
  const Rename *rename = (const Rename *) edit;
  NnLayer *layer = find_layer (network, rename->id, error);
  NnEdit *inverse;

  if (layer == NULL)
    return NULL;
  if (*rename->label == '\0')
    {
      g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT, _ ("%s needs a name of at least one letter."), layer->label);
      return NULL;
    }
  if (!nn_label_fits (rename->label))
    {
      g_set_error (error,
                   NN_ERROR,
                   NN_ERROR_ARGUMENT,
                   _ ("%s needs a name of at most %d letters."),
                   layer->label,
                   NN_LONGEST_NAME);
      return NULL;
    }
  if (!label_is_free (network, rename->label, layer))
    {
      g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT, _ ("Another layer is called “%s” already."), rename->label);
      return NULL;
    }
  inverse = nn_edit_rename (rename->id, layer->label);
  g_free (layer->label);
  layer->label = g_strdup (rename->label);
  return inverse;
}

static char *
title_rename (const NnEdit *edit, const NnNetwork *network)
{
  return g_strdup_printf (_ ("Rename %s"), name_in_title (network, ((const Rename *) edit)->id));
}

static gboolean
merges_rename (const NnEdit *earlier, const NnEdit *later)
{
  return ((const Rename *) earlier)->id == ((const Rename *) later)->id;
}

static void
clear_rename (NnEdit *edit)
{
  g_free (((Rename *) edit)->label);
}

static const NnEditType rename_type = {
  .apply = apply_rename,
  .title = title_rename,
  .merges = merges_rename,
  .clear = clear_rename,
};
