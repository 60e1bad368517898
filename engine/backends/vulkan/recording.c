#include "vulkan-private.h"

#include "text.h"

#include <string.h>

#define SETS_A_POOL 64
#define SHORT_ROW 32      /* numbers: a group that shared so few would mostly wait */
#define MOST_REPLAYS 64   /* of a recording in one hand-over */
#define MOST_UPDATED 65536   /* bytes that a recording may bring along at a time */

/* Bytes of a block that something touched since the last barrier. */
typedef struct
{
  const char *first, *end;
} Stretch;

struct _NnRecording
{
  NnDevice *device;        /* owned reference */
  VkCommandBuffer commands;
  GArray *pools;           /* VkDescriptorPool */
  guint sets_left;         /* in the last of them */
  GArray *reads, *writes;  /* Stretch: not yet behind a barrier */
  gpointer state;
  guint n_kernels, n_barriers;
  GArray *marks;           /* guint: n_kernels at each */
  NnVulkanStamps stamps;   /* at them, where it is timed */
  GError *error;           /* the first */
};

/* ---- Barriers ---- */

static gboolean
overlaps (const GArray *stretches, const Stretch *stretch)
{
  for (guint i = 0; i < stretches->len; i++)
    {
      const Stretch *other = &g_array_index (stretches, Stretch, i);

      if (stretch->first < other->end && other->first < stretch->end)
        return TRUE;
    }
  return FALSE;
}

static Stretch
stretch_of (const NnDispatchBuffer *buffer)
{
  const char *first = buffer->data;

  return (Stretch) { first, first + buffer->n * sizeof (float) };
}

/* A read waits for earlier writes, a write for everything earlier. */
static gboolean
must_wait (const NnRecording *recording, const NnDispatchBuffer *buffer)
{
  const Stretch stretch = stretch_of (buffer);

  return buffer->data != NULL && (overlaps (recording->writes, &stretch) ||
                                  ((buffer->access & NN_ACCESS_WRITE) != 0 && overlaps (recording->reads, &stretch)));
}

static void
note (NnRecording *recording, const NnDispatchBuffer *buffer)
{
  const Stretch stretch = stretch_of (buffer);

  if (buffer->data != NULL)
    g_array_append_val ((buffer->access & NN_ACCESS_WRITE) != 0 ? recording->writes : recording->reads, stretch);
}

static void
wait_for_all (NnRecording *recording)
{
  nn_vulkan_barrier (recording->commands);
  recording->n_barriers++;
  g_array_set_size (recording->reads, 0);
  g_array_set_size (recording->writes, 0);
}

static void
order (NnRecording *recording, const NnDispatchBuffer *buffers, guint n)
{
  gboolean wait = FALSE;

  for (guint i = 0; i < n; i++)
    wait = wait || must_wait (recording, &buffers[i]);
  if (wait)
    wait_for_all (recording);
  for (guint i = 0; i < n; i++)
    note (recording, &buffers[i]);
}

/* ---- Bindings ---- */

static VkResult
add_pool (NnRecording *recording)
{
  const VkDescriptorPoolSize size = { VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, SETS_A_POOL * NN_DISPATCH_BUFFERS };
  const VkDescriptorPoolCreateInfo info = {
    .sType = VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO,
    .maxSets = SETS_A_POOL,
    .poolSizeCount = 1,
    .pPoolSizes = &size,
  };
  VkDescriptorPool pool;
  const VkResult result = vkCreateDescriptorPool (recording->device->device, &info, NULL, &pool);

  if (result == VK_SUCCESS)
    {
      g_array_append_val (recording->pools, pool);
      recording->sets_left = SETS_A_POOL;
    }
  return result;
}

static VkResult
allocate_set (NnRecording *recording, VkDescriptorSet *set)
{
  VkDescriptorSetAllocateInfo info = {
    .sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO,
    .descriptorSetCount = 1,
    .pSetLayouts = &recording->device->set_layout,
  };
  VkResult result;

  if (recording->sets_left == 0 && (result = add_pool (recording)) != VK_SUCCESS)
    return result;
  recording->sets_left--;
  info.descriptorPool = g_array_index (recording->pools, VkDescriptorPool, recording->pools->len - 1);
  return vkAllocateDescriptorSets (recording->device->device, &info, set);
}

