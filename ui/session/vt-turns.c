#include "vt-turns.h"

/* The part that drawing may take of the time of processors that training leaves free, or of all where it leaves none. */
#define SHARE_FREE 0.15
#define SHARE_BUSY 0.010

/* How much a single display frame says about what frames cost. */
#define WEIGHT 0.05

/* Viewers a frame more, while there is time left; too many are cut in proportion, down to LEAST. */
#define MORE 0.02
#define LEAST 0.3

/* Most of what a frame costs does not depend on how much of it is drawn anew: so many viewers at least have their turn together, and
 * frames in between draw nothing. */
#define TOGETHER 3

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
  double allowed;      /* viewers in a display frame, on average */
  double saved;        /* allowed, and not yet served */
  double cost;         /* mean share of one processor's time that a display frame takes */
  guint processors;
};

VtTurns *
vt_turns_new (void)
{
  VtTurns *turns = g_new0 (VtTurns, 1);

  turns->viewers = g_array_new (FALSE, FALSE, sizeof (Viewer));
  turns->allowed = TOGETHER;
  turns->processors = g_get_num_processors ();
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

/* How many have their turn in this display frame. */
static guint
take_due (VtTurns *turns)
{
  guint due = 0;

  turns->saved += turns->allowed;
  if (turns->saved >= MIN (TOGETHER, turns->viewers->len))
    due = turns->saved;
  turns->saved -= due;
  return due;
}

gboolean
vt_turns_serve (VtTurns *turns, gboolean all)
{
  const guint n = turns->viewers->len;
  const guint most = all ? n : take_due (turns);
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
vt_turns_spent (VtTurns *turns, gint64 frame, gint64 period, guint threads)
{
  const guint busy = MIN (threads, turns->processors), free = turns->processors - busy;
  const double budget = free > 0 ? SHARE_FREE * free : SHARE_BUSY * busy;
  const double most = MAX (turns->viewers->len, 1);

  turns->cost += WEIGHT * ((double) frame / MAX (period, 1) - turns->cost);
  turns->allowed = turns->cost > budget ? turns->allowed * (1 - WEIGHT) : turns->allowed + MORE;
  turns->allowed = CLAMP (turns->allowed, LEAST, most);
}
