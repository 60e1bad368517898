#include "document.h"

#include "json.h"
#include "nn-examples.h"
#include "text.h"

#include <gio/gio.h>

#define FOLDER "/org/vitrine/examples/"

static const char *const example_names[] = {
#define NN_ROW(name) name,
#include "nn-example-rows.inc"
#undef NN_ROW
};

static void
refuse_name (const char *name, GError **error)
{
  g_autoptr (GString) known = g_string_new (example_names[0]);

  for (guint i = 1; i < G_N_ELEMENTS (example_names); i++)
    g_string_append_printf (known, ", %s", example_names[i]);
  g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT, _ ("There is no example “%s”. There are: %s."), name, known->str);
}

static GBytes *
find (const char *name)
{
  g_autofree char *path = g_strconcat (FOLDER, name, ".json", NULL);

  return g_resource_lookup_data (nn_examples_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

NnNetwork *
nn_example_open (const char *name, GError **error)
{
  g_autoptr (GBytes) bytes = find (name);
  const char *text;
  gsize size;

  if (bytes == NULL)
    {
      refuse_name (name, error);
      return NULL;
    }
  text = g_bytes_get_data (bytes, &size);
  return nn_network_from_json (text, size, error);
}

/* What the gallery says stands beside the document in the example's file. */
static void
read_gallery (NnExample *example)
{
  g_autoptr (GBytes) bytes = find (example->name);
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr (JsonObject) file = nn_json_parse (text, size, NULL);
  JsonObject *gallery;
  const char *sentence;

  if (!nn_json_object (file, "gallery", &gallery, NULL) || gallery == NULL
      || !nn_json_string (gallery, "sentence", "", &sentence, NULL)
      || !nn_json_int (gallery, "minutes", 0, &example->minutes, NULL))
    sentence = "";
  example->sentence = g_strdup (nn_text (sentence));
}

static gpointer
read_examples (gpointer unused)
{
  NnExample *examples = g_new0 (NnExample, G_N_ELEMENTS (example_names));

  for (guint i = 0; i < G_N_ELEMENTS (example_names); i++)
    {
      g_autoptr (NnNetwork) network = nn_example_open (example_names[i], NULL);

      examples[i].name = g_strdup (example_names[i]);
      examples[i].title = g_strdup (nn_text (nn_network_title (network)));
      examples[i].note = g_strdup (nn_text (nn_network_note (network)));
      read_gallery (&examples[i]);
    }
  return examples;
}

const NnExample *
nn_examples (guint *n)
{
  static GOnce once = G_ONCE_INIT;   /* built in, so read once and kept as long as the program runs */

  *n = G_N_ELEMENTS (example_names);
  return g_once (&once, read_examples, NULL);
}
