#include "vt-boundary-private.h"

#include <math.h>
#include <string.h>

#include "text.h"
#include "vt-boundary-tools.h"
#include "vt-boundary.h"
#include "vt-own-points.h"
#include "vt-page-rows.h"
#include "vt-unit-chooser.h"
#include "vt-view.h"
#include "vt-words.h"

G_DEFINE_FINAL_TYPE (VtBoundaryPage, vt_boundary_page, VT_TYPE_PAGE)

gboolean
vt_boundary_page_is_flat (VtBoundaryPage *self)
{
  return vt_subject_inputs (vt_page_subject (VT_PAGE (self))) == 1;
}

static gboolean
is_discrete (VtBoundaryPage *self)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->discretise));
}

VtBoundary
vt_boundary_page_figure (VtBoundaryPage *self)
{
  return (VtBoundary) {
    .theme = vt_page_theme (VT_PAGE (self)),
    .subject = vt_page_subject (VT_PAGE (self)),
    .places = self->places,
    .plane = self->plane,
    .fit = self->fit,
    .fit_axis = &self->fit_axis,
    .unit = self->unit_name,
    .without = vt_page_has_data_only (VT_PAGE (self)) ? vt_page_data_sentence (VT_PAGE (self)) : NULL,
    .unit_limit = self->unit_limit,
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

/* The unit that is pointed at, or else the chosen one. */
static void
choose_unit (VtBoundaryPage *self)
{
  VtSession *session = vt_page_session (VT_PAGE (self));
  const guint old_layer = self->layer, old_unit = self->unit;

  self->layer = vt_session_pointed (session, &self->unit);
  if (self->layer == 0)
    self->layer = vt_unit_chooser_get (VT_UNIT_CHOOSER (self->chooser), &self->unit);
  g_clear_pointer (&self->unit_name, g_free);
  if (self->layer != 0)
    self->unit_name = vt_unit_name (vt_session_network (session), self->layer, self->unit);
  if (self->layer == old_layer && self->unit == old_unit)
    return;
  self->unit_limit = 0;
  vt_plane_clear (self->plane);
  g_array_set_size (self->fit, 0);
}

static void
want_plane (VtBoundaryPage *self, gboolean runs)
{
  const NnLookItem item = {
    .at = NN_LOOK_PLANE,
    .layer = self->layer,
    .unit = self->layer != 0 ? self->unit + 1 : 0,
    .columns = vt_boundary_page_is_flat (self) ? VT_FIT_CELLS : VT_PLANE_CELLS,
    .rows = vt_boundary_page_is_flat (self) ? 1 : VT_PLANE_CELLS,
    .x0 = self->places->x0,
    .x1 = self->places->x1,
    .y0 = self->places->y0,
    .y1 = self->places->y1,
  };

  vt_session_want (vt_page_session (VT_PAGE (self)), self, &item, runs ? 1 : 0);
}

static void
take_places (VtBoundaryPage *self)
{
  vt_places_free (self->places);
  self->places = vt_places_new (vt_page_subject (VT_PAGE (self)),
                                gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->validation)));
  self->fit_axis = vt_axis_between (self->places->y0, self->places->y1);
  forget_marks (self);
}

