#include "tensors.h"

#include <math.h>
#include <string.h>

/* A file by hand: the header's length, the header, the numbers. */
static GBytes *
make_file (guint64 length, const char *header, gconstpointer numbers, gsize n_bytes)
{
  GByteArray *bytes = g_byte_array_new ();
  const guint64 little = GUINT64_TO_LE (length);

  g_byte_array_append (bytes, (const guint8 *) &little, sizeof little);
  g_byte_array_append (bytes, (const guint8 *) header, strlen (header));
  g_byte_array_append (bytes, numbers, n_bytes);
  return g_byte_array_free_to_bytes (bytes);
}

static NnTensors *
make_tensors (void)
{
  NnTensors *tensors = nn_tensors_new ();
  float *weight = nn_tensors_add (tensors, "dense_1.weight", &NN_SHAPE (3, 2));
  float *bias = nn_tensors_add (tensors, "dense_1.bias", &NN_SHAPE (3));

  for (guint i = 0; i < 6; i++)
    weight[i] = 0.1f * i - 0.25f;
  bias[1] = -1e-30f;
  return tensors;
}

static void
test_round_trip (void)
{
  g_autoptr (NnTensors) tensors = make_tensors ();
  g_autoptr (GHashTable) metadata = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) back = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (NnTensors) read = NULL;
  g_autoptr (GError) error = NULL;

  g_hash_table_insert (metadata, (char *) "vitrine", (char *) "{\n \"a\": \"é\\\\\" }");
  bytes = nn_safetensors_write (tensors, metadata);
  g_assert_true (nn_safetensors_recognise (bytes));
  read = nn_safetensors_read (bytes, &back, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_hash_table_lookup (back, "vitrine"), ==, g_hash_table_lookup (metadata, "vitrine"));
  g_assert_cmpuint (nn_tensors_n (read), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const NnTensor *a = nn_tensors_at (tensors, i);
      const NnTensor *b = nn_tensors_find (read, a->name);

      g_assert_nonnull (b);
      g_assert_true (nn_shape_equal (&a->shape, &b->shape));
      g_assert_cmpmem (a->data, 4 * nn_shape_size (&a->shape), b->data, 4 * nn_shape_size (&b->shape));
    }
}

/* The layout is somebody else's format, so it is checked byte by byte. */
static void
test_layout (void)
{
  g_autoptr (NnTensors) tensors = nn_tensors_new ();
  g_autoptr (GBytes) bytes = NULL;
  const char *header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
  const guint8 *data;
  gsize size;

  nn_tensors_add (tensors, "a", &NN_SHAPE (1))[0] = 1.0f;
  bytes = nn_safetensors_write (tensors, NULL);
  data = g_bytes_get_data (bytes, &size);
  g_assert_cmpuint (data[0] % 8, ==, 0);
  g_assert_cmpuint (size, ==, 8 + data[0] + 4);
  g_assert_cmpint (strncmp ((const char *) data + 8, header, strlen (header)), ==, 0);
  g_assert_cmpmem (data + size - 4, 4, "\0\0\x80\x3f", 4);
}

static void
test_double (void)
{
  const double numbers[] = { 0.1, -3 };
  const char *header = "{\"w\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}}";
  g_autoptr (GBytes) bytes = make_file (strlen (header), header, numbers, sizeof numbers);
  g_autoptr (NnTensors) tensors = nn_safetensors_read (bytes, NULL, NULL);

  g_assert_nonnull (tensors);
  g_assert_cmpfloat (nn_tensors_find (tensors, "w")->data[0], ==, 0.1f);
  g_assert_cmpfloat (nn_tensors_find (tensors, "w")->data[1], ==, -3.0f);
}

