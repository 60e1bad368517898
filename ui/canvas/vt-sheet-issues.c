/* Problems where they stand: a callout for each, placed so that it covers neither another nor the cards it speaks of.
 */
#include <math.h>

#include "vt-node.h"
#include "vt-sheet-private.h"

#define SHOWN_AT_MOST 4
#define EDGE 10.0            /* callouts keep this far from the sheet's edge */
#define GRID 16.0            /* places are tried so far apart */
#define WIRE_POINTS 6
#define CORNER 16.0          /* stems keep this far from corners */
#define DISC_REACH 13.0      /* of the disc on a wrong wire, from its middle */

/* What a pixel covered costs, in pixels of distance from the anchor. */
#define COST_PORT 3.0        /* wires must stay possible */
#define COST_CALLOUT 0.5
#define COST_CONCERNED 0.4
#define COST_CORNER 0.2
#define COST_CARD 0.08
#define COST_ABOVE 60.0      /* under its wire is where one looks first */

static void
remedy_cb (VtCallout *callout, guint remedy, VtSheet *self)
{
  const GArray *issues = vt_session_report (self->session)->issues;
  guint i;

  if (g_ptr_array_find (self->callouts, callout, &i) && i < issues->len)
    {
      const guint layer = vt_callout_layer (callout);
      VtItem *item;

      vt_sheet_edit (self,
                     nn_edit_remedy (vt_session_network (self->session), &g_array_index (issues, NnIssue, i), remedy));
      item = vt_sheet_item (self, layer);
      if (item != NULL)
        gtk_widget_grab_focus (GTK_WIDGET (item));   /* the sheet stays where it is */
    }
}

static gboolean
same_callouts (VtSheet *self, const GArray *issues, guint n)
{
  if (self->callouts->len != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!vt_callout_same (g_ptr_array_index (self->callouts, i), &g_array_index (issues, NnIssue, i)))
      return FALSE;
  return TRUE;
}

static void
add_callout (VtSheet *self, const NnIssue *issue)
{
  const VtSceneCard *card = vt_scene_card (self->scene, issue->layer);
  const gboolean is_large = issue->severity == NN_ISSUE_ERROR && (issue->from != 0 || issue->inside[0] != 0);
  GtkWidget *callout = vt_callout_new (issue, card != NULL ? card->plan->title : NULL, is_large, self->theme);

  g_signal_connect (callout, "remedy", G_CALLBACK (remedy_cb), self);
  gtk_widget_insert_before (callout, GTK_WIDGET (self), self->legend);
  g_ptr_array_add (self->callouts, callout);
}

/* What was put away stays so as long as it is the same problem. */
static gboolean
was_folded (const GPtrArray *callouts, const NnIssue *issue)
{
  for (guint i = 0; i < callouts->len; i++)
    if (vt_callout_same (g_ptr_array_index (callouts, i), issue))
      return vt_callout_is_folded (g_ptr_array_index (callouts, i));
  return FALSE;
}

void
vt_sheet_update_callouts (VtSheet *self)
{
  const GArray *issues = vt_session_report (self->session)->issues;
  const guint n = MIN (issues->len, SHOWN_AT_MOST);
  g_autoptr (GPtrArray) gone = NULL;

  if (same_callouts (self, issues, n))
    {
      for (guint i = 0; i < n; i++)
        vt_callout_set_theme (g_ptr_array_index (self->callouts, i), self->theme);
      return;
    }
  gone = g_ptr_array_copy (self->callouts, NULL, NULL);
  g_ptr_array_set_size (self->callouts, 0);
  for (guint i = 0; i < n; i++)
    {
      add_callout (self, &g_array_index (issues, NnIssue, i));
      vt_callout_fold (g_ptr_array_index (self->callouts, i), was_folded (gone, &g_array_index (issues, NnIssue, i)));
    }
  for (guint i = 0; i < gone->len; i++)
    gtk_widget_unparent (g_ptr_array_index (gone, i));
}

