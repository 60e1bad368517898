/* NnHistory: undo and redo over a network. Main thread. */
#pragma once

#include "edit.h"

G_BEGIN_DECLS

typedef struct _NnHistory NnHistory;

NnHistory *nn_history_new        (NnNetwork *network);              /* (transfer full) borrows the network */
void       nn_history_free       (NnHistory *history);
gboolean   nn_history_apply      (NnHistory *history, NnEdit *edit, GError **error);   /* takes the edit; clears redo */
gboolean   nn_history_undo       (NnHistory *history);              /* FALSE: nothing to undo */
gboolean   nn_history_redo       (NnHistory *history);
char      *nn_history_undo_title (const NnHistory *history);        /* (transfer full) "Add Dense", or NULL */
char      *nn_history_redo_title (const NnHistory *history);
guint64    nn_history_state      (const NnHistory *history);        /* names the network as it is: undo and redo come back to the same */
gboolean   nn_history_is_saved   (const NnHistory *history);        /* as it was at the last mark */
void       nn_history_mark_saved (NnHistory *history, guint64 state);   /* that state is what the file holds */
void       nn_history_seal       (NnHistory *history);              /* the next edit does not merge with the last (a drag ended) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnHistory, nn_history_free)

G_END_DECLS
