#include "arrange.h"

#include <math.h>

/* Along x or y: the same rules serve both. */
typedef struct
{
  gsize at, size;   /* offsets in NnBox */
} Axis;

static const Axis across = { G_STRUCT_OFFSET (NnBox, x), G_STRUCT_OFFSET (NnBox, w) };
static const Axis down = { G_STRUCT_OFFSET (NnBox, y), G_STRUCT_OFFSET (NnBox, h) };

static double *
at (NnBox *box, const Axis *axis)
{
  return G_STRUCT_MEMBER_P (box, axis->at);
}

static double
size (const NnBox *box, const Axis *axis)
{
  return G_STRUCT_MEMBER (double, box, axis->size);
}

/* Puts the point `share` of the way along each box where it lies in all of them together. */
static void
line_up (NnBox *boxes, guint n, const Axis *axis, double share)
{
  double low = G_MAXDOUBLE, high = -G_MAXDOUBLE;

  for (guint i = 0; i < n; i++)
    {
      low = MIN (low, *at (&boxes[i], axis));
      high = MAX (high, *at (&boxes[i], axis) + size (&boxes[i], axis));
    }
  for (guint i = 0; i < n; i++)
    *at (&boxes[i], axis) = round (low + share * (high - low - size (&boxes[i], axis)));
}

static gint
compare_places (gconstpointer a, gconstpointer b, gpointer axis)
{
  const double first = *at (*(NnBox *const *) a, axis), second = *at (*(NnBox *const *) b, axis);

  return (first > second) - (first < second);
}

/* The first and the last stay; those between get equal gaps. */
static void
spread (NnBox *boxes, guint n, const Axis *axis, double unused)
{
  g_autofree NnBox **sorted = g_new (NnBox *, n);
  double room, next, taken = 0;

  if (n < 3)
    return;
  for (guint i = 0; i < n; i++)
    {
      sorted[i] = &boxes[i];
      taken += size (&boxes[i], axis);
    }
  g_qsort_with_data (sorted, (gint) n, sizeof *sorted, compare_places, (gpointer) axis);
  next = *at (sorted[0], axis);
  room = (*at (sorted[n - 1], axis) + size (sorted[n - 1], axis) - next - taken) / (n - 1);
  for (guint i = 0; i < n; i++)
    {
      *at (sorted[i], axis) = round (next);
      next += size (sorted[i], axis) + room;
    }
}

static const struct
{
  void (*apply) (NnBox *boxes, guint n, const Axis *axis, double share);
  const Axis *axis;
  double share;
} alignments[] = {
  [NN_ALIGN_LEFT] = { line_up, &across, 0 },    [NN_ALIGN_CENTRE] = { line_up, &across, 0.5 },
  [NN_ALIGN_RIGHT] = { line_up, &across, 1 },   [NN_ALIGN_TOP] = { line_up, &down, 0 },
  [NN_ALIGN_MIDDLE] = { line_up, &down, 0.5 },  [NN_ALIGN_BOTTOM] = { line_up, &down, 1 },
  [NN_SPREAD_ACROSS] = { spread, &across, 0 },  [NN_SPREAD_DOWN] = { spread, &down, 0 },
};

void
nn_align (NnAlignment how, NnBox *boxes, guint n)
{
  alignments[how].apply (boxes, n, alignments[how].axis, alignments[how].share);
}

static gboolean
lies_at (const NnNetwork *network, const NnBox *box)
{
  const NnLayer *layer = nn_network_layer (network, box->id);
  const NnMark *mark = nn_network_mark (network, box->id);

  return (layer != NULL && layer->x == box->x && layer->y == box->y)
         || (mark != NULL && mark->x == box->x && mark->y == box->y);
}

NnEdit *
nn_edit_arrange (const NnNetwork *network, const char *title, const NnBox *boxes, guint n)
{
  GPtrArray *edits = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    if (!lies_at (network, &boxes[i]))
      g_ptr_array_add (edits, nn_edit_move (boxes[i].id, boxes[i].x, boxes[i].y));
  if (edits->len > 0)
    return nn_edit_group (g_strdup (title), edits);
  g_ptr_array_unref (edits);
  return NULL;
}
