/* NnBudget: what is about to be allocated, by layer, so that too much is refused before it is asked for. */
#pragma once

#include "network.h"

G_BEGIN_DECLS

typedef struct _NnBudget NnBudget;

NnBudget *nn_budget_new   (void);                                            /* (transfer full) */
void      nn_budget_free  (NnBudget *budget);
void      nn_budget_add   (NnBudget *budget, guint layer, gsize bytes);      /* layer 0: nobody's */
gsize     nn_budget_total (const NnBudget *budget);
gsize     nn_budget_layer (const NnBudget *budget, guint layer);

/* NN_ERROR_MEMORY with what it would need, what there is (`available` bytes, as of nn_memory_available()) and the layer
 * that takes most, by its label in `network`, which may be NULL. refuse() is for when the system itself gave no more. */
gboolean  nn_budget_check  (const NnBudget *budget, gsize available, const NnNetwork *network, GError **error);
void      nn_budget_refuse (const NnBudget *budget, gsize available, const NnNetwork *network, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnBudget, nn_budget_free)

G_END_DECLS