gboolean
vt_sheet_fold_callouts (VtSheet *self)
{
  gboolean folded = FALSE;

  for (guint i = 0; i < self->callouts->len; i++)
    {
      folded |= !vt_callout_is_folded (g_ptr_array_index (self->callouts, i));
      vt_callout_fold (g_ptr_array_index (self->callouts, i), TRUE);
    }
  return folded;
}

/* Where a callout points, in the widget's coordinates: a point on its wire, or all of its card. FALSE: nowhere. */
static gboolean
find_anchor (VtSheet *self, VtCallout *callout, VtRect *anchor)
{
  const VtSceneCard *card = vt_scene_card (self->scene, vt_callout_layer (callout));

  for (guint i = 0; i < self->scene->wires->len; i++)
    {
      const VtSceneWire *wire = &g_array_index (self->scene->wires, VtSceneWire, i);

      if (wire->to == vt_callout_layer (callout) && wire->from == vt_callout_from (callout))
        {
          VtRect point = { 0 };

          vt_wire_point (wire, 0.5, &point.x, &point.y);
          *anchor = vt_sheet_to_widget (self, &point);
          return TRUE;
        }
    }
  if (card == NULL)
    return FALSE;
  *anchor = vt_sheet_to_widget (self, &card->rect);
  return TRUE;
}

static double
overlap (const VtRect *a, const VtRect *b)
{
  const double w = MIN (a->x + a->w, b->x + b->w) - MAX (a->x, b->x),
               h = MIN (a->y + a->h, b->y + b->h) - MAX (a->y, b->y);

  return w > 0.0 && h > 0.0 ? w * h : 0.0;
}

typedef struct
{
  VtRect rect;
  double cost;   /* of each pixel of it that is covered */
} Obstacle;

static void
add_obstacle (GArray *obstacles, const VtRect *rect, double cost)
{
  const Obstacle obstacle = { *rect, cost };

  g_array_append_val (obstacles, obstacle);
}

static void
add_child_obstacle (VtSheet *self, GArray *obstacles, GtkWidget *child, double cost)
{
  graphene_rect_t bounds;

  if (gtk_widget_get_visible (child) && gtk_widget_get_child_visible (child)
      && gtk_widget_compute_bounds (child, GTK_WIDGET (self), &bounds))
    add_obstacle (obstacles, &(VtRect) { bounds.origin.x, bounds.origin.y, bounds.size.width, bounds.size.height },
                  cost);
}

/* A wire is thin: some points of it stand for all. */
static void
add_wire_obstacles (VtSheet *self, GArray *obstacles, const VtSceneWire *wire)
{
  for (guint i = 0; i <= WIRE_POINTS; i++)
    {
      VtRect point = { .w = 24.0, .h = 24.0 }, place;

      vt_wire_point (wire, (double) i / WIRE_POINTS, &point.x, &point.y);
      point.x -= point.w / 2.0;
      point.y -= point.h / 2.0;
      place = vt_sheet_to_widget (self, &point);
      add_obstacle (obstacles, &place, COST_CARD);
    }
}

static void
add_port_obstacles (VtSheet *self, GArray *obstacles, const VtSceneCard *card)
{
  for (guint i = 0; i < card->plan->n_in + card->plan->gives; i++)
    {
      VtRect port = { 0 }, place;

      if (i < card->plan->n_in)
        vt_scene_input (card, i, &port.x, &port.y);
      else
        vt_scene_output (card, &port.x, &port.y);
      port = vt_rect_grow (&port, VT_PORT_SIZE);
      place = vt_sheet_to_widget (self, &port);
      add_obstacle (obstacles, &place, COST_PORT);
    }
}

