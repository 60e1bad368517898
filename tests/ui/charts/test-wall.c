#include "subjects.h"
#include "vt-wall.h"

#define N 100
#define WIDTH 500
#define HEIGHT 200

static void
fill (VtWall *wall, const VtSubject *subject)
{
  guint32 examples[N];

  for (guint i = 0; i < N; i++)
    examples[i] = N - 1 - i;
  vt_wall_set (wall, subject, examples, N);
}

/* Every card in sight is found under its middle, and only those. */
static void
check_sight (VtWall *wall, double top)
{
  guint first, n;

  vt_wall_size (wall, WIDTH, HEIGHT, top);
  vt_wall_sight (wall, &first, &n);
  g_assert_cmpuint (n, >, 0);
  for (guint i = 0; i < vt_wall_n (wall); i++)
    {
      const VtRect card = vt_wall_card (wall, i);
      const gboolean in_sight = i >= first && i < first + n;

      g_assert_cmpint (vt_wall_at (wall, card.x + card.w / 2, card.y + card.h / 2), ==, in_sight ? (int) i : -1);
      g_assert_true (in_sight || card.y >= HEIGHT || card.y + card.h <= 4);
      g_assert_cmpfloat (card.x + card.w, <=, WIDTH);
    }
}

static void
test_sight (void)
{
  g_autoptr (VtSubject) subject = make_subject (2, N, 2, NN_ENCODE_INDEX, 2);
  g_autoptr (VtWall) wall = vt_wall_new (FALSE);

  fill (wall, subject);
  vt_wall_size (wall, WIDTH, HEIGHT, 0);
  for (double top = 0; top < vt_wall_height (wall); top += 37)
    check_sight (wall, top);
  check_sight (wall, 1e6);   /* no further than the last row */
}

static void
test_empty (void)
{
  g_autoptr (VtSubject) subject = make_subject (2, N, 2, NN_ENCODE_INDEX, 2);
  g_autoptr (VtWall) wall = vt_wall_new (TRUE);
  guint first, n;
  int right;

  vt_wall_set (wall, subject, NULL, 0);
  vt_wall_size (wall, 10, 10, 0);
  vt_wall_sight (wall, &first, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpint (vt_wall_at (wall, 5, 5), ==, -1);
  g_assert_cmpuint (vt_wall_count (wall, subject, &right), ==, 0);
}

static void
test_verdicts (void)
{
  static const guint32 asked[] = { N - 1, N - 2, N - 3 };                                   /* dog, cat, dog */
  static const float predictions[] = { 0.1f, 0.9f, 0.2f, 0.8f, 0.3f, 0.7f };                /* dog, dog, dog */
  g_autoptr (VtSubject) subject = make_subject (2, N, 2, NN_ENCODE_INDEX, 2);
  g_autoptr (VtWall) wall = vt_wall_new (FALSE);
  g_autofree char *right_words = NULL, *wrong_words = NULL, *no_words = NULL, *data_words = NULL;
  int right;

  fill (wall, subject);
  vt_wall_size (wall, WIDTH, HEIGHT, 0);
  g_assert_false (vt_wall_answer (wall, subject, NULL, 0, NULL));
  g_assert_true (vt_wall_answer (wall, subject, asked, 3, predictions));
  g_assert_false (vt_wall_answer (wall, subject, asked, 3, predictions));
  g_assert_cmpuint (vt_wall_count (wall, subject, &right), ==, 3);
  g_assert_cmpint (right, ==, 2);
  right_words = vt_wall_words (wall, subject, 0);
  wrong_words = vt_wall_words (wall, subject, 1);
  no_words = vt_wall_words (wall, subject, 7);
  vt_wall_forget (wall);   /* of other colours, the answers are the same */
  g_assert_cmpuint (vt_wall_count (wall, subject, &right), ==, 3);
  g_assert_cmpstr (right_words, ==, "Example 99: the network says dog (0.90), right.");
  g_assert_cmpstr (wrong_words, ==, "Example 98: the network says dog (0.80), wrong: it is cat.");
  g_assert_cmpstr (no_words, ==, "Example 92: no answer yet.");
  subject->runs = FALSE;
  data_words = vt_wall_words (wall, subject, 7);
  g_assert_cmpstr (data_words, ==, "Example 92 is cat: no answer yet.");
}

/* Drawing needs no display, and leaves a picture. */
static void
test_draws (void)
{
  static const VtWallMarks marks = { .hovered = 0, .focused = 1, .shown = 97 };
  g_autoptr (VtSubject) subject = make_subject (2, N, 2, NN_ENCODE_INDEX, 2);
  g_autoptr (VtWall) wall = vt_wall_new (FALSE);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  guint inked = 0;

  fill (wall, subject);
  vt_wall_size (wall, WIDTH, HEIGHT, 0);
  vt_wall_prepare (wall, subject, &vt_theme_light);
  vt_wall_draw (wall, cr, subject, &vt_theme_light, &marks);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      inked += cairo_image_surface_get_data (surface)[y * cairo_image_surface_get_stride (surface) + x] > 0;
  g_assert_cmpuint (inked, >, 15 * 50 * 50);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/charts/wall/sight", test_sight);
  g_test_add_func ("/ui/charts/wall/empty", test_empty);
  g_test_add_func ("/ui/charts/wall/verdicts", test_verdicts);
  g_test_add_func ("/ui/charts/wall/draws", test_draws);
  return g_test_run ();
}
