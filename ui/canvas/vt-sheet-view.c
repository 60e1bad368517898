/* Where the sheet lies and how large it is seen. */
#include <math.h>

#include "text.h"
#include "vt-aloud.h"
#include "vt-look.h"
#include "vt-sheet-private.h"

#define ZOOM_LEAST 0.2
#define ZOOM_MOST 4.0
#define ZOOM_STEP 1.2

/* A network of more cards is stretched while it is zoomed, and drawn anew when that has settled, some of it a frame. */
#define FEW 16
#define SETTLE 120000        /* microseconds */

/* Kept free around a network that is fitted: at the bottom for legend and zoom. */
#define MARGIN_X 24.0
#define MARGIN_TOP 12.0
#define MARGIN_BOTTOM 56.0
/* A card of eight neurons is so high, and the first card lies so far from the sheet's corner; at 100 %. */
#define LARGE_CARD 472.0
#define SHEET_EDGE 24.0
/* A lower sheet has no room for the minimap. */
#define MAP_NEEDS 300
/* The room that a new note takes, and what is kept free around it. */
#define FREE_WIDTH 240.0
#define FREE_HEIGHT 64.0
#define FREE_EDGE 10.0

void
vt_sheet_to_scene (VtSheet *self, double x, double y, double *scene_x, double *scene_y)
{
  *scene_x = (x - self->x) / self->zoom;
  *scene_y = (y - self->y) / self->zoom;
}

VtRect
vt_sheet_to_widget (VtSheet *self, const VtRect *rect)
{
  return (VtRect) { self->x + rect->x * self->zoom, self->y + rect->y * self->zoom, rect->w * self->zoom,
                    rect->h * self->zoom };
}

double
vt_sheet_zoom (VtSheet *self)
{
  return self->zoom;
}

static void
show_zoom (VtSheet *self)
{
  g_autofree char *text = vt_percent (self->zoom / self->text_scale, 0);

  gtk_label_set_text (GTK_LABEL (self->zoom_label), text);
}

