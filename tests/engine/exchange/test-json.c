#include "json.h"

#include "errors.h"

#include <string.h>

static void
test_refused (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *deep_object = g_strconcat ("{\"a\":", deep, NULL);
  g_autofree char *long_text = g_strnfill (NN_JSON_LIMIT + 1, ' ');
  const struct
  {
    const char *text, *message;
  } cases[] = {
    { "", "The JSON should be an object, in braces { }." },
    { "[1]", "The JSON should be an object, in braces { }." },
    { "{\n\"a\":", "Line 2 is not valid JSON." },
    { "{\"a\": 12345678901234567890}", "Line 1 holds a whole number that is too long." },
    { "{\n\n\"a\": -12345678901234567890123}", "Line 3 holds a whole number that is too long." },
    { "{\"a\": \"\xff\"}", "These bytes are not text, so they cannot be JSON." },
    { "{\"a\": [\"\\377\"]}", "The JSON spells a character that does not exist." },
    { "{\"a\": {\"\\377\": 1}}", "The JSON spells a character that does not exist." },
    { deep, "Line 1 is nested too deeply." },
    { deep_object, "Line 1 is nested too deeply." },
    { long_text, "The text is 4194305 bytes long; a document has at most 4194304." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (nn_json_parse (cases[i].text, strlen (cases[i].text), &error));
      g_assert_error (error, NN_ERROR, NN_ERROR_FORMAT);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
test_accepted (void)
{
  const char *const texts[] = {
    "{}",
    "{\"a\": \"[[[[[[[[[[[[[[[[[[[[ \\\" {{{{{{{{{{{{{{{{{{{{\"}",
    "{\"a\": \"123456789012345678901234567890\"}",
    "{\"a\": 0.1000000000000000055511151231257827}",
    "{\"a\": 123456789012345678}",
    "{\"a\": \"\\ud83d\\ude00\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) object = nn_json_parse (texts[i], strlen (texts[i]), &error);

      g_assert_no_error (error);
      g_assert_nonnull (object);
    }
}

static void
test_members (void)
{
  const char *text = "{\"s\": \"x\", \"i\": 7, \"d\": 0.5, \"a\": [1], \"o\": {}, \"n\": null, \"big\": 1e999}";
  g_autoptr (JsonObject) object = nn_json_parse (text, strlen (text), NULL);
  g_autoptr (GError) error = NULL;
  const char *string;
  gint64 number;
  JsonArray *array;

  g_assert_true (nn_json_string (object, "s", "", &string, NULL));
  g_assert_cmpstr (string, ==, "x");
  g_assert_true (nn_json_string (object, "missing", "y", &string, NULL));
  g_assert_cmpstr (string, ==, "y");
  g_assert_true (nn_json_int (object, "i", 0, &number, NULL));
  g_assert_cmpint (number, ==, 7);
  g_assert_false (nn_json_int (object, "d", 0, &number, NULL));
  g_assert_true (nn_json_array (object, "missing", &array, NULL));
  g_assert_null (array);
  g_assert_false (nn_json_string (object, "n", "", &string, NULL));
  g_assert_true (nn_json_is_number (json_object_get_member (object, "d")));
  g_assert_false (nn_json_is_number (json_object_get_member (object, "big")));
  g_assert_false (nn_json_array (object, "o", &array, &error));
  g_assert_cmpstr (error->message, ==, "“o” should be a list, in brackets [ ].");
}

static void
test_quote (void)
{
  g_autoptr (GString) out = g_string_new ("{\"a\":");
  const char *nasty = "\"\\\n\t\x01\x7f é × {[";
  g_autoptr (JsonObject) object = NULL;

  nn_json_quote (out, nasty);
  g_string_append_c (out, '}');
  object = nn_json_parse (out->str, out->len, NULL);
  g_assert_nonnull (object);
  g_assert_cmpstr (json_object_get_string_member (object, "a"), ==, nasty);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/exchange/json/refused", test_refused);
  g_test_add_func ("/engine/exchange/json/accepted", test_accepted);
  g_test_add_func ("/engine/exchange/json/members", test_members);
  g_test_add_func ("/engine/exchange/json/quote", test_quote);
  return g_test_run ();
}
