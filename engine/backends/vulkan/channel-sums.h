/* Sums over all places of a norm's slopes, channel by channel, as shaders/channel_sums.comp finds them. */
#pragma once

#include "dispatch.h"

G_BEGIN_DECLS

typedef struct
{
  gpointer sum;               /* [channels] */
  gconstpointer dy, x;        /* [rows][channels] */
  gsize rows, channels;
  gconstpointer saved;        /* [rows / places][groups][2], means and 1 / deviations */
  gsize places, groups;
  gpointer scratch;           /* as nn_channel_sums_scratch() says */
} NnChannelSums;

void  nn_record_channel_sums  (const NnRun *run, const NnChannelSums *sums);
gsize nn_channel_sums_scratch (gsize rows, gsize channels);   /* numbers */

G_END_DECLS