static VkDescriptorBufferInfo
find_buffer (const NnDevice *device, const NnDispatchBuffer *buffer)
{
  const NnVulkanBlock *block;

  if (buffer->data == NULL || buffer->n == 0)
    return (VkDescriptorBufferInfo) { device->zeros->buffer, 0, device->zeros->bytes };
  block = nn_vulkan_block_at (device, buffer->data, buffer->n * sizeof (float));
  return (VkDescriptorBufferInfo) { block->buffer, (const char *) buffer->data - block->base, buffer->n * sizeof (float) };
}

static void
bind (NnRecording *recording, const NnDispatch *dispatch, VkDescriptorSet set)
{
  VkDescriptorBufferInfo buffers[NN_DISPATCH_BUFFERS];
  VkWriteDescriptorSet write = {
    .sType = VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET,
    .dstSet = set,
    .descriptorCount = NN_DISPATCH_BUFFERS,
    .descriptorType = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER,
    .pBufferInfo = buffers,
  };

  for (guint i = 0; i < NN_DISPATCH_BUFFERS; i++)
    buffers[i] = find_buffer (recording->device, &dispatch->buffer[i]);
  vkUpdateDescriptorSets (recording->device->device, 1, &write, 0, NULL);
  vkCmdBindDescriptorSets (recording->commands, VK_PIPELINE_BIND_POINT_COMPUTE, recording->device->layout, 0, 1, &set, 0, NULL);
}

/* ---- Recording ---- */

static gboolean
fits (NnRecording *recording, const NnDispatch *dispatch)
{
  const NnDevice *device = recording->device;

  for (guint i = 0; i < NN_DISPATCH_BUFFERS; i++)
    if (dispatch->buffer[i].n > device->info.range / sizeof (float))
      {
        g_autofree char *most = g_format_size (device->info.range);

        g_set_error (&recording->error, NN_ERROR, NN_ERROR_MEMORY,
                     _("%s handles at most %s in one block: make the batch or the layers smaller, or train on the processor."),
                     device->info.name, most);
        return FALSE;
      }
  for (guint i = 0; i < G_N_ELEMENTS (dispatch->groups); i++)
    if (dispatch->groups[i] > NN_DISPATCH_ACROSS)
      {
        g_set_error (&recording->error, NN_ERROR, NN_ERROR_DEVICE,
                     _("%s does not do so much at once: make the batch smaller, or train on the processor."), device->info.name);
        return FALSE;
      }
  return TRUE;
}

static void
record (NnRecording *recording, const NnDispatch *dispatch)
{
  NnDevice *device = recording->device;
  VkPipeline pipeline;
  VkDescriptorSet set;

  if (recording->error != NULL || !fits (recording, dispatch) ||
      (pipeline = nn_vulkan_pipeline (device, dispatch, &recording->error)) == VK_NULL_HANDLE ||
      !nn_device_check (device, allocate_set (recording, &set), _("Recording a step"), &recording->error))
    return;
  order (recording, dispatch->buffer, NN_DISPATCH_BUFFERS);
  vkCmdBindPipeline (recording->commands, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline);
  bind (recording, dispatch, set);
  vkCmdPushConstants (recording->commands, device->layout, VK_SHADER_STAGE_COMPUTE_BIT, 0, sizeof dispatch->word, dispatch->word);
  vkCmdDispatch (recording->commands, MAX (dispatch->groups[0], 1), MAX (dispatch->groups[1], 1), MAX (dispatch->groups[2], 1));
  recording->n_kernels++;
}

void
nn_dispatch (const NnRun *run, const NnDispatch *dispatch)
{
  record (run->recording, dispatch);
}

gboolean
nn_dispatch_is_possible (const NnRun *run, const NnDispatch *dispatch)
{
  return nn_vulkan_pipeline (nn_recording_device (run->recording), dispatch, NULL) != VK_NULL_HANDLE;
}

