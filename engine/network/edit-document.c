/* Edits of what belongs to the document as a whole: data, title, note, recipe, and everything at once. */
#include "edit-private.h"

#include "errors.h"
#include "network-private.h"
#include "text.h"

/* A text of the network: one type for each. */
typedef struct
{
  NnEditType type;
  gsize offset;        /* of the text in NnNetwork */
  const char *title;
} TextType;

typedef struct
{
  NnEdit edit;
  char *text;
} SetText;

static const TextType data_type, title_type, note_type, hidden_type;

static NnEdit *
make_text (const TextType *type, const char *text)
{
  SetText *set = g_new0 (SetText, 1);

  set->edit.type = &type->type;
  set->text = g_strdup (text);
  return &set->edit;
}

NnEdit *
nn_edit_set_data (const char *spec)
{
  return make_text (&data_type, spec);
}

NnEdit *
nn_edit_set_title (const char *title)
{
  return make_text (&title_type, title);
}

NnEdit *
nn_edit_set_note (const char *note)
{
  return make_text (&note_type, note);
}

NnEdit *
nn_edit_set_hidden (const char *controls)
{
  return make_text (&hidden_type, controls);
}

static NnEdit *
apply_text (const NnEdit *edit, NnNetwork *network, GError **error)
{
  const TextType *type = (const TextType *) edit->type;
  char **field = G_STRUCT_MEMBER_P (network, type->offset);
  const char *text = ((const SetText *) edit)->text;
  NnEdit *inverse;

  if (!g_utf8_validate (text, -1, NULL))   /* a path may be any bytes; a document is text */
    {
      g_autofree char *shown = g_filename_display_name (text);

      g_set_error (error,
                   NN_ERROR,
                   NN_ERROR_ARGUMENT,
                   _ ("“%s” is not UTF-8 text, so no document can hold it: give the file or folder another name."),
                   shown);
      return NULL;
    }
  inverse = make_text (type, *field);
  g_free (*field);
  *field = g_strdup (text);
  return inverse;
}

static char *
title_text (const NnEdit *edit, const NnNetwork *network)
{
  return g_strdup (nn_text (((const TextType *) edit->type)->title));
}

static void
clear_text (NnEdit *edit)
{
  g_free (((SetText *) edit)->text);
}

/* Typing is one undo step, and so is turning a knob or dragging a point: these merge, the type says it all. */
static gboolean
merges_text (const NnEdit *earlier, const NnEdit *later)
{
  return TRUE;
}

static const TextType data_type = {
  .type = {
    .apply = apply_text,
    .title = title_text,
    .merges = merges_text,
    .clear = clear_text,
  },
  .offset = G_STRUCT_OFFSET (NnNetwork, data),
  .title = N_("Change data"),
};

static const TextType title_type = {
  .type = {
    .apply = apply_text,
    .title = title_text,
    .merges = merges_text,
    .clear = clear_text,
  },
  .offset = G_STRUCT_OFFSET (NnNetwork, title),
  .title = N_("Change title"),
};

static const TextType note_type = {
  .type = {
    .apply = apply_text,
    .title = title_text,
    .merges = merges_text,
    .clear = clear_text,
  },
  .offset = G_STRUCT_OFFSET (NnNetwork, note),
  .title = N_("Change note"),
};

static const TextType hidden_type = {
  .type = {
    .apply = apply_text,
    .title = title_text,
    .merges = merges_text,
    .clear = clear_text,
  },
  .offset = G_STRUCT_OFFSET (NnNetwork, hidden),
  .title = N_("Hide controls"),
};

/* A setting of the recipe. */
typedef struct
{
  NnEdit edit;
  char *param;
  double value;
} SetRecipe;

static const NnEditType recipe_type;

NnEdit *
nn_edit_set_recipe (const char *param, double value)
{
  SetRecipe *set = g_new0 (SetRecipe, 1);

  set->edit.type = &recipe_type;
  set->param = g_strdup (param);
  set->value = value;
  return &set->edit;
}

static NnEdit *
apply_recipe (const NnEdit *edit, NnNetwork *network, GError **error)
{
  const SetRecipe *set = (const SetRecipe *) edit;
  const NnParam *param = nn_param_find (nn_settings_params (network->recipe), set->param);
  const double old = param != NULL ? nn_settings_get (network->recipe, set->param) : 0;

  if (!nn_settings_set (network->recipe, set->param, set->value, error))
    return NULL;
  return nn_edit_set_recipe (set->param, old);
}

static char *
title_recipe (const NnEdit *edit, const NnNetwork *network)
{
  const SetRecipe *set = (const SetRecipe *) edit;
  const NnParam *param = nn_param_find (nn_settings_params (network->recipe), set->param);

  return g_strdup_printf (_ ("Set %s"), param != NULL ? nn_text (param->title) : set->param);
}

static gboolean
merges_recipe (const NnEdit *earlier, const NnEdit *later)
{
  return g_str_equal (((const SetRecipe *) earlier)->param, ((const SetRecipe *) later)->param);
}

static void
clear_recipe (NnEdit *edit)
{
  g_free (((SetRecipe *) edit)->param);
}

static const NnEditType recipe_type = {
  .apply = apply_recipe,
  .title = title_recipe,
  .merges = merges_recipe,
  .clear = clear_recipe,
};

/* Everything. */
typedef struct
{
  NnEdit edit;
  NnNetwork *network;
} Replace;

static const NnEditType replace_type;

NnEdit *
nn_edit_replace (const NnNetwork *network)
{
  Replace *replace = g_new0 (Replace, 1);

  replace->edit.type = &replace_type;
  replace->network = nn_network_copy (network);
  return &replace->edit;
}

static NnEdit *
apply_replace (const NnEdit *edit, NnNetwork *network, GError **error)
{
  NnEdit *inverse = nn_edit_replace (network);
  NnNetwork *fresh = nn_network_copy (((const Replace *) edit)->network);
  const NnNetwork old = *network;

  *network = *fresh;
  network->next_id = MAX (fresh->next_id, old.next_id);   /* An id is never used again, whatever is undone. */
  *fresh = old;
  nn_network_free (fresh);
  return inverse;
}

static char *
title_replace (const NnEdit *edit, const NnNetwork *network)
{
  return g_strdup (_ ("Change network"));
}

static void
clear_replace (NnEdit *edit)
{
  nn_network_free (((Replace *) edit)->network);
}

static const NnEditType replace_type = {
  .apply = apply_replace,
  .title = title_replace,
  .clear = clear_replace,
};
