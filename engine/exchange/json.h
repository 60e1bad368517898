/**
 * JSON from files that nobody vouches for, and JSON to files: json-glib with what it does not check itself.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define NN_JSON_LIMIT (4 << 20)   /* bytes; a tree of nodes takes some fifty times its text */

/* An object, or NN_ERROR_FORMAT with the line: refuses text that is not UTF-8, too long, nested too deeply (the parser
 * recurses), or holds whole numbers that do not fit (the parser wraps them around) or escapes for characters that do not
 * exist. All texts in it are UTF-8. (transfer full) */
JsonObject *nn_json_parse (const char *text, gsize length, GError **error);

/* Members, checked: NN_ERROR_FORMAT names the member. A missing one is `otherwise`. */
gboolean nn_json_string (JsonObject *object, const char *member, const char *otherwise, const char **value, GError **error);
gboolean nn_json_int    (JsonObject *object, const char *member, gint64 otherwise, gint64 *value, GError **error);
gboolean nn_json_array  (JsonObject *object, const char *member, JsonArray **value, GError **error);     /* missing: NULL */
gboolean nn_json_object (JsonObject *object, const char *member, JsonObject **value, GError **error);    /* missing: NULL */

gboolean nn_json_is_int    (JsonNode *node);      /* a whole number */
gboolean nn_json_is_number (JsonNode *node);      /* whole or not, and finite */

void nn_json_quote (GString *out, const char *text);   /* appends "text" with quotes and escapes */

G_END_DECLS
