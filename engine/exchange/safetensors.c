/* Files of tensors: see tensors.h. All numbers in the file are little-endian. */
#include "tensors.h"

#include "json.h"
#include "text.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define LENGTH_BYTES 8
#define METADATA "__metadata__"

/* Writing. */

static void
append_metadata (GString *header, GHashTable *metadata)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (metadata), (GCompareFunc) strcmp);

  g_string_append (header, "\"" METADATA "\":{");
  for (const GList *key = keys; key != NULL; key = key->next)
    {
      nn_json_quote (header, key->data);
      g_string_append_c (header, ':');
      nn_json_quote (header, g_hash_table_lookup (metadata, key->data));
      if (key->next != NULL)
        g_string_append_c (header, ',');
    }
  g_string_append_c (header, '}');
}

static void
append_entry (GString *header, const NnTensor *tensor, gsize offset)
{
  if (header->len > 1)
    g_string_append_c (header, ',');
  nn_json_quote (header, tensor->name);
  g_string_append (header, ":{\"dtype\":\"F32\",\"shape\":[");
  for (guint i = 0; i < tensor->shape.rank; i++)
    g_string_append_printf (header, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", tensor->shape.dim[i]);
  g_string_append_printf (header,
                          "],\"data_offsets\":[%zu,%zu]}",
                          offset,
                          offset + 4 * (gsize) nn_shape_size (&tensor->shape));
}

static guint8 *
put_numbers (guint8 *at, const NnTensor *tensor)
{
  const gsize n = nn_shape_size (&tensor->shape);

  for (gsize i = 0; i < n; i++, at += sizeof (guint32))
    {
      guint32 word;

      memcpy (&word, &tensor->data[i], sizeof word);
      word = GUINT32_TO_LE (word);
      memcpy (at, &word, sizeof word);
    }
  return at;
}

GBytes *
nn_safetensors_write (const NnTensors *tensors, GHashTable *metadata)
{
  g_autoptr (GString) header = g_string_new ("{");
  gsize offset = 0, size;
  guint64 length;
  guint8 *bytes, *at;

  if (metadata != NULL)
    append_metadata (header, metadata);
  for (guint i = 0; i < nn_tensors_n (tensors); i++)
    {
      append_entry (header, nn_tensors_at (tensors, i), offset);
      offset += 4 * (gsize) nn_shape_size (&nn_tensors_at (tensors, i)->shape);
    }
  g_string_append_c (header, '}');
  while (header->len % 8 != 0)   /* so that the numbers are aligned when the file is mapped */
    g_string_append_c (header, ' ');

  length = GUINT64_TO_LE ((guint64) header->len);
  size = sizeof length + header->len + offset;
  bytes = g_malloc (size);
  memcpy (bytes, &length, sizeof length);
  memcpy (bytes + sizeof length, header->str, header->len);
  at = bytes + sizeof length + header->len;
  for (guint i = 0; i < nn_tensors_n (tensors); i++)
    at = put_numbers (at, nn_tensors_at (tensors, i));
  return g_bytes_new_take (bytes, size);
}

/* Reading. */

static guint64
read_length (const guint8 *data)
{
  guint64 length;

  memcpy (&length, data, sizeof length);
  return GUINT64_FROM_LE (length);
}

gboolean
nn_safetensors_recognise (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return size > LENGTH_BYTES && data[LENGTH_BYTES] == '{' && read_length (data) <= NN_JSON_LIMIT;
}

/* A tensor as the header announces it. */
typedef struct
{
  const char *name;
  NnShape shape;
  gsize element;         /* bytes of a number: 4 or 8 */
  guint64 begin, end;    /* of its numbers, counted from the end of the header */
} Entry;

G_GNUC_PRINTF (3, 4)
static gboolean
refuse (const char *name, GError **error, const char *format, ...)
{
  g_autofree char *shown = nn_text_quote (name);
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, NN_ERROR, NN_ERROR_FORMAT, _ ("Tensor “%s” %s"), shown, what);
  return FALSE;
}

