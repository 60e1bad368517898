/* Arranging: the whole network by its wires, and what is chosen in line. Cards glide to their new places, unless motion is
 * reduced. */
#include <math.h>

#include "arrange.h"
#include "text.h"
#include "vt-picker.h"
#include "vt-sheet-private.h"

#define GLIDE 200000         /* microseconds */

/* Gliding. */

static void
stop_gliding (VtSheet *self)
{
  if (self->glide != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->glide);
  self->glide = 0;
}

static gboolean
glide_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  VtSheet *self = VT_SHEET (widget);
  const gint64 now = gdk_frame_clock_get_frame_time (clock);
  double left;

  if (self->glide_began == 0)
    self->glide_began = now;
  left = 1.0 - CLAMP ((double) (now - self->glide_began) / GLIDE, 0.0, 1.0);
  left = left * left * left;   /* quick at first, then gently into place */
  for (guint i = 0; i < self->starts->len; i++)
    {
      const VtStart *start = &g_array_index (self->starts, VtStart, i);
      const NnLayer *layer = nn_network_layer (vt_session_network (self->session), start->id);
      const NnMark *mark = nn_network_mark (vt_session_network (self->session), start->id);
      const double x = layer != NULL ? layer->x : mark != NULL ? mark->x : 0.0;
      const double y = layer != NULL ? layer->y : mark != NULL ? mark->y : 0.0;

      vt_scene_move (self->scene, start->id, round (x + left * (start->x - x)), round (y + left * (start->y - y)));
    }
  vt_sheet_follow (self);
  if (left > 0.0)
    return G_SOURCE_CONTINUE;
  self->glide = 0;
  return G_SOURCE_REMOVE;
}

gboolean
vt_sheet_is_motion_reduced (VtSheet *self)
{
  gboolean animates;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animates, NULL);
  return !animates;
}

/* The network has the new places; what is drawn goes there from where it was. */
void
vt_sheet_glide (VtSheet *self)
{
  stop_gliding (self);
  if (vt_sheet_is_motion_reduced (self) || self->starts->len == 0)
    return;
  for (guint i = 0; i < self->starts->len; i++)
    {
      const VtStart *start = &g_array_index (self->starts, VtStart, i);

      vt_scene_move (self->scene, start->id, start->x, start->y);
    }
  vt_scene_route (self->scene);
  self->glide_began = 0;
  self->glide = gtk_widget_add_tick_callback (GTK_WIDGET (self), glide_cb, NULL, NULL);
}

void
vt_sheet_stop_gliding (VtSheet *self)
{
  stop_gliding (self);
}

/* Boxes. */

static void
add_box (VtSheet *self, GArray *boxes, guint id)
{
  NnBox box = { .id = id };
  VtRect rect = { 0 };

  vt_scene_place (self->scene, id, &rect);
  box.x = rect.x;
  box.y = rect.y;
  box.w = rect.w;
  box.h = rect.h;
  g_array_append_val (boxes, box);
}

static void
remember_starts (VtSheet *self, const GArray *boxes)
{
  const NnNetwork *network = vt_session_network (self->session);

  g_array_set_size (self->starts, 0);
  for (guint i = 0; i < boxes->len; i++)
    {
      const guint id = g_array_index (boxes, NnBox, i).id;
      const NnLayer *layer = nn_network_layer (network, id);
      const NnMark *mark = nn_network_mark (network, id);
      const VtStart start = { id, layer != NULL ? layer->x : mark->x, layer != NULL ? layer->y : mark->y };

      g_array_append_val (self->starts, start);
    }
}

/* A mark's own place is not the corner of its box where it is an arrow that points left or up. */
static void
place_arrows (VtSheet *self, GArray *boxes)
{
  for (guint i = 0; i < boxes->len; i++)
    {
      NnBox *box = &g_array_index (boxes, NnBox, i);
      const VtSceneMark *mark = vt_scene_mark (self->scene, box->id);

      if (mark == NULL || mark->kind != NN_MARK_ARROW)
        continue;
      box->x += mark->x0 - mark->rect.x;
      box->y += mark->y0 - mark->rect.y;
    }
}

