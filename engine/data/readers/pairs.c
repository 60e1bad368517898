/* Pairs of texts, one a line with a tab between: sentences and their translations. What follows a second tab (where a sentence comes
 * from, in many collections) is not read. */
#include <string.h>

#include "pairs.h"
#include "source.h"
#include "text-file.h"
#include "text.h"
#include "tokens.h"

#define LOOKED_AT 20     /* lines that tell whether a file is one of pairs */
#define MOST_COLUMNS 3

enum
{
  FORWARD,
  BACKWARD,
};

static const NnChoice directions[] = {
  [FORWARD] = { "forward", N_ ("First to second"), N_ ("The first column is given, the second is asked for.") },
  [BACKWARD] = { "backward", N_ ("Second to first"), N_ ("The second column is given, the first is asked for.") },
  { NULL },
};

static const NnParam knobs[] = {
  { .id = "longest", .title = N_ ("Longest text"), .type = NN_PARAM_INT, .min = 1, .max = 1024, .initial = 40, .step = 8,
    .blurb = N_ ("Pairs with a text of more characters are left out: the longest decides how long training takes.") },
  { .id = "most", .title = N_ ("Pairs at most"), .type = NN_PARAM_INT, .min = 1, .max = 1e6, .initial = 10000,
    .blurb = N_ ("How many pairs are read, from the first line on.") },
  { .id = "direction", .title = N_ ("Direction"), .type = NN_PARAM_CHOICE, .choices = directions,
    .blurb = N_ ("Which side is given, and which is asked for.") },
  { NULL },
};

/* ---- Which files ---- */

static gboolean
is_blank (const char *line)
{
  return line[strspn (line, " \t")] == '\0';
}

/* Words, where a table would have a number. */
static gboolean
has_words (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isalpha (g_utf8_get_char (at)))
      return TRUE;
  return FALSE;
}

/* (transfer full) The columns of a line that is a pair, else NULL. */
static char **
split_pair (const char *line)
{
  g_auto (GStrv) columns = g_strsplit (line, "\t", -1);
  const guint n = g_strv_length (columns);

  if (n < 2 || n > MOST_COLUMNS || !has_words (columns[0]) || !has_words (columns[1]))
    return NULL;
  return g_steal_pointer (&columns);
}

/* Most of the first lines are pairs, and no second text comes twice: in a table of two columns of categories it would. */
static gboolean
looks_like_pairs (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", LOOKED_AT + 1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0, n_pairs = 0;

  for (guint i = 0; lines[i] != NULL && i < LOOKED_AT; i++)
    {
      g_auto (GStrv) columns = split_pair (lines[i]);

      n += !is_blank (lines[i]);
      n_pairs += columns != NULL;
      if (columns != NULL && !g_hash_table_add (seen, g_strdup (columns[1])))
        return FALSE;
    }
  return n_pairs > 0 && 2 * n_pairs > n;
}

static gboolean
recognise (const char *path)
{
  static const char *const endings[] = { ".tsv", ".tab", ".txt", NULL };
  g_autofree char *text = nn_text_file_ends (path, endings) ? nn_text_file_peek (path) : NULL;

  return text != NULL && g_utf8_validate (text, -1, NULL) && looks_like_pairs (text);
}

/* ---- Reading ---- */

typedef struct
{
  GPtrArray *text[2];      /* char *: the two of each pair */
  glong longest[2];
} Pairs;

static void
clear_pairs (Pairs *pairs)
{
  for (guint side = 0; side < 2; side++)
    g_clear_pointer (&pairs->text[side], g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pairs, clear_pairs)

static gboolean
check_pair (char **columns, const char *name, guint line, GError **error)
{
  for (guint side = 0; side < 2; side++)
    {
      if (columns[0] == NULL || columns[side] == NULL || *g_strstrip (columns[side]) == '\0')
        g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                     _ ("Line %u of “%s” is no pair: it needs two texts with a tab between them."), line, name);
      else if (strstr (columns[side], NN_TOKEN_END) != NULL)
        g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                     _ ("Line %u of “%s” has the control character 3, which ends texts here: remove it."), line, name);
      else
        continue;
      return FALSE;
    }
  return TRUE;
}

