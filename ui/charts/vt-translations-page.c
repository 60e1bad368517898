#include "vt-translations-page.h"

#include "pairs.h"
#include "text.h"
#include "tokens.h"
#include "translation.h"
#include "vt-data-texts.h"
#include "vt-page-rows.h"
#include "vt-text.h"

#define MARGIN 16.0
#define HEAD 46.0          /* a sentence, and what stands in the columns */
#define ROW 26.0
#define GAP 4.0
#define PAD 10.0
#define MARK 12.0
#define PAUSE_USEC (2 * G_USEC_PER_SEC)   /* between two looks while it trains: an answer is written place by place, which takes a moment */
#define SHOWN 12           /* examples at most */

/* One text, and what became of it. */
typedef struct
{
  char *source;
  char *written;           /* NULL: nothing yet */
  char *right;             /* NULL: nobody knows */
} Line;

struct _VtTranslationsPage
{
  VtPage parent_instance;

  GtkWidget *text;
  GArray *own;             /* guint32: the tokens of the text of one's own; empty: there is none */
  char *own_text;
  GArray *examples;        /* guint32 */
  GPtrArray *lines;        /* Line: one's own first, where there is one */
  gint64 step, seen;       /* of training, when the lines were written; and the time, in µs */
  gboolean is_asking;
  char *complaint;         /* why the text cannot be translated; or NULL */
};

G_DEFINE_FINAL_TYPE (VtTranslationsPage, vt_translations_page, VT_TYPE_PAGE)

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->source);
  g_free (line->written);
  g_free (line->right);
  g_free (line);
}

static gboolean
can_translate (VtPage *page)
{
  const VtSubject *subject = vt_page_subject (page);

  return vt_page_reason (page) == NULL && subject->dataset != NULL && subject->info->translates && subject->runs;
}

static gboolean
is_right (const Line *line)
{
  return line->written != NULL && line->right != NULL && g_str_equal (line->written, line->right);
}

/* ---- Asking ---- */

static void
stop (VtTranslationsPage *self)
{
  self->is_asking = FALSE;
  vt_session_want (vt_page_session (VT_PAGE (self)), self, NULL, 0);
}

static void
begin (VtTranslationsPage *self)
{
  const NnLookItem items[] = {
    { .at = NN_LOOK_TRANSLATIONS, .examples = self->examples },
    { .at = NN_LOOK_WRITING, .examples = self->own },
  };

  self->is_asking = TRUE;
  vt_session_want (vt_page_session (VT_PAGE (self)), self, items, self->own->len > 0 ? 2 : 1);
}

static char *
decode (const NnField *field, const float *tokens)
{
  return nn_tokens_decode (field, tokens, (gsize) nn_shape_size (&field->shape));
}

static void
add_line (VtTranslationsPage *self, char *source, char *right)
{
  Line *line = g_new0 (Line, 1);

  line->source = source;
  line->right = right;
  g_ptr_array_add (self->lines, line);
}

/* What is to be translated, before anything is written. */
static void
fill_lines (VtTranslationsPage *self)
{
  const VtSubject *subject = vt_page_subject (VT_PAGE (self));
  const NnField *source = &subject->info->inputs[NN_SOURCE];
  g_autofree float *tokens = g_new (float, nn_shape_size (&source->shape));

  g_ptr_array_set_size (self->lines, 0);
  if (self->own->len > 0)
    add_line (self, g_strdup (self->own_text), NULL);
  for (guint i = 0; i < self->examples->len; i++)
    {
      const guint32 example = g_array_index (self->examples, guint32, i);

      nn_dataset_input_field (subject->dataset, example, NN_SOURCE, 0, tokens);
      add_line (self, decode (source, tokens), decode (nn_first_target (subject->info), nn_dataset_target (subject->dataset, example)));
    }
}

static void
choose_examples (VtTranslationsPage *self)
{
  guint32 n;
  const guint32 *examples = vt_subject_examples (vt_page_subject (VT_PAGE (self)), &n);

  g_array_set_size (self->examples, 0);
  g_array_append_vals (self->examples, examples, MIN (n, SHOWN));
}

