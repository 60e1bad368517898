/* Ratings: a line for each, with who rated, what was rated and how high, between tabs, commas, semicolons, "::" or spaces. A fourth
 * column (when that was, in many collections) is not read. The first line may name the columns. */
#include <math.h>
#include <string.h>

#include "ratings.h"
#include "source.h"
#include "text-file.h"
#include "text.h"

#define LOOKED_AT 20     /* lines that tell whether a file is one of ratings */
#define LEAST_COLUMNS 3
#define MOST_COLUMNS 4

static const NnParam knobs[] = {
  { .id = "most", .title = N_ ("Ratings at most"), .type = NN_PARAM_INT, .min = 10, .max = 1e7, .initial = 100000,
    .blurb = N_ ("How many ratings are read, from the first line on.") },
  { NULL },
};

/* ---- Lines ---- */

/* What stands between the columns of a line: the first of these that occurs in it. */
static const char *
find_separator (const char *line)
{
  static const char *const separators[] = { "\t", "::", ";", "," };

  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    if (strstr (line, separators[i]) != NULL)
      return separators[i];
  return " ";
}

/* (transfer full) Up to the separator, or all of it, without spaces and quotation marks around it. */
static char *
cut_column (const char *line, gsize length)
{
  char *column = g_strstrip (g_strndup (line, length));
  const gsize n = strlen (column);

  if (n >= 2 && column[0] == '"' && column[n - 1] == '"')
    {
      column[n - 1] = '\0';
      memmove (column, column + 1, n - 1);
    }
  return column;
}

/* (transfer full) A separator between quotation marks separates nothing, and several spaces are one. */
static char **
split_line (const char *line)
{
  const char *separator = find_separator (line);
  g_autoptr (GStrvBuilder) columns = g_strv_builder_new ();
  gboolean quoted = FALSE;
  const char *start = line;

  for (const char *at = line;; at++)
    {
      const gboolean ends = *at == '\0' || (!quoted && g_str_has_prefix (at, separator));

      quoted ^= *at == '"';
      if (!ends)
        continue;
      if (at > start || *separator != ' ')
        {
          g_autofree char *column = cut_column (start, (gsize) (at - start));

          g_strv_builder_add (columns, column);
        }
      if (*at == '\0')
        return g_strv_builder_end (columns);
      start = at + strlen (separator);
      at = start - 1;
    }
}

static gboolean
is_blank (const char *line)
{
  return line[strspn (line, " \t\r")] == '\0';
}

/* NaN: it is none. */
static double
read_number (const char *text)
{
  char *end;
  const double number = g_ascii_strtod (text, &end);

  return end != text && *end == '\0' && isfinite (number) ? number : NAN;
}

static gboolean
is_rating (char **columns)
{
  const guint n = g_strv_length (columns);

  return n >= LEAST_COLUMNS && n <= MOST_COLUMNS && *columns[0] != '\0' && *columns[1] != '\0' && !isnan (read_number (columns[2]));
}

/* ---- Which files ---- */

/* The name of somebody or something is no measured number. */
static gboolean
names_both (char **columns)
{
  return strchr (isnan (read_number (columns[0])) ? "" : columns[0], '.') == NULL
         && strchr (isnan (read_number (columns[1])) ? "" : columns[1], '.') == NULL;
}

/* All first lines but perhaps one that names the columns. */
static gboolean
looks_like_ratings (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", LOOKED_AT + 1);
  guint n = 0;

  for (guint i = 0; lines[i] != NULL && i < LOOKED_AT; i++)
    {
      g_auto (GStrv) columns = split_line (lines[i]);

      if (is_blank (lines[i]))
        continue;
      if (is_rating (columns) ? !names_both (columns) : i > 0)
        return FALSE;
      n += is_rating (columns);
    }
  return n >= 2;
}

static gboolean
recognise (const char *path)
{
  static const char *const endings[] = { ".csv", ".tsv", ".tab", ".dat", ".data", ".txt", NULL };
  g_autofree char *text = nn_text_file_ends (path, endings) ? nn_text_file_peek (path) : NULL;

  return text != NULL && g_utf8_validate (text, -1, NULL) && looks_like_ratings (text);
}

/* ---- Reading ---- */

/* Names in the order in which they come, and the place of each. */
typedef struct
{
  GPtrArray *names;        /* char * */
  GHashTable *places;      /* borrowed name → place + 1 */
} Names;

typedef struct
{
  guint32 place[2];
  float rating;
} Rating;

typedef struct
{
  char *title[2];          /* of the first two columns */
  Names names[2];
  GArray *ratings;         /* Rating */
  double low, high;
} Table;

