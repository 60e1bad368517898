/* The layout of a whole network, in four steps: a column for each layer, so that wires go to the right; bends where a wire
 * passes columns, so that it keeps a lane there; an order in each column with few crossings; heights that keep wires straight. */
#include "arrange.h"

#include "network-private.h"

#include <math.h>

#define APART 32.0          /* between cards above each other */
#define LANE 24.0           /* that a wire keeps between cards it passes */
#define LONGEST 64          /* columns that a wire may pass and still have lanes */
#define SWEEPS 12
#define STRAIGHT 8.0        /* how much more a wire that passes columns wants to be straight */
#define SNAP 4.0

typedef struct
{
  guint box;                /* its index; NO_BOX: a bend */
  guint column;
  double h, y;              /* y: of its middle */
  double weight, want;      /* while places are found */
} Place;

#define NO_BOX G_MAXUINT

typedef struct
{
  guint from, to;           /* places, in columns next to each other or (a circle, a long wire) not */
} Link;

typedef struct
{
  NnBox *boxes;
  guint n;
  GArray *places;           /* Place: first the boxes, then bends */
  GArray *links;            /* Link */
  GPtrArray *columns;       /* GArray of guint, places from the top */
  GPtrArray *before, *after;   /* GArray of guint for each place: linked ones in the column before and after */
} Layout;

static Place *
place_at (const Layout *layout, guint i)
{
  return &g_array_index (layout->places, Place, i);
}

static guint
find_box (const Layout *layout, guint id)
{
  guint i = 0;

  while (i < layout->n && layout->boxes[i].id != id)
    i++;
  return i;
}

/* Columns. */

/* A layer stands right of all that feed it. Layers on a circle come last in line; their circle's wire runs backwards. */
static void
find_columns (Layout *layout, const NnNetwork *network)
{
  g_autoptr (GArray) order = nn_network_order (network);
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < order->len; i++)
    g_hash_table_add (known, GUINT_TO_POINTER (g_array_index (order, guint, i)));
  for (guint i = 0; i < layout->n; i++)
    if (g_hash_table_add (known, GUINT_TO_POINTER (layout->boxes[i].id)))
      g_array_append_val (order, layout->boxes[i].id);
  g_hash_table_remove_all (known);
  for (guint k = 0; k < order->len; k++)
    {
      const guint id = g_array_index (order, guint, k), to = find_box (layout, id);

      for (guint i = 0; to < layout->n && i < nn_network_n_wires (network); i++)
        {
          const NnWire *wire = nn_network_wire_at (network, i);
          const guint from = find_box (layout, wire->from);

          if (wire->to == id && from < layout->n && g_hash_table_contains (known, GUINT_TO_POINTER (wire->from)))
            place_at (layout, to)->column = MAX (place_at (layout, to)->column, place_at (layout, from)->column + 1);
        }
      g_hash_table_add (known, GUINT_TO_POINTER (id));
    }
}

/* What nothing feeds stands just before what it feeds. */
static void
pull_sources (Layout *layout)
{
  for (guint i = 0; i < layout->n; i++)
    {
      guint nearest = G_MAXUINT;
      gboolean is_fed = FALSE;

      for (guint k = 0; k < layout->links->len; k++)
        {
          const Link *link = &g_array_index (layout->links, Link, k);

          is_fed |= link->to == i;
          if (link->from == i)
            nearest = MIN (nearest, place_at (layout, link->to)->column);
        }
      if (!is_fed && nearest != G_MAXUINT && nearest > 0)
        place_at (layout, i)->column = nearest - 1;
    }
}

static void
add_links (Layout *layout, const NnNetwork *network)
{
  for (guint i = 0; i < nn_network_n_wires (network); i++)
    {
      const NnWire *wire = nn_network_wire_at (network, i);
      const Link link = { find_box (layout, wire->from), find_box (layout, wire->to) };

      if (link.from < layout->n && link.to < layout->n && link.from != link.to)
        g_array_append_val (layout->links, link);
    }
}

/* Bends. */

static void
bend_link (Layout *layout, guint i)
{
  const Link whole = g_array_index (layout->links, Link, i);
  const guint first = place_at (layout, whole.from)->column, last = place_at (layout, whole.to)->column;
  guint from = whole.from;

  if (last <= first + 1 || last - first > LONGEST)
    return;
  for (guint column = first + 1; column < last; column++)
    {
      const double share = (double) (column - first) / (last - first);
      const Place bend = {
        .box = NO_BOX,
        .column = column,
        .y = place_at (layout, whole.from)->y * (1 - share) + place_at (layout, whole.to)->y * share,
      };
      const Link link = { from, layout->places->len };

      g_array_append_val (layout->places, bend);
      g_array_append_val (layout->links, link);
      from = link.to;
    }
  g_array_index (layout->links, Link, i).from = from;
}

