#include "attic.h"

/* All together, and the part of it that a tape may take beside its training. Moments that are shared count each time. */
#define ROOM ((gsize) 256 << 20) /* bytes */
#define TAPE_SHARE 4

typedef struct
{
  guint64 line;
  NnMoment *moment;
  NnTape *tape;
} Entry;

struct _NnAttic
{
  GQueue entries;   /* Entry, oldest first */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  nn_moment_unref (entry->moment);
  nn_tape_free (entry->tape);
  g_free (entry);
}

NnAttic *
nn_attic_new (void)
{
  NnAttic *attic = g_new0 (NnAttic, 1);

  g_queue_init (&attic->entries);
  return attic;
}

void
nn_attic_free (NnAttic *attic)
{
  if (attic == NULL)
    return;
  nn_attic_clear (attic);
  g_free (attic);
}

void
nn_attic_clear (NnAttic *attic)
{
  g_queue_clear_full (&attic->entries, entry_free);
}

static GList *
find (NnAttic *attic, guint64 line)
{
  for (GList *l = attic->entries.head; l != NULL; l = l->next)
    if (((Entry *) l->data)->line == line)
      return l;
  return NULL;
}

static gsize
size (const NnAttic *attic)
{
  gsize bytes = 0;

  for (GList *l = attic->entries.head; l != NULL; l = l->next)
    {
      const Entry *entry = l->data;

      bytes += nn_moment_bytes (entry->moment) + nn_tape_bytes (entry->tape);
    }
  return bytes;
}

static void
forget (NnAttic *attic, guint64 line)
{
  GList *old = find (attic, line);

  if (old == NULL)
    return;
  entry_free (old->data);
  g_queue_delete_link (&attic->entries, old);
}

/* The newest stays whatever it takes: undoing the last act must work. */
void
nn_attic_store (NnAttic *attic, guint64 line, NnMoment *moment, NnTape *tape)
{
  Entry *entry = g_new0 (Entry, 1);

  forget (attic, line);
  entry->line = line;
  entry->moment = moment;
  entry->tape = tape;
  nn_tape_set_room (tape, ROOM / TAPE_SHARE);
  g_queue_push_tail (&attic->entries, entry);
  while (attic->entries.length > 1 && size (attic) > ROOM)
    entry_free (g_queue_pop_head (&attic->entries));
}

gboolean
nn_attic_fetch (NnAttic *attic, guint64 line, NnMoment **moment, NnTape **tape)
{
  GList *found = find (attic, line);
  Entry *entry;

  if (found == NULL)
    return FALSE;
  entry = found->data;
  *moment = g_steal_pointer (&entry->moment);
  *tape = g_steal_pointer (&entry->tape);
  forget (attic, line);
  return TRUE;
}
