/* What the kinds that join several wires ask of them. Private to this room. */
#pragma once

#include "site.h"

G_BEGIN_DECLS

#define NN_MOST_JOINED 8   /* wires into one layer */

/* Every wire brings the same shape. FALSE: the issue is filled and names the first that does not. */
gboolean nn_site_needs_alike (const NnSite *site, NnIssue *issue);

/* The wire into `slot` does not fit: takes the detail and offers to remove the wire. */
void     nn_site_refuse_wire (const NnSite *site, guint slot, char *detail, NnIssue *issue);

/* An operation over all wires. */
NnValue  nn_lower_join (NnGraph *graph, const NnSite *site, const NnValue *in, const char *op, const double *arg);

G_END_DECLS