/* In a row, and more rows of them where there are too many. */
void
nn_dispatch_groups (const NnRun *run, const NnDispatch *dispatch, gsize groups)
{
  const gsize across = MIN (groups, NN_DISPATCH_ACROSS);
  NnDispatch spread_out = *dispatch;

  if (groups == 0)
    return;
  spread_out.groups[0] = across;
  spread_out.groups[1] = (groups - 1) / across + 1;
  nn_dispatch (run, &spread_out);
}

void
nn_dispatch_flat (const NnRun *run, const NnDispatch *dispatch, gsize n)
{
  nn_dispatch_groups (run, dispatch, (n + NN_DISPATCH_FLAT - 1) / NN_DISPATCH_FLAT);
}

void
nn_dispatch_blocks (const NnRun *run, NnShader shader, gpointer to, const gconstpointer *from, guint count, gboolean more, gsize n)
{
  NnDispatch dispatch = {
    .shader = shader,
    .constant = { count, more },
    .buffer[NN_DISPATCH_BLOCKS] = NN_CHANGES (to, n),
    .word = { { n } },
  };

  for (guint i = 0; i < count; i++)
    dispatch.buffer[i] = (NnDispatchBuffer) NN_READS (from[i], n);
  nn_dispatch_flat (run, &dispatch, n);
}

void
nn_dispatch_rows (const NnRun *run, const NnDispatch *dispatch, gsize rows, gsize length)
{
  NnDispatch chosen = *dispatch;
  const gboolean alone = length <= SHORT_ROW;

  chosen.constant[0] = alone;
  nn_dispatch_groups (run, &chosen, alone ? (rows + NN_DISPATCH_GROUP - 1) / NN_DISPATCH_GROUP : rows);
}

void
nn_recording_copy (NnRecording *recording, gpointer to, gconstpointer from, gsize bytes)
{
  const NnDispatchBuffer touched[] = { { from, bytes / sizeof (float), NN_ACCESS_READ }, { to, bytes / sizeof (float), NN_ACCESS_WRITE } };
  const NnVulkanBlock *source = nn_vulkan_block_at (recording->device, from, bytes);
  const NnVulkanBlock *target = nn_vulkan_block_at (recording->device, to, bytes);
  const VkBufferCopy region = { (const char *) from - source->base, (char *) to - target->base, bytes };

  order (recording, touched, G_N_ELEMENTS (touched));
  vkCmdCopyBuffer (recording->commands, source->buffer, target->buffer, 1, &region);
}

/* The numbers lie in the recording itself. */
void
nn_recording_write (NnRecording *recording, gpointer to, gconstpointer from, gsize bytes)
{
  const NnDispatchBuffer touched = NN_WRITES (to, bytes / sizeof (float));
  const NnVulkanBlock *target = nn_vulkan_block_at (recording->device, to, bytes);

  order (recording, &touched, 1);
  for (gsize at = 0; at < bytes; at += MOST_UPDATED)
    vkCmdUpdateBuffer (recording->commands, target->buffer, (char *) to + at - target->base, MIN (bytes - at, MOST_UPDATED),
                       (const char *) from + at);
}

/* ---- Life ---- */

static VkResult
begin (NnRecording *recording)
{
  const VkCommandBufferAllocateInfo info = {
    .sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO,
    .commandPool = recording->device->commands,
    .level = VK_COMMAND_BUFFER_LEVEL_PRIMARY,
    .commandBufferCount = 1,
  };
  const VkCommandBufferBeginInfo simultaneous = {
    .sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO,
    .flags = VK_COMMAND_BUFFER_USAGE_SIMULTANEOUS_USE_BIT,
  };
  VkResult result;

  if ((result = vkAllocateCommandBuffers (recording->device->device, &info, &recording->commands)) != VK_SUCCESS ||
      (result = vkBeginCommandBuffer (recording->commands, &simultaneous)) != VK_SUCCESS)
    return result;
  nn_vulkan_barrier (recording->commands);
  return VK_SUCCESS;
}