/* Both texts, unless one is too long. */
static void
keep_pair (Pairs *pairs, char **columns, gint64 longest)
{
  glong length[2];

  for (guint side = 0; side < 2; side++)
    if ((length[side] = g_utf8_strlen (columns[side], -1)) > longest)
      return;
  for (guint side = 0; side < 2; side++)
    {
      g_ptr_array_add (pairs->text[side], g_strdup (columns[side]));
      pairs->longest[side] = MAX (pairs->longest[side], length[side]);
    }
}

static gboolean
read_lines (Pairs *pairs, const char *name, const char *text, const NnSettings *settings, GError **error)
{
  const gint64 longest = nn_settings_int (settings, "longest"), most = nn_settings_int (settings, "most");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL && pairs->text[0]->len < most; i++)
    {
      g_auto (GStrv) columns = is_blank (lines[i]) ? NULL : g_strsplit (lines[i], "\t", MOST_COLUMNS);

      if (columns != NULL && !check_pair (columns, name, i + 1, error))
        return FALSE;
      if (columns != NULL)
        keep_pair (pairs, columns, longest);
    }
  if (pairs->text[0]->len > 0)
    return TRUE;
  g_set_error (error, NN_ERROR, NN_ERROR_DATA, _ ("“%s” has no pair whose texts have %" G_GINT64_FORMAT " characters at most."), name,
               longest);
  return FALSE;
}

static gboolean
read_pairs (Pairs *pairs, const char *path, const NnSettings *settings, GError **error)
{
  gsize length;
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *text = nn_text_file_read (path, &length, error);

  if (text == NULL)
    return FALSE;
  for (guint side = 0; side < 2; side++)
    pairs->text[side] = g_ptr_array_new_with_free_func (g_free);
  return read_lines (pairs, name, text, settings, error);
}

/* One side of all pairs. (transfer full) all its texts one after the other */
static char *
join_texts (const Pairs *pairs, guint side)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < pairs->text[side]->len; i++)
    g_string_append (all, g_ptr_array_index (pairs->text[side], i));
  return g_string_free (all, FALSE);
}

static NnDataInfo *
make_info (const Pairs *pairs, const char *path, guint given)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *sources = join_texts (pairs, given), *targets = join_texts (pairs, !given);
  const NnPairSide source = { pairs->longest[given], sources }, target = { pairs->longest[!given], targets };

  return nn_pairs_info (name, _ ("pairs"), pairs->text[0]->len, &source, &target);
}

static NnDataInfo *
describe (const char *path, const NnSettings *settings, GError **error)
{
  g_auto (Pairs) pairs = { { NULL } };

  return read_pairs (&pairs, path, settings, error) ? make_info (&pairs, path, nn_settings_int (settings, "direction") == BACKWARD)
                                                    : NULL;
}

static NnDataset *
read_file (const char *path, const NnSettings *settings, GError **error)
{
  const guint given = nn_settings_int (settings, "direction") == BACKWARD;
  g_auto (Pairs) pairs = { { NULL } };
  NnDataset *dataset;

  if (!read_pairs (&pairs, path, settings, error))
    return NULL;
  dataset = nn_dataset_new_numbers (make_info (&pairs, path, given));
  for (guint i = 0; i < pairs.text[0]->len; i++)
    nn_pairs_put (dataset, i, g_ptr_array_index (pairs.text[given], i), g_ptr_array_index (pairs.text[!given], i));
  return dataset;
}

const NnDataReader nn_data_reader_pairs = {
  .id = "pairs",
  .title = N_ ("pairs of texts (.tsv)"),
  .params = knobs,
  .recognise = recognise,
  .describe = describe,
  .read = read_file,
};
