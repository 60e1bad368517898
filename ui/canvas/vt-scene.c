#include "vt-scene.h"

#include <math.h>

#include "text.h"
#include "vt-mark-paint.h"

#define LABEL_HEIGHT 20.0
#define SHORT_GAP 80.0           /* below this a wire has no room for a pill */
#define WEIGHT_REACH 4.0         /* half of the widest weight wire, and a pixel */

static void
card_free (gpointer data)
{
  VtSceneCard *card = data;

  vt_plan_free (card->plan);
  vt_numbers_clear (&card->numbers);
  g_free (card->name);
  g_free (card->words);
  g_free (card);
}

static void
mark_free (gpointer data)
{
  VtSceneMark *mark = data;

  g_free (mark->text);
  g_free (mark);
}

static void
wire_clear (gpointer data)
{
  VtSceneWire *wire = data;

  g_free (wire->words);
  g_free (wire->text);
}

VtScene *
vt_scene_new (void)
{
  VtScene *scene = g_new0 (VtScene, 1);

  scene->cards = g_ptr_array_new_with_free_func (card_free);
  scene->wires = g_array_new (FALSE, TRUE, sizeof (VtSceneWire));
  g_array_set_clear_func (scene->wires, wire_clear);
  scene->bundles = g_array_new (FALSE, TRUE, sizeof (VtSceneBundle));
  scene->marks = g_ptr_array_new_with_free_func (mark_free);
  return scene;
}

void
vt_scene_free (VtScene *scene)
{
  if (scene == NULL)
    return;
  g_ptr_array_unref (scene->marks);
  g_array_unref (scene->bundles);
  g_array_unref (scene->wires);
  g_ptr_array_unref (scene->cards);
  g_free (scene);
}

VtSceneCard *
vt_scene_card (const VtScene *scene, guint layer)
{
  for (guint i = 0; i < scene->cards->len; i++)
    {
      VtSceneCard *card = g_ptr_array_index (scene->cards, i);

      if (card->layer == layer)
        return card;
    }
  return NULL;
}

static gboolean
has_error (const NnReport *report, guint layer)
{
  for (guint i = 0; i < report->issues->len; i++)
    {
      const NnIssue *issue = &g_array_index (report->issues, NnIssue, i);

      if (issue->layer == layer && issue->severity == NN_ISSUE_ERROR)
        return TRUE;
    }
  return FALSE;
}

static void
set_plan (VtSceneCard *card, VtPlan *plan)
{
  card->wants_changed = card->plan == NULL || !vt_plan_wants_same (card->plan, plan)
                        || (card->plan->waits_for == NULL) != (plan->waits_for == NULL);
  if (card->plan != NULL && !vt_plan_wants_same (card->plan, plan))
    {
      vt_numbers_clear (&card->numbers);
      vt_numbers_init (&card->numbers);
    }
  vt_plan_free (card->plan);
  card->plan = plan;
}

/* The card of a layer, with a new plan; takes it. */
static VtSceneCard *
take_plan (VtScene *scene, VtPlan *plan)
{
  VtSceneCard *card = vt_scene_card (scene, plan->layer);

  if (card == NULL)
    {
      card = g_new0 (VtSceneCard, 1);
      card->layer = plan->layer;
      vt_numbers_init (&card->numbers);
      g_ptr_array_add (scene->cards, card);
    }
  card->is_there = TRUE;
  set_plan (card, plan);
  card->rect.w = plan->w;
  card->rect.h = plan->h;
  g_clear_pointer (&card->name, g_free);
  g_clear_pointer (&card->words, g_free);
  return card;
}

static void
place_inner (const VtSceneCard *frame, const VtPart *part, VtSceneCard *card)
{
  card->rect.x = frame->rect.x + part->place.x;
  card->rect.y = frame->rect.y + part->place.y;
}

/* The cards that lie on a frame; of a frame among them, its own too. */
static void
update_inner (VtScene *scene, const VtSceneCard *frame)
{
  for (guint i = 0; frame->plan->is_frame && i < frame->plan->parts->len; i++)
    {
      VtPart *part = &g_array_index (frame->plan->parts, VtPart, i);
      VtSceneCard *card = take_plan (scene, g_steal_pointer (&part->plan));

      part->card = card->layer;
      card->frame = frame->layer;
      card->name = g_strdup_printf (_ ("%s: %s"), frame->name, card->plan->title);
      card->words = frame->plan->times > 1 ? g_strdup_printf (_ ("%s, repetition %u of %u"), part->words,
                                                              frame->plan->repetition, frame->plan->times)
                                           : g_strdup (part->words);
      place_inner (frame, part, card);
      update_inner (scene, card);
    }
}

