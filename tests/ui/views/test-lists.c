/* Outputs that choose among many answers: what stands where, as the numbers say, and that it is met there. */
#include <math.h>

#include "document.h"
#include "field.h"
#include "networks.h"
#include "source.h"
#include "vt-ranked.h"

/* A network's output and the numbers that its card shows. */
typedef struct
{
  NnNetwork *network;
  NnDataInfo *data;
  NnReport *report;
  VtPlan *plan;
  VtNumbers numbers;
} Subject;

/* Takes both. */
static Subject
open_output (NnNetwork *network, NnDataInfo *data)
{
  Subject subject = { .network = network, .data = data, .report = nn_check (network, data) };

  subject.plan = vt_plan_new (&(VtSite) { network, subject.report, data, nn_network_find (network, "Output") });
  g_assert_null (subject.plan->waits_for);
  vt_numbers_init (&subject.numbers);
  return subject;
}

static void
close_subject (Subject *subject)
{
  vt_numbers_clear (&subject->numbers);
  vt_plan_free (subject->plan);
  nn_report_free (subject->report);
  nn_data_info_unref (subject->data);
  nn_network_free (subject->network);
}

static void
test_rank (void)
{
  const float share[] = { 0.1f, 0.4f, 0.05f, 0.3f, 0.15f };
  VtRanking ranking;

  vt_rank (share, 5, 4, 3, &ranking);
  g_assert_cmpuint (ranking.n, ==, 3);
  g_assert_cmpuint (ranking.answer[0], ==, 1);
  g_assert_cmpuint (ranking.answer[1], ==, 3);
  g_assert_cmpuint (ranking.answer[2], ==, 4);
  vt_rank (share, 5, 2, 3, &ranking);   /* the right one, however unlikely */
  g_assert_cmpuint (ranking.answer[1], ==, 3);
  g_assert_cmpuint (ranking.answer[2], ==, 2);
  vt_rank (share, 5, -1, 9, &ranking);
  g_assert_cmpuint (ranking.n, ==, 5);
  g_assert_cmpuint (ranking.answer[4], ==, 2);
}

/* Which number is met in the middle of a place. */
static gsize
met_at (const Subject *subject, const VtRect *place)
{
  VtCell cell = { 0 };
  VtRect found;

  g_assert_true (vt_plan_cell_at (subject->plan, &subject->numbers, place->x + place->w / 2.0, place->y + place->h / 2.0, &cell));
  g_assert_cmpint (cell.about, ==, NN_WHY_VALUE);
  g_assert_true (vt_plan_cell_place (subject->plan, &subject->numbers, &cell, &found));
  return cell.index;
}

static NnDataInfo *
describe_classes (guint n)
{
  NnDataInfo *info = nn_data_info_new ();
  char **names = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    names[i] = g_strdup_printf ("class %u", i);
  info->title = g_strdup ("Many");
  info->noun = g_strdup ("points");
  info->n = 100;
  nn_data_info_add_input (info, nn_field ("x", NN_FIELD_POINTS, NN_SHAPE (2), -1, 1, g_strdupv ((char *[]) { "x", "y", NULL })));
  nn_data_info_add_target (info, nn_field ("class", NN_FIELD_CLASS, NN_SHAPE (1), 0, n - 1, names));
  return info;
}

/* Of many classes the likeliest; few have a bar each. */
static void
test_many (void)
{
  Subject few = open_output (make_chain ("many", 1, 4, "cross_entropy"), describe_classes (12));
  Subject many = open_output (make_chain ("many", 1, 4, "cross_entropy"), describe_classes (47));
  float share[47];
  VtRect row;
  VtCell first;

  g_assert_cmpstr (few.plan->view->form, ==, "bars");
  g_assert_cmpstr (many.plan->view->form, ==, "many");
  g_assert_false (vt_plan_cell_at (many.plan, &many.numbers, 40, VT_CARD_TOP + 10, &first));   /* nothing is known yet */
  for (guint i = 0; i < 47; i++)
    share[i] = (i * 7 % 47) / 1081.0f;
  vt_numbers_set_item (&many.numbers, many.plan->result_item, share, 47);
  many.numbers.right = 0;
  row = vt_ranked_row (many.plan, VT_CARD_TOP, 0);
  g_assert_cmpuint (met_at (&many, &row), ==, 20);   /* 20 · 7 = 2 · 47 + 46 */
  row = vt_ranked_row (many.plan, VT_CARD_TOP, 7);
  g_assert_cmpuint (met_at (&many, &row), ==, 0);    /* the right one stands last */
  g_assert_true (vt_plan_cell_first (many.plan, &many.numbers, &first));
  g_assert_cmpuint (first.index, ==, 20);
  g_assert_false (vt_plan_cell_place (many.plan, &many.numbers, &(VtCell) { .about = NN_WHY_VALUE, .index = 7 }, &row));
  close_subject (&many);
  close_subject (&few);
}

