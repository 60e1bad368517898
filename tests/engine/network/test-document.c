#include "nets.h"

#include "document.h"

#include <glib/gstdio.h>
#include <string.h>

static void
assert_round_trip (const NnNetwork *network)
{
  g_autofree char *text = nn_network_to_json (network);
  g_autoptr (GError) error = NULL;
  g_autoptr (NnNetwork) back = nn_network_from_json (text, -1, &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  g_assert_true (nn_network_equal (network, back));
  again = nn_network_to_json (back);
  g_assert_cmpstr (again, ==, text);
}

static NnNetwork *
make_odd (void)
{
  NnNetwork *network = make_chain ("input", "flatten", "dense", "dropout", "output", NULL);

  apply (network, nn_edit_rename (3, "“Dense” \\ \"1\" é\n"));
  apply (network, nn_edit_set (3, "units", 31));
  apply (network, nn_edit_set (4, "rate", 0.1 + 0.2));
  apply (network, nn_edit_move (3, -0.1, 1e5 / 3));
  apply (network, nn_edit_set_title ("A title: \"quoted\""));
  apply (network, nn_edit_set_note ("Two\nlines\tand a tab"));
  apply (network, nn_edit_set_data ("/a path/with “marks”"));
  apply (network, nn_edit_set_recipe ("epsilon", 1e-8 / 3));
  apply (network, nn_edit_set_recipe ("seed", 4294967295.0));
  return network;
}

static void
test_json_round_trip (void)
{
  g_autoptr (NnNetwork) empty = nn_network_new ();
  g_autoptr (NnNetwork) odd = make_odd ();
  g_autoptr (NnNetwork) circle = make_chain ("input", "dense", "dense", "output", NULL);

  apply (circle, nn_edit_add_wire (3, 2, 0));
  assert_round_trip (empty);
  assert_round_trip (odd);
  assert_round_trip (circle);   /* loads all the same: the check says what is wrong */
}

/* Every kind with every setting at its ends. */
static void
test_every_kind (void)
{
  guint n;
  const NnKind *const *rows = nn_kind_rows (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (NnNetwork) network = nn_network_new ();
      const guint id = add (network, rows[i]->id);

      assert_round_trip (network);
      for (const NnParam *param = rows[i]->params; param->id != NULL; param++)
        {
          double last = param->max;

          if (param->type == NN_PARAM_SWITCH)
            last = !param->initial;
          if (param->type == NN_PARAM_CHOICE)
            for (last = 0; param->choices[(int) last + 1].id != NULL;)
              last++;
          apply (network, nn_edit_set (id, param->id, last));
        }
      assert_round_trip (network);
    }
}

static void
test_short_forms (void)
{
  const char *text = "{\"vitrine\": 1, \"layers\": [{\"kind\": \"input\"}, {\"kind\": \"dense\"},"
                     "{\"kind\": \"output\", \"settings\": {\"loss\": \"mse\"}}],"
                     "\"wires\": [{\"from\": \"input\", \"to\": \"dense_1\"},"
                     "{\"from\": \"Dense 1\", \"to\": \"Output\"}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (NnNetwork) network = nn_network_from_json (text, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (nn_network_n_wires (network), ==, 2);
  g_assert_cmpint (nn_settings_int (nn_network_find (network, "dense_1")->settings, "units"), ==, 8);
  g_assert_cmpstr (nn_settings_choice (nn_network_find (network, "output")->settings, "loss"), ==, "mse");
  g_assert_cmpfloat (nn_network_find (network, "output")->x, >, nn_network_find (network, "dense_1")->x);
}

static void
test_refused (void)
{
#define DOCUMENT(layers, wires) "{\"vitrine\": 1, \"layers\": [" layers "], \"wires\": [" wires "]}"
#define INPUT "{\"kind\": \"input\", \"name\": \"input\"}"
  const struct
  {
    const char *text;
    NnError code;
    const char *message;
  } cases[] = {
    { "{\"vitrine\": 2}", NN_ERROR_NEWER,
      "This document was written by a newer version of Vitrine (format 2; this one reads up to 1). Update Vitrine to open it." },
    { "{}", NN_ERROR_FORMAT, "This is not a Vitrine document: it does not give its format as “vitrine”: 1." },
    { "{\"vitrine\": 0}", NN_ERROR_FORMAT,
      "This is not a Vitrine document: it does not give its format as “vitrine”: 1." },
    { "{\"vitrine\": \"1\"}", NN_ERROR_FORMAT, "“vitrine” should be a whole number." },
    { "{\"vitrine\": 1, \"title\": 3}", NN_ERROR_FORMAT, "“title” should be a text in quotes." },
    { "{\"vitrine\": 1, \"layers\": {}}", NN_ERROR_FORMAT, "“layers” should be a list, in brackets [ ]." },
    { "{\"vitrine\": 1, \"layers\": [3]}", NN_ERROR_FORMAT, "Entry 1 of “layers” should be an object, in braces { }." },
    { "{\"vitrine\": 1, \"recipe\": {\"batch\": 0}}", NN_ERROR_ARGUMENT,
      "Batch size must be a whole number from 1 to 65536, not “0”." },
    { "{\"vitrine\": 1, \"recipe\": {\"batch\": [1]}}", NN_ERROR_FORMAT,
      "The setting “batch” should be a number, a text, true or false." },
    { DOCUMENT ("{\"kind\": \"conv9d\"}", ""), NN_ERROR_FORMAT,
      "This document uses the layer kind “conv9d”, which this version does not know." },
    { DOCUMENT ("{\"kind\": \"dense\", \"name\": \"d\", \"label\": \"Mine\","
                "\"settings\": {\"units\": 1000000000}}", ""),
      NN_ERROR_ARGUMENT, "Mine: Neurons must be a whole number from 1 to 100000, not “1000000000”." },
    { DOCUMENT ("{\"kind\": \"dense\", \"settings\": {\"units\": 1e999}}", ""), NN_ERROR_FORMAT,
      "Dense: The setting “units” should be a number, a text, true or false." },
    { DOCUMENT ("{\"kind\": \"dense\", \"settings\": {\"neurons\": 8}}", ""), NN_ERROR_ARGUMENT,
      "Dense: There is no setting “neurons” here." },
    { DOCUMENT ("{\"kind\": \"dense\", \"settings\": {\"activation\": \"relo\"}}", ""), NN_ERROR_ARGUMENT,
      "Dense: Activation must be one of none, relu, leaky_relu, gelu, silu, sigmoid, tanh, softmax, not “relo”." },
    { DOCUMENT (INPUT "," INPUT, ""), NN_ERROR_FORMAT, "Two layers have the name “input”." },
    { DOCUMENT ("{\"kind\": \"input\", \"name\": \"a.b\"}", ""), NN_ERROR_FORMAT,
      "“a.b” cannot be a layer's name: letters, digits, _ and - only." },
    { DOCUMENT ("{\"kind\": \"dense\", \"name\": \"optimiser\"}", ""), NN_ERROR_FORMAT,
      "“optimiser” cannot be a layer's name: files of weights keep it for the optimiser." },
    { DOCUMENT ("{\"kind\": \"input\", \"name\": \"a\", \"label\": \"\"}", ""), NN_ERROR_FORMAT,
      "Layer “a” needs a label of 1 to 100 letters." },
    { DOCUMENT ("{\"kind\": \"input\", \"at\": [0]}", ""), NN_ERROR_FORMAT,
      "“at” should be two numbers between −1000000 and 1000000." },
    { DOCUMENT ("{\"kind\": \"input\", \"at\": [0, 1e7]}", ""), NN_ERROR_FORMAT,
      "“at” should be two numbers between −1000000 and 1000000." },
    { DOCUMENT (INPUT, "{\"from\": \"input\", \"to\": \"output\"}"), NN_ERROR_FORMAT,
      "Wire 1: “to” names the layer “output”, which is not there." },
    { DOCUMENT (INPUT, "{\"from\": \"input\", \"to\": \"input\", \"slot\": -1}"), NN_ERROR_FORMAT,
      "Wire 1 ends in a slot that does not exist: they go from 0 to 63." },
    { DOCUMENT (INPUT, "{\"from\": \"input\", \"to\": \"input\"}, {\"from\": \"input\", \"to\": \"input\"}"),
      NN_ERROR_FORMAT, "Two wires end in the same slot of “input”." },
    { "{\"vitrine\": 1,\n\n\"layers\": [}", NN_ERROR_FORMAT, "Line 3 is not valid JSON." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (nn_network_from_json (cases[i].text, -1, &error));
      g_assert_error (error, NN_ERROR, (int) cases[i].code);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
test_too_many_layers (void)
{
  g_autoptr (GString) text = g_string_new ("{\"vitrine\": 1, \"layers\": [{\"kind\": \"relu\"}");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 1024; i++)
    g_string_append (text, ",{\"kind\": \"relu\"}");
  g_string_append (text, "]}");
  g_assert_null (nn_network_from_json (text->str, -1, &error));
  g_assert_cmpstr (error->message, ==, "“layers” has 1025 entries; at most 1024 are read.");
}

static NnDocument *
make_document (void)
{
  NnDocument *document = nn_document_new (make_odd (), nn_tensors_new ());
  float *bias = nn_tensors_add (document->weights, "dense_1.bias", &NN_SHAPE (2));

  nn_tensors_add (document->weights, "optimiser.dense_1.bias.m", &NN_SHAPE (2));
  bias[0] = 0.1f;
  document->step = 1300;
  document->epoch = 52;
  return document;
}

static void
test_save_and_load (void)
{
  g_autofree char *folder = g_dir_make_tmp ("vitrine-document-XXXXXX", NULL);
  g_autofree char *full = g_build_filename (folder, "a.vitrine", NULL);
  g_autofree char *json = g_build_filename (folder, "a.json", NULL);
  g_autoptr (NnDocument) document = make_document ();
  g_autoptr (NnDocument) back = NULL;
  g_autoptr (NnDocument) bare = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (nn_document_save (document, full, &error));
  g_assert_true (nn_document_save (document, json, &error));
  g_assert_no_error (error);
  back = nn_document_load (full, &error);
  g_assert_no_error (error);
  g_assert_true (nn_network_equal (back->network, document->network));
  g_assert_cmpint (back->step, ==, 1300);
  g_assert_cmpint (back->epoch, ==, 52);
  g_assert_cmpuint (nn_tensors_n (back->weights), ==, 2);
  g_assert_cmpfloat (nn_tensors_find (back->weights, "dense_1.bias")->data[0], ==, 0.1f);

  bare = nn_document_load (json, &error);
  g_assert_no_error (error);
  g_assert_true (nn_network_equal (bare->network, document->network));
  g_assert_cmpuint (nn_tensors_n (bare->weights), ==, 0);
  g_assert_cmpint (bare->step, ==, 0);
  g_remove (full);
  g_remove (json);
  g_rmdir (folder);
}

/* Letters are counted, not bytes. */
static void
test_long_label (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", "output", NULL);
  g_autoptr (GString) label = g_string_new (NULL);

  for (guint i = 0; i < 100; i++)
    g_string_append (label, "層");
  apply (network, nn_edit_rename (2, label->str));
  assert_round_trip (network);
}

/* What could not be opened again is not written, in either form. */
static void
test_too_long_to_save (void)
{
  g_autofree char *folder = g_dir_make_tmp ("vitrine-document-XXXXXX", NULL);
  g_autoptr (NnDocument) document = make_document ();
  g_autofree char *data = g_strnfill (4 << 20, 'a');
  const char *const names[] = { "a.vitrine", "a.json" };

  apply (document->network, nn_edit_set_data (data));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (nn_document_save (document, path, &error));
      g_assert_error (error, NN_ERROR, NN_ERROR_ARGUMENT);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
  g_rmdir (folder);
}

static void
test_without_weights (void)
{
  g_autofree char *folder = g_dir_make_tmp ("vitrine-document-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.vitrine", NULL);
  g_autoptr (NnDocument) document = nn_document_new (make_odd (), NULL);
  g_autoptr (NnDocument) back = NULL;
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (nn_document_save (document, path, NULL));
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_cmpint (bytes[8], ==, '{');   /* a safetensors file all the same */
  back = nn_document_load (path, NULL);
  g_assert_true (nn_network_equal (back->network, document->network));
  g_remove (path);
  g_rmdir (folder);
}

static void
test_training_in_range (void)
{
  const struct
  {
    gint64 step, epoch;
    const char *message;   /* NULL: it opens */
  } cases[] = {
    { G_GINT64_CONSTANT (1) << 40, G_GINT64_CONSTANT (1) << 40, NULL },
    { (G_GINT64_CONSTANT (1) << 40) + 1, 0, "The document's step and epoch are larger than any training could reach." },
    { 0, (G_GINT64_CONSTANT (1) << 40) + 1, "The document's step and epoch are larger than any training could reach." },
    { -1, 0, "The document's step and epoch cannot be below 0." },
  };
  g_autofree char *path = NULL;

  g_close (g_file_open_tmp ("vitrine-XXXXXX.vitrine", &path, NULL), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NnDocument) document = make_document ();
      g_autoptr (NnDocument) back = NULL;
      g_autoptr (GError) error = NULL;

      document->step = cases[i].step;
      document->epoch = cases[i].epoch;
      g_assert_true (nn_document_save (document, path, NULL));
      back = nn_document_load (path, &error);
      g_assert_true ((back != NULL) == (cases[i].message == NULL));
      if (back == NULL)
        g_assert_nonnull (strstr (error->message, cases[i].message));
    }
  g_remove (path);
}

static void
test_errors_name_the_path (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) broken = NULL;
  const int fd = g_file_open_tmp ("vitrine-XXXXXX.vitrine", &path, NULL);

  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, "{\"vitrine\": 9}", -1, NULL));
  g_assert_null (nn_document_load (path, &broken));
  g_assert_error (broken, NN_ERROR, NN_ERROR_NEWER);
  g_assert_true (g_str_has_prefix (broken->message, path));
  g_remove (path);
  g_assert_null (nn_document_load (path, &missing));
  g_assert_error (missing, NN_ERROR, NN_ERROR_DATA);
  g_assert_nonnull (strstr (missing->message, path));
}

