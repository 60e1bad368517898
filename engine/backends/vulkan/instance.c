/* Which devices there are, and which of them is meant. */
#include "vulkan-private.h"

#include "text.h"

#include <string.h>

#define VERSION VK_API_VERSION_1_2

/* What a device must be able to do besides; the specification promises less than every real one has. */
#define INVOCATIONS 256
#define SHARED_BYTES 16384

/* The loader's own functions, which find the right driver by what they are called with, are the same for every instance. */
static GMutex loader;
static gboolean loaded;

static const char *const kind_titles[] = {
  [NN_DEVICE_DISCRETE] = N_("graphics card"),
  [NN_DEVICE_INTEGRATED] = N_("graphics of the processor"),
  [NN_DEVICE_VIRTUAL] = N_("virtual graphics card"),
  [NN_DEVICE_PROCESSOR] = N_("software on the processor"),
};

const char *
nn_device_kind_title (NnDeviceKind kind)
{
  return nn_text (kind_titles[kind]);
}

void
nn_device_info_free (gpointer data)
{
  NnDeviceInfo *info = data;

  g_free (info->name);
  g_free (info->driver);
  g_free (info);
}

static gboolean
start_loader (GError **error)
{
  VkResult result;

  g_mutex_lock (&loader);
  result = volkInitialize ();
  g_mutex_unlock (&loader);
  if (result == VK_SUCCESS && volkGetInstanceVersion () >= VERSION)
    return TRUE;
  g_set_error (error, NN_ERROR, NN_ERROR_DEVICE,
               result == VK_SUCCESS ? _("The Vulkan of this computer is older than 1.2: update the graphics driver, or train on the processor.")
                                    : _("This computer has no Vulkan: install it with the graphics driver, or train on the processor."));
  return FALSE;
}

VkInstance
nn_vulkan_instance_new (gboolean watched, GError **error)
{
  static const char *const layers[] = { "VK_LAYER_KHRONOS_validation" };
  static const char *const extensions[] = { VK_EXT_DEBUG_UTILS_EXTENSION_NAME };
  static const VkValidationFeatureEnableEXT checks[] = { VK_VALIDATION_FEATURE_ENABLE_SYNCHRONIZATION_VALIDATION_EXT };
  const VkValidationFeaturesEXT validation = {
    .sType = VK_STRUCTURE_TYPE_VALIDATION_FEATURES_EXT,
    .enabledValidationFeatureCount = G_N_ELEMENTS (checks),
    .pEnabledValidationFeatures = checks,
  };
  const VkApplicationInfo application = {
    .sType = VK_STRUCTURE_TYPE_APPLICATION_INFO,
    .pApplicationName = "Vitrine",
    .apiVersion = VERSION,
  };
  const VkInstanceCreateInfo create = {
    .sType = VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO,
    .pNext = watched ? &validation : NULL,
    .pApplicationInfo = &application,
    .enabledLayerCount = watched ? G_N_ELEMENTS (layers) : 0,
    .ppEnabledLayerNames = layers,
    .enabledExtensionCount = watched ? G_N_ELEMENTS (extensions) : 0,
    .ppEnabledExtensionNames = extensions,
  };
  VkInstance instance = VK_NULL_HANDLE;

  if (!start_loader (error) || !nn_vulkan_check (vkCreateInstance (&create, NULL, &instance), _("Starting Vulkan"), error))
    return VK_NULL_HANDLE;
  g_mutex_lock (&loader);
  if (!loaded)
    volkLoadInstance (instance);
  loaded = TRUE;
  g_mutex_unlock (&loader);
  return instance;
}

/* ---- Looking for devices ---- */

static NnDeviceKind
kind_of (VkPhysicalDeviceType type)
{
  switch (type)
    {
    case VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU:
      return NN_DEVICE_DISCRETE;
    case VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU:
      return NN_DEVICE_INTEGRATED;
    case VK_PHYSICAL_DEVICE_TYPE_CPU:
      return NN_DEVICE_PROCESSOR;
    default:
      return NN_DEVICE_VIRTUAL;
    }
}

