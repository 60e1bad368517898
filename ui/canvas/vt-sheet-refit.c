/* When what is added pushes others out of a view that showed all, the view glides back to where all is seen; at once where
 * motion is reduced. Whoever looked at a part only keeps that part. To a group that was opened it glides so that it can be read. */
#include "vt-sheet-private.h"

#define GLIDE 200000         /* microseconds */
#define LEAST 0.5            /* smaller, a network cannot be read: rather part of it than all */

gboolean
vt_sheet_sees_all (VtSheet *self)
{
  const VtRect place = vt_sheet_to_widget (self, &self->scene->bounds);

  return place.x >= 0.0 && place.y >= 0.0 && place.x + place.w <= gtk_widget_get_width (GTK_WIDGET (self))
         && place.y + place.h <= gtk_widget_get_height (GTK_WIDGET (self));
}

/* All, or the card, which may be gone by now. */
static VtOutlook
find_end (VtSheet *self)
{
  const VtSceneCard *card = self->refit_to != 0 ? vt_scene_card (self->scene, self->refit_to) : NULL;

  return card != NULL ? vt_sheet_outlook_of (self, &card->rect, VT_READABLE * self->text_scale) : vt_sheet_outlook_of_all (self);
}

static gboolean
refit_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  VtSheet *self = VT_SHEET (widget);
  const gint64 now = gdk_frame_clock_get_frame_time (clock);
  VtOutlook to;
  double left;

  if (self->refit_began == 0)
    self->refit_began = now;
  left = 1.0 - CLAMP ((double) (now - self->refit_began) / GLIDE, 0.0, 1.0);
  left = left * left * left;
  to = find_end (self);
  vt_sheet_set_outlook (self, &(VtOutlook) { to.zoom + left * (self->refit_from.zoom - to.zoom),
                                             to.x + left * (self->refit_from.x - to.x),
                                             to.y + left * (self->refit_from.y - to.y) });
  if (left > 0.0)
    return G_SOURCE_CONTINUE;
  self->refit = 0;
  return G_SOURCE_REMOVE;
}

static void
begin (VtSheet *self, guint to)
{
  VtOutlook end;

  vt_sheet_stop_refit (self);
  self->refit_to = to;
  end = find_end (self);
  if (to == 0 && end.zoom < LEAST * self->text_scale)
    return;
  if (vt_sheet_is_motion_reduced (self))
    {
      vt_sheet_set_outlook (self, &end);
      return;
    }
  self->refit_from = (VtOutlook) { self->zoom, self->x, self->y };
  self->refit_began = 0;
  self->refit = gtk_widget_add_tick_callback (GTK_WIDGET (self), refit_cb, NULL, NULL);
}

void
vt_sheet_refit (VtSheet *self)
{
  begin (self, 0);
}

void
vt_sheet_glide_to (VtSheet *self, guint id)
{
  begin (self, id);
}

void
vt_sheet_stop_refit (VtSheet *self)
{
  if (self->refit != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->refit);
  self->refit = 0;
}
