#include "vt-boundary-page.h"

#include <math.h>
#include <string.h>

#include "text.h"
#include "vt-boundary.h"
#include "vt-page-rows.h"
#include "vt-words.h"

#define REACH 12.0   /* px around a point that still mean it */

struct _VtBoundaryPage
{
  VtPage parent_instance;

  /* Owned; drawing reads nothing else. */
  VtPlane *plane;
  VtPlaces *places;
  GArray *fit;               /* float, VT_FIT_CELLS or empty */
  VtAxis fit_axis;
  cairo_surface_t *marks;    /* of the size below; NULL: to be drawn again */
  int marks_width, marks_height, marks_scale;
  gboolean has_input;
  double x, y;
  gint64 example;

  GtkWidget *discretise;
};

G_DEFINE_FINAL_TYPE (VtBoundaryPage, vt_boundary_page, VT_TYPE_PAGE)

static gboolean
is_flat (VtBoundaryPage *self)
{
  return vt_subject_inputs (vt_page_subject (VT_PAGE (self))) == 1;
}

static gboolean
is_discrete (VtBoundaryPage *self)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->discretise));
}

static VtBoundary
get_figure (VtBoundaryPage *self)
{
  return (VtBoundary) {
    .theme = vt_page_theme (VT_PAGE (self)),
    .subject = vt_page_subject (VT_PAGE (self)),
    .places = self->places,
    .plane = self->plane,
    .fit = self->fit,
    .fit_axis = &self->fit_axis,
    .has_input = self->has_input,
    .x = self->x,
    .y = self->y,
    .example = self->example,
    .marks = self->marks,
  };
}

static void
forget_marks (VtBoundaryPage *self)
{
  g_clear_pointer (&self->marks, cairo_surface_destroy);
}

static void
vt_boundary_page_ask (VtPage *page)
{
  VtBoundaryPage *self = VT_BOUNDARY_PAGE (page);
  const VtSubject *subject = vt_page_subject (page);
  NnLookItem item = { .at = NN_LOOK_PLANE, .columns = VT_PLANE_CELLS, .rows = VT_PLANE_CELLS };

  vt_places_free (self->places);
  self->places = vt_places_new (subject);
  self->fit_axis = vt_axis_between (self->places->y0, self->places->y1);
  forget_marks (self);
  if (is_flat (self))
    {
      item.columns = VT_FIT_CELLS;
      item.rows = 1;
    }
  item.x0 = self->places->x0;
  item.x1 = self->places->x1;
  item.y0 = self->places->y0;
  item.y1 = self->places->y1;
  gtk_widget_set_sensitive (self->discretise, !is_flat (self));
  if (!subject->runs || vt_page_data_changed (page))
    {
      vt_plane_clear (self->plane);
      g_array_set_size (self->fit, 0);
    }
  vt_session_want (vt_page_session (page), page, &item, subject->runs ? 1 : 0);
}

static char *
describe_classes (VtBoundaryPage *self, const VtSubject *subject)
{
  const guint n = vt_subject_n_classes (subject);
  g_autofree double *shares = g_new (double, n);

  vt_plane_shares (self->plane, subject, shares);
  return vt_words_areas (shares, n, (const char *const *) subject->info->target.parts);
}

static void
get_fit_range (VtBoundaryPage *self, double *low, double *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  for (guint i = 0; i < self->fit->len; i++)
    {
      *low = MIN (*low, g_array_index (self->fit, float, i));
      *high = MAX (*high, g_array_index (self->fit, float, i));
    }
}

static char *
vt_boundary_page_words (VtPage *page)
{
  VtBoundaryPage *self = VT_BOUNDARY_PAGE (page);
  const VtSubject *subject = vt_page_subject (page);
  double low, high;

  if (self->fit->len == 0 && vt_plane_picture (self->plane) == NULL)
    return g_strdup (_("Nothing to show yet."));
  if (vt_plane_picture (self->plane) != NULL && vt_subject_n_classes (subject) > 0)
    return describe_classes (self, subject);
  if (self->fit->len > 0)
    get_fit_range (self, &low, &high);
  else
    vt_plane_range (self->plane, &low, &high);
  if (!isfinite (low) || !isfinite (high))
    return g_strdup (_("The network's answers are no numbers any more."));
  return vt_words_range (low, high, self->places->x0, self->places->x1,
                         subject->info->input.n_parts > 0 ? subject->info->input.parts[0] : "x");
}

