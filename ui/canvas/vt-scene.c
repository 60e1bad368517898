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

/* What a group holds: "holding Conv 2D 1, ReLU 1; 3 times in a row". */
static void
append_inside (GString *words, const NnLayer *group)
{
  const NnNetwork *inside = nn_layer_inside (group);
  const guint times = inside != NULL ? nn_settings_int (group->settings, "repeat") : 0;
  const char *before = _ (", holding ");

  for (guint i = 0; inside != NULL && i < nn_network_n_layers (inside); i++)
    {
      const NnLayer *layer = nn_network_layer_at (inside, i);

      if (layer->kind->max_in == 0)
        continue;
      g_string_append_printf (words, "%s%s", before, layer->label);
      before = ", ";
    }
  if (times > 1)
    g_string_append_printf (words, _ ("; %u times in a row"), times);
}

static char *
card_words (const NnLayer *layer, const NnLayerReport *report)
{
  g_autofree char *shape = report != NULL ? nn_shape_in_words (&report->out) : g_strdup ("?");
  g_autofree char *parameters = report != NULL && report->parameters > 0
                                  ? nn_count_in_words (report->parameters, "%s parameter", "%s parameters")
                                  : g_strdup (_ ("no parameters"));

  GString *words = g_string_new (NULL);

  g_string_printf (words, "%s, %s, %s", nn_text (layer->kind->title), shape, parameters);
  append_inside (words, layer);
  return g_string_free (words, FALSE);
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

static VtSceneCard *
update_card (VtScene *scene, const VtSite *site)
{
  VtSceneCard *card = vt_scene_card (scene, site->layer->id);

  if (card == NULL)
    {
      card = g_new0 (VtSceneCard, 1);
      card->layer = site->layer->id;
      vt_numbers_init (&card->numbers);
      g_ptr_array_add (scene->cards, card);
    }
  set_plan (card, vt_plan_new (site));
  card->rect = (VtRect) { site->layer->x, site->layer->y, card->plan->w, card->plan->h };
  card->has_error = has_error (site->report, card->layer);
  g_free (card->words);
  card->words = card_words (site->layer, nn_report_layer (site->report, card->layer));
  return card;
}

static void
drop_gone_cards (VtScene *scene, const NnNetwork *network)
{
  for (guint i = scene->cards->len; i > 0; i--)
    {
      const VtSceneCard *card = g_ptr_array_index (scene->cards, i - 1);

      if (nn_network_layer (network, card->layer) == NULL)
        g_ptr_array_remove_index (scene->cards, i - 1);
    }
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

static void
set_wire_shape (VtSceneWire *wire, const NnReport *report)
{
  const NnLayerReport *from = nn_report_layer (report, wire->from);

  g_free (wire->words);
  g_free (wire->text);
  wire->words = wire->text = NULL;
  wire->text_width = 0.0;
  if (from != NULL && from->out.rank > 0)
    {
      wire->words = nn_shape_in_words (&from->out);
      wire->text = wire->is_short ? nn_shape_to_string (&from->out) : g_strdup (wire->words);
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

static void
route_wire (const VtScene *scene, VtSceneWire *wire)
{
  vt_scene_output (vt_scene_card (scene, wire->from), &wire->x0, &wire->y0);
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

  if (!bundle.from->plan->has_unit_ports || !bundle.to->plan->has_unit_ports || bundle.to->plan->weight_item < 0
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
    set_wire_shape (&g_array_index (scene->wires, VtSceneWire, i), report);
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

void
vt_scene_update (VtScene *scene, const NnNetwork *network, const NnReport *report, const NnDataInfo *data)
{
  const NnRegime *regime = nn_regime_at (nn_settings_get (nn_network_recipe (network), "regime"));
  g_autoptr (NnDataInfo) answers = data != NULL ? nn_regime_answers (regime, (NnDataInfo *) data) : NULL;

  drop_gone_cards (scene, network);
  for (guint i = 0; i < nn_network_n_layers (network); i++)
    update_card (scene, &(VtSite) { network, report, answers, nn_network_layer_at (network, i) });

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

      g_array_append_val (scene->wires, drawn);
      add_bundle (scene, &drawn);
    }
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

void
vt_scene_move (VtScene *scene, guint id, double x, double y)
{
  VtSceneCard *card = vt_scene_card (scene, id);
  VtSceneMark *mark = vt_scene_mark (scene, id);

  if (card != NULL)
    {
      card->rect.x = x;
      card->rect.y = y;
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
