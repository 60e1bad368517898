/* The hover rule: what is pointed at, the question that asks for it, and the card that shows the answer. */
#include "vt-sheet-hover.h"

#include <math.h>

#include "text.h"
#include "vt-port.h"
#include "vt-scene-cells.h"
#include "vt-why-view.h"

#define WEIGHT_REACH 6.0     /* of the pointer at a weight's wire, in pixels of the screen */
#define MARGIN 14.0
#define CARD_WIDTH 300
#define EDGE 10.0            /* above and below a floating card */

gboolean
vt_place_equal (const VtPlace *a, const VtPlace *b)
{
  return a->layer == b->layer && vt_cell_equal (&a->cell, &b->cell) && a->is_wire == b->is_wire;
}

/* ---- Finding ---- */

static VtPlace
place_on_card (const VtSceneCard *card, double x, double y)
{
  VtPlace place = { .layer = card->layer };

  if (!vt_plan_cell_at (card->plan, &card->numbers, x - card->rect.x, y - card->rect.y, &place.cell))
    place.layer = 0;
  return place;
}

static VtPlace
place_of_weight (const VtSceneBundle *bundle, guint from, guint to)
{
  return (VtPlace) {
    .layer = bundle->to->layer,
    .cell = { NN_WHY_WEIGHT, "weight", (gsize) to * bundle->from->plan->n_units + from },
    .is_wire = TRUE,
    .from = from,
    .to = to,
  };
}

static VtPlace
place_at (VtSheet *self, double x, double y)
{
  const VtSceneCard *card;
  const VtSceneBundle *bundle;
  double scene_x, scene_y;
  guint from, to;

  vt_sheet_to_scene (self, x, y, &scene_x, &scene_y);
  if ((card = vt_scene_card_at (self->scene, scene_x, scene_y)) != NULL && !card->plan->is_frame)
    return place_on_card (card, scene_x, scene_y);
  bundle = vt_scene_weight_at (self->scene, scene_x, scene_y, WEIGHT_REACH / self->zoom, &from, &to);
  return bundle != NULL ? place_of_weight (bundle, from, to) : (VtPlace) { 0 };
}

gboolean
vt_sheet_place_rect (VtSheet *self, const VtPlace *place, VtRect *rect)
{
  const VtSceneCard *card = vt_scene_card (self->scene, place->layer);

  if (card == NULL || place->is_wire || !vt_plan_cell_place (card->plan, &card->numbers, &place->cell, rect))
    return FALSE;
  rect->x += card->rect.x;
  rect->y += card->rect.y;
  return TRUE;
}

/* ---- Names ---- */

/* A number of a layer, by the name it has where it is seen. */
static char *
number_name (VtSheet *self, guint layer, gsize index)
{
  const VtSceneCard *card = vt_scene_shows (self->scene, layer);

  if (card == NULL)
    card = vt_scene_card (self->scene, layer);
  return card != NULL ? vt_plan_number_name (card->plan, index) : g_strdup ("");
}

char *
vt_sheet_name_source (const NnWhySource *source, gpointer sheet)
{
  if (source->layer != 0)
    return number_name (sheet, source->layer, source->index);
  return source->shape.rank > 0 ? vt_number_name (&source->shape, source->index) : g_strdup ("");
}

/* A weight between two units that are seen: by both. NULL: it is none. */
static char *
name_between (const VtSceneCard *card, const VtSceneCard *from, const NnWhy *why)
{
  const gsize n_in = from != NULL ? (gsize) nn_shape_size (&from->plan->out) : 0;
  const NnShape *shape = &why->weight.shape;
  g_autofree char *to = NULL, *source = NULL;

  if (shape->rank != 2 || (gsize) shape->dim[1] != n_in || shape->dim[0] != nn_shape_size (&card->plan->out)
      || g_strcmp0 (why->question.role, "weight") != 0)
    return NULL;
  to = vt_plan_number_name (card->plan, why->question.index / n_in);
  source = vt_plan_number_name (from->plan, why->question.index % n_in);
  return g_strdup_printf (_ ("from %s, %s to %s, %s"), from->plan->title, source, card->plan->title, to);
}

