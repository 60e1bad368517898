#include "vt-columns.h"

#include "text.h"
#include "vt-column.h"

typedef struct
{
  GtkWidget *widget;    /* owned; a VtColumn */
  gboolean is_allowed;
  gboolean is_wanted;   /* where there is room for it */
  gboolean is_folded;   /* there is none: it is no column of its own */
  gboolean is_asked;    /* and somebody wants to see it all the same */
} Side;

struct _VtColumns
{
  GtkWidget parent_instance;

  GtkWidget *outer;     /* the only child: the left column, and … */
  GtkWidget *inner;     /* … the middle with the right one */
  GtkOverlay *middle;
  Side side[VT_N_SIDES];
  int width;            /* as last allocated */
  guint settle;         /* idle; 0: all is as it should be */
};

G_DEFINE_FINAL_TYPE (VtColumns, vt_columns, GTK_TYPE_WIDGET)

static guint changed_signal;

/* Asked for where it is not shown, too: GTK measures that as nothing. */
static int
width_of (const Side *side)
{
  return side->is_allowed && side->is_wanted ? vt_column_width (VT_COLUMN (side->widget)) : 0;
}

static void
set_child (VtColumns *self, VtSide side, GtkWidget *child)
{
  if (side == VT_SIDE_LEFT)
    gtk_paned_set_start_child (GTK_PANED (self->outer), child);
  else
    gtk_paned_set_end_child (GTK_PANED (self->inner), child);
}

/* From its column to over the sheet, or back. */
static void
fold (VtColumns *self, VtSide which, gboolean folded)
{
  Side *side = &self->side[which];

  side->is_folded = folded;
  side->is_asked = FALSE;
  if (folded)
    {
      set_child (self, which, NULL);
      gtk_widget_set_halign (side->widget, which == VT_SIDE_LEFT ? GTK_ALIGN_START : GTK_ALIGN_END);
      gtk_widget_add_css_class (side->widget, "over-sheet");
      gtk_overlay_add_overlay (self->middle, side->widget);
      return;
    }
  gtk_overlay_remove_overlay (self->middle, side->widget);
  gtk_widget_set_halign (side->widget, GTK_ALIGN_FILL);
  gtk_widget_remove_css_class (side->widget, "over-sheet");
  set_child (self, which, side->widget);
}

static void
show_sides (VtColumns *self)
{
  for (VtSide which = 0; which < VT_N_SIDES; which++)
    gtk_widget_set_visible (self->side[which].widget, vt_columns_is_shown (self, which));
  g_signal_emit (self, changed_signal, 0);
}

/* The palette goes first: its layers can be had from menus, too. Returns whether anything changed. */
static gboolean
settle (VtColumns *self)
{
  const int left = width_of (&self->side[VT_SIDE_LEFT]), right = width_of (&self->side[VT_SIDE_RIGHT]);
  const gboolean folded[VT_N_SIDES] = {
    [VT_SIDE_LEFT] = self->width < 2 * (left + right),
    [VT_SIDE_RIGHT] = self->width < 2 * right,
  };
  gboolean changed = FALSE;

  for (VtSide which = 0; which < VT_N_SIDES; which++)
    if (self->width > 0 && folded[which] != self->side[which].is_folded)
      {
        fold (self, which, folded[which]);
        changed = TRUE;
      }
  return changed;
}

static gboolean
settle_cb (gpointer data)
{
  VtColumns *self = data;

  self->settle = 0;
  if (settle (self))
    show_sides (self);
  return G_SOURCE_REMOVE;
}

static void
put_away (VtColumns *self)
{
  for (VtSide which = 0; which < VT_N_SIDES; which++)
    if (self->side[which].is_folded)
      vt_columns_show (self, which, FALSE);
}

static gboolean
key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, VtColumns *self)
{
  GtkWidget *side = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (keys));

  if (key != GDK_KEY_Escape || !gtk_widget_has_css_class (side, "over-sheet"))
    return GDK_EVENT_PROPAGATE;
  put_away (self);
  gtk_widget_grab_focus (gtk_overlay_get_child (self->middle));
  return GDK_EVENT_STOP;
}