/* What the document hides. */
static void
hide_parts (VtBoundaryPage *self)
{
  const NnNetwork *network = vt_session_network (vt_page_session (VT_PAGE (self)));
  const struct
  {
    const char *control;
    GtkWidget *part;
  } parts[] = {
    { "boundary-unit", self->chooser },
    { "boundary-discretise", self->discretise },
    { "boundary-validation", self->validation },
    { "boundary-tools", self->tools },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_widget_set_visible (parts[i].part, !nn_network_hides (network, parts[i].control));
}

static void
vt_boundary_page_ask (VtPage *page)
{
  VtBoundaryPage *self = VT_BOUNDARY_PAGE (page);
  const VtSubject *subject = vt_page_subject (page);

  hide_parts (self);
  take_places (self);
  vt_unit_chooser_refresh (VT_UNIT_CHOOSER (self->chooser), vt_session_network (vt_page_session (page)),
                           vt_session_report (vt_page_session (page)));
  vt_boundary_tools_show (VT_BOUNDARY_TOOLS (self->tools), subject->info);
  choose_unit (self);
  gtk_widget_set_sensitive (self->discretise, !vt_boundary_page_is_flat (self));
  gtk_widget_set_sensitive (self->validation, vt_subject_validates (subject));
  if (!subject->runs || (vt_page_data_changed (page) && !nn_points_is (nn_network_data (vt_session_network (vt_page_session (page))))))
    {
      vt_plane_clear (self->plane);
      g_array_set_size (self->fit, 0);
    }
  want_plane (self, subject->runs);
}

static char *
describe_classes (VtBoundaryPage *self, const VtSubject *subject)
{
  const guint n = vt_subject_n_classes (subject);
  g_autofree double *shares = g_new (double, n);

  vt_plane_shares (self->plane, subject, shares);
  return vt_words_areas (shares, n, (const char *const *) nn_first_target (subject->info)->parts);
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

  if (vt_page_has_data_only (page))
    return g_strdup (vt_page_data_sentence (page));
  if (self->fit->len == 0 && vt_plane_picture (self->plane) == NULL)
    return g_strdup (_("Nothing to show yet."));
  if (vt_plane_picture (self->plane) != NULL && vt_subject_n_classes (subject) > 0 && self->layer == 0)
    return describe_classes (self, subject);
  if (self->fit->len > 0)
    get_fit_range (self, &low, &high);
  else
    vt_plane_range (self->plane, &low, &high);
  if (!isfinite (low) || !isfinite (high))
    return g_strdup (_("The network's answers are no numbers any more."));
  if (self->layer != 0)
    return vt_words_unit (self->unit_name, low, high);
  return vt_words_range (low, high, self->places->x0, self->places->x1,
                         nn_first_input (subject->info)->n_parts > 0 ? nn_first_input (subject->info)->parts[0] : "x");
}

static void
paint_plane (VtBoundaryPage *self, const VtSubject *subject)
{
  const VtTheme *theme = vt_page_theme (VT_PAGE (self));

  if (self->layer != 0)
    vt_plane_paint_unit (self->plane, theme, self->unit_limit > 0 ? self->unit_limit : 1, is_discrete (self));
  else
    vt_plane_paint (self->plane, subject, theme, is_discrete (self));
}

static gboolean
take_plane (VtBoundaryPage *self, const VtSubject *subject, const float *numbers, gsize n)
{
  g_array_set_size (self->fit, 0);
  if (self->layer != 0 ? !vt_plane_take_unit (self->plane, numbers, n) : !vt_plane_take (self->plane, subject, numbers, n))
    return FALSE;
  if (self->layer != 0)
    self->unit_limit = vt_limit_grow (self->unit_limit, numbers, n);
  paint_plane (self, subject);
  return TRUE;
}

static gboolean
take_fit (VtBoundaryPage *self, const VtSubject *subject, const float *numbers, gsize n)
{
  const guint size = self->layer != 0 ? 1 : subject->size;
  float fit[VT_FIT_CELLS];

  if (n != (gsize) size * VT_FIT_CELLS)
    return FALSE;
  vt_plane_clear (self->plane);
  for (guint i = 0; i < VT_FIT_CELLS; i++)
    fit[i] = self->layer != 0 ? numbers[i] : (float) vt_answer_signed (subject->encoding, numbers + i, size, VT_FIT_CELLS);
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

  if (numbers != NULL && vt_boundary_page_is_flat (self))
    changed |= take_fit (self, subject, numbers, n);
  else if (numbers != NULL)
    changed |= take_plane (self, subject, numbers, n);
  if (changed)
    vt_page_redraw (page);
}

static void
fit_marks (VtBoundaryPage *self, int width, int height)
{
  const int scale = (int) ceil (gtk_widget_get_scale_factor (GTK_WIDGET (self)) * vt_page_scale (VT_PAGE (self)));
  const VtBoundary figure = vt_boundary_page_figure (self);

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

  if (vt_page_data_reason (page) != NULL)
    {
      vt_page_say (page, cr, &all, vt_page_data_reason (page));
      return;
    }
  fit_marks (self, (int) width, (int) height);
  figure = vt_boundary_page_figure (self);
  vt_boundary_draw (&figure, cr, width, height);
}

static void
vt_boundary_page_theme (VtPage *page)
{
  VtBoundaryPage *self = VT_BOUNDARY_PAGE (page);

  forget_marks (self);
  if (vt_page_subject (page) != NULL && vt_plane_picture (self->plane) != NULL)
    paint_plane (self, vt_page_subject (page));
}

static void
show_unit (VtBoundaryPage *self)
{
  if (vt_page_subject (VT_PAGE (self)) == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  choose_unit (self);
  want_plane (self, vt_page_subject (VT_PAGE (self))->runs);
  vt_page_redraw (VT_PAGE (self));
}

static void
validation_cb (GtkToggleButton *button, VtBoundaryPage *self)
{
  if (vt_page_subject (VT_PAGE (self)) == NULL)
    return;
  take_places (self);
  vt_page_redraw (VT_PAGE (self));
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
  g_clear_pointer (&self->unit_name, g_free);
  G_OBJECT_CLASS (vt_boundary_page_parent_class)->finalize (object);
}

static void
vt_boundary_page_build (VtPage *page)
{
  g_signal_connect_object (vt_page_session (page), "pointed", G_CALLBACK (show_unit), page, G_CONNECT_SWAPPED);
}

static void
vt_boundary_page_class_init (VtBoundaryPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vt_boundary_page_finalize;
  VT_PAGE_CLASS (klass)->build = vt_boundary_page_build;
  VT_PAGE_CLASS (klass)->ask = vt_boundary_page_ask;
  VT_PAGE_CLASS (klass)->take = vt_boundary_page_take;
  VT_PAGE_CLASS (klass)->words = vt_boundary_page_words;
  VT_PAGE_CLASS (klass)->draw = vt_boundary_page_draw;
  VT_PAGE_CLASS (klass)->theme = vt_boundary_page_theme;
}

static void
vt_boundary_page_init (VtBoundaryPage *self)
{
  self->plane = vt_plane_new ();
  self->fit = g_array_new (FALSE, FALSE, sizeof (float));
  self->example = -1;
  self->dragged = VT_NOBODY;
  self->chooser = vt_unit_chooser_new ();
  g_signal_connect_object (self->chooser, "changed", G_CALLBACK (show_unit), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (vt_page_options (VT_PAGE (self))), self->chooser);
  self->discretise = vt_page_add_switch (VT_PAGE (self), _("Discretise"),
                                         _("Show only the answer, not how sure the network is"), G_CALLBACK (discretise_cb));
  self->validation = vt_page_add_switch (VT_PAGE (self), _("Validation points"),
                                         _("Show the points that are kept aside to test the network"), G_CALLBACK (validation_cb));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->validation), TRUE);
  self->tools = vt_boundary_tools_new ();
  gtk_box_append (GTK_BOX (self), vt_page_scroll (self->tools));
  vt_boundary_page_add_hand (self);
}

static const char *
unavailable (const NnDataInfo *info)
{
  const gint64 n = info != NULL ? nn_shape_size (&nn_first_input (info)->shape) : 0;

  if (info == NULL)
    return _("There is no data yet.");
  if (info->n_inputs > 1)
    return _("A plane needs inputs of one or two numbers; here there are several inputs.");
  if (nn_first_input (info)->kind != NN_FIELD_POINTS && nn_first_input (info)->kind != NN_FIELD_NUMBERS)
    return _("A plane needs inputs of one or two numbers; these are pictures.");
  if (n > 2)
    return _("A plane needs inputs of one or two numbers; here there are more.");
  if (!nn_data_info_has_classes (info) && nn_shape_size (&nn_first_target (info)->shape) > 1)
    return _("A plane shows one number for each place; here the answer is several.");
  return NULL;
}

const VtPageRow vt_page_boundary = {
  .id = "boundary",
  .title = N_("Boundary"),
  .width = 600,
  .rank = 2,
  .unavailable = unavailable,
  .get_type = vt_boundary_page_get_type,
};