/* By its place along each axis: "filter 2, map 1, row 3, column 3". Of fewer axes than there are names the last one is the last. */
static char *
name_place (const NnWhy *why)
{
  const NnShape *shape = &why->weight.shape;
  GString *text = g_string_new (NULL);
  const guint n_names = why->weight.axes != NULL ? g_strv_length ((char **) why->weight.axes) : 0;
  gsize rest = (gsize) nn_shape_size (shape), at = why->question.index;

  for (guint i = 0; i < shape->rank; i++)
    {
      const guint name = i + 1 == shape->rank && i > 0 ? n_names - 1 : i;

      rest /= (gsize) shape->dim[i];
      g_string_append_printf (text, "%s%s %u", i > 0 ? ", " : "", name < n_names ? nn_text (why->weight.axes[name]) : _ ("number"),
                              (guint) (at / rest) + 1);
      at %= rest;
    }
  return g_string_free (text, FALSE);
}

char *
vt_sheet_weight_name (VtSheet *self, const NnWhy *why)
{
  const VtSceneCard *card = vt_scene_card (self->scene, why->question.layer);
  const VtSceneCard *from = vt_scene_arriving (self->scene, why->question.layer);
  const char *role = why->question.role;
  g_autofree char *between = NULL, *place = NULL;

  if (card == NULL || why->weight.shape.rank == 0)
    return g_strdup (card != NULL ? card->plan->title : "");
  if ((between = name_between (card, from, why)) != NULL)
    return g_steal_pointer (&between);
  if (g_str_equal (role, "bias") && why->weight.shape.dim[0] == nn_shape_size (&card->plan->out))
    place = vt_plan_number_name (card->plan, why->question.index);
  else
    place = name_place (why);
  if (g_str_equal (role, "bias"))
    return g_strdup_printf (_ ("bias of %s, %s"), card->plan->title, place);
  if (g_str_equal (role, "weight"))
    return g_strdup_printf (_ ("weight of %s, %s"), card->plan->title, place);
  return g_strdup_printf ("%s, %s: %s", card->plan->title, role, place);
}

/* ---- Asking ---- */

NnQuestion
vt_sheet_question (VtSheet *self, const VtPlace *place)
{
  NnWhyAbout about = place->layer != 0 ? place->cell.about : NN_WHY_NOTHING;

  static const NnWhyAbout back[] = {
    [NN_WHY_NOTHING] = NN_WHY_NOTHING, [NN_WHY_VALUE] = NN_WHY_SLOPE,          [NN_WHY_LOSS] = NN_WHY_LOSS,
    [NN_WHY_WEIGHT] = NN_WHY_WEIGHT_SLOPE, [NN_WHY_SHARE] = NN_WHY_SHARE_SLOPE,
  };

  if (self->hover->gradients)
    about = back[about];
  return (NnQuestion) { about, place->layer, place->cell.role, place->cell.index };
}

static void
append_item (NnLookItem *items, guint *n, const NnQuestion *question)
{
  if (question->about != NN_WHY_NOTHING)
    items[(*n)++] = (NnLookItem) {
      .at = NN_LOOK_WHY,
      .layer = question->layer,
      .role = question->role,
      .about = question->about,
      .index = question->index,
    };
}

void
vt_sheet_want_why (VtSheet *self)
{
  const NnQuestion question = vt_sheet_question (self, &self->hover->at);
  NnLookItem items[2];
  guint n = 0;

  append_item (items, &n, &question);
  append_item (items, &n, &self->hover->pinned);
  vt_session_want (self->session, self->hover, items, n);
}

/* A unit whose response over the plane is shown takes the big plane as long as it is pointed at. */
static void
point_at (VtSheet *self, const VtPlace *place)
{
  const VtSceneCard *card = vt_scene_card (self->scene, place->layer);
  const gboolean is_unit = card != NULL && place->cell.about == NN_WHY_VALUE && card->plan->gives
                           && card->plan->n_items > 0 && card->plan->item[0].at == NN_LOOK_PLANE;

  vt_session_point_at (self->session, is_unit ? place->layer : 0, is_unit ? (guint) place->cell.index : 0);
}

