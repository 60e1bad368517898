#include "vt-wall.h"

#include <math.h>
#include <string.h>

#include "text.h"
#include "vt-map.h"
#include "vt-text.h"
#include "vt-words.h"

#define MARGIN 16.0
#define TOP 4.0
#define PICTURE 56.0
#define PITCH_X 84.0
#define PITCH_Y 94.0
#define PITCH_NAMES_X 128.0  /* where examples have names written on them */
#define PITCH_PAIR_X 158.0   /* where what comes out is a picture, too */
#define PITCH_BRIEF_X 72.0
#define PITCH_BRIEF_Y 68.0
#define RADIUS 6.0
#define ANSWER_SIZE 12.0
#define SMALL_SIZE 11.5
#define MOST_PICTURES 600    /* kept for scrolling back */
#define MOST_NUMBERS 3       /* written on the card of an example without a picture */
#define PILL_COVERS 14.0      /* of the bottom of such a card, by the answer's number */

struct _VtWall
{
  gboolean brief;
  gboolean pairs;            /* of pictures: what goes in, and what is given back */
  GArray *examples;          /* guint32 */
  guint columns;
  double width, height, top;

  GHashTable *pictures;      /* example → cairo_surface_t */
  GHashTable *numbers;       /* example → float[]: what goes in, of examples that are no pictures */
  NnDataset *dataset;        /* whose pictures they are */

  /* The newest answers, of the examples that were in sight. */
  GArray *answered;          /* guint32 */
  GArray *predictions;       /* float, [answered][size] */
};

VtWall *
vt_wall_new (gboolean brief)
{
  VtWall *wall = g_new0 (VtWall, 1);

  wall->brief = brief;
  wall->columns = 1;
  wall->examples = g_array_new (FALSE, FALSE, sizeof (guint32));
  wall->answered = g_array_new (FALSE, FALSE, sizeof (guint32));
  wall->predictions = g_array_new (FALSE, FALSE, sizeof (float));
  wall->pictures = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) cairo_surface_destroy);
  wall->numbers = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return wall;
}

void
vt_wall_free (VtWall *wall)
{
  if (wall == NULL)
    return;
  g_array_unref (wall->examples);
  g_array_unref (wall->answered);
  g_array_unref (wall->predictions);
  g_hash_table_unref (wall->pictures);
  g_hash_table_unref (wall->numbers);
  g_clear_pointer (&wall->dataset, nn_dataset_unref);
  g_free (wall);
}

void
vt_wall_forget (VtWall *wall)
{
  g_hash_table_remove_all (wall->pictures);
  g_hash_table_remove_all (wall->numbers);
}

void
vt_wall_set (VtWall *wall, const VtSubject *subject, const guint32 *examples, guint n)
{
  if (wall->dataset != subject->dataset)
    {
      vt_wall_forget (wall);
      g_array_set_size (wall->answered, 0);
      g_array_set_size (wall->predictions, 0);
      g_clear_pointer (&wall->dataset, nn_dataset_unref);
      wall->dataset = subject->dataset != NULL ? nn_dataset_ref (subject->dataset) : NULL;
    }
  wall->pairs = subject->info != NULL && subject->info->gives_back && nn_first_input (subject->info)->kind == NN_FIELD_IMAGE;
  g_array_set_size (wall->examples, 0);
  g_array_append_vals (wall->examples, examples, n);
}

/* Of nothing, both may be NULL, which memcmp () does not allow. */
static gboolean
holds (GArray *array, gconstpointer values, guint n)
{
  return array->len == n && (n == 0 || memcmp (array->data, values, n * g_array_get_element_size (array)) == 0);
}

gboolean
vt_wall_answer (VtWall *wall, const VtSubject *subject, const guint32 *examples, guint n, const float *predictions)
{
  if (holds (wall->answered, examples, n) && holds (wall->predictions, predictions, n * subject->size))
    return FALSE;
  g_array_set_size (wall->answered, 0);
  g_array_set_size (wall->predictions, 0);
  g_array_append_vals (wall->answered, examples, n);
  g_array_append_vals (wall->predictions, predictions, n * subject->size);
  return TRUE;
}