static gboolean
read_dtype (JsonObject *object, Entry *entry, GError **error)
{
  const char *dtype;

  if (!nn_json_string (object, "dtype", "", &dtype, error))
    return FALSE;
  entry->element = g_str_equal (dtype, "F32") ? 4 : g_str_equal (dtype, "F64") ? 8 : 0;
  if (entry->element == 0)
    {
      g_autofree char *shown = nn_text_quote (dtype);

      return refuse (entry->name, error, _ ("holds numbers of the type “%s”; only F32 and F64 are read."), shown);
    }
  return TRUE;
}

static gboolean
read_shape (JsonObject *object, Entry *entry, GError **error)
{
  JsonArray *dims;

  if (!nn_json_array (object, "shape", &dims, error))
    return FALSE;
  if (dims == NULL || json_array_get_length (dims) > NN_MAX_RANK)
    return refuse (entry->name, error, _ ("should have a shape of at most %d sizes."), NN_MAX_RANK);
  entry->shape = NN_SHAPE (1);   /* a shape without sizes is a single number */
  for (guint i = 0; i < json_array_get_length (dims); i++)
    {
      JsonNode *dim = json_array_get_element (dims, i);

      if (!nn_json_is_int (dim) || json_node_get_int (dim) < 1)
        return refuse (entry->name, error, _ ("has a size that is not a whole number from 1 on."));
      entry->shape.rank = i + 1;
      entry->shape.dim[i] = json_node_get_int (dim);
    }
  return TRUE;
}

static gboolean
read_offsets (JsonObject *object, Entry *entry, guint64 available, GError **error)
{
  const gint64 count = nn_shape_size (&entry->shape);
  JsonArray *offsets;
  gint64 offset[2];

  if (!nn_json_array (object, "data_offsets", &offsets, error))
    return FALSE;
  if (offsets == NULL || json_array_get_length (offsets) != 2)
    return refuse (entry->name, error, _ ("does not say where its numbers begin and end."));
  for (guint i = 0; i < 2; i++)
    {
      JsonNode *node = json_array_get_element (offsets, i);

      offset[i] = nn_json_is_int (node) ? json_node_get_int (node) : -1;
    }
  if (offset[0] < 0 || offset[1] < offset[0] || (guint64) offset[1] > available)
    return refuse (entry->name,
                   error,
                   _ ("should lie at bytes %" PRId64 " to %" PRId64 ", but the file has only %" PRIu64
                      " bytes of numbers."),
                   offset[0],
                   offset[1],
                   available);
  entry->begin = offset[0];
  entry->end = offset[1];
  if ((entry->end - entry->begin) % entry->element != 0
      || (guint64) count != (entry->end - entry->begin) / entry->element)
    {
      g_autofree char *shape = nn_shape_to_string (&entry->shape);

      return refuse (entry->name,
                     error,
                     _ ("has the shape %s, which does not fit its %" PRIu64 " bytes."),
                     shape,
                     entry->end - entry->begin);
    }
  return TRUE;
}

static gint
compare_begin (gconstpointer a, gconstpointer b)
{
  const Entry *x = a;
  const Entry *y = b;

  return (x->begin > y->begin) - (x->begin < y->begin);
}

/* The entries, by where they lie; they must fill the file without gap or overlap. */
static GArray *
read_entries (JsonObject *header, guint64 available, GError **error)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_autoptr (GList) names = json_object_get_members (header);
  guint64 end = 0;

  for (const GList *name = names; name != NULL; name = name->next)
    {
      JsonNode *node = json_object_get_member (header, name->data);
      Entry entry = { .name = name->data };

      if (g_str_equal (entry.name, METADATA))
        continue;
      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          refuse (entry.name, error, _ ("is not described as an object."));
          return NULL;
        }
      if (!read_dtype (json_node_get_object (node), &entry, error)
          || !read_shape (json_node_get_object (node), &entry, error)
          || !read_offsets (json_node_get_object (node), &entry, available, error))
        return NULL;
      g_array_append_val (entries, entry);
    }
  g_array_sort (entries, compare_begin);
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      if (entry->begin != end)
        {
          refuse (entry->name, error, entry->begin < end ? _ ("overlaps another.") : _ ("leaves a gap before it."));
          return NULL;
        }
      end = entry->end;
    }
  if (end != available)
    {
      g_set_error (error,
                   NN_ERROR,
                   NN_ERROR_FORMAT,
                   _ ("%" PRIu64 " bytes at the end belong to no tensor."),
                   available - end);
      return NULL;
    }
  return g_steal_pointer (&entries);
}