static void
clear_table (Table *table)
{
  for (guint i = 0; i < 2; i++)
    {
      g_clear_pointer (&table->title[i], g_free);
      g_clear_pointer (&table->names[i].names, g_ptr_array_unref);
      g_clear_pointer (&table->names[i].places, g_hash_table_unref);
    }
  g_clear_pointer (&table->ratings, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, clear_table)

static void
init_table (Table *table)
{
  static const char *const titles[] = { "user", "item" };

  for (guint i = 0; i < 2; i++)
    {
      table->title[i] = g_strdup (titles[i]);
      table->names[i].names = g_ptr_array_new_with_free_func (g_free);
      table->names[i].places = g_hash_table_new (g_str_hash, g_str_equal);
    }
  table->ratings = g_array_new (FALSE, FALSE, sizeof (Rating));
  table->low = INFINITY;
  table->high = -INFINITY;
}

static guint32
find_place (Names *names, const char *name)
{
  const guint known = GPOINTER_TO_UINT (g_hash_table_lookup (names->places, name));

  if (known > 0)
    return known - 1;
  g_ptr_array_add (names->names, g_strdup (name));
  g_hash_table_insert (names->places, g_ptr_array_index (names->names, names->names->len - 1), GUINT_TO_POINTER (names->names->len));
  return names->names->len - 1;
}

static void
add_rating (Table *table, char **columns)
{
  const Rating rating = {
    .place = { find_place (&table->names[0], columns[0]), find_place (&table->names[1], columns[1]) },
    .rating = (float) read_number (columns[2]),
  };

  g_array_append_val (table->ratings, rating);
  table->low = MIN (table->low, rating.rating);
  table->high = MAX (table->high, rating.rating);
}

/* The first line may say what the columns are. */
static gboolean
take_titles (Table *table, char **columns)
{
  if (g_strv_length (columns) < LEAST_COLUMNS || !isnan (read_number (columns[2])))
    return FALSE;
  for (guint i = 0; i < 2; i++)
    if (*columns[i] != '\0')
      {
        g_free (table->title[i]);
        table->title[i] = g_strdup (columns[i]);
      }
  return TRUE;
}

static gboolean
read_line (Table *table, const char *line, guint number, const char *name, GError **error)
{
  g_auto (GStrv) columns = split_line (line);

  if (is_blank (line) || (number == 1 && take_titles (table, columns)))
    return TRUE;
  if (is_rating (columns))
    {
      add_rating (table, columns);
      return TRUE;
    }
  g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
               _ ("Line %u of “%s” is no rating: it needs who rated, what was rated and a number, with tabs or commas between them."),
               number, name);
  return FALSE;
}

/* There is something to learn. */
static gboolean
check_table (const Table *table, const char *name, GError **error)
{
  if (table->names[0].names->len >= 2 && table->names[1].names->len >= 2 && table->low < table->high)
    return TRUE;
  g_set_error (error, NN_ERROR, NN_ERROR_DATA,
               _ ("“%s” has nothing to learn: it needs ratings of two or more who rated, of two or more things, and not all the same."),
               name);
  return FALSE;
}

static gboolean
read_table (Table *table, const char *path, const NnSettings *settings, GError **error)
{
  const gint64 most = nn_settings_int (settings, "most");
  gsize length;
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *text = nn_text_file_read (path, &length, error);
  char *line = text;

  if (text == NULL)
    return FALSE;
  init_table (table);
  for (guint number = 1; line != NULL && table->ratings->len < most; number++)
    {
      char *end = strchr (line, '\n');

      if (end != NULL)
        *end = '\0';
      if (!read_line (table, line, number, name, error))
        return FALSE;
      line = end != NULL ? end + 1 : NULL;
    }
  return check_table (table, name, error);
}

/* (transfer full) */
static char **
copy_names (const Names *names)
{
  char **copy = g_new0 (char *, names->names->len + 1);

  for (guint i = 0; i < names->names->len; i++)
    copy[i] = g_strdup (g_ptr_array_index (names->names, i));
  return copy;
}

static NnDataInfo *
make_info (const Table *table, const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);
  const NnRatings ratings = {
    .title = name,
    .noun = _ ("ratings"),
    .n = table->ratings->len,
    .who = table->title[0],
    .what = table->title[1],
    .whos = copy_names (&table->names[0]),
    .whats = copy_names (&table->names[1]),
    .low = table->low,
    .high = table->high,
  };

  return nn_ratings_info (&ratings);
}

static NnDataInfo *
describe (const char *path, const NnSettings *settings, GError **error)
{
  g_auto (Table) table = { { NULL } };

  return read_table (&table, path, settings, error) ? make_info (&table, path) : NULL;
}

static NnDataset *
read_file (const char *path, const NnSettings *settings, GError **error)
{
  g_auto (Table) table = { { NULL } };
  NnDataset *dataset;

  if (!read_table (&table, path, settings, error))
    return NULL;
  dataset = nn_dataset_new_numbers (make_info (&table, path));
  for (guint i = 0; i < table.ratings->len; i++)
    {
      const Rating *rating = &g_array_index (table.ratings, Rating, i);

      nn_ratings_put (dataset, i, rating->place[0], rating->place[1], rating->rating);
    }
  return dataset;
}

const NnDataReader nn_data_reader_ratings = {
  .id = "ratings",
  .title = N_ ("ratings (user, item, rating)"),
  .params = knobs,
  .recognise = recognise,
  .describe = describe,
  .read = read_file,
};