static GBytes *
format_document (void)
{
  g_autoptr (NnDocument) document = make_document ();
  g_autofree char *path = NULL;
  char *bytes;
  gsize size;

  g_close (g_file_open_tmp ("vitrine-XXXXXX.vitrine", &path, NULL), NULL);
  g_assert_true (nn_document_save (document, path, NULL));
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_remove (path);
  return g_bytes_new_take (bytes, size);
}

/* Changes some bytes, drops a piece, or doubles one. */
static GBytes *
mutate (GBytes *good, GRand *rand)
{
  static const char marks[] = "{}[]\":,.-0123456789eE\\ntf\xff";
  gsize size;
  const guint8 *data = g_bytes_get_data (good, &size);
  GByteArray *bytes = g_byte_array_new ();
  const guint at = g_rand_int_range (rand, 0, size);
  const guint length = g_rand_int_range (rand, 1, 40);
  const guint piece = MIN (length, size - at);

  g_byte_array_append (bytes, data, size);
  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      g_byte_array_remove_range (bytes, at, piece);
      break;
    case 1:
      g_byte_array_append (bytes, data + at, piece);
      break;
    case 2:
      g_byte_array_set_size (bytes, at);
      break;
    default:
      for (gint k = g_rand_int_range (rand, 1, 6); k > 0; k--)
        bytes->data[g_rand_int_range (rand, 0, size)] = marks[g_rand_int_range (rand, 0, sizeof marks - 1)];
    }
  return g_byte_array_free_to_bytes (bytes);
}