/* ", fed by Input and Dense 1": the other ends of its wires on that side. */
static void
append_ends (GString *words, const char *format, const VtSite *site, gboolean is_fed)
{
  g_autoptr (GString) ends = g_string_new (NULL);

  for (guint i = 0; i < nn_network_n_wires (site->network); i++)
    {
      const NnWire *wire = nn_network_wire_at (site->network, i);

      if ((is_fed ? wire->to : wire->from) != site->layer->id)
        continue;
      if (ends->len > 0)
        g_string_append (ends, _ (" and "));
      g_string_append (ends, nn_network_layer (site->network, is_fed ? wire->from : wire->to)->label);
    }
  if (ends->len > 0)
    g_string_append_printf (words, format, ends->str);
}

static char *
card_words (const VtSite *site)
{
  g_autofree char *layer = vt_layer_words (site->layer, nn_report_layer (site->report, site->layer->id));
  GString *words = g_string_new (layer);

  append_ends (words, _ (", fed by %s"), site, TRUE);
  append_ends (words, _ (", feeds %s"), site, FALSE);
  return g_string_free (words, FALSE);
}

static void
update_card (VtScene *scene, const VtSite *site)
{
  VtSceneCard *card = take_plan (scene, vt_plan_new (site));

  card->rect.x = site->layer->x;
  card->rect.y = site->layer->y;
  card->has_error = has_error (site->report, card->layer);
  card->name = g_strdup (card->plan->title);
  card->words = card_words (site);
  update_inner (scene, card);
}

static void
drop_gone_cards (VtScene *scene)
{
  for (guint i = scene->cards->len; i > 0; i--)
    if (!((const VtSceneCard *) g_ptr_array_index (scene->cards, i - 1))->is_there)
      g_ptr_array_remove_index (scene->cards, i - 1);
}

static VtWireState
wire_state (const NnReport *report, const NnWire *wire)
{
  const NnLayerReport *from = nn_report_layer (report, wire->from);

  for (guint i = 0; i < report->issues->len; i++)
    {
      const NnIssue *issue = &g_array_index (report->issues, NnIssue, i);

      if (issue->severity == NN_ISSUE_ERROR && issue->layer == wire->to && issue->from == wire->from)
        return VT_WIRE_ERROR;
    }
  return from == NULL || from->out.rank == 0 ? VT_WIRE_WAITING : VT_WIRE_FINE;
}

/* What the wire carries; rank 0: not known, or said elsewhere. */
static NnShape
shape_on (const VtScene *scene, const VtSceneWire *wire, const NnReport *report)
{
  const NnLayerReport *from = wire->frame == 0 ? nn_report_layer (report, wire->from) : NULL;

  if (wire->frame == 0)
    return from != NULL ? from->out : (NnShape) { 0 };
  return wire->from != wire->frame ? vt_scene_card (scene, wire->from)->plan->out : (NnShape) { 0 };
}

static void
set_wire_shape (const VtScene *scene, VtSceneWire *wire, const NnReport *report)
{
  const NnShape shape = shape_on (scene, wire, report);

  g_free (wire->words);
  g_free (wire->text);
  wire->words = wire->text = NULL;
  wire->text_width = 0.0;
  if (shape.rank > 0)
    {
      wire->words = nn_shape_in_words (&shape);
      wire->text = wire->is_short ? nn_shape_to_string (&shape) : g_strdup (wire->words);
      wire->text_width = vt_pill_width (wire->text);
    }
}

/* The pill stands on the wire's middle; a wire that is too short, or wrong, carries it above. */
static void
place_label (VtSceneWire *wire)
{
  const double width = wire->text_width;
  double x, y;

  vt_wire_point (wire, 0.5, &x, &y);
  if (wire->state == VT_WIRE_ERROR)
    y -= 32.0;
  else if (wire->is_short)
    y -= 12.0;
  wire->label = (VtRect) { round (x - width / 2.0), round (y - LABEL_HEIGHT / 2.0), width, LABEL_HEIGHT };
}

/* On a frame, what comes in begins where the frame's own wire ends, and what leaves ends where its own begins. */
static void
route_wire (const VtScene *scene, VtSceneWire *wire)
{
  if (wire->from == wire->frame)
    vt_scene_input (vt_scene_card (scene, wire->from), 0, &wire->x0, &wire->y0);
  else
    vt_scene_output (vt_scene_card (scene, wire->from), &wire->x0, &wire->y0);
  if (wire->to == wire->frame)
    vt_scene_output (vt_scene_card (scene, wire->to), &wire->x1, &wire->y1);
  else
    vt_scene_input (vt_scene_card (scene, wire->to), wire->slot, &wire->x1, &wire->y1);
  wire->is_short = wire->x1 - wire->x0 < SHORT_GAP;
}

