/* A device's life, the handing over of what was recorded, and transfers. */
#include "vulkan-private.h"

#include "text.h"

#include <string.h>

#define TRANSFER_BYTES (4 << 20)               /* of the blocks through which numbers pass */
#define PATIENCE G_GUINT64_CONSTANT (20000000000)   /* nanoseconds without an answer after which a device counts as lost */
#define LAST_PATIENCE G_GUINT64_CONSTANT (1000000000)   /* … and then, whether what it was at has ended all the same */

/* ---- Handing over ---- */

void
nn_vulkan_barrier (VkCommandBuffer commands)
{
  const VkPipelineStageFlags stages = VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT | VK_PIPELINE_STAGE_TRANSFER_BIT;
  const VkMemoryBarrier barrier = {
    .sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER,
    .srcAccessMask = VK_ACCESS_SHADER_WRITE_BIT | VK_ACCESS_TRANSFER_WRITE_BIT,
    .dstAccessMask = VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT | VK_ACCESS_TRANSFER_READ_BIT | VK_ACCESS_TRANSFER_WRITE_BIT,
  };

  vkCmdPipelineBarrier (commands, stages, stages, 0, 1, &barrier, 0, NULL, 0, NULL);
}

gboolean
nn_vulkan_hand_over (NnDevice *device, const VkCommandBuffer *commands, guint n, GError **error)
{
  const guint64 value = device->handed + 1;
  const VkTimelineSemaphoreSubmitInfo timeline = {
    .sType = VK_STRUCTURE_TYPE_TIMELINE_SEMAPHORE_SUBMIT_INFO,
    .signalSemaphoreValueCount = 1,
    .pSignalSemaphoreValues = &value,
  };
  const VkSubmitInfo submit = {
    .sType = VK_STRUCTURE_TYPE_SUBMIT_INFO,
    .pNext = &timeline,
    .commandBufferCount = n,
    .pCommandBuffers = commands,
    .signalSemaphoreCount = 1,
    .pSignalSemaphores = &device->timeline,
  };
  VkResult result;

  result = device->lost ? VK_ERROR_DEVICE_LOST : nn_vulkan_fault (device, NN_FAULT_LOST);
  if (result == VK_SUCCESS)
    result = vkQueueSubmit (device->queue, 1, &submit, VK_NULL_HANDLE);
  if (!nn_device_check (device, result, _("Handing work to the graphics card"), error))
    return FALSE;
  device->handed = value;
  return TRUE;
}

static VkResult
wait_for (const NnDevice *device, guint64 nanoseconds)
{
  const VkSemaphoreWaitInfo wait = {
    .sType = VK_STRUCTURE_TYPE_SEMAPHORE_WAIT_INFO,
    .semaphoreCount = 1,
    .pSemaphores = &device->timeline,
    .pValues = &device->handed,
  };

  return vkWaitSemaphores (device->device, &wait, nanoseconds);
}

gboolean
nn_vulkan_is_stuck (NnDevice *device)
{
  if (device->stuck && !device->is_left)
    device->stuck = device->is_left = wait_for (device, LAST_PATIENCE) == VK_TIMEOUT;
  return device->is_left;
}

gboolean
nn_device_wait (NnDevice *device, GError **error)
{
  VkResult result = device->lost ? VK_ERROR_DEVICE_LOST : nn_vulkan_fault (device, NN_FAULT_TIME_OUT);

  if (result == VK_SUCCESS)
    result = wait_for (device, PATIENCE);
  return nn_device_check (device, result, _("Waiting for the graphics card"), error);
}

/* ---- Transfers ---- */

