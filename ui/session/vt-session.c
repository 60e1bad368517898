#include "vt-session-private.h"

#include <string.h>

#include "points.h"
#include "seat.h"
#include "text.h"

G_DEFINE_FINAL_TYPE (VtSession, vt_session, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

void
vt_session_emit (VtSession *self, guint signal)
{
  g_signal_emit (self, signals[signal], 0);
}

void
vt_session_message (VtSession *self, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text);
}

static void
check (VtSession *self)
{
  g_clear_pointer (&self->report, nn_report_free);
  self->report = nn_check (self->network, self->info);
}

static void
loaded_cb (NnDataset *dataset, const GError *error, gpointer data)
{
  VtSession *self = data;

  if (dataset == NULL)
    {
      vt_session_pause (self);
      vt_session_message (self, error->message);
    }
  else
    {
      self->dataset = nn_dataset_ref (dataset);
      vt_session_read_example (self);
      vt_session_hand_over (self);
    }
  vt_session_emit (self, SIGNAL_DATA);
  vt_session_emit (self, SIGNAL_NETWORK);
}

/* Own points are few: they are there at once, so that nothing flickers while one is dragged. */
static void
load_points (VtSession *self)
{
  vt_loader_cancel (self->loader);
  self->dataset = nn_points_load (nn_network_data (self->network), NULL);
  vt_session_read_example (self);
}

/* What the data promises is known at once; its examples come when they are loaded. */
static void
open_data (VtSession *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->info, nn_data_info_unref);
  g_clear_pointer (&self->dataset, nn_dataset_unref);
  self->info = nn_data_describe (nn_network_data (self->network), &error);
  if (self->info != NULL && nn_points_is (nn_network_data (self->network)))
    load_points (self);
  else if (self->info != NULL)
    vt_loader_load (self->loader, nn_network_data (self->network));
  else
    {
      vt_loader_cancel (self->loader);
      vt_session_message (self, error->message);
    }
}

static gboolean same_structure (const NnNetwork *a, const NnNetwork *b);

static gboolean
same_inside (const NnNetwork *a, const NnNetwork *b)
{
  return a == b || (a != NULL && b != NULL && same_structure (a, b));
}

static gboolean
same_layer (const NnLayer *a, const NnLayer *b)
{
  return a->id == b->id && a->kind == b->kind && g_str_equal (a->name, b->name) &&
         nn_settings_same_work (a->settings, b->settings) && same_inside (nn_layer_inside (a), nn_layer_inside (b));
}

