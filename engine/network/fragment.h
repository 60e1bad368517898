/**
 * Fragments: a part of a network that can be copied elsewhere.
 *
 * A fragment is a network itself, so that its JSON (document.h) is what the clipboard carries, and a document too. It has the
 * chosen layers and marks and the wires between them; data and recipe are the defaults.
 */
#pragma once

#include "edit.h"

G_BEGIN_DECLS

NnNetwork *nn_network_extract (const NnNetwork *network, const guint *ids, guint n);   /* (transfer full) ids of layers and marks, which they keep */

/* Adds a fragment, moved by dx and dy: with new ids, and with its names where they are free. `twins` are the ids of the layers that
 * it was copied from, in its order: the new ones begin with their weights; NULL: it comes from elsewhere. The new ids, of layers in
 * the fragment's order and then of marks, are appended to `ids`. (transfer full) */
NnEdit    *nn_edit_paste      (const NnNetwork *network, const NnNetwork *fragment, const guint *twins, const char *title, double dx, double dy, GArray *ids);

/* The chosen layers and marks go. (transfer full) */
NnEdit    *nn_edit_remove_all (const NnNetwork *network, const guint *ids, guint n);

G_END_DECLS