void
vt_sheet_point_to (VtSheet *self, const VtPlace *place)
{
  VtSheetHover *hover = self->hover;

  if (vt_place_equal (place, &hover->at))
    return;
  hover->at = *place;
  hover->is_answered = hover->opens = FALSE;
  gtk_widget_set_visible (hover->card, FALSE);
  point_at (self, place);
  vt_sheet_want_why (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ---- The card ---- */

static const char *
title_of (NnWhyAbout about)
{
  static const char *const titles[] = {
    [NN_WHY_VALUE] = N_("How this number was made"),
    [NN_WHY_SLOPE] = N_("How its gradient was made"),
    [NN_WHY_LOSS] = N_("How the loss was made"),
    [NN_WHY_WEIGHT] = N_("What this weight does"),
    [NN_WHY_WEIGHT_SLOPE] = N_("How this weight’s gradient was made"),
    [NN_WHY_NUDGE] = N_("The next nudge to this weight"),
    [NN_WHY_SHARE] = N_("How this share was made"),
    [NN_WHY_SHARE_SLOPE] = N_("How its gradient was made"),
  };

  return nn_text (titles[about]);
}

static char *
example_name (gint64 example)
{
  g_autofree char *index = example >= 0 ? vt_count (example) : NULL;

  return index != NULL ? g_strdup_printf (_ ("example %s"), index) : g_strdup (_ ("your own input"));
}

static gboolean
is_share (const NnWhy *why)
{
  return why->question.about == NN_WHY_SHARE || why->question.about == NN_WHY_SHARE_SLOPE;
}

static gboolean
is_own_weight (const NnWhy *why, const NnWhySource *source)
{
  return source->role != NULL && source->weight_layer == why->question.layer;
}

/* In a table of a few terms the first weight, so that the next ones follow; of many the one that counts most. NULL: none. */
static const NnWhySource *
find_in_table (const NnWhy *why, const NnWhyStep *table)
{
  const NnWhyTerm *found = NULL;

  for (guint k = 0; table->terms != NULL && k < table->n_shown; k++)
    {
      const NnWhyTerm *term = nn_why_term (table, k);

      if (is_own_weight (why, &term->source)
          && (found == NULL || (table->n_more > 0 && fabs (term->value) > fabs (found->value))))
        found = term;
    }
  return found != NULL ? &found->source : NULL;
}

static const NnWhySource *
find_in_line (const NnWhy *why, const NnWhyStep *line)
{
  for (guint k = 0; k < NN_WHY_NUMBERS; k++)
    if (is_own_weight (why, &line->source[k]))
      return &line->source[k];
  return NULL;
}

/* A number of a weight of the layer that is asked about, of the first step that has one; NULL: it is made of none. */
static const NnWhySource *
find_weight (const NnWhy *why)
{
  for (guint i = 0; i < why->steps->len; i++)
    {
      const NnWhyStep *step = nn_why_step (why, i);
      const NnWhySource *source = step->form == NULL ? find_in_table (why, step) : find_in_line (why, step);

      if (source != NULL)
        return source;
    }
  return NULL;
}

static char *
subtitle_of (VtSheet *self, const NnWhy *why)
{
  const VtSceneCard *card = vt_scene_card (self->scene, why->question.layer);
  g_autofree char *example = example_name (why->example), *number = NULL;

  if (why->question.role != NULL)
    return vt_sheet_weight_name (self, why);
  if (why->question.about == NN_WHY_LOSS)
    return g_strdup_printf (_ ("%s, for %s"), card->plan->title, example);
  number = is_share (why) ? vt_plan_cell_name (card->plan, &(VtCell) { .about = NN_WHY_SHARE, .index = why->question.index })
                          : vt_plan_number_name (card->plan, why->question.index);
  return g_strdup_printf (_ ("%s, %s, for %s"), card->plan->title, number, example);
}

/* What stands under the arithmetic. */
static char *
foot_of (const NnWhy *why)
{
  g_autofree char *result = vt_number_short (why->result), *old = vt_number_short (why->old), *batch = NULL;
  g_autofree char *example = example_name (why->example);

  switch (why->question.about)
    {
    case NN_WHY_VALUE:
      if (why->steps->len == 0)
        return g_strdup_printf (_ ("%s, handed on as it came."), result);
      return g_strdup (find_weight (why) != NULL ? _ ("Click twice to change one of its weights.") : "");
    case NN_WHY_SLOPE:
      return g_strdup_printf (_ ("For %s alone: how much its loss grows with the sum."), example);
    case NN_WHY_WEIGHT:
      return g_strdup_printf (_ ("It is %s. Click it to change it."), old);
    case NN_WHY_WEIGHT_SLOPE:
      if (isnan (why->batch_slope))
        return g_strdup_printf (_ ("For %s alone. No step was taken yet."), example);
      batch = vt_number_short (why->batch_slope);
      return g_strdup_printf (_ ("For %s alone. In the last step, over its whole batch: %s."), example, batch);
    default:
      return g_strdup ("");
    }
}

GtkWidget *
vt_sheet_make_card (const char *name, GtkWidget **title, GtkWidget **second, GtkWidget **view, GtkWidget **foot)
{
  GtkWidget *card = vt_floating_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  *title = vt_floating_label (name, 14.5, 700, FALSE, 0);
  *second = vt_floating_label ("", 12.0, 400, TRUE, CARD_WIDTH);
  *view = vt_why_view_new ();
  *foot = vt_floating_label ("", 12.0, 400, TRUE, CARD_WIDTH);
  gtk_widget_set_margin_start (box, MARGIN);
  gtk_widget_set_margin_end (box, MARGIN);
  gtk_widget_set_margin_top (box, MARGIN - 2);
  gtk_widget_set_margin_bottom (box, MARGIN - 2);
  gtk_widget_set_margin_top (*view, 6);
  gtk_box_append (GTK_BOX (box), *title);
  gtk_box_append (GTK_BOX (box), *second);
  gtk_box_append (GTK_BOX (box), *view);
  gtk_box_append (GTK_BOX (box), *foot);
  gtk_box_append (GTK_BOX (card), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return card;
}

static void
set_label (GtkWidget *label, const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_visible (label, *text != '\0');
}

/* The cursor tells the same to who cannot see the card. */
static void
describe (VtSheet *self, const char *title, const char *subtitle, const char *foot)
{
  VtSheetHover *hover = self->hover;
  const char *words = vt_why_view_words (VT_WHY_VIEW (hover->view));
  g_autofree char *all = g_strdup_printf ("%s: %s%s%s", subtitle, words, *words != '\0' && *foot != '\0' ? ". " : "", foot);

  gtk_accessible_update_property (GTK_ACCESSIBLE (hover->card), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, all, -1);
  if (hover->by_keys)
    gtk_accessible_update_property (GTK_ACCESSIBLE (hover->cursor), GTK_ACCESSIBLE_PROPERTY_LABEL, subtitle,
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, all, -1);
}

/* Beside the number, so that it stays to be seen. */
static void
open_weight (VtSheet *self, const NnWhy *why)
{
  VtSheetHover *hover = self->hover;
  const NnWhySource *source = find_weight (why);
  const gboolean is_weight = hover->at.cell.about == NN_WHY_WEIGHT;
  VtRect rect;

  hover->opens = FALSE;
  if ((source == NULL && !is_weight) || !vt_sheet_place_rect (self, &hover->at, &rect))
    return;
  rect = vt_sheet_to_widget (self, &rect);
  vt_sheet_pin (self, hover->at.layer, is_weight ? hover->at.cell.role : source->role,
                is_weight ? hover->at.cell.index : source->weight_index, rect.x + rect.w, rect.y + rect.h);
  gtk_widget_grab_focus (hover->entry);
}

static void
show_answer (VtSheet *self, const NnWhy *why)
{
  VtSheetHover *hover = self->hover;
  g_autofree char *subtitle = subtitle_of (self, why), *foot = foot_of (why);

  set_label (hover->title, title_of (why->question.about));
  set_label (hover->subtitle, subtitle);
  set_label (hover->foot, foot);
  vt_why_view_show (VT_WHY_VIEW (hover->view), why, vt_sheet_name_source, self);
  gtk_widget_set_visible (hover->view, why->steps->len > 0);
  describe (self, title_of (why->question.about), subtitle, foot);
  if (!hover->is_answered)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  hover->is_answered = TRUE;
  gtk_widget_set_visible (hover->card, TRUE);
  if (hover->opens)
    open_weight (self, why);
}

void
vt_sheet_open_number (VtSheet *self)
{
  self->hover->opens = TRUE;
  if (self->hover->is_answered)
    open_weight (self, &vt_session_frame (self->session)->why);
}

void
vt_sheet_take_why (VtSheet *self)
{
  const NnFrame *frame = vt_session_frame (self->session);
  const NnQuestion question = vt_sheet_question (self, &self->hover->at);

  if (question.about != NN_WHY_NOTHING && nn_question_equal (&frame->why.question, &question)
      && vt_scene_card (self->scene, question.layer) != NULL)
    show_answer (self, &frame->why);
  vt_sheet_take_nudge (self);
}

/* How much of a rectangle another one covers. */
static double
overlap (const VtRect *a, const VtRect *b)
{
  const double w = MIN (a->x + a->w, b->x + b->w) - MAX (a->x, b->x), h = MIN (a->y + a->h, b->y + b->h) - MAX (a->y, b->y);

  return MAX (w, 0.0) * MAX (h, 0.0);
}

/* What the card would hide there: of the card that is looked at most, of the pinned one, of where the numbers come from. */
static double
price_of (VtSheet *self, const VtRect *place)
{
  const VtSheetHover *hover = self->hover;
  const VtSceneCard *card = vt_scene_card (self->scene, hover->at.layer);
  const VtSceneCard *from = vt_scene_arriving (self->scene, hover->at.layer);
  double price = 0.0;

  if (card != NULL)
    {
      const VtRect rect = vt_sheet_to_widget (self, &card->rect);

      price += 8.0 * overlap (place, &rect);
    }
  if (from != NULL)
    {
      const VtRect rect = vt_sheet_to_widget (self, &from->rect);

      price += 2.0 * overlap (place, &rect);
    }
  if (gtk_widget_get_visible (hover->nudge))
    price += 4.0 * overlap (place, &(VtRect) { hover->nudge_x, hover->nudge_y, gtk_widget_get_width (hover->nudge),
                                               gtk_widget_get_height (hover->nudge) });
  return price;
}

/* The corner in which it hides least; of equal ones the first, top right. */
static VtRect
choose_corner (VtSheet *self, int width, int height)
{
  GtkRequisition size, view;
  VtRect best = { 0 };
  double least = G_MAXDOUBLE;

  vt_why_view_set_most_width (VT_WHY_VIEW (self->hover->view), width - 2.0 * MARGIN - VT_WHY_MARGINS);
  gtk_widget_get_preferred_size (self->hover->card, NULL, &size);
  gtk_widget_get_preferred_size (self->hover->view, NULL, &view);
  vt_why_view_set_room (VT_WHY_VIEW (self->hover->view), height - 2.0 * EDGE - (size.height - view.height));
  gtk_widget_get_preferred_size (self->hover->card, NULL, &size);
  for (guint i = 0; i < 4; i++)
    {
      const VtRect place = {
        i % 2 == 0 ? MAX (width - size.width - MARGIN, 0.0) : MARGIN,
        i < 2 ? EDGE : MAX (height - size.height - EDGE, EDGE),
        size.width,
        MIN (size.height, height),
      };
      const double price = price_of (self, &place);

      if (price >= least)
        continue;
      least = price;
      best = place;
    }
  return best;
}

static void
allocate_at (GtkWidget *widget, const VtRect *place)
{
  gtk_widget_allocate (widget, MAX ((int) place->w, 1), MAX ((int) place->h, 1), -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) round (place->x), (float) round (place->y))));
}

