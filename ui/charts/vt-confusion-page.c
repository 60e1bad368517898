#include "vt-confusion-page.h"

#include <string.h>

#include "text.h"
#include "vt-look.h"
#include "vt-confusion.h"
#include "vt-gallery.h"
#include "vt-page-rows.h"
#include "vt-survey.h"
#include "vt-text.h"
#include "vt-words.h"

#define MATRIX_LEAST 260
#define MATRIX_MOST 420

struct _VtConfusionPage
{
  VtPage parent_instance;

  /* Owned; drawing reads nothing else. */
  guint n;                   /* classes */
  GArray *counts;            /* double, [truth][answer]; empty: none came yet */
  VtSurvey *survey;          /* of the examples, to know which stand in the chosen cell */
  GArray *members;           /* guint32: the examples in the chosen cell */
  GArray *answers;           /* float, [members][size]: the predictions that put them there */
  int chosen, hovered, focused;

  GtkWidget *matrix;
  GtkWidget *title, *subtitle;
  GtkWidget *gallery;
};

G_DEFINE_FINAL_TYPE (VtConfusionPage, vt_confusion_page, VT_TYPE_PAGE)

static VtConfusion
get_figure (VtConfusionPage *self)
{
  const VtSubject *subject = vt_page_subject (VT_PAGE (self));

  return (VtConfusion) {
    .theme = vt_page_theme (VT_PAGE (self)),
    .n = self->counts->len > 0 ? self->n : 0,
    .names = subject->info != NULL ? (const char *const *) nn_first_target (subject->info)->parts : NULL,
    .counts = (const double *) (gpointer) self->counts->data,
    .hovered = self->hovered,
    .chosen = self->chosen,
    .focused = gtk_widget_has_focus (self->matrix) ? self->focused : -1,
  };
}

static char *
vt_confusion_page_words (VtPage *page)
{
  VtConfusionPage *self = VT_CONFUSION_PAGE (page);
  const VtConfusion figure = get_figure (self);

  if (figure.n == 0)
    return g_strdup (_("No answers yet."));
  if (figure.focused >= 0)
    return vt_words_cell (figure.counts[figure.focused], figure.names[figure.focused / (int) figure.n],
                          figure.names[figure.focused % (int) figure.n], figure.focused % (int) (figure.n + 1) == 0);
  return vt_words_confusion (figure.counts, figure.n, figure.names, vt_subject_validates (vt_page_subject (page)));
}

/* The cell that an example of the survey stands in. */
static int
find_cell (VtConfusionPage *self, const VtSubject *subject, guint i)
{
  const VtAnswer answer = vt_answer (subject->encoding, vt_survey_prediction (self->survey, i), subject->size);

  return (int) (vt_subject_class (subject, vt_survey_example (self->survey, i)) * self->n + answer.answer);
}

static void
write_strip (VtConfusionPage *self, const char *title, const char *words)
{
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->subtitle), words);
}

static void
title_strip (VtConfusionPage *self, const VtConfusion *figure)
{
  const guint32 found = self->members->len;
  g_autofree char *title = NULL, *words = NULL;
  guint32 all;

  if (self->chosen >= 0 && vt_survey_n (self->survey) == 0)
    {
      write_strip (self, _("Looking for its examples"), "");
      return;
    }
  if (self->chosen < 0 || figure->n == 0)
    {
      write_strip (self, _("Choose a cell"), _("Its examples stand here."));
      return;
    }
  vt_subject_examples (vt_page_subject (VT_PAGE (self)), &all);
  title = vt_words_cell (found, figure->names[self->chosen / (int) self->n],
                         figure->names[self->chosen % (int) self->n], self->chosen % (int) (self->n + 1) == 0);
  words = vt_words_members (vt_survey_step (self->survey), found, vt_survey_n (self->survey), all,
                            found == figure->counts[self->chosen]);
  write_strip (self, title, words);
}

