/* Notes and arrows: adding them, and dragging a note's edge or an arrow's ends. */
#include <math.h>

#include "bounds.h"
#include "text.h"
#include "vt-sheet-private.h"

#define HANDLE_REACH 9.0     /* of the pointer at an end or an edge, in pixels of the screen */
#define ARROW_LENGTH 120.0
#define SNAP 4.0
#define KEY_STEP 8.0

static NnMark
mark_with_text (const NnMark *mark)
{
  NnMark copy = *mark;

  copy.text = g_strdup (mark->text);
  return copy;
}

void
vt_sheet_add_arrow (VtSheet *self, double scene_x, double scene_y)
{
  const NnMark mark = {
    .id = nn_network_next_id (vt_session_network (self->session)),
    .kind = NN_MARK_ARROW,
    .x = round (scene_x / SNAP) * SNAP,
    .y = round (scene_y / SNAP) * SNAP,
    .w = ARROW_LENGTH,
    .text = (char *) "",
  };

  if (!vt_sheet_edit (self, nn_edit_add_mark (&mark)))
    return;
  vt_sheet_choose (self, mark.id);
  vt_sheet_focus_item (self, mark.id);
}

/* Which part of a mark the point is at. */
static VtHandle
handle_at (const VtSceneMark *mark, double x, double y, double within)
{
  const VtRect *rect = &mark->rect;

  if (mark->kind == NN_MARK_NOTE)
    return fabs (x - rect->x - rect->w) <= within && y >= rect->y && y <= rect->y + rect->h ? VT_HANDLE_HEAD
                                                                                           : VT_HANDLE_NONE;
  if (hypot (x - mark->x1, y - mark->y1) <= within)
    return VT_HANDLE_HEAD;
  return hypot (x - mark->x0, y - mark->y0) <= within ? VT_HANDLE_TAIL : VT_HANDLE_NONE;
}

gboolean
vt_sheet_begin_handle (VtSheet *self, double x, double y)
{
  for (guint i = self->scene->marks->len; i-- > 0;)
    {
      const VtSceneMark *mark = g_ptr_array_index (self->scene->marks, i);
      const VtHandle handle = handle_at (mark, x, y, HANDLE_REACH / self->zoom);

      if (handle == VT_HANDLE_NONE || !vt_session_is_chosen (self->session, mark->id))
        continue;
      self->drag.mode = VT_DRAG_HANDLE;
      self->drag.item = mark->id;
      self->drag.handle = handle;
      return TRUE;
    }
  return FALSE;
}

/* A note gets wider or narrower; the tail of an arrow goes while its head stays. */
static void
move_handle (NnMark *mark, VtHandle handle, double dx, double dy)
{
  if (mark->kind == NN_MARK_NOTE)
    {
      mark->w = MAX (NN_NARROWEST_NOTE, mark->w + dx);
      return;
    }
  if (handle == VT_HANDLE_TAIL)
    {
      mark->x += dx;
      mark->y += dy;
      dx = -dx;
      dy = -dy;
    }
  mark->w += dx;
  mark->h += dy;
}

static void
show_mark (VtSheet *self, const NnMark *mark)
{
  VtSceneMark *drawn = vt_scene_mark (self->scene, mark->id);

  vt_scene_set_mark (drawn, mark);
  vt_mark_refresh (VT_MARK (vt_sheet_item (self, mark->id)), drawn, self->theme, self->placed.zoom);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static NnMark
dragged_mark (VtSheet *self)
{
  NnMark mark = mark_with_text (nn_network_mark (vt_session_network (self->session), self->drag.item));

  move_handle (&mark, self->drag.handle, self->drag.x, self->drag.y);
  return mark;
}

void
vt_sheet_drag_handle (VtSheet *self, double dx, double dy)
{
  NnMark mark;

  self->drag.x = round (dx / self->zoom / SNAP) * SNAP;
  self->drag.y = round (dy / self->zoom / SNAP) * SNAP;
  mark = dragged_mark (self);
  show_mark (self, &mark);
  g_free (mark.text);
}

void
vt_sheet_drop_handle (VtSheet *self)
{
  NnMark mark = dragged_mark (self);

  if (!vt_sheet_edit (self, nn_edit_set_mark (&mark)))
    vt_sheet_reload (self);
  g_free (mark.text);
}

/* Steps by key merge into one until something else is done. */
void
vt_sheet_resize_mark (VtSheet *self, guint id, double dx, double dy)
{
  const NnMark *there = nn_network_mark (vt_session_network (self->session), id);
  NnMark mark;

  if (there == NULL)
    return;
  mark = mark_with_text (there);
  move_handle (&mark, VT_HANDLE_HEAD, dx * KEY_STEP, dy * KEY_STEP);
  vt_session_edit (self->session, nn_edit_set_mark (&mark));
  g_free (mark.text);
}

static void
add_note_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VtSheet *self = VT_SHEET (widget);
  double x, y;

  vt_sheet_free_place (self, &x, &y);
  vt_sheet_write_new_note (self, x, y);
}

/* Where the menu was asked for. */
static void
add_note_here_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VtSheet *self = VT_SHEET (widget);

  vt_sheet_write_new_note (self, self->menu_x, self->menu_y);
}

static void
add_arrow_here_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VtSheet *self = VT_SHEET (widget);

  vt_sheet_add_arrow (self, self->menu_x, self->menu_y);
}

static void
add_arrow_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VtSheet *self = VT_SHEET (widget);
  double x, y;

  vt_sheet_free_place (self, &x, &y);
  vt_sheet_add_arrow (self, x, y);
}

void
vt_sheet_install_marks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "sheet.add-note", NULL, add_note_cb);
  gtk_widget_class_install_action (widget_class, "sheet.add-arrow", NULL, add_arrow_cb);
  gtk_widget_class_install_action (widget_class, "sheet.add-note-here", NULL, add_note_here_cb);
  gtk_widget_class_install_action (widget_class, "sheet.add-arrow-here", NULL, add_arrow_here_cb);
}