static void
complain (VtTranslationsPage *self, const char *sentence)
{
  g_free (self->complaint);
  self->complaint = g_strdup (sentence);
  if (sentence != NULL)
    gtk_widget_add_css_class (self->text, "error");
  else
    gtk_widget_remove_css_class (self->text, "error");
  vt_page_redraw (VT_PAGE (self));
}

/* What stands in the field becomes one's own text; an empty field has none. */
static void
take_text (VtTranslationsPage *self)
{
  const VtSubject *subject = vt_page_subject (VT_PAGE (self));
  const NnField *source = &subject->info->inputs[NN_SOURCE];
  const gsize places = (gsize) nn_shape_size (&source->shape);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->text));
  g_autofree float *tokens = g_new (float, places);
  g_autoptr (GError) error = NULL;

  if (!nn_pairs_lay (source, text, tokens, &error))
    {
      complain (self, error->message);
      return;
    }
  complain (self, NULL);
  g_array_set_size (self->own, 0);
  for (gsize i = 0; i < places && *text != '\0'; i++)
    {
      const guint32 token = (guint32) tokens[i];

      g_array_append_val (self->own, token);
    }
  g_free (self->own_text);
  self->own_text = g_strdup (text);
  fill_lines (self);
  begin (self);
}

static void
vt_translations_page_ask (VtPage *page)
{
  VtTranslationsPage *self = VT_TRANSLATIONS_PAGE (page);

  if (vt_page_data_changed (page))
    {
      g_array_set_size (self->own, 0);
      complain (self, NULL);
    }
  g_ptr_array_set_size (self->lines, 0);
  if (!can_translate (page))
    {
      stop (self);
      return;
    }
  choose_examples (self);
  fill_lines (self);
  begin (self);
}

/* ---- Taking ---- */

static void
write_line (VtTranslationsPage *self, guint i, const NnField *field, const float *tokens)
{
  Line *line = g_ptr_array_index (self->lines, i);

  g_free (line->written);
  line->written = decode (field, tokens);
}

/* TRUE: all that was asked for is there. */
static gboolean
take_answers (VtTranslationsPage *self)
{
  VtSession *session = vt_page_session (VT_PAGE (self));
  const NnField *field = nn_first_target (vt_page_subject (VT_PAGE (self))->info);
  const gsize places = (gsize) nn_shape_size (&field->shape);
  const guint own = self->own->len > 0;
  gsize n, n_own = 0;
  const float *answers = vt_session_seen (session, self, 0, &n);
  const float *mine = own > 0 ? vt_session_seen (session, self, 1, &n_own) : NULL;

  if (answers == NULL || n != self->examples->len * places || (own > 0 && (mine == NULL || n_own != places)))
    return FALSE;
  if (own > 0)
    write_line (self, 0, field, mine);
  for (guint i = 0; i < self->examples->len; i++)
    write_line (self, own + i, field, answers + i * places);
  return TRUE;
}

/* While it trains the answers are asked for again and again, and once more when it stops. */
static void
vt_translations_page_take (VtPage *page)
{
  VtTranslationsPage *self = VT_TRANSLATIONS_PAGE (page);
  const NnFrame *frame = vt_session_frame (vt_page_session (page));
  const gint64 now = g_get_monotonic_time ();

  if (!can_translate (page))
    return;
  if (self->is_asking && take_answers (self))
    {
      stop (self);
      self->step = frame->step;
      self->seen = now;
      vt_page_redraw (page);
    }
  else if (!self->is_asking && frame->step != self->step && (frame->state != NN_STATE_RUNNING || now - self->seen >= PAUSE_USEC))
    begin (self);
}

static void
vt_translations_page_rest (VtPage *page)
{
  stop (VT_TRANSLATIONS_PAGE (page));
}

/* ---- Showing ---- */

static guint
count_right (const VtTranslationsPage *self)
{
  guint right = 0;

  for (guint i = 0; i < self->lines->len; i++)
    right += is_right (g_ptr_array_index (self->lines, i));
  return right;
}