/* Whether two networks train alike: where cards lie and what they are called does not matter. */
static gboolean
same_structure (const NnNetwork *a, const NnNetwork *b)
{
  if (nn_network_n_layers (a) != nn_network_n_layers (b) || nn_network_n_wires (a) != nn_network_n_wires (b))
    return FALSE;
  for (guint i = 0; i < nn_network_n_layers (a); i++)
    if (!same_layer (nn_network_layer_at (a, i), nn_network_layer_at (b, i)))
      return FALSE;
  for (guint i = 0; i < nn_network_n_wires (a); i++)
    {
      const NnWire *v = nn_network_wire_at (a, i);
      const NnWire *w = nn_network_wire_at (b, i);

      if (v->from != w->from || v->to != w->to || v->slot != w->slot)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_there (VtSession *self, guint id)
{
  return nn_network_layer (self->network, id) != NULL || nn_network_mark (self->network, id) != NULL;
}

/* Inside a group the choice goes with the repetition that is looked at; when the group is folded, it is chosen itself. */
static guint
choice_inside (const NnNetwork *network, guint id)
{
  const guint now = nn_seat_shown (network, id);
  g_auto (NnSeat) seat = { 0 };

  return now == 0 && nn_seat_find (network, id, &seat) ? seat.groups[0] : now;
}

/* What an edit or undo took away is not chosen any more. */
static void
drop_gone (VtSession *self)
{
  gboolean changed = FALSE;

  for (guint i = self->chosen->len; i-- > 0;)
    {
      guint *id = &g_array_index (self->chosen, guint, i);
      const guint now = nn_is_inner (*id) ? choice_inside (self->network, *id) : is_there (self, *id) ? *id : 0;

      changed |= now != *id;
      *id = now;
      if (now == 0)
        g_array_remove_index (self->chosen, i);
    }
  if (changed)
    vt_session_emit (self, SIGNAL_SELECTION);
}

void
vt_session_refresh (VtSession *self)
{
  g_autoptr (NnNetwork) before = g_steal_pointer (&self->known);
  const gboolean new_data = before == NULL || !g_str_equal (nn_network_data (before), nn_network_data (self->network));
  const gboolean new_structure = before == NULL || new_data || !same_structure (before, self->network);

  self->known = nn_network_copy (self->network);
  if (new_data)
    open_data (self);
  check (self);
  vt_session_enter_state (self, new_structure);
  if (new_structure)
    {
      self->revision++;
      self->outdated = TRUE;
    }
  else if (!nn_settings_equal (nn_network_recipe (before), nn_network_recipe (self->network)))
    vt_session_hand_recipe (self);
  drop_gone (self);
  vt_session_hand_over (self);

  if (new_data)
    vt_session_emit (self, SIGNAL_DATA);
  vt_session_emit (self, SIGNAL_NETWORK);
  vt_session_emit (self, SIGNAL_DOCUMENT);
}

void
vt_session_retell (VtSession *self)
{
  check (self);   /* its sentences have numbers, too */
  vt_session_emit (self, SIGNAL_NETWORK);
}

void
vt_session_adopt (VtSession *self, NnNetwork *network)
{
  vt_session_forget (self);
  g_clear_pointer (&self->history, nn_history_free);
  g_clear_pointer (&self->known, nn_network_free);
  nn_network_free (self->network);
  self->network = network;
  self->adopted++;
  self->history = nn_history_new (network);
  nn_history_mark_saved (self->history, nn_history_state (self->history));
  self->example = 0;
  vt_session_select (self, 0);
}

VtSession *
vt_session_new (void)
{
  return g_object_new (VT_TYPE_SESSION, NULL);
}

const NnNetwork *
vt_session_network (VtSession *self)
{
  return self->network;
}

const NnReport *
vt_session_report (VtSession *self)
{
  return self->report;
}

const NnDataInfo *
vt_session_info (VtSession *self)
{
  return self->info;
}

NnDataset *
vt_session_dataset (VtSession *self)
{
  return self->dataset;
}

guint64
vt_session_revision (VtSession *self)
{
  return self->revision;
}

gboolean
vt_session_edit (VtSession *self, NnEdit *edit)
{
  g_autoptr (GError) error = NULL;

  if (self->make_room != NULL)
    edit = self->make_room (edit, self->room_data);
  if (!nn_history_apply (self->history, edit, &error))
    {
      vt_session_message (self, error->message);
      return FALSE;
    }
  vt_session_refresh (self);
  return TRUE;
}

void
vt_session_set_room (VtSession *self, VtMakeRoomFunc make_room, gpointer data)
{
  self->make_room = make_room;
  self->room_data = data;
}

void
vt_session_seal (VtSession *self)
{
  nn_history_seal (self->history);
}

void
vt_session_undo (VtSession *self)
{
  if (nn_history_undo (self->history))
    vt_session_refresh (self);
}

void
vt_session_redo (VtSession *self)
{
  if (nn_history_redo (self->history))
    vt_session_refresh (self);
}

char *
vt_session_undo_title (VtSession *self)
{
  return nn_history_undo_title (self->history);
}

char *
vt_session_redo_title (VtSession *self)
{
  return nn_history_redo_title (self->history);
}

gboolean
vt_session_set (VtSession *self, guint layer, const char *param, double value)
{
  g_auto (NnSeat) seat = { 0 };
  const NnKind *kind;
  GPtrArray *edits;

  if (!nn_seat_find (self->network, layer, &seat))
    return FALSE;
  kind = seat.layer->kind;
  if (seat.n_groups > 0 || self->chosen->len < 2 || !vt_session_is_chosen (self, layer))
    return vt_session_edit (self, nn_seat_edit (&seat, nn_edit_set (seat.layer->id, param, value)));
  edits = g_ptr_array_new ();
  for (guint i = 0; i < self->chosen->len; i++)
    {
      const NnLayer *other = nn_network_layer (self->network, g_array_index (self->chosen, guint, i));

      if (other != NULL && other->kind == kind)
        g_ptr_array_add (edits, nn_edit_set (other->id, param, value));
    }
  return vt_session_edit (self, nn_edit_group (nn_edit_title (g_ptr_array_index (edits, 0), self->network), edits));
}

guint
vt_session_selected (VtSession *self)
{
  for (guint i = self->chosen->len; i-- > 0;)
    if (nn_network_layer (self->network, g_array_index (self->chosen, guint, i)) != NULL)
      return g_array_index (self->chosen, guint, i);
  return 0;
}

guint
vt_session_inspected (VtSession *self)
{
  for (guint i = self->chosen->len; i-- > 0;)
    {
      const guint id = g_array_index (self->chosen, guint, i);

      if (nn_is_inner (id) || nn_network_layer (self->network, id) != NULL)
        return id;
    }
  return 0;
}

void
vt_session_select (VtSession *self, guint id)
{
  vt_session_choose (self, &id, id != 0);
}

void
vt_session_choose (VtSession *self, const guint *ids, guint n)
{
  if (n == self->chosen->len && (n == 0 || memcmp (ids, self->chosen->data, n * sizeof *ids) == 0))
    return;
  g_array_set_size (self->chosen, 0);
  g_array_append_vals (self->chosen, ids, n);
  vt_session_emit (self, SIGNAL_SELECTION);
}

const guint *
vt_session_chosen (VtSession *self, guint *n)
{
  *n = self->chosen->len;
  return (const guint *) self->chosen->data;
}

gboolean
vt_session_is_chosen (VtSession *self, guint id)
{
  for (guint i = 0; i < self->chosen->len; i++)
    if (g_array_index (self->chosen, guint, i) == id)
      return TRUE;
  return FALSE;
}

/* Where a new layer goes when none is chosen: before the output, or else after the layer that was added last. */
static const NnLayer *
default_place (const NnNetwork *network)
{
  const guint n = nn_network_n_layers (network);

  for (guint i = 0; i < n; i++)
    if (nn_network_layer_at (network, i)->kind->is_output)
      return nn_network_layer_at (network, i);
  return n > 0 ? nn_network_layer_at (network, n - 1) : NULL;
}

/* After a layer inside a group, in that group. */
static void
add_inside (VtSession *self, const NnSeat *seat, const char *kind)
{
  const guint id = nn_network_next_id (seat->network);
  const NnLayer *added;
  g_autofree char *name = NULL;

  if (!vt_session_edit (self, nn_seat_edit (seat, nn_edit_add_after (seat->network, kind, seat->layer->id, id))))
    return;
  added = nn_network_layer (seat->network, id);
  name = g_strconcat (seat->where, added->name, NULL);
  vt_session_select (self, nn_inner_id (name));
}

/* On the sheet, after a layer (0: none). */
static gboolean
add_after (VtSession *self, const char *kind, guint after, guint id)
{
  return vt_session_edit (self, nn_edit_pick_field (nn_edit_add_after (self->network, kind, after, id), self->network, self->info,
                                                    kind, id));
}

void
vt_session_add_layer (VtSession *self, const char *kind)
{
  g_auto (NnSeat) seat = { 0 };
  const guint id = nn_network_next_id (self->network);
  const NnLayer *place = nn_network_layer (self->network, vt_session_selected (self));

  g_return_if_fail (nn_kind_find (kind) != NULL);

  if (place == NULL)
    place = default_place (self->network);
  vt_session_seal (self);
  if (nn_seat_find (self->network, vt_session_inspected (self), &seat) && seat.n_groups > 0)
    add_inside (self, &seat, kind);
  else if (add_after (self, kind, place != NULL ? place->id : 0, id))
    vt_session_select (self, id);
}

void
vt_session_set_data (VtSession *self, const char *spec)
{
  vt_session_seal (self);
  vt_session_edit (self, nn_edit_set_data (spec));
  vt_session_seal (self);
}

void
vt_session_point_at (VtSession *self, guint layer, guint unit)
{
  if (layer == self->pointed_layer && unit == self->pointed_unit)
    return;
  self->pointed_layer = layer;
  self->pointed_unit = unit;
  vt_session_emit (self, SIGNAL_POINTED);
}

guint
vt_session_pointed (VtSession *self, guint *unit)
{
  *unit = self->pointed_unit;
  return self->pointed_layer;
}

static void
vt_session_dispose (GObject *object)
{
  VtSession *self = VT_SESSION (object);

  g_clear_pointer (&self->loader, vt_loader_free);
  g_clear_pointer (&self->worker, nn_worker_free);
  self->frame = NULL;
  G_OBJECT_CLASS (vt_session_parent_class)->dispose (object);
}

static void
vt_session_finalize (GObject *object)
{
  VtSession *self = VT_SESSION (object);

  g_clear_pointer (&self->history, nn_history_free);
  g_clear_pointer (&self->network, nn_network_free);
  g_clear_pointer (&self->known, nn_network_free);
  g_clear_pointer (&self->report, nn_report_free);
  g_clear_pointer (&self->info, nn_data_info_unref);
  g_clear_pointer (&self->dataset, nn_dataset_unref);
  g_clear_pointer (&self->weights, nn_tensors_free);
  g_clear_pointer (&self->input, g_array_unref);
  g_clear_pointer (&self->chosen, g_array_unref);
  g_clear_pointer (&self->wants, vt_wants_free);
  g_clear_pointer (&self->turns, vt_turns_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->name, g_free);
  vt_curve_finish (&self->curve);
  g_clear_pointer (&self->lines, g_hash_table_unref);
  g_clear_pointer (&self->curves, g_hash_table_unref);
  G_OBJECT_CLASS (vt_session_parent_class)->finalize (object);
}

static void
add_signal (guint signal, const char *name)
{
  signals[signal] = g_signal_new (name, VT_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vt_session_class_init (VtSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vt_session_dispose;
  object_class->finalize = vt_session_finalize;

  add_signal (SIGNAL_NETWORK, "network");
  add_signal (SIGNAL_SELECTION, "selection");
  add_signal (SIGNAL_POINTED, "pointed");
  add_signal (SIGNAL_FRAME, "frame");
  add_signal (SIGNAL_DATA, "data");
  add_signal (SIGNAL_DOCUMENT, "document");
  signals[SIGNAL_MESSAGE] =
      g_signal_new ("message", VT_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
vt_session_init (VtSession *self)
{
  gboolean fresh;

  self->loader = vt_loader_new (loaded_cb, self);
  self->worker = nn_worker_new (0);
  self->frame = nn_worker_frame (self->worker, &fresh);
  self->wants = vt_wants_new ();
  self->turns = vt_turns_new ();
  self->input = g_array_new (FALSE, FALSE, sizeof (float));
  self->chosen = g_array_new (FALSE, FALSE, sizeof (guint));
  vt_curve_init (&self->curve);
  vt_session_init_lines (self);
  vt_session_adopt (self, nn_network_new ());
  vt_session_refresh (self);
}
