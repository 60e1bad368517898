/* Networks to look at, for tests. */
#pragma once

#include "check.h"
#include "edit.h"

G_BEGIN_DECLS

guint      add_layer  (NnNetwork *network, const char *kind, double x, double y);   /* its id */
void       apply      (NnNetwork *network, NnEdit *edit);                           /* takes it; must not fail */

/* Input, as many Dense of so many tanh units, Output with that loss, on a data set. Layers stand 240 apart. */
NnNetwork *make_chain (const char *data, guint n_dense, guint units, const char *loss);

G_END_DECLS
