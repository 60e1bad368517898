/* Failures of a driver, as tests want them. */
#include "vulkan-private.h"

#include <string.h>

static const struct
{
  const char *name;
  VkResult result;
} rows[] = {
  [NN_FAULT_LOST] = { "lost", VK_ERROR_DEVICE_LOST },
  [NN_FAULT_TIME_OUT] = { "time-out", VK_TIMEOUT },
  [NN_FAULT_MEMORY] = { "memory", VK_ERROR_OUT_OF_DEVICE_MEMORY },
  [NN_FAULT_SHADER] = { "shader", VK_ERROR_INVALID_SHADER_NV },
  [NN_FAULT_TILE] = { "tile", VK_ERROR_OUT_OF_HOST_MEMORY },
};

void
nn_device_fail_after (NnDevice *device, NnDeviceFault fault, guint more)
{
  device->fails_in[fault] = more + 1;
}

guint
nn_device_faults_met (const NnDevice *device)
{
  return device->faults_met;
}

VkResult
nn_vulkan_fault (NnDevice *device, NnDeviceFault fault)
{
  guint *left = &device->fails_in[fault];

  if (*left == 1)
    {
      device->faults_met++;
      return rows[fault].result;
    }
  if (*left > 0)
    (*left)--;
  return VK_SUCCESS;
}

void
nn_vulkan_read_faults (NnDevice *device)
{
  const char *text = g_getenv ("VITRINE_DEVICE_FAULT");
  g_auto (GStrv) parts = text != NULL ? g_strsplit (text, ":", 2) : NULL;

  for (guint i = 0; parts != NULL && parts[0] != NULL && i < NN_FAULTS; i++)
    if (g_str_equal (parts[0], rows[i].name))
      nn_device_fail_after (device, i, parts[1] != NULL ? g_ascii_strtoull (parts[1], NULL, 10) : 0);
}
