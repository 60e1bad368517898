/* Networks and data made for the tests of this room. */
#pragma once

#include "edit.h"

void        apply     (NnNetwork *network, NnEdit *edit);             /* takes the edit; it must succeed */
NnEdit     *apply_for_inverse (NnNetwork *network, NnEdit *edit);     /* the same; (transfer full) the inverse */
guint       add       (NnNetwork *network, const char *kind);         /* unwired, with the next id, which it returns */
NnNetwork  *make_chain (const char *kind, ...) G_GNUC_NULL_TERMINATED;   /* wired one after another; ids 1, 2, … */
NnDataInfo *make_data (NnShape input, guint n_classes);               /* no classes: one number is asked for */
void        assert_same (const NnNetwork *a, const NnNetwork *b);     /* equal, ids included */
