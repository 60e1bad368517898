/* The processor, with OpenBLAS for large products. The batch is sliced over threads above this room, so OpenBLAS itself
 * runs on one. */
#include "backend.h"
#include "kernels.h"
#include "text.h"
#include "vector.h"

#include <cblas.h>

static const NnKernel *const kernels[] = {
#define NN_ROW(id) &nn_openblas_##id,
#include "nn-op-rows.inc"
#undef NN_ROW
};

static const NnKernel *
kernel (const NnOp *op)
{
  static gsize started = 0;

  if (g_once_init_enter (&started))
    {
      openblas_set_num_threads (1);
      g_once_init_leave (&started, 1);
    }
  return kernels[nn_op_index (op)];
}

/* How wide a core's vectors are, in bits: 512 with AVX-512, 256 with AVX2, else 128. */
static guint
core_width (const char *core)
{
  static const char *const wide[] = { "SkylakeX", "Cooperlake", "Sapphirerapids", NULL };
  static const char *const middle[] = { "Haswell", "Zen", NULL };

  for (guint i = 0; wide[i] != NULL; i++)
    if (g_ascii_strcasecmp (core, wide[i]) == 0)
      return 512;
  for (guint i = 0; middle[i] != NULL; i++)
    if (g_ascii_strcasecmp (core, middle[i]) == 0)
      return 256;
  return 128;
}

/* "0.3.21" out of "OpenBLAS 0.3.21 DYNAMIC_ARCH …". */
static char *
library_version (void)
{
  g_auto (GStrv) words = g_strsplit (openblas_get_config (), " ", 3);

  return g_strdup (g_strv_length (words) > 1 ? words[1] : "");
}

static char *
describe (void)
{
  g_autofree char *version = library_version ();
  const char *core = openblas_get_corename ();
  const char *forced = g_getenv ("OPENBLAS_CORETYPE");

  if (forced != NULL && core_width (core) < nn_vector_bits ())
    return g_strdup_printf (_("OpenBLAS %s, core %s, forced by OPENBLAS_CORETYPE=%s: "
                              "this processor can do more, unset it"),
                            version, core, forced);
  return g_strdup_printf (_("OpenBLAS %s, core %s"), version, core);
}

const NnBackend nn_backend_openblas = {
  .id = "openblas",
  .title = N_("Processor"),
  .element = sizeof (float),
  .kernel = kernel,
  .describe = describe,
};