void
vt_sheet_allocate_hover (VtSheet *self, int width, int height)
{
  VtSheetHover *hover = self->hover;
  VtRect place;

  vt_sheet_allocate_nudge (self, width, height);
  if (hover->by_keys && vt_sheet_place_rect (self, &hover->at, &place))
    {
      place = vt_sheet_to_widget (self, &place);
      gtk_widget_measure (hover->cursor, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      allocate_at (hover->cursor, &place);
    }
  if (!gtk_widget_get_visible (hover->card))
    return;
  place = choose_corner (self, width, height);
  allocate_at (hover->card, &place);
}

/* ---- The pointer ---- */

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, VtSheet *self)
{
  GtkWidget *hit = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  const gboolean is_ground = hit == NULL || hit == GTK_WIDGET (self) || VT_IS_CARD (hit);
  VtPlace place = { 0 };

  if (self->hover->by_keys)
    return;
  if (is_ground && self->drag.mode == VT_DRAG_NONE)
    place = place_at (self, x, y);
  vt_sheet_point_to (self, &place);
}

static void
leave_cb (GtkEventControllerMotion *controller, VtSheet *self)
{
  if (!self->hover->by_keys)
    vt_sheet_point_to (self, &(VtPlace) { 0 });
}

gboolean
vt_sheet_click_number (VtSheet *self)
{
  const VtPlace at = place_at (self, self->pointer_x, self->pointer_y);

  if (at.layer != 0 && at.cell.about != NN_WHY_WEIGHT && vt_place_equal (&at, &self->hover->clicked))
    {
      self->hover->clicked = (VtPlace) { 0 };
      vt_sheet_point_to (self, &at);
      vt_sheet_open_number (self);
      return TRUE;
    }
  self->hover->clicked = at;
  if (at.layer == 0 || at.cell.about != NN_WHY_WEIGHT)
    return FALSE;
  vt_sheet_pin (self, at.layer, at.cell.role, at.cell.index, self->pointer_x, self->pointer_y);
  gtk_widget_grab_focus (self->hover->entry);
  return TRUE;
}