static void
test_text (void)
{
  g_autoptr (GError) error = NULL;
  NnNetwork *network = nn_example_open ("char-lstm", &error);
  Subject subject = open_output (network, nn_data_describe (nn_network_data (network), &error));
  const guint n = subject.plan->target->n_parts, places = (guint) nn_shape_size (&subject.plan->target->shape);
  g_autofree float *share = g_new0 (float, n * places);
  const VtRect row = vt_ranked_row (subject.plan, VT_CARD_TOP + 28.0, 1);

  g_assert_no_error (error);
  g_assert_cmpstr (subject.plan->view->form, ==, "text");
  share[n * (places - 1) + 5] = 0.6f;
  share[n * (places - 1) + 3] = 0.4f;
  vt_numbers_set_item (&subject.numbers, subject.plan->result_item, share, n * places);
  g_assert_cmpuint (met_at (&subject, &row), ==, n * (places - 1) + 3);
  close_subject (&subject);
}

#define ASKED 5   /* characters of the answer: four and its end */

/* An answer of four characters, of which the third is not known. */
static void
fill_translation (Subject *subject, gint64 example)
{
  const NnDataInfo *data = subject->data;
  const guint n = subject->plan->target->n_parts, places = (guint) nn_shape_size (&subject->plan->target->shape);
  g_autofree float *input = g_new0 (float, nn_data_info_input_size (data)), *share = g_new0 (float, n * places);
  float *so_far = input + nn_data_info_input_at (data, NN_SO_FAR);

  for (guint i = 1; i < ASKED; i++)
    so_far[i] = i + 1;
  for (guint i = 0; i < places; i++)
    share[i * n + (i + 1 < ASKED ? i + 2 : 0)] = 0.9f;
  share[2 * n + 4] = 0.3f;
  share[2 * n + 7] = 0.5f;
  subject->numbers.example = example;
  vt_numbers_set_input (&subject->numbers, subject->plan, input, nn_data_info_input_size (data));
  vt_numbers_set_item (&subject->numbers, subject->plan->result_item, share, n * places);
}

static cairo_surface_t *
paint (const Subject *subject)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (subject->plan->w), (int) ceil (subject->plan->h));
  cairo_t *cr = cairo_create (surface);

  vt_set_colour (cr, &vt_theme_light.card);
  cairo_paint (cr);
  vt_plan_paint_body (subject->plan, cr, &vt_theme_light, &subject->numbers);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* The share of pixels of one colour. */
static guint
count_pixels (cairo_surface_t *surface, const VtColour *colour)
{
  const guint32 wanted = (guint32) (lround (colour->r * 255) << 16 | lround (colour->g * 255) << 8 | lround (colour->b * 255));
  const guint8 *pixels = cairo_image_surface_get_data (surface);
  guint n = 0;

  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      n += (((const guint32 *) (pixels + y * cairo_image_surface_get_stride (surface)))[x] & 0xffffff) == wanted;
  return n;
}

/* At each place of the text its likeliest character, up to its end; of the least sure place, the others. */
static void
test_translation (void)
{
  g_autoptr (GError) error = NULL;
  NnNetwork *network = nn_example_open ("dates-attention", &error);
  Subject subject = open_output (network, nn_data_describe (nn_network_data (network), &error));
  const guint n = subject.plan->target->n_parts;
  VtCell cell;
  VtRect place, row;
  cairo_surface_t *known, *own;

  g_assert_no_error (error);
  g_assert_cmpstr (subject.plan->view->form, ==, "translation");
  g_assert_false (vt_plan_cell_first (subject.plan, &subject.numbers, &cell) && cell.about == NN_WHY_VALUE);
  fill_translation (&subject, 3);
  for (guint i = 0; i < ASKED; i++)
    {
      const gsize index = i * n + (i == 2 ? 7 : i + 1 < ASKED ? i + 2 : 0);

      g_assert_true (vt_plan_cell_place (subject.plan, &subject.numbers, &(VtCell) { .about = NN_WHY_VALUE, .index = index }, &place));
      g_assert_cmpuint (met_at (&subject, &place), ==, index);
    }
  g_assert_false (vt_plan_cell_place (subject.plan, &subject.numbers, &(VtCell) { .about = NN_WHY_VALUE, .index = ASKED * n }, &row));
  g_assert_true (vt_plan_cell_place (subject.plan, &subject.numbers, &(VtCell) { .about = NN_WHY_VALUE, .index = 2 * n + 4 }, &row));
  g_assert_cmpfloat (row.y, >, place.y + place.h);
  g_assert_cmpuint (met_at (&subject, &row), ==, 2 * n + 4);

  known = paint (&subject);
  g_assert_cmpuint (count_pixels (known, &vt_theme_light.error_tint), >, 50);   /* one is wrong, the others are right */
  g_assert_cmpuint (count_pixels (known, &vt_theme_light.right_tint), >, 3 * count_pixels (known, &vt_theme_light.error_tint));
  fill_translation (&subject, -1);   /* of a text of one's own nobody knows what is right */
  own = paint (&subject);
  g_assert_cmpuint (count_pixels (own, &vt_theme_light.error_tint) + count_pixels (own, &vt_theme_light.right_tint), ==, 0);
  cairo_surface_destroy (known);
  cairo_surface_destroy (own);
  close_subject (&subject);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/views/lists/rank", test_rank);
  g_test_add_func ("/ui/views/lists/many", test_many);
  g_test_add_func ("/ui/views/lists/text", test_text);
  g_test_add_func ("/ui/views/lists/translation", test_translation);
  return g_test_run ();
}
