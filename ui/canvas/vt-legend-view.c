#include "vt-legend-view.h"

#include <math.h>

#include "text.h"
#include "vt-look.h"
#include "vt-node.h"

#define MOST_HEIGHT 0.35   /* of the sheet's */

struct _VtLegendView
{
  GtkWidget parent_instance;

  /* Borrowed. */
  const VtScene *scene;
  const VtTheme *theme;

  char *words;   /* what is drawn */
  double room;   /* the width it may take; 0: any */
  double scale;  /* of the text's size, or less where the sheet is narrow */
};

G_DEFINE_FINAL_TYPE (VtLegendView, vt_legend_view, GTK_TYPE_WIDGET)

static void
vt_legend_view_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  VtLegendView *self = VT_LEGEND_VIEW (widget);
  const VtRect place = vt_legend_paint (self->scene, NULL, self->theme, 0.0, 0.0, self->room / self->scale);

  *minimum = *natural = (int) ceil ((orientation == GTK_ORIENTATION_VERTICAL ? place.h : place.w) * self->scale);
}

static void
vt_legend_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VtLegendView *self = VT_LEGEND_VIEW (widget);
  const double scale = self->scale;
  const VtRect bounds = { 0.0, 0.0, gtk_widget_get_width (widget) / scale, gtk_widget_get_height (widget) / scale };
  g_autoptr (GskRenderNode) node = NULL;
  cairo_t *cr;

  if (bounds.w < 1.0 || bounds.h < 1.0)
    return;
  node = vt_node_begin (&bounds, scale, &cr);
  vt_legend_paint (self->scene, cr, self->theme, 0.0, bounds.h, self->room / scale);
  cairo_destroy (cr);
  gtk_snapshot_append_node (snapshot, node);
}

static void
vt_legend_view_finalize (GObject *object)
{
  g_free (VT_LEGEND_VIEW (object)->words);
  G_OBJECT_CLASS (vt_legend_view_parent_class)->finalize (object);
}

static void
vt_legend_view_class_init (VtLegendViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vt_legend_view_finalize;
  widget_class->measure = vt_legend_view_measure;
  widget_class->snapshot = vt_legend_view_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vt_legend_view_init (VtLegendView *self)
{
  self->theme = &vt_theme_light;
  self->scale = 1.0;
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  vt_look_follow (GTK_WIDGET (self));
}

GtkWidget *
vt_legend_view_new (const VtScene *scene)
{
  VtLegendView *self = g_object_new (VT_TYPE_LEGEND_VIEW, NULL);

  self->scene = scene;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Legend"), -1);
  return GTK_WIDGET (self);
}

gboolean
vt_legend_view_set_room (VtLegendView *self, double beside, double all, double height)
{
  const double wanted = vt_look_text_scale (vt_look_get ());
  const VtRect size = vt_legend_paint (self->scene, NULL, self->theme, 0.0, 0.0, beside / wanted);
  const gboolean fits = size.w * wanted <= beside;
  const double most = MAX (1.0, MOST_HEIGHT * height / MAX (size.h, 1.0));
  const double room = fits ? beside : all, scale = MIN (MIN (wanted, most), all / MAX (size.w, 1.0));

  if (room == self->room && scale == self->scale)
    return fits;
  self->room = room;
  self->scale = scale;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  return fits;
}

gboolean
vt_legend_view_refresh (VtLegendView *self, const VtTheme *theme)
{
  g_autofree char *words = vt_legend_words (self->scene);

  if (theme == self->theme && g_strcmp0 (words, self->words) == 0)
    return FALSE;
  self->theme = theme;
  g_free (self->words);
  self->words = g_steal_pointer (&words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, self->words, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}