static void
move_to_boxes (VtSheet *self, GArray *boxes, const char *title, gboolean fits)
{
  NnEdit *edit;

  place_arrows (self, boxes);
  edit = nn_edit_arrange (vt_session_network (self->session), title, (const NnBox *) boxes->data, boxes->len);
  remember_starts (self, boxes);
  if (edit != NULL)
    vt_sheet_edit (self, edit);
  if (fits)
    vt_sheet_fit (self);   /* before they glide: to where they will be */
  if (edit != NULL)
    vt_sheet_glide (self);
}

static void
arrange_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VtSheet *self = VT_SHEET (widget);
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (NnBox));

  for (guint i = 0; i < self->scene->cards->len; i++)
    {
      const VtSceneCard *card = g_ptr_array_index (self->scene->cards, i);

      if (card->frame == 0)
        add_box (self, boxes, card->layer);
    }
  nn_layout (vt_session_network (self->session), (NnBox *) boxes->data, boxes->len);
  move_to_boxes (self, boxes, _ ("Arrange the cards"), TRUE);
}

/* Alignment. */

static const struct
{
  const char *icon, *title;
} alignments[NN_N_ALIGNMENTS] = {
  [NN_ALIGN_LEFT] = { "vt-align-left-symbolic", N_ ("Left edges") },
  [NN_ALIGN_CENTRE] = { "vt-align-centre-symbolic", N_ ("Centres, above each other") },
  [NN_ALIGN_RIGHT] = { "vt-align-right-symbolic", N_ ("Right edges") },
  [NN_ALIGN_TOP] = { "vt-align-top-symbolic", N_ ("Top edges") },
  [NN_ALIGN_MIDDLE] = { "vt-align-middle-symbolic", N_ ("Middles, side by side") },
  [NN_ALIGN_BOTTOM] = { "vt-align-bottom-symbolic", N_ ("Bottom edges") },
  [NN_SPREAD_ACROSS] = { "vt-spread-across-symbolic", N_ ("Equal gaps across") },
  [NN_SPREAD_DOWN] = { "vt-spread-down-symbolic", N_ ("Equal gaps down") },
};

static void
picked_cb (VtPicker *picker, guint how, VtSheet *self)
{
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (NnBox));
  g_autofree char *title = g_strdup_printf (_ ("Align: %s"), nn_text (alignments[how].title));
  guint n;
  const guint *ids = vt_session_chosen (self->session, &n);

  for (guint i = 0; i < n; i++)
    add_box (self, boxes, ids[i]);
  nn_align ((NnAlignment) how, (NnBox *) boxes->data, boxes->len);
  move_to_boxes (self, boxes, title, FALSE);
}

static void
align_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VtSheet *self = VT_SHEET (widget);
  GtkWidget *picker;
  VtRect rect = { 0 }, place;
  const guint *ids;
  guint n;

  ids = vt_session_chosen (self->session, &n);
  if (n < 2)
    {
      vt_session_message (self->session,
                          _ ("Choose two cards or more to align: drag around them, or click them with Shift."));
      return;
    }
  picker = vt_picker_new (_ ("Align"), _ ("No such way"));
  for (guint i = 0; i < NN_N_ALIGNMENTS; i++)
    vt_picker_add (VT_PICKER (picker), i, alignments[i].icon, nn_text (alignments[i].title), NULL);
  g_signal_connect (picker, "picked", G_CALLBACK (picked_cb), self);
  vt_scene_place (self->scene, ids[n - 1], &rect);
  place = vt_sheet_to_widget (self, &rect);
  vt_sheet_open_menu (self, picker, &place);
}

void
vt_sheet_install_arrange (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "sheet.arrange", NULL, arrange_cb);
  gtk_widget_class_install_action (widget_class, "sheet.align", NULL, align_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, 0, "sheet.align", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, GDK_CONTROL_MASK, "sheet.arrange", NULL);
}