void
vt_sheet_pan_to (VtSheet *self, double x, double y)
{
  /* Whole pixels, so that tiles stay sharp. */
  self->x = round (x);
  self->y = round (y);
  g_clear_pointer (&self->background, gsk_render_node_unref);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
vt_sheet_is_small (VtSheet *self)
{
  return self->scene->cards->len <= FEW;
}

gboolean
vt_sheet_is_zooming (VtSheet *self)
{
  return g_get_monotonic_time () - self->zoomed_at < SETTLE;
}

void
vt_sheet_end_zoom (VtSheet *self)
{
  self->zoomed_at = 0;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static gboolean
sharpen_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  VtSheet *self = VT_SHEET (widget);

  if (vt_sheet_is_zooming (self))
    return G_SOURCE_CONTINUE;
  if (!vt_sheet_is_placed (self))
    gtk_widget_queue_allocate (widget);
  if (self->is_unsharp)
    {
      g_clear_pointer (&self->background, gsk_render_node_unref);
      gtk_widget_queue_draw (widget);
      return G_SOURCE_CONTINUE;
    }
  self->sharpen = 0;
  return G_SOURCE_REMOVE;
}

void
vt_sheet_sharpen (VtSheet *self)
{
  if (self->sharpen == 0)
    self->sharpen = gtk_widget_add_tick_callback (GTK_WIDGET (self), sharpen_cb, NULL, NULL);
}

gboolean
vt_sheet_is_placed (VtSheet *self)
{
  return self->placed.zoom == self->zoom && self->placed.x == self->x && self->placed.y == self->y;
}

void
vt_sheet_place (VtSheet *self)
{
  const gboolean is_zoomed = self->placed.zoom != self->zoom;

  self->placed = (VtOutlook) { self->zoom, self->x, self->y };
  self->just_placed |= is_zoomed;
  for (guint i = 0; i < self->scene->cards->len && is_zoomed; i++)
    {
      const VtSceneCard *card = g_ptr_array_index (self->scene->cards, i);

      vt_card_set_zoom (vt_sheet_card (self, card->layer), self->zoom);
    }
  for (guint i = 0; i < self->scene->marks->len && is_zoomed; i++)
    {
      const VtSceneMark *mark = g_ptr_array_index (self->scene->marks, i);

      vt_mark_set_zoom (VT_MARK (vt_sheet_item (self, mark->id)), self->zoom);
    }
}

static void
set_zoom (VtSheet *self, double zoom)
{
  if (zoom == self->zoom)
    return;
  self->zoom = zoom;
  if (vt_sheet_is_small (self))
    vt_sheet_drop_nodes (self);
  else
    self->zoomed_at = g_get_monotonic_time ();
  show_zoom (self);
}

void
vt_sheet_zoom_at (VtSheet *self, double zoom, double x, double y)
{
  double scene_x, scene_y;

  vt_sheet_to_scene (self, x, y, &scene_x, &scene_y);
  zoom = CLAMP (zoom, ZOOM_LEAST, ZOOM_MOST * MAX (self->text_scale, 1.0));
  /* Close to 100 % is 100 %, where tiles have a pixel for each number. */
  if (fabs (zoom / self->text_scale - 1.0) < 0.04)
    zoom = self->text_scale;
  set_zoom (self, zoom);
  vt_sheet_pan_to (self, x - scene_x * zoom, y - scene_y * zoom);
}

void
vt_sheet_zoom_by (VtSheet *self, double factor)
{
  vt_sheet_zoom_at (self, self->zoom * factor, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                    gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

/* The zoom at which it is in view, 100 % at most. */
static double
zoom_to_fit (VtSheet *self, const VtRect *bounds, double width, double height)
{
  const double zoom = MIN ((width - 2.0 * MARGIN_X) / MAX (bounds->w, 1.0),
                           (height - MARGIN_TOP - MARGIN_BOTTOM) / MAX (bounds->h, 1.0));

  return CLAMP (zoom, ZOOM_LEAST, self->text_scale);
}

/* From the middle, or from the beginning where it does not fit. */
static double
place_in (double size, double room, double margin)
{
  return size <= room ? margin + (room - size) / 2.0 : margin;
}

VtOutlook
vt_sheet_outlook_of (VtSheet *self, const VtRect *rect, double least)
{
  const double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  const double zoom = MAX (zoom_to_fit (self, rect, width, height), least);

  return (VtOutlook) {
    .zoom = zoom,
    .x = place_in (rect->w * zoom, width - 2.0 * MARGIN_X, MARGIN_X) - rect->x * zoom,
    .y = place_in (rect->h * zoom, height - MARGIN_TOP - MARGIN_BOTTOM, MARGIN_TOP) - rect->y * zoom,
  };
}

void
vt_sheet_set_outlook (VtSheet *self, const VtOutlook *outlook)
{
  set_zoom (self, outlook->zoom);
  vt_sheet_pan_to (self, outlook->x, outlook->y);
}

/* What it looks like now is a fit, until somebody zooms or moves the sheet. */
static void
note_fit (VtSheet *self, gboolean is_whole)
{
  self->fit = (VtFit) { { self->zoom, self->x, self->y }, gtk_widget_get_width (GTK_WIDGET (self)),
                        gtk_widget_get_height (GTK_WIDGET (self)), is_whole };
}

static gboolean
is_fitted (VtSheet *self)
{
  return self->fit.width > 0 && self->fit.outlook.zoom == self->zoom && self->fit.outlook.x == self->x
         && self->fit.outlook.y == self->y && self->refit == 0;
}

/* The card farthest left; NULL: there is none. */
static const VtSceneCard *
first_card (VtSheet *self)
{
  const VtSceneCard *first = NULL;

  for (guint i = 0; i < self->scene->cards->len; i++)
    {
      const VtSceneCard *card = g_ptr_array_index (self->scene->cards, i);

      if (first == NULL || card->rect.x < first->rect.x)
        first = card;
    }
  return first;
}

/* So large that a card of many neurons has room, and with the corner where the first card goes at the top left: what is built there
 * needs no other zoom. */
static void
begin_empty (VtSheet *self)
{
  const double height = gtk_widget_get_height (GTK_WIDGET (self));
  const double zoom = CLAMP ((height - MARGIN_TOP - MARGIN_BOTTOM) / LARGE_CARD, VT_READABLE * self->text_scale, self->text_scale);

  vt_sheet_set_outlook (self, &(VtOutlook) { zoom, MARGIN_X - SHEET_EDGE * zoom, MARGIN_TOP - SHEET_EDGE * zoom });
}

/* A network that could not be read as a whole begins with its first card in sight, and so does any for who enlarges text, at 100 %.
 * Fit still shows all. */
static void
begin_view (VtSheet *self)
{
  const double least = self->text_scale > 1.0 ? self->text_scale : VT_READABLE * self->text_scale;
  const VtOutlook outlook = vt_sheet_outlook_of (self, &self->scene->bounds, least);

  if (first_card (self) == NULL)
    {
      begin_empty (self);
      return;
    }
  vt_sheet_set_outlook (self, &outlook);
  vt_sheet_show_item (self, first_card (self)->layer);
}

void
vt_sheet_begin_view (VtSheet *self)
{
  begin_view (self);
  note_fit (self, FALSE);
}

void
vt_sheet_fit (VtSheet *self)
{
  const VtOutlook all = vt_sheet_outlook_of (self, &self->scene->bounds, 0.0);

  if (self->scene->cards->len == 0)
    return;
  vt_sheet_set_outlook (self, &all);
  note_fit (self, TRUE);
}

void
vt_sheet_follow_size (VtSheet *self, int width, int height)
{
  if (!is_fitted (self) || (width == self->fit.width && height == self->fit.height))
    return;
  if (self->fit.is_whole)
    vt_sheet_fit (self);
  else
    vt_sheet_begin_view (self);
  self->zoomed_at = 0;
}

gboolean
vt_sheet_is_in_view (VtSheet *self, const VtRect *rect)
{
  const VtRect view = { 0.0, 0.0, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)) };
  const VtRect place = vt_sheet_to_widget (self, rect);

  return vt_rect_overlaps (&view, &place);
}

void
vt_sheet_middle (VtSheet *self, double *scene_x, double *scene_y)
{
  vt_sheet_to_scene (self, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0, gtk_widget_get_height (GTK_WIDGET (self)) / 2.0,
                     scene_x, scene_y);
}

/* Tries places of the view row by row; a note of the usual size has room there. */
void
vt_sheet_free_place (VtSheet *self, double *scene_x, double *scene_y)
{
  const double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));

  vt_sheet_middle (self, scene_x, scene_y);
  for (double y = MARGIN_TOP; y < height - MARGIN_BOTTOM - FREE_HEIGHT; y += FREE_HEIGHT / 2.0)
    for (double x = MARGIN_X; x < width - MARGIN_X - FREE_WIDTH; x += FREE_WIDTH / 2.0)
      {
        VtRect place = { 0.0, 0.0, FREE_WIDTH / self->zoom, FREE_HEIGHT / self->zoom };
        gboolean is_free = TRUE;

        vt_sheet_to_scene (self, x, y, &place.x, &place.y);
        for (guint i = 0; i < self->scene->cards->len && is_free; i++)
          is_free = !vt_rect_overlaps (&place, &((const VtSceneCard *) g_ptr_array_index (self->scene->cards, i))->rect);
        for (guint i = 0; i < self->scene->marks->len && is_free; i++)
          is_free = !vt_rect_overlaps (&place, &((const VtSceneMark *) g_ptr_array_index (self->scene->marks, i))->rect);
        if (!is_free)
          continue;
        *scene_x = place.x + FREE_EDGE;
        *scene_y = place.y + FREE_EDGE;
        return;
      }
}