static gboolean
copy_and_wait (NnDevice *device, const NnVulkanBlock *to, gsize to_at, const NnVulkanBlock *from, gsize from_at, gsize bytes,
               GError **error)
{
  const VkCommandBufferBeginInfo begin = {
    .sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO,
    .flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT,
  };
  const VkMemoryBarrier to_host = {
    .sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER,
    .srcAccessMask = VK_ACCESS_TRANSFER_WRITE_BIT,
    .dstAccessMask = VK_ACCESS_HOST_READ_BIT,
  };
  const VkBufferCopy region = { from_at, to_at, bytes };

  if (!nn_device_check (device, vkBeginCommandBuffer (device->transfer, &begin), _("Copying to the graphics card"), error))
    return FALSE;
  nn_vulkan_barrier (device->transfer);
  vkCmdCopyBuffer (device->transfer, from->buffer, to->buffer, 1, &region);
  vkCmdPipelineBarrier (device->transfer, VK_PIPELINE_STAGE_TRANSFER_BIT, VK_PIPELINE_STAGE_HOST_BIT, 0, 1, &to_host, 0, NULL, 0, NULL);
  return nn_device_check (device, vkEndCommandBuffer (device->transfer), _("Copying to the graphics card"), error) &&
         nn_vulkan_hand_over (device, &device->transfer, 1, error) && nn_device_wait (device, error);
}

