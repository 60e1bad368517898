/* Picture files as the numbers a network takes. */
#pragma once

#include "errors.h"
#include "shape.h"

G_BEGIN_DECLS

/* Reads a PNG or JPEG into height × width × channels of `shape` (1 channel: grey, 3: colour), 0 to 1, scaled with its
 * proportions kept, centred, black around it. The result has nn_shape_size (shape) numbers, written on success only.
 * What is transparent counts as white paper; a camera's orientation is obeyed; a file of more than
 * NN_PICTURE_MAX_PIXELS is refused unread.
 *
 * Grey networks are taken to be trained on white ink on black:
 *  - grey is the luminance 0.299 R + 0.587 G + 0.114 B;
 *  - a picture whose rim is light is inverted;
 *  - a picture larger than the network's that shows some ink on an empty ground (a digit on a sheet of paper,
 *    photographed or scanned) is prepared as MNIST's makers prepared theirs: light that falls from one side is evened
 *    out, the ground becomes 0 and the ink 1, the ink's box is scaled to 20/28 of the network's picture, and its centre
 *    of mass lands on the middle pixel; thin strokes are brightened up to three times. */
gboolean nn_picture_load (const char *path, const NnShape *shape, float *out, GError **error);

/* A drawing, ink 1 on a ground of 0, as the network would get it from such a sheet of paper: scaled and centred the same way, to
 * height × width × 1 of `shape`. Without ink it is empty. */
void nn_picture_from_ink (const float *ink, int width, int height, const NnShape *shape, float *out);

#define NN_PICTURE_MAX_PIXELS (100 * 1000 * 1000)

G_END_DECLS