void
vt_sheet_forget_hover (VtSheet *self)
{
  const VtSheetHover *hover = self->hover;

  if (hover->at.layer != 0 && vt_scene_card (self->scene, hover->at.layer) == NULL)
    vt_sheet_point_to (self, &(VtPlace) { 0 });
  if (hover->pinned.about != NN_WHY_NOTHING && vt_scene_card (self->scene, hover->pinned.layer) == NULL)
    vt_sheet_unpin (self);
}

void
vt_sheet_drop_hover (VtSheet *self)
{
  self->hover->at = (VtPlace) { 0 };
  self->hover->pinned = (NnQuestion) { 0 };
  self->hover->by_keys = FALSE;
  vt_session_want (self->session, self->hover, NULL, 0);
}

/* ---- The switch ---- */

void
vt_sheet_show_gradients (VtSheet *self, gboolean gradients)
{
  VtSheetHover *hover = self->hover;

  if (hover->gradients == gradients)
    return;
  hover->gradients = gradients;
  hover->is_answered = FALSE;
  gtk_widget_set_visible (hover->card, FALSE);
  vt_sheet_want_why (self);
}

static void
gradients_cb (GtkToggleButton *button, VtSheet *self)
{
  vt_sheet_show_gradients (self, gtk_toggle_button_get_active (button));
}

