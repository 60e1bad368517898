/* What input and output ask of the data: the field that one of their settings names, counted from 1. Private to this room. */
#pragma once

#include "site.h"

G_BEGIN_DECLS

/* Of each example, one setting of a table: which field. */
#define NN_FIELD_PARAM(id_, title_, blurb_) \
  { .id = id_, .title = title_, .blurb = blurb_, .type = NN_PARAM_INT, .min = 1, .max = NN_MOST_FIELDS, .initial = 1, .step = 1 }

const NnParam *nn_field_param      (const NnKind *kind);                        /* the setting; NULL: the kind has none */
guint          nn_layer_field      (const NnLayer *layer);                      /* its value, counted from 0 */
gboolean       nn_site_needs_field (const NnSite *site, NnIssue *issue);        /* that the data has it. FALSE: the issue is filled */

G_END_DECLS
