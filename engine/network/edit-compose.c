/* Edits composed of others, for the canvas, the palette and the remedies of issues. */
#include "edit-private.h"

#include "network-private.h"
#include "text.h"

guint
nn_network_next_id (const NnNetwork *network)
{
  return network->next_id;
}

/* A group that adds one layer of a kind, in the making. */
typedef struct
{
  const NnNetwork *network;
  const NnKind *kind;     /* NULL: no such kind; the group will fail when it is applied */
  GPtrArray *edits;
  char *title;
  double x, y;            /* of the new card */
  double width, height;
  guint id;
} Plan;

static Plan
begin (const NnNetwork *network, const char *verb, const char *kind, guint id)
{
  Plan plan = { .network = network, .kind = nn_kind_find (kind), .edits = g_ptr_array_new (), .id = id };
  g_autoptr (NnLayer) layer = plan.kind != NULL ? nn_layer_new (plan.kind) : NULL;

  plan.title = g_strdup_printf (verb, plan.kind != NULL ? nn_text (plan.kind->title) : kind);
  if (layer != NULL)
    nn_card_size (layer, &plan.width, &plan.height);
  return plan;
}

/* Moves the cards at `first` and behind it to the right, until the first has room for the new card before it. */
static void
make_room (Plan *plan, guint first)
{
  const NnLayer *next = nn_network_layer (plan->network, first);
  const double shift = next != NULL ? plan->x + plan->width + NN_CARD_GAP - next->x : 0;

  for (guint i = 0; shift > 0 && i < nn_network_n_layers (plan->network); i++)
    {
      const NnLayer *layer = nn_network_layer_at (plan->network, i);

      if (layer->x >= next->x && nn_network_reaches (plan->network, first, layer->id))
        g_ptr_array_add (plan->edits, nn_edit_move (layer->id, layer->x + shift, layer->y));
    }
}

static void
add_wire (Plan *plan, guint from, guint to, guint slot)
{
  g_ptr_array_add (plan->edits, nn_edit_add_wire (from, to, slot));
}

static void
add_layer (Plan *plan, const char *kind)
{
  g_ptr_array_add (plan->edits, nn_edit_add_layer (kind, plan->id, plan->x, plan->y));
}

static gboolean
takes_wires (const NnKind *kind)
{
  return kind != NULL && kind->max_in > 0;
}

static gboolean
gives_wires (const NnKind *kind)
{
  return kind != NULL && !kind->is_output;
}

/* Right of `from`, in line with its middle; others make way. An activation shows as many numbers as it gets: its card is as high. */
static void
place_after (Plan *plan, const NnLayer *from)
{
  double width, height;

  nn_card_size (from, &width, &height);
  if (plan->kind != NULL && plan->kind->family == NN_FAMILY_ACTIVATION)
    plan->height = MAX (plan->height, height);
  plan->x = from->x + width + NN_CARD_GAP;
  plan->y = MAX (NN_SHEET_EDGE, from->y + (height - plan->height) / 2);
}

static NnEdit *
add_alone (const NnNetwork *network, const char *kind, guint id)
{
  Plan plan = begin (network, _ ("Add %s"), kind, id);

  nn_network_place_card (network, 0, plan.width, plan.height, &plan.x, &plan.y);
  add_layer (&plan, kind);
  return nn_edit_group (plan.title, plan.edits);
}

NnEdit *
nn_edit_insert_on_wire (const NnNetwork *network, const char *kind, const NnWire *wire, guint id)
{
  Plan plan = begin (network, _ ("Insert %s"), kind, id);
  const NnLayer *from = nn_network_layer (network, wire->from);

  if (from != NULL)
    place_after (&plan, from);
  make_room (&plan, wire->to);
  add_layer (&plan, kind);
  if (takes_wires (plan.kind))
    add_wire (&plan, wire->from, id, 0);
  if (gives_wires (plan.kind))
    add_wire (&plan, id, wire->to, wire->slot);
  return nn_edit_group (plan.title, plan.edits);
}

static gboolean
has_wires_out (const NnNetwork *network, guint id)
{
  for (guint i = 0; i < nn_network_n_wires (network); i++)
    if (nn_network_wire_at (network, i)->from == id)
      return TRUE;
  return FALSE;
}

