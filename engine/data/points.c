#include "points.h"

#include <math.h>
#include <string.h>

#include "field.h"
#include "text.h"

#define PREFIX "points:"
#define DIGITS 1e4   /* places are written with four decimals */

/* What each form's numbers may be, the same as in the built-in sets, so that one can become the other. */
typedef struct
{
  const char *id;
  guint n_inputs;
  double x, y, target;   /* the largest size of each */
} Form;

static const Form forms[NN_POINTS_N_FORMS] = {
  [NN_POINTS_CLASSES] = { "classes", 2, 1.2, 1.2, 1 },
  [NN_POINTS_HEIGHTS] = { "heights", 2, 1, 1, 1 },
  [NN_POINTS_CURVE] = { "curve", 1, 1, 1.25, 0 },
};

static NnPoints *
new_points (NnPointsForm form)
{
  NnPoints *points = g_new (NnPoints, 1);

  points->form = form;
  points->spots = g_array_new (FALSE, FALSE, sizeof (NnSpot));
  return points;
}

void
nn_points_free (NnPoints *points)
{
  if (points == NULL)
    return;
  g_array_unref (points->spots);
  g_free (points);
}

gboolean
nn_points_is (const char *spec)
{
  return g_str_has_prefix (spec, PREFIX);
}

static NnSpot *
get_spot (const NnPoints *points, guint i)
{
  return &g_array_index (points->spots, NnSpot, i);
}

static double
bring_in (double value, double most)
{
  const double rounded = round (CLAMP (value, -most, most) * DIGITS) / DIGITS;

  return rounded == 0 ? 0 : rounded;   /* never −0 */
}

static NnSpot
tidy (const NnPoints *points, NnSpot spot)
{
  const Form *form = &forms[points->form];
  const double target = bring_in (spot.target, form->target);

  return (NnSpot) {
    .x = bring_in (spot.x, form->x),
    .y = bring_in (spot.y, form->y),
    .target = points->form == NN_POINTS_CLASSES ? target > 0.5 : target,
  };
}

/* Reading and writing the spec. */

static gboolean
read_number (const char **text, double most, gboolean is_last, double *value)
{
  char *end;

  *value = g_ascii_strtod (*text, &end);
  if (end == *text || !isfinite (*value) || fabs (*value) > most || *end != (is_last ? '\0' : ','))
    return FALSE;
  *text = end + 1;
  return TRUE;
}

static gboolean
read_spot (NnPoints *points, const char *text)
{
  const Form *form = &forms[points->form];
  const gboolean is_curve = points->form == NN_POINTS_CURVE;
  NnSpot spot = { 0 };

  if (!read_number (&text, form->x, FALSE, &spot.x) || !read_number (&text, form->y, is_curve, &spot.y)
      || (!is_curve && !read_number (&text, form->target, TRUE, &spot.target))
      || (points->form == NN_POINTS_CLASSES && spot.target != 0 && spot.target != 1))
    return FALSE;
  g_array_append_val (points->spots, spot);
  return TRUE;
}

static gboolean
find_form (const char *id, NnPointsForm *form, GError **error)
{
  for (guint i = 0; i < NN_POINTS_N_FORMS; i++)
    if (g_str_equal (forms[i].id, id))
      {
        *form = i;
        return TRUE;
      }
  g_set_error (error, NN_ERROR, NN_ERROR_DATA,
               _ ("Points are written points:classes?x,y,class;… (or heights, or curve); “%s” is none of these."), id);
  return FALSE;
}

/* How a point of this form is written, for sentences. */
static const char *
get_pattern (NnPointsForm form)
{
  return form == NN_POINTS_CLASSES ? "x,y,0 or x,y,1" : form == NN_POINTS_HEIGHTS ? "x,y,height" : "x,y";
}

static gboolean
read_spots (NnPoints *points, const char *text, GError **error)
{
  g_auto (GStrv) entries = g_strsplit (text, ";", NN_POINTS_MOST + 1);

  if (entries[0] == NULL || g_strv_length (entries) > NN_POINTS_MOST)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_DATA, _ ("There must be 1 to %d points."), NN_POINTS_MOST);
      return FALSE;
    }
  for (guint i = 0; entries[i] != NULL; i++)
    if (!read_spot (points, entries[i]))
      {
        g_autofree char *shown = nn_text_quote (entries[i]);

        g_set_error (error, NN_ERROR, NN_ERROR_DATA, _ ("Point %u, “%s”, should be %s, with x from −%g to %g and y from −%g to %g."),
                     i + 1, shown, get_pattern (points->form), forms[points->form].x, forms[points->form].x,
                     forms[points->form].y, forms[points->form].y);
        return FALSE;
      }
  return TRUE;
}

NnPoints *
nn_points_parse (const char *spec, GError **error)
{
  g_auto (GStrv) halves = NULL;
  g_autoptr (NnPoints) points = NULL;
  NnPointsForm form;

  g_return_val_if_fail (nn_points_is (spec), NULL);

  halves = g_strsplit (spec + strlen (PREFIX), "?", 2);
  if (!find_form (halves[0] != NULL ? halves[0] : "", &form, error))
    return NULL;
  points = new_points (form);
  return read_spots (points, halves[1] != NULL ? halves[1] : "", error) ? g_steal_pointer (&points) : NULL;
}

static void
append_number (GString *spec, double value, char before)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (spec, "%c%s", before, g_ascii_formatd (text, sizeof text, "%.5g", value));
}

