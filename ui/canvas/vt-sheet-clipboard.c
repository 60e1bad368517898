/* Copy, cut, paste and duplicate. The clipboard carries the chosen part of the network as a document (fragment.h): under a type of
 * its own with its weights (vt-fragment.h), and as text without, so that it can be pasted into an editor, and back. */
#include <math.h>
#include <string.h>

#include "document.h"
#include "errors.h"
#include "fragment.h"
#include "text.h"
#include "vt-fragment.h"
#include "vt-sheet-private.h"

#define STEP 24.0            /* places for a copy are tried so far apart */
#define SNAP 4.0
#define CARD 120.0           /* about the size of a card that is not there to be measured */
#define CLEARANCE 16.0       /* around a copy */

static NnNetwork *
extract_chosen (VtSheet *self)
{
  const guint *ids;
  guint n;

  vt_sheet_choose_focused (self);
  ids = vt_session_chosen (self->session, &n);
  return n > 0 && !nn_is_inner (*ids) ? nn_network_extract (vt_session_network (self->session), ids, n) : NULL;
}

static void
list_ids (const NnNetwork *fragment, GArray *ids)
{
  g_array_set_size (ids, 0);
  for (guint i = 0; i < nn_network_n_layers (fragment); i++)
    g_array_append_val (ids, nn_network_layer_at (fragment, i)->id);
}

static gboolean
copy_chosen (VtSheet *self)
{
  g_autoptr (NnNetwork) fragment = extract_chosen (self);
  g_autofree char *text = NULL;
  g_autoptr (GdkContentProvider) both = NULL;

  if (fragment == NULL)
    return FALSE;
  text = nn_network_to_json (fragment);
  list_ids (fragment, self->copied_ids);
  both = gdk_content_provider_new_union ((GdkContentProvider *[]) { vt_fragment_new (g_steal_pointer (&fragment),
                                                                                     vt_session_copy (self->session, FALSE)),
                                                                    gdk_content_provider_new_typed (G_TYPE_STRING, text) },
                                         2);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), both);
  g_free (self->copied);
  self->copied = g_steal_pointer (&text);
  return TRUE;
}

/* Of what is copied, where it lay: with its cards' sizes where they are still there. */
static void
include (VtSheet *self, VtRect *bounds, guint id, double x, double y, double w, double h)
{
  VtRect rect, there = { x, y, w, h };
  double right, bottom;

  if (vt_scene_place (self->scene, id, &rect) && rect.x == x && rect.y == y)
    there = rect;
  right = MAX (bounds->x + bounds->w, there.x + there.w);
  bottom = MAX (bounds->y + bounds->h, there.y + there.h);
  bounds->x = MIN (bounds->x, there.x);
  bounds->y = MIN (bounds->y, there.y);
  bounds->w = right - bounds->x;
  bounds->h = bottom - bounds->y;
}

static VtRect
fragment_bounds (VtSheet *self, const NnNetwork *fragment)
{
  VtRect bounds = { G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, -G_MAXDOUBLE };

  for (guint i = 0; i < nn_network_n_layers (fragment); i++)
    {
      const NnLayer *layer = nn_network_layer_at (fragment, i);

      include (self, &bounds, layer->id, layer->x, layer->y, CARD, CARD);
    }
  for (guint i = 0; i < nn_network_n_marks (fragment); i++)
    {
      const NnMark *mark = nn_network_mark_at (fragment, i);

      include (self, &bounds, mark->id, mark->x, mark->y, CARD, CARD / 2.0);
    }
  return bounds;
}

static gboolean
is_clear (VtSheet *self, const VtRect *place)
{
  const VtRect around = vt_rect_grow (place, CLEARANCE);
  GHashTableIter iter;
  gpointer id;
  VtRect rect;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (vt_scene_place (self->scene, GPOINTER_TO_UINT (id), &rect) && vt_rect_overlaps (&around, &rect))
      return FALSE;
  return TRUE;
}

/* The nearest place to the right of that one, or below it, where it covers nothing. */
static VtRect
find_clear (VtSheet *self, const VtRect *from, gboolean right)
{
  VtRect place = *from;

  for (guint steps = 0; ; steps++)
    {
      place.x = round ((from->x + (right ? steps * STEP : 0.0)) / SNAP) * SNAP;
      place.y = round ((from->y + (right ? 0.0 : steps * STEP)) / SNAP) * SNAP;
      if (is_clear (self, &place))
        return place;
    }
}

/* How much of the view the network would fill with something there: above 1 it has to be seen smaller. */
static double
fill_of (VtSheet *self, const VtRect *place)
{
  const VtRect *all = &self->scene->bounds;
  const double w = MAX (all->x + all->w, place->x + place->w) - MIN (all->x, place->x);
  const double h = MAX (all->y + all->h, place->y + place->h) - MIN (all->y, place->y);

  return MAX (w / MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1), h / MAX (gtk_widget_get_height (GTK_WIDGET (self)), 1));
}

