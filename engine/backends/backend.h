/**
 * NnBackend:
 *
 * Where a program runs: one kernel for every operation, and the size of its numbers. `reference` computes in double
 * with the operations' own plain kernels and serves tests and gradient checks; `openblas` is the fast one; `vulkan` records
 * for a device beside the processor.
 */
#pragma once

#include "device.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;                  /* "openblas" */
  const char *title;               /* N_("Processor") */
  gsize element;                   /* bytes of a number: 4 or 8 */
  gboolean records;                /* its kernels record for a device (device.h) instead of computing here */
  const NnKernel *(*kernel) (const NnOp *op);   /* NULL: it cannot do this operation (only where it records) */
  char *(*describe) (void);        /* (transfer full) one translated line: library, core in use, what forces it */
} NnBackend;

extern const NnBackend nn_backend_reference;
extern const NnBackend nn_backend_openblas;
extern const NnBackend nn_backend_vulkan;

const NnBackend        *nn_backend_find (const char *id, GError **error);   /* NN_ERROR_DEVICE names those there are */
const NnBackend *const *nn_backend_rows (guint *n);

/* "openblas", "vulkan", or with a device as nn_device_open() takes it, "vulkan:1". The device is NULL where none belongs to the back
 * end. NN_ERROR_DEVICE. */
const NnBackend        *nn_backend_choose (const char *text, NnDevice **device, GError **error);

G_END_DECLS
