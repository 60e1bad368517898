/**
 * Room for what is new: an edit that adds layers is tried on a copy, where the cards have their true sizes, and gets the moves
 * that keep new cards and others apart.
 */
#pragma once

#include "vt-scene.h"

G_BEGIN_DECLS

#define VT_CARDS_APART 16.0     /* the least between a new card and another, in pixels at 100 % */

/* Takes the edit and gives it back, with moves if it takes any. What it adds stays where it was put if somebody chose that
 * place; else it goes up or down to where its wires cross no card. Others make way. data may be NULL. (transfer full) */
NnEdit *vt_make_room (NnEdit *edit, const NnNetwork *network, const NnDataInfo *data, gboolean is_chosen_place);

G_END_DECLS
