/* A network as JSON: see document.h. */
#include "document.h"

#include "bounds.h"
#include "json.h"
#include "network-private.h"
#include "recipe.h"
#include "tensors.h"
#include "text.h"

#include <string.h>

/* Writing. */

static void
append_settings (GString *out, const NnSettings *settings, const char *gap)
{
  for (const NnParam *param = nn_settings_params (settings); param->id != NULL; param++)
    {
      g_autofree char *value = nn_settings_format (settings, param->id);

      g_string_append_printf (out, "%s%s\"%s\": ", param == nn_settings_params (settings) ? "" : ",", gap, param->id);
      if (param->type == NN_PARAM_CHOICE)
        nn_json_quote (out, value);
      else
        g_string_append (out, value);
    }
}

static void
append_text (GString *out, const char *key, const char *text)
{
  g_string_append_printf (out, "  \"%s\": ", key);
  nn_json_quote (out, text);
  g_string_append (out, ",\n");
}

static void append_graph (GString *out, const NnNetwork *network);

static void
append_layer (GString *out, const NnLayer *layer)
{
  g_autofree char *x = nn_number_to_text (layer->x);
  g_autofree char *y = nn_number_to_text (layer->y);

  g_string_append_printf (out, "    {\n      \"kind\": \"%s\", \"name\": ", layer->kind->id);
  nn_json_quote (out, layer->name);
  g_string_append (out, ", \"label\": ");
  nn_json_quote (out, layer->label);
  g_string_append_printf (out, ", \"at\": [%s, %s],\n      \"settings\": {", x, y);
  append_settings (out, layer->settings, " ");
  g_string_append (out, " }");
  if (nn_layer_inside (layer) != NULL)
    {
      g_string_append (out, ",\n");
      append_graph (out, nn_layer_inside (layer));
    }
  g_string_append (out, "\n    }");
}

static void
append_wire (GString *out, const NnNetwork *network, const NnWire *wire)
{
  g_string_append (out, "    { \"from\": ");
  nn_json_quote (out, nn_network_layer (network, wire->from)->name);
  g_string_append (out, ", \"to\": ");
  nn_json_quote (out, nn_network_layer (network, wire->to)->name);
  g_string_append_printf (out, ", \"slot\": %u }", wire->slot);
}

static const char *const mark_kinds[] = {
  [NN_MARK_NOTE] = "note",
  [NN_MARK_ARROW] = "arrow",
};

static void
append_mark (GString *out, const NnMark *mark)
{
  g_autofree char *x = nn_number_to_text (mark->x);
  g_autofree char *y = nn_number_to_text (mark->y);
  g_autofree char *w = nn_number_to_text (mark->w);
  g_autofree char *h = nn_number_to_text (mark->h);

  g_string_append_printf (out,
                          "    { \"kind\": \"%s\", \"at\": [%s, %s], \"size\": [%s, %s], \"text\": ",
                          mark_kinds[mark->kind],
                          x,
                          y,
                          w,
                          h);
  nn_json_quote (out, mark->text);
  g_string_append (out, " }");
}

/* Documents without notes and arrows are written as ever. */
static void
append_marks (GString *out, const NnNetwork *network)
{
  const guint n = nn_network_n_marks (network);

  if (n == 0)
    return;
  g_string_append (out, ",\n  \"marks\": [\n");
  for (guint i = 0; i < n; i++)
    {
      append_mark (out, nn_network_mark_at (network, i));
      g_string_append (out, i + 1 < n ? ",\n" : "\n");
    }
  g_string_append (out, "  ]");
}

/* A list of their ids, where there are any. */
static void
append_hidden (GString *out, const NnNetwork *network)
{
  g_auto (GStrv) ids = g_strsplit (nn_network_hidden (network), " ", -1);

  if (*nn_network_hidden (network) == '\0')
    return;
  g_string_append (out, "  \"hidden\": [");
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_string_append (out, i > 0 ? ", " : "");
      nn_json_quote (out, ids[i]);
    }
  g_string_append (out, "],\n");
}

/* Layers and wires, of the whole or of what a group holds. */
static void
append_graph (GString *out, const NnNetwork *network)
{
  const guint n_layers = nn_network_n_layers (network);
  const guint n_wires = nn_network_n_wires (network);

  g_string_append (out, "  \"layers\": [\n");
  for (guint i = 0; i < n_layers; i++)
    {
      append_layer (out, nn_network_layer_at (network, i));
      g_string_append (out, i + 1 < n_layers ? ",\n" : "\n");
    }
  g_string_append (out, "  ],\n  \"wires\": [\n");
  for (guint i = 0; i < n_wires; i++)
    {
      append_wire (out, network, nn_network_wire_at (network, i));
      g_string_append (out, i + 1 < n_wires ? ",\n" : "\n");
    }
  g_string_append (out, "  ]");
}

