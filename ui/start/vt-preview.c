#include "vt-preview.h"

#include "document.h"
#include "source.h"

/* A turn ends after so many epochs or so much time, a preview after so many turns: some seconds of learning, seen. */
#define TURN_EPOCHS 4
#define TURN_USEC 25000
#define TURNS 30

#define MARGIN 12.0
#define MOST_ZOOM 0.6

struct _VtPreview
{
  GObject parent_instance;

  /* Owned. While a turn is on its way its thread has all of them but the path. */
  char *path;
  NnDocument *document; /* NULL: not read yet, or it cannot be */
  NnDataInfo *info;
  NnReport *report;
  NnTrainer *trainer; /* NULL: not made yet, or done with */
  VtScene *scene;     /* NULL: not read yet */

  guint turns;
  gboolean is_busy, is_done;
};

G_DEFINE_FINAL_TYPE (VtPreview, vt_preview, G_TYPE_OBJECT)

static guint changed_signal;

/* What a turn does in its thread; FALSE: it was the last one. */

static gboolean
read_document (VtPreview *self)
{
  self->document = nn_document_load (self->path, NULL);
  if (self->document == NULL)
    return FALSE;
  self->info = nn_data_describe (nn_network_data (self->document->network), NULL);
  self->report = nn_check (self->document->network, self->info);
  return self->report->runs;
}

static gboolean
make_trainer (VtPreview *self)
{
  const NnDocument *document = self->document;
  g_autoptr (NnDataset) dataset = nn_data_load (nn_network_data (document->network), NULL);
  const gboolean has_weights = nn_tensors_n (document->weights) > 0;

  if (dataset == NULL)
    return FALSE;
  self->trainer = nn_trainer_new (document->network, dataset, &(NnTrainerOptions){ .threads = 1 }, NULL);
  if (self->trainer == NULL)
    return FALSE;
  if (has_weights)
    nn_trainer_load (self->trainer, document->weights, document->step, document->epoch, NULL);
  vt_figure_look (self->scene, self->trainer, 0);
  return !has_weights;
}

static gboolean
train (VtPreview *self)
{
  const gint64 until = g_get_monotonic_time () + TURN_USEC;
  const gint64 epochs = nn_trainer_epochs (self->trainer) + TURN_EPOCHS;

  while (nn_trainer_epochs (self->trainer) < epochs && g_get_monotonic_time () < until)
    nn_trainer_step (self->trainer);
  vt_figure_look (self->scene, self->trainer, 0);
  return ++self->turns < TURNS;
}

static void
turn_in_thread_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  VtPreview *self = source;
  gboolean more;

  if (self->document == NULL)
    more = read_document (self);
  else if (self->trainer == NULL)
    more = make_trainer (self);
  else
    more = train (self);
  g_task_return_boolean (task, more);
}

/* The scene measures texts, which only the main thread may. */
static void
make_scene (VtPreview *self)
{
  self->scene = vt_scene_new ();
  vt_scene_update (self->scene, self->document->network, self->report, self->info);
}

static void
turned_cb (GObject *source, GAsyncResult *result, gpointer turn)
{
  VtPreview *self = VT_PREVIEW (source);
  g_autoptr (GTask) whole = turn;

  self->is_busy = FALSE;
  self->is_done = !g_task_propagate_boolean (G_TASK (result), NULL);
  if (self->scene == NULL && self->document != NULL)
    make_scene (self);
  if (self->is_done)
    g_clear_pointer (&self->trainer, nn_trainer_free);
  g_signal_emit (self, changed_signal, 0);
  g_task_return_boolean (whole, TRUE);
}

static void
vt_preview_finalize (GObject *object)
{
  VtPreview *self = VT_PREVIEW (object);

  g_clear_pointer (&self->scene, vt_scene_free);
  g_clear_pointer (&self->trainer, nn_trainer_free);
  g_clear_pointer (&self->report, nn_report_free);
  g_clear_pointer (&self->info, nn_data_info_unref);
  g_clear_pointer (&self->document, nn_document_free);
  g_free (self->path);
  G_OBJECT_CLASS (vt_preview_parent_class)->finalize (object);
}

static void
vt_preview_class_init (VtPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vt_preview_finalize;
  changed_signal =
      g_signal_new ("changed", VT_TYPE_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vt_preview_init (VtPreview *self)
{
}

VtPreview *
vt_preview_new (const char *path)
{
  VtPreview *self = g_object_new (VT_TYPE_PREVIEW, NULL);

  self->path = g_strdup (path);
  return self;
}

void
vt_preview_turn (VtPreview *self, GAsyncReadyCallback done, gpointer data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (!self->is_busy && !self->is_done);

  self->is_busy = TRUE;
  task = g_task_new (self, NULL, turned_cb, g_task_new (self, NULL, done, data));
  g_task_run_in_thread (task, turn_in_thread_cb);
}

gboolean
vt_preview_is_done (VtPreview *self)
{
  return self->is_done;
}

gboolean
vt_preview_paint (VtPreview *self, cairo_t *cr, const VtTheme *theme, double width, double height)
{
  const VtScene *scene = self->is_busy ? NULL : self->scene;
  double zoom;

  vt_set_colour (cr, &theme->sheet);
  cairo_paint (cr);
  if (scene == NULL || scene->cards->len == 0)
    return FALSE;
  zoom = MIN ((width - 2 * MARGIN) / scene->bounds.w, (height - 2 * MARGIN) / scene->bounds.h);
  zoom = MIN (zoom, MOST_ZOOM);
  cairo_translate (cr, (width - zoom * scene->bounds.w) / 2, (height - zoom * scene->bounds.h) / 2);
  cairo_scale (cr, zoom, zoom);
  cairo_translate (cr, -scene->bounds.x, -scene->bounds.y);
  vt_figure_paint (cr, theme, scene);
  return TRUE;
}
