/* Graphics cards, through Vulkan. A kernel that an operation has not got here yet is NULL: what uses it is refused. */
#include "kernels.h"

#include "backend.h"
#include "text.h"

#define NN_ROW(id) extern const NnOp nn_op_##id;
#include "nn-vulkan-rows.inc"
#undef NN_ROW

static const struct
{
  const NnOp *op;
  const NnKernel *kernel;
} kernels[] = {
#define NN_ROW(id) { &nn_op_##id, &nn_vulkan_##id },
#include "nn-vulkan-rows.inc"
#undef NN_ROW
};

static const NnKernel *
kernel (const NnOp *op)
{
  for (guint i = 0; i < G_N_ELEMENTS (kernels); i++)
    if (kernels[i].op == op)
      return kernels[i].kernel;
  return NULL;
}

/* The best device, or why there is none. */
static char *
describe (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = nn_device_list (&error);
  const NnDeviceInfo *best = list != NULL ? list->pdata[0] : NULL;

  if (best == NULL)
    return g_strdup (error->message);
  return g_strdup_printf (_("%s, %s"), best->name, nn_device_kind_title (best->kind));
}

const NnBackend nn_backend_vulkan = {
  .id = "vulkan",
  .title = N_("Graphics card"),
  .element = sizeof (float),
  .records = TRUE,
  .kernel = kernel,
  .describe = describe,
};
