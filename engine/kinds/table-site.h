/* What an output asks of an Embedding before it, whose table it reads the other way round. Private to this room. */
#pragma once

#include "site.h"

G_BEGIN_DECLS

/* The table of `words` rows that was lowered first and whose rows are as long as the lists that arrive; NN_NO_VALUE: there
 * is none. */
NnValue  nn_site_table       (const NnSite *site, gint64 words);

gboolean nn_site_needs_table (const NnSite *site, gint64 words, NnIssue *issue);   /* FALSE: the issue is filled */

G_END_DECLS
