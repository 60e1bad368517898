#include "vt-plane.h"

#include <math.h>
#include <string.h>

#include "vt-hatch.h"

#define CELLS (VT_PLANE_CELLS * VT_PLANE_CELLS)

struct _VtPlane
{
  GArray *numbers;     /* float, [size][rows][columns]; empty: nothing was taken */
  float *values;       /* [rows][columns]: as the signed map shows them */
  gboolean is_signed;  /* the picture is of that map */
  cairo_surface_t *picture;
};

VtPlane *
vt_plane_new (void)
{
  VtPlane *plane = g_new0 (VtPlane, 1);

  plane->numbers = g_array_new (FALSE, FALSE, sizeof (float));
  plane->values = g_new0 (float, CELLS);
  plane->picture = cairo_image_surface_create (CAIRO_FORMAT_RGB24, VT_PLANE_CELLS, VT_PLANE_CELLS);
  return plane;
}

void
vt_plane_free (VtPlane *plane)
{
  if (plane == NULL)
    return;
  g_array_unref (plane->numbers);
  g_free (plane->values);
  cairo_surface_destroy (plane->picture);
  g_free (plane);
}

void
vt_plane_clear (VtPlane *plane)
{
  g_array_set_size (plane->numbers, 0);
}

static gboolean
take (VtPlane *plane, const float *numbers, gsize n)
{
  if (plane->numbers->len == n && memcmp (plane->numbers->data, numbers, n * sizeof (float)) == 0)
    return FALSE;
  g_array_set_size (plane->numbers, 0);
  g_array_append_vals (plane->numbers, numbers, (guint) n);
  return TRUE;
}

gboolean
vt_plane_take (VtPlane *plane, const VtSubject *subject, const float *numbers, gsize n)
{
  return n == (gsize) subject->size * CELLS && take (plane, numbers, n);
}

gboolean
vt_plane_take_unit (VtPlane *plane, const float *numbers, gsize n)
{
  return n == CELLS && take (plane, numbers, n);
}

static const float *
get_cell (const VtPlane *plane, gsize cell)
{
  return &g_array_index (plane->numbers, float, cell);
}

/* The numbers of one cell lie CELLS apart; vt_answer() wants them side by side. */
static VtAnswer
answer_at (const VtPlane *plane, const VtSubject *subject, gsize cell, float *room)
{
  for (guint i = 0; i < subject->size; i++)
    room[i] = get_cell (plane, cell)[(gsize) i * CELLS];
  return vt_answer (subject->encoding, room, subject->size);
}

double
vt_plane_limit (const VtSubject *subject)
{
  const NnField *target = nn_first_target (subject->info);
  const double limit = MAX (fabs (target->low), fabs (target->high));

  return subject->encoding == NN_ENCODE_VALUES && limit > 0 ? limit : 1;
}

static float
make_discrete (double value, double limit)
{
  return (float) (isnan (value) ? value : value > 0 ? limit : -limit);
}

static void
fill_picture (VtPlane *plane, const VtTheme *theme, double limit)
{
  plane->is_signed = TRUE;
  vt_map_fill (vt_map (theme, VT_MAP_SIGNED), VT_MAP_SIGNED, limit, plane->values, VT_PLANE_CELLS, VT_PLANE_CELLS,
               cairo_image_surface_get_data (plane->picture), cairo_image_surface_get_stride (plane->picture));
}

static void
paint_signed (VtPlane *plane, const VtSubject *subject, const VtTheme *theme, gboolean discrete)
{
  const double limit = vt_plane_limit (subject);

  for (gsize i = 0; i < CELLS; i++)
    {
      const double value = vt_answer_signed (subject->encoding, get_cell (plane, i), subject->size, CELLS);

      plane->values[i] = discrete ? make_discrete (value, limit) : (float) value;
    }
  fill_picture (plane, theme, limit);
}