NnEdit *
nn_edit_add_after (const NnNetwork *network, const char *kind, guint after, guint id)
{
  const NnLayer *from = after != 0 ? nn_network_layer (network, after) : NULL;
  const NnKind *row = nn_kind_find (kind);
  Plan plan;

  if (from == NULL || !takes_wires (row) || (from->kind->is_output && !gives_wires (row)))
    return add_alone (network, kind, id);
  if (from->kind->is_output)
    return nn_edit_add_before (network, kind, after, id);

  plan = begin (network, _ ("Add %s"), kind, id);
  if (gives_wires (row) && has_wires_out (network, after))
    place_after (&plan, from);   /* in the chain: those behind make way */
  else
    nn_network_place_card (network, after, plan.width, plan.height, &plan.x, &plan.y);
  for (guint i = 0; gives_wires (row) && i < nn_network_n_wires (network); i++)
    if (nn_network_wire_at (network, i)->from == after)
      make_room (&plan, nn_network_wire_at (network, i)->to);
  add_layer (&plan, kind);
  add_wire (&plan, after, id, 0);
  for (guint i = 0; gives_wires (row) && i < nn_network_n_wires (network); i++)
    {
      const NnWire *wire = nn_network_wire_at (network, i);

      if (wire->from == after)
        add_wire (&plan, id, wire->to, wire->slot);
    }
  return nn_edit_group (plan.title, plan.edits);
}

/* Where the new card stands left of one that nothing feeds yet; if there is no room, it takes its place. */
static void
place_before (Plan *plan, const NnLayer *to)
{
  double width, height;

  nn_card_size (to, &width, &height);
  plan->x = MAX (NN_SHEET_EDGE, to->x - NN_CARD_GAP - plan->width);
  plan->y = MAX (NN_SHEET_EDGE, to->y + (height - plan->height) / 2);
}

NnEdit *
nn_edit_add_before (const NnNetwork *network, const char *kind, guint before, guint id)
{
  const NnLayer *to = nn_network_layer (network, before);
  const NnKind *row = nn_kind_find (kind);
  const guint fed = to != NULL ? nn_network_wire_into (network, before, 0) : 0;
  Plan plan;

  if (to == NULL || !takes_wires (to->kind) || !gives_wires (row))
    return add_alone (network, kind, id);
  if (fed < nn_network_n_wires (network))
    return takes_wires (row) ? nn_edit_insert_on_wire (network, kind, nn_network_wire_at (network, fed), id)
                             : add_alone (network, kind, id);

  plan = begin (network, _ ("Add %s"), kind, id);
  place_before (&plan, to);
  make_room (&plan, before);
  add_layer (&plan, kind);
  add_wire (&plan, id, before, 0);
  return nn_edit_group (plan.title, plan.edits);
}

/* Remedies: one builder for each action. */
typedef NnEdit *(*RemedyFunc) (const NnNetwork *network, const NnIssue *issue, const NnRemedy *remedy);

/* What the remedy's new layer is set to. */
static void
set_new (GPtrArray *edits, guint id, const NnRemedy *remedy)
{
  for (guint i = 0; i < NN_REMEDY_SETTINGS && remedy->with[i].param != NULL; i++)
    g_ptr_array_add (edits, nn_edit_set (id, remedy->with[i].param, remedy->with[i].value));
}

static NnEdit *
insert_before (const NnNetwork *network, const NnIssue *issue, const NnRemedy *remedy)
{
  const guint wire = nn_network_wire_into (network, issue->layer, remedy->slot);
  const guint id = nn_network_next_id (network);
  GPtrArray *edits = g_ptr_array_new ();

  if (wire == nn_network_n_wires (network))
    g_ptr_array_add (edits, nn_edit_add_before (network, remedy->kind, issue->layer, id));
  else
    g_ptr_array_add (edits, nn_edit_insert_on_wire (network, remedy->kind, nn_network_wire_at (network, wire), id));
  set_new (edits, id, remedy);
  return nn_edit_group (g_strdup (remedy->label), edits);
}

static NnEdit *
set (const NnNetwork *network, const NnIssue *issue, const NnRemedy *remedy)
{
  return nn_edit_set (remedy->other != 0 ? remedy->other : issue->layer, remedy->param, remedy->value);
}

static NnEdit *
remove_wire (const NnNetwork *network, const NnIssue *issue, const NnRemedy *remedy)
{
  return nn_edit_remove_wire (issue->layer, remedy->slot);
}

/* The layer goes; what fed it feeds what it fed. */
static NnEdit *
remove_layer (const NnNetwork *network, const NnIssue *issue, const NnRemedy *remedy)
{
  const guint id = remedy->other != 0 ? remedy->other : issue->layer;
  const guint fed = nn_network_wire_into (network, id, 0);
  const guint source = fed < nn_network_n_wires (network) ? nn_network_wire_at (network, fed)->from : id;
  GPtrArray *edits = g_ptr_array_new ();

  g_ptr_array_add (edits, nn_edit_remove_layer (id));
  for (guint i = 0; source != id && i < nn_network_n_wires (network); i++)
    {
      const NnWire *wire = nn_network_wire_at (network, i);

      if (wire->from == id && wire->to != id)
        g_ptr_array_add (edits, nn_edit_add_wire (source, wire->to, wire->slot));
    }
  return nn_edit_group (g_strdup (remedy->label), edits);
}

