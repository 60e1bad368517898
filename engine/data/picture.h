/* Picture files as the numbers a network takes. */
#pragma once

#include "errors.h"
#include "shape.h"

G_BEGIN_DECLS

/* Reads a PNG or JPEG, scaled (keeping its proportions, centred) to height × width × channels of `shape`, 0 to 1. Grey networks
 * trained on white ink on black get a dark-on-light picture inverted. The result has nn_shape_size (shape) numbers. */
gboolean nn_picture_load (const char *path, const NnShape *shape, float *out, GError **error);

G_END_DECLS