static void
check_mutations (GBytes *good, guint n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GBytes) bytes = mutate (good, rand);
      g_autoptr (GError) error = NULL;
      g_autoptr (NnDocument) document = nn_document_parse (bytes, &error);

      g_assert_true ((document == NULL) == (error != NULL));
      if (document != NULL)
        assert_round_trip (document->network);
      else
        g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_mutated (void)
{
  g_autoptr (GBytes) full = format_document ();
  g_autoptr (NnNetwork) odd = make_odd ();
  char *text = nn_network_to_json (odd);
  g_autoptr (GBytes) json = g_bytes_new_take (text, strlen (text));

  check_mutations (full, 3000);
  check_mutations (json, 5000);
}

static void
test_bombs (void)
{
  const char *const openings[] = { "[", "{\"a\":", "{\"vitrine\":1,\"layers\":[" };

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    {
      g_autoptr (GString) text = g_string_new ("{\"vitrine\": 1, \"title\": ");
      g_autoptr (GError) error = NULL;

      for (guint k = 0; k < 200000; k++)
        g_string_append (text, openings[i]);
      g_assert_null (nn_network_from_json (text->str, text->len, &error));
      g_assert_error (error, NN_ERROR, NN_ERROR_FORMAT);
    }
}

/* What a document hides comes back, also what this version knows nothing of; without it the file is as ever. */
static void
test_hidden (void)
{
  g_autoptr (NnNetwork) network = nn_network_new ();
  g_autoptr (NnEdit) edit = nn_edit_set_hidden ("palette recipe-l1 from-the-future");
  g_autofree char *plain = nn_network_to_json (network), *text = NULL;
  g_autoptr (NnNetwork) back = NULL;
  g_autoptr (NnEdit) undo = nn_edit_apply (edit, network, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (strstr (plain, "hidden"));
  text = nn_network_to_json (network);
  back = nn_network_from_json (text, -1, &error);
  g_assert_no_error (error);
  g_assert_true (nn_network_equal (network, back));
  g_assert_true (nn_network_hides (back, "recipe-l1"));
  g_assert_true (nn_network_hides (back, "from-the-future"));
  g_assert_false (nn_network_hides (back, "recipe"));
  nn_edit_free (nn_edit_apply (undo, network, NULL));
  g_assert_false (nn_network_hides (network, "palette"));
  g_assert_false (nn_network_equal (network, back));
  g_assert_null (nn_network_from_json ("{\"vitrine\": 1, \"hidden\": [3]}", -1, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "hidden"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/network/document/json-round-trip", test_json_round_trip);
  g_test_add_func ("/engine/network/document/every-kind", test_every_kind);
  g_test_add_func ("/engine/network/document/short-forms", test_short_forms);
  g_test_add_func ("/engine/network/document/refused", test_refused);
  g_test_add_func ("/engine/network/document/too-many-layers", test_too_many_layers);
  g_test_add_func ("/engine/network/document/save-and-load", test_save_and_load);
  g_test_add_func ("/engine/network/document/long-label", test_long_label);
  g_test_add_func ("/engine/network/document/too-long-to-save", test_too_long_to_save);
  g_test_add_func ("/engine/network/document/without-weights", test_without_weights);
  g_test_add_func ("/engine/network/document/training-in-range", test_training_in_range);
  g_test_add_func ("/engine/network/document/errors-name-the-path", test_errors_name_the_path);
  g_test_add_func ("/engine/network/document/mutated", test_mutated);
  g_test_add_func ("/engine/network/document/bombs", test_bombs);
  g_test_add_func ("/engine/network/document/hidden", test_hidden);
  return g_test_run ();
}
