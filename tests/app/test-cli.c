/* The commands that tell: lists, descriptions, checks, exports, and what they refuse. */
#include "cli-run.h"

#include <glib/gstdio.h>
#include <string.h>

#include "backend.h"
#include "device.h"
#include "document.h"
#include "source.h"
#include "workload.h"

#define WIDTH 100

static const char *const commands[] = { "data", "layers",  "examples", "check", "train",
                                        "eval", "predict", "export",   "bench", "devices" };

static void
assert_has (const char *text, const char *word)
{
  if (strstr (text, word) == NULL)
    g_error ("“%s” is not in:\n%s", word, text);
}

static void
assert_narrow (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_utf8_strlen (lines[i], -1) > WIDTH)
      g_error ("wider than %d characters: %s", WIDTH, lines[i]);
}

static void
test_help (void)
{
  g_autofree char *alone = cli_output (NULL, NULL);
  g_autofree char *help = cli_output ("help", NULL);
  g_autofree char *version = cli_output ("--version", NULL);

  g_assert_cmpstr (alone, ==, help);
  assert_narrow (help);
  assert_has (version, VT_VERSION);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *own = cli_output (commands[i], "--help", NULL);

      assert_has (help, commands[i]);
      assert_has (own, commands[i]);
    }
}

static void
test_wrong_usage (void)
{
  static const struct
  {
    const char *arguments[8];
    const char *words;
  } cases[] = {
    { { "frobnicate" }, "frobnicate" },
    { { "train", "--frobnicate", "example:xor" }, "--frobnicate" },
    { { "train" }, "DOC" },
    { { "train", "example:xor", "more" }, "more" },
    { { "train", "example:xor", "--epochs", "2", "--steps", "3" }, "one of them" },
    { { "train", "example:xor", "--epochs", "-2" }, "above 0" },
    { { "train", "example:xor", "--epochs", "many" }, "many" },
    { { "train", "example:xor", "--threads", "-1" }, "--threads" },
    { { "train", "example:xor", "--batch", "-1" }, "--batch" },
    { { "train", "example:xor", "--save", "x.json" }, ".vitrine" },
    { { "predict", "example:xor" }, "INPUT" },
    { { "export", "example:xor" }, "--to" },
    { { "export", "example:xor", "--to", "xls", "-o", "x" }, "xls" },
    { { "examples", "-o", "x" }, "name" },
    { { "bench", "--seconds", "0" }, "--seconds" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (CliResult) result = cli_run_array (cases[i].arguments);

      cli_assert_fails (&result, 2, cases[i].words);
      g_assert_cmpstr (result.out, ==, "");
    }
}

static void
test_unknown_names (void)
{
  static const struct
  {
    const char *arguments[8];
    const char *words;
  } cases[] = {
    { { "layers", "densse" }, "densse" },
    { { "data", "builtin:nowhere" }, "nowhere" },
    { { "data", "builtin:spiral?colour=3" }, "colour" },
    { { "data", "/no/such/file" }, "/no/such/file" },
    { { "examples", "nothing" }, "nothing" },
    { { "train", "example:nothing" }, "nothing" },
    { { "train", "/no/such/file.vitrine" }, "/no/such/file.vitrine" },
    { { "train", "example:xor", "--backend", "abacus" }, "abacus" },
    { { "train", "example:xor", "--save", "/no/such/folder/x.vitrine" }, "/no/such/folder" },
    { { "train", "example:xor", "--data", "builtin:digits" }, "example:xor" },
    { { "bench", "W99" }, "W99" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (CliResult) result = cli_run_array (cases[i].arguments);

      cli_assert_fails (&result, 1, cases[i].words);
      g_assert_cmpstr (result.out, ==, "");
    }
}

static void
test_data (void)
{
  g_autofree char *list = cli_output ("data", NULL);
  guint n;
  const NnDataSource *const *sources = nn_data_sources (&n);
  const NnDataReader *const *readers;

  assert_narrow (list);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *spec = g_strdup_printf ("builtin:%s", sources[i]->id);
      g_autofree char *one = cli_output ("data", spec, NULL);

      assert_has (list, spec);
      assert_has (one, sources[i]->title);
      assert_narrow (one);
      for (const NnParam *knob = sources[i]->params; knob->id != NULL; knob++)
        assert_has (one, knob->id);
    }
  readers = nn_data_readers (&n);
  for (guint i = 0; i < n; i++)
    assert_has (list, readers[i]->id);
}

static void
test_layers (void)
{
  g_autofree char *list = cli_output ("layers", NULL);
  guint n;
  const NnKind *const *kinds = nn_kind_rows (&n);

  assert_narrow (list);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *one = cli_output ("layers", kinds[i]->id, NULL);

      assert_has (list, kinds[i]->id);
      assert_has (one, kinds[i]->title);
      assert_narrow (one);
      for (const NnParam *param = kinds[i]->params; param->id != NULL; param++)
        assert_has (one, param->id);
    }
}

