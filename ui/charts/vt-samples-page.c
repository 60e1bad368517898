#include "vt-samples-page.h"

#include "text.h"
#include "tokens.h"
#include "vt-data-texts.h"
#include "vt-made.h"
#include "vt-page-rows.h"
#include "vt-scribe.h"
#include "vt-text.h"

#include <string.h>

#define MARGIN 16.0
#define HEAD 26.0
#define ROW 36.0           /* least height of a line's box */
#define LEADING 22.0       /* of what it began with, where what it wrote needs lines of its own below */
#define TEXT 13.5
#define GAP 6.0
#define LABEL 92.0         /* "step 12 400" */
#define PAUSE_USEC (8 * G_USEC_PER_SEC)   /* between two lines while it trains: writing one takes a moment */
#define PROMPT 18          /* characters of the text that lines begin with at first */
#define USUAL 0.8
#define HOTTEST 2.0
#define SHORTEST 20        /* characters that it writes */
#define LONGEST 600
#define LENGTH 64

struct _VtSamplesPage
{
  VtPage parent_instance;

  GtkWidget *prompt, *temperature, *caption, *length, *length_caption, *write, *renew;
  VtScribe *scribe;        /* made when the session is known, and … */
  VtMade *made;            /* … so is this: a page shows what is written, or what is made */
  gint64 ended;            /* when the last line was done, in µs */
  char *complaint;         /* why the prompt cannot be used; or NULL */
};

G_DEFINE_FINAL_TYPE (VtSamplesPage, vt_samples_page, VT_TYPE_PAGE)

static gboolean
can_make (VtPage *page)
{
  const VtSubject *subject = vt_page_subject (page);

  return vt_page_reason (page) == NULL && subject->dataset != NULL && subject->info->makes && subject->runs;
}

static gboolean
can_write (VtPage *page)
{
  const VtSubject *subject = vt_page_subject (page);

  return vt_page_reason (page) == NULL && subject->dataset != NULL && subject->info->continues && subject->runs;
}

static void
begin (VtSamplesPage *self)
{
  vt_scribe_begin (self->scribe, vt_page_subject (VT_PAGE (self)), gtk_range_get_value (GTK_RANGE (self->temperature)),
                   (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->length)));
  vt_page_redraw (VT_PAGE (self));
}

static void
complain (VtSamplesPage *self, const char *sentence)
{
  g_free (self->complaint);
  self->complaint = g_strdup (sentence);
  if (sentence != NULL)
    gtk_widget_add_css_class (self->prompt, "error");
  else
    gtk_widget_remove_css_class (self->prompt, "error");
  vt_page_redraw (VT_PAGE (self));
}

/* TRUE: lines begin with what stands in the field. */
static gboolean
take_prompt (VtSamplesPage *self)
{
  g_autoptr (GError) error = NULL;

  if (vt_scribe_prompt (self->scribe, vt_page_subject (VT_PAGE (self)), gtk_editable_get_text (GTK_EDITABLE (self->prompt)), &error))
    {
      complain (self, NULL);
      return TRUE;
    }
  complain (self, error != NULL ? error->message : _("Write a few characters to begin with."));
  return FALSE;
}

/* The first words of the text itself. */
static void
suggest_prompt (VtSamplesPage *self)
{
  const VtSubject *subject = vt_page_subject (VT_PAGE (self));
  const NnField *field = nn_first_input (subject->info);
  const gsize size = (gsize) nn_shape_size (&field->shape);
  g_autofree float *tokens = g_new (float, size);
  g_autofree char *text = NULL;
  char *end;

  nn_dataset_input (subject->dataset, 0, tokens);
  text = nn_tokens_decode (field, tokens, MIN (size, PROMPT));
  if ((end = strchr (text, '\n')) != NULL && end > text)
    *end = '\0';
  else if ((end = strrchr (text, ' ')) != NULL && end > text)
    end[1] = '\0';
  gtk_editable_set_text (GTK_EDITABLE (self->prompt), text);
}

/* What belongs to writing goes where something is made. */
static void
show_options (VtSamplesPage *self, gboolean makes)
{
  GtkWidget *const of_writing[] = { self->prompt, self->caption, self->temperature, self->length_caption, self->length, self->write };

  for (guint i = 0; i < G_N_ELEMENTS (of_writing); i++)
    gtk_widget_set_visible (of_writing[i], !makes);
  gtk_widget_set_visible (self->renew, makes);
}

