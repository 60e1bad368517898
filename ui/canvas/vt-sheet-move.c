/* Moving what is chosen, with the pointer and by key. */
#include <math.h>

#include "seat.h"
#include "text.h"
#include "vt-sheet-private.h"

#define SNAP 4.0

static void
add_start (VtSheet *self, guint id)
{
  const NnLayer *layer = nn_network_layer (vt_session_network (self->session), id);
  const NnMark *mark = nn_network_mark (vt_session_network (self->session), id);
  const VtSceneCard *card = vt_scene_card (self->scene, id);
  const VtStart start = {
    .id = id,
    .x = layer != NULL ? layer->x : mark != NULL ? mark->x : card->rect.x,
    .y = layer != NULL ? layer->y : mark != NULL ? mark->y : card->rect.y,
  };

  g_array_append_val (self->starts, start);
}

static void
list_chosen (VtSheet *self)
{
  guint n;
  const guint *ids = vt_session_chosen (self->session, &n);

  g_array_set_size (self->starts, 0);
  for (guint i = 0; i < n; i++)
    add_start (self, ids[i]);
}

/* A card on an open group, with its neighbours: from now on they all stand where they were put. */
static NnEdit *
move_inside (VtSheet *self, const VtStart *start, double dx, double dy)
{
  const VtSceneCard *frame = vt_scene_card (self->scene, vt_scene_card (self->scene, start->id)->frame);
  GPtrArray *edits = g_ptr_array_new ();
  g_auto (NnSeat) group = { 0 };
  char *title;

  for (guint i = 0; i < frame->plan->parts->len; i++)
    {
      const VtPart *part = &g_array_index (frame->plan->parts, VtPart, i);
      const gboolean moves = part->card == start->id;
      g_auto (NnSeat) seat = { 0 };

      if (nn_seat_find (vt_session_network (self->session), part->card, &seat))
        g_ptr_array_insert (edits, moves ? 0 : -1, nn_seat_edit (&seat, nn_edit_move (part->layer, part->place.x + (moves ? dx : 0.0),
                                                                                     part->place.y + (moves ? dy : 0.0))));
    }
  title = nn_edit_title (g_ptr_array_index (edits, 0), vt_session_network (self->session));
  if (nn_seat_find (vt_session_network (self->session), frame->layer, &group))
    g_ptr_array_add (edits, nn_seat_edit (&group, nn_edit_set (group.layer->id, "placed", TRUE)));
  return nn_edit_group (title, edits);
}

/* All of them by as much, as one step. What lies in a group is chosen alone. */
static NnEdit *
make_edit (VtSheet *self, double dx, double dy)
{
  GPtrArray *edits = g_ptr_array_new ();
  char *title;

  for (guint i = 0; i < self->starts->len; i++)
    {
      const VtStart *start = &g_array_index (self->starts, VtStart, i);
      const VtSceneCard *card = vt_scene_card (self->scene, start->id);

      if (card == NULL || card->frame == 0)
        {
          g_ptr_array_add (edits, nn_edit_move (start->id, start->x + dx, start->y + dy));
          continue;
        }
      g_ptr_array_add (edits, move_inside (self, start, dx, dy));
      vt_sheet_make_room (self, vt_scene_ground (self->scene, vt_scene_card (self->scene, start->id)), edits);
    }
  if (self->starts->len == 1 && edits->len > 1)
    return nn_edit_group (nn_edit_title (g_ptr_array_index (edits, 0), vt_session_network (self->session)), edits);
  title = edits->len == 1 ? nn_edit_title (g_ptr_array_index (edits, 0), vt_session_network (self->session))
                          : nn_count_in_words (edits->len, N_ ("Move %s thing"), N_ ("Move %s things"));
  return nn_edit_group (title, edits);
}

void
vt_sheet_begin_items (VtSheet *self, guint pressed)
{
  list_chosen (self);
  self->drag.mode = VT_DRAG_ITEMS;
  self->drag.item = pressed;
  for (guint i = 0; i < self->starts->len; i++)
    if (g_array_index (self->starts, VtStart, i).id == pressed)
      {
        self->drag.start_x = g_array_index (self->starts, VtStart, i).x;
        self->drag.start_y = g_array_index (self->starts, VtStart, i).y;
      }
}

/* The one that was pressed snaps; the others keep their places beside it. */
static void
find_shift (VtSheet *self, double *dx, double *dy)
{
  *dx = round ((self->drag.start_x + *dx / self->zoom) / SNAP) * SNAP - self->drag.start_x;
  *dy = round ((self->drag.start_y + *dy / self->zoom) / SNAP) * SNAP - self->drag.start_y;
}

void
vt_sheet_drag_items (VtSheet *self, double dx, double dy)
{
  find_shift (self, &dx, &dy);
  if (dx == self->drag.x && dy == self->drag.y)
    return;
  self->drag.x = dx;
  self->drag.y = dy;
  for (guint i = 0; i < self->starts->len; i++)
    {
      const VtStart *start = &g_array_index (self->starts, VtStart, i);

      vt_scene_move (self->scene, start->id, start->x + dx, start->y + dy);
    }
  vt_sheet_follow (self);
}

void
vt_sheet_drop_items (VtSheet *self)
{
  if (self->drag.x != 0.0 || self->drag.y != 0.0)
    vt_sheet_edit (self, make_edit (self, self->drag.x, self->drag.y));
}

/* Steps by key merge into one until something else is done. */
void
vt_sheet_move_items (VtSheet *self, guint id, double dx, double dy)
{
  if (vt_session_is_chosen (self->session, id))
    list_chosen (self);
  else
    {
      g_array_set_size (self->starts, 0);
      add_start (self, id);
    }
  vt_session_edit (self->session, make_edit (self, dx, dy));
  vt_sheet_show_item (self, id);
}