static void
test_refused (void)
{
  static const float good[4] = { 1, 2, 3, 4 };
  static const float bad[4] = { 1, 2, NAN, 4 };
#define ONE(dtype, shape, offsets) "{\"w\":{\"dtype\":\"" dtype "\",\"shape\":" shape ",\"data_offsets\":" offsets "}}"
  const struct
  {
    const char *header;
    const float *numbers;
    const char *part;   /* of the sentence */
  } cases[] = {
    { ONE ("F16", "[8]", "[0,16]"), good, "type “F16”" },
    { ONE ("BF16", "[8]", "[0,16]"), good, "type “BF16”" },
    { ONE ("F32", "[5]", "[0,16]"), good, "shape 5, which does not fit its 16 bytes" },
    { ONE ("F32", "[4]", "[0,20]"), good, "only 16 bytes of numbers" },
    { ONE ("F32", "[4]", "[16,0]"), good, "should lie at bytes 16 to 0" },
    { ONE ("F32", "[4]", "[-4,12]"), good, "should lie at bytes -4" },
    { ONE ("F32", "[0]", "[0,0]"), good, "from 1 on" },
    { ONE ("F32", "[4.5]", "[0,16]"), good, "from 1 on" },
    { ONE ("F32", "[4611686018427387904,8]", "[0,16]"), good, "Line 1 holds a whole number that is too long." },
    { ONE ("F32", "[999999999999999999,999999999999999999]", "[0,16]"), good, "does not fit its 16 bytes" },
    { ONE ("F32", "[1,1,1,1,4]", "[0,16]"), good, "at most 4 sizes" },
    { ONE ("F32", "[4]", "[0,16]"), bad, "not a finite number, at place 2" },
    { ONE ("F32", "[3]", "[0,12]"), good, "4 bytes at the end" },
    { ONE ("F32", "[3]", "[4,16]"), good, "leaves a gap" },
    { "{\"w\":3}", good, "not described as an object" },
    { "{\"w\":{}}", good, "type “”" },
    { "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]},"
      "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}}",
      good, "“b” overlaps another" },
    { "{\"__metadata__\":{\"a\":1}}", good, "“a” should be a text" },
    { "{\"__metadata__\":[]}", good, "“__metadata__” should be an object" },
    { "[]", good, "should be an object" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = make_file (strlen (cases[i].header), cases[i].header, cases[i].numbers, sizeof good);
      g_autoptr (GError) error = NULL;

      g_assert_null (nn_safetensors_read (bytes, NULL, &error));
      g_assert_error (error, NN_ERROR, NN_ERROR_FORMAT);
      g_assert_nonnull (strstr (error->message, cases[i].part));
    }
}

static void
test_bad_length (void)
{
  const guint64 lengths[] = { 3, 17, G_MAXUINT64, (guint64) 1 << 63, G_MAXUINT64 - 7 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (GBytes) bytes = make_file (lengths[i], "{}", NULL, 0);
      g_autoptr (GError) error = NULL;

      g_assert_null (nn_safetensors_read (bytes, NULL, &error));
      g_assert_error (error, NN_ERROR, NN_ERROR_FORMAT);
    }
}

/* Every beginning of a good file is refused, and none is read past its end. */
static void
test_truncated (void)
{
  g_autoptr (NnTensors) tensors = make_tensors ();
  g_autoptr (GBytes) bytes = nn_safetensors_write (tensors, NULL);

  for (gsize size = 0; size < g_bytes_get_size (bytes); size++)
    {
      g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), MAX (size, 1));
      g_autoptr (GBytes) part = g_bytes_new (copy, size);
      g_autoptr (GError) error = NULL;

      g_assert_null (nn_safetensors_read (part, NULL, &error));
      g_assert_error (error, NN_ERROR, NN_ERROR_FORMAT);
    }
}

/* Bytes changed by chance: anything may happen but a crash, and what is accepted is finite. */
static void
test_mutated (void)
{
  g_autoptr (NnTensors) tensors = make_tensors ();
  g_autoptr (GBytes) good = nn_safetensors_write (tensors, NULL);
  const gsize size = g_bytes_get_size (good);
  const char *marks = "0129[]{}\":,-\xff";
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 5000; i++)
    {
      guint8 *copy = g_memdup2 (g_bytes_get_data (good, NULL), size);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (NnTensors) read = NULL;
      g_autoptr (GError) error = NULL;

      for (gint k = g_rand_int_range (rand, 1, 5); k > 0; k--)
        {
          const guint8 byte = g_rand_int_range (rand, 0, 256);

          copy[g_rand_int_range (rand, 0, size)] = byte < 128 ? byte : (guint8) marks[byte % strlen (marks)];
        }
      bytes = g_bytes_new_take (copy, size);
      nn_safetensors_recognise (bytes);
      read = nn_safetensors_read (bytes, NULL, &error);
      g_assert_true ((read == NULL) == (error != NULL));
      for (guint t = 0; read != NULL && t < nn_tensors_n (read); t++)
        for (gint64 k = 0; k < nn_shape_size (&nn_tensors_at (read, t)->shape); k++)
          g_assert_true (isfinite (nn_tensors_at (read, t)->data[k]));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/exchange/safetensors/round-trip", test_round_trip);
  g_test_add_func ("/engine/exchange/safetensors/layout", test_layout);
  g_test_add_func ("/engine/exchange/safetensors/double", test_double);
  g_test_add_func ("/engine/exchange/safetensors/refused", test_refused);
  g_test_add_func ("/engine/exchange/safetensors/bad-length", test_bad_length);
  g_test_add_func ("/engine/exchange/safetensors/truncated", test_truncated);
  g_test_add_func ("/engine/exchange/safetensors/mutated", test_mutated);
  return g_test_run ();
}
