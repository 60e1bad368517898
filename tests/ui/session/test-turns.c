#include "vt-turns.h"

#define N 4
#define PERIOD 16000

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

  for (guint frame = 0; frame < 3 * N; frame++)
    {
      vt_turns_news (turns);
      g_assert_true (vt_turns_serve (turns, FALSE));
    }
  for (guint i = 0; i < N; i++)
    g_assert_cmpuint (viewers[i].shown, ==, 3);

  for (guint frame = 0; frame < N - 1; frame++)
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

  viewers[0].draws = viewers[1].draws = FALSE;
  g_assert_true (vt_turns_serve (turns, FALSE));
  g_assert_cmpuint (viewers[2].shown, ==, 1);
  g_assert_cmpuint (viewers[3].shown, ==, 0);
}

/* Cheap frames let all show in each; dear ones leave one. */
static void
test_budget (void)
{
  Viewer viewers[N];
  g_autoptr (VtTurns) turns = make_turns (viewers);

  for (guint frame = 0; frame < 1000; frame++)
    vt_turns_spent (turns, 0, PERIOD);
  vt_turns_serve (turns, FALSE);
  g_assert_cmpuint (sum (viewers), ==, N);

  for (guint frame = 0; frame < 1000; frame++)
    vt_turns_spent (turns, PERIOD, PERIOD);
  vt_turns_news (turns);
  vt_turns_serve (turns, FALSE);
  g_assert_cmpuint (sum (viewers), ==, N + 1);
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
  g_test_add_func ("/ui/session/turns/remove", test_remove);
  return g_test_run ();
}