static void
bend_links (Layout *layout)
{
  const guint n = layout->links->len;

  for (guint i = 0; i < n; i++)
    bend_link (layout, i);
}

static GPtrArray *
make_lists (guint n)
{
  GPtrArray *lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (lists, g_array_new (FALSE, FALSE, sizeof (guint)));
  return lists;
}

static GArray *
list_at (const GPtrArray *lists, guint i)
{
  return g_ptr_array_index (lists, i);
}

/* Order. */

static gint
compare_heights (gconstpointer a, gconstpointer b, gpointer data)
{
  const Place *first = place_at (data, *(const guint *) a), *second = place_at (data, *(const guint *) b);

  return first->want != second->want ? (first->want > second->want) - (first->want < second->want)
                                     : (*(const guint *) a > *(const guint *) b) - (*(const guint *) a < *(const guint *) b);
}

static void
fill_columns (Layout *layout)
{
  guint n = 0;

  for (guint i = 0; i < layout->places->len; i++)
    n = MAX (n, place_at (layout, i)->column + 1);
  layout->columns = make_lists (n);
  layout->before = make_lists (layout->places->len);
  layout->after = make_lists (layout->places->len);
  for (guint i = 0; i < layout->places->len; i++)
    {
      place_at (layout, i)->want = place_at (layout, i)->y;
      g_array_append_val (list_at (layout->columns, place_at (layout, i)->column), i);
    }
  for (guint i = 0; i < n; i++)
    g_array_sort_with_data (list_at (layout->columns, i), compare_heights, layout);
  for (guint i = 0; i < layout->links->len; i++)
    {
      const Link *link = &g_array_index (layout->links, Link, i);

      if (place_at (layout, link->from)->column + 1 != place_at (layout, link->to)->column)
        continue;
      g_array_append_val (list_at (layout->after, link->from), link->to);
      g_array_append_val (list_at (layout->before, link->to), link->from);
    }
}

/* Ranks in a column, kept in y while the order is sought. */
static void
number_column (Layout *layout, guint column)
{
  const GArray *list = list_at (layout->columns, column);

  for (guint i = 0; i < list->len; i++)
    place_at (layout, g_array_index (list, guint, i))->y = i;
}

/* Each place goes to the mean rank of those it is linked to on one side; one without links stays. */
static void
sort_column (Layout *layout, guint column, const GPtrArray *side)
{
  const GArray *list = list_at (layout->columns, column);

  for (guint i = 0; i < list->len; i++)
    {
      Place *place = place_at (layout, g_array_index (list, guint, i));
      const GArray *linked = list_at (side, g_array_index (list, guint, i));
      double sum = 0;

      for (guint k = 0; k < linked->len; k++)
        sum += place_at (layout, g_array_index (linked, guint, k))->y;
      place->want = linked->len > 0 ? sum / linked->len : place->y;
    }
  g_array_sort_with_data (list_at (layout->columns, column), compare_heights, layout);
  number_column (layout, column);
}

/* Crossings of the links that two places have on one side, with a above b. */
static guint
cross_pair (const Layout *layout, const GPtrArray *side, guint a, guint b)
{
  const GArray *of_a = list_at (side, a), *of_b = list_at (side, b);
  guint n = 0;

  for (guint i = 0; i < of_a->len; i++)
    for (guint k = 0; k < of_b->len; k++)
      n += place_at (layout, g_array_index (of_a, guint, i))->y > place_at (layout, g_array_index (of_b, guint, k))->y;
  return n;
}

static guint
count_crossings (const Layout *layout)
{
  guint n = 0;

  for (guint column = 0; column < layout->columns->len; column++)
    {
      const GArray *list = list_at (layout->columns, column);

      for (guint i = 0; i < list->len; i++)
        for (guint k = i + 1; k < list->len; k++)
          n += cross_pair (layout, layout->after, g_array_index (list, guint, i), g_array_index (list, guint, k));
    }
  return n;
}

/* Exchanges neighbours as long as that saves crossings. */
static void
swap_neighbours (Layout *layout)
{
  gboolean better = TRUE;

  for (guint round = 0; better && round < SWEEPS; round++)
    {
      better = FALSE;
      for (guint column = 0; column < layout->columns->len; column++)
        {
          GArray *list = list_at (layout->columns, column);

          for (guint i = 1; i < list->len; i++)
            {
              guint *pair = &g_array_index (list, guint, i - 1);
              const guint a = pair[0], b = pair[1];

              if (cross_pair (layout, layout->before, b, a) + cross_pair (layout, layout->after, b, a)
                  >= cross_pair (layout, layout->before, a, b) + cross_pair (layout, layout->after, a, b))
                continue;
              pair[0] = b;
              pair[1] = a;
              place_at (layout, b)->y = i - 1;
              place_at (layout, a)->y = i;
              better = TRUE;
            }
        }
    }
}