static GArray *
list_obstacles (VtSheet *self, VtCallout *callout)
{
  GArray *obstacles = g_array_new (FALSE, FALSE, sizeof (Obstacle));

  for (guint i = 0; i < self->scene->cards->len; i++)
    {
      const VtSceneCard *card = g_ptr_array_index (self->scene->cards, i);
      const gboolean is_concerned =
          card->layer == vt_callout_layer (callout) || card->layer == vt_callout_from (callout);
      const VtRect place = vt_sheet_to_widget (self, &card->rect), around = vt_rect_grow (&place, EDGE);

      if (!vt_sheet_is_in_view (self, &card->rect))
        continue;
      add_obstacle (obstacles, &around, is_concerned ? COST_CONCERNED : COST_CARD);
      add_port_obstacles (self, obstacles, card);
    }
  for (guint i = 0; i < self->scene->wires->len; i++)
    {
      const VtRect extents = vt_wire_label_extents (&g_array_index (self->scene->wires, VtSceneWire, i));
      const VtRect wire = vt_wire_extents (&g_array_index (self->scene->wires, VtSceneWire, i));
      const VtRect place = vt_sheet_to_widget (self, &extents);

      if (!vt_sheet_is_in_view (self, &wire))
        continue;
      add_obstacle (obstacles, &place, COST_CORNER);
      add_wire_obstacles (self, obstacles, &g_array_index (self->scene->wires, VtSceneWire, i));
    }
  add_child_obstacle (self, obstacles, self->legend, COST_CORNER);
  add_child_obstacle (self, obstacles, self->zoom_box, COST_PORT);   /* it lies above, like the minimap */
  add_child_obstacle (self, obstacles, self->minimap, COST_PORT);
  add_child_obstacle (self, obstacles, self->legend_knob, COST_PORT);
  return obstacles;
}

/* Between two stretches of a line: 0 where they overlap. */
static double
gap (double a, double a_length, double b, double b_length)
{
  return MAX (0.0, MAX (b - a - a_length, a - b - b_length));
}

static double
cost_of_place (const GArray *obstacles, const VtRect *place, const VtRect *anchor)
{
  const double aside = place->x + place->w / 2.0 - anchor->x - anchor->w / 2.0;
  double cost =
      0.2 * fabs (aside)
      + hypot (gap (place->x, place->w, anchor->x, anchor->w), gap (place->y, place->h, anchor->y, anchor->h));

  cost += anchor->y + anchor->h > place->y + place->h ? COST_ABOVE : 0.0;

  for (guint i = 0; i < obstacles->len; i++)
    {
      const Obstacle *obstacle = &g_array_index (obstacles, Obstacle, i);

      cost += obstacle->cost * overlap (place, &obstacle->rect);
    }
  return cost;
}

static VtRect
find_place (const GArray *obstacles, const VtRect *view, double width, double height, const VtRect *anchor)
{
  VtRect best = { view->x, view->y, width, height };
  double least = G_MAXDOUBLE;

  for (double y = view->y; y <= MAX (view->y, view->y + view->h - height); y += GRID)
    for (double x = view->x; x <= MAX (view->x, view->x + view->w - width); x += GRID)
      {
        const VtRect place = { x, y, width, height };
        const double cost = cost_of_place (obstacles, &place, anchor);

        if (cost < least)
          {
            least = cost;
            best = place;
          }
      }
  return best;
}

/* On the top right corner of its card, or in the middle of its wire. */
static VtRect
place_badge (const VtRect *view, double size, const VtRect *anchor)
{
  return (VtRect) { CLAMP (anchor->x + anchor->w - size / 2.0, view->x, view->x + view->w - size),
                    CLAMP (anchor->y - size / 2.0, view->y, view->y + view->h - size), size, size };
}