/* "What it writes by itself at step 1 200: 9 of 12 right" */
static char *
say_score (const VtTranslationsPage *self)
{
  g_autofree char *step = nn_count_to_text (self->step);

  return g_strdup_printf (_("What it writes by itself, at step %s: %u of %u right"), step, count_right (self), self->examples->len);
}

static gboolean
is_written (const VtTranslationsPage *self)
{
  return self->lines->len > 0 && ((const Line *) g_ptr_array_index (self->lines, self->lines->len - 1))->written != NULL;
}

static void
say_line (GString *words, const Line *line)
{
  g_string_append_printf (words, _(" “%s” becomes “%s”"), line->source, line->written);
  if (is_right (line))
    g_string_append (words, _(", which is right."));
  else if (line->right != NULL)
    g_string_append_printf (words, _(", but it should be “%s”."), line->right);
  else
    g_string_append_c (words, '.');
}

static char *
vt_translations_page_words (VtPage *page)
{
  VtTranslationsPage *self = VT_TRANSLATIONS_PAGE (page);
  g_autofree char *score = NULL;
  GString *words;

  if (vt_page_has_data_only (page) && vt_data_texts_are (vt_page_subject (page)))
    return g_strdup (vt_page_data_sentence (page));
  if (self->complaint != NULL)
    return g_strdup (self->complaint);
  if (!is_written (self))
    return g_strdup (_("Nothing is written yet."));
  score = say_score (self);
  words = g_string_new (score);
  g_string_append_c (words, '.');
  for (guint i = 0; i < self->lines->len; i++)
    say_line (words, g_ptr_array_index (self->lines, i));
  return g_string_free (words, FALSE);
}

/* What is read, what is written, and what were right where that is another. */
typedef struct
{
  double source, written, right, end;
} Columns;

static Columns
place_columns (double width)
{
  const double left = MARGIN + PAD, wide = width - 2 * left;

  return (Columns) { left, left + wide * 0.36, left + wide * 0.69, left + wide };
}

static void
draw_heads (VtTranslationsPage *self, cairo_t *cr, const Columns *at)
{
  const VtTheme *theme = vt_page_theme (VT_PAGE (self));

  vt_text (cr, at->source, HEAD - 8.0, VT_ALIGN_LEFT, 12, 400, &theme->dim, at->written - at->source - PAD, _("It reads"));
  vt_text (cr, at->written + MARK + PAD, HEAD - 8.0, VT_ALIGN_LEFT, 12, 400, &theme->dim, at->right - at->written - PAD, _("It writes"));
  vt_text (cr, at->right, HEAD - 8.0, VT_ALIGN_LEFT, 12, 400, &theme->dim, at->end - at->right, _("It should write"));
}

static void
draw_mark (cairo_t *cr, const VtTheme *theme, const Line *line, double x, double middle)
{
  if (line->right == NULL)
    return;
  if (is_right (line))
    vt_tick (cr, x, middle, MARK, &theme->right);
  else
    vt_cross_disc (cr, x + MARK / 2, middle, MARK, &theme->error, &theme->card);
}

static void
draw_line (VtTranslationsPage *self, cairo_t *cr, const Line *line, const Columns *at, double width, double top)
{
  const VtTheme *theme = vt_page_theme (VT_PAGE (self));
  const VtRect row = { MARGIN, top, width - 2.0 * MARGIN, ROW };
  const gboolean is_own = line->right == NULL;
  const double base = top + ROW / 2.0 + 4.5;

  vt_box (cr, &row, 6, is_own ? &theme->accent_tint : &theme->card, is_own ? &theme->accent : &theme->border, 1);
  vt_text (cr, at->source, base, VT_ALIGN_LEFT, 13, 400, &theme->text, at->written - at->source - PAD, line->source);
  if (line->written == NULL)
    return;
  draw_mark (cr, theme, line, at->written, top + ROW / 2.0);
  vt_text (cr, at->written + MARK + PAD, base, VT_ALIGN_LEFT, 13, 600, is_own || is_right (line) ? &theme->text : &theme->error,
           at->right - at->written - MARK - 2 * PAD, line->written);
  if (!is_own && !is_right (line))
    vt_text (cr, at->right, base, VT_ALIGN_LEFT, 13, 400, &theme->dim, at->end - at->right, line->right);
}