static NnEdit *
add_after (const NnNetwork *network, const NnIssue *issue, const NnRemedy *remedy)
{
  const guint id = nn_network_next_id (network);
  GPtrArray *edits = g_ptr_array_new ();

  g_ptr_array_add (edits, nn_edit_add_after (network, remedy->kind, issue->layer, id));
  set_new (edits, id, remedy);
  return nn_edit_group (g_strdup (remedy->label), edits);
}

/* Whether a layer of the kind has this value. */
static gboolean
is_taken (const NnNetwork *network, const NnKind *kind, const NnParam *param, guint value)
{
  for (guint i = 0; i < nn_network_n_layers (network); i++)
    {
      const NnLayer *layer = nn_network_layer_at (network, i);

      if (layer->kind == kind && nn_settings_int (layer->settings, param->id) == value)
        return TRUE;
    }
  return FALSE;
}

NnEdit *
nn_edit_pick_field (NnEdit *add, const NnNetwork *network, const NnDataInfo *data, const char *kind, guint id)
{
  const NnKind *row = nn_kind_find (kind);

  if (data == NULL || row->fields == NULL)
    return add;
  for (const NnParam *param = row->params; param->id != NULL; param++)
    {
      guint n, value = 1;

      if (row->fields (data, param, &n) == NULL)
        continue;
      while (value <= n && is_taken (network, row, param, value))
        value++;
      if (value > 1 && value <= n)
        {
          g_autofree char *title = nn_edit_title (add, network);

          return nn_edit_wrap (title, add, nn_edit_set (id, param->id, value), NULL);
        }
    }
  return add;
}

static NnEdit *
add_before (const NnNetwork *network, const NnIssue *issue, const NnRemedy *remedy)
{
  return nn_edit_add_before (network, remedy->kind, issue->layer, nn_network_next_id (network));
}

static NnEdit *
connect (const NnNetwork *network, const NnIssue *issue, const NnRemedy *remedy)
{
  return nn_edit_add_wire (remedy->other, issue->layer, remedy->slot);
}

static NnEdit *
use_data (const NnNetwork *network, const NnIssue *issue, const NnRemedy *remedy)
{
  return nn_edit_set_data (remedy->param);
}

static NnEdit *
set_recipe (const NnNetwork *network, const NnIssue *issue, const NnRemedy *remedy)
{
  return nn_edit_set_recipe (remedy->param, remedy->value);
}

static const RemedyFunc remedies[] = {
  [NN_REMEDY_INSERT_BEFORE] = insert_before,
  [NN_REMEDY_SET] = set,
  [NN_REMEDY_REMOVE_WIRE] = remove_wire,
  [NN_REMEDY_REMOVE_LAYER] = remove_layer,
  [NN_REMEDY_ADD_AFTER] = add_after,
  [NN_REMEDY_ADD_BEFORE] = add_before,
  [NN_REMEDY_CONNECT] = connect,
  [NN_REMEDY_USE_DATA] = use_data,
  [NN_REMEDY_SET_RECIPE] = set_recipe,
};

/* Data and recipe are the whole network's, also where the issue lies in a group. */
static gboolean
is_of_whole (const NnRemedy *remedy)
{
  return remedy->action == NN_REMEDY_USE_DATA || remedy->action == NN_REMEDY_SET_RECIPE;
}

NnEdit *
nn_edit_remedy (const NnNetwork *network, const NnIssue *issue, guint i)
{
  const NnRemedy *remedy = &issue->remedy[i];
  NnIssue inner = *issue;
  NnEdit *edit;
  guint depth = 0;

  g_assert (remedy->action != NN_REMEDY_NONE);
  if (issue->inside[0] == 0 || is_of_whole (remedy))
    return remedies[remedy->action](network, issue, remedy);
  for (; depth < NN_ISSUE_DEPTH && issue->inside[depth] != 0; depth++)
    network = nn_layer_inside (nn_network_layer (network, issue->inside[depth]));
  inner.layer = issue->inner;
  edit = remedies[remedy->action](network, &inner, remedy);
  while (depth > 0)
    edit = nn_edit_inside (issue->inside[--depth], edit);
  return edit;
}

NnEdit *
nn_edit_take_out (const NnNetwork *network, guint id)
{
  GPtrArray *edits = g_ptr_array_new ();
  const guint fed = nn_network_wire_into (network, id, 0);

  g_ptr_array_add (edits, nn_edit_remove_layer (id));
  for (guint i = 0; i < nn_network_n_wires (network) && fed < nn_network_n_wires (network); i++)
    {
      const NnWire *wire = nn_network_wire_at (network, i);

      if (wire->from == id)
        g_ptr_array_add (edits, nn_edit_add_wire (nn_network_wire_at (network, fed)->from, wire->to, wire->slot));
    }
  return nn_edit_group (nn_edit_title (g_ptr_array_index (edits, 0), network), edits);
}
