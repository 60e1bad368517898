/* What pointer and keyboard do on the plane: another example, places by hand, points of one's own. */
#include "vt-boundary-private.h"

#include <math.h>

#include "vt-boundary-tools.h"
#include "vt-own-points.h"

#define REACH 12.0     /* px around a point that still mean it, where nothing else is meant */
#define DOT (VT_BOUNDARY_MARK / 2 + 1.5)   /* its own radius, rim included: beside it a point may be added */
#define FIRM 3.0       /* px that the pointer moves before a point is dragged */
#define KEY_SHARE 50   /* Shift and an arrow key move a point by this part of the range */
#define TYPED_SIZE 200 /* px of a plane on which a typed place means a point as a click does */

/* The place under the pointer in the data's own measure; FALSE: beside the plot. */
static gboolean
find_place (VtBoundaryPage *self, double px, double py, double *x, double *y, VtRect *plot)
{
  const double scale = vt_page_scale (VT_PAGE (self));
  const VtBoundary figure = vt_boundary_page_figure (self);
  double width, height;

  px /= scale;
  py /= scale;
  vt_page_extent (VT_PAGE (self), &width, &height);
  *plot = vt_boundary_plot (&figure, width, height);
  *x = self->places->x0 + (px - plot->x) / plot->w * (self->places->x1 - self->places->x0);
  *y = self->places->y1 - (py - plot->y) / plot->h * (self->places->y1 - self->places->y0);
  return vt_rect_contains (plot, px, py);
}

/* The example under the pointer; VT_NOBODY: none. */
static int
find_example (VtBoundaryPage *self, double x, double y, const VtRect *plot)
{
  const double reach = vt_boundary_tools_adds (VT_BOUNDARY_TOOLS (self->tools)) ? DOT : REACH;
  double distance;
  const VtPlace *place = vt_places_nearest (self->places, x, y, &distance);

  return place != NULL && distance * MIN (plot->w, plot->h) <= reach ? (int) place->example : VT_NOBODY;
}

static void
add_point (VtBoundaryPage *self, double x, double y)
{
  const NnSpot spot = { x, y, vt_boundary_tools_target (VT_BOUNDARY_TOOLS (self->tools)) };

  vt_own_points_add (vt_page_session (VT_PAGE (self)), &spot);
}

/* What the chosen tool does at a place where `example` lies, or VT_NOBODY. */
static void
use_tool (VtBoundaryPage *self, double x, double y, int example)
{
  VtSession *session = vt_page_session (VT_PAGE (self));
  const VtTool tool = vt_boundary_tools_chosen (VT_BOUNDARY_TOOLS (self->tools));

  if (tool == VT_TOOL_DELETE && example != VT_NOBODY)
    vt_own_points_remove (session, example);
  else if (vt_boundary_tools_adds (VT_BOUNDARY_TOOLS (self->tools)))
    add_point (self, x, y);
  else if (tool == VT_TOOL_SHOW && example != VT_NOBODY)
    vt_session_set_example (session, example);
  else if (tool == VT_TOOL_SHOW)
    vt_session_set_input (session, (float[]) { (float) x, (float) y }, vt_boundary_page_is_flat (self) ? 1 : 2);
}

static void
press_cb (GtkGestureDrag *gesture, double px, double py, VtBoundaryPage *self)
{
  double x, y;
  VtRect plot;
  int example;

  gtk_widget_grab_focus (vt_page_picture (VT_PAGE (self)));
  self->dragged = VT_NOBODY;
  if (vt_page_data_reason (VT_PAGE (self)) != NULL || !find_place (self, px, py, &x, &y, &plot))
    return;
  example = find_example (self, x, y, &plot);
  if (example != VT_NOBODY && vt_boundary_tools_chosen (VT_BOUNDARY_TOOLS (self->tools)) != VT_TOOL_DELETE)
    {
      vt_session_set_example (vt_page_session (VT_PAGE (self)), example);
      self->dragged = vt_own_points_can (vt_page_session (VT_PAGE (self))) ? example : VT_NOBODY;
    }
  else
    {
      use_tool (self, x, y, example);
      if (vt_boundary_tools_adds (VT_BOUNDARY_TOOLS (self->tools)))   /* held on, the new point is dragged */
        self->dragged = (int) vt_session_example (vt_page_session (VT_PAGE (self)));
    }
}