static void
show_members (VtConfusionPage *self)
{
  const VtSubject *subject = vt_page_subject (VT_PAGE (self));
  const VtConfusion figure = get_figure (self);

  g_array_set_size (self->members, 0);
  g_array_set_size (self->answers, 0);
  for (guint i = 0; i < vt_survey_n (self->survey) && self->chosen >= 0 && subject->dataset != NULL; i++)
    if (find_cell (self, subject, i) == self->chosen)
      vt_survey_append (self->survey, i, self->members, self->answers);
  title_strip (self, &figure);
  vt_gallery_show_answered (VT_GALLERY (self->gallery), subject, (const guint32 *) (gpointer) self->members->data,
                            self->members->len, (const float *) (gpointer) self->answers->data);
}

/* The matrix takes what it needs, at most MATRIX_MOST; the rest is for the examples. */
static void
size_matrix (VtConfusionPage *self, const VtSubject *subject)
{
  const VtConfusion figure = { .n = self->n, .names = (const char *const *) nn_first_target (subject->info)->parts };
  const double width = CLAMP (vt_confusion_width (&figure), MATRIX_LEAST, MATRIX_MOST);

  gtk_widget_set_size_request (self->matrix, (int) (width * vt_look_text_scale (vt_look_get ())), -1);
}

static void
vt_confusion_page_ask (VtPage *page)
{
  const NnLookItem item = { .at = NN_LOOK_CONFUSION };
  VtConfusionPage *self = VT_CONFUSION_PAGE (page);
  const VtSubject *subject = vt_page_subject (page);
  const guint classes = vt_page_reason (page) == NULL ? vt_subject_n_classes (subject) : 0;
  guint32 n;
  const guint32 *examples = vt_subject_examples (subject, &n);

  if (classes != self->n || vt_page_data_changed (page))
    {
      self->n = classes;
      self->chosen = self->hovered = self->focused = -1;
      g_array_set_size (self->counts, 0);
    }
  if (classes > 0)
    size_matrix (self, subject);
  vt_session_want (vt_page_session (page), page, &item, classes > 0 ? 1 : 0);
  vt_survey_start (self->survey, subject, examples, classes > 0 ? n : 0);
  show_members (self);
}

/* The engine's own counts, of its newest validation; before there is one, those of the survey if it covers all examples. */
static gboolean
take_counts (VtConfusionPage *self, const float *numbers, gsize n)
{
  g_autofree double *counts = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    counts[i] = numbers[i];
  if (self->counts->len == n && memcmp (self->counts->data, counts, n * sizeof (double)) == 0)
    return FALSE;
  g_array_set_size (self->counts, 0);
  g_array_append_vals (self->counts, counts, (guint) n);
  return TRUE;
}

static gboolean
count_survey (VtConfusionPage *self, const VtSubject *subject)
{
  const gsize n = (gsize) self->n * self->n;
  g_autofree float *counts = g_new0 (float, n);
  guint32 all;

  vt_subject_examples (subject, &all);
  if (vt_survey_n (self->survey) < all)
    return FALSE;
  for (guint i = 0; i < vt_survey_n (self->survey); i++)
    counts[find_cell (self, subject, i)]++;
  return take_counts (self, counts, n);
}

static void
vt_confusion_page_take (VtPage *page)
{
  VtConfusionPage *self = VT_CONFUSION_PAGE (page);
  const VtSubject *subject = vt_page_subject (page);
  gsize n;
  const float *numbers = vt_session_seen (vt_page_session (page), page, 0, &n);
  gboolean surveyed, changed = FALSE;

  if (self->n == 0)
    return;
  surveyed = vt_survey_take (self->survey);
  if (numbers != NULL && n == (gsize) self->n * self->n)
    changed = take_counts (self, numbers, n);
  else if (surveyed)
    changed = count_survey (self, subject);
  if (surveyed || (changed && self->chosen >= 0))
    show_members (self);
  vt_gallery_take (VT_GALLERY (self->gallery));
  if (changed)
    vt_page_redraw (page);
}

