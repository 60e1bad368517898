/* VtCallout: a problem of the network in words, with its remedies as buttons; put away it is a badge. Private to this room. */
#pragma once

#include "issue.h"
#include "vt-floating.h"

G_BEGIN_DECLS

#define VT_TYPE_CALLOUT (vt_callout_get_type ())
G_DECLARE_FINAL_TYPE (VtCallout, vt_callout, VT, CALLOUT, VtFloating)

/* layer_label: where it stands, or NULL for the network as a whole. is_large: a mismatch, said in full; else a small note.
 * Signal: "remedy" (guint), the index of the remedy that was chosen. */
GtkWidget *vt_callout_new   (const NnIssue *issue, const char *layer_label, gboolean is_large, const VtTheme *theme);
void       vt_callout_set_theme (VtCallout *self, const VtTheme *theme);
guint      vt_callout_layer (VtCallout *self);
guint      vt_callout_from  (VtCallout *self);
const VtColour *vt_callout_colour (VtCallout *self, const VtTheme *theme);   /* of its line and its stem */
void       vt_callout_fold  (VtCallout *self, gboolean is_folded);
gboolean   vt_callout_is_folded (VtCallout *self);
gboolean   vt_callout_same  (VtCallout *self, const NnIssue *issue);   /* it says the same already */

G_END_DECLS