static void
test_devices (void)
{
  g_autofree char *list = cli_output ("devices", NULL);
  guint n;
  const NnBackend *const *backends = nn_backend_rows (&n);

  g_autoptr (GPtrArray) devices = nn_device_list (NULL);

  for (guint i = 0; i < n; i++)
    assert_has (list, backends[i]->id);
  for (guint i = 0; devices != NULL && i < devices->len; i++)
    assert_has (list, ((const NnDeviceInfo *) devices->pdata[i])->name);
}

static void
test_examples (void)
{
  g_autofree char *list = cli_output ("examples", NULL);
  g_autofree char *folder = g_dir_make_tmp ("vitrine-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "one.json", NULL);
  guint n;
  const NnExample *examples = nn_examples (&n);

  g_assert_cmpuint (n, >=, 5);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (NnNetwork) network = nn_example_open (examples[i].name, NULL);
      g_autofree char *doc = g_strdup_printf ("example:%s", examples[i].name);
      g_autofree char *json = cli_output ("examples", examples[i].name, NULL);
      g_autofree char *quiet = cli_output ("examples", examples[i].name, "-o", path, NULL);
      g_autofree char *check = cli_output ("check", doc, NULL);
      g_autoptr (NnNetwork) printed = nn_network_from_json (json, -1, NULL);
      g_autoptr (NnDocument) written = nn_document_load (path, NULL);

      assert_has (list, examples[i].name);
      g_assert_true (nn_network_equal (network, printed));
      g_assert_true (nn_network_equal (network, written->network));
      g_assert_cmpstr (quiet, ==, "");
      assert_narrow (check);
    }
  g_remove (path);
  g_rmdir (folder);
}

static void
test_check (void)
{
  g_autofree char *shapes = cli_output ("check", "example:digits-mlp", NULL);
  g_autofree char *gradients = cli_output ("check", "example:sine", "--gradients", NULL);
  g_autofree char *other = cli_output ("check", "example:spiral", "--data", "builtin:moons", NULL);

  assert_has (shapes, "101\u2009770");
  assert_has (shapes, "28×28×1");
  assert_has (shapes, "Training a batch of 32 takes");
  assert_has (gradients, "output.bias");
  assert_has (gradients, "agrees");
  assert_has (other, "The network runs.");
}

/* What a device would make of it; where there is none, one line says so. */
static void
test_check_device (void)
{
  g_autofree char *devices = cli_output ("devices", NULL);
  g_auto (CliResult) result = cli_run ("check", "example:spiral", "--gradients", "--backend", "vulkan:cpu", NULL);
  g_auto (CliResult) wrong = cli_run ("check", "example:spiral", "--backend", "vulkan:nosuchdevice", NULL);

  cli_assert_fails (&wrong, 1, "");
  if (strstr (devices, "vulkan:cpu") == NULL)
    {
      cli_assert_fails (&result, 1, "Vulkan");
      return;
    }
  g_assert_cmpint (result.status, ==, 0);
  assert_has (result.out, "linear, softmax, cross_entropy");
  assert_has (result.out, "yes, but little to do");
  assert_has (result.out, "A step is ");
  assert_has (result.out, "would be foolish");
  assert_has (result.out, "changes the loss there as the gradient says");
}

