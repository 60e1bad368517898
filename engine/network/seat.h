/**
 * NnSeat:
 *
 * Where a layer inside groups stands, found by the id under which the graph, frames and the sheet know it (inner-id.h). Layers that
 * lie in the network itself are found too: their ids are their own.
 *
 * Ownership: borrows from the network and is good until its next edit; owns only its `where`.
 * Thread-safety: as the network's: one thread at a time.
 */
#pragma once

#include "bounds.h"
#include "edit.h"

G_BEGIN_DECLS

typedef struct
{
  const NnNetwork *network;      /* what holds it: the whole, or what is inside a group */
  const NnLayer *layer;
  guint groups[NN_DEEPEST];      /* ids of the groups it lies in, outermost first */
  guint repetitions[NN_DEEPEST]; /* and of each, which of its repetitions, from 1 */
  guint n_groups;
  gboolean is_shown;             /* all those groups are open, at this repetition */
  char *where;                   /* owned: what stands before its name, "group_1.3."; "" in no group */
} NnSeat;

gboolean nn_seat_find   (const NnNetwork *network, guint id, NnSeat *seat);   /* FALSE: there is no such layer; then there is nothing to clear */
void     nn_seat_clear  (NnSeat *seat);
char    *nn_seat_tensors (const NnNetwork *network, const NnSeat *seat);   /* (transfer full) how the names of its weights begin: "group_1.3.conv2d_1" */
NnEdit  *nn_seat_edit   (const NnSeat *seat, NnEdit *edit);        /* (transfer full) of what holds it, as an edit of the whole. Takes it */

/* The repetition of a group that is looked at. */
guint    nn_group_shown (const NnLayer *group);
char    *nn_group_where (const NnLayer *group, const char *where, guint repetition);   /* (transfer full) for what is inside, of a group that stands there */
guint    nn_seat_shown  (const NnNetwork *network, guint id);      /* the same layer in the repetitions looked at; 0: it is gone, or a group is folded */

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NnSeat, nn_seat_clear)

G_END_DECLS
