/**
 * NnEdit:
 *
 * One reversible change of a network: what undo, lessons and drag and drop speak. Applying an edit returns its inverse, which
 * restores the very same network, ids and positions included. An edit is a value; applying does not change it.
 *
 * Applying fails only where the edit speaks of what is not there, or asks for what no document can hold (bounds.h), both
 * NN_ERROR_ARGUMENT; the network is then unchanged. A network that does not make sense is not an error here: nn_check() says so.
 *
 * Threads: an edit may be made and freed anywhere; applying one needs the network's thread, and nobody reading meanwhile.
 */
#pragma once

#include "network.h"

G_BEGIN_DECLS

typedef struct _NnEdit NnEdit;

/* Each is (transfer full). */
NnEdit *nn_edit_add_layer    (const char *kind, guint id, double x, double y);   /* id from nn_network_next_id(): so later edits of a group can speak of it */
NnEdit *nn_edit_remove_layer (guint id);                                        /* its wires go with it */
NnEdit *nn_edit_add_wire     (guint from, guint to, guint slot);                /* replaces a wire that ends there */
NnEdit *nn_edit_remove_wire  (guint to, guint slot);
NnEdit *nn_edit_set          (guint id, const char *param, double value);
NnEdit *nn_edit_rename       (guint id, const char *label);
NnEdit *nn_edit_move         (guint id, double x, double y);                    /* a card or a mark */
NnEdit *nn_edit_add_mark     (const NnMark *mark);                              /* with an id from nn_network_next_id() */
NnEdit *nn_edit_remove_mark  (guint id);
NnEdit *nn_edit_set_mark     (const NnMark *mark);                              /* the one with its id becomes this one; the kind stays */
/* One number of a layer's weight ("weight", "bias"; static string), from what it is to another. A network holds no weights: it notes
 * the change for whoever trains it, see nn_network_weight_changes(). */
NnEdit *nn_edit_set_weight   (guint id, const char *role, gsize index, float before, float value);
NnEdit *nn_edit_set_data     (const char *spec);
NnEdit *nn_edit_set_recipe   (const char *param, double value);
NnEdit *nn_edit_set_title    (const char *title);
NnEdit *nn_edit_set_note     (const char *note);
NnEdit *nn_edit_set_hidden   (const char *controls);                            /* as nn_network_hidden() says them */
NnEdit *nn_edit_inside       (guint group, NnEdit *edit);                       /* of what a group holds; takes the edit */
NnEdit *nn_edit_replace      (const NnNetwork *network);                        /* everything */
NnEdit *nn_edit_group        (char *title, GPtrArray *edits);                   /* takes both; all or none */

/* Composed for the canvas and the palette. They look at the network as it is now, place the new card and make room for it.
 * After an output and before an input there is nothing to wire: add_after goes before an output instead. */
guint   nn_network_next_id   (const NnNetwork *network);
NnEdit *nn_edit_insert_on_wire (const NnNetwork *network, const char *kind, const NnWire *wire, guint id);
NnEdit *nn_edit_add_after    (const NnNetwork *network, const char *kind, guint after, guint id);   /* wired; takes over the wires that left `after` */
NnEdit *nn_edit_add_before   (const NnNetwork *network, const char *kind, guint before, guint id);
NnEdit *nn_edit_take_out     (const NnNetwork *network, guint id);             /* removed; what it fed is fed by what fed it */
/* `add`, which it takes and which adds layer `id` of that kind: where the data has several fields for it, it takes the first that no
 * other layer of the kind has. data may be NULL. */
NnEdit *nn_edit_pick_field   (NnEdit *add, const NnNetwork *network, const NnDataInfo *data, const char *kind, guint id);
NnEdit *nn_edit_remedy       (const NnNetwork *network, const NnIssue *issue, guint i);   /* the issue's i-th remedy */

/* A group of layers that hang together: all wires into them come from one layer, and one of them alone feeds others. NULL
 * where they do not. Undone, their ids and weights are as before. */
gboolean nn_network_can_group (const NnNetwork *network, const guint *ids, guint n);
NnEdit *nn_edit_make_group   (const NnNetwork *network, const guint *ids, guint n, guint id);   /* id of the new group */
NnEdit *nn_edit_ungroup      (const NnNetwork *network, guint id);             /* its layers, every repetition; NULL: no group, or too many */

NnEdit *nn_edit_apply        (const NnEdit *edit, NnNetwork *network, GError **error);   /* (transfer full) the inverse */
char   *nn_edit_title        (const NnEdit *edit, const NnNetwork *network);             /* (transfer full) translated: "Add Dense", "Set Neurons" */
gboolean nn_edit_merges      (const NnEdit *earlier, const NnEdit *later);   /* same setting or same layer moved: undo takes them as one */
void    nn_edit_free         (NnEdit *edit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnEdit, nn_edit_free)

G_END_DECLS
