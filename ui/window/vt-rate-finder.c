#include "vt-rate-finder.h"

#include <math.h>

#include "text.h"
#include "vt-chart.h"
#include "vt-look.h"
#include "vt-text.h"

#define WIDTH 380
#define HEIGHT 200

/* Room around the plot, in pixels. */
#define LEFT 44.0
#define RIGHT 14.0
#define TOP 10.0
#define BOTTOM 26.0

/* Losses beyond so many times the first are off the chart: it is about where they fall. */
#define HIGHEST 2.0

struct _VtRateFinder
{
  GtkWidget parent_instance;

  /* Owned. */
  VtSession *session;
  GtkWidget *button;   /* the only child; the widgets below are in its popover */
  GtkWidget *chart, *use, *again;
  GtkLabel *sentence;
  GArray *points;      /* NnRatePoint: as drawn */
  double suggested;    /* NaN: none (yet) */
  gboolean is_going_on;
};

G_DEFINE_FINAL_TYPE (VtRateFinder, vt_rate_finder, GTK_TYPE_WIDGET)

/* Drawing */

static void
take_axes (VtRateFinder *self, VtAxis *x, VtAxis *y)
{
  const NnRatePoint *points = (const NnRatePoint *) self->points->data;

  *x = vt_axis_free (TRUE);
  *y = vt_axis_free (FALSE);
  y->ceiling = HIGHEST * points[0].loss;
  vt_axis_include (x, points[0].rate);
  vt_axis_include (x, 1);
  for (guint i = 0; i < self->points->len; i++)
    {
      vt_axis_include (x, points[i].rate);
      vt_axis_include (y, MIN (points[i].smooth, y->ceiling));
    }
}

static void
draw_points (VtRateFinder *self, cairo_t *cr, const VtChart *chart)
{
  for (guint i = 0; i < self->points->len; i++)
    {
      const NnRatePoint *point = &g_array_index (self->points, NnRatePoint, i);
      const double px = vt_chart_x (chart, point->rate), py = vt_chart_y (chart, MIN (point->smooth, chart->y->ceiling));

      cairo_line_to (cr, px, MAX (py, chart->plot.y));
    }
  cairo_set_line_width (cr, 2);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  vt_set_colour (cr, &chart->theme->text);
  cairo_stroke (cr);
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  VtRateFinder *self = data;
  VtAxis x, y;
  const VtChart chart = {
    .theme = vt_look_theme (vt_look_get ()),
    .plot = { LEFT, TOP, width - LEFT - RIGHT, height - TOP - BOTTOM },
    .x = &x,
    .y = &y,
  };

  if (self->points->len == 0)
    return;
  take_axes (self, &x, &y);
  vt_chart_grid (cr, &chart);
  if (!isnan (self->suggested))
    {
      vt_chart_upright (cr, &chart, self->suggested, &chart.theme->accent);
      vt_class_mark (cr, 0, vt_chart_x (&chart, self->suggested), chart.plot.y, 9, &chart.theme->accent, FALSE);
    }
  draw_points (self, cr, &chart);
}

/* What is shown */

static char *
describe (VtRateFinder *self)
{
  g_autofree char *rate = NULL;

  if (self->is_going_on || self->points->len == 0)
    return g_strdup (_("Rising learning rates are tried on a copy; the network itself stays as it is."));
  if (isnan (self->suggested))
    return g_strdup (_("No learning rate makes the loss clearly lower or higher from here."));
  rate = vt_number_short (self->suggested);
  return g_strdup_printf (_("A good learning rate to begin with: %s, a tenth of where the loss is lowest or begins to rise."), rate);
}

static void
show_suggestion (VtRateFinder *self)
{
  g_autofree char *sentence = describe (self);
  g_autofree char *rate = vt_number_short (self->suggested);
  g_autofree char *label = isnan (self->suggested) ? g_strdup (_("Use it")) : g_strdup_printf (_("Use %s"), rate);

  gtk_label_set_label (self->sentence, sentence);
  gtk_button_set_label (GTK_BUTTON (self->use), label);
  gtk_widget_set_sensitive (self->use, !isnan (self->suggested));
  gtk_widget_set_sensitive (self->again, !self->is_going_on && vt_session_can_train (self->session));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chart), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
}

