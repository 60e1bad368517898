/* The pinned card of one weight: what the next step makes of it, and an entry for another value. */
#include "vt-sheet-hover.h"

#include <math.h>

#include "text.h"
#include "vt-scene-cells.h"
#include "vt-why-view.h"

#define OFF_X 18.0   /* of the pointer */
#define OFF_Y 14.0
#define MARGIN 14.0

static void
set_label (GtkWidget *label, const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_visible (label, *text != '\0');
}

void
vt_sheet_unpin (VtSheet *self)
{
  VtSheetHover *hover = self->hover;

  if (hover->pinned.about == NN_WHY_NOTHING)
    return;
  hover->pinned = (NnQuestion) { 0 };
  gtk_widget_set_visible (hover->nudge, FALSE);
  vt_sheet_want_why (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  gtk_widget_grab_focus (hover->by_keys ? hover->cursor : GTK_WIDGET (self));
}

gboolean
vt_sheet_close_nudge (VtSheet *self)
{
  if (self->hover->pinned.about == NN_WHY_NOTHING)
    return FALSE;
  vt_sheet_unpin (self);
  return TRUE;
}

static void
pin (VtSheet *self, const NnQuestion *question)
{
  VtSheetHover *hover = self->hover;

  hover->pinned = *question;
  gtk_editable_set_text (GTK_EDITABLE (hover->entry), "");
  gtk_widget_remove_css_class (hover->entry, "error");
  gtk_widget_set_visible (hover->nudge, TRUE);
  vt_sheet_want_why (self);
  vt_sheet_take_nudge (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vt_sheet_pin (VtSheet *self, guint layer, const char *role, gsize index, double x, double y)
{
  self->hover->pin_x = x;
  self->hover->pin_y = y;
  pin (self, &(NnQuestion) { NN_WHY_NUDGE, layer, role, index });
}

/* Over the weights of a neuron or filter comes its bias, then the next one. */
static void
step_weight (VtSheet *self, int by)
{
  const NnQuestion *pinned = &self->hover->pinned;
  const NnWhy *nudge = &vt_session_frame (self->session)->nudge;
  const NnWhyWeightAt *to = by > 0 ? &nudge->weight.next : &nudge->weight.previous;

  if (nn_question_equal (&nudge->question, pinned) && to->role != NULL)
    pin (self, &(NnQuestion) { NN_WHY_NUDGE, pinned->layer, to->role, to->index });
}

static char *
foot_of (const NnWhy *why)
{
  g_autofree char *count = vt_count (why->nudge.examples), *batches = vt_count (why->nudge.batches), *left = NULL;

  if (why->nudge.examples == 0)
    return g_strdup ("");
  left = vt_count (why->nudge.to_come);
  if (why->nudge.batches > 1)
    return g_strdup_printf (_ ("The gradient is the mean over the %s batches that make one nudge; %s of them are to come."), batches, left);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The gradient is of the next step’s %s example.",
                                       "The gradient is the mean over the next step’s %s examples.", why->nudge.examples),
                          count);
}

void
vt_sheet_take_nudge (VtSheet *self)
{
  VtSheetHover *hover = self->hover;
  const NnWhy *nudge = &vt_session_frame (self->session)->nudge;
  g_autofree char *foot = NULL, *all = NULL, *name = NULL;

  if (hover->pinned.about == NN_WHY_NOTHING || !nn_question_equal (&nudge->question, &hover->pinned))
    return;
  foot = foot_of (nudge);
  name = vt_sheet_weight_name (self, nudge);
  set_label (hover->nudge_title, name);
  vt_why_view_show (VT_WHY_VIEW (hover->nudge_view), nudge, vt_sheet_name_source, self);
  if (!gtk_widget_has_css_class (hover->entry, "error"))   /* what is wrong with the number typed stays to be read */
    set_label (hover->nudge_foot, foot);
  all = g_strdup_printf ("%s: %s. %s", gtk_label_get_text (GTK_LABEL (hover->nudge_title)),
                         vt_why_view_words (VT_WHY_VIEW (hover->nudge_view)), foot);
  gtk_accessible_update_property (GTK_ACCESSIBLE (hover->nudge), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, all, -1);
}

void
vt_sheet_allocate_nudge (VtSheet *self, int width, int height)
{
  VtSheetHover *hover = self->hover;
  GtkRequisition size;
  double x, y;

  if (!gtk_widget_get_visible (hover->nudge))
    return;
  vt_why_view_set_most_width (VT_WHY_VIEW (hover->nudge_view), width - 2.0 * MARGIN - VT_WHY_MARGINS);
  gtk_widget_get_preferred_size (hover->nudge, NULL, &size);
  x = CLAMP (hover->pin_x + OFF_X, MARGIN, MAX (MARGIN, width - size.width - MARGIN));
  y = CLAMP (hover->pin_y + OFF_Y, MARGIN, MAX (MARGIN, height - size.height - MARGIN));
  hover->nudge_x = x;
  hover->nudge_y = y;
  gtk_widget_allocate (hover->nudge, size.width, MIN (size.height, MAX (height - 2 * (int) MARGIN, 1)), -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) x, (float) y)));
}