static gboolean
has_names (const VtWall *wall)
{
  const NnDataInfo *info = wall->dataset != NULL ? nn_dataset_info (wall->dataset) : NULL;

  for (guint i = 0; info != NULL && i < info->n_inputs; i++)
    if (nn_field_is_class (&info->inputs[i]))
      return TRUE;
  return FALSE;
}

static double
get_pitch_x (const VtWall *wall)
{
  return has_names (wall) ? PITCH_NAMES_X : wall->pairs ? PITCH_PAIR_X : wall->brief ? PITCH_BRIEF_X : PITCH_X;
}

double
vt_wall_row (const VtWall *wall)
{
  return wall->brief ? PITCH_BRIEF_Y : PITCH_Y;
}

void
vt_wall_size (VtWall *wall, double width, double height, double top)
{
  wall->width = width;
  wall->height = height;
  wall->columns = (guint) MAX (1, (width - 2 * MARGIN) / get_pitch_x (wall));
  wall->top = CLAMP (top, 0, MAX (0, vt_wall_height (wall) - height));
}

double
vt_wall_height (const VtWall *wall)
{
  return TOP + ceil (wall->examples->len / (double) wall->columns) * vt_wall_row (wall);
}

guint
vt_wall_columns (const VtWall *wall)
{
  return wall->columns;
}

guint
vt_wall_n (const VtWall *wall)
{
  return wall->examples->len;
}

guint32
vt_wall_example (const VtWall *wall, guint i)
{
  return g_array_index (wall->examples, guint32, i);
}

void
vt_wall_sight (const VtWall *wall, guint *first, guint *n)
{
  const double row = vt_wall_row (wall);
  const guint from = (guint) MAX (0, floor ((wall->top - TOP) / row)) * wall->columns;
  const guint to = (guint) MAX (0, ceil ((wall->top + wall->height - TOP) / row)) * wall->columns;

  *first = MIN (from, wall->examples->len);
  *n = MIN (to, wall->examples->len) - *first;
}

VtRect
vt_wall_card (const VtWall *wall, guint i)
{
  const double x = MARGIN + i % wall->columns * get_pitch_x (wall);
  const double y = TOP + i / wall->columns * vt_wall_row (wall) - wall->top;

  return (VtRect) { x, y, get_pitch_x (wall) - 8, vt_wall_row (wall) - 4 };
}

int
vt_wall_at (const VtWall *wall, double x, double y)
{
  guint first, n;

  vt_wall_sight (wall, &first, &n);
  for (guint i = first; i < first + n; i++)
    {
      const VtRect card = vt_wall_card (wall, i);

      if (vt_rect_contains (&card, x, y))
        return (int) i;
    }
  return -1;
}

static cairo_surface_t *
make_picture (const NnField *field, const VtTheme *theme, const float *numbers)
{
  const NnShape *shape = &field->shape;
  const guint rows = (guint) shape->dim[0], columns = (guint) shape->dim[1];
  const guint channels = shape->rank > 2 ? (guint) shape->dim[2] : 1;

  if (channels == 1)
    return vt_map_surface (theme, VT_MAP_INK, field->high > 0 ? field->high : 1, numbers, columns, rows);
  return vt_rgb_surface (numbers, columns, rows, channels);
}

static void
prepare_card (VtWall *wall, const VtSubject *subject, const VtTheme *theme, guint32 example)
{
  const gboolean is_picture = nn_first_input (subject->info)->kind == NN_FIELD_IMAGE;
  GHashTable *table = is_picture ? wall->pictures : wall->numbers;
  g_autofree float *numbers = NULL;

  if (g_hash_table_contains (table, GUINT_TO_POINTER (example)))
    return;
  numbers = g_new (float, nn_data_info_input_size (subject->info));
  nn_dataset_input (wall->dataset, example, numbers);
  if (is_picture)
    g_hash_table_insert (table, GUINT_TO_POINTER (example), make_picture (nn_first_input (subject->info), theme, numbers));
  else
    g_hash_table_insert (table, GUINT_TO_POINTER (example), g_steal_pointer (&numbers));
}

void
vt_wall_prepare (VtWall *wall, const VtSubject *subject, const VtTheme *theme)
{
  guint first, n;

  if (wall->dataset == NULL || subject->dataset != wall->dataset)
    return;
  if (g_hash_table_size (wall->pictures) + g_hash_table_size (wall->numbers) > MOST_PICTURES)
    {
      g_hash_table_remove_all (wall->pictures);
      g_hash_table_remove_all (wall->numbers);
    }
  vt_wall_sight (wall, &first, &n);
  for (guint i = first; i < first + n; i++)
    prepare_card (wall, subject, theme, vt_wall_example (wall, i));
}