char *
nn_network_to_json (const NnNetwork *network)
{
  GString *out = g_string_new ("{\n");

  g_string_append_printf (out, "  \"vitrine\": %d,\n", NN_DOCUMENT_VERSION);
  append_text (out, "title", nn_network_title (network));
  append_text (out, "note", nn_network_note (network));
  append_text (out, "data", nn_network_data (network));
  append_hidden (out, network);
  g_string_append (out, "  \"recipe\": {");
  append_settings (out, nn_network_recipe (network), "\n    ");
  g_string_append (out, "\n  },\n");
  append_graph (out, network);
  append_marks (out, network);
  g_string_append (out, "\n}\n");
  return g_string_free (out, FALSE);
}

/* Reading. */

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (NN_ERROR, NN_ERROR_FORMAT, format, args);
  va_end (args);
  return FALSE;
}

/* A sentence with one %s for a text from the file. */
static gboolean
refuse_quoting (GError **error, const char *format, const char *text)
{
  g_autofree char *shown = nn_text_quote (text);

  return refuse (error, format, shown);
}

static gboolean
read_setting (NnSettings *settings, const char *id, JsonNode *node, GError **error)
{
  if (nn_json_is_number (node))
    return nn_settings_set (settings, id, json_node_get_double (node), error);
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return nn_settings_parse (settings, id, json_node_get_string (node), error);
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return nn_settings_parse (settings, id, json_node_get_boolean (node) ? "true" : "false", error);
  return refuse_quoting (error, _ ("The setting “%s” should be a number, a text, true or false."), id);
}

/* The settings in an object; those not there keep their defaults. */
static gboolean
read_settings (NnSettings *settings, JsonObject *object, const char *member, GError **error)
{
  g_autoptr (GList) ids = NULL;
  JsonObject *values;

  if (!nn_json_object (object, member, &values, error))
    return FALSE;
  ids = values != NULL ? json_object_get_members (values) : NULL;
  for (const GList *id = ids; id != NULL; id = id->next)
    if (!read_setting (settings, id->data, json_object_get_member (values, id->data), error))
      return FALSE;
  return TRUE;
}

/* A name goes into the names of tensors, so it is made of plain letters, digits, "_" and "-". */
static gboolean
is_name (const char *name)
{
  if (*name == '\0' || strlen (name) > NN_LONGEST_NAME)
    return FALSE;
  for (; *name != '\0'; name++)
    if (!g_ascii_isalnum (*name) && *name != '_' && *name != '-')
      return FALSE;
  return TRUE;
}

static gboolean
label_is_taken (const NnNetwork *network, const char *label)
{
  for (guint i = 0; i < nn_network_n_layers (network); i++)
    if (g_str_equal (nn_network_layer_at (network, i)->label, label))
      return TRUE;
  return FALSE;
}

static gboolean
name_is_taken (const NnNetwork *network, const char *name)
{
  for (guint i = 0; i < nn_network_n_layers (network); i++)
    if (g_str_equal (nn_network_layer_at (network, i)->name, name))
      return TRUE;
  return FALSE;
}

/* Both or neither: a layer without names is given free ones. */
static gboolean
read_names (const NnNetwork *network, NnLayer *layer, JsonObject *object, GError **error)
{
  const char *name, *label;

  if (!nn_json_string (object, "name", NULL, &name, error) || !nn_json_string (object, "label", name, &label, error))
    return FALSE;
  if (name == NULL)
    return TRUE;
  if (g_str_equal (name, NN_TENSOR_STATE))
    return refuse (error, _ ("“%s” cannot be a layer's name: files of weights keep it for the optimiser."), name);
  if (!is_name (name))
    return refuse_quoting (error, _ ("“%s” cannot be a layer's name: letters, digits, _ and - only."), name);
  if (!nn_label_fits (label))
    return refuse (error, _ ("Layer “%s” needs a label of 1 to %d letters."), name, NN_LONGEST_NAME);
  if (name_is_taken (network, name))
    return refuse (error, _ ("Two layers have the name “%s”."), name);
  if (label_is_taken (network, label))
    return refuse (error, _ ("Two layers have the label “%s”."), label);
  layer->name = g_strdup (name);
  layer->label = g_strdup (label);
  return TRUE;
}

static gboolean
read_coordinate (JsonArray *at, guint i, double *value)
{
  JsonNode *node = json_array_get_element (at, i);

  if (!nn_json_is_number (node))
    return FALSE;
  *value = json_node_get_double (node);
  return TRUE;
}

