#include "history.h"

typedef struct
{
  NnEdit *forward;   /* redoes it */
  NnEdit *inverse;   /* undoes it */
  char *title;
  guint64 before;    /* the network's state on either side */
  guint64 after;
} Entry;

struct _NnHistory
{
  NnNetwork *network;   /* borrowed */
  GPtrArray *undo;      /* Entry, the newest last */
  GPtrArray *redo;      /* Entry, the next to be redone last */
  guint64 state;        /* names what the network is now; every change makes a new name */
  guint64 newest;       /* the last name given */
  guint64 saved;
  gboolean sealed;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  nn_edit_free (entry->forward);
  nn_edit_free (entry->inverse);
  g_free (entry->title);
  g_free (entry);
}

NnHistory *
nn_history_new (NnNetwork *network)
{
  NnHistory *history = g_new0 (NnHistory, 1);

  history->network = network;
  history->undo = g_ptr_array_new_with_free_func (entry_free);
  history->redo = g_ptr_array_new_with_free_func (entry_free);
  return history;
}

void
nn_history_free (NnHistory *history)
{
  if (history == NULL)
    return;
  g_ptr_array_unref (history->undo);
  g_ptr_array_unref (history->redo);
  g_free (history);
}

static Entry *
newest (const GPtrArray *entries)
{
  return entries->len > 0 ? g_ptr_array_index (entries, entries->len - 1) : NULL;
}

/* A saved state must stay reachable, so nothing merges into an edit that ends there. */
static gboolean
can_merge (const NnHistory *history, const NnEdit *edit)
{
  const Entry *last = newest (history->undo);

  return last != NULL
         && !history->sealed
         && !nn_history_is_saved (history)
         && nn_edit_merges (last->forward, edit);
}

gboolean
nn_history_apply (NnHistory *history, NnEdit *edit, GError **error)
{
  g_autofree char *title = nn_edit_title (edit, history->network);   /* before: what is removed still has its name */
  NnEdit *inverse = nn_edit_apply (edit, history->network, error);
  Entry *entry;

  if (inverse == NULL)
    {
      nn_edit_free (edit);
      return FALSE;
    }
  if (can_merge (history, edit))
    {
      entry = newest (history->undo);
      nn_edit_free (entry->forward);
      nn_edit_free (inverse);   /* the older inverse leads back to before both */
    }
  else
    {
      entry = g_new0 (Entry, 1);
      entry->inverse = inverse;
      entry->title = g_steal_pointer (&title);
      entry->before = history->state;
      g_ptr_array_add (history->undo, entry);
    }
  entry->forward = edit;
  entry->after = history->state = ++history->newest;
  history->sealed = FALSE;
  g_ptr_array_set_size (history->redo, 0);
  return TRUE;
}

gboolean
nn_history_undo (NnHistory *history)
{
  Entry *entry = newest (history->undo);

  if (entry == NULL)
    return FALSE;
  nn_edit_free (entry->forward);
  entry->forward = nn_edit_apply (entry->inverse, history->network, NULL);
  g_assert (entry->forward != NULL);
  history->state = entry->before;
  history->sealed = TRUE;
  g_ptr_array_add (history->redo, g_ptr_array_steal_index (history->undo, history->undo->len - 1));
  return TRUE;
}

gboolean
nn_history_redo (NnHistory *history)
{
  Entry *entry = newest (history->redo);

  if (entry == NULL)
    return FALSE;
  nn_edit_free (entry->inverse);
  entry->inverse = nn_edit_apply (entry->forward, history->network, NULL);
  g_assert (entry->inverse != NULL);
  history->state = entry->after;
  history->sealed = TRUE;
  g_ptr_array_add (history->undo, g_ptr_array_steal_index (history->redo, history->redo->len - 1));
  return TRUE;
}

char *
nn_history_undo_title (const NnHistory *history)
{
  const Entry *entry = newest (history->undo);

  return entry != NULL ? g_strdup (entry->title) : NULL;
}

char *
nn_history_redo_title (const NnHistory *history)
{
  const Entry *entry = newest (history->redo);

  return entry != NULL ? g_strdup (entry->title) : NULL;
}

guint64
nn_history_state (const NnHistory *history)
{
  return history->state;
}

gboolean
nn_history_is_saved (const NnHistory *history)
{
  return history->state == history->saved;
}

void
nn_history_mark_saved (NnHistory *history, guint64 state)
{
  history->saved = state;
}

void
nn_history_seal (NnHistory *history)
{
  history->sealed = TRUE;
}
