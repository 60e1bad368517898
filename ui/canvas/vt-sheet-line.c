#include "vt-sheet-line.h"

guint
vt_sheet_frame_of (VtSheet *self, guint id)
{
  const VtSceneCard *card = vt_scene_card (self->scene, id);

  return card != NULL ? card->frame : 0;
}

/* Where what arrives at a group comes in; 0: nowhere. */
static guint
find_door (const NnNetwork *inside)
{
  for (guint i = 0; i < nn_network_n_layers (inside); i++)
    if (nn_network_layer_at (inside, i)->kind->max_in == 0)
      return nn_network_layer_at (inside, i)->id;
  return 0;
}

static guint
find_beginning (VtSheet *self, guint from, guint frame, const NnNetwork *inside)
{
  g_auto (NnSeat) seat = { 0 };

  if (frame != 0 && from == frame)
    return find_door (inside);
  if (vt_sheet_frame_of (self, from) != frame || !nn_seat_find (vt_session_network (self->session), from, &seat))
    return 0;
  return seat.layer->id;
}

gboolean
vt_sheet_find_line (VtSheet *self, guint from, guint to, guint slot, VtLine *line)
{
  VtLine found = { .slot = slot };

  if (!nn_seat_find (vt_session_network (self->session), to, &found.seat))
    return FALSE;
  found.to = found.seat.layer->id;
  found.from = find_beginning (self, from, vt_sheet_frame_of (self, to), found.seat.network);
  if (found.from == 0)
    {
      vt_line_clear (&found);
      return FALSE;
    }
  *line = found;
  return TRUE;
}

void
vt_line_clear (VtLine *line)
{
  nn_seat_clear (&line->seat);
}

NnEdit *
vt_line_add (const VtLine *line)
{
  return nn_seat_edit (&line->seat, nn_edit_add_wire (line->from, line->to, line->slot));
}

NnEdit *
vt_line_remove (const VtLine *line)
{
  return nn_seat_edit (&line->seat, nn_edit_remove_wire (line->to, line->slot));
}