static void
keep_order (const Layout *layout, double *ranks)
{
  for (guint i = 0; i < layout->places->len; i++)
    ranks[i] = place_at (layout, i)->y;
}

static void
take_order (Layout *layout, const double *ranks)
{
  for (guint i = 0; i < layout->places->len; i++)
    place_at (layout, i)->want = place_at (layout, i)->y = ranks[i];
  for (guint column = 0; column < layout->columns->len; column++)
    g_array_sort_with_data (list_at (layout->columns, column), compare_heights, layout);
}

/* Sweeps to the right and back, and keeps the best order seen: the sheet's own is the first. */
static void
find_order (Layout *layout)
{
  g_autofree double *best = g_new (double, layout->places->len + 1);
  const guint n = layout->columns->len;
  guint least;

  for (guint column = 0; column < n; column++)
    number_column (layout, column);
  keep_order (layout, best);
  least = count_crossings (layout);
  for (guint sweep = 0; least > 0 && sweep < SWEEPS; sweep++)
    {
      guint crossings;

      for (guint column = 1; column < n; column++)
        if (sweep % 2 == 0)
          sort_column (layout, column, layout->before);
        else
          sort_column (layout, n - 1 - column, layout->after);
      swap_neighbours (layout);
      crossings = count_crossings (layout);
      if (crossings < least)
        {
          least = crossings;
          keep_order (layout, best);
        }
    }
  take_order (layout, best);
}

/* Heights. */

/* How far the middles of two neighbours in a column must be apart. */
static double
distance (const Place *above, const Place *below)
{
  const gboolean is_lane = above->box == NO_BOX || below->box == NO_BOX;

  return (above->h + below->h) / 2 + (is_lane ? LANE : APART);
}

/* Each as near as possible to the height it wants, in order and apart: least squares, by pooling neighbours that are too
 * near. With the distances taken off, "apart" becomes "not below". */
static void
settle_column (Layout *layout, guint column)
{
  const GArray *list = list_at (layout->columns, column);
  g_autofree double *sum = g_new (double, list->len + 1), *weight = g_new (double, list->len + 1);
  g_autofree guint *length = g_new (guint, list->len + 1);
  double offset = 0;
  guint pools = 0;

  for (guint i = 0; i < list->len; i++)
    {
      const Place *place = place_at (layout, g_array_index (list, guint, i));

      if (i > 0)
        offset += distance (place_at (layout, g_array_index (list, guint, i - 1)), place);
      sum[pools] = (place->want - offset) * place->weight;
      weight[pools] = place->weight;
      length[pools++] = 1;
      while (pools > 1 && sum[pools - 2] / weight[pools - 2] > sum[pools - 1] / weight[pools - 1])
        {
          pools--;
          sum[pools - 1] += sum[pools];
          weight[pools - 1] += weight[pools];
          length[pools - 1] += length[pools];
        }
    }
  offset = 0;
  for (guint pool = 0, i = 0; pool < pools; pool++)
    for (guint k = 0; k < length[pool]; k++, i++)
      {
        Place *place = place_at (layout, g_array_index (list, guint, i));

        if (i > 0)
          offset += distance (place_at (layout, g_array_index (list, guint, i - 1)), place);
        place->y = sum[pool] / weight[pool] + offset;
      }
}

static void
add_wants (const Layout *layout, const Place *place, const GArray *linked, double *sum, double *weight)
{
  for (guint i = 0; i < linked->len; i++)
    {
      const Place *other = place_at (layout, g_array_index (linked, guint, i));
      const double pull = place->box == NO_BOX || other->box == NO_BOX ? STRAIGHT : 1;

      *sum += pull * other->y;
      *weight += pull;
    }
}

static void
place_column (Layout *layout, guint column, gboolean looks_left, gboolean looks_right)
{
  const GArray *list = list_at (layout->columns, column);

  for (guint i = 0; i < list->len; i++)
    {
      const guint id = g_array_index (list, guint, i);
      Place *place = place_at (layout, id);
      double sum = 0, weight = 0;

      if (looks_left)
        add_wants (layout, place, list_at (layout->before, id), &sum, &weight);
      if (looks_right)
        add_wants (layout, place, list_at (layout->after, id), &sum, &weight);
      place->want = weight > 0 ? sum / weight : place->y;
      place->weight = weight > 0 ? weight : 0.1;
    }
  settle_column (layout, column);
}

