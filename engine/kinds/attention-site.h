/* What the kinds that attend share: their settings, what they ask of their heads, and how they weigh every step. Private to
 * this room. */
#pragma once

#include "site.h"

G_BEGIN_DECLS

/* Rows of a table of parameters. */
#define NN_PARAM_HEADS(count)                                                                              \
  {                                                                                                        \
    .id = "heads",                                                                                         \
    .title = N_("Heads"),                                                                                  \
    .blurb = N_("How many parts the numbers of a step are cut into; each looks around by itself."),        \
    .type = NN_PARAM_INT, .min = 1, .max = 256, .initial = count, .step = 1,                               \
  }
#define NN_PARAM_CAUSAL(on)                                                                                \
  {                                                                                                        \
    .id = "causal",                                                                                        \
    .title = N_("Only the past"),                                                                          \
    .blurb = N_("A step sees itself and those before it: for networks that guess what comes next."),       \
    .type = NN_PARAM_SWITCH, .initial = on,                                                                \
  }

/* The heads cut the numbers of a step into equal parts. FALSE: the issue is filled. */
gboolean nn_site_heads_divide (const NnSite *site, NnIssue *issue);

/* W x + b of every step, by weights whose roles begin with `stem`: "out_proj." makes "out_proj.weight" and
 * "out_proj.bias"; rows in blocks, as nn_graph_note_blocks() says. */
NnValue  nn_weigh_steps       (NnGraph *graph, NnValue x, const char *stem, gint64 size, guint blocks, const char *initialiser, gboolean bias);

G_END_DECLS
