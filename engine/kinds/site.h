/* What several kinds share: questions they ask of a site, and the rules of those that keep the shape. Private to this room. */
#pragma once

#include "kind.h"
#include "text.h"

G_BEGIN_DECLS

/* What dense and output ask of the layer they are wired to. FALSE: the issue is filled. */
gboolean nn_site_needs_data (const NnSite *site, NnIssue *issue);   /* a data set is known */
gboolean nn_site_needs_list (const NnSite *site, NnIssue *issue);   /* slot 0 brings a list of numbers, not a block */

/* What arrives in slot 0 is handed on in the same shape. */
gboolean nn_infer_same (const NnSite *site, NnShape *out, NnIssue *issue);

/* The activation whose name is the layer's kind. */
NnValue nn_lower_activation (NnGraph *graph, const NnSite *site, const NnValue *in);

extern const NnParam nn_no_params[];

/* What every kind with weights ends its settings with. */
#define NN_TRAINING_PARAMS \
  { \
    .id = "frozen", \
    .title = N_("Frozen"), \
    .blurb = N_("Training leaves this layer's weights as they are."), \
    .type = NN_PARAM_SWITCH, \
  }, \
  { \
    .id = "rate_factor", \
    .title = N_("Learning rate factor"), \
    .blurb = N_("What the learning rate is multiplied by for this layer's weights."), \
    .type = NN_PARAM_REAL, \
    .min = 0.001, \
    .max = 1000, \
    .initial = 1, \
    .when = "frozen=false", \
  }

/* All of an activation's row but its texts. */
#define NN_ACTIVATION_ROW \
  .view = "units", \
  .family = NN_FAMILY_ACTIVATION, \
  .min_in = 1, \
  .max_in = 1, \
  .params = nn_no_params, \
  .infer = nn_infer_same, \
  .lower = nn_lower_activation

G_END_DECLS
