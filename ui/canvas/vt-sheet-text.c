/* Writing on the sheet: a card's name and a note's text, each in a popover where it stands. What is written counts when the popover
 * closes, unless Escape closed it. */
#include <math.h>

#include "bounds.h"
#include "seat.h"
#include "text.h"
#include "vt-sheet-private.h"

#define NOTE_WIDTH 220.0
#define SNAP 4.0

/* Names. */

static void
rename_cb (GtkEntry *entry, VtSheet *self)
{
  g_auto (NnSeat) seat = { 0 };
  const NnLayer *layer = nn_seat_find (vt_session_network (self->session), self->menu_layer, &seat) ? seat.layer : NULL;
  g_autofree char *label = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  gtk_popover_popdown (GTK_POPOVER (self->menu));
  if (layer != NULL && *label != '\0' && !g_str_equal (label, layer->label))
    vt_sheet_edit (self, nn_seat_edit (&seat, nn_edit_rename (layer->id, label)));
  vt_sheet_focus_item (self, self->menu_layer);
}

static void
rename_layer (VtSheet *self, guint id, const NnLayer *layer)
{
  GtkWidget *popover = gtk_popover_new (), *entry = gtk_entry_new ();
  VtRect rect = { 0 }, place;

  vt_scene_place (self->scene, id, &rect);
  rect.h = MIN (rect.h, 38.0);   /* its head */
  place = vt_sheet_to_widget (self, &rect);
  gtk_editable_set_text (GTK_EDITABLE (entry), layer->label);
  gtk_entry_set_max_length (GTK_ENTRY (entry), NN_LONGEST_NAME);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name of the layer"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Rename"), -1);
  g_signal_connect (entry, "activate", G_CALLBACK (rename_cb), self);
  gtk_popover_set_child (GTK_POPOVER (popover), entry);
  self->menu_layer = id;
  vt_sheet_open_menu (self, popover, &place);
  gtk_widget_grab_focus (entry);
}

/* Notes. */

static char *
text_of (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  return g_strdup (g_strchomp (text));
}

/* A new note exists only once something is written on it. */
static void
take_text (VtSheet *self, const char *text)
{
  const NnNetwork *network = vt_session_network (self->session);
  const NnMark *old = nn_network_mark (network, self->menu_layer);
  NnMark mark = {
    .id = nn_network_next_id (network),
    .kind = NN_MARK_NOTE,
    .x = self->menu_x,
    .y = self->menu_y,
    .w = NOTE_WIDTH,
  };

  if (old != NULL)
    mark = *old;
  mark.text = (char *) text;
  if (old != NULL && !g_str_equal (old->text, text))
    vt_sheet_edit (self, nn_edit_set_mark (&mark));
  else if (old == NULL && *text != '\0' && vt_sheet_edit (self, nn_edit_add_mark (&mark)))
    vt_sheet_choose (self, mark.id);
  vt_sheet_focus_item (self, mark.id);
}

static void
note_closed_cb (GtkPopover *popover, VtSheet *self)
{
  g_autofree char *text = NULL;

  if (g_object_get_data (G_OBJECT (popover), "given-up") != NULL)
    return;
  text = text_of (g_object_get_data (G_OBJECT (popover), "view"));
  take_text (self, text);
}

/* Control with Enter is done; Enter alone is a new line. */
static gboolean
note_key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, GtkPopover *popover)
{
  const gboolean done = (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && (state & GDK_CONTROL_MASK) != 0;

  if (!done && key != GDK_KEY_Escape)
    return FALSE;
  g_object_set_data (G_OBJECT (popover), "given-up", done ? NULL : GINT_TO_POINTER (1));
  gtk_popover_popdown (popover);
  return TRUE;
}

static GtkWidget *
make_note_view (GtkWidget *popover, const char *text)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  g_object_set (view, "top-margin", 8, "bottom-margin", 8, "left-margin", 8, "right-margin", 8, NULL);
  gtk_widget_set_size_request (view, (int) NOTE_WIDTH + 20, 90);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Text of the note"), -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (note_key_cb), popover);
  gtk_widget_add_controller (view, keys);
  return view;
}

/* mark NULL: a new note, at the menu's place. */
static void
write_note (VtSheet *self, const NnMark *mark)
{
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *view = make_note_view (popover, mark != NULL ? mark->text : "");
  GtkWidget *hint = vt_floating_label (_ ("Escape gives up, Ctrl+Enter is done"), 12.0, 400, TRUE, 0);
  VtRect rect = { self->menu_x, self->menu_y, 1.0, 1.0 }, place;

  if (mark != NULL)
    vt_scene_place (self->scene, mark->id, &rect);
  place = vt_sheet_to_widget (self, &rect);
  gtk_box_append (GTK_BOX (box), view);
  gtk_box_append (GTK_BOX (box), hint);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Note"), -1);
  g_object_set_data (G_OBJECT (popover), "view", view);
  self->menu_layer = mark != NULL ? mark->id : 0;
  vt_sheet_open_menu (self, popover, &place);
  g_signal_connect (popover, "closed", G_CALLBACK (note_closed_cb), self);
  gtk_widget_grab_focus (view);
}

void
vt_sheet_write (VtSheet *self, guint id)
{
  const NnMark *mark = nn_network_mark (vt_session_network (self->session), id);
  g_auto (NnSeat) seat = { 0 };

  if (nn_seat_find (vt_session_network (self->session), id, &seat))
    rename_layer (self, id, seat.layer);
  else if (mark != NULL && mark->kind == NN_MARK_NOTE)
    write_note (self, mark);
}

void
vt_sheet_write_new_note (VtSheet *self, double scene_x, double scene_y)
{
  self->menu_x = round (scene_x / SNAP) * SNAP;
  self->menu_y = round (scene_y / SNAP) * SNAP;
  write_note (self, NULL);
}
