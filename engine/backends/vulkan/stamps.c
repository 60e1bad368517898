/* When a recording came where, by the device's own clock. */
#include "vulkan-private.h"

#include "text.h"

#define MOST_FAMILIES 16

static const VkQueryPoolCreateInfo pool_info = {
  .sType = VK_STRUCTURE_TYPE_QUERY_POOL_CREATE_INFO,
  .queryType = VK_QUERY_TYPE_TIMESTAMP,
};

/* Bits of the clock that count; 0: the queue has none. */
static guint
clock_bits (const NnDevice *device)
{
  VkQueueFamilyProperties families[MOST_FAMILIES];
  guint32 n = G_N_ELEMENTS (families);

  vkGetPhysicalDeviceQueueFamilyProperties (device->physical, &n, families);
  return device->family < n ? families[device->family].timestampValidBits : 0;
}

static double
seconds_of_tick (const NnDevice *device)
{
  VkPhysicalDeviceProperties properties;

  vkGetPhysicalDeviceProperties (device->physical, &properties);
  return properties.limits.timestampPeriod * 1e-9;
}

gboolean
nn_vulkan_stamps_init (NnVulkanStamps *stamps, NnDevice *device, VkCommandBuffer commands, guint most, GError **error)
{
  VkQueryPoolCreateInfo info = pool_info;

  if (clock_bits (device) == 0)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_DEVICE, _("%s has no clock to tell how long its operations take."), device->info.name);
      return FALSE;
    }
  info.queryCount = most;
  if (!nn_device_check (device, vkCreateQueryPool (device->device, &info, NULL, &stamps->queries), _("Timing a step"), error))
    return FALSE;
  stamps->most = most;
  vkCmdResetQueryPool (commands, stamps->queries, 0, most);
  return TRUE;
}

void
nn_vulkan_stamps_clear (NnVulkanStamps *stamps, NnDevice *device)
{
  vkDestroyQueryPool (device->device, stamps->queries, NULL);
}

void
nn_vulkan_stamp (NnVulkanStamps *stamps, VkCommandBuffer commands)
{
  g_return_if_fail (stamps->n < stamps->most);

  vkCmdWriteTimestamp (commands, VK_PIPELINE_STAGE_BOTTOM_OF_PIPE_BIT, stamps->queries, stamps->n++);
}

gboolean
nn_vulkan_stamps_read (const NnVulkanStamps *stamps, NnDevice *device, double *seconds, GError **error)
{
  const guint bits = clock_bits (device);
  const guint64 mask = bits < 64 ? (G_GUINT64_CONSTANT (1) << bits) - 1 : G_MAXUINT64;
  const double tick = seconds_of_tick (device);
  g_autofree guint64 *ticks = g_new (guint64, stamps->n);

  if (!nn_device_check (device,
                        vkGetQueryPoolResults (device->device, stamps->queries, 0, stamps->n, stamps->n * sizeof *ticks, ticks,
                                               sizeof *ticks, VK_QUERY_RESULT_64_BIT | VK_QUERY_RESULT_WAIT_BIT),
                        _("Timing a step"), error))
    return FALSE;
  for (guint i = 0; i + 1 < stamps->n; i++)
    seconds[i] = ((ticks[i + 1] - ticks[i]) & mask) * tick;
  return TRUE;
}