static void
test_export (void)
{
  g_autofree char *folder = g_dir_make_tmp ("vitrine-XXXXXX", NULL);
  g_autofree char *trained = g_build_filename (folder, "trained.vitrine", NULL);
  g_autofree char *path = g_build_filename (folder, "out", NULL);
  g_autofree char *text = cli_output ("train", "example:xor", "--steps", "3", "--save", trained, NULL);
  g_autoptr (NnNetwork) network = nn_example_open ("xor", NULL);
  g_autoptr (NnNetwork) read = NULL;
  g_autoptr (NnTensors) tensors = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_auto (CliResult) untrained = { 0 };
  static const struct
  {
    const char *format, *magic;
  } figures[] = { { "svg", "<?xml" }, { "png", "\x89PNG" }, { "pdf", "%PDF" } };
  gsize length;

  g_free (cli_output ("export", trained, "--to", "json", "-o", path, NULL));
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  read = nn_network_from_json (contents, length, NULL);
  g_assert_true (nn_network_equal (network, read));

  g_free (cli_output ("export", trained, "--to", "safetensors", "-o", path, NULL));
  g_clear_pointer (&contents, g_free);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  bytes = g_bytes_new (contents, length);
  tensors = nn_safetensors_read (bytes, NULL, NULL);
  g_assert_nonnull (nn_tensors_find (tensors, "dense_1.weight"));
  for (guint i = 0; i < nn_tensors_n (tensors); i++)
    g_assert_false (g_str_has_prefix (nn_tensors_at (tensors, i)->name, "optimiser"));

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autofree char *drawn = NULL;

      g_free (cli_output ("export", trained, "--to", figures[i].format, "-o", path, NULL));
      g_assert_true (g_file_get_contents (path, &drawn, &length, NULL));
      g_assert_cmpuint (length, >, 1000);
      g_assert_cmpmem (drawn, strlen (figures[i].magic), figures[i].magic, strlen (figures[i].magic));
    }

  untrained = cli_run ("export", "example:xor", "--to", "safetensors", "-o", path, NULL);
  cli_assert_fails (&untrained, 1, "no weights");
  g_remove (path);
  g_remove (trained);
  g_rmdir (folder);
}

static void
test_bench (void)
{
  g_autofree char *out = cli_output ("bench", "W1a", "W2a", "--seconds", "0.05", "--threads", "2", "--json", NULL);
  g_autofree char *table = cli_output ("bench", "W1b", "--seconds", "0.05", NULL);
  g_autoptr (GPtrArray) lines = cli_parse_lines (out);
  static const char *const numbers[] = { "examples_per_s", "step_us",  "infer_examples_per_s",
                                         "infer1_us",      "gflops",   "sgemm_gflops",
                                         "peak_mb",        "startup_s" };

  g_test_message ("%s", out);
  g_assert_cmpuint (lines->len, ==, 2);
  for (guint i = 0; i < lines->len; i++)
    {
      g_assert_cmpstr (json_object_get_string_member (lines->pdata[i], "backend"), ==, "openblas");
      g_assert_cmpint (json_object_get_int_member (lines->pdata[i], "threads"), ==, 2);
      for (guint k = 0; k < G_N_ELEMENTS (numbers); k++)
        g_assert_cmpfloat (json_object_get_double_member (lines->pdata[i], numbers[k]), >, 0);
    }
  g_assert_cmpstr (json_object_get_string_member (lines->pdata[0], "workload"), ==, "W1a");
  g_assert_cmpstr (json_object_get_string_member (lines->pdata[1], "workload"), ==, "W2a");
  assert_has (table, "W1b");
  assert_narrow (table);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/cli/help", test_help);
  g_test_add_func ("/app/cli/wrong-usage", test_wrong_usage);
  g_test_add_func ("/app/cli/unknown-names", test_unknown_names);
  g_test_add_func ("/app/cli/data", test_data);
  g_test_add_func ("/app/cli/layers", test_layers);
  g_test_add_func ("/app/cli/devices", test_devices);
  g_test_add_func ("/app/cli/examples", test_examples);
  g_test_add_func ("/app/cli/check", test_check);
  g_test_add_func ("/app/cli/check-device", test_check_device);
  g_test_add_func ("/app/cli/export", test_export);
  g_test_add_func ("/app/cli/bench", test_bench);
  return g_test_run ();
}