void
vt_sheet_allocate_callouts (VtSheet *self, int width, int height)
{
  const VtRect view = { EDGE, EDGE, width - 2.0 * EDGE, height - 2.0 * EDGE };
  g_autoptr (GArray) placed = g_array_new (FALSE, FALSE, sizeof (VtRect));

  for (guint i = 0; i < self->callouts->len; i++)
    {
      VtCallout *callout = g_ptr_array_index (self->callouts, i);
      g_autoptr (GArray) obstacles = list_obstacles (self, callout);
      VtRect anchor = { width / 2.0, EDGE, 0.0, 0.0 };
      GtkRequisition size;
      VtRect place;

      for (guint k = 0; k < placed->len; k++)
        {
          const VtRect around = vt_rect_grow (&g_array_index (placed, VtRect, k), EDGE);

          add_obstacle (obstacles, &around, COST_CALLOUT);
        }
      find_anchor (self, callout, &anchor);
      gtk_widget_get_preferred_size (GTK_WIDGET (callout), NULL, &size);
      if (size.width > view.w)   /* large text, or a narrow sheet */
        {
          gtk_widget_measure (GTK_WIDGET (callout), GTK_ORIENTATION_HORIZONTAL, -1, &size.width, NULL, NULL, NULL);
          size.width = MAX (size.width, (int) view.w);
          gtk_widget_measure (GTK_WIDGET (callout), GTK_ORIENTATION_VERTICAL, size.width, NULL, &size.height, NULL, NULL);
        }
      place = vt_callout_is_folded (callout) ? place_badge (&view, size.width, &anchor)
                                             : find_place (obstacles, &view, size.width, size.height, &anchor);
      gtk_widget_allocate (
          GTK_WIDGET (callout), size.width, size.height, -1,
          gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) round (place.x), (float) round (place.y))));
      g_array_append_val (placed, place);
    }
}

/* Where a line between two stretches leaves the one and meets the other: straight where they overlap, kept off the
 * corners. */
static void
join (double a, double a_length, double b, double b_length, double *from, double *to)
{
  const double low = MAX (a, b), high = MIN (a + a_length, b + b_length);

  if (low <= high)
    *from = *to = CLAMP (a + a_length / 2.0, MIN (low + CORNER, high), MAX (high - CORNER, low));
  else if (b > a)
    {
      *from = a + a_length;
      *to = b;
    }
  else
    {
      *from = a;
      *to = b + b_length;
    }
}

/* A line from what is wrong to its callout, with a dot where it arrives. */
static void
draw_stem (VtSheet *self, GtkSnapshot *snapshot, VtCallout *callout)
{
  const VtColour *colour = vt_callout_colour (callout, self->theme);
  const double disc = vt_callout_from (callout) != 0 ? DISC_REACH * self->zoom : 0.0;
  g_autoptr (GskRenderNode) node = NULL;
  graphene_rect_t box;
  double x, y, end_x, end_y;
  VtRect anchor, bounds;
  cairo_t *cr;

  if (vt_callout_is_folded (callout) || !find_anchor (self, callout, &anchor)
      || !gtk_widget_compute_bounds (GTK_WIDGET (callout), GTK_WIDGET (self), &box))
    return;
  join (anchor.x, anchor.w, box.origin.x, box.size.width, &x, &end_x);
  join (anchor.y, anchor.h, box.origin.y, box.size.height, &y, &end_y);
  if (hypot (end_x - x, end_y - y) <= disc + 1.0)
    return;
  bounds = (VtRect) { MIN (x, end_x), MIN (y, end_y), fabs (x - end_x), fabs (y - end_y) };
  bounds = vt_rect_grow (&bounds, 6.0);
  node = vt_node_begin (&bounds, 1.0, &cr);
  vt_set_colour (cr, colour);
  cairo_set_line_width (cr, 2.0);
  cairo_move_to (cr, x + (end_x - x) * disc / hypot (end_x - x, end_y - y),
                 y + (end_y - y) * disc / hypot (end_x - x, end_y - y));
  cairo_line_to (cr, end_x, end_y);
  cairo_stroke (cr);
  cairo_arc (cr, end_x, end_y, 4.0, 0.0, 2.0 * G_PI);
  cairo_fill (cr);
  cairo_destroy (cr);
  gtk_snapshot_append_node (snapshot, node);
}

/* Behind the callouts' boxes, but for the dots, which stand on their edges. */
void
vt_sheet_draw_stems (VtSheet *self, GtkSnapshot *snapshot)
{
  for (guint i = 0; i < self->callouts->len; i++)
    draw_stem (self, snapshot, g_ptr_array_index (self->callouts, i));
}
