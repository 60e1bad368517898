#include "work.h"

#include "command.h"
#include "edit.h"
#include "pool.h"
#include "text.h"

static gboolean
apply (NnDocument *document, NnEdit *edit, GError **error)
{
  g_autoptr (NnEdit) taken = edit;
  g_autoptr (NnEdit) inverse = nn_edit_apply (taken, document->network, error);

  return inverse != NULL;
}

NnDocument *
vt_open_document (const char *path, const char *data, GError **error)
{
  g_autoptr (NnDocument) document = nn_document_load (path, error);

  if (document == NULL || (data != NULL && !apply (document, nn_edit_set_data (data), error)))
    return NULL;
  return g_steal_pointer (&document);
}

static gboolean
choose_options (NnTrainerOptions *options, NnDevice **device, const VtChoices *choices, GError **error)
{
  if (choices->threads < 0 || choices->threads > NN_POOL_MAX)
    {
      vt_usage_error (error, _("--threads must be from 1 to %d."), NN_POOL_MAX);
      return FALSE;
    }
  options->threads = choices->threads;
  if (choices->backend != NULL && (options->backend = nn_backend_choose (choices->backend, device, error)) == NULL)
    return FALSE;
  options->device = *device;
  return TRUE;
}

static gboolean
choose_recipe (NnDocument *document, const VtChoices *choices, GError **error)
{
  if (choices->batch != 0 && !apply (document, nn_edit_set_recipe ("batch", choices->batch), error))
    return FALSE;
  return choices->seed < 0 || apply (document, nn_edit_set_recipe ("seed", choices->seed), error);
}

gboolean
vt_work_open (VtWork *work, const char *path, const VtChoices *choices, GError **error)
{
  g_auto (VtWork) fresh = { 0 };
  NnTrainerOptions options = { 0 };

  if (!choose_options (&options, &fresh.device, choices, error))
    return FALSE;
  if ((fresh.document = vt_open_document (path, choices->data, error)) == NULL)
    return FALSE;
  if (!choose_recipe (fresh.document, choices, error))
    return FALSE;
  if ((fresh.dataset = nn_data_load (nn_network_data (fresh.document->network), error)) == NULL)
    return FALSE;
  if ((fresh.trainer = nn_trainer_new (fresh.document->network, fresh.dataset, &options, error)) == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }

  fresh.trained = nn_tensors_n (fresh.document->weights) > 0 && choices->seed < 0;
  if (fresh.trained &&
      !nn_trainer_load (fresh.trainer, fresh.document->weights, fresh.document->step, fresh.document->epoch, error))
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  *work = fresh;
  fresh = (VtWork) { 0 };
  return TRUE;
}

void
vt_work_close (VtWork *work)
{
  g_clear_pointer (&work->trainer, nn_trainer_free);
  g_clear_pointer (&work->device, nn_device_unref);
  g_clear_pointer (&work->dataset, nn_dataset_unref);
  g_clear_pointer (&work->document, nn_document_free);
}