static double
read_number (const guint8 *at, gsize element)
{
  guint32 word;
  guint64 wide;
  float narrow;
  double value;

  if (element == 4)
    {
      memcpy (&word, at, sizeof word);
      word = GUINT32_FROM_LE (word);
      memcpy (&narrow, &word, sizeof narrow);
      return narrow;
    }
  memcpy (&wide, at, sizeof wide);
  wide = GUINT64_FROM_LE (wide);
  memcpy (&value, &wide, sizeof value);
  return value;
}

static gboolean
read_numbers (NnTensors *tensors, const Entry *entry, const guint8 *numbers, GError **error)
{
  const gsize n = nn_shape_size (&entry->shape);
  float *out = nn_tensors_add (tensors, entry->name, &entry->shape);

  for (gsize i = 0; i < n; i++)
    {
      out[i] = (float) read_number (numbers + entry->begin + i * entry->element, entry->element);
      if (!isfinite (out[i]))
        return refuse (entry->name, error, _ ("holds a value that is not a finite number, at place %zu."), i);
    }
  return TRUE;
}

static GHashTable *
read_metadata (JsonObject *header, GError **error)
{
  g_autoptr (GHashTable) metadata = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GList) keys = NULL;
  JsonObject *object;

  if (!nn_json_object (header, METADATA, &object, error))
    return NULL;
  keys = object != NULL ? json_object_get_members (object) : NULL;
  for (const GList *key = keys; key != NULL; key = key->next)
    {
      const char *value;

      if (!nn_json_string (object, key->data, "", &value, error))
        return NULL;
      g_hash_table_insert (metadata, g_strdup (key->data), g_strdup (value));
    }
  return g_steal_pointer (&metadata);
}

static JsonObject *
read_header (const guint8 *data, gsize size, GError **error)
{
  guint64 length;

  if (size < LENGTH_BYTES)
    {
      g_set_error (error,
                   NN_ERROR,
                   NN_ERROR_FORMAT,
                   _ ("It ends after %zu bytes: too short for a safetensors file."),
                   size);
      return NULL;
    }
  length = read_length (data);
  if (length > size - LENGTH_BYTES)
    {
      g_set_error (error,
                   NN_ERROR,
                   NN_ERROR_FORMAT,
                   _ ("It is not a safetensors file, or only the beginning of one: a header of %" PRIu64
                      " bytes is announced, but only %zu follow."),
                   length,
                   size - LENGTH_BYTES);
      return NULL;
    }
  return nn_json_parse ((const char *) data + LENGTH_BYTES, length, error);
}

NnTensors *
nn_safetensors_read (GBytes *bytes, GHashTable **metadata, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autoptr (JsonObject) header = read_header (data, size, error);
  g_autoptr (GHashTable) strings = header != NULL ? read_metadata (header, error) : NULL;
  g_autoptr (NnTensors) tensors = nn_tensors_new ();
  g_autoptr (GArray) entries = NULL;
  const guint8 *numbers;

  if (strings == NULL)
    return NULL;
  numbers = data + LENGTH_BYTES + read_length (data);
  entries = read_entries (header, size - (numbers - data), error);
  if (entries == NULL)
    return NULL;
  for (guint i = 0; i < entries->len; i++)
    if (!read_numbers (tensors, &g_array_index (entries, Entry, i), numbers, error))
      return NULL;
  if (metadata != NULL)
    *metadata = g_steal_pointer (&strings);
  return g_steal_pointer (&tensors);
}