static void
vt_confusion_page_rest (VtPage *page)
{
  VtConfusionPage *self = VT_CONFUSION_PAGE (page);

  vt_survey_start (self->survey, vt_page_subject (page), NULL, 0);
  vt_gallery_rest (VT_GALLERY (self->gallery));
}

static void
vt_confusion_page_draw (VtPage *page, cairo_t *cr, double width, double height)
{
  VtConfusionPage *self = VT_CONFUSION_PAGE (page);
  const VtRect all = { 0, 0, width, height };

  if (vt_page_reason (page) != NULL)
    vt_page_say (page, cr, &all, vt_page_reason (page));
  else if (self->counts->len == 0)
    vt_page_say (page, cr, &all, _("The counts come with the first validation: press Train."));
  else
    {
      const VtConfusion figure = get_figure (self);

      vt_confusion_draw (&figure, cr, width, height);
    }
}

static int
find_cell_at (VtConfusionPage *self, double x, double y)
{
  const double scale = vt_page_scale (VT_PAGE (self));
  double width, height;
  VtConfusion figure;

  if (vt_page_reason (VT_PAGE (self)) != NULL || self->counts->len == 0)
    return -1;
  figure = get_figure (self);
  vt_page_extent (VT_PAGE (self), &width, &height);
  return vt_confusion_at (&figure, width, height, x / scale, y / scale);
}

static void
choose (VtConfusionPage *self, int cell)
{
  self->chosen = cell;
  show_members (self);
  vt_page_redraw (VT_PAGE (self));
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, VtConfusionPage *self)
{
  const int cell = find_cell_at (self, x, y);

  if (cell == self->hovered)
    return;
  self->hovered = cell;
  vt_page_redraw (VT_PAGE (self));
}

static void
leave_cb (GtkEventControllerMotion *controller, VtConfusionPage *self)
{
  self->hovered = -1;
  vt_page_redraw (VT_PAGE (self));
}

static void
press_cb (GtkGestureClick *gesture, int n_press, double x, double y, VtConfusionPage *self)
{
  const int cell = find_cell_at (self, x, y);

  gtk_widget_grab_focus (self->matrix);
  self->focused = -1;
  if (cell >= 0)
    choose (self, cell);
}

