#include "vt-areas.h"

typedef struct
{
  GtkWidget *widget;
  GtkWidget *last;   /* weak: where the keyboard was in it; NULL: it has gone, or was never there */
} Area;

struct _VtAreas
{
  GPtrArray *areas;   /* Area */
};

static void
area_free (gpointer data)
{
  g_clear_weak_pointer (&((Area *) data)->last);
  g_free (data);
}

VtAreas *
vt_areas_new (void)
{
  VtAreas *areas = g_new0 (VtAreas, 1);

  areas->areas = g_ptr_array_new_with_free_func (area_free);
  return areas;
}

void
vt_areas_free (VtAreas *areas)
{
  if (areas == NULL)
    return;
  g_ptr_array_unref (areas->areas);
  g_free (areas);
}

void
vt_areas_add (VtAreas *areas, GtkWidget *widget)
{
  Area *area = g_new0 (Area, 1);

  area->widget = widget;
  g_ptr_array_add (areas->areas, area);
}

static gboolean
has (const Area *area, GtkWidget *focus)
{
  return focus != NULL && (focus == area->widget || gtk_widget_is_ancestor (focus, area->widget));
}

static gboolean
enter (Area *area)
{
  if (!gtk_widget_get_mapped (area->widget) || !gtk_widget_is_sensitive (area->widget))
    return FALSE;
  if (area->last != NULL && gtk_widget_get_mapped (area->last) && has (area, area->last) && gtk_widget_grab_focus (area->last))
    return TRUE;
  return gtk_widget_child_focus (area->widget, GTK_DIR_TAB_FORWARD);
}

void
vt_areas_move (VtAreas *areas, GtkWindow *window, gboolean back)
{
  GtkWidget *focus = gtk_window_get_focus (window);
  const guint n = areas->areas->len;
  guint at = back ? 0 : n - 1;   /* from nowhere: to the first, or to the last */

  for (guint i = 0; i < n; i++)
    if (has (g_ptr_array_index (areas->areas, i), focus))
      {
        g_set_weak_pointer (&((Area *) g_ptr_array_index (areas->areas, i))->last, focus);
        at = i;
      }
  for (guint i = 1; i < n; i++)
    if (enter (g_ptr_array_index (areas->areas, (at + (back ? n - i : i)) % n)))
      {
        gtk_window_set_focus_visible (window, TRUE);
        return;
      }
}