/* The newest prediction for an example; NULL: it was not in sight yet. */
static const float *
find_prediction (const VtWall *wall, const VtSubject *subject, guint32 example)
{
  if (wall->predictions->len != wall->answered->len * subject->size)
    return NULL;
  for (guint i = 0; i < wall->answered->len; i++)
    if (g_array_index (wall->answered, guint32, i) == example)
      return &g_array_index (wall->predictions, float, (gsize) i * subject->size);
  return NULL;
}

static VtVerdict
judge (const VtWall *wall, const VtSubject *subject, guint32 example, const float *prediction, VtAnswer *answer)
{
  *answer = vt_answer (subject->encoding, prediction, subject->size);
  if (vt_subject_n_classes (subject) == 0)
    return VT_VERDICT_NONE;
  return vt_answer_verdict (subject->encoding, answer, vt_subject_class (subject, example));
}

/* A number with its name before it, or the name that it stands for. */
static void
draw_line (cairo_t *cr, const NnField *field, const VtTheme *theme, const VtRect *tile, double y, guint i, float value)
{
  g_autofree char *number = vt_number (value, 2);

  if (nn_field_is_class (field))
    {
      vt_text (cr, tile->x + 6, y, VT_ALIGN_LEFT, SMALL_SIZE, 600, &theme->text, tile->w - 12,
               (guint) value < field->n_parts ? field->parts[(guint) value] : "?");
      return;
    }
  vt_text (cr, tile->x + 6, y, VT_ALIGN_LEFT, SMALL_SIZE, 400, &theme->dim, 16, i < field->n_parts ? field->parts[i] : "");
  vt_text (cr, tile->x + tile->w - 6, y, VT_ALIGN_RIGHT, SMALL_SIZE, 600, &theme->text, tile->w - 26, number);
}

/* A line for each of an example's first numbers. */
static void
draw_numbers (cairo_t *cr, const VtSubject *subject, const VtTheme *theme, const VtRect *tile, const float *numbers)
{
  const guint n = (guint) MIN (nn_data_info_input_size (subject->info), MOST_NUMBERS);
  const double first = tile->y + (tile->h - (n < MOST_NUMBERS ? PILL_COVERS : 0)) / 2 + 4 - (n - 1) * 8;
  guint line = 0;

  vt_box (cr, tile, RADIUS, &theme->field, NULL, 0);
  for (guint k = 0; k < subject->info->n_inputs; k++)
    for (guint i = 0; i < nn_shape_size (&subject->info->inputs[k].shape) && line < n; i++, line++)
      draw_line (cr, &subject->info->inputs[k], theme, tile, first + 16 * line, i, numbers[line]);
}

static void
draw_picture (cairo_t *cr, const VtTheme *theme, const VtRect *tile, cairo_surface_t *picture)
{
  cairo_save (cr);
  vt_round_path (cr, tile, RADIUS);
  cairo_clip (cr);
  vt_paint_pixels (cr, picture, tile->x, tile->y, tile->w, tile->h, FALSE);
  cairo_restore (cr);
  vt_tile_edge (cr, theme, tile, RADIUS);
}

static void
draw_input (VtWall *wall, cairo_t *cr, const VtSubject *subject, const VtTheme *theme, const VtRect *tile, guint32 example)
{
  cairo_surface_t *picture = g_hash_table_lookup (wall->pictures, GUINT_TO_POINTER (example));
  const float *numbers = g_hash_table_lookup (wall->numbers, GUINT_TO_POINTER (example));

  if (numbers != NULL)
    draw_numbers (cr, subject, theme, tile, numbers);
  if (picture != NULL)
    draw_picture (cr, theme, tile, picture);
}

