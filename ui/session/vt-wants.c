#include "vt-wants.h"

#include <string.h>

/* One owner's wishes; never changed, only replaced. */
typedef struct
{
  gpointer owner;
  GArray *items; /* NnLookItem */
  grefcount refs;
} Want;

/* A look that is on its way or shown: whose items it lists, in this order. */
typedef struct
{
  guint64 serial;
  GPtrArray *wants;
} Layout;

struct _VtWants
{
  GPtrArray *wants; /* Want, in the order in which owners came */
  GQueue layouts;   /* Layout, oldest first */
  gboolean changed;
};

static void
clear_item (gpointer data)
{
  g_clear_pointer (&((NnLookItem *) data)->examples, g_array_unref);
}

static void
append_items (GArray *items, const NnLookItem *from, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      NnLookItem item = from[i];

      if (item.examples != NULL)
        item.examples = g_array_copy (item.examples);
      g_array_append_val (items, item);
    }
}

static Want *
want_new (gpointer owner, const NnLookItem *items, guint n)
{
  Want *want = g_new0 (Want, 1);

  g_ref_count_init (&want->refs);
  want->owner = owner;
  want->items = g_array_new (FALSE, FALSE, sizeof (NnLookItem));
  g_array_set_clear_func (want->items, clear_item);
  append_items (want->items, items, n);
  return want;
}

static gpointer
want_ref (gconstpointer data, gpointer unused)
{
  Want *want = (Want *) data;

  g_ref_count_inc (&want->refs);
  return want;
}

static void
want_unref (gpointer data)
{
  Want *want = data;

  if (!g_ref_count_dec (&want->refs))
    return;
  g_array_unref (want->items);
  g_free (want);
}

static void
layout_free (gpointer data)
{
  Layout *layout = data;

  g_ptr_array_unref (layout->wants);
  g_free (layout);
}

VtWants *
vt_wants_new (void)
{
  VtWants *wants = g_new0 (VtWants, 1);

  wants->wants = g_ptr_array_new_with_free_func (want_unref);
  g_queue_init (&wants->layouts);
  return wants;
}

void
vt_wants_free (VtWants *wants)
{
  if (wants == NULL)
    return;
  g_ptr_array_unref (wants->wants);
  g_queue_clear_full (&wants->layouts, layout_free);
  g_free (wants);
}

static gboolean
same_items (const Want *want, const NnLookItem *items, guint n)
{
  if (want->items->len != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!nn_look_item_equal (&g_array_index (want->items, NnLookItem, i), &items[i]))
      return FALSE;
  return TRUE;
}

static int
find_owner (const GPtrArray *list, gpointer owner)
{
  for (guint i = 0; i < list->len; i++)
    if (((Want *) list->pdata[i])->owner == owner)
      return i;
  return -1;
}

void
vt_wants_set (VtWants *wants, gpointer owner, const NnLookItem *items, guint n)
{
  const int i = find_owner (wants->wants, owner);

  if (i < 0 ? n == 0 : n > 0 && same_items (wants->wants->pdata[i], items, n))
    return;
  wants->changed = TRUE;
  if (i < 0)
    g_ptr_array_add (wants->wants, want_new (owner, items, n));
  else if (n == 0)
    g_ptr_array_remove_index (wants->wants, i);
  else
    {
      Want *fresh = want_new (owner, items, n);

      want_unref (wants->wants->pdata[i]);
      wants->wants->pdata[i] = fresh;
    }
}

gboolean
vt_wants_changed (const VtWants *wants)
{
  return wants->changed;
}

GArray *
vt_wants_look (VtWants *wants)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (NnLookItem));

  for (guint i = 0; i < wants->wants->len; i++)
    {
      const Want *want = wants->wants->pdata[i];

      append_items (all, (const NnLookItem *) want->items->data, want->items->len);
    }
  return all;
}

void
vt_wants_sent (VtWants *wants, guint64 serial)
{
  Layout *layout = g_new0 (Layout, 1);

  layout->serial = serial;
  layout->wants = g_ptr_array_copy (wants->wants, (GCopyFunc) want_ref, NULL);
  g_queue_push_tail (&wants->layouts, layout);
  wants->changed = FALSE;
}

void
vt_wants_arrived (VtWants *wants, guint64 serial)
{
  Layout *oldest;

  while ((oldest = g_queue_peek_head (&wants->layouts)) != NULL && oldest->serial < serial)
    layout_free (g_queue_pop_head (&wants->layouts));
}

const float *
vt_wants_find (VtWants *wants, const NnFrame *frame, gpointer owner, guint item, gsize *n)
{
  const int now = find_owner (wants->wants, owner);
  const Layout *layout = g_queue_peek_head (&wants->layouts);
  guint first = 0;

  *n = 0;
  if (now < 0 || layout == NULL || layout->serial != frame->look)
    return NULL;
  for (guint i = 0; i < layout->wants->len; i++)
    {
      const Want *want = layout->wants->pdata[i];

      if (want == wants->wants->pdata[now])
        return item < want->items->len ? nn_frame_item (frame, first + item, n) : NULL;
      first += want->items->len;
    }
  return NULL;
}