gboolean
nn_device_write (NnDevice *device, gpointer to, gconstpointer from, gsize bytes, GError **error)
{
  const NnVulkanBlock *block = nn_vulkan_block_at (device, to, bytes);

  for (gsize at = 0; at < bytes; at += TRANSFER_BYTES)
    {
      const gsize n = MIN (bytes - at, TRANSFER_BYTES);

      if (!nn_device_wait (device, error))
        return FALSE;
      memcpy (device->upload->mapped, (const char *) from + at, n);
      if (!copy_and_wait (device, block, (char *) to + at - block->base, device->upload, 0, n, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
nn_device_read (NnDevice *device, gpointer to, gconstpointer from, gsize bytes, GError **error)
{
  const NnVulkanBlock *block = nn_vulkan_block_at (device, from, bytes);

  for (gsize at = 0; at < bytes; at += TRANSFER_BYTES)
    {
      const gsize n = MIN (bytes - at, TRANSFER_BYTES);

      if (!nn_device_wait (device, error) ||
          !copy_and_wait (device, device->download, 0, block, (const char *) from + at - block->base, n, error))
        return FALSE;
      memcpy ((char *) to + at, device->download->mapped, n);
    }
  return TRUE;
}

static gboolean
clear (NnDevice *device, const NnVulkanBlock *block, GError **error)
{
  const VkCommandBufferBeginInfo begin = {
    .sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO,
    .flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT,
  };

  if (!nn_device_wait (device, error) ||
      !nn_device_check (device, vkBeginCommandBuffer (device->transfer, &begin), _("Clearing memory of the graphics card"), error))
    return FALSE;
  nn_vulkan_barrier (device->transfer);
  vkCmdFillBuffer (device->transfer, block->buffer, 0, block->bytes, 0);
  return nn_device_check (device, vkEndCommandBuffer (device->transfer), _("Clearing memory of the graphics card"), error) &&
         nn_vulkan_hand_over (device, &device->transfer, 1, error) && nn_device_wait (device, error);
}

static NnVulkanBlock *
add_block (NnDevice *device, gsize bytes, NnMemoryUse use, GError **error)
{
  NnVulkanBlock *block = nn_vulkan_block_new (device, bytes, use, error);

  if (block == NULL || !clear (device, block, error))
    {
      nn_vulkan_block_free (device, block);
      return NULL;
    }
  g_ptr_array_add (device->blocks, block);
  return block;
}

gpointer
nn_device_memory_new (NnDevice *device, gsize bytes, GError **error)
{
  const NnVulkanBlock *block = add_block (device, bytes, NN_MEMORY_OWN, error);

  return block != NULL ? block->base : NULL;
}

gpointer
nn_device_shared_new (NnDevice *device, gsize bytes, gboolean to_read, gpointer *host, GError **error)
{
  const NnVulkanBlock *block = add_block (device, bytes, to_read ? NN_MEMORY_DOWNLOAD : NN_MEMORY_UPLOAD, error);

  if (block == NULL)
    return NULL;
  *host = block->mapped;
  return block->base;
}

void
nn_device_memory_free (NnDevice *device, gpointer memory)
{
  for (guint i = 0; i < device->blocks->len; i++)
    {
      NnVulkanBlock *block = device->blocks->pdata[i];

      if (block->base != memory)
        continue;
      nn_vulkan_block_free (device, block);
      g_ptr_array_remove_index_fast (device->blocks, i);
      return;
    }
}

/* ---- Life ---- */

static VKAPI_ATTR VkBool32 VKAPI_CALL
message_cb (VkDebugUtilsMessageSeverityFlagBitsEXT severity,
            VkDebugUtilsMessageTypeFlagsEXT types,
            const VkDebugUtilsMessengerCallbackDataEXT *message,
            void *data)
{
  const NnDevice *device = data;

  device->watch (device->watch_data, message->pMessage);
  return VK_FALSE;
}

static VkResult
create_messenger (NnDevice *device)
{
  const VkDebugUtilsMessengerCreateInfoEXT info = {
    .sType = VK_STRUCTURE_TYPE_DEBUG_UTILS_MESSENGER_CREATE_INFO_EXT,
    .messageSeverity = VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT,
    .messageType = VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_TYPE_GENERAL_BIT_EXT,
    .pfnUserCallback = message_cb,
    .pUserData = device,
  };
  const PFN_vkCreateDebugUtilsMessengerEXT create =
    (PFN_vkCreateDebugUtilsMessengerEXT) vkGetInstanceProcAddr (device->instance, "vkCreateDebugUtilsMessengerEXT");

  return create (device->instance, &info, NULL, &device->messenger);
}

static void
destroy_messenger (NnDevice *device)
{
  const PFN_vkDestroyDebugUtilsMessengerEXT destroy =
    (PFN_vkDestroyDebugUtilsMessengerEXT) vkGetInstanceProcAddr (device->instance, "vkDestroyDebugUtilsMessengerEXT");

  destroy (device->instance, device->messenger, NULL);
}

static VkResult
create_device (NnDevice *device)
{
  const float priority = 1;
  const VkDeviceQueueCreateInfo queue = {
    .sType = VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO,
    .queueFamilyIndex = device->family,
    .queueCount = 1,
    .pQueuePriorities = &priority,
  };
  const VkPhysicalDeviceTimelineSemaphoreFeatures timeline = {
    .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_TIMELINE_SEMAPHORE_FEATURES,
    .timelineSemaphore = VK_TRUE,
  };
  const VkDeviceCreateInfo info = {
    .sType = VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO,
    .pNext = &timeline,
    .queueCreateInfoCount = 1,
    .pQueueCreateInfos = &queue,
  };
  const VkResult result = vkCreateDevice (device->physical, &info, NULL, &device->device);

  if (result == VK_SUCCESS)
    vkGetDeviceQueue (device->device, device->family, 0, &device->queue);
  return result;
}

static VkResult
create_commands (NnDevice *device)
{
  const VkSemaphoreTypeCreateInfo type = {
    .sType = VK_STRUCTURE_TYPE_SEMAPHORE_TYPE_CREATE_INFO,
    .semaphoreType = VK_SEMAPHORE_TYPE_TIMELINE,
  };
  const VkSemaphoreCreateInfo semaphore = { .sType = VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO, .pNext = &type };
  const VkCommandPoolCreateInfo pool = {
    .sType = VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO,
    .flags = VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT,
    .queueFamilyIndex = device->family,
  };
  VkCommandBufferAllocateInfo transfer = {
    .sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO,
    .level = VK_COMMAND_BUFFER_LEVEL_PRIMARY,
    .commandBufferCount = 1,
  };
  VkResult result;

  if ((result = vkCreateSemaphore (device->device, &semaphore, NULL, &device->timeline)) != VK_SUCCESS ||
      (result = vkCreateCommandPool (device->device, &pool, NULL, &device->commands)) != VK_SUCCESS)
    return result;
  transfer.commandPool = device->commands;
  return vkAllocateCommandBuffers (device->device, &transfer, &device->transfer);
}

static gboolean
start (NnDevice *device, GError **error)
{
  vkGetPhysicalDeviceMemoryProperties (device->physical, &device->memory);
  if (!nn_vulkan_check (create_device (device), _("Starting the graphics card"), error) ||
      !nn_vulkan_check (create_commands (device), _("Starting the graphics card"), error) ||
      !nn_vulkan_pipelines_init (device, error))
    return FALSE;
  if ((device->upload = nn_vulkan_block_new (device, TRANSFER_BYTES, NN_MEMORY_UPLOAD, error)) == NULL ||
      (device->download = nn_vulkan_block_new (device, TRANSFER_BYTES, NN_MEMORY_DOWNLOAD, error)) == NULL ||
      (device->zeros = nn_vulkan_block_new (device, NN_VULKAN_ALIGN, NN_MEMORY_OWN, error)) == NULL)
    return FALSE;
  device->used = 0;
  return clear (device, device->zeros, error);
}

static gboolean
choose (NnDevice *device, const char *which, GError **error)
{
  g_autoptr (GArray) found = nn_vulkan_find (device->instance, error);
  const NnVulkanFound *chosen = found != NULL ? nn_vulkan_choose (found, which, error) : NULL;

  if (chosen == NULL)
    return FALSE;
  device->physical = chosen->physical;
  device->family = chosen->family;
  device->info = *chosen->info;
  device->info.name = g_strdup (chosen->info->name);
  device->info.driver = g_strdup (chosen->info->driver);
  return TRUE;
}

NnDevice *
nn_device_open_watched (const char *which, NnDeviceWatchFunc watch, gpointer data, GError **error)
{
  g_autoptr (NnDevice) device = g_new0 (NnDevice, 1);

  g_ref_count_init (&device->refs);
  device->blocks = g_ptr_array_new ();
  device->watch = watch;
  device->watch_data = data;
  if ((device->instance = nn_vulkan_instance_new (watch != NULL, error)) == VK_NULL_HANDLE)
    return NULL;
  if (watch != NULL && !nn_vulkan_check (create_messenger (device), _("Starting Vulkan"), error))
    return NULL;
  if (!choose (device, which, error) || !start (device, error))
    return NULL;
  nn_vulkan_read_faults (device);
  return g_steal_pointer (&device);
}

NnDevice *
nn_device_open (const char *which, GError **error)
{
  return nn_device_open_watched (which, NULL, NULL, error);
}

NnDevice *
nn_device_ref (NnDevice *device)
{
  g_ref_count_inc (&device->refs);
  return device;
}

static void
close_device (NnDevice *device)
{
  if (device->handed > 0)
    nn_device_wait (device, NULL);
  if (nn_vulkan_is_stuck (device))
    return;   /* the end of the process takes it all */
  for (guint i = 0; i < device->blocks->len; i++)
    nn_vulkan_block_free (device, device->blocks->pdata[i]);
  nn_vulkan_block_free (device, device->upload);
  nn_vulkan_block_free (device, device->download);
  nn_vulkan_block_free (device, device->zeros);
  nn_vulkan_pipelines_clear (device);
  vkDestroyCommandPool (device->device, device->commands, NULL);
  vkDestroySemaphore (device->device, device->timeline, NULL);
  vkDestroyDevice (device->device, NULL);
}

void
nn_device_unref (NnDevice *device)
{
  if (device == NULL || !g_ref_count_dec (&device->refs))
    return;
  if (device->device != VK_NULL_HANDLE)
    close_device (device);
  if (device->messenger != VK_NULL_HANDLE)
    destroy_messenger (device);
  if (device->instance != VK_NULL_HANDLE && !nn_vulkan_is_stuck (device))
    vkDestroyInstance (device->instance, NULL);
  g_ptr_array_unref (device->blocks);
  g_free (device->info.name);
  g_free (device->info.driver);
  g_free (device);
}

const NnDeviceInfo *
nn_device_info (const NnDevice *device)
{
  return &device->info;
}

gboolean
nn_device_is_lost (const NnDevice *device)
{
  return device->lost;
}

gboolean
nn_device_is_watched (const NnDevice *device)
{
  return device->watch != NULL;
}