/* Two numbers that the sheet has room for; a missing member leaves them as they are. */
static gboolean
read_pair (JsonObject *object, const char *member, double *a, double *b, GError **error)
{
  JsonArray *pair;

  if (!nn_json_array (object, member, &pair, error))
    return FALSE;
  if (pair == NULL)
    return TRUE;
  if (json_array_get_length (pair) != 2
      || !read_coordinate (pair, 0, a)
      || !read_coordinate (pair, 1, b)
      || !nn_place_fits (*a, *b))
    return refuse (error,
                   _ ("“%s” should be two numbers between −%.0f and %.0f."),
                   member,
                   NN_FARTHEST,
                   NN_FARTHEST);
  return TRUE;
}

static gboolean
read_place (const NnNetwork *network, NnLayer *layer, JsonObject *object, GError **error)
{
  if (!json_object_has_member (object, "at"))
    nn_network_place (network, 0, &layer->x, &layer->y);
  return read_pair (object, "at", &layer->x, &layer->y, error);
}

static gboolean read_graph (NnNetwork *network, JsonObject *object, GError **error);

/* What a group holds, if it holds anything. */
static gboolean
read_inside (const NnNetwork *network, NnLayer *layer, JsonObject *object, GError **error)
{
  g_autoptr (NnNetwork) inside = NULL;

  if (!g_str_equal (layer->kind->id, "group") || !json_object_has_member (object, "layers"))
    return TRUE;
  if (network->depth == NN_DEEPEST)
    return refuse (error, _ ("Groups lie in one another more than %d deep."), NN_DEEPEST);
  inside = nn_network_new ();
  inside->depth = network->depth + 1;
  if (!read_graph (inside, object, error))
    return FALSE;
  nn_layer_set_inside (layer, g_steal_pointer (&inside));
  return TRUE;
}

static gboolean
read_layer (NnNetwork *network, JsonObject *object, GError **error)
{
  g_autoptr (NnLayer) layer = NULL;
  const NnKind *kind;
  const char *id;

  if (!nn_json_string (object, "kind", "", &id, error))
    return FALSE;
  kind = nn_kind_find (id);
  if (kind == NULL)
    return refuse_quoting (error, _ ("This document uses the layer kind “%s”, which this version does not know."), id);

  layer = nn_layer_new (kind);
  layer->id = nn_network_n_layers (network) + 1;
  if (!read_names (network, layer, object, error) || !read_place (network, layer, object, error))
    return FALSE;
  if (!read_settings (layer->settings, object, "settings", error) || !read_inside (network, layer, object, error))
    {
      g_prefix_error (error, "%s: ", layer->label != NULL ? layer->label : nn_text (kind->title));
      return FALSE;
    }
  nn_network_insert (network, g_steal_pointer (&layer), G_MAXUINT);
  return TRUE;
}

/* The layer that a wire's "from" or "to" names, or NULL. */
static const NnLayer *
read_end (const NnNetwork *network, JsonObject *object, const char *member, guint n, GError **error)
{
  const NnLayer *layer;
  const char *name;

  if (!nn_json_string (object, member, "", &name, error))
    return NULL;
  layer = nn_network_find (network, name);
  if (layer == NULL)
    {
      g_autofree char *shown = nn_text_quote (name);

      refuse (error, _ ("Wire %u: “%s” names the layer “%s”, which is not there."), n, member, shown);
    }
  return layer;
}

static gboolean
read_wire (NnNetwork *network, JsonObject *object, GError **error)
{
  const guint n = nn_network_n_wires (network) + 1;
  const NnLayer *from = read_end (network, object, "from", n, error);
  const NnLayer *to = from != NULL ? read_end (network, object, "to", n, error) : NULL;
  NnWire wire;
  gint64 slot;

  if (to == NULL || !nn_json_int (object, "slot", 0, &slot, error))
    return FALSE;
  if (slot < 0 || slot >= NN_MOST_SLOTS)
    return refuse (error, _ ("Wire %u ends in a slot that does not exist: they go from 0 to %d."), n, NN_MOST_SLOTS - 1);
  wire = (NnWire) { .from = from->id, .to = to->id, .slot = slot };
  if (nn_network_wire_into (network, wire.to, wire.slot) < nn_network_n_wires (network))
    return refuse (error, _ ("Two wires end in the same slot of “%s”."), to->name);
  g_array_append_val (network->wires, wire);
  return TRUE;
}

static gboolean
read_mark_kind (const char *id, NnMarkKind *kind, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (mark_kinds); i++)
    if (g_str_equal (mark_kinds[i], id))
      {
        *kind = (NnMarkKind) i;
        return TRUE;
      }
  return refuse_quoting (error, _ ("“%s” is neither a note nor an arrow."), id);
}