static void
drag_cb (GtkGestureDrag *gesture, double dx, double dy, VtBoundaryPage *self)
{
  double px, py, x, y;
  VtRect plot;

  if (self->dragged == VT_NOBODY || hypot (dx, dy) < FIRM)
    return;
  gtk_gesture_drag_get_start_point (gesture, &px, &py);
  find_place (self, px + dx, py + dy, &x, &y, &plot);
  vt_own_points_move (vt_page_session (VT_PAGE (self)), self->dragged, x, y);
  vt_session_set_example (vt_page_session (VT_PAGE (self)), self->dragged);
}

static void
release_cb (GtkGestureDrag *gesture, double dx, double dy, VtBoundaryPage *self)
{
  if (self->dragged != VT_NOBODY)
    vt_session_seal (vt_page_session (VT_PAGE (self)));
  self->dragged = VT_NOBODY;
}

static void
place_cb (VtBoundaryPage *self, double x, double y)
{
  const VtRect plot = { .w = TYPED_SIZE, .h = TYPED_SIZE };
  const gboolean deletes = vt_boundary_tools_chosen (VT_BOUNDARY_TOOLS (self->tools)) == VT_TOOL_DELETE;

  if (vt_page_data_reason (VT_PAGE (self)) == NULL)
    use_tool (self, x, y, deletes ? find_example (self, x, y, &plot) : VT_NOBODY);
  vt_session_seal (vt_page_session (VT_PAGE (self)));
}

static void
afresh_cb (VtBoundaryPage *self)
{
  vt_own_points_start_afresh (vt_page_session (VT_PAGE (self)));
}

static void
step_example (VtBoundaryPage *self, int step)
{
  VtSession *session = vt_page_session (VT_PAGE (self));
  const gint64 n = (gint64) nn_dataset_n (vt_page_subject (VT_PAGE (self))->dataset);

  vt_session_set_example (session, (vt_session_example (session) + step + n) % n);
}

/* Moves the example shown, or the place that was given by hand. */
static void
nudge (VtBoundaryPage *self, int dx, int dy)
{
  VtSession *session = vt_page_session (VT_PAGE (self));
  const double x = self->x + dx * (self->places->x1 - self->places->x0) / KEY_SHARE;
  const double y = self->y + dy * (self->places->y1 - self->places->y0) / KEY_SHARE;
  const gint64 example = self->example;

  if (!self->has_input)
    return;
  if (example < 0)
    {
      const float input[] = { (float) CLAMP (x, self->places->x0, self->places->x1),
                              (float) CLAMP (y, self->places->y0, self->places->y1) };

      vt_session_set_input (session, input, vt_boundary_page_is_flat (self) ? 1 : 2);
    }
  else if (vt_own_points_can (session))
    {
      vt_own_points_move (session, (guint) example, x, y);
      vt_session_set_example (session, example);
    }
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, VtBoundaryPage *self)
{
  static const struct
  {
    guint key;
    int dx, dy;
  } ways[] = { { GDK_KEY_Right, 1, 0 }, { GDK_KEY_Left, -1, 0 }, { GDK_KEY_Up, 0, 1 }, { GDK_KEY_Down, 0, -1 } };

  if (vt_page_data_reason (VT_PAGE (self)) != NULL)
    return GDK_EVENT_PROPAGATE;
  if ((key == GDK_KEY_Delete || key == GDK_KEY_BackSpace) && self->example >= 0)
    {
      vt_own_points_remove (vt_page_session (VT_PAGE (self)), (guint) self->example);
      return GDK_EVENT_STOP;
    }
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (ways[i].key == key)
      {
        if (state & GDK_SHIFT_MASK)
          nudge (self, ways[i].dx, ways[i].dy);
        else
          step_example (self, ways[i].dx - ways[i].dy);
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

void
vt_boundary_page_add_hand (VtBoundaryPage *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (drag, "drag-begin", G_CALLBACK (press_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (release_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (vt_page_picture (VT_PAGE (self)), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (vt_page_picture (VT_PAGE (self)), keys);
  g_signal_connect_object (self->tools, "place", G_CALLBACK (place_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tools, "afresh", G_CALLBACK (afresh_cb), self, G_CONNECT_SWAPPED);
}