static GtkWidget *
make_toggle (const char *label, const char *name, const char *blurb)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, blurb);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static void
add_switch (VtSheet *self)
{
  GtkWidget *values = make_toggle (_ ("Values"), _ ("Show values"), _ ("Point at a number: how it was made"));
  GtkWidget *gradients = make_toggle (_ ("Gradients"), _ ("Show gradients"), _ ("Point at a number: how its gradient was made"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (gradients), GTK_TOGGLE_BUTTON (values));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (values), TRUE);
  g_signal_connect (gradients, "toggled", G_CALLBACK (gradients_cb), self);
  gtk_box_append (GTK_BOX (box), values);
  gtk_box_append (GTK_BOX (box), gradients);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_prepend (GTK_BOX (self->zoom_box), box);
  self->hover->switch_box = box;
}

/* ---- Life ---- */

void
vt_sheet_add_hover (VtSheet *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  VtSheetHover *hover = self->hover = g_new0 (VtSheetHover, 1);

  hover->card = vt_sheet_make_card (title_of (NN_WHY_VALUE), &hover->title, &hover->subtitle, &hover->view, &hover->foot);
  gtk_widget_set_can_target (hover->card, FALSE);
  gtk_widget_set_visible (hover->card, FALSE);
  gtk_widget_set_parent (hover->card, GTK_WIDGET (self));
  vt_sheet_add_cursor (self);
  add_switch (self);
  vt_sheet_add_nudge (self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

void
vt_sheet_theme_hover (VtSheet *self)
{
  VtSheetHover *hover = self->hover;

  vt_floating_set_theme (VT_FLOATING (hover->card), self->theme);
  vt_floating_set_theme (VT_FLOATING (hover->nudge), self->theme);
  vt_why_view_set_theme (VT_WHY_VIEW (hover->view), self->theme);
  vt_why_view_set_theme (VT_WHY_VIEW (hover->nudge_view), self->theme);
}