static gboolean
read_mark (NnNetwork *network, JsonObject *object, GError **error)
{
  NnMark mark = { .id = network->next_id, .w = NN_NARROWEST_NOTE };
  const char *id, *text;

  if (!nn_json_string (object, "kind", "note", &id, error)
      || !read_mark_kind (id, &mark.kind, error)
      || !nn_json_string (object, "text", "", &text, error)
      || !read_pair (object, "at", &mark.x, &mark.y, error)
      || !read_pair (object, "size", &mark.w, &mark.h, error))
    return FALSE;
  mark.text = (char *) text;
  if (!nn_mark_size_fits (mark.kind, mark.w, mark.h))
    return refuse (error, _ ("A note's “size” should be its width, from %d, and 0."), NN_NARROWEST_NOTE);
  if (!nn_mark_text_fits (text))
    return refuse (error, _ ("A note has at most %d letters."), NN_LONGEST_TEXT);
  g_ptr_array_add (network->marks, nn_mark_copy (&mark));
  network->next_id++;
  return TRUE;
}

typedef gboolean (*ReadFunc) (NnNetwork *network, JsonObject *object, GError **error);

static gboolean
read_list (NnNetwork *network, JsonObject *object, const char *member, guint most, ReadFunc read, GError **error)
{
  JsonArray *list;

  if (!nn_json_array (object, member, &list, error))
    return FALSE;
  if (list != NULL && json_array_get_length (list) > most)
    return refuse (error, _ ("“%s” has %u entries; at most %u are read."), member, json_array_get_length (list), most);
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return refuse (error, _ ("Entry %u of “%s” should be an object, in braces { }."), i + 1, member);
      if (!read (network, json_node_get_object (node), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_graph (NnNetwork *network, JsonObject *object, GError **error)
{
  return read_list (network, object, "layers", NN_MOST_LAYERS, read_layer, error)
         && read_list (network, object, "wires", NN_MOST_WIRES, read_wire, error);
}

static gboolean
check_version (JsonObject *object, GError **error)
{
  gint64 version;

  if (!nn_json_int (object, "vitrine", 0, &version, error))
    return FALSE;
  if (version > NN_DOCUMENT_VERSION)
    {
      g_set_error (error,
                   NN_ERROR,
                   NN_ERROR_NEWER,
                   _ ("This document was written by a newer version of Vitrine (format %.0f; this one reads up to "
                      "%d). Update Vitrine to open it."),
                   (double) version,
                   NN_DOCUMENT_VERSION);
      return FALSE;
    }
  return version >= 1 || refuse (error, _ ("This is not a Vitrine document: it does not give its format as "
                                           "“vitrine”: 1."));
}

static void
replace_text (char **field, const char *text)
{
  char *copy = g_strdup (text);   /* first: the text may be the field's own */

  g_free (*field);
  *field = copy;
}

static gboolean
read_texts (NnNetwork *network, JsonObject *object, GError **error)
{
  const char *title, *note, *data;

  if (!nn_json_string (object, "title", network->title, &title, error)
      || !nn_json_string (object, "note", network->note, &note, error)
      || !nn_json_string (object, "data", network->data, &data, error))
    return FALSE;
  replace_text (&network->title, title);
  replace_text (&network->note, note);
  replace_text (&network->data, data);
  return TRUE;
}

/* Controls that this version does not have stay in the list: another may. */
static gboolean
read_hidden (NnNetwork *network, JsonObject *object, GError **error)
{
  g_autoptr (GString) hidden = g_string_new (NULL);
  JsonArray *list;

  if (!nn_json_array (object, "hidden", &list, error))
    return FALSE;
  if (list != NULL && json_array_get_length (list) > NN_MOST_HIDDEN)
    return refuse (error, _ ("“%s” has %u entries; at most %u are read."), "hidden", json_array_get_length (list), NN_MOST_HIDDEN);
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      const char *id = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (id == NULL || !is_name (id))
        return refuse (error, _ ("Entry %u of “hidden” should be the name of a control: letters, digits, _ and - only."), i + 1);
      g_string_append_printf (hidden, "%s%s", i > 0 ? " " : "", id);
    }
  replace_text (&network->hidden, hidden->str);
  return TRUE;
}

NnNetwork *
nn_network_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonObject) object = nn_json_parse (text, length >= 0 ? (gsize) length : strlen (text), error);
  g_autoptr (NnNetwork) network = nn_network_new ();

  if (object == NULL
      || !check_version (object, error)
      || !read_texts (network, object, error)
      || !read_hidden (network, object, error)
      || !read_settings (network->recipe, object, "recipe", error)
      || !read_graph (network, object, error)
      || !read_list (network, object, "marks", NN_MOST_MARKS, read_mark, error))
    return NULL;
  return g_steal_pointer (&network);
}