static gboolean
show (gpointer data)
{
  VtRateFinder *self = data;
  const NnFrame *frame = vt_session_frame (self->session);
  const NnRatePoint *points = (const NnRatePoint *) frame->rates->data;

  if (frame->rates->len == self->points->len && frame->tests_rates == self->is_going_on)
    return FALSE;
  g_array_set_size (self->points, 0);
  g_array_append_vals (self->points, points, frame->rates->len);
  self->is_going_on = frame->tests_rates;
  self->suggested = self->is_going_on ? NAN : nn_rate_test_suggest (points, self->points->len);
  gtk_widget_queue_draw (self->chart);
  show_suggestion (self);
  return TRUE;
}

/* What is done */

static void
opened_cb (VtRateFinder *self)
{
  if (vt_session_frame (self->session)->rates->len == 0)
    vt_session_test_rates (self->session);
  show_suggestion (self);
}

static void
again_cb (VtRateFinder *self)
{
  vt_session_test_rates (self->session);
}

static void
use_cb (VtRateFinder *self)
{
  vt_session_seal (self->session);
  vt_session_edit (self->session, nn_edit_set_recipe ("learning_rate", self->suggested));
  vt_session_seal (self->session);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
}

/* Making the widgets */

static GtkWidget *
make_chart (VtRateFinder *self)
{
  self->chart = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, "content-width", WIDTH,
                              "content-height", HEIGHT, NULL);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->chart), draw_cb, self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chart), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Loss by learning rate"), -1);
  return self->chart;
}

static GtkWidget *
make_buttons (VtRateFinder *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->again = gtk_button_new_with_label (_("Try again"));
  self->use = gtk_button_new_with_label (_("Use it"));
  gtk_widget_add_css_class (self->use, "suggested-action");
  gtk_widget_set_halign (row, GTK_ALIGN_END);
  g_signal_connect_swapped (self->again, "clicked", G_CALLBACK (again_cb), self);
  g_signal_connect_swapped (self->use, "clicked", G_CALLBACK (use_cb), self);
  gtk_box_append (GTK_BOX (row), self->again);
  gtk_box_append (GTK_BOX (row), self->use);
  return row;
}

static GtkWidget *
make_popover (VtRateFinder *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "label", _("Loss by learning rate"), "xalign", 0.0f, NULL);
  GtkWidget *sentence = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "max-width-chars", 46, "lines", 2,
                                      "height-request", 38, NULL);

  self->sentence = GTK_LABEL (sentence);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), make_chart (self));
  gtk_box_append (GTK_BOX (box), sentence);
  gtk_box_append (GTK_BOX (box), make_buttons (self));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_swapped (popover, "show", G_CALLBACK (opened_cb), self);
  return popover;
}

static void
vt_rate_finder_dispose (GObject *object)
{
  VtRateFinder *self = VT_RATE_FINDER (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  if (self->session != NULL)
    vt_session_unwatch (self->session, self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->points, g_array_unref);
  G_OBJECT_CLASS (vt_rate_finder_parent_class)->dispose (object);
}

static void
vt_rate_finder_class_init (VtRateFinderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_rate_finder_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
vt_rate_finder_init (VtRateFinder *self)
{
  const char *name = _("Find a learning rate");

  self->points = g_array_new (FALSE, FALSE, sizeof (NnRatePoint));
  self->suggested = NAN;
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button), "vt-curve-symbolic");
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (self->button), GTK_ARROW_UP);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), make_popover (self));
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->button, _("Find a learning rate: pauses, and tries rising ones on a copy"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (self->button)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

GtkWidget *
vt_rate_finder_new (VtSession *session)
{
  VtRateFinder *self = g_object_new (VT_TYPE_RATE_FINDER, NULL);

  self->session = g_object_ref (session);
  vt_session_watch (session, self, show);
  show_suggestion (self);
  return GTK_WIDGET (self);
}
