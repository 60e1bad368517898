#include "vt-turns.h"

#define N 4
#define PERIOD 16000
#define TOGETHER 3

typedef struct
{
  guint shown;
  gboolean draws;
} Viewer;

static gboolean
show (gpointer data)
{
  Viewer *viewer = data;

  viewer->shown++;
  return viewer->draws;
}

static VtTurns *
make_turns (Viewer *viewers)
{
  VtTurns *turns = vt_turns_new ();

  for (guint i = 0; i < N; i++)
    {
      viewers[i] = (Viewer) { .draws = TRUE };
      vt_turns_add (turns, &viewers[i], show);
    }
  return turns;
}

static guint
sum (const Viewer *viewers)
{
  guint n = 0;

  for (guint i = 0; i < N; i++)
    n += viewers[i].shown;
  return n;
}

/* With news in every frame everybody's turn comes equally often; without news nobody shows twice. */
static void
test_fair (void)
{
  Viewer viewers[N];
  g_autoptr (VtTurns) turns = make_turns (viewers);

  for (guint frame = 0; frame < N; frame++)
    {
      vt_turns_news (turns);
      g_assert_true (vt_turns_serve (turns, FALSE));
    }
  for (guint i = 0; i < N; i++)
    g_assert_cmpuint (viewers[i].shown, ==, TOGETHER);

  g_assert_true (vt_turns_serve (turns, FALSE));
  g_assert_false (vt_turns_serve (turns, FALSE));
}

static void
test_all (void)
{
  Viewer viewers[N];
  g_autoptr (VtTurns) turns = make_turns (viewers);

  vt_turns_news (turns);
  g_assert_true (vt_turns_serve (turns, TRUE));
  for (guint i = 0; i < N; i++)
    g_assert_cmpuint (viewers[i].shown, ==, 1);
  g_assert_false (vt_turns_serve (turns, TRUE));
}

/* Who has nothing to draw gives the turn to the next. */
static void
test_nothing_to_draw (void)
{
  Viewer viewers[N];
  g_autoptr (VtTurns) turns = make_turns (viewers);

  viewers[0].draws = FALSE;
  g_assert_true (vt_turns_serve (turns, FALSE));
  g_assert_cmpuint (viewers[N - 1].shown, ==, 1);
}

static void
spend (VtTurns *turns, gint64 frame, guint threads)
{
  for (guint i = 0; i < 1000; i++)
    vt_turns_spent (turns, frame, PERIOD, threads);
}

/* Of all processors in use: cheap frames let all show in each; dear ones leave few, together, and frames in between empty. */
static void
test_budget (void)
{
  Viewer viewers[N];
  g_autoptr (VtTurns) turns = make_turns (viewers);
  guint empty = 0;

  spend (turns, 0, g_get_num_processors ());
  vt_turns_serve (turns, FALSE);
  g_assert_cmpuint (sum (viewers), ==, N);

  spend (turns, PERIOD, g_get_num_processors ());
  vt_turns_news (turns);
  while (!vt_turns_serve (turns, FALSE))
    empty++;
  g_assert_cmpuint (sum (viewers), ==, N + TOGETHER);
  g_assert_cmpuint (empty, >, TOGETHER);
}

/* What training leaves free may be used to draw. */
static void
test_free (void)
{
  Viewer viewers[N];
  g_autoptr (VtTurns) turns = make_turns (viewers);

  spend (turns, PERIOD / 10, 0);
  vt_turns_serve (turns, FALSE);
  g_assert_cmpuint (sum (viewers), ==, N);
}

static void
test_remove (void)
{
  Viewer viewers[N];
  g_autoptr (VtTurns) turns = make_turns (viewers);

  for (guint i = 0; i < N; i++)
    vt_turns_remove (turns, &viewers[i]);
  vt_turns_remove (turns, &viewers[0]);
  vt_turns_news (turns);
  g_assert_false (vt_turns_serve (turns, TRUE));
  g_assert_cmpuint (sum (viewers), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/session/turns/fair", test_fair);
  g_test_add_func ("/ui/session/turns/all", test_all);
  g_test_add_func ("/ui/session/turns/nothing-to-draw", test_nothing_to_draw);
  g_test_add_func ("/ui/session/turns/budget", test_budget);
  g_test_add_func ("/ui/session/turns/free", test_free);
  g_test_add_func ("/ui/session/turns/remove", test_remove);
  return g_test_run ();
}