static void
vt_columns_measure (GtkWidget *widget, GtkOrientation way, int for_size, int *least, int *natural, int *least_baseline,
                    int *natural_baseline)
{
  gtk_widget_measure (VT_COLUMNS (widget)->outer, way, for_size, least, natural, NULL, NULL);
}

/* No widget may come or go while sizes are given out. */
static void
vt_columns_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VtColumns *self = VT_COLUMNS (widget);

  gtk_widget_allocate (self->outer, width, height, baseline, NULL);
  self->width = width;
  if (self->settle == 0)
    self->settle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, settle_cb, self, NULL);
}

static void
vt_columns_dispose (GObject *object)
{
  VtColumns *self = VT_COLUMNS (object);

  g_clear_handle_id (&self->settle, g_source_remove);
  g_clear_pointer (&self->outer, gtk_widget_unparent);
  for (VtSide which = 0; which < VT_N_SIDES; which++)
    g_clear_object (&self->side[which].widget);
  G_OBJECT_CLASS (vt_columns_parent_class)->dispose (object);
}

static void
vt_columns_class_init (VtColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_columns_dispose;
  widget_class->measure = vt_columns_measure;
  widget_class->size_allocate = vt_columns_size_allocate;
  changed_signal = g_signal_new ("changed", VT_TYPE_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vt_columns_init (VtColumns *self)
{
}

static void
add_side (VtColumns *self, VtSide which, GtkWidget *widget)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->side[which] = (Side) { .widget = g_object_ref (widget), .is_allowed = TRUE, .is_wanted = TRUE };
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);   /* before an entry has use for Escape */
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (widget, keys);
}

GtkWidget *
vt_columns_new (GtkWidget *left, GtkOverlay *middle, GtkWidget *right)
{
  VtColumns *self = g_object_new (VT_TYPE_COLUMNS, NULL);
  GtkGesture *press = gtk_gesture_click_new ();

  self->middle = middle;
  add_side (self, VT_SIDE_LEFT, left);
  add_side (self, VT_SIDE_RIGHT, right);
  self->inner = vt_paned_new (GTK_ORIENTATION_HORIZONTAL, GTK_WIDGET (middle), right, TRUE, _ ("Width of the inspector"));
  self->outer = vt_paned_new (GTK_ORIENTATION_HORIZONTAL, left, self->inner, FALSE, _ ("Width of the palette"));
  gtk_widget_set_parent (self->outer, GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (press, "pressed", G_CALLBACK (put_away), self);
  gtk_widget_add_controller (gtk_overlay_get_child (middle), GTK_EVENT_CONTROLLER (press));
  return GTK_WIDGET (self);
}

void
vt_columns_allow (VtColumns *self, VtSide side, gboolean allowed)
{
  if (allowed == self->side[side].is_allowed)
    return;
  self->side[side].is_allowed = allowed;
  settle (self);
  show_sides (self);
}

void
vt_columns_show (VtColumns *self, VtSide which, gboolean shown)
{
  Side *side = &self->side[which];

  if (shown == vt_columns_is_shown (self, which))
    return;
  side->is_wanted = shown || (side->is_folded && side->is_wanted);   /* put away over the sheet, it comes back with the room */
  settle (self);
  side->is_asked = shown && side->is_folded;
  show_sides (self);
}

gboolean
vt_columns_is_folded (VtColumns *self, VtSide side)
{
  return self->side[side].is_folded && self->side[side].is_allowed;
}

gboolean
vt_columns_is_shown (VtColumns *self, VtSide side)
{
  return self->side[side].is_allowed && (self->side[side].is_folded ? self->side[side].is_asked : self->side[side].is_wanted);
}

GtkWidget *
vt_paned_new (GtkOrientation way, GtkWidget *start, GtkWidget *end, gboolean start_grows, const char *name)
{
  GtkWidget *paned = gtk_paned_new (way);

  gtk_paned_set_start_child (GTK_PANED (paned), start);
  gtk_paned_set_end_child (GTK_PANED (paned), end);
  gtk_paned_set_resize_start_child (GTK_PANED (paned), start_grows);
  gtk_paned_set_resize_end_child (GTK_PANED (paned), !start_grows);
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (paned), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return paned;
}