/* The network's number for its answer, on the picture's corner. */
static void
draw_number (cairo_t *cr, const VtTheme *theme, const VtRect *tile, double value)
{
  g_autofree char *text = vt_number (value, 2);
  const double width = ceil (vt_text_width (SMALL_SIZE, 600, text)) + 10;
  const VtRect pill = { tile->x + tile->w - width + 8, tile->y + tile->h - PILL_COVERS, width, 18 };

  vt_box (cr, &pill, 9, &theme->card, &theme->border, 1);
  vt_text (cr, pill.x + pill.w / 2, pill.y + 13, VT_ALIGN_CENTRE, SMALL_SIZE, 600, &theme->text, 0, text);
}

static void
draw_verdict (const VtWall *wall, cairo_t *cr, const VtSubject *subject, const VtTheme *theme, const VtRect *card,
              guint32 example, const VtAnswer *answer, VtVerdict verdict)
{
  const gboolean right = verdict == VT_VERDICT_RIGHT;
  const double y = card->y + PICTURE + 18;
  g_autofree char *should = NULL;

  if (right)
    vt_tick (cr, card->x, y - 4, 10, &theme->right);
  else
    vt_cross_disc (cr, card->x + 5.5, y - 4, 11, &theme->error, &theme->card);
  vt_text (cr, card->x + 15, y, VT_ALIGN_LEFT, ANSWER_SIZE, 600, right ? &theme->right : &theme->error, card->w - 15,
           vt_subject_class_name (subject, answer->answer));
  if (right)
    return;
  /* Translators: under a wrong answer, what would have been right: "is cat" */
  should = g_strdup_printf (_("is %s"), vt_subject_class_name (subject, vt_subject_class (subject, example)));
  vt_text (cr, card->x + 15, y + 14, VT_ALIGN_LEFT, SMALL_SIZE, 400, &theme->dim, card->w - 15, should);
}

static void
draw_values (cairo_t *cr, const VtSubject *subject, const VtTheme *theme, const VtRect *card, guint32 example, double value)
{
  g_autofree char *says = vt_number (value, 2), *is = vt_number (vt_subject_truth (subject, example)[0], 2);
  g_autofree char *says_text = g_strdup_printf (_("says %s"), says), *is_text = g_strdup_printf (_("is %s"), is);

  vt_text (cr, card->x, card->y + PICTURE + 18, VT_ALIGN_LEFT, ANSWER_SIZE, 600, &theme->text, card->w, says_text);
  vt_text (cr, card->x, card->y + PICTURE + 32, VT_ALIGN_LEFT, SMALL_SIZE, 400, &theme->dim, card->w, is_text);
}

/* What comes out, beside what goes in, and how far it is off. */
static void
draw_given_back (cairo_t *cr, const VtSubject *subject, const VtTheme *theme, const VtRect *card, const VtRect *tile, guint32 example,
                 const float *prediction)
{
  const VtRect out = { tile->x + tile->w + 26, tile->y, tile->w, tile->h };
  cairo_surface_t *picture = make_picture (nn_first_input (subject->info), theme, prediction);
  g_autofree char *miss = vt_number (vt_answer_miss (subject->encoding, prediction, subject->size, vt_subject_truth (subject, example)), 3);
  g_autofree char *text = g_strdup_printf (_("off by %s a dot"), miss);

  vt_text (cr, tile->x + tile->w + 13, tile->y + tile->h / 2 + 5, VT_ALIGN_CENTRE, 15, 600, &theme->dim, 0, "→");
  draw_picture (cr, theme, &out, picture);
  cairo_surface_destroy (picture);
  vt_text (cr, card->x, card->y + PICTURE + 18, VT_ALIGN_LEFT, SMALL_SIZE, 400, &theme->dim, card->w, text);
}

/* What is right, where nobody has said anything yet. */
static void
draw_truth (cairo_t *cr, const VtSubject *subject, const VtTheme *theme, const VtRect *card, guint32 example)
{
  g_autofree char *value = NULL;

  if (subject->info->gives_back || subject->info->judged)
    return;
  if (vt_subject_n_classes (subject) == 0)
    value = vt_number (vt_subject_truth (subject, example)[0], 2);
  vt_text (cr, card->x, card->y + PICTURE + 18, VT_ALIGN_LEFT, ANSWER_SIZE, 400, &theme->text, card->w,
           value != NULL ? value : vt_subject_class_name (subject, vt_subject_class (subject, example)));
}

