/* Menus where one asks for them, and the sheet's actions: each is in a menu and has a key or stands in the main menu. */
#include "text.h"
#include "vt-sheet-private.h"

static guint
chosen_layer (VtSheet *self)
{
  vt_sheet_choose_focused (self);
  return vt_session_selected (self->session);
}

static void
find_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  vt_sheet_find (VT_SHEET (widget));
}

/* After the chosen layer; with none chosen, any layer in the middle of the view. */
static void
add_after_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VtSheet *self = VT_SHEET (widget);
  const guint layer = chosen_layer (self);
  double x, y;

  vt_sheet_middle (self, &x, &y);
  if (layer != 0)
    vt_sheet_offer_after (self, layer);
  else
    vt_sheet_offer_here (self, x, y);
}

static void
add_here_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VtSheet *self = VT_SHEET (widget);

  vt_sheet_offer_here (self, self->menu_x, self->menu_y);
}

static void
insert_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  vt_sheet_offer_insertion (VT_SHEET (widget));
}

static void
connect_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VtSheet *self = VT_SHEET (widget);
  const guint layer = chosen_layer (self);
  const VtSceneCard *card = vt_scene_card (self->scene, layer);

  if (card != NULL && card->plan->gives)
    vt_sheet_offer_targets (self, layer);
}

static void
unplug_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VtSheet *self = VT_SHEET (widget);
  const guint layer = chosen_layer (self);

  if (layer != 0)
    vt_sheet_unplug (self, layer);
}

static void
write_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VtSheet *self = VT_SHEET (widget);
  const guint *ids;
  guint n;

  vt_sheet_choose_focused (self);
  ids = vt_session_chosen (self->session, &n);
  if (n > 0)
    vt_sheet_write (self, ids[n - 1]);
}

/* Menus. */

typedef struct
{
  const char *text, *action;
} Entry;

static const Entry of_layer[] = { { N_ ("Add a layer after…"), "sheet.add-after" },
                                  { N_ ("Connect to…"), "sheet.connect" },
                                  { N_ ("Disconnect its input"), "sheet.unplug" },
                                  { N_ ("Rename…"), "sheet.write" } };
static const Entry of_inner[] = { { N_ ("Rename…"), "sheet.write" },
                                  { N_ ("Take out"), "sheet.delete" },
                                  { N_ ("Fold the group"), "sheet.open-group" } };
static const Entry of_note[] = { { N_ ("Edit note…"), "sheet.write" } };
static const Entry of_wire[] = { { N_ ("Insert a layer…"), "sheet.insert" }, { N_ ("Remove wire"), "sheet.delete" } };
static const Entry of_group[] = { { N_ ("Open or fold the group"), "sheet.open-group" },
                                  { N_ ("Look at the next repetition"), "sheet.next-repetition" },
                                  { N_ ("Look at the repetition before"), "sheet.repetition-before" },
                                  { N_ ("Take the group apart"), "sheet.take-apart" } };
static const Entry of_alone[] = { { N_ ("Make it a group"), "sheet.make-group" } };
static const Entry of_several[] = { { N_ ("Align…"), "sheet.align" }, { N_ ("Make a group"), "sheet.make-group" } };
static const Entry of_items[] = { { N_ ("Cut"), "sheet.cut" },
                                  { N_ ("Copy"), "sheet.copy" },
                                  { N_ ("Duplicate"), "sheet.duplicate" },
                                  { N_ ("Delete"), "sheet.delete" } };
static const Entry of_ground[] = { { N_ ("Add a layer here…"), "sheet.add-here" },
                                   { N_ ("Add a note"), "sheet.add-note-here" },
                                   { N_ ("Add an arrow"), "sheet.add-arrow-here" } };
static const Entry of_sheet[] = { { N_ ("Paste"), "sheet.paste" },
                                  { N_ ("Choose all"), "sheet.choose-all" },
                                  { N_ ("Arrange the cards"), "sheet.arrange" },
                                  { N_ ("Show the whole network"), "sheet.fit" } };

