/* Shaders made ready to run: one pipeline for each set of constants, made when it is first asked for. All have the same layout. What
 * the driver compiled is kept in a file. */
#include "vulkan-private.h"

#include "text.h"

#include <string.h>

#define PUSH_BYTES (NN_DISPATCH_WORDS * sizeof (NnDispatchWord))

typedef struct
{
  guint32 shader;
  guint32 constant[NN_DISPATCH_CONSTANTS];
} Key;

static VkResult
create_layouts (NnDevice *device)
{
  VkDescriptorSetLayoutBinding bindings[NN_DISPATCH_BUFFERS] = { 0 };
  const VkDescriptorSetLayoutCreateInfo set = {
    .sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO,
    .bindingCount = NN_DISPATCH_BUFFERS,
    .pBindings = bindings,
  };
  const VkPushConstantRange range = { .stageFlags = VK_SHADER_STAGE_COMPUTE_BIT, .size = PUSH_BYTES };
  const VkPipelineLayoutCreateInfo layout = {
    .sType = VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO,
    .setLayoutCount = 1,
    .pSetLayouts = &device->set_layout,
    .pushConstantRangeCount = 1,
    .pPushConstantRanges = &range,
  };
  VkResult result;

  for (guint i = 0; i < NN_DISPATCH_BUFFERS; i++)
    bindings[i] = (VkDescriptorSetLayoutBinding) {
      .binding = i,
      .descriptorType = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER,
      .descriptorCount = 1,
      .stageFlags = VK_SHADER_STAGE_COMPUTE_BIT,
    };
  if ((result = vkCreateDescriptorSetLayout (device->device, &set, NULL, &device->set_layout)) != VK_SUCCESS)
    return result;
  return vkCreatePipelineLayout (device->device, &layout, NULL, &device->layout);
}

/* ---- What is kept ---- */

/* The driver looks whether it is its own. */
static VkResult
load_cache (NnDevice *device)
{
  g_autofree char *bytes = NULL;
  gsize n = 0;
  VkPipelineCacheCreateInfo info = { .sType = VK_STRUCTURE_TYPE_PIPELINE_CACHE_CREATE_INFO };

  if (g_file_get_contents (device->cache_file, &bytes, &n, NULL))
    {
      info.initialDataSize = n;
      info.pInitialData = bytes;
    }
  return vkCreatePipelineCache (device->device, &info, NULL, &device->cache);
}

static void
save_cache (NnDevice *device)
{
  g_autofree char *folder = g_path_get_dirname (device->cache_file);
  g_autofree char *bytes = NULL;
  gsize n = 0;

  if (g_hash_table_size (device->pipelines) == 0 || device->lost ||
      vkGetPipelineCacheData (device->device, device->cache, &n, NULL) != VK_SUCCESS || n == 0)
    return;
  bytes = g_malloc (n);
  if (vkGetPipelineCacheData (device->device, device->cache, &n, bytes) == VK_SUCCESS && g_mkdir_with_parents (folder, 0700) == 0)
    g_file_set_contents (device->cache_file, bytes, n, NULL);
}

/* ---- Pipelines ---- */

static VkResult
create_pipeline (NnDevice *device, const Key *key, VkPipeline *pipeline)
{
  const NnShaderWords *shader = nn_shader_words (key->shader);
  VkSpecializationMapEntry entries[NN_DISPATCH_CONSTANTS];
  const VkShaderModuleCreateInfo module = {
    .sType = VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO,
    .codeSize = shader->bytes,
    .pCode = shader->words,
  };
  const VkSpecializationInfo constants = {
    .mapEntryCount = NN_DISPATCH_CONSTANTS,
    .pMapEntries = entries,
    .dataSize = sizeof key->constant,
    .pData = key->constant,
  };
  VkComputePipelineCreateInfo info = {
    .sType = VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO,
    .stage.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO,
    .stage.stage = VK_SHADER_STAGE_COMPUTE_BIT,
    .stage.pName = "main",
    .stage.pSpecializationInfo = &constants,
    .layout = device->layout,
  };
  VkResult result;

  for (guint i = 0; i < NN_DISPATCH_CONSTANTS; i++)
    entries[i] = (VkSpecializationMapEntry) { i, i * sizeof (guint32), sizeof (guint32) };
  if ((result = vkCreateShaderModule (device->device, &module, NULL, &info.stage.module)) != VK_SUCCESS)
    return result;
  result = vkCreateComputePipelines (device->device, device->cache, 1, &info, NULL, pipeline);
  vkDestroyShaderModule (device->device, info.stage.module, NULL);
  return result;
}

VkPipeline
nn_vulkan_pipeline (NnDevice *device, const NnDispatch *dispatch, GError **error)
{
  Key key = { .shader = dispatch->shader };
  g_autoptr (GBytes) bytes = NULL;
  VkPipeline pipeline;
  g_autofree char *doing = NULL;
  VkResult result;

  memcpy (key.constant, dispatch->constant, sizeof key.constant);
  bytes = g_bytes_new (&key, sizeof key);
  if ((pipeline = g_hash_table_lookup (device->pipelines, bytes)) != VK_NULL_HANDLE)
    return pipeline;
  doing = g_strdup_printf (_("Preparing the shader %s"), nn_shader_words (dispatch->shader)->name);
  if ((result = nn_vulkan_fault (device, NN_FAULT_SHADER)) == VK_SUCCESS && dispatch->tile > 0)
    result = nn_vulkan_fault (device, NN_FAULT_TILE);
  if (result == VK_SUCCESS)
    result = create_pipeline (device, &key, &pipeline);
  if (!nn_device_check (device, result, doing, error))
    return VK_NULL_HANDLE;
  g_hash_table_insert (device->pipelines, g_steal_pointer (&bytes), pipeline);
  return pipeline;
}

/* ---- Life ---- */

static char *
name_cache_file (const NnDevice *device)
{
  g_autofree char *title = g_strdup_printf ("%s-%s", device->info.name, device->info.driver);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA1, title, -1);
  g_autofree char *name = g_strdup_printf ("shaders-%.16s", sum);

  return g_build_filename (g_get_user_cache_dir (), "vitrine", name, NULL);
}

gboolean
nn_vulkan_pipelines_init (NnDevice *device, GError **error)
{
  device->pipelines = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  device->cache_file = name_cache_file (device);
  return nn_device_check (device, create_layouts (device), _("Preparing the shaders"), error) &&
         nn_device_check (device, load_cache (device), _("Preparing the shaders"), error);
}

void
nn_vulkan_pipelines_clear (NnDevice *device)
{
  GHashTableIter iter;
  gpointer pipeline;

  if (device->pipelines == NULL)
    return;
  if (device->cache != VK_NULL_HANDLE)
    save_cache (device);
  g_hash_table_iter_init (&iter, device->pipelines);
  while (g_hash_table_iter_next (&iter, NULL, &pipeline))
    vkDestroyPipeline (device->device, pipeline, NULL);
  g_hash_table_unref (device->pipelines);
  vkDestroyPipelineCache (device->device, device->cache, NULL);
  vkDestroyPipelineLayout (device->device, device->layout, NULL);
  vkDestroyDescriptorSetLayout (device->device, device->set_layout, NULL);
  g_free (device->cache_file);
}