static void
route_wires (VtScene *scene)
{
  for (guint i = 0; i < scene->wires->len; i++)
    route_wire (scene, &g_array_index (scene->wires, VtSceneWire, i));
}

static void
route_bundle (VtSceneBundle *bundle)
{
  const VtRect *from = &bundle->from->rect, *to = &bundle->to->rect;
  const double x0 = from->x + from->w, x1 = to->x;
  double top = G_MAXDOUBLE, bottom = -G_MAXDOUBLE;
  const VtSceneCard *ends[] = { bundle->from, bundle->to };

  for (guint e = 0; e < G_N_ELEMENTS (ends); e++)
    for (guint i = 0; i < ends[e]->plan->cells->len; i++)
      {
        const double y = ends[e]->rect.y + vt_plan_unit_y (ends[e]->plan, i);

        top = MIN (top, y);
        bottom = MAX (bottom, y);
      }
  bundle->bounds = (VtRect) { MIN (x0, x1), top, fabs (x1 - x0), bottom - top };
  /* A wire with no room, or one that runs backwards, swings out on both sides. */
  if (x1 - x0 < 2.0 * VT_WIRE_BEND)
    bundle->bounds = vt_rect_grow (&bundle->bounds, vt_wire_bend (x0, x1));
  bundle->bounds = vt_rect_grow (&bundle->bounds, WEIGHT_REACH);
}

/* Weights are drawn between units: one for each pair, from what arrives to what the layer makes of it. */
static void
add_bundle (VtScene *scene, const VtSceneWire *wire)
{
  VtSceneBundle bundle = { .from = vt_scene_card (scene, wire->from), .to = vt_scene_card (scene, wire->to) };

  if (wire->from == wire->frame || wire->to == wire->frame || !bundle.from->plan->has_unit_ports || !bundle.to->plan->has_unit_ports || bundle.to->plan->weight_item < 0
      || bundle.from->plan->waits_for != NULL || bundle.to->plan->waits_for != NULL)
    return;
  g_array_append_val (scene->bundles, bundle);
}

static void
set_bounds (VtScene *scene)
{
  scene->bounds = (VtRect) { 0 };
  for (guint i = 0; i < scene->cards->len; i++)
    scene->bounds = vt_rect_union (&scene->bounds, &((VtSceneCard *) g_ptr_array_index (scene->cards, i))->rect);
  for (guint i = 0; i < scene->wires->len; i++)
    scene->bounds = vt_rect_union (&scene->bounds, &g_array_index (scene->wires, VtSceneWire, i).label);
  for (guint i = 0; i < scene->marks->len; i++)
    scene->bounds = vt_rect_union (&scene->bounds, &((VtSceneMark *) g_ptr_array_index (scene->marks, i))->rect);
}

static void
say_shapes (VtScene *scene, const NnReport *report)
{
  for (guint i = 0; i < scene->wires->len; i++)
    set_wire_shape (scene, &g_array_index (scene->wires, VtSceneWire, i), report);
}

static void
update_marks (VtScene *scene, const NnNetwork *network)
{
  g_ptr_array_set_size (scene->marks, 0);
  for (guint i = 0; i < nn_network_n_marks (network); i++)
    {
      VtSceneMark *mark = g_new0 (VtSceneMark, 1);

      vt_scene_set_mark (mark, nn_network_mark_at (network, i));
      g_ptr_array_add (scene->marks, mark);
    }
}

static void
add_wire (VtScene *scene, const VtSceneWire *wire)
{
  g_array_append_vals (scene->wires, wire, 1);
  add_bundle (scene, wire);
}

static guint
end_of_joint (const VtSceneCard *frame, guint part)
{
  return part == VT_EDGE ? frame->layer : g_array_index (frame->plan->parts, VtPart, part).card;
}

static void
add_inner_wires (VtScene *scene, const VtSceneCard *frame)
{
  for (guint i = 0; frame->plan->is_frame && i < frame->plan->joints->len; i++)
    {
      const VtJoint *joint = &g_array_index (frame->plan->joints, VtJoint, i);
      const VtSceneWire drawn = {
        .from = end_of_joint (frame, joint->from),
        .to = end_of_joint (frame, joint->to),
        .slot = joint->slot,
        .frame = frame->layer,
        .state = frame->plan->waits_for != NULL ? VT_WIRE_WAITING : VT_WIRE_FINE,
      };

      add_wire (scene, &drawn);
    }
}

