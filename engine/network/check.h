/**
 * NnReport:
 *
 * What a network would be: the shape on every wire, parameters and cost of every layer, and all issues at once. Cheap (no
 * weights are made): called after every edit, and while dragging.
 */
#pragma once

#include "network.h"

G_BEGIN_DECLS

typedef struct
{
  guint layer;           /* id */
  NnShape out;           /* rank 0: not known, because of an issue here or before */
  gint64 parameters;
  double flops;          /* forward, one example */
} NnLayerReport;

typedef struct
{
  GArray *layers;        /* NnLayerReport, in the network's order of creation */
  GArray *issues;        /* NnIssue, errors first */
  gint64 parameters;     /* of all layers */
  double flops;
  gboolean runs;         /* no error among the issues */
} NnReport;

NnReport            *nn_check            (const NnNetwork *network, const NnDataInfo *data);   /* (transfer full) data may be NULL */
void                 nn_report_free      (NnReport *report);
const NnLayerReport *nn_report_layer     (const NnReport *report, guint id);
const NnIssue       *nn_report_first     (const NnReport *report, guint layer);   /* its first issue, or NULL */

/* What a group holds, in one of its repetitions, named as in seat.h: "group_1.3.". By the ids inside, in their order of creation; flops
 * and issues are not known. Without layers: there is no such group, or what arrives is not known. (transfer full) */
NnReport            *nn_check_inside     (const NnNetwork *network, const NnDataInfo *data, const char *where);

/* The network as operations. NN_ERROR_NETWORK with the first issue's sentences if it does not run. (transfer full) */
NnGraph             *nn_network_lower    (const NnNetwork *network, const NnDataInfo *data, GError **error);

/* Which of the data's targets its answer is compared with: nn_graph_asked() of what it lowers to, whether it runs or not. */
guint                nn_network_asked    (const NnNetwork *network, const NnDataInfo *data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnReport, nn_report_free)

G_END_DECLS
