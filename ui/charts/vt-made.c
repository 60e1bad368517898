#include "vt-made.h"

#include <math.h>

#include "text.h"
#include "vt-map.h"
#include "vt-text.h"

#define PICTURES 32
#define POINTS 256
#define MOST_REAL 512          /* of the data's points that are drawn */
#define LEAST_PAUSE (G_USEC_PER_SEC / 10)
#define REST 4                 /* of the time, for each part that making took */
#define TILE 56.0
#define GAP 8.0
#define HEAD 26.0
#define MARGIN 16.0
#define DOT 4.5
#define REACH 0.25             /* beyond the data's range, as a part of it */

struct _VtMade
{
  VtSession *session;          /* borrowed */
  const VtSubject *subject;    /* borrowed; NULL: nothing is asked for */
  GArray *numbers;             /* float, [n][numbers of one]: what was made last */
  GArray *real;                /* float, [n][2]: points of the data */
  NnDataset *dataset;          /* whose they are: a reference, or NULL */
  gint64 step;                 /* of training, when it was made */
  gint64 asked, came;          /* µs; asked 0: nothing is on its way */
  gsize seed;
};

VtMade *
vt_made_new (VtSession *session)
{
  VtMade *made = g_new0 (VtMade, 1);

  made->session = session;
  made->numbers = g_array_new (FALSE, FALSE, sizeof (float));
  made->real = g_array_new (FALSE, FALSE, sizeof (float));
  return made;
}

static void
stop (VtMade *made)
{
  vt_session_want (made->session, made, NULL, 0);
  made->asked = 0;
}

void
vt_made_free (VtMade *made)
{
  if (made == NULL)
    return;
  stop (made);
  g_array_unref (made->numbers);
  g_array_unref (made->real);
  g_clear_pointer (&made->dataset, nn_dataset_unref);
  g_free (made);
}

static const NnField *
field_of (const VtMade *made)
{
  return nn_first_input (made->subject->info);
}

static gsize
size_of (const VtMade *made)
{
  return (gsize) nn_shape_size (&field_of (made)->shape);
}

static gboolean
is_plane (const VtMade *made)
{
  return field_of (made)->kind == NN_FIELD_POINTS && size_of (made) == 2;
}

static void
want (VtMade *made)
{
  const NnLookItem item = { .at = NN_LOOK_MADE, .index = made->seed, .most = is_plane (made) ? POINTS : PICTURES };

  vt_session_want (made->session, made, &item, 1);
  made->asked = g_get_monotonic_time ();
}

static void
read_real (VtMade *made)
{
  const gsize n = made->dataset != NULL && is_plane (made) ? MIN (nn_dataset_n (made->dataset), MOST_REAL) : 0;

  g_array_set_size (made->real, (guint) n * 2);
  for (gsize i = 0; i < n; i++)
    nn_dataset_input (made->dataset, i, &g_array_index (made->real, float, 2 * i));
}

void
vt_made_ask (VtMade *made, const VtSubject *subject)
{
  made->subject = subject;
  if (subject == NULL)
    {
      stop (made);
      return;
    }
  if (subject->dataset != made->dataset)
    {
      g_clear_pointer (&made->dataset, nn_dataset_unref);
      made->dataset = subject->dataset != NULL ? nn_dataset_ref (subject->dataset) : NULL;
      g_array_set_size (made->numbers, 0);
      read_real (made);
    }
  want (made);
}

/* What is made costs training its time: the longer it takes, the longer the pause. */
static gboolean
is_time (const VtMade *made, gint64 now)
{
  const gboolean is_new = vt_session_frame (made->session)->step != made->step;

  return made->asked == 0 && is_new && now - made->came >= LEAST_PAUSE;
}

gboolean
vt_made_take (VtMade *made)
{
  const gint64 now = g_get_monotonic_time ();
  const float *numbers;
  gsize n;

  if (made->subject == NULL)
    return FALSE;
  if (is_time (made, now))
    want (made);
  if (made->asked == 0 || (numbers = vt_session_seen (made->session, made, 0, &n)) == NULL)
    return FALSE;
  g_array_set_size (made->numbers, 0);
  g_array_append_vals (made->numbers, numbers, (guint) n);
  made->step = vt_session_frame (made->session)->step;
  made->came = now + REST * (now - made->asked);
  stop (made);
  return TRUE;
}

void
vt_made_renew (VtMade *made)
{
  made->seed++;
  if (made->subject != NULL)
    want (made);
}

static guint
count (const VtMade *made)
{
  return made->subject != NULL ? (guint) (made->numbers->len / size_of (made)) : 0;
}

/* How far a made point is from the nearest real one, on average. */
static double
mean_distance (const VtMade *made)
{
  const float *spots = (const float *) (gpointer) made->numbers->data, *real = (const float *) (gpointer) made->real->data;
  double sum = 0;

  for (guint i = 0; i < count (made); i++)
    {
      double least = G_MAXDOUBLE;

      for (guint k = 0; k < made->real->len / 2; k++)
        least = MIN (least, hypot (spots[2 * i] - real[2 * k], spots[2 * i + 1] - real[2 * k + 1]));
      sum += least;
    }
  return sum / MAX (count (made), 1);
}