NnRecording *
nn_recording_new (NnDevice *device)
{
  NnRecording *recording = g_new0 (NnRecording, 1);

  recording->device = nn_device_ref (device);
  recording->pools = g_array_new (FALSE, FALSE, sizeof (VkDescriptorPool));
  recording->reads = g_array_new (FALSE, FALSE, sizeof (Stretch));
  recording->writes = g_array_new (FALSE, FALSE, sizeof (Stretch));
  recording->marks = g_array_new (FALSE, FALSE, sizeof (guint));
  nn_device_check (device, begin (recording), _("Recording a step"), &recording->error);
  return recording;
}

void
nn_recording_free (NnRecording *recording)
{
  if (recording == NULL || nn_vulkan_is_stuck (recording->device))
    return;
  for (guint i = 0; i < recording->pools->len; i++)
    vkDestroyDescriptorPool (recording->device->device, g_array_index (recording->pools, VkDescriptorPool, i), NULL);
  if (recording->commands != VK_NULL_HANDLE)
    vkFreeCommandBuffers (recording->device->device, recording->device->commands, 1, &recording->commands);
  g_array_unref (recording->pools);
  g_array_unref (recording->reads);
  g_array_unref (recording->writes);
  g_array_unref (recording->marks);
  nn_vulkan_stamps_clear (&recording->stamps, recording->device);
  g_clear_error (&recording->error);
  nn_device_unref (recording->device);
  g_free (recording);
}

/* The host sees what was written for it when it has waited. */
static void
show_host (NnRecording *recording)
{
  const VkMemoryBarrier barrier = {
    .sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER,
    .srcAccessMask = VK_ACCESS_SHADER_WRITE_BIT,
    .dstAccessMask = VK_ACCESS_HOST_READ_BIT,
  };

  vkCmdPipelineBarrier (recording->commands, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, VK_PIPELINE_STAGE_HOST_BIT, 0, 1, &barrier, 0, NULL,
                        0, NULL);
}

gboolean
nn_recording_end (NnRecording *recording, GError **error)
{
  if (recording->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&recording->error));
      return FALSE;
    }
  show_host (recording);
  return nn_device_check (recording->device, vkEndCommandBuffer (recording->commands), _("Recording a step"), error);
}

gboolean
nn_recording_run (NnRecording *recording, guint times, GError **error)
{
  VkCommandBuffer same[MOST_REPLAYS];

  for (guint i = 0; i < MOST_REPLAYS; i++)
    same[i] = recording->commands;
  for (guint left = times; left > 0; left -= MIN (left, MOST_REPLAYS))
    if (!nn_vulkan_hand_over (recording->device, same, MIN (left, MOST_REPLAYS), error))
      return FALSE;
  return TRUE;
}

/* ---- Marks ---- */

void
nn_recording_time (NnRecording *recording, guint most)
{
  if (recording->error == NULL)
    nn_vulkan_stamps_init (&recording->stamps, recording->device, recording->commands, most, &recording->error);
}

/* Where it is timed, all that was begun ends first: what follows is not told apart from it otherwise. */
void
nn_recording_mark (NnRecording *recording)
{
  g_array_append_val (recording->marks, recording->n_kernels);
  if (recording->error != NULL || recording->stamps.most == 0)
    return;
  wait_for_all (recording);
  nn_vulkan_stamp (&recording->stamps, recording->commands);
}

guint
nn_recording_n_stretches (const NnRecording *recording)
{
  return MAX (recording->marks->len, 1) - 1;
}

guint
nn_recording_stretch_kernels (const NnRecording *recording, guint i)
{
  const guint *marks = (const guint *) recording->marks->data;

  return marks[i + 1] - marks[i];
}

gboolean
nn_recording_seconds (NnRecording *recording, double *seconds, GError **error)
{
  return nn_vulkan_stamps_read (&recording->stamps, recording->device, seconds, error);
}

/* ---- Reading ---- */

NnDevice *
nn_recording_device (NnRecording *recording)
{
  return recording->device;
}

gpointer
nn_recording_state (NnRecording *recording)
{
  return recording->state;
}

void
nn_recording_set_state (NnRecording *recording, gpointer state)
{
  recording->state = state;
}

guint
nn_recording_n_kernels (const NnRecording *recording)
{
  return recording->n_kernels;
}

guint
nn_recording_n_barriers (const NnRecording *recording)
{
  return recording->n_barriers;
}