static void
add_section (GMenu *menu, const Entry *entries, guint n)
{
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0; i < n; i++)
    g_menu_append (section, nn_text (entries[i].text), entries[i].action);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
fill_for_items (VtSheet *self, GMenu *menu, guint id, guint n)
{
  const NnMark *mark = nn_network_mark (vt_session_network (self->session), id);

  if (nn_is_inner (id))
    {
      add_section (menu, of_inner, G_N_ELEMENTS (of_inner));
      return;
    }
  if (n > 1)
    add_section (menu, of_several, G_N_ELEMENTS (of_several));
  else if (mark == NULL)
    {
      add_section (menu, of_layer, G_N_ELEMENTS (of_layer));
      if (nn_layer_inside (nn_network_layer (vt_session_network (self->session), id)) != NULL)
        add_section (menu, of_group, G_N_ELEMENTS (of_group));
      else if (nn_network_can_group (vt_session_network (self->session), &id, 1))
        add_section (menu, of_alone, G_N_ELEMENTS (of_alone));
    }
  else if (mark->kind == NN_MARK_NOTE)
    add_section (menu, of_note, G_N_ELEMENTS (of_note));
  add_section (menu, of_items, G_N_ELEMENTS (of_items));
}

static void
open_menu (VtSheet *self, const VtRect *at)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *popover;
  guint n;
  const guint *ids = vt_session_chosen (self->session, &n);

  if (self->chosen_to != 0)
    add_section (menu, of_wire, G_N_ELEMENTS (of_wire));
  else if (n > 0)
    fill_for_items (self, menu, ids[n - 1], n);
  else
    {
      add_section (menu, of_ground, G_N_ELEMENTS (of_ground));
      add_section (menu, of_sheet, G_N_ELEMENTS (of_sheet));
    }
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Menu of the sheet"), -1);
  vt_sheet_open_menu (self, popover, at);
}

void
vt_sheet_open_menu_at (VtSheet *self, double x, double y)
{
  vt_sheet_to_scene (self, x, y, &self->menu_x, &self->menu_y);
  open_menu (self, &(VtRect) { x, y, 1.0, 1.0 });
}

/* By key: at what is chosen, or in the middle of the view. */
static void
menu_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VtSheet *self = VT_SHEET (widget);
  VtRect rect, place;
  const guint *ids;
  guint n;

  vt_sheet_choose_focused (self);
  ids = vt_session_chosen (self->session, &n);
  vt_sheet_middle (self, &self->menu_x, &self->menu_y);
  rect = (VtRect) { self->menu_x, self->menu_y, 1.0, 1.0 };
  if (n > 0)
    vt_scene_place (self->scene, ids[n - 1], &rect);
  place = vt_sheet_to_widget (self, &rect);
  open_menu (self, &place);
}

void
vt_sheet_install_context (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *action;
    void (*run) (GtkWidget *widget, const char *action, GVariant *parameter);
    guint key;                 /* 0: none of its own */
    GdkModifierType modifiers;
  } rows[] = {
    { "sheet.find", find_cb, 0, 0 },
    { "sheet.add-after", add_after_cb, GDK_KEY_a, 0 },
    { "sheet.add-here", add_here_cb, 0, 0 },
    { "sheet.insert", insert_cb, 0, 0 },
    { "sheet.connect", connect_cb, GDK_KEY_c, 0 },
    { "sheet.unplug", unplug_cb, GDK_KEY_d, 0 },
    { "sheet.write", write_cb, GDK_KEY_F2, 0 },
    { "sheet.menu", menu_cb, GDK_KEY_Menu, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gtk_widget_class_install_action (widget_class, rows[i].action, NULL, rows[i].run);
      if (rows[i].key != 0)
        gtk_widget_class_add_binding_action (widget_class, rows[i].key, rows[i].modifiers, rows[i].action, NULL);
    }
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "sheet.menu", NULL);
}