static gboolean
take_plane (VtBoundaryPage *self, const VtSubject *subject, const float *numbers, gsize n)
{
  g_array_set_size (self->fit, 0);
  if (!vt_plane_take (self->plane, subject, numbers, n))
    return FALSE;
  vt_plane_paint (self->plane, subject, vt_page_theme (VT_PAGE (self)), is_discrete (self));
  return TRUE;
}

static gboolean
take_fit (VtBoundaryPage *self, const VtSubject *subject, const float *numbers, gsize n)
{
  float fit[VT_FIT_CELLS];

  if (n != (gsize) subject->size * VT_FIT_CELLS)
    return FALSE;
  vt_plane_clear (self->plane);
  for (guint i = 0; i < VT_FIT_CELLS; i++)
    fit[i] = (float) vt_answer_signed (subject->encoding, numbers + i, subject->size, VT_FIT_CELLS);
  if (self->fit->len == VT_FIT_CELLS && memcmp (self->fit->data, fit, sizeof fit) == 0)
    return FALSE;
  g_array_set_size (self->fit, 0);
  g_array_append_vals (self->fit, fit, VT_FIT_CELLS);
  return TRUE;
}

/* Where the example shown lies; TRUE if it moved. */
static gboolean
take_input (VtBoundaryPage *self)
{
  gsize n;
  const float *input = vt_session_input (vt_page_session (VT_PAGE (self)), &n);
  const gint64 example = vt_session_example (vt_page_session (VT_PAGE (self)));
  const VtPlace *place = example >= 0 ? vt_places_find (self->places, (guint32) example) : NULL;
  const gboolean had = self->has_input;
  const double x = self->x, y = self->y;

  self->has_input = input != NULL && n == vt_subject_inputs (vt_page_subject (VT_PAGE (self))) && (n == 2 || place != NULL);
  if (self->has_input)
    {
      self->x = input[0];
      self->y = n == 2 ? input[1] : place->y;
    }
  if (had == self->has_input && x == self->x && y == self->y && example == self->example)
    return FALSE;
  self->example = example;
  return TRUE;
}

static void
vt_boundary_page_take (VtPage *page)
{
  VtBoundaryPage *self = VT_BOUNDARY_PAGE (page);
  const VtSubject *subject = vt_page_subject (page);
  gsize n;
  const float *numbers = vt_session_seen (vt_page_session (page), page, 0, &n);
  gboolean changed = take_input (self);

  if (numbers != NULL && is_flat (self))
    changed |= take_fit (self, subject, numbers, n);
  else if (numbers != NULL)
    changed |= take_plane (self, subject, numbers, n);
  if (changed)
    vt_page_redraw (page);
}

static void
fit_marks (VtBoundaryPage *self, int width, int height)
{
  const int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  const VtBoundary figure = get_figure (self);

  if (self->marks != NULL && width == self->marks_width && height == self->marks_height && scale == self->marks_scale)
    return;
  forget_marks (self);
  self->marks = vt_boundary_marks (&figure, width, height, scale);
  self->marks_width = width;
  self->marks_height = height;
  self->marks_scale = scale;
}

static void
vt_boundary_page_draw (VtPage *page, cairo_t *cr, double width, double height)
{
  VtBoundaryPage *self = VT_BOUNDARY_PAGE (page);
  const VtRect all = { 0, 0, width, height };
  VtBoundary figure;

  if (vt_page_reason (page) != NULL)
    {
      vt_page_say (page, cr, &all, vt_page_reason (page));
      return;
    }
  fit_marks (self, (int) width, (int) height);
  figure = get_figure (self);
  vt_boundary_draw (&figure, cr, width, height);
}

static void
vt_boundary_page_theme (VtPage *page)
{
  VtBoundaryPage *self = VT_BOUNDARY_PAGE (page);

  forget_marks (self);
  if (vt_page_subject (page) != NULL && vt_plane_picture (self->plane) != NULL)
    vt_plane_paint (self->plane, vt_page_subject (page), vt_page_theme (page), is_discrete (self));
}

/* The place under the pointer in the data's own measure; FALSE: beside the plot. */
static gboolean
find_place (VtBoundaryPage *self, double px, double py, double *x, double *y, VtRect *plot)
{
  GtkWidget *picture = vt_page_picture (VT_PAGE (self));
  const VtBoundary figure = get_figure (self);

  *plot = vt_boundary_plot (&figure, gtk_widget_get_width (picture), gtk_widget_get_height (picture));
  *x = self->places->x0 + (px - plot->x) / plot->w * (self->places->x1 - self->places->x0);
  *y = self->places->y1 - (py - plot->y) / plot->h * (self->places->y1 - self->places->y0);
  return vt_rect_contains (plot, px, py);
}

