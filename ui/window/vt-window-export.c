/* Export: what it can be is chosen in a list, then where to. Pictures have the numbers of the example that is shown. */
#include "vt-window-private.h"

#include <adwaita.h>
#include <string.h>

#include "file.h"
#include "text.h"
#include "vt-curve.h"
#include "vt-dialog.h"
#include "vt-export.h"

#define WIDTH 460
#define HEIGHT 480
#define TABLE "csv"   /* the curves, which only a window has */

/* One export, on its way through a thread: until then nobody else has it. */
typedef struct
{
  const VtExport *export;
  VtCopy *copy;
  NnDataset *dataset;      /* referenced; NULL: pictures have no numbers */
  NnTrainer *trainer;
  gsize example;
  char *from, *path;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  nn_trainer_free (job->trainer);
  vt_copy_free (job->copy);
  nn_dataset_unref (job->dataset);
  g_free (job->from);
  g_free (job->path);
  g_free (job);
}

/* The weights are waited for; a picture needs a trainer that has them, and the worker's own is the worker's. */
static void
prepare_in_thread_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  const NnDocument *document = vt_copy_wait (job->copy);

  if (job->dataset != NULL)
    job->trainer = nn_trainer_new (document->network, job->dataset, &(NnTrainerOptions) { .threads = 1 }, NULL);
  if (job->trainer != NULL && nn_tensors_n (document->weights) > 0)
    nn_trainer_load (job->trainer, document->weights, document->step, document->epoch, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
tell_written (VtWindow *self, const char *path, const GError *error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *sentence = error == NULL ? g_strdup_printf (_("%s is written."), name) : NULL;

  vt_notice_show (self->written, sentence);
  vt_window_tell (self, error != NULL ? error->message : NULL);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  VtWindow *self = VT_WINDOW (source);
  const Job *job = g_task_get_task_data (G_TASK (result));
  const VtExported what = {
    .document = vt_copy_wait (job->copy),
    .trainer = job->trainer,
    .example = job->example,
    .from = job->from,
  };
  g_autoptr (GError) error = NULL;

  job->export->write (job->export, &what, job->path, &error);
  if (self->session != NULL)
    tell_written (self, job->path, error);
}

static void
write_network (VtWindow *self, const VtExport *export, const char *path)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, prepared_cb, NULL);
  NnDataset *dataset = vt_session_dataset (self->session);
  Job *job = g_new0 (Job, 1);

  job->export = export;
  job->copy = vt_session_copy (self->session, FALSE);
  if (export->draws && dataset != NULL && vt_session_report (self->session)->runs)
    job->dataset = nn_dataset_ref (dataset);
  job->example = (gsize) MAX (vt_session_example (self->session), 0);
  job->from = vt_session_title (self->session);
  job->path = g_strdup (path);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, prepare_in_thread_cb);
}

static void
write_curves (VtWindow *self, const char *path)
{
  guint n;
  const NnPoint *points = vt_session_curve (self->session, &n);
  char *table = vt_curve_to_table (points, n);
  g_autoptr (GBytes) bytes = g_bytes_new_take (table, strlen (table));
  g_autoptr (GError) error = NULL;

  nn_file_write (path, bytes, &error);
  tell_written (self, path, error);
}

static void
write_to (VtWindow *self, const char *path)
{
  if (self->export != NULL)
    write_network (self, self->export, path);
  else
    write_curves (self, path);
}

/* The list */

static void
chosen_cb (GtkWidget *row, VtWindow *self)
{
  const char *id;
  g_autofree char *title = vt_session_title (self->session), *stem = NULL, *name = NULL;
  char *dot = strrchr (title, '.');

  self->export = g_object_get_data (G_OBJECT (row), "export");
  id = self->export != NULL ? self->export->id : TABLE;
  stem = dot != NULL && dot > title ? g_strndup (title, dot - title) : g_strdup (title);
  name = g_strdup_printf ("%s.%s", stem, id);
  gtk_window_close (GTK_WINDOW (gtk_widget_get_root (row)));
  vt_window_choose_new_file (self, _("Export"), name, write_to);
}

static void
append_row (AdwPreferencesGroup *group, VtWindow *self, const VtExport *export, const char *title, const char *about)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", about, "activatable", TRUE, NULL);

  g_object_set_data (G_OBJECT (row), "export", (gpointer) export);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_signal_connect_object (row, "activated", G_CALLBACK (chosen_cb), self, 0);
  adw_preferences_group_add (group, row);
}

void
vt_window_export (VtWindow *self)
{
  GtkWidget *page = adw_preferences_page_new (), *group = adw_preferences_group_new ();
  guint n, n_points;
  const VtExport *rows = vt_exports (&n);

  for (guint i = 0; i < n; i++)
    append_row (ADW_PREFERENCES_GROUP (group), self, &rows[i], nn_text (rows[i].title), nn_text (rows[i].about));
  vt_session_curve (self->session, &n_points);
  if (n_points > 0)
    append_row (ADW_PREFERENCES_GROUP (group), self, NULL, _("Curves, CSV"), _("Loss and accuracy as a table, for spreadsheets"));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  gtk_window_present (GTK_WINDOW (vt_dialog_new (_("Export"), ADW_PREFERENCES_PAGE (page), GTK_WINDOW (self), WIDTH, HEIGHT)));
}