static void
draw_title (const VtMade *made, cairo_t *cr, const VtTheme *theme, const VtRect *where)
{
  g_autofree char *step = nn_count_to_text (made->step), *distance = NULL, *text = NULL;

  if (is_plane (made))
    {
      distance = vt_number (mean_distance (made), 2);
      text = g_strdup_printf (_("Made at step %s, on average %s from the nearest real point"), step, distance);
    }
  else
    text = g_strdup_printf (_("Made at step %s, of the same noise each time"), step);
  vt_text (cr, where->x + MARGIN, where->y + 16, VT_ALIGN_LEFT, 13.5, 600, &theme->text, where->w - 2 * MARGIN, text);
}

static void
draw_spots (cairo_t *cr, const VtRect *plot, double low, double high, const GArray *spots, const VtColour *colour, gboolean hollow)
{
  for (guint i = 0; i < spots->len / 2; i++)
    {
      const double x = (g_array_index (spots, float, 2 * i) - low) / (high - low);
      const double y = (g_array_index (spots, float, 2 * i + 1) - low) / (high - low);

      if (x >= 0 && x <= 1 && y >= 0 && y <= 1)
        vt_class_mark (cr, 0, plot->x + x * plot->w, plot->y + (1 - y) * plot->h, DOT, colour, hollow);
    }
}

static void
draw_key (cairo_t *cr, const VtTheme *theme, double x, double y, const VtColour *colour, gboolean hollow, const char *name)
{
  vt_class_mark (cr, 0, x + 5, y - 4, 8, colour, hollow);
  vt_text (cr, x + 18, y, VT_ALIGN_LEFT, 12, 400, &theme->text, 0, name);
}

static void
draw_plane (const VtMade *made, cairo_t *cr, const VtTheme *theme, const VtRect *where)
{
  const NnField *field = field_of (made);
  const double reach = REACH * (field->high - field->low), side = MIN (where->h - HEAD - 10, where->w - 2 * MARGIN);
  const VtRect plot = { where->x + MARGIN, where->y + HEAD, side, side };

  vt_box (cr, &plot, 8, &theme->card, &theme->border, 1);
  draw_spots (cr, &plot, field->low - reach, field->high + reach, made->real, &theme->faint, TRUE);
  draw_spots (cr, &plot, field->low - reach, field->high + reach, made->numbers, &theme->accent, FALSE);
  if (where->w < side + 120)
    return;
  draw_key (cr, theme, plot.x + side + 16, plot.y + 16, &theme->accent, FALSE, _("made"));
  draw_key (cr, theme, plot.x + side + 16, plot.y + 38, &theme->faint, TRUE, _("real"));
}

static cairo_surface_t *
make_picture (const VtMade *made, const VtTheme *theme, guint i)
{
  const NnField *field = field_of (made);
  const guint rows = (guint) field->shape.dim[0], columns = field->shape.rank > 1 ? (guint) field->shape.dim[1] : 1;
  const guint channels = field->shape.rank > 2 ? (guint) field->shape.dim[2] : 1;
  const float *numbers = &g_array_index (made->numbers, float, i * size_of (made));

  if (channels == 3)
    return vt_rgb_surface (numbers, columns, rows, channels);
  return vt_map_surface (theme, VT_MAP_INK, field->high > 0 ? field->high : 1, numbers, columns, rows);
}

static void
draw_pictures (const VtMade *made, cairo_t *cr, const VtTheme *theme, const VtRect *where)
{
  const guint across = (guint) MAX ((where->w - 2 * MARGIN + GAP) / (TILE + GAP), 1);
  const guint down = (guint) MAX ((where->h - HEAD + GAP) / (TILE + GAP), 1);

  for (guint i = 0; i < count (made) && i < across * down; i++)
    {
      const VtRect tile = { where->x + MARGIN + i % across * (TILE + GAP), where->y + HEAD + i / across * (TILE + GAP), TILE, TILE };
      cairo_surface_t *picture = make_picture (made, theme, i);

      cairo_save (cr);
      vt_round_path (cr, &tile, 6);
      cairo_clip (cr);
      vt_paint_pixels (cr, picture, tile.x, tile.y, tile.w, tile.h, FALSE);
      cairo_restore (cr);
      vt_tile_edge (cr, theme, &tile, 6);
      cairo_surface_destroy (picture);
    }
}

void
vt_made_draw (const VtMade *made, cairo_t *cr, const VtTheme *theme, const VtRect *where)
{
  if (count (made) == 0)
    return;
  draw_title (made, cr, theme, where);
  if (is_plane (made))
    draw_plane (made, cr, theme, where);
  else if (field_of (made)->kind == NN_FIELD_IMAGE)
    draw_pictures (made, cr, theme, where);
}

char *
vt_made_words (const VtMade *made)
{
  g_autofree char *n = nn_count_to_text (count (made)), *step = nn_count_to_text (made->step), *distance = NULL;

  if (count (made) == 0)
    return g_strdup (_("Nothing is made yet."));
  if (!is_plane (made))
    /* Translators: "32 pictures made at step 1,204." */
    return g_strdup_printf (_("%s %s made at step %s."), n, made->subject->info->noun, step);
  distance = vt_number (mean_distance (made), 2);
  return g_strdup_printf (_("%s points made at step %s, on average %s from the nearest real one."), n, step, distance);
}