/* What was typed becomes an edit; what is no number says so and stays. */
static void
set_cb (VtSheet *self)
{
  VtSheetHover *hover = self->hover;
  const NnWhy *nudge = &vt_session_frame (self->session)->nudge;
  double value;

  if (hover->pinned.about == NN_WHY_NOTHING || !nn_question_equal (&nudge->question, &hover->pinned))
    return;
  if (!vt_number_parse (gtk_editable_get_text (GTK_EDITABLE (hover->entry)), &value) || !isfinite ((float) value))
    {
      gtk_widget_add_css_class (hover->entry, "error");
      set_label (hover->nudge_foot, _ ("A weight must be a number: type one like 0.5 or −2."));
      return;
    }
  gtk_widget_remove_css_class (hover->entry, "error");
  vt_session_seal (self->session);
  vt_sheet_edit (self, nn_edit_set_weight (hover->pinned.layer, hover->pinned.role, hover->pinned.index,
                                           (float) nudge->old, (float) value));
  vt_session_seal (self->session);
  gtk_editable_set_text (GTK_EDITABLE (hover->entry), "");
}

static void
previous_cb (VtSheet *self)
{
  step_weight (self, -1);
}

static void
next_cb (VtSheet *self)
{
  step_weight (self, 1);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, VtSheet *self)
{
  if (key == GDK_KEY_Escape)
    vt_sheet_unpin (self);
  else if (key == GDK_KEY_Up)
    step_weight (self, -1);
  else if (key == GDK_KEY_Down)
    step_weight (self, 1);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static GtkWidget *
make_button (VtSheet *self, const char *icon, const char *name, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

static GtkWidget *
make_row (VtSheet *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *set = gtk_button_new_with_label (_ ("Set"));

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Another value"));
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 10);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("New value"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (set), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Set weight"), -1);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (set_cb), self);
  g_signal_connect_swapped (set, "clicked", G_CALLBACK (set_cb), self);
  gtk_box_append (GTK_BOX (row), entry);
  gtk_box_append (GTK_BOX (row), set);
  gtk_box_append (GTK_BOX (row), make_button (self, "go-up-symbolic", _ ("Previous weight"), G_CALLBACK (previous_cb)));
  gtk_box_append (GTK_BOX (row), make_button (self, "go-down-symbolic", _ ("Next weight"), G_CALLBACK (next_cb)));
  self->hover->entry = entry;
  return row;
}

/* In a low sheet, or with large text, the arithmetic scrolls between the card's title and its field. */
static void
scroll (GtkWidget *view)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *box = gtk_widget_get_parent (view);
  GtkWidget *before = gtk_widget_get_prev_sibling (view);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  g_object_ref (view);
  gtk_box_remove (GTK_BOX (box), view);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  g_object_unref (view);
  gtk_box_insert_child_after (GTK_BOX (box), scroller, before);
}

void
vt_sheet_add_nudge (VtSheet *self)
{
  VtSheetHover *hover = self->hover;
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *title, *row = make_row (self), *box, *head, *close;

  hover->nudge = vt_sheet_make_card (_ ("The next nudge to this weight"), &title, &hover->nudge_title, &hover->nudge_view,
                                     &hover->nudge_foot);
  close = make_button (self, "window-close-symbolic", _ ("Close this card"), G_CALLBACK (vt_sheet_unpin));
  box = gtk_widget_get_parent (title);
  head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_object_ref (title);
  gtk_box_remove (GTK_BOX (box), title);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), close);
  g_object_unref (title);
  gtk_box_prepend (GTK_BOX (box), head);
  gtk_widget_set_margin_top (row, 8);
  gtk_box_append (GTK_BOX (box), row);
  scroll (hover->nudge_view);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (hover->nudge, keys);
  gtk_widget_set_visible (hover->nudge, FALSE);
  gtk_widget_set_parent (hover->nudge, GTK_WIDGET (self));
}