static void
vt_samples_page_ask (VtPage *page)
{
  VtSamplesPage *self = VT_SAMPLES_PAGE (page);
  const NnDataInfo *info = vt_page_subject (page)->info;

  show_options (self, info != NULL && info->makes);
  vt_made_ask (self->made, can_make (page) ? vt_page_subject (page) : NULL);
  if (vt_page_data_changed (page))
    vt_scribe_forget (self->scribe);
  if (!can_write (page))
    {
      vt_scribe_stop (self->scribe);
      return;
    }
  if (vt_page_data_changed (page))
    suggest_prompt (self);
  if (take_prompt (self) && vt_scribe_n (self->scribe) == 0)
    begin (self);
}

/* While it trains the next line is written by itself, when the last one has been read. */
static void
vt_samples_page_take (VtPage *page)
{
  VtSamplesPage *self = VT_SAMPLES_PAGE (page);
  const gint64 now = g_get_monotonic_time ();

  if (vt_made_take (self->made))
    vt_page_redraw (page);
  if (vt_scribe_take (self->scribe))
    {
      self->ended = now;
      vt_page_redraw (page);
    }
  if (can_write (page) && self->complaint == NULL && vt_scribe_is_idle (self->scribe)
      && vt_session_frame (vt_page_session (page))->state == NN_STATE_RUNNING && now - self->ended >= PAUSE_USEC)
    begin (self);
}

static void
vt_samples_page_rest (VtPage *page)
{
  vt_scribe_stop (VT_SAMPLES_PAGE (page)->scribe);
  vt_made_ask (VT_SAMPLES_PAGE (page)->made, NULL);
}

static char *
vt_samples_page_words (VtPage *page)
{
  VtSamplesPage *self = VT_SAMPLES_PAGE (page);
  const guint n = vt_scribe_n (self->scribe);
  const VtLine *line = n > 0 ? vt_scribe_line (self->scribe, n - 1) : NULL;
  g_autofree char *step = line != NULL ? nn_count_to_text (line->step) : NULL;

  if (vt_page_has_data_only (page) && vt_data_texts_are (vt_page_subject (page)))
    return g_strdup (vt_page_data_sentence (page));
  if (can_make (page))
    return vt_made_words (self->made);
  if (self->complaint != NULL)
    return g_strdup (self->complaint);
  if (line == NULL)
    return g_strdup (_("Nothing is written yet."));
  /* Translators: the words it began with, and what it wrote */
  return g_strdup_printf (_("At step %s it goes on with “%s”: “%s”"), step, line->prompt, line->text);
}

/* It would go on. */
static char *
get_text (const VtLine *line)
{
  return g_strconcat (line->text, "…", NULL);
}

static double
get_room (const VtRect *row)
{
  return row->w - 14.0 - LABEL - 12.0;
}

/* On one line with what it began with, or, if it is too long, on its own below that. */
static gboolean
is_long (const VtRect *row, const VtLine *line)
{
  g_autofree char *text = get_text (line);

  return vt_text_width (TEXT, 400, line->prompt) + vt_text_width (TEXT, 600, text) > get_room (row);
}

static double
get_height (const VtRect *row, const VtLine *line)
{
  const VtTheme *theme = &vt_theme_light;   /* only measured */
  g_autofree char *text = get_text (line);

  return is_long (row, line) ? LEADING + vt_text_block (NULL, 0, 0, get_room (row), TEXT, 600, &theme->text, text) + 14.0 : ROW;
}

static void
draw_line (VtSamplesPage *self, cairo_t *cr, const VtRect *row, const VtLine *line, gboolean is_last)
{
  const VtTheme *theme = vt_page_theme (VT_PAGE (self));
  const double base = row->y + ROW / 2.0 + 5.0, left = row->x + 14.0 + LABEL;
  g_autofree char *step = nn_count_to_text (line->step), *label = g_strdup_printf (_("step %s"), step), *text = get_text (line);
  double used;

  vt_box (cr, row, 8, is_last ? &theme->accent_tint : &theme->card, is_last ? &theme->accent : &theme->border, is_last ? 1.5 : 1);
  vt_text (cr, row->x + 14.0, base, VT_ALIGN_LEFT, 12, 600, is_last ? &theme->accent : &theme->dim, LABEL - 8.0, label);
  used = vt_text (cr, left, base, VT_ALIGN_LEFT, TEXT, 400, &theme->dim, get_room (row), line->prompt);
  if (is_long (row, line))
    vt_text_block (cr, left, row->y + LEADING + 6.0, get_room (row), TEXT, 600, &theme->text, text);
  else
    vt_text (cr, left + used, base, VT_ALIGN_LEFT, TEXT, 600, &theme->text, get_room (row) - used + 2.0, text);
}