static void
update_wires (VtScene *scene, const NnNetwork *network, const NnReport *report)
{
  g_array_set_size (scene->wires, 0);
  g_array_set_size (scene->bundles, 0);
  for (guint i = 0; i < nn_network_n_wires (network); i++)
    {
      const NnWire *wire = nn_network_wire_at (network, i);
      const VtSceneWire drawn = {
        .from = wire->from,
        .to = wire->to,
        .slot = wire->slot,
        .state = wire_state (report, wire),
      };

      add_wire (scene, &drawn);
    }
  for (guint i = 0; i < scene->cards->len; i++)
    add_inner_wires (scene, g_ptr_array_index (scene->cards, i));
}

void
vt_scene_update (VtScene *scene, const NnNetwork *network, const NnReport *report, const NnDataInfo *data)
{
  const NnRegime *regime = nn_regime_at (nn_settings_get (nn_network_recipe (network), "regime"));
  g_autoptr (NnDataInfo) answers = data != NULL ? nn_regime_answers (regime, (NnDataInfo *) data) : NULL;

  for (guint i = 0; i < scene->cards->len; i++)
    ((VtSceneCard *) g_ptr_array_index (scene->cards, i))->is_there = FALSE;
  for (guint i = 0; i < nn_network_n_layers (network); i++)
    update_card (scene, &(VtSite) { network, report, answers, nn_network_layer_at (network, i) });
  drop_gone_cards (scene);
  update_wires (scene, network, report);
  update_marks (scene, network);
  route_wires (scene);   /* how long a wire is decides how its shape is said */
  say_shapes (scene, report);
  vt_scene_route (scene);
}

void
vt_scene_foresee (VtScene *scene, const NnReport *report)
{
  for (guint i = 0; i < scene->cards->len; i++)
    vt_plan_foresee (((VtSceneCard *) g_ptr_array_index (scene->cards, i))->plan, report);
  say_shapes (scene, report);
  vt_scene_route (scene);
}

static void
move_mark (VtSceneMark *mark, double x, double y)
{
  const double dx = x - (mark->kind == NN_MARK_NOTE ? mark->rect.x : mark->x0);
  const double dy = y - (mark->kind == NN_MARK_NOTE ? mark->rect.y : mark->y0);

  mark->rect.x += dx;
  mark->rect.y += dy;
  mark->x0 += dx;
  mark->x1 += dx;
  mark->y0 += dy;
  mark->y1 += dy;
}

static void
move_inner (VtScene *scene, const VtSceneCard *frame)
{
  for (guint i = 0; frame->plan->is_frame && i < frame->plan->parts->len; i++)
    {
      const VtPart *part = &g_array_index (frame->plan->parts, VtPart, i);
      VtSceneCard *card = vt_scene_card (scene, part->card);

      place_inner (frame, part, card);
      move_inner (scene, card);
    }
}

void
vt_scene_move (VtScene *scene, guint id, double x, double y)
{
  VtSceneCard *card = vt_scene_card (scene, id);
  VtSceneMark *mark = vt_scene_mark (scene, id);

  if (card != NULL)
    {
      card->rect.x = x;
      card->rect.y = y;
      move_inner (scene, card);
    }
  else if (mark != NULL)
    move_mark (mark, x, y);
}

void
vt_scene_route (VtScene *scene)
{
  route_wires (scene);
  for (guint i = 0; i < scene->wires->len; i++)
    place_label (&g_array_index (scene->wires, VtSceneWire, i));
  for (guint i = 0; i < scene->bundles->len; i++)
    route_bundle (&g_array_index (scene->bundles, VtSceneBundle, i));
  set_bounds (scene);
}

void
vt_scene_set_mark (VtSceneMark *mark, const NnMark *row)
{
  mark->id = row->id;
  mark->kind = row->kind;
  mark->x0 = row->x;
  mark->y0 = row->y;
  mark->x1 = row->x + row->w;
  mark->y1 = row->y + row->h;
  g_free (mark->text);
  mark->text = g_strdup (row->text);
  if (row->kind == NN_MARK_NOTE)
    mark->rect = (VtRect) { row->x, row->y, row->w, vt_note_height (row->text, row->w) };
  else
    mark->rect = vt_rect_grow (&(VtRect) { MIN (mark->x0, mark->x1), MIN (mark->y0, mark->y1), fabs (row->w), fabs (row->h) },
                               VT_ARROW_REACH);
}
