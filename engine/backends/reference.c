/* The reference back end: the operations' own kernels, in double. */
#include "backend.h"

#include "text.h"

static const NnKernel *
kernel (const NnOp *op)
{
  return &op->reference;
}

static char *
describe (void)
{
  return g_strdup (_("Plain loops in double precision: slow, exact, for tests"));
}

const NnBackend nn_backend_reference = {
  .id = "reference",
  .title = N_("Reference"),
  .element = sizeof (double),
  .kernel = kernel,
  .describe = describe,
};
