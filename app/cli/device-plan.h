/* What training a network on a device would be: which operations run there, its memory, and what would be foolish. */
#pragma once

#include "trainer.h"

G_BEGIN_DECLS

/* NN_ERROR_DEVICE: some operation cannot run there. */
gboolean vt_device_plan_print (const NnNetwork *network, const NnBackend *backend, NnDevice *device, GError **error);

G_END_DECLS