/* From which line on there is room for the first line and these; the last is always among them. */
static guint
find_second (VtSamplesPage *self, const VtRect *row, double height)
{
  const guint n = vt_scribe_n (self->scribe);
  double used = HEAD + (n > 0 ? get_height (row, vt_scribe_line (self->scribe, 0)) + GAP : 0.0);
  guint second = n;

  while (second > 1)
    {
      used += get_height (row, vt_scribe_line (self->scribe, second - 1)) + GAP;
      if (used > height && second < n)
        break;
      second--;
    }
  return second;
}

/* The first line, and as many of the last as there is room for. Returns how many there is none for. */
static guint
draw_lines (VtSamplesPage *self, cairo_t *cr, double width, double height)
{
  const guint n = vt_scribe_n (self->scribe);
  VtRect row = { MARGIN, HEAD, width - 2.0 * MARGIN, ROW };
  const guint second = find_second (self, &row, height);

  for (guint i = 0; i < n; i = i == 0 ? MAX (second, 1) : i + 1)
    {
      row.h = get_height (&row, vt_scribe_line (self->scribe, i));
      draw_line (self, cr, &row, vt_scribe_line (self->scribe, i), i + 1 == n);
      row.y += row.h + GAP;
    }
  return second > 1 ? second - 1 : 0;
}

static void
say_hidden (VtSamplesPage *self, cairo_t *cr, double width, guint n)
{
  g_autofree char *words = nn_count_in_words (n, N_("%s more line: give the page more height"), N_("%s more lines: give the page more height"));

  if (n > 0)
    vt_text (cr, width - MARGIN, 16, VT_ALIGN_RIGHT, 12, 400, &vt_page_theme (VT_PAGE (self))->dim, width / 2.0, words);
}

static void
vt_samples_page_draw (VtPage *page, cairo_t *cr, double width, double height)
{
  VtSamplesPage *self = VT_SAMPLES_PAGE (page);
  const VtTheme *theme = vt_page_theme (page);
  const VtRect all = { 0, 0, width, height };

  if (can_make (page))
    {
      vt_made_draw (self->made, cr, theme, &all);
      return;
    }
  if (vt_page_has_data_only (page) && vt_data_texts_are (vt_page_subject (page)))
    {
      vt_data_texts_draw (vt_page_subject (page), cr, theme, width, height, vt_page_data_sentence (page));
      return;
    }
  if (vt_page_reason (page) != NULL || !can_write (page))
    {
      vt_page_say (page, cr, &all, vt_page_reason (page) != NULL ? vt_page_reason (page) : _("This network continues no text."));
      return;
    }
  vt_text (cr, MARGIN, 16, VT_ALIGN_LEFT, 13.5, 600, self->complaint != NULL ? &theme->error : &theme->text, width - 2 * MARGIN,
           self->complaint != NULL ? self->complaint : _("What it writes, as it learns"));
  say_hidden (self, cr, width, draw_lines (self, cr, width, height));
}

static void
write_cb (VtSamplesPage *self)
{
  if (vt_page_subject (VT_PAGE (self)) != NULL && can_write (VT_PAGE (self)) && take_prompt (self))
    begin (self);
}

static void
temperature_cb (VtSamplesPage *self)
{
  g_autofree char *value = vt_number (gtk_range_get_value (GTK_RANGE (self->temperature)), 1);
  g_autofree char *text = g_strdup_printf (_("Temperature %s"), value);

  gtk_label_set_text (GTK_LABEL (self->caption), text);
}

static void
renew_cb (VtSamplesPage *self)
{
  vt_made_renew (self->made);
}

