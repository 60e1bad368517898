/* Wires: drawing them with the pointer, what is said while they are drawn, and the rules of where they may end. */
#include <math.h>

#include "text.h"
#include "vt-sheet-line.h"

#define PORT_REACH 12.0      /* of the pointer at a port, in pixels of the screen */
#define DROP_REACH 22.0      /* of a loose end */
#define NO_SLOT G_MAXUINT    /* no port is near: only its card */
#define FAR 1e6              /* beyond every distance on a card */

/* What leaves an open group is drawn as if it ended at the group, but is no wire of its own. */
static gboolean
ends_at (const VtSceneWire *wire, guint layer)
{
  return wire->to == layer && wire->frame != layer;
}

static const VtSceneWire *
wire_into (VtSheet *self, guint layer)
{
  for (guint i = self->scene->wires->len; i-- > 0;)
    if (ends_at (&g_array_index (self->scene->wires, VtSceneWire, i), layer))
      return &g_array_index (self->scene->wires, VtSceneWire, i);
  return NULL;
}

/* NULL: nothing ends there. */
static const VtSceneWire *
wire_at (VtSheet *self, guint to, guint slot)
{
  for (guint i = 0; i < self->scene->wires->len; i++)
    {
      const VtSceneWire *wire = &g_array_index (self->scene->wires, VtSceneWire, i);

      if (ends_at (wire, to) && wire->slot == slot)
        return wire;
    }
  return NULL;
}

static const NnKind *
kind_of (VtSheet *self, guint layer)
{
  g_auto (NnSeat) seat = { 0 };

  return nn_seat_find (vt_session_network (self->session), layer, &seat) ? seat.layer->kind : NULL;
}

guint
vt_sheet_free_slot (VtSheet *self, guint to)
{
  const guint n = kind_of (self, to)->max_in;

  for (guint slot = 0; slot < n; slot++)
    if (wire_at (self, to, slot) == NULL)
      return slot;
  return 0;
}

/* Of a card with the loose end over its body: the nearest free input among those that it cannot do without, else the nearest free
 * one, else the nearest. */
static guint
find_slot (VtSheet *self, const VtSceneCard *card)
{
  const guint needed = kind_of (self, card->layer)->min_in;
  double best = G_MAXDOUBLE;
  guint nearest = 0;

  for (guint slot = 0; slot < card->plan->n_in; slot++)
    {
      double x, y, cost;

      vt_scene_input (card, slot, &x, &y);
      cost = hypot (x - self->drag.x, y - self->drag.y);
      if (wire_at (self, card->layer, slot) != NULL)
        cost += 2.0 * FAR;
      else if (slot >= needed)
        cost += FAR;
      if (cost >= best)
        continue;
      best = cost;
      nearest = slot;
    }
  return nearest;
}

static const char *
label_of (VtSheet *self, guint layer)
{
  return vt_scene_card (self->scene, layer)->plan->title;
}

/* Of what is inside a group, the group says what is wrong. */
static gboolean
is_about (const NnIssue *issue, const VtLine *line)
{
  if (issue->severity != NN_ISSUE_ERROR)
    return FALSE;
  return line->seat.n_groups > 0 ? issue->layer == line->seat.groups[0] : issue->layer == line->to && issue->from == line->from;
}

