/* Sums and straight lines over the channels of a block: rows of `channels` numbers, one after the other. Sums are taken in
 * an order that depends on nothing but the sizes. */
#pragma once

#include <glib.h>

/* By channel: the mean of its numbers, and the sum of their squared distances from it. */
void nn_channel_moments (const float *x, gsize rows, gsize channels, float *mean, float *squares);

/* By channel: Σ dy, and Σ dy (x − mean). */
void nn_channel_slopes (const float *dy, const float *x, gsize rows, gsize channels, const float *mean, float *sum,
                        float *product);

/* y = a x + b, by channel. */
void nn_channel_line (float *y, const float *x, gsize rows, gsize channels, const float *a, const float *b);

/* z = a x + b y + c, by channel. */
void nn_channel_plane (float *z, const float *x, const float *y, gsize rows, gsize channels, const float *a,
                       const float *b, const float *c);