/* One that computes but does not draw is busy with nothing else. */
static gboolean
find_queue (VkPhysicalDevice physical, guint *family)
{
  VkQueueFamilyProperties families[16];
  guint32 n = G_N_ELEMENTS (families);
  gboolean found = FALSE;

  vkGetPhysicalDeviceQueueFamilyProperties (physical, &n, families);
  for (guint i = 0; i < n; i++)
    {
      const VkQueueFlags flags = families[i].queueFlags;
      const gboolean alone = (flags & VK_QUEUE_GRAPHICS_BIT) == 0;

      if ((flags & VK_QUEUE_COMPUTE_BIT) == 0 || (found && !alone))
        continue;
      *family = i;
      found = TRUE;
      if (alone)
        break;
    }
  return found;
}

static gboolean
is_able (VkPhysicalDevice physical, const VkPhysicalDeviceProperties *properties)
{
  VkPhysicalDeviceTimelineSemaphoreFeatures timeline = {
    .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_TIMELINE_SEMAPHORE_FEATURES,
  };
  VkPhysicalDeviceFeatures2 features = { .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2, .pNext = &timeline };

  if (properties->apiVersion < VERSION)
    return FALSE;
  vkGetPhysicalDeviceFeatures2 (physical, &features);
  return timeline.timelineSemaphore && properties->limits.maxComputeWorkGroupInvocations >= INVOCATIONS &&
         properties->limits.maxComputeWorkGroupSize[0] >= INVOCATIONS &&
         properties->limits.maxComputeSharedMemorySize >= SHARED_BYTES &&
         properties->limits.maxPerStageDescriptorStorageBuffers >= NN_DISPATCH_BUFFERS &&
         properties->limits.minStorageBufferOffsetAlignment <= NN_VULKAN_ALIGN;
}

static gsize
memory_of (VkPhysicalDevice physical)
{
  VkPhysicalDeviceMemoryProperties memory;
  gsize bytes = 0;

  vkGetPhysicalDeviceMemoryProperties (physical, &memory);
  for (guint i = 0; i < memory.memoryHeapCount; i++)
    if ((memory.memoryHeaps[i].flags & VK_MEMORY_HEAP_DEVICE_LOCAL_BIT) != 0)
      bytes = MAX (bytes, memory.memoryHeaps[i].size);
  return bytes;
}

static NnDeviceInfo *
describe (VkPhysicalDevice physical, const VkPhysicalDeviceProperties *properties, const VkPhysicalDeviceDriverProperties *driver)
{
  NnDeviceInfo *info = g_new0 (NnDeviceInfo, 1);

  info->name = g_utf8_make_valid (properties->deviceName, -1);
  info->driver = g_utf8_make_valid (driver->driverInfo[0] != '\0' ? driver->driverInfo : driver->driverName, -1);
  info->kind = kind_of (properties->deviceType);
  info->memory = memory_of (physical);
  info->range = properties->limits.maxStorageBufferRange;
  info->shared = properties->limits.maxComputeSharedMemorySize;
  return info;
}

/* One card may be there twice, under two drivers. */
static gboolean
is_known (const GArray *found, const guint8 *uuid)
{
  for (guint i = 0; i < found->len; i++)
    if (memcmp (g_array_index (found, NnVulkanFound, i).uuid, uuid, VK_UUID_SIZE) == 0)
      return TRUE;
  return FALSE;
}