char *
vt_sheet_why_not (VtSheet *self, guint from, guint to, guint slot, gboolean *circles)
{
  g_autoptr (NnNetwork) network = nn_network_copy (vt_session_network (self->session));
  g_autoptr (NnEdit) edit = NULL;
  g_autoptr (NnEdit) inverse = NULL;
  g_autoptr (NnReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (VtLine) line = { 0 };

  *circles = FALSE;
  if (!vt_sheet_find_line (self, from, to, slot, &line))
    return g_strdup (_ ("A wire does not go through the edge of a group."));
  *circles = nn_network_reaches (line.seat.network, line.to, line.from);
  if (from == to)
    return g_strdup_printf (_ ("A layer cannot feed itself: %s would have to wait for its own answer."), label_of (self, to));
  if (*circles)
    return g_strdup_printf (_ ("That would close a circle: %s already feeds %s."), label_of (self, to),
                            label_of (self, from));
  edit = vt_line_add (&line);
  inverse = nn_edit_apply (edit, network, &error);
  if (inverse == NULL)
    return g_strdup (error->message);
  report = nn_check (network, vt_session_info (self->session));
  for (guint i = 0; i < report->issues->len; i++)
    {
      const NnIssue *issue = &g_array_index (report->issues, NnIssue, i);

      if (is_about (issue, &line))
        return g_strdup (issue->sentence);
    }
  return NULL;
}

/* A circle never runs, and would cost the wire that was right: it is only explained. */
static gboolean
refuse_circle (VtSheet *self, guint from, guint to)
{
  g_autofree char *why = NULL, *sentence = NULL;
  gboolean circles;

  why = vt_sheet_why_not (self, from, to, 0, &circles);
  if (!circles)
    return FALSE;
  sentence = g_strdup_printf (_ ("%s Nothing was changed."), why);
  vt_session_message (self->session, sentence);
  return TRUE;
}

void
vt_sheet_add_wire (VtSheet *self, guint from, guint to, guint slot)
{
  g_auto (VtLine) line = { 0 };

  if (!vt_sheet_find_line (self, from, to, slot, &line))
    vt_session_message (self->session, _ ("A wire does not go through the edge of a group. Nothing was changed."));
  else if (!refuse_circle (self, from, to))
    vt_sheet_edit (self, vt_line_add (&line));
}

void
vt_sheet_unplug (VtSheet *self, guint to)
{
  const VtSceneWire *wire = wire_into (self, to);
  g_auto (VtLine) line = { 0 };

  if (wire != NULL && vt_sheet_find_line (self, wire->from, wire->to, wire->slot, &line))
    vt_sheet_edit (self, vt_line_remove (&line));
}

/* Dragging. */

gboolean
vt_sheet_begin_wire (VtSheet *self, double x, double y)
{
  guint slot = 0;
  VtSceneCard *output = vt_scene_output_at (self->scene, VT_ANY_FRAME, x, y, PORT_REACH / self->zoom);
  VtSceneCard *input = output == NULL ? vt_scene_input_at (self->scene, VT_ANY_FRAME, x, y, PORT_REACH / self->zoom, &slot) : NULL;
  const VtSceneWire *taken = input != NULL ? wire_at (self, input->layer, slot) : NULL;

  if (output == NULL && input == NULL)
    return FALSE;
  self->drag.mode = VT_DRAG_WIRE;
  self->drag.layer = output != NULL ? output->layer : taken != NULL ? taken->from : input->layer;
  self->drag.from_output = output != NULL || taken != NULL;
  self->drag.slot = slot;
  self->drag.frame = vt_sheet_frame_of (self, output != NULL ? output->layer : input->layer);
  if (taken != NULL)
    {
      self->drag.loose_from = taken->from;
      self->drag.loose_to = taken->to;
      self->drag.loose_slot = taken->slot;
    }
  self->drag.x = x;
  self->drag.y = y;
  return TRUE;
}

/* The card under the loose end that lies where the wire does, or the group that it lies in; NULL: neither. */
static VtSceneCard *
card_under (VtSheet *self, const VtDrag *drag)
{
  VtSceneCard *card = vt_scene_card_at (self->scene, drag->x, drag->y);

  while (card != NULL && card->frame != drag->frame && card->layer != drag->frame)
    card = vt_scene_card (self->scene, card->frame);
  return card;
}

/* The card that would take the loose end: one whose port is near, or one whose body is under it. */
static VtSceneCard *
find_taker (VtSheet *self)
{
  VtDrag *drag = &self->drag;
  const double reach = DROP_REACH / self->zoom;
  guint slot = NO_SLOT;
  VtSceneCard *card = drag->from_output ? vt_scene_input_at (self->scene, drag->frame, drag->x, drag->y, reach, &slot)
                                        : vt_scene_output_at (self->scene, drag->frame, drag->x, drag->y, reach);
  const gboolean is_at_port = card != NULL;
  gboolean fits;

  drag->refuses = 0;
  if (!is_at_port)
    card = card_under (self, drag);
  drag->over_card = card != NULL && card->layer != drag->frame;
  drag->over_slot = slot;
  if (card != NULL && card->layer == drag->frame)   /* what arrives at the group may go anywhere inside */
    return drag->from_output ? NULL : card;
  fits = card != NULL && (drag->from_output ? card->plan->takes : card->plan->gives);
  drag->refuses = card != NULL && !fits && card->layer != drag->layer ? card->layer : 0;
  if (!fits || (card->layer == drag->layer && !is_at_port))
    return NULL;
  if (drag->from_output && slot == NO_SLOT)
    drag->over_slot = card->layer == drag->loose_to ? drag->loose_slot : find_slot (self, card);
  return card;
}

static guint
from_of (const VtDrag *drag)
{
  return drag->from_output ? drag->layer : drag->over;
}

static guint
to_of (const VtDrag *drag)
{
  return drag->from_output ? drag->over : drag->layer;
}

static guint
slot_of (const VtDrag *drag)
{
  return drag->from_output ? drag->over_slot : drag->slot;
}

/* Let go here, the wire is as it was before it was taken off. */
static gboolean
is_back (const VtDrag *drag)
{
  return drag->loose_to != 0 && drag->over == drag->loose_to && drag->over_slot == drag->loose_slot;
}

/* The layer, or which of its inputs where it has several. */
static char *
name_end (VtSheet *self, guint to, guint slot)
{
  const VtSceneCard *card = vt_scene_card (self->scene, to);

  return card->plan->n_in > 1 ? vt_card_name_input (card, slot) : g_strdup (label_of (self, to));
}

/* Why no wire ends, or begins, at the card under the loose end. */
static char *
say_refusal (VtSheet *self, const VtDrag *drag)
{
  return g_strdup_printf (drag->from_output ? _ ("%s takes no wire: its numbers come from the data.")
                                            : _ ("%s hands nothing on: it is where the network ends."),
                          label_of (self, drag->refuses));
}

/* What letting go would do, before it is done. */
static void
say_outcome (VtSheet *self)
{
  const VtDrag *drag = &self->drag;
  const VtSceneWire *replaced = NULL;
  g_autofree char *end = NULL, *title = NULL, *detail = NULL;

  if (drag->refuses != 0)
    {
      title = say_refusal (self, drag);
      vt_sheet_say (self, title, _ ("Letting go changes nothing."));
    }
  else if (is_back (drag))
    vt_sheet_say (self, _ ("Let go to keep the wire"), "");
  else if (drag->over == 0 && (drag->over_card || (drag->frame != 0 && drag->loose_to == 0)))
    vt_sheet_say (self, drag->loose_to != 0 ? _ ("Let go to keep the wire") : _ ("Nothing to connect here"), "");
  else if (drag->over == 0 && drag->loose_to != 0)
    vt_sheet_say (self, _ ("Let go to remove the wire"), "");
  else if (drag->over == 0)
    vt_sheet_say (self, _ ("Let go for the layers that fit here"), "");
  else
    {
      const guint to = to_of (drag);

      replaced = wire_at (self, to, slot_of (drag));
      end = name_end (self, to, slot_of (drag));
      title = g_strdup_printf (_ ("Let go to connect %s to %s"), label_of (self, from_of (drag)), end);
      if (replaced != NULL && replaced->from != drag->loose_from)
        detail = g_strdup_printf (_ ("It takes the place of the wire from %s"), label_of (self, replaced->from));
      vt_sheet_say (self, title, detail != NULL ? detail : "");
    }
}

static void
judge (VtSheet *self)
{
  VtDrag *drag = &self->drag;
  g_autofree char *why = NULL;

  drag->circles = FALSE;
  drag->fits = TRUE;
  if (drag->over != 0 && !is_back (drag))
    why = vt_sheet_why_not (self, from_of (drag), to_of (drag), slot_of (drag), &drag->circles);
  drag->fits = why == NULL;
  if (why != NULL)
    vt_sheet_say (self, why,
                  drag->circles ? _ ("Numbers run one way, from input to output. Letting go changes nothing.")
                                : _ ("Let go to connect it all the same, and get a repair offered"));
  else
    say_outcome (self);
}

/* The loose end follows the pointer and jumps to a port that is near. */
void
vt_sheet_drag_wire (VtSheet *self, double x, double y)
{
  VtDrag *drag = &self->drag;
  const guint was_over = drag->over, was_slot = drag->over_slot;
  const gboolean was_over_card = drag->over_card, is_first = !gtk_widget_get_visible (self->hint);
  VtSceneCard *over;

  self->pointer_x = x;
  self->pointer_y = y;
  vt_sheet_to_scene (self, x, y, &drag->x, &drag->y);
  over = find_taker (self);
  drag->over = over != NULL ? over->layer : 0;
  if (is_first || drag->over != was_over || drag->over_slot != was_slot || drag->over_card != was_over_card)
    judge (self);
  if (over != NULL && (drag->from_output || over->layer == drag->frame))
    vt_scene_input (over, drag->from_output ? drag->over_slot : 0, &drag->x, &drag->y);
  else if (over != NULL)
    vt_scene_output (over, &drag->x, &drag->y);
  gtk_widget_queue_allocate (GTK_WIDGET (self));   /* the hint goes along */
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drop_loose (VtSheet *self, const VtDrag *drag)
{
  GPtrArray *edits;
  g_auto (VtLine) loose = { 0 }, line = { 0 };

  if (!vt_sheet_find_line (self, drag->loose_from, drag->loose_to, drag->loose_slot, &loose))
    return;
  if (drag->over == 0)
    {
      if (!drag->over_card)
        vt_sheet_edit (self, vt_line_remove (&loose));
      return;
    }
  if (refuse_circle (self, from_of (drag), to_of (drag)) || !vt_sheet_find_line (self, from_of (drag), to_of (drag), slot_of (drag), &line))
    return;
  edits = g_ptr_array_new ();
  g_ptr_array_add (edits, vt_line_remove (&loose));
  g_ptr_array_add (edits, vt_line_add (&line));
  vt_sheet_edit (self, nn_edit_group (g_strdup (_ ("Move wire")), edits));
}

static void
tell_refusal (VtSheet *self, const VtDrag *drag)
{
  g_autofree char *why = say_refusal (self, drag), *sentence = g_strdup_printf (_ ("%s Nothing was changed."), why);

  vt_session_message (self->session, sentence);
}

/* A wire taken off its port and let go over empty sheet goes away; over a card that cannot take it, it stays. */
void
vt_sheet_drop_wire (VtSheet *self)
{
  const VtDrag drag = self->drag;

  vt_sheet_clear_held (self);
  if (is_back (&drag))
    return;
  if (drag.refuses != 0)
    {
      tell_refusal (self, &drag);
      return;
    }
  if (drag.loose_to != 0)
    drop_loose (self, &drag);
  else if (drag.over != 0)
    vt_sheet_add_wire (self, from_of (&drag), to_of (&drag), slot_of (&drag));
  else if (!drag.over_card && drag.frame == 0)
    vt_sheet_offer_kinds (self, drag.layer, drag.from_output, drag.slot, drag.x, drag.y);
}
