#include "table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "text.h"

#define GAP 2
#define NARROWEST 30 /* a wrapped column is at least this wide, whatever is before it */

struct _VtTable
{
  char *columns;
  GPtrArray *rows; /* of char **, one string a column */
};

VtTable *
vt_table_new (const char *columns)
{
  VtTable *table = g_new0 (VtTable, 1);

  table->columns = g_strdup (columns);
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  return table;
}

void
vt_table_free (VtTable *table)
{
  if (table == NULL)
    return;
  g_ptr_array_unref (table->rows);
  g_free (table->columns);
  g_free (table);
}

void
vt_table_row (VtTable *table, ...)
{
  const gsize n = strlen (table->columns);
  char **row = g_new0 (char *, n + 1);
  const char *text;
  gsize i = 0;
  va_list args;

  va_start (args, table);
  while ((text = va_arg (args, const char *)) != NULL && i < n)
    row[i++] = g_strdup (text);
  va_end (args);
  while (i < n)
    row[i++] = g_strdup ("");
  g_ptr_array_add (table->rows, row);
}

static void
pad (guint n)
{
  while (n-- > 0)
    putchar (' ');
}

/* How many bytes of the text go on a line of this width: up to a space where there is one, at least a character. */
static gsize
line_end (const char *text, glong width)
{
  const char *end = text, *space = NULL;

  for (glong i = 0; *end != '\0' && *end != '\n'; i++, end = g_utf8_next_char (end))
    {
      if (*end == ' ')
        space = end;
      if (i == width)
        return space != NULL ? space - text : MAX (end - text, 1);
    }
  return end - text;
}

char *
vt_wrap (const char *text, guint indent)
{
  const glong width = MAX (VT_TEXT_WIDTH - (glong) indent, NARROWEST);
  GString *lines = g_string_new (NULL);

  for (gboolean first = TRUE; first || *text != '\0'; first = FALSE)
    {
      const gsize end = line_end (text, width);

      if (!first)
        g_string_append_printf (lines, "\n%*s", end > 0 ? indent : 0, "");
      g_string_append_len (lines, text, end);
      text += end;
      if (*text == '\n' || *text == ' ')
        text++;
    }
  return g_string_free (lines, FALSE);
}

void
vt_print_paragraph (const char *text, guint indent)
{
  g_autofree char *lines = vt_wrap (text, indent);

  printf ("%*s%s\n", indent, "", lines);
}

static glong
column_width (const VtTable *table, gsize column)
{
  glong width = 0;

  for (guint i = 0; i < table->rows->len; i++)
    width = MAX (width, g_utf8_strlen (((char **) table->rows->pdata[i])[column], -1));
  return width;
}

static gboolean
rest_is_empty (char *const *row)
{
  while (*row != NULL)
    if (**row++ != '\0')
      return FALSE;
  return TRUE;
}

static void
print_row (const VtTable *table, char *const *row, const glong *width, guint indent)
{
  guint at = indent;

  pad (indent);
  for (gsize column = 0; row[column] != NULL; column++)
    {
      const glong room = width[column] - g_utf8_strlen (row[column], -1);

      if (table->columns[column] == 'w')
        {
          g_autofree char *lines = vt_wrap (row[column], at);

          printf ("%s\n", lines);
          return;
        }
      if (table->columns[column] == 'r')
        pad (room);
      fputs (row[column], stdout);
      if (rest_is_empty (row + column + 1))
        break;
      pad (GAP + (table->columns[column] == 'l' ? room : 0));
      at += width[column] + GAP;
    }
  putchar ('\n');
}

void
vt_table_print (VtTable *table, guint indent)
{
  const gsize n = strlen (table->columns);
  g_autofree glong *width = g_new (glong, n);

  for (gsize column = 0; column < n; column++)
    width[column] = column_width (table, column);
  for (guint i = 0; i < table->rows->len; i++)
    print_row (table, table->rows->pdata[i], width, indent);
}

char *
vt_percent_text (double share)
{
  return isnan (share) ? g_strdup ("–") : g_strdup_printf ("%.1f %%", 100 * share);
}

char *
vt_flops_text (double flops)
{
  return flops < 1e5 ? nn_count_to_text (flops) : g_strdup_printf ("%.3g M", flops / 1e6);
}

char *
vt_real_text (double number)
{
  return isnan (number) ? g_strdup ("–") : g_strdup_printf ("%.4g", number);
}