/* A point becomes the example shown; an empty place of the plane becomes an input given by hand. */
static void
press_cb (GtkGestureClick *gesture, int n_press, double px, double py, VtBoundaryPage *self)
{
  VtSession *session = vt_page_session (VT_PAGE (self));
  const VtPlace *place;
  double x, y, distance;
  VtRect plot;

  gtk_widget_grab_focus (vt_page_picture (VT_PAGE (self)));
  if (vt_page_reason (VT_PAGE (self)) != NULL || !find_place (self, px, py, &x, &y, &plot))
    return;
  place = vt_places_nearest (self->places, x, y, &distance);
  if (place != NULL && distance * MIN (plot.w, plot.h) <= REACH)
    vt_session_set_example (session, place->example);
  else
    vt_session_set_input (session, (float[]) { (float) x, (float) y }, is_flat (self) ? 1 : 2);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, VtBoundaryPage *self)
{
  VtSession *session = vt_page_session (VT_PAGE (self));
  const VtSubject *subject = vt_page_subject (VT_PAGE (self));
  const int step = key == GDK_KEY_Right || key == GDK_KEY_Down ? 1 : key == GDK_KEY_Left || key == GDK_KEY_Up ? -1 : 0;
  gint64 n;

  if (step == 0 || vt_page_reason (VT_PAGE (self)) != NULL)
    return GDK_EVENT_PROPAGATE;
  n = (gint64) nn_dataset_n (subject->dataset);
  vt_session_set_example (session, (vt_session_example (session) + step + n) % n);
  return GDK_EVENT_STOP;
}

static void
discretise_cb (GtkToggleButton *button, VtBoundaryPage *self)
{
  vt_boundary_page_theme (VT_PAGE (self));
  vt_page_redraw (VT_PAGE (self));
}

static void
vt_boundary_page_finalize (GObject *object)
{
  VtBoundaryPage *self = VT_BOUNDARY_PAGE (object);

  forget_marks (self);
  g_clear_pointer (&self->plane, vt_plane_free);
  g_clear_pointer (&self->places, vt_places_free);
  g_clear_pointer (&self->fit, g_array_unref);
  G_OBJECT_CLASS (vt_boundary_page_parent_class)->finalize (object);
}

static void
vt_boundary_page_class_init (VtBoundaryPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vt_boundary_page_finalize;
  VT_PAGE_CLASS (klass)->ask = vt_boundary_page_ask;
  VT_PAGE_CLASS (klass)->take = vt_boundary_page_take;
  VT_PAGE_CLASS (klass)->words = vt_boundary_page_words;
  VT_PAGE_CLASS (klass)->draw = vt_boundary_page_draw;
  VT_PAGE_CLASS (klass)->theme = vt_boundary_page_theme;
}

static void
vt_boundary_page_init (VtBoundaryPage *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->plane = vt_plane_new ();
  self->fit = g_array_new (FALSE, FALSE, sizeof (float));
  self->example = -1;
  self->discretise = vt_page_add_switch (VT_PAGE (self), _("Discretise"),
                                         _("Show only the answer, not how sure the network is"), G_CALLBACK (discretise_cb));
  g_signal_connect (click, "pressed", G_CALLBACK (press_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (vt_page_picture (VT_PAGE (self)), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (vt_page_picture (VT_PAGE (self)), keys);
}

static const char *
unavailable (const NnDataInfo *info)
{
  const gint64 n = info != NULL ? nn_shape_size (&info->input.shape) : 0;

  if (info == NULL)
    return _("There is no data yet.");
  if (info->input.kind != NN_FIELD_POINTS && info->input.kind != NN_FIELD_NUMBERS)
    return _("A plane needs inputs of one or two numbers; these are pictures.");
  if (n > 2)
    return _("A plane needs inputs of one or two numbers; here there are more.");
  if (!nn_data_info_has_classes (info) && nn_shape_size (&info->target.shape) > 1)
    return _("A plane shows one number for each place; here the answer is several.");
  return NULL;
}

const VtPageRow vt_page_boundary = {
  .id = "boundary",
  .title = N_("Boundary"),
  .width = 450,
  .rank = 2,
  .unavailable = unavailable,
  .get_type = vt_boundary_page_get_type,
};