static void
vt_translations_page_draw (VtPage *page, cairo_t *cr, double width, double height)
{
  VtTranslationsPage *self = VT_TRANSLATIONS_PAGE (page);
  const VtTheme *theme = vt_page_theme (page);
  const Columns columns = place_columns (width);
  g_autofree char *score = is_written (self) ? say_score (self) : g_strdup (_("It is about to write."));

  if (vt_page_has_data_only (page) && vt_data_texts_are (vt_page_subject (page)))
    {
      vt_data_texts_draw (vt_page_subject (page), cr, theme, width, height, vt_page_data_sentence (page));
      return;
    }
  if (vt_page_reason (page) != NULL || !can_translate (page))
    {
      vt_page_say (page, cr, &(VtRect) { 0, 0, width, height },
                   vt_page_reason (page) != NULL ? vt_page_reason (page) : _("This network translates nothing."));
      return;
    }
  vt_text (cr, MARGIN, 16, VT_ALIGN_LEFT, 13.5, 600, self->complaint != NULL ? &theme->error : &theme->text, width - 2 * MARGIN,
           self->complaint != NULL ? self->complaint : score);
  draw_heads (self, cr, &columns);
  for (guint i = 0; i < self->lines->len && HEAD + i * (ROW + GAP) + ROW <= height; i++)
    draw_line (self, cr, g_ptr_array_index (self->lines, i), &columns, width, HEAD + i * (ROW + GAP));
}

/* ---- The page ---- */

static void
translate_cb (VtTranslationsPage *self)
{
  if (vt_page_subject (VT_PAGE (self)) != NULL && can_translate (VT_PAGE (self)))
    take_text (self);
}

static void
vt_translations_page_finalize (GObject *object)
{
  VtTranslationsPage *self = VT_TRANSLATIONS_PAGE (object);

  g_array_unref (self->own);
  g_array_unref (self->examples);
  g_ptr_array_unref (self->lines);
  g_free (self->own_text);
  g_free (self->complaint);
  G_OBJECT_CLASS (vt_translations_page_parent_class)->finalize (object);
}

static void
vt_translations_page_class_init (VtTranslationsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vt_translations_page_finalize;
  VT_PAGE_CLASS (klass)->ask = vt_translations_page_ask;
  VT_PAGE_CLASS (klass)->take = vt_translations_page_take;
  VT_PAGE_CLASS (klass)->period = 100;
  VT_PAGE_CLASS (klass)->draw = vt_translations_page_draw;
  VT_PAGE_CLASS (klass)->words = vt_translations_page_words;
  VT_PAGE_CLASS (klass)->rest = vt_translations_page_rest;
}

static void
vt_translations_page_init (VtTranslationsPage *self)
{
  GtkWidget *options = vt_page_options (VT_PAGE (self)), *translate = gtk_button_new_with_label (_("Translate"));
  const char *const blurb = _("A text of your own, for the network to translate");

  self->own = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->examples = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->text = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->text), 20);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->text), _("Write a text of your own"));
  gtk_widget_set_tooltip_text (self->text, blurb);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Text to translate"), -1);
  gtk_widget_add_css_class (translate, "vt-option");
  g_signal_connect_object (translate, "clicked", G_CALLBACK (translate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->text, "activate", G_CALLBACK (translate_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (options), self->text);
  gtk_box_append (GTK_BOX (options), translate);
}

static const char *
unavailable (const NnDataInfo *info)
{
  if (info == NULL)
    return _("There is no data yet.");
  return info->translates ? NULL : _("Only a network that learns from pairs of texts can translate.");
}

const VtPageRow vt_page_translations = {
  .id = "translations",
  .title = N_("Translations"),
  .width = 620,
  .grows = TRUE,
  .rank = 3,
  .unavailable = unavailable,
  .get_type = vt_translations_page_get_type,
};