char *
nn_points_format (const NnPoints *points)
{
  GString *spec = g_string_new (PREFIX);

  g_string_append (spec, forms[points->form].id);
  for (guint i = 0; i < points->spots->len; i++)
    {
      append_number (spec, get_spot (points, i)->x, i == 0 ? '?' : ';');
      append_number (spec, get_spot (points, i)->y, ',');
      if (points->form != NN_POINTS_CURVE)
        append_number (spec, get_spot (points, i)->target, ',');
    }
  return g_string_free (spec, FALSE);
}

/* From and to data sets. */

static int
find_form_of (const NnDataInfo *info)
{
  const gint64 n = nn_shape_size (&nn_first_input (info)->shape);

  if (info->n_inputs > 1 || info->n_targets > 1 || nn_shape_size (&nn_first_target (info)->shape) != 1 || info->n > NN_POINTS_MOST)
    return -1;
  if (nn_first_input (info)->kind == NN_FIELD_POINTS && nn_data_info_has_classes (info))
    return nn_first_target (info)->n_parts == 2 ? NN_POINTS_CLASSES : -1;
  if (nn_first_input (info)->kind == NN_FIELD_POINTS)
    return NN_POINTS_HEIGHTS;
  return nn_first_input (info)->kind == NN_FIELD_NUMBERS && n == 1 && !nn_data_info_has_classes (info) ? NN_POINTS_CURVE : -1;
}

gboolean
nn_points_can (const NnDataInfo *info)
{
  return info != NULL && find_form_of (info) >= 0;
}

NnPoints *
nn_points_from (const NnDataset *dataset)
{
  const int form = find_form_of (nn_dataset_info (dataset));
  NnPoints *points;

  if (form < 0)
    return NULL;
  points = new_points (form);
  for (gsize i = 0; i < nn_dataset_n (dataset); i++)
    {
      const float target = *nn_dataset_target (dataset, i);
      float input[2] = { 0 };

      nn_dataset_input (dataset, i, input);
      nn_points_add (points, (NnSpot) { input[0], form == NN_POINTS_CURVE ? target : input[1], target });
    }
  return points;
}

NnDataInfo *
nn_points_describe (const char *spec, GError **error)
{
  static const char *const plane[] = { "x", "y", NULL }, *const line[] = { "x", NULL }, *const y[] = { "y", NULL };
  const char *classes[] = { _ ("orange"), _ ("blue"), NULL }, *height[] = { _ ("height"), NULL };
  g_autoptr (NnPoints) points = nn_points_parse (spec, error);
  const Form *form = points != NULL ? &forms[points->form] : NULL;
  NnDataInfo *info;

  if (points == NULL)
    return NULL;
  info = nn_data_info_new ();
  info->title = g_strdup (_ ("Your own points"));
  info->noun = g_strdup (_ ("points"));
  info->n = points->spots->len;
  nn_data_info_add_input (info, form->n_inputs == 2
    ? nn_field ("point", NN_FIELD_POINTS, NN_SHAPE (2), -form->x, form->x, g_strdupv ((char **) plane))
    : nn_field ("x", NN_FIELD_NUMBERS, NN_SHAPE (1), -form->x, form->x, g_strdupv ((char **) line)));
  if (points->form == NN_POINTS_CLASSES)
    nn_data_info_add_target (info, nn_field_classes (g_strdupv ((char **) classes)));
  else if (points->form == NN_POINTS_HEIGHTS)
    nn_data_info_add_target (info, nn_field ("height", NN_FIELD_NUMBERS, NN_SHAPE (1), -form->target, form->target, g_strdupv ((char **) height)));
  else
    nn_data_info_add_target (info, nn_field ("y", NN_FIELD_NUMBERS, NN_SHAPE (1), -form->y, form->y, g_strdupv ((char **) y)));
  return info;
}

NnDataset *
nn_points_load (const char *spec, GError **error)
{
  NnDataInfo *info = nn_points_describe (spec, error);
  g_autoptr (NnPoints) points = info != NULL ? nn_points_parse (spec, error) : NULL;
  NnDataset *dataset;

  if (points == NULL)
    return NULL;
  dataset = nn_dataset_new_numbers (info);
  for (guint i = 0; i < points->spots->len; i++)
    {
      const NnSpot *spot = get_spot (points, i);
      float *input = nn_dataset_inputs (dataset) + (gsize) i * forms[points->form].n_inputs;

      input[0] = (float) spot->x;
      if (points->form != NN_POINTS_CURVE)
        input[1] = (float) spot->y;
      nn_dataset_targets (dataset)[i] = (float) (points->form == NN_POINTS_CURVE ? spot->y : spot->target);
    }
  return dataset;
}

/* Changing them. */

void
nn_points_add (NnPoints *points, NnSpot spot)
{
  const NnSpot tidied = tidy (points, spot);

  if (points->spots->len < NN_POINTS_MOST)
    g_array_append_val (points->spots, tidied);
}

void
nn_points_move (NnPoints *points, guint i, double x, double y)
{
  g_return_if_fail (i < points->spots->len);

  *get_spot (points, i) = tidy (points, (NnSpot) { x, y, get_spot (points, i)->target });
}

void
nn_points_remove (NnPoints *points, guint i)
{
  g_return_if_fail (i < points->spots->len);

  if (points->spots->len > 1)
    g_array_remove_index_fast (points->spots, i);
}

void
nn_points_start_afresh (NnPoints *points)
{
  g_array_set_size (points->spots, 0);
  nn_points_add (points, (NnSpot) { -0.5, -0.5, points->form == NN_POINTS_CLASSES ? 0 : -1 });
  nn_points_add (points, (NnSpot) { 0.5, 0.5, 1 });
}
