/**
 * VtUnitChooser:
 *
 * Chooses whose numbers are shown: the network's answer, or one unit of a layer.
 *
 * Signals:
 *   "changed"   the user chose another
 */
#pragma once

#include <gtk/gtk.h>

#include "check.h"

G_BEGIN_DECLS

#define VT_TYPE_UNIT_CHOOSER (vt_unit_chooser_get_type ())
G_DECLARE_FINAL_TYPE (VtUnitChooser, vt_unit_chooser, VT, UNIT_CHOOSER, GtkBox)

GtkWidget *vt_unit_chooser_new     (void);
/* The layers of this network; the choice is kept where it is still there. Emits nothing. */
void       vt_unit_chooser_refresh (VtUnitChooser *self, const NnNetwork *network, const NnReport *report);
guint      vt_unit_chooser_get     (VtUnitChooser *self, guint *unit);   /* layer id, unit from 0; layer 0: the network's answer */

/* "Dense 1, neuron 3"; unit counts from 0. (transfer full) */
char      *vt_unit_name            (const NnNetwork *network, guint layer, guint unit);

G_END_DECLS