gboolean
vt_sheet_has_room (VtSheet *self, const VtRect *rect)
{
  return rect->w * self->zoom <= gtk_widget_get_width (GTK_WIDGET (self)) - 2.0 * MARGIN_X
         && rect->h * self->zoom <= gtk_widget_get_height (GTK_WIDGET (self)) - MARGIN_TOP - MARGIN_BOTTOM;
}

VtOutlook
vt_sheet_outlook_in (VtSheet *self, const VtRect *rect)
{
  const double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  const VtRect place = vt_sheet_to_widget (self, rect);
  VtOutlook to = { self->zoom, self->x, self->y };

  if (place.x < MARGIN_X || place.x + place.w > width - MARGIN_X)
    to.x = round (to.x + CLAMP (place.x, MARGIN_X, MAX (MARGIN_X, width - MARGIN_X - place.w)) - place.x);
  if (place.y < MARGIN_TOP || place.y + place.h > height - MARGIN_TOP)
    to.y = round (to.y + CLAMP (place.y, MARGIN_TOP, MAX (MARGIN_TOP, height - MARGIN_BOTTOM - place.h)) - place.y);
  return to;
}

void
vt_sheet_show_item (VtSheet *self, guint id)
{
  VtOutlook to;
  VtRect rect;

  if (!vt_scene_place (self->scene, id, &rect) || gtk_widget_get_width (GTK_WIDGET (self)) < 1 || self->refit != 0)
    return;
  to = vt_sheet_outlook_in (self, &rect);
  if (to.x != self->x || to.y != self->y)
    vt_sheet_pan_to (self, to.x, to.y);
}

void
vt_sheet_focus_item (VtSheet *self, guint id)
{
  VtItem *item = vt_sheet_item (self, id);

  if (item == NULL)
    return;
  vt_sheet_show_item (self, id);
  gtk_widget_grab_focus (GTK_WIDGET (item));
}

void
vt_sheet_focus_layer (VtSheet *self, guint layer)
{
  vt_sheet_focus_item (self, layer);
}

static void
zoom_in_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  vt_sheet_zoom_by (VT_SHEET (widget), ZOOM_STEP);
}

static void
zoom_out_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  vt_sheet_zoom_by (VT_SHEET (widget), 1.0 / ZOOM_STEP);
}

static void
zoom_reset_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  vt_sheet_zoom_by (VT_SHEET (widget), VT_SHEET (widget)->text_scale / VT_SHEET (widget)->zoom);
}

static void
fit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  vt_sheet_fit (VT_SHEET (widget));
}