static void
find_heights (Layout *layout)
{
  const guint n = layout->columns->len;

  for (guint column = 0; column < n; column++)
    place_column (layout, column, FALSE, FALSE);
  for (guint sweep = 0; sweep < SWEEPS; sweep++)
    for (guint i = 0; i < n; i++)
      place_column (layout, sweep % 2 == 0 ? i : n - 1 - i, sweep % 2 == 0 || sweep >= SWEEPS / 2,
                    sweep % 2 == 1 || sweep >= SWEEPS / 2);
}

/* Cards stand in the middle of their column. */
static void
write_boxes (Layout *layout)
{
  double x = NN_SHEET_EDGE, top = G_MAXDOUBLE;

  for (guint i = 0; i < layout->n; i++)
    top = MIN (top, place_at (layout, i)->y - layout->boxes[i].h / 2);
  for (guint column = 0; column < layout->columns->len; column++)
    {
      const GArray *list = list_at (layout->columns, column);
      double width = 0;

      for (guint i = 0; i < list->len; i++)
        if (place_at (layout, g_array_index (list, guint, i))->box != NO_BOX)
          width = MAX (width, layout->boxes[place_at (layout, g_array_index (list, guint, i))->box].w);
      for (guint i = 0; i < list->len; i++)
        {
          const Place *place = place_at (layout, g_array_index (list, guint, i));
          NnBox *box = place->box != NO_BOX ? &layout->boxes[place->box] : NULL;

          if (box == NULL)
            continue;
          box->x = round (x + (width - box->w) / 2);
          box->y = NN_SHEET_EDGE + round ((place->y - box->h / 2 - top) / SNAP) * SNAP;
        }
      x += width + NN_CARD_GAP;
    }
}

void
nn_layout (const NnNetwork *network, NnBox *boxes, guint n)
{
  Layout layout = { .boxes = boxes, .n = n };

  if (n == 0)
    return;
  layout.places = g_array_new (FALSE, FALSE, sizeof (Place));
  layout.links = g_array_new (FALSE, FALSE, sizeof (Link));
  for (guint i = 0; i < n; i++)
    {
      const Place place = { .box = i, .h = boxes[i].h, .y = boxes[i].y + boxes[i].h / 2 };

      g_array_append_val (layout.places, place);
    }
  find_columns (&layout, network);
  add_links (&layout, network);
  pull_sources (&layout);
  bend_links (&layout);
  fill_columns (&layout);
  find_order (&layout);
  find_heights (&layout);
  write_boxes (&layout);
  g_array_unref (layout.places);
  g_array_unref (layout.links);
  g_ptr_array_unref (layout.columns);
  g_ptr_array_unref (layout.before);
  g_ptr_array_unref (layout.after);
}

static const NnBox *
box_of (const NnBox *boxes, guint n, guint id)
{
  for (guint i = 0; i < n; i++)
    if (boxes[i].id == id)
      return &boxes[i];
  return NULL;
}

/* On which side of the line from a to b the point lies. */
static gboolean
is_left (double ax, double ay, double bx, double by, double x, double y)
{
  return (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0;
}

static gboolean
cross (const NnBox *a, const NnBox *b, const NnBox *c, const NnBox *d)
{
  const double ax = a->x + a->w, ay = a->y + a->h / 2, bx = b->x, by = b->y + b->h / 2;
  const double cx = c->x + c->w, cy = c->y + c->h / 2, dx = d->x, dy = d->y + d->h / 2;

  return a != c
         && b != d
         && is_left (ax, ay, bx, by, cx, cy) != is_left (ax, ay, bx, by, dx, dy)
         && is_left (cx, cy, dx, dy, ax, ay) != is_left (cx, cy, dx, dy, bx, by);
}

guint
nn_crossings (const NnNetwork *network, const NnBox *boxes, guint n)
{
  guint crossings = 0;

  for (guint i = 0; i < nn_network_n_wires (network); i++)
    for (guint k = 0; k < i; k++)
      {
        const NnWire *first = nn_network_wire_at (network, i), *second = nn_network_wire_at (network, k);
        const NnBox *a = box_of (boxes, n, first->from), *b = box_of (boxes, n, first->to);
        const NnBox *c = box_of (boxes, n, second->from), *d = box_of (boxes, n, second->to);

        crossings += a != NULL && b != NULL && c != NULL && d != NULL && cross (a, b, c, d);
      }
  return crossings;
}
