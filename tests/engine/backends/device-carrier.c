#include "device-carrier.h"

#include <string.h>

#define ROOM (48 << 20)
#define GUARD 256
#define GUARD_VALUE 0x7f   /* four of them are not a number */
#define ALIGN 64

/* Where the blocks of a trial have gone. */
typedef struct
{
  DeviceCarrier *self;
  gsize at;              /* bytes of the image that are taken */
  struct
  {
    gpointer host;
    gsize first, bytes;
  } block[2 * NN_OP_INPUTS + 2 * NN_OP_OUTPUTS + 1];
  guint n_blocks;
} Load;

static void
watch_cb (gpointer data, const char *message)
{
  g_error ("The validation layer says: %s", message);
}

gboolean
device_carrier_init (DeviceCarrier *self, const char *which, GError **error)
{
  if ((self->device = nn_device_open_watched (which, watch_cb, NULL, error)) == NULL)
    return FALSE;
  self->memory = nn_device_memory_new (self->device, ROOM, error);
  self->image = g_malloc0 (ROOM);
  return self->memory != NULL;
}

void
device_carrier_clear (DeviceCarrier *self)
{
  if (self->device != NULL)
    nn_device_memory_free (self->device, self->memory);
  g_clear_pointer (&self->device, nn_device_unref);
  g_clear_pointer (&self->image, g_free);
}

/* The block's name in the device's memory. */
static gpointer
load_block (Load *load, gpointer host, gsize bytes)
{
  const gsize first = load->at + GUARD;

  if (host == NULL)
    return NULL;
  load->at = (first + bytes + ALIGN - 1) / ALIGN * ALIGN;
  g_assert_cmpuint (load->at + GUARD, <=, ROOM);
  memset (load->self->image + first - GUARD, GUARD_VALUE, load->at - first + 2 * GUARD);
  memcpy (load->self->image + first, host, bytes);
  load->block[load->n_blocks].host = host;
  load->block[load->n_blocks].first = first;
  load->block[load->n_blocks++].bytes = bytes;
  return (char *) load->self->memory + first;
}

static void
load_operands (Load *load, NnOperand *operands, guint n, guint rows)
{
  for (guint i = 0; i < n; i++)
    operands[i].data = load_block (load, operands[i].data, operands[i].size * (operands[i].whole ? 1 : rows) * sizeof (float));
}

static void
check_guard (const Load *load, gsize first, gsize end)
{
  for (gsize i = first; i < end; i++)
    g_assert_cmpuint ((guint8) load->self->image[i], ==, GUARD_VALUE);
}

static void
unload (const Load *load, gsize first)
{
  for (guint i = 0; i < load->n_blocks; i++)
    {
      check_guard (load, first, load->block[i].first);
      memcpy (load->block[i].host, load->self->image + load->block[i].first, load->block[i].bytes);
      first = load->block[i].first + load->block[i].bytes;
    }
  check_guard (load, first, load->at + GUARD);
}

static NnStepState
state_of (const NnRun *run)
{
  return (NnStepState) { { (guint32) run->seed, (guint32) (run->seed >> 32) }, { (guint32) run->step, (guint32) (run->step >> 32) } };
}

static void
carry_out (gpointer data, const NnKernel *kernel, const NnStep *trial, const NnRun *trial_run, gboolean backward)
{
  DeviceCarrier *self = data;
  Load load = { .self = self, .at = ALIGN };
  NnStep step = *trial;
  NnRun run = *trial_run;
  const NnStepState state = state_of (&run);
  g_autoptr (NnRecording) recording = nn_recording_new (self->device);
  g_autoptr (GError) error = NULL;

  memcpy (self->image, &state, sizeof state);
  load_operands (&load, step.in, NN_OP_INPUTS, run.rows);
  load_operands (&load, step.out, NN_OP_OUTPUTS, run.rows);
  load_operands (&load, step.d_in, NN_OP_INPUTS, run.rows);
  load_operands (&load, step.d_out, NN_OP_OUTPUTS, run.rows);
  if (kernel->scratch != NULL)
    step.scratch = load_block (&load, step.scratch, kernel->scratch (&step, run.rows, backward) * sizeof (float));

  run.recording = recording;
  nn_recording_set_state (recording, self->memory);
  (backward ? nn_kernel_backward : nn_kernel_forward) (kernel, &step, &run);
  if (!nn_device_write (self->device, self->memory, self->image, load.at + GUARD, &error) ||
      !nn_recording_end (recording, &error) || !nn_recording_run (recording, 1, &error) ||
      !nn_device_read (self->device, self->image, self->memory, load.at + GUARD, &error))
    g_error ("%s: %s", step.op->id, error->message);
  unload (&load, ALIGN);
}

const OpCarrier *
device_carrier (DeviceCarrier *self)
{
  self->carrier = (OpCarrier) { carry_out, self };
  return &self->carrier;
}