void
vt_sheet_install_view (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    const char *action;
  } keys[] = {
    { GDK_KEY_KP_Add, "sheet.zoom-in" },       { GDK_KEY_equal, "sheet.zoom-in" }, { GDK_KEY_plus, "sheet.zoom-in" },
    { GDK_KEY_KP_Subtract, "sheet.zoom-out" }, { GDK_KEY_minus, "sheet.zoom-out" },
    { GDK_KEY_KP_0, "sheet.fit" },             { GDK_KEY_0, "sheet.fit" },
    { GDK_KEY_KP_1, "sheet.zoom-reset" },      { GDK_KEY_1, "sheet.zoom-reset" },   /* menus show an action's last */
  };

  gtk_widget_class_install_action (widget_class, "sheet.zoom-in", NULL, zoom_in_cb);
  gtk_widget_class_install_action (widget_class, "sheet.zoom-out", NULL, zoom_out_cb);
  gtk_widget_class_install_action (widget_class, "sheet.zoom-reset", NULL, zoom_reset_cb);
  gtk_widget_class_install_action (widget_class, "sheet.fit", NULL, fit_cb);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, GDK_CONTROL_MASK, keys[i].action, NULL);
}

static void
map_moved_cb (VtMinimap *minimap, double x, double y, VtSheet *self)
{
  vt_sheet_pan_to (self, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0 - x * self->zoom,
                   gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 - y * self->zoom);
}

void
vt_sheet_add_minimap (VtSheet *self)
{
  self->minimap = vt_minimap_new (self->scene);
  g_signal_connect (self->minimap, "moved", G_CALLBACK (map_moved_cb), self);
  gtk_widget_set_visible (self->minimap, FALSE);
  gtk_widget_set_parent (self->minimap, GTK_WIDGET (self));
}

static gboolean
is_map_needed (VtSheet *self)
{
  return vt_minimap_is_needed (VT_MINIMAP (self->minimap)) && gtk_widget_get_height (GTK_WIDGET (self)) >= MAP_NEEDS * MAX (self->text_scale, 1.0);
}

static gboolean
show_map_cb (gpointer data)
{
  VtSheet *self = data;

  self->show_map = 0;
  gtk_widget_set_visible (self->minimap, is_map_needed (self));
  return G_SOURCE_REMOVE;
}

/* Called while children get their places, when none may come or go: the minimap does so at once after. */
void
vt_sheet_show_view (VtSheet *self, int width, int height)
{
  const VtRect view = { -self->x / self->zoom, -self->y / self->zoom, width / self->zoom, height / self->zoom };

  vt_minimap_set_view (VT_MINIMAP (self->minimap), &view);
  if (self->show_map == 0 && is_map_needed (self) != gtk_widget_get_visible (self->minimap))
    self->show_map = g_idle_add (show_map_cb, self);
}

static GtkWidget *
make_button (const char *icon, const char *name, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  vt_aloud_icon (button, name);
  return button;
}

/* All grows with the text, around the middle of the view; a fit is made anew. */
static void
look_cb (VtSheet *self)
{
  const double before = self->text_scale;

  self->text_scale = vt_look_text_scale (vt_look_get ());
  if (self->text_scale == before)
    return;
  self->wants_fit |= is_fitted (self);
  vt_sheet_zoom_by (self, self->text_scale / before);
  show_zoom (self);
}

void
vt_sheet_add_zoom_box (VtSheet *self)
{
  GtkBox *box;

  self->zoom_box = vt_floating_new (GTK_ORIENTATION_HORIZONTAL, 0);
  box = GTK_BOX (self->zoom_box);
  vt_floating_set_radius (VT_FLOATING (self->zoom_box), 10.0);
  self->zoom_label = vt_floating_label ("", 13.0, 600, FALSE, 0);
  gtk_label_set_width_chars (GTK_LABEL (self->zoom_label), 6);
  gtk_label_set_xalign (GTK_LABEL (self->zoom_label), 0.5f);
  vt_look_keep_number (self->zoom_label);
  gtk_box_append (box, make_button ("zoom-out-symbolic", _ ("Zoom out"), "sheet.zoom-out"));
  gtk_box_append (box, self->zoom_label);
  gtk_box_append (box, make_button ("zoom-in-symbolic", _ ("Zoom in"), "sheet.zoom-in"));
  gtk_box_append (box, gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (box, make_button ("vt-fit-symbolic", _ ("Fit"), "sheet.fit"));
  gtk_widget_set_parent (self->zoom_box, GTK_WIDGET (self));
  self->zoom = self->text_scale = vt_look_text_scale (vt_look_get ());
  g_signal_connect_object (vt_look_get (), "changed", G_CALLBACK (look_cb), self, G_CONNECT_SWAPPED);
  show_zoom (self);
}
