#include "vt-mark.h"

#include <math.h>

#include "text.h"
#include "vt-mark-paint.h"
#include "vt-node.h"

struct _VtMark
{
  VtItem parent_instance;

  /* Borrowed. */
  const VtSceneMark *mark;
  const VtTheme *theme;

  GskRenderNode *node;   /* owned: drawn once, kept until something it shows changes; NULL: to be drawn */
  double zoom;
};

G_DEFINE_FINAL_TYPE (VtMark, vt_mark, VT_TYPE_ITEM)

/* In the widget's coordinates: its top left is that of the mark's rect. */
static GskRenderNode *
draw (VtMark *self)
{
  const VtRect *rect = &self->mark->rect;
  const VtRect bounds = { -VT_MARK_REACH, -VT_MARK_REACH, rect->w + 2.0 * VT_MARK_REACH, rect->h + 2.0 * VT_MARK_REACH };
  VtNodePicture picture;
  cairo_t *cr =
      vt_node_begin_picture (&picture, &bounds, self->zoom, gtk_widget_get_scale_factor (GTK_WIDGET (self)), NULL);

  cairo_translate (cr, -rect->x, -rect->y);
  vt_paint_mark (cr, self->theme, self->mark);
  if (vt_item_is_chosen (VT_ITEM (self)))
    vt_paint_mark_ring (cr, self->theme, self->mark, FALSE);
  else if (gtk_widget_has_visible_focus (GTK_WIDGET (self)))
    vt_paint_mark_ring (cr, self->theme, self->mark, TRUE);
  return vt_node_end_picture (&picture, cr);
}

static void
vt_mark_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VtMark *self = VT_MARK (widget);

  if (self->mark == NULL)
    return;
  if (self->node == NULL)
    self->node = draw (self);
  vt_node_append (snapshot, self->node);
}

/* "Note: what it says", so that a screen reader reads it at once. */
static void
vt_mark_describe (VtItem *item)
{
  VtMark *self = VT_MARK (item);
  const VtSceneMark *mark = self->mark;
  g_autofree char *name = NULL, *words = NULL;

  if (mark->kind == NN_MARK_NOTE)
    {
      name = g_strdup_printf (_ ("Note: %s"), mark->text);
      words = g_strdup_printf (_ ("at %.0f, %.0f"), mark->rect.x, mark->rect.y);
    }
  else
    {
      name = g_strdup (_ ("Arrow"));
      words = g_strdup_printf (_ ("from %.0f, %.0f to %.0f, %.0f"), mark->x0, mark->y0, mark->x1, mark->y1);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static void
vt_mark_redraw (VtItem *item)
{
  VtMark *self = VT_MARK (item);

  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
vt_mark_dispose (GObject *object)
{
  VtMark *self = VT_MARK (object);

  g_clear_pointer (&self->node, gsk_render_node_unref);
  self->mark = NULL;
  G_OBJECT_CLASS (vt_mark_parent_class)->dispose (object);
}

static void
vt_mark_class_init (VtMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_mark_dispose;
  VT_ITEM_CLASS (klass)->redraw = vt_mark_redraw;
  VT_ITEM_CLASS (klass)->describe = vt_mark_describe;
  widget_class->snapshot = vt_mark_snapshot;
}

static void
vt_mark_init (VtMark *self)
{
  self->theme = &vt_theme_light;
  self->zoom = 1.0;
}

GtkWidget *
vt_mark_new (const VtSceneMark *mark)
{
  VtMark *self = g_object_new (VT_TYPE_MARK, NULL);

  self->mark = mark;
  vt_item_set_id (VT_ITEM (self), mark->id);
  return GTK_WIDGET (self);
}

void
vt_mark_refresh (VtMark *self, const VtSceneMark *mark, const VtTheme *theme, double zoom)
{
  self->mark = mark;
  self->theme = theme;
  self->zoom = zoom;
  vt_mark_describe (VT_ITEM (self));
  vt_mark_redraw (VT_ITEM (self));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
vt_mark_set_zoom (VtMark *self, double zoom)
{
  self->zoom = zoom;
  vt_mark_redraw (VT_ITEM (self));
}
