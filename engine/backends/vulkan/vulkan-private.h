/* What the files of this room that call Vulkan share: instance.c (which devices there are), device.c (life, hand-over, transfers),
 * memory.c (blocks), pipeline.c (shaders made ready), recording.c and stamps.c (when it came where). */
#pragma once

#include "dispatch.h"

#include <volk.h>

#define NN_VULKAN_ALIGN 64   /* bytes: where every block that is bound may start, and NN_BIG_ALIGN of the programs */

/* A block of the device's memory. Its base is where its addresses begin: reserved of the process, and closed to it. */
typedef struct
{
  VkBuffer buffer;
  VkDeviceMemory memory;
  gpointer mapped;     /* where the host sees it; NULL: nowhere */
  char *base;
  gsize bytes;
} NnVulkanBlock;

struct _NnDevice
{
  grefcount refs;
  VkInstance instance;
  VkDebugUtilsMessengerEXT messenger;
  NnDeviceWatchFunc watch;
  gpointer watch_data;

  VkPhysicalDevice physical;
  VkDevice device;
  VkQueue queue;
  guint family;
  NnDeviceInfo info;
  VkPhysicalDeviceMemoryProperties memory;

  VkDescriptorSetLayout set_layout;
  VkPipelineLayout layout;
  VkPipelineCache cache;
  GHashTable *pipelines;             /* GBytes → VkPipeline, see pipeline.c */
  char *cache_file;

  VkSemaphore timeline;
  guint64 handed;                    /* its value when all that was handed over is done */
  VkCommandPool commands;
  VkCommandBuffer transfer;
  NnVulkanBlock *upload, *download;  /* of the host, for transfers */
  NnVulkanBlock *zeros;              /* what missing operands are bound to */
  GPtrArray *blocks;                 /* NnVulkanBlock: those that were asked for */
  gsize used;
  gboolean lost;
  gboolean stuck;                    /* it did not answer in time … */
  gboolean is_left;                  /* … nor later: all that is its own is left to it */
  guint fails_in[NN_FAULTS];         /* times from now on; 0: never. At 1 it does, and goes on doing so */
  guint faults_met;
};

/* One that was opened no further than being listed. */
typedef struct
{
  VkPhysicalDevice physical;
  guint family;                      /* of its queue */
  NnDeviceInfo *info;                /* owned */
  guint8 uuid[VK_UUID_SIZE];
} NnVulkanFound;

/* FALSE with a sentence unless the result is a success; `doing` is translated: "Starting Vulkan". */
gboolean        nn_vulkan_check        (VkResult result, const char *doing, GError **error);
gboolean        nn_vulkan_is_stuck     (NnDevice *device);         /* it works on still, so that nothing of it may be freed */
VkResult        nn_vulkan_fault        (NnDevice *device, NnDeviceFault fault);   /* as tests want it; else VK_SUCCESS */
void            nn_vulkan_read_faults  (NnDevice *device);   /* of the environment */
gboolean        nn_device_check        (NnDevice *device, VkResult result, const char *doing, GError **error);   /* notes a loss */

VkInstance      nn_vulkan_instance_new (gboolean watched, GError **error);
GArray         *nn_vulkan_find         (VkInstance instance, GError **error);   /* NnVulkanFound, the best first */
const NnVulkanFound *nn_vulkan_choose  (const GArray *found, const char *which, GError **error);

typedef enum
{
  NN_MEMORY_OWN,         /* the device's own */
  NN_MEMORY_UPLOAD,      /* the host's, mapped, to write */
  NN_MEMORY_DOWNLOAD,    /* the host's, mapped, to read */
} NnMemoryUse;

NnVulkanBlock  *nn_vulkan_block_new    (NnDevice *device, gsize bytes, NnMemoryUse use, GError **error);
void            nn_vulkan_block_free   (NnDevice *device, NnVulkanBlock *block);
const NnVulkanBlock *nn_vulkan_block_at (const NnDevice *device, gconstpointer address, gsize bytes);

gboolean        nn_vulkan_pipelines_init  (NnDevice *device, GError **error);
void            nn_vulkan_pipelines_clear (NnDevice *device);
/* NULL: NN_ERROR_DEVICE, NN_ERROR_MEMORY: the driver does not take it. */
VkPipeline      nn_vulkan_pipeline     (NnDevice *device, const NnDispatch *dispatch, GError **error);

/* A recording that says when it came where (stamps.c): nothing unless it is asked for. */
typedef struct
{
  VkQueryPool queries;
  guint most, n;
} NnVulkanStamps;

gboolean        nn_vulkan_stamps_init  (NnVulkanStamps *stamps, NnDevice *device, VkCommandBuffer commands, guint most, GError **error);
void            nn_vulkan_stamps_clear (NnVulkanStamps *stamps, NnDevice *device);
void            nn_vulkan_stamp        (NnVulkanStamps *stamps, VkCommandBuffer commands);
gboolean        nn_vulkan_stamps_read  (const NnVulkanStamps *stamps, NnDevice *device, double *seconds, GError **error);

/* Everything that was handed over before is done and seen before what follows, and the other way round. */
void            nn_vulkan_barrier      (VkCommandBuffer commands);
gboolean        nn_vulkan_hand_over    (NnDevice *device, const VkCommandBuffer *commands, guint n, GError **error);
