/* Every result of Vulkan in words. */
#include "vulkan-private.h"

#include "text.h"

static const struct
{
  VkResult result;
  NnError code;
  const char *sentence;
} rows[] = {
  { VK_ERROR_OUT_OF_HOST_MEMORY, NN_ERROR_MEMORY, N_("the computer's memory is full") },
  { VK_ERROR_OUT_OF_DEVICE_MEMORY, NN_ERROR_MEMORY, N_("the graphics card's memory is full: make the batch or the network smaller") },
  { VK_ERROR_INITIALIZATION_FAILED, NN_ERROR_DEVICE, N_("the driver could not start") },
  { VK_ERROR_DEVICE_LOST, NN_ERROR_DEVICE, N_("the graphics card stopped answering") },
  { VK_ERROR_MEMORY_MAP_FAILED, NN_ERROR_MEMORY, N_("its memory cannot be reached") },
  { VK_ERROR_LAYER_NOT_PRESENT, NN_ERROR_DEVICE, N_("a layer is not installed") },
  { VK_ERROR_EXTENSION_NOT_PRESENT, NN_ERROR_DEVICE, N_("the driver lacks an extension") },
  { VK_ERROR_FEATURE_NOT_PRESENT, NN_ERROR_DEVICE, N_("the driver lacks a feature") },
  { VK_ERROR_INCOMPATIBLE_DRIVER, NN_ERROR_DEVICE, N_("no driver is installed, or it is too old") },
  { VK_ERROR_TOO_MANY_OBJECTS, NN_ERROR_MEMORY, N_("the driver can hold no more") },
  { VK_ERROR_FRAGMENTED_POOL, NN_ERROR_MEMORY, N_("the driver's memory is in pieces") },
  { VK_ERROR_OUT_OF_POOL_MEMORY, NN_ERROR_MEMORY, N_("the driver can hold no more") },
  { VK_ERROR_INVALID_SHADER_NV, NN_ERROR_DEVICE, N_("the driver does not take a shader") },
  { VK_TIMEOUT, NN_ERROR_DEVICE, N_("the graphics card did not answer in time") },
};

gboolean
nn_vulkan_check (VkResult result, const char *doing, GError **error)
{
  guint i = 0;

  if (result >= VK_SUCCESS && result != VK_TIMEOUT)
    return TRUE;
  while (i < G_N_ELEMENTS (rows) && rows[i].result != result)
    i++;
  if (i < G_N_ELEMENTS (rows))
    g_set_error (error, NN_ERROR, rows[i].code, _("%s failed: %s."), doing, nn_text (rows[i].sentence));
  else
    g_set_error (error, NN_ERROR, NN_ERROR_DEVICE, _("%s failed: the driver reports error %d."), doing, result);
  return FALSE;
}

gboolean
nn_device_check (NnDevice *device, VkResult result, const char *doing, GError **error)
{
  device->lost = device->lost || result == VK_ERROR_DEVICE_LOST || result == VK_TIMEOUT;
  device->stuck = device->stuck || result == VK_TIMEOUT;
  return nn_vulkan_check (result, doing, error);
}
