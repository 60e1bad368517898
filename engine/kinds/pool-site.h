/* What the layers share that pool: they differ in what they need and in the operation. Private to this room. */
#pragma once

#include "window-site.h"

G_BEGIN_DECLS

/* From the settings; FALSE: the issue is filled. */
gboolean nn_infer_pool        (const NnSite *site, NnShape *out, NnIssue *issue);
NnValue  nn_lower_pool        (NnGraph *graph, const NnSite *site, const char *op, NnValue in);

/* Over all there is: one number for each channel. */
gboolean nn_infer_global_pool (const NnSite *site, NnShape *out, NnIssue *issue);
NnValue  nn_lower_global_pool (NnGraph *graph, const NnSite *site, const char *op, NnValue in);

#define NN_POOL_ROW             \
  .view = "units",               \
  .family = NN_FAMILY_CONVOLUTION, \
  .numbered = TRUE,             \
  .min_in = 1,                  \
  .max_in = 1,                  \
  .lower = lower

G_END_DECLS