static void
look_at (GArray *found, VkPhysicalDevice physical)
{
  VkPhysicalDeviceDriverProperties driver = { .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DRIVER_PROPERTIES };
  VkPhysicalDeviceIDProperties id = { .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_ID_PROPERTIES, .pNext = &driver };
  VkPhysicalDeviceProperties2 properties = { .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, .pNext = &id };
  NnVulkanFound one = { .physical = physical };

  vkGetPhysicalDeviceProperties2 (physical, &properties);
  if (!find_queue (physical, &one.family) || !is_able (physical, &properties.properties) || is_known (found, id.deviceUUID))
    return;
  one.info = describe (physical, &properties.properties, &driver);
  memcpy (one.uuid, id.deviceUUID, VK_UUID_SIZE);
  g_array_append_val (found, one);
}

static int
compare_kinds (gconstpointer a, gconstpointer b)
{
  const NnVulkanFound *p = a, *q = b;

  return (int) p->info->kind - (int) q->info->kind;
}

static void
clear_found (gpointer data)
{
  nn_device_info_free (((NnVulkanFound *) data)->info);
}

GArray *
nn_vulkan_find (VkInstance instance, GError **error)
{
  VkPhysicalDevice physical[16];
  guint32 n = G_N_ELEMENTS (physical);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (NnVulkanFound));

  g_array_set_clear_func (found, clear_found);
  if (!nn_vulkan_check (vkEnumeratePhysicalDevices (instance, &n, physical), _("Looking for graphics cards"), error))
    return NULL;
  for (guint i = 0; i < n; i++)
    look_at (found, physical[i]);
  g_array_sort (found, compare_kinds);
  if (found->len > 0)
    return g_steal_pointer (&found);
  g_set_error (error, NN_ERROR, NN_ERROR_DEVICE,
               n > 0 ? _("No graphics card here can do what training needs: update its driver, or train on the processor.")
                     : _("Vulkan finds no graphics card here: install its driver, or train on the processor."));
  return NULL;
}

/* ---- Choosing ---- */

static gboolean
is_number (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

static gboolean
is_meant (const NnVulkanFound *one, guint i, const char *which)
{
  g_autofree char *name = g_utf8_strdown (one->info->name, -1);
  g_autofree char *part = g_utf8_strdown (which, -1);

  if (is_number (which))
    return g_ascii_strtoull (which, NULL, 10) == i;
  if (g_str_equal (part, "cpu"))
    return one->info->kind == NN_DEVICE_PROCESSOR;
  return strstr (name, part) != NULL;
}

const NnVulkanFound *
nn_vulkan_choose (const GArray *found, const char *which, GError **error)
{
  const NnVulkanFound *best = &g_array_index (found, NnVulkanFound, 0);

  if (which == NULL || *which == '\0')
    {
      if (best->info->kind != NN_DEVICE_PROCESSOR)
        return best;
      g_set_error (error, NN_ERROR, NN_ERROR_DEVICE,
                   _("Vulkan finds no graphics card here, only %s, which is slower than the processor itself: "
                     "choose it by name (vulkan:cpu) to use it all the same."),
                   best->info->name);
      return NULL;
    }
  for (guint i = 0; i < found->len; i++)
    if (is_meant (&g_array_index (found, NnVulkanFound, i), i, which))
      return &g_array_index (found, NnVulkanFound, i);
  g_set_error (error, NN_ERROR, NN_ERROR_DEVICE,
               _("There is no Vulkan device “%s”: choose one that vitrine-cli devices lists."), which);
  return NULL;
}

GPtrArray *
nn_device_list (GError **error)
{
  const VkInstance instance = nn_vulkan_instance_new (FALSE, error);
  g_autoptr (GArray) found = instance != VK_NULL_HANDLE ? nn_vulkan_find (instance, error) : NULL;
  GPtrArray *list = found != NULL ? g_ptr_array_new_with_free_func (nn_device_info_free) : NULL;

  for (guint i = 0; found != NULL && i < found->len; i++)
    g_ptr_array_add (list, g_steal_pointer (&g_array_index (found, NnVulkanFound, i).info));
  if (found != NULL)
    g_array_set_clear_func (found, NULL);
  if (instance != VK_NULL_HANDLE)
    vkDestroyInstance (instance, NULL);
  return list;
}