void
vt_plane_paint_unit (VtPlane *plane, const VtTheme *theme, double limit, gboolean discrete)
{
  if (plane->numbers->len != CELLS)
    return;
  for (gsize i = 0; i < CELLS; i++)
    plane->values[i] = discrete ? make_discrete (*get_cell (plane, i), limit) : *get_cell (plane, i);
  cairo_surface_flush (plane->picture);
  fill_picture (plane, theme, limit);
  cairo_surface_mark_dirty (plane->picture);
}

VtColour
vt_plane_class_colour (const VtTheme *theme, guint i, guint n_classes)
{
  if (n_classes <= 2)
    return i == 0 ? theme->negative : theme->positive;
  return vt_map_colour (theme, VT_MAP_UNSIGNED, 1, (i + 1.0) / n_classes);
}

static guint32
mix (const VtColour *a, const VtColour *b, double share)
{
  const double keep = 1 - share;
  const guint32 red = (guint32) lround (255 * (a->r * keep + b->r * share));
  const guint32 green = (guint32) lround (255 * (a->g * keep + b->g * share));
  const guint32 blue = (guint32) lround (255 * (a->b * keep + b->b * share));

  return red << 16 | green << 8 | blue;
}

static void
paint_classes (VtPlane *plane, const VtSubject *subject, const VtTheme *theme, gboolean discrete)
{
  const guint n = vt_subject_n_classes (subject);
  g_autofree float *room = g_new (float, subject->size);
  const int stride = cairo_image_surface_get_stride (plane->picture);
  guint8 *pixels = cairo_image_surface_get_data (plane->picture);

  plane->is_signed = FALSE;
  for (gsize i = 0; i < CELLS; i++)
    {
      const VtAnswer answer = answer_at (plane, subject, i, room);
      const gboolean broken = isnan (answer.number);
      const VtColour colour = broken ? theme->error : vt_plane_class_colour (theme, answer.answer, n);
      guint32 *row = (guint32 *) (gpointer) (pixels + i / VT_PLANE_CELLS * stride);

      row[i % VT_PLANE_CELLS] = mix (&theme->card, &colour, discrete || broken ? 1 : CLAMP (answer.number, 0, 1));
    }
}

void
vt_plane_paint (VtPlane *plane, const VtSubject *subject, const VtTheme *theme, gboolean discrete)
{
  if (plane->numbers->len != (gsize) subject->size * CELLS)
    return;
  cairo_surface_flush (plane->picture);
  if (subject->encoding != NN_ENCODE_VALUES && vt_subject_n_classes (subject) > 2)
    paint_classes (plane, subject, theme, discrete);
  else
    paint_signed (plane, subject, theme, discrete);
  cairo_surface_mark_dirty (plane->picture);
}

cairo_surface_t *
vt_plane_picture (VtPlane *plane)
{
  return plane->numbers->len > 0 ? plane->picture : NULL;
}

void
vt_plane_hatch (const VtPlane *plane, cairo_t *cr, const VtTheme *theme, const VtRect *plot)
{
  if (plane->is_signed)
    vt_hatch_map (cr, theme, plot, plane->values, VT_PLANE_CELLS, VT_PLANE_CELLS, TRUE);
}

void
vt_plane_shares (VtPlane *plane, const VtSubject *subject, double *shares)
{
  const guint n = vt_subject_n_classes (subject);
  g_autofree float *room = g_new (float, subject->size);

  memset (shares, 0, n * sizeof (double));
  if (plane->numbers->len != (gsize) subject->size * CELLS)
    return;
  for (gsize i = 0; i < CELLS; i++)
    shares[MIN (answer_at (plane, subject, i, room).answer, n - 1)] += 1.0 / CELLS;
}

void
vt_plane_range (VtPlane *plane, double *low, double *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  for (gsize i = 0; i < MIN (plane->numbers->len, CELLS); i++)
    {
      *low = MIN (*low, *get_cell (plane, i));
      *high = MAX (*high, *get_cell (plane, i));
    }
}