static void
draw_answer (const VtWall *wall, cairo_t *cr, const VtSubject *subject, const VtTheme *theme, const VtRect *card,
             const VtRect *tile, guint32 example)
{
  const float *prediction = find_prediction (wall, subject, example);
  VtVerdict verdict;
  VtAnswer answer;

  if (!subject->runs && !wall->brief)
    draw_truth (cr, subject, theme, card, example);
  if (prediction == NULL)
    return;
  if (wall->pairs && subject->size == nn_shape_size (&nn_first_input (subject->info)->shape))
    {
      draw_given_back (cr, subject, theme, card, tile, example, prediction);
      return;
    }
  verdict = judge (wall, subject, example, prediction, &answer);
  if (verdict != VT_VERDICT_NONE)
    draw_number (cr, theme, tile, answer.number);
  if (wall->brief)
    return;
  if (verdict == VT_VERDICT_NONE)
    draw_values (cr, subject, theme, card, example, answer.number);
  else
    draw_verdict (wall, cr, subject, theme, card, example, &answer, verdict);
}

static void
draw_outline (cairo_t *cr, const VtTheme *theme, const VtRect *tile, double width, gboolean dashed)
{
  static const double dashes[] = { 4, 3 };
  const VtRect ring = vt_rect_grow (tile, 2.5);

  cairo_save (cr);
  cairo_set_dash (cr, dashes, dashed ? 2 : 0, 0);
  vt_box (cr, &ring, RADIUS + 2, NULL, &theme->accent, width);
  cairo_restore (cr);
}

static void
draw_card (VtWall *wall, cairo_t *cr, const VtSubject *subject, const VtTheme *theme, const VtWallMarks *marks, guint i)
{
  const VtRect card = vt_wall_card (wall, i);
  const VtRect tile = { card.x, card.y, nn_first_input (subject->info)->kind == NN_FIELD_IMAGE ? PICTURE : card.w - 6, PICTURE };
  const guint32 example = vt_wall_example (wall, i);

  draw_input (wall, cr, subject, theme, &tile, example);
  if ((int) i == marks->hovered)
    draw_outline (cr, theme, &tile, 3, FALSE);
  else if (example == marks->shown)
    draw_outline (cr, theme, &tile, 2.5, FALSE);
  if ((int) i == marks->focused)
    draw_outline (cr, theme, &tile, 2.5, TRUE);
  draw_answer (wall, cr, subject, theme, &card, &tile, example);
}

void
vt_wall_draw (VtWall *wall, cairo_t *cr, const VtSubject *subject, const VtTheme *theme, const VtWallMarks *marks)
{
  guint first, n;

  if (wall->dataset == NULL || subject->dataset != wall->dataset)
    return;
  vt_wall_sight (wall, &first, &n);
  for (guint i = first; i < first + n; i++)
    draw_card (wall, cr, subject, theme, marks, i);
}

guint
vt_wall_count (VtWall *wall, const VtSubject *subject, int *right)
{
  guint shown = 0, first, n;

  *right = vt_subject_n_classes (subject) > 0 ? 0 : -1;
  vt_wall_sight (wall, &first, &n);
  for (guint i = first; i < first + n; i++)
    {
      const guint32 example = vt_wall_example (wall, i);
      const float *prediction = find_prediction (wall, subject, example);
      VtAnswer answer;

      if (prediction == NULL)
        continue;
      shown++;
      *right += judge (wall, subject, example, prediction, &answer) == VT_VERDICT_RIGHT;
    }
  return shown;
}

char *
vt_wall_words (VtWall *wall, const VtSubject *subject, guint i)
{
  const guint32 example = vt_wall_example (wall, i);
  const float *prediction = find_prediction (wall, subject, example);
  VtAnswer answer;
  VtVerdict verdict;

  if (prediction == NULL && !subject->runs && vt_subject_n_classes (subject) > 0)
    return vt_words_example (example, NULL, vt_subject_class_name (subject, vt_subject_class (subject, example)), 0);
  if (prediction == NULL)
    return vt_words_example (example, NULL, NULL, 0);
  verdict = judge (wall, subject, example, prediction, &answer);
  if (verdict == VT_VERDICT_NONE)
    return vt_words_value (example, answer.number, vt_subject_truth (subject, example)[0]);
  return vt_words_example (example, vt_subject_class_name (subject, answer.answer),
                           vt_subject_class_name (subject, vt_subject_class (subject, example)), answer.number);
}
