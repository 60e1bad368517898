/* Gliding to where something is seen; at once where motion is reduced. New cards are brought into view by as little as it takes,
 * without zooming: nobody shall lose his place. To a group that was opened the view glides so that it can be read. */
#include "vt-sheet-private.h"

#define GLIDE 200000         /* microseconds */

static gboolean
refit_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  VtSheet *self = VT_SHEET (widget);
  const VtOutlook *from = &self->refit_from, *to = &self->refit_to;
  const gint64 now = gdk_frame_clock_get_frame_time (clock);
  double left;

  if (self->refit_began == 0)
    self->refit_began = now;
  left = 1.0 - CLAMP ((double) (now - self->refit_began) / GLIDE, 0.0, 1.0);
  left = left * left * left;
  vt_sheet_set_outlook (self, &(VtOutlook) { to->zoom + left * (from->zoom - to->zoom), to->x + left * (from->x - to->x),
                                             to->y + left * (from->y - to->y) });
  if (left > 0.0)
    return G_SOURCE_CONTINUE;
  self->refit = 0;
  return G_SOURCE_REMOVE;
}

static void
begin (VtSheet *self, const VtOutlook *to)
{
  vt_sheet_stop_refit (self);
  if (to->zoom == self->zoom && to->x == self->x && to->y == self->y)
    return;
  if (vt_sheet_is_motion_reduced (self))
    {
      vt_sheet_set_outlook (self, to);
      return;
    }
  self->refit_from = (VtOutlook) { self->zoom, self->x, self->y };
  self->refit_to = *to;
  self->refit_began = 0;
  self->refit = gtk_widget_add_tick_callback (GTK_WIDGET (self), refit_cb, NULL, NULL);
}

void
vt_sheet_glide_to (VtSheet *self, guint id)
{
  const VtSceneCard *card = vt_scene_card (self->scene, id);
  VtOutlook to;

  if (card == NULL)
    return;
  to = vt_sheet_outlook_of (self, &card->rect, VT_READABLE * self->text_scale);
  begin (self, &to);
}

/* What new cards are wired to counts with them where there is room for all of it. */
static VtRect
with_neighbours (VtSheet *self, const VtRect *added)
{
  VtRect all = *added;

  for (guint i = 0; i < self->scene->wires->len; i++)
    {
      const VtSceneWire *wire = &g_array_index (self->scene->wires, VtSceneWire, i);
      VtRect from, to;

      if (wire->frame != 0 || !vt_scene_place (self->scene, wire->from, &from) || !vt_scene_place (self->scene, wire->to, &to)
          || !(vt_rect_overlaps (added, &from) || vt_rect_overlaps (added, &to)))
        continue;
      all = vt_rect_union (&all, &from);
      all = vt_rect_union (&all, &to);
    }
  return all;
}

void
vt_sheet_glide_in (VtSheet *self, const VtRect *added)
{
  const VtRect all = with_neighbours (self, added);
  const VtOutlook to = vt_sheet_outlook_in (self, vt_sheet_has_room (self, &all) ? &all : added);

  begin (self, &to);
}

void
vt_sheet_stop_refit (VtSheet *self)
{
  if (self->refit != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->refit);
  self->refit = 0;
}
