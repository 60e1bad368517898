/**
 * Which kinds could stand at the loose end of a wire, judged by their own shape rules: for the menu there. The commonest are
 * first, by how often they stand there in the examples and in this network.
 */
#pragma once

#include "check.h"

G_BEGIN_DECLS

/* After layer `from`, and before layer `to`. (transfer container) const NnKind pointers. data may be NULL. */
GPtrArray *nn_kinds_after  (const NnNetwork *network, const NnReport *report, const NnDataInfo *data, guint from);
GPtrArray *nn_kinds_before (const NnNetwork *network, const NnReport *report, const NnDataInfo *data, guint to);

/* Whether what `from` hands on would suit `to`, at each of its inputs. TRUE while nobody knows what it hands on. */
gboolean   nn_layer_fits   (const NnNetwork *network, const NnReport *report, const NnDataInfo *data, guint from, guint to);

G_END_DECLS