static void
move_focus (VtConfusionPage *self, int rows, int columns)
{
  const int n = (int) self->n, now = MAX (self->focused >= 0 ? self->focused : self->chosen, 0);

  self->focused = CLAMP (now / n + rows, 0, n - 1) * n + CLAMP (now % n + columns, 0, n - 1);
  vt_page_redraw (VT_PAGE (self));
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, VtConfusionPage *self)
{
  static const struct
  {
    guint key;
    int rows, columns;
  } moves[] = {
    { GDK_KEY_Left, 0, -1 }, { GDK_KEY_Right, 0, 1 }, { GDK_KEY_Up, -1, 0 }, { GDK_KEY_Down, 1, 0 },
  };

  if (self->n == 0 || self->counts->len == 0)
    return GDK_EVENT_PROPAGATE;
  if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && self->focused >= 0)
    {
      choose (self, self->focused);
      return GDK_EVENT_STOP;
    }
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (moves[i].key == key)
      {
        move_focus (self, moves[i].rows, moves[i].columns);
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

static void
focus_cb (GtkEventController *controller, VtConfusionPage *self)
{
  vt_page_redraw (VT_PAGE (self));
}

static void
vt_confusion_page_theme (VtPage *page)
{
  vt_gallery_set_theme (VT_GALLERY (VT_CONFUSION_PAGE (page)->gallery), vt_page_theme (page));
}

/* Where there are no examples, what stands above them says why. */
static void
strip_cb (VtGallery *gallery, VtConfusionPage *self)
{
  const char *title = gtk_label_get_text (GTK_LABEL (self->title)), *note = gtk_label_get_text (GTK_LABEL (self->subtitle));
  g_autofree char *words = self->members->len > 0 ? vt_gallery_words (gallery) : g_strdup_printf ("%s. %s", title, note);

  gtk_accessible_update_property (GTK_ACCESSIBLE (vt_gallery_picture (gallery)), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static GtkWidget *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END, "margin-start", 16, NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
vt_confusion_page_build (VtPage *page)
{
  VtConfusionPage *self = VT_CONFUSION_PAGE (page);
  GtkWidget *strip = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->survey = vt_survey_new (vt_page_session (page));
  self->gallery = vt_gallery_new (vt_page_session (page), TRUE);
  g_signal_connect (self->gallery, "changed", G_CALLBACK (strip_cb), self);
  self->title = add_label (strip, "vt-heading");
  self->subtitle = add_label (strip, "vt-note");
  g_object_set (self->subtitle, "wrap", TRUE, "lines", 2, NULL);
  gtk_widget_set_margin_bottom (self->subtitle, 4);
  gtk_box_append (GTK_BOX (strip), self->gallery);
  gtk_widget_set_hexpand (strip, TRUE);
  gtk_box_append (GTK_BOX (page), strip);
  gtk_widget_set_hexpand (self->matrix, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (vt_gallery_picture (VT_GALLERY (self->gallery))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Examples of the cell"), -1);
}

static void
vt_confusion_page_dispose (GObject *object)
{
  g_clear_pointer (&VT_CONFUSION_PAGE (object)->survey, vt_survey_free);
  G_OBJECT_CLASS (vt_confusion_page_parent_class)->dispose (object);
}

static void
vt_confusion_page_finalize (GObject *object)
{
  VtConfusionPage *self = VT_CONFUSION_PAGE (object);

  g_clear_pointer (&self->counts, g_array_unref);
  g_clear_pointer (&self->members, g_array_unref);
  g_clear_pointer (&self->answers, g_array_unref);
  G_OBJECT_CLASS (vt_confusion_page_parent_class)->finalize (object);
}

static void
vt_confusion_page_class_init (VtConfusionPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_confusion_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_confusion_page_finalize;
  VT_PAGE_CLASS (klass)->build = vt_confusion_page_build;
  VT_PAGE_CLASS (klass)->ask = vt_confusion_page_ask;
  VT_PAGE_CLASS (klass)->take = vt_confusion_page_take;
  VT_PAGE_CLASS (klass)->period = 100;   /* answers that change faster cannot be read */
  VT_PAGE_CLASS (klass)->words = vt_confusion_page_words;
  VT_PAGE_CLASS (klass)->draw = vt_confusion_page_draw;
  VT_PAGE_CLASS (klass)->theme = vt_confusion_page_theme;
  VT_PAGE_CLASS (klass)->rest = vt_confusion_page_rest;
}

static void
vt_confusion_page_init (VtConfusionPage *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new (), *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->counts = g_array_new (FALSE, FALSE, sizeof (double));
  self->members = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->answers = g_array_new (FALSE, FALSE, sizeof (float));
  self->chosen = self->hovered = self->focused = -1;
  self->matrix = vt_page_picture (VT_PAGE (self));
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (press_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (focus_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_cb), self);
  gtk_widget_add_controller (self->matrix, motion);
  gtk_widget_add_controller (self->matrix, keys);
  gtk_widget_add_controller (self->matrix, focus);
  gtk_widget_add_controller (self->matrix, GTK_EVENT_CONTROLLER (click));
}

static const char *
unavailable (const NnDataInfo *info)
{
  if (info == NULL)
    return _("There is no data yet.");
  if (info->judged)
    return _("Examples have no right answers here: the judge only says whether they are real.");
  if (nn_first_target (info)->kind == NN_FIELD_TEXT)
    return _("Every character of a text is an answer of its own: there are too many to show which is taken for which.");
  if (info->gives_back)
    return _("Examples are given back here, not sorted into classes: there is nothing to confuse.");
  return nn_data_info_has_classes (info) ? NULL : _("Only answers that are classes can be confused; here they are numbers.");
}

const VtPageRow vt_page_confusion = {
  .id = "confusion",
  .title = N_("Confusion"),
  .width = 700,
  .grows = TRUE,
  .unavailable = unavailable,
  .get_type = vt_confusion_page_get_type,
};
