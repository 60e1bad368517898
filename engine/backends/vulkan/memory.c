/* Blocks of memory, few and big: whoever needs many small ones divides one. */
#include "vulkan-private.h"

#include "text.h"

#include <sys/mman.h>

#define MOST_TYPES 3

/* What each use would like best, and what will do. */
static const VkMemoryPropertyFlags wishes[][MOST_TYPES] = {
  [NN_MEMORY_OWN] = { VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT, 0, 0 },
  [NN_MEMORY_UPLOAD] = { VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT,
                         VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT,
                         VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT },
  [NN_MEMORY_DOWNLOAD] = { VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT | VK_MEMORY_PROPERTY_HOST_CACHED_BIT,
                           VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT,
                           VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT },
};

/* Own memory that the host sees too is scarce on a card with memory of its own. */
static VkMemoryPropertyFlags
unwanted (const NnDevice *device, NnMemoryUse use, guint wish)
{
  return use == NN_MEMORY_OWN && wish == 0 && device->info.kind == NN_DEVICE_DISCRETE ? VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT : 0;
}

static VkResult
allocate (NnDevice *device, NnVulkanBlock *block, NnMemoryUse use)
{
  VkMemoryRequirements needs;
  VkResult result = VK_ERROR_OUT_OF_DEVICE_MEMORY;

  vkGetBufferMemoryRequirements (device->device, block->buffer, &needs);
  for (guint wish = 0; wish < MOST_TYPES; wish++)
    for (guint i = 0; i < device->memory.memoryTypeCount; i++)
      {
        const VkMemoryPropertyFlags flags = device->memory.memoryTypes[i].propertyFlags;
        const VkMemoryAllocateInfo info = {
          .sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO,
          .allocationSize = needs.size,
          .memoryTypeIndex = i,
        };

        if ((needs.memoryTypeBits & 1u << i) == 0 || (flags & wishes[use][wish]) != wishes[use][wish] ||
            (flags & unwanted (device, use, wish)) != 0)
          continue;
        if ((result = vkAllocateMemory (device->device, &info, NULL, &block->memory)) == VK_SUCCESS)
          return result;
      }
  return result;
}

static VkResult
create (NnDevice *device, NnVulkanBlock *block, NnMemoryUse use)
{
  const VkBufferCreateInfo info = {
    .sType = VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO,
    .size = block->bytes,
    .usage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_TRANSFER_SRC_BIT | VK_BUFFER_USAGE_TRANSFER_DST_BIT,
    .sharingMode = VK_SHARING_MODE_EXCLUSIVE,
  };
  VkResult result;

  if ((result = nn_vulkan_fault (device, NN_FAULT_MEMORY)) != VK_SUCCESS ||
      (result = vkCreateBuffer (device->device, &info, NULL, &block->buffer)) != VK_SUCCESS ||
      (result = allocate (device, block, use)) != VK_SUCCESS ||
      (result = vkBindBufferMemory (device->device, block->buffer, block->memory, 0)) != VK_SUCCESS)
    return result;
  if (use != NN_MEMORY_OWN &&
      (result = vkMapMemory (device->device, block->memory, 0, VK_WHOLE_SIZE, 0, &block->mapped)) != VK_SUCCESS)
    return result;

  block->base = mmap (NULL, block->bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (block->base != MAP_FAILED)
    return VK_SUCCESS;
  block->base = NULL;
  return VK_ERROR_OUT_OF_HOST_MEMORY;
}

NnVulkanBlock *
nn_vulkan_block_new (NnDevice *device, gsize bytes, NnMemoryUse use, GError **error)
{
  NnVulkanBlock *block = g_new0 (NnVulkanBlock, 1);

  block->bytes = (CLAMP (bytes, 1, G_MAXSSIZE) + NN_VULKAN_ALIGN - 1) / NN_VULKAN_ALIGN * NN_VULKAN_ALIGN;
  if (nn_device_check (device, create (device, block, use), _("Getting memory of the graphics card"), error))
    {
      device->used += block->bytes;
      return block;
    }
  nn_vulkan_block_free (device, block);
  return NULL;
}

void
nn_vulkan_block_free (NnDevice *device, NnVulkanBlock *block)
{
  if (block == NULL || nn_vulkan_is_stuck (device))
    return;
  if (block->base != NULL)
    {
      munmap (block->base, block->bytes);
      device->used -= block->bytes;
    }
  vkDestroyBuffer (device->device, block->buffer, NULL);
  vkFreeMemory (device->device, block->memory, NULL);
  g_free (block);
}

const NnVulkanBlock *
nn_vulkan_block_at (const NnDevice *device, gconstpointer address, gsize bytes)
{
  for (guint i = 0; i < device->blocks->len; i++)
    {
      const NnVulkanBlock *block = device->blocks->pdata[i];
      const char *at = address;

      if (at >= block->base && at + bytes <= block->base + block->bytes)
        return block;
    }
  g_error ("%p is no address of the device's memory, or %" G_GSIZE_FORMAT " bytes there are too many", address, bytes);
}

gsize
nn_device_memory_used (const NnDevice *device)
{
  return device->used;
}
