/* What stands for Vulkan where the program was built without it: no device, no kernel, and a sentence that says so. */
#include "backend.h"
#include "device-step.h"
#include "text.h"

static gboolean
refuse (GError **error)
{
  g_set_error (error, NN_ERROR, NN_ERROR_DEVICE,
               _("This Vitrine was built without Vulkan: train on the processor, or build it again with glslc, libvulkan-dev and "
                 "libvulkan-volk-dev installed."));
  return FALSE;
}

static const NnKernel *
kernel (const NnOp *op)
{
  return NULL;
}

static char *
describe (void)
{
  return g_strdup (_("This Vitrine was built without Vulkan"));
}

const NnBackend nn_backend_vulkan = {
  .id = "vulkan",
  .title = N_("Graphics card"),
  .element = sizeof (float),
  .records = TRUE,
  .kernel = kernel,
  .describe = describe,
};

GPtrArray *
nn_device_list (GError **error)
{
  refuse (error);
  return NULL;
}

NnDevice *
nn_device_open (const char *which, GError **error)
{
  refuse (error);
  return NULL;
}

NnDevice *
nn_device_open_watched (const char *which, NnDeviceWatchFunc watch, gpointer data, GError **error)
{
  refuse (error);
  return NULL;
}

/* ---- Never reached: there is no device ---- */

NnDevice *
nn_device_ref (NnDevice *device)
{
  return device;
}

void
nn_device_unref (NnDevice *device)
{
}

const NnDeviceInfo *
nn_device_info (const NnDevice *device)
{
  return NULL;
}

const char *
nn_device_kind_title (NnDeviceKind kind)
{
  return NULL;
}

gboolean
nn_device_is_lost (const NnDevice *device)
{
  return TRUE;
}

gboolean
nn_device_is_watched (const NnDevice *device)
{
  return FALSE;
}

void
nn_device_fail_after (NnDevice *device, NnDeviceFault fault, guint more)
{
}

guint
nn_device_faults_met (const NnDevice *device)
{
  return 0;
}

gpointer
nn_device_memory_new (NnDevice *device, gsize bytes, GError **error)
{
  refuse (error);
  return NULL;
}

gpointer
nn_device_shared_new (NnDevice *device, gsize bytes, gboolean to_read, gpointer *host, GError **error)
{
  refuse (error);
  return NULL;
}

void
nn_device_memory_free (NnDevice *device, gpointer memory)
{
}

gsize
nn_device_memory_used (const NnDevice *device)
{
  return 0;
}

gboolean
nn_device_write (NnDevice *device, gpointer to, gconstpointer from, gsize bytes, GError **error)
{
  return refuse (error);
}

gboolean
nn_device_read (NnDevice *device, gpointer to, gconstpointer from, gsize bytes, GError **error)
{
  return refuse (error);
}

gboolean
nn_device_wait (NnDevice *device, GError **error)
{
  return refuse (error);
}

NnRecording *
nn_recording_new (NnDevice *device)
{
  return NULL;
}

void
nn_recording_free (NnRecording *recording)
{
}

void
nn_recording_copy (NnRecording *recording, gpointer to, gconstpointer from, gsize bytes)
{
}

void
nn_recording_write (NnRecording *recording, gpointer to, gconstpointer from, gsize bytes)
{
}

gboolean
nn_recording_end (NnRecording *recording, GError **error)
{
  return refuse (error);
}

gboolean
nn_recording_run (NnRecording *recording, guint times, GError **error)
{
  return refuse (error);
}

NnDevice *
nn_recording_device (NnRecording *recording)
{
  return NULL;
}

gpointer
nn_recording_state (NnRecording *recording)
{
  return NULL;
}

void
nn_recording_set_state (NnRecording *recording, gpointer state)
{
}

guint
nn_recording_n_kernels (const NnRecording *recording)
{
  return 0;
}

guint
nn_recording_n_barriers (const NnRecording *recording)
{
  return 0;
}

void
nn_recording_time (NnRecording *recording, guint most)
{
}

void
nn_recording_mark (NnRecording *recording)
{
}

guint
nn_recording_n_stretches (const NnRecording *recording)
{
  return 0;
}

guint
nn_recording_stretch_kernels (const NnRecording *recording, guint i)
{
  return 0;
}

gboolean
nn_recording_seconds (NnRecording *recording, double *seconds, GError **error)
{
  return refuse (error);
}

double
nn_device_start_cost (NnDevice *device, GError **error)
{
  refuse (error);
  return -1;
}

void
nn_device_info_free (gpointer info)
{
}

void
nn_record_begin (NnRecording *recording, const NnStepRing *ring)
{
}

void
nn_record_end (NnRecording *recording, const NnStepRing *ring)
{
}

void
nn_record_gather (NnRecording *recording, gpointer result, gconstpointer data, gsize examples, gconstpointer index, gsize rows, gsize n)
{
}

void
nn_record_losses (NnRecording *recording, const NnStepRing *ring, gconstpointer losses, gsize n, float weight, gboolean more)
{
}

void
nn_record_answers (NnRecording *recording, const NnStepRing *ring, const NnRecordedAnswers *answers)
{
}

void
nn_record_keep (NnRecording *recording, gpointer gradient, gconstpointer from, gsize n, gboolean more, float scale)
{
}

void
nn_record_penalties (NnRecording *recording, const NnStepRing *ring, gpointer gradient, gconstpointer weights, gsize n)
{
}

void
nn_record_silence (NnRecording *recording, gpointer gradient, gsize n)
{
}

void
nn_record_norm (NnRecording *recording, const NnStepRing *ring, gconstpointer gradient, gsize n, gpointer scratch)
{
}

gsize
nn_norm_scratch (gsize n)
{
  return 0;
}

void
nn_record_update (NnRecording *recording, const NnRecordedUpdate *update)
{
}