/* Right of what it copies or below, where the whole stays largest; from the middle of the view where that cannot be seen. */
static void
find_shift (VtSheet *self, const NnNetwork *fragment, double *dx, double *dy)
{
  const VtRect there = fragment_bounds (self, fragment);
  VtRect from = there, right, below, place;

  if (!vt_sheet_is_in_view (self, &there))
    vt_sheet_middle (self, &from.x, &from.y);
  right = find_clear (self, &from, TRUE);
  below = find_clear (self, &from, FALSE);
  place = fill_of (self, &right) < fill_of (self, &below) ? right : below;
  *dx = place.x - there.x;
  *dy = place.y - there.y;
}

static char *
name_act (const NnNetwork *fragment, const char *one, const char *title, const char *titles)
{
  const guint n = nn_network_n_layers (fragment) + nn_network_n_marks (fragment);

  if (n == 1 && nn_network_n_layers (fragment) == 1)
    return g_strdup_printf (one, nn_network_layer_at (fragment, 0)->label);
  return nn_count_in_words (n, title, titles);
}

/* Takes the title. */
static void
paste (VtSheet *self, const NnNetwork *fragment, NnBeginnings begin, char *title)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *owned = title;
  double dx, dy;

  find_shift (self, fragment, &dx, &dy);
  if (!vt_sheet_edit (self, nn_edit_paste (vt_session_network (self->session), fragment, begin, owned, dx, dy, ids)))
    return;
  vt_sheet_choose_wire (self, NULL);
  vt_session_choose (self->session, (const guint *) ids->data, ids->len);
  vt_sheet_focus_item (self, g_array_index (ids, guint, 0));
}

/* What was copied on this sheet and is still of this document finds the weights of what it was copied from. */
static const guint *
find_twins (VtSheet *self, const NnNetwork *fragment)
{
  g_autofree char *text = nn_network_to_json (fragment);
  const gboolean is_own = g_strcmp0 (text, self->copied) == 0;

  return is_own && nn_network_n_layers (fragment) == self->copied_ids->len ? (const guint *) self->copied_ids->data : NULL;
}

static void
take_bytes (VtSheet *self, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnDocument) document = nn_document_parse (bytes, &error);

  if (document == NULL)
    vt_session_message (self->session,
                        g_error_matches (error, NN_ERROR, NN_ERROR_FORMAT)
                            ? _ ("The clipboard holds no layers: choose some cards and copy them first.")
                            : error->message);
  else if (nn_network_n_layers (document->network) + nn_network_n_marks (document->network) > 0)
    paste (self, document->network,
           (NnBeginnings) { .twins = find_twins (self, document->network), .weights = document->weights },
           name_act (document->network, _ ("Paste %s"), N_ ("Paste %s thing"), N_ ("Paste %s things")));
}

/* The sheet may be gone by the time that the clipboard answers: it is kept, and its session tells. */
static void
read_cb (GObject *stream, GAsyncResult *result, gpointer data)
{
  g_autoptr (VtSheet) self = data;
  g_autoptr (GBytes) bytes = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (stream), result, NULL) < 0 || self->session == NULL)
    return;
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  take_bytes (self, bytes);
}

static void
opened_cb (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  g_autoptr (VtSheet) self = data;
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GInputStream) stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (clipboard), result, NULL, NULL);

  if (stream == NULL)
    {
      if (self->session != NULL)
        vt_session_message (self->session, _ ("The clipboard holds no layers: choose some cards and copy them first."));
      return;
    }
  g_output_stream_splice_async (memory, stream,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT, NULL, read_cb, g_steal_pointer (&self));
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  copy_chosen (VT_SHEET (widget));
}

static void
cut_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VtSheet *self = VT_SHEET (widget);

  if (copy_chosen (self))
    vt_sheet_delete (self);
}

static void
paste_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *types[] = { VT_FRAGMENT_MIME, "text/plain;charset=utf-8", "text/plain", NULL };

  gdk_clipboard_read_async (gtk_widget_get_clipboard (widget), types, G_PRIORITY_DEFAULT, NULL, opened_cb,
                            g_object_ref (widget));
}

static void
duplicate_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VtSheet *self = VT_SHEET (widget);
  g_autoptr (NnNetwork) fragment = extract_chosen (self);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));

  if (fragment == NULL)
    return;
  list_ids (fragment, ids);
  paste (self, fragment, (NnBeginnings) { .twins = (const guint *) ids->data },
         name_act (fragment, _ ("Duplicate %s"), N_ ("Duplicate %s thing"), N_ ("Duplicate %s things")));
}

void
vt_sheet_install_clipboard (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *action;
    void (*run) (GtkWidget *widget, const char *action, GVariant *parameter);
    guint key;                 /* with Control */
  } rows[] = {
    { "sheet.copy", copy_cb, GDK_KEY_c },
    { "sheet.cut", cut_cb, GDK_KEY_x },
    { "sheet.paste", paste_cb, GDK_KEY_v },
    { "sheet.duplicate", duplicate_cb, GDK_KEY_d },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gtk_widget_class_install_action (widget_class, rows[i].action, NULL, rows[i].run);
      gtk_widget_class_add_binding_action (widget_class, rows[i].key, GDK_CONTROL_MASK, rows[i].action, NULL);
    }
}
