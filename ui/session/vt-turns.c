#include "vt-turns.h"

/* The part of all processors' time that drawing may take while the network trains. */
#define SHARE 0.03

/* How much a single display frame says about what frames cost. */
#define WEIGHT 0.1

/* Viewers a frame more, while there is time left; too many are cut in proportion. */
#define MORE 0.05

typedef struct
{
  gpointer viewer;
  VtTurnFunc show;
  gboolean behind;
} Viewer;

struct _VtTurns
{
  GArray *viewers;     /* Viewer */
  guint next;          /* whose turn it is */
  double allowed;      /* viewers in a display frame; the whole part counts */
  double cost;         /* mean share of one processor's time that a display frame takes */
};

VtTurns *
vt_turns_new (void)
{
  VtTurns *turns = g_new0 (VtTurns, 1);

  turns->viewers = g_array_new (FALSE, FALSE, sizeof (Viewer));
  turns->allowed = 1;
  return turns;
}

void
vt_turns_free (VtTurns *turns)
{
  if (turns == NULL)
    return;
  g_array_unref (turns->viewers);
  g_free (turns);
}

void
vt_turns_add (VtTurns *turns, gpointer viewer, VtTurnFunc show)
{
  const Viewer added = { .viewer = viewer, .show = show, .behind = TRUE };

  g_array_append_val (turns->viewers, added);
}

void
vt_turns_remove (VtTurns *turns, gpointer viewer)
{
  for (guint i = 0; i < turns->viewers->len; i++)
    if (g_array_index (turns->viewers, Viewer, i).viewer == viewer)
      {
        g_array_remove_index (turns->viewers, i);
        return;
      }
}

void
vt_turns_news (VtTurns *turns)
{
  for (guint i = 0; i < turns->viewers->len; i++)
    g_array_index (turns->viewers, Viewer, i).behind = TRUE;
}

gboolean
vt_turns_serve (VtTurns *turns, gboolean all)
{
  const guint n = turns->viewers->len;
  const guint most = all ? n : (guint) turns->allowed;
  guint served = 0;

  for (guint looked = 0; looked < n && served < most; looked++)
    {
      Viewer *viewer = &g_array_index (turns->viewers, Viewer, turns->next++ % n);

      if (!viewer->behind)
        continue;
      viewer->behind = FALSE;
      served += viewer->show (viewer->viewer);
    }
  turns->next = n > 0 ? turns->next % n : 0;
  return served > 0;
}

void
vt_turns_spent (VtTurns *turns, gint64 frame, gint64 period)
{
  const double budget = SHARE * g_get_num_processors ();
  const double most = MAX (turns->viewers->len, 1);

  turns->cost += WEIGHT * ((double) frame / MAX (period, 1) - turns->cost);
  turns->allowed = turns->cost > budget ? turns->allowed * (1 - WEIGHT) : turns->allowed + MORE;
  turns->allowed = CLAMP (turns->allowed, 1, most);
}
