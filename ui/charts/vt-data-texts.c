#include "vt-data-texts.h"

#include "tokens.h"
#include "vt-text.h"

#define MARGIN 16.0
#define HEAD 30.0
#define ROW 26.0
#define TEXT_SIZE 13.5

/* New lines are no place to break off here. (transfer full) */
static char *
write_out (const NnField *field, const float *tokens)
{
  char *text = nn_tokens_decode (field, tokens, (gsize) nn_shape_size (&field->shape));

  g_strdelimit (text, "\n", ' ');
  return text;
}

gboolean
vt_data_texts_are (const VtSubject *subject)
{
  return subject->dataset != NULL && subject->info != NULL && nn_first_input (subject->info)->kind == NN_FIELD_TEXT
         && (subject->info->continues || subject->info->translates);
}

static void
draw_example (const VtSubject *subject, cairo_t *cr, const VtTheme *theme, guint32 example, double width, double base)
{
  const NnField *field = nn_first_input (subject->info);
  g_autofree float *numbers = g_new (float, nn_data_info_input_size (nn_dataset_info (subject->dataset)));
  g_autofree char *text = NULL, *answer = NULL;
  const double half = width / 2.0;

  nn_dataset_input (subject->dataset, example, numbers);
  text = write_out (field, numbers);
  vt_text (cr, MARGIN, base, VT_ALIGN_LEFT, TEXT_SIZE, 400, &theme->text, subject->info->translates ? half - 2.0 * MARGIN : width - 2.0 * MARGIN,
           text);
  if (!subject->info->translates)
    return;
  answer = write_out (nn_first_target (subject->info), vt_subject_truth (subject, example));
  vt_text (cr, half, base, VT_ALIGN_LEFT, TEXT_SIZE, 400, &theme->dim, half - MARGIN, answer);
}

void
vt_data_texts_draw (const VtSubject *subject, cairo_t *cr, const VtTheme *theme, double width, double height, const char *sentence)
{
  guint32 n;
  const guint32 *examples = vt_subject_examples (subject, &n);

  vt_text (cr, MARGIN, 16, VT_ALIGN_LEFT, TEXT_SIZE, 600, &theme->dim, width - 2 * MARGIN, sentence);
  for (guint i = 0; i < n && HEAD + (i + 1) * ROW <= height; i++)
    draw_example (subject, cr, theme, examples[i], width, HEAD + i * ROW + 18.0);
}
