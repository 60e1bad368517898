/**
 * Fragments: a part of a network that can be copied elsewhere.
 *
 * A fragment is a network itself, so that its JSON (document.h) is what the clipboard carries, and a document too. It has the
 * chosen layers and marks and the wires between them; data and recipe are the defaults.
 */
#pragma once

#include "edit.h"
#include "tensors.h"

G_BEGIN_DECLS

NnNetwork *nn_network_extract (const NnNetwork *network, const guint *ids, guint n);   /* (transfer full) ids of layers and marks, which they keep */

/* Of all the weights of the network that it was taken from, those of its layers. (transfer full) */
NnTensors *nn_fragment_weights (const NnNetwork *fragment, const NnTensors *all);

/* What pasted layers begin with. */
typedef struct
{
  const guint *twins;          /* ids of the layers that the fragment was copied from, in its order: their weights, as they are by then; NULL: it comes from elsewhere */
  const NnTensors *weights;    /* by the fragment's names, where a twin has none; NULL: none */
} NnBeginnings;

/* Adds a fragment, moved by dx and dy: with new ids, and with its names where they are free. The new ids, of layers in the
 * fragment's order and then of marks, are appended to `ids`. (transfer full) */
NnEdit    *nn_edit_paste      (const NnNetwork *network, const NnNetwork *fragment, NnBeginnings begin, const char *title, double dx, double dy, GArray *ids);

/* The chosen layers and marks go. (transfer full) */
NnEdit    *nn_edit_remove_all (const NnNetwork *network, const guint *ids, guint n);

G_END_DECLS