static void
vt_samples_page_build (VtPage *page)
{
  VT_SAMPLES_PAGE (page)->scribe = vt_scribe_new (vt_page_session (page));
  VT_SAMPLES_PAGE (page)->made = vt_made_new (vt_page_session (page));
}

static void
vt_samples_page_dispose (GObject *object)
{
  g_clear_pointer (&VT_SAMPLES_PAGE (object)->scribe, vt_scribe_free);
  g_clear_pointer (&VT_SAMPLES_PAGE (object)->made, vt_made_free);
  G_OBJECT_CLASS (vt_samples_page_parent_class)->dispose (object);
}

static void
vt_samples_page_finalize (GObject *object)
{
  g_free (VT_SAMPLES_PAGE (object)->complaint);
  G_OBJECT_CLASS (vt_samples_page_parent_class)->finalize (object);
}

static void
vt_samples_page_class_init (VtSamplesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_samples_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_samples_page_finalize;
  VT_PAGE_CLASS (klass)->build = vt_samples_page_build;
  VT_PAGE_CLASS (klass)->ask = vt_samples_page_ask;
  VT_PAGE_CLASS (klass)->take = vt_samples_page_take;
  VT_PAGE_CLASS (klass)->period = 100;
  VT_PAGE_CLASS (klass)->draw = vt_samples_page_draw;
  VT_PAGE_CLASS (klass)->words = vt_samples_page_words;
  VT_PAGE_CLASS (klass)->rest = vt_samples_page_rest;
}

static void
name_widget (GtkWidget *widget, const char *name, const char *blurb)
{
  gtk_widget_set_tooltip_text (widget, blurb);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
make_caption (const char *text)
{
  GtkWidget *caption = gtk_label_new (text);

  gtk_widget_add_css_class (caption, "vt-note");
  return caption;
}

static void
vt_samples_page_init (VtSamplesPage *self)
{
  GtkWidget *options = vt_page_options (VT_PAGE (self));

  self->write = gtk_button_new_with_label (_("Write"));
  self->renew = gtk_button_new_with_label (_("Other noise"));
  self->caption = make_caption (NULL);
  self->prompt = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->prompt), 14);
  name_widget (self->prompt, _("Prompt"), _("What each line begins with"));
  self->temperature = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, HOTTEST, 0.1);
  gtk_range_set_value (GTK_RANGE (self->temperature), USUAL);
  gtk_widget_set_size_request (self->temperature, 90, -1);
  g_signal_connect_object (self->temperature, "value-changed", G_CALLBACK (temperature_cb), self, G_CONNECT_SWAPPED);
  temperature_cb (self);
  self->length = gtk_spin_button_new_with_range (SHORTEST, LONGEST, SHORTEST);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->length), LENGTH);
  self->length_caption = make_caption (_("Length"));
  name_widget (self->length, _("Length"), _("How many characters it writes"));
  name_widget (self->temperature, _("Temperature"), _("How freely it writes: at 0 it always takes the likeliest character"));
  gtk_widget_add_css_class (self->write, "vt-option");
  gtk_widget_set_tooltip_text (self->write, _("Write another line"));
  gtk_widget_add_css_class (self->renew, "vt-option");
  gtk_widget_set_tooltip_text (self->renew, _("Make others, of other noise"));
  gtk_widget_set_visible (self->renew, FALSE);
  g_signal_connect_object (self->renew, "clicked", G_CALLBACK (renew_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->write, "clicked", G_CALLBACK (write_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->prompt, "activate", G_CALLBACK (write_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (options), self->prompt);
  gtk_box_append (GTK_BOX (options), self->caption);
  gtk_box_append (GTK_BOX (options), self->temperature);
  gtk_box_append (GTK_BOX (options), self->length_caption);
  gtk_box_append (GTK_BOX (options), self->length);
  gtk_box_append (GTK_BOX (options), self->write);
  gtk_box_append (GTK_BOX (options), self->renew);
}

static const char *
unavailable (const NnDataInfo *info)
{
  if (info == NULL)
    return _("There is no data yet.");
  return info->continues || info->makes ? NULL : _("Only a network that continues a text, fools a judge or works on noise makes something new.");
}

const VtPageRow vt_page_samples = {
  .id = "samples",
  .title = N_("Samples"),
  .width = 520,
  .grows = TRUE,
  .rank = 3,
  .unavailable = unavailable,
  .get_type = vt_samples_page_get_type,
};
