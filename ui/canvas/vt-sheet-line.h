/* Wires by the scene's ids, and as the network that holds them knows them: the whole, or what is inside an open group. Private to this room. */
#pragma once

#include "seat.h"
#include "vt-sheet-private.h"

G_BEGIN_DECLS

typedef struct
{
  NnSeat seat;               /* of the layer where it ends */
  guint from, to, slot;      /* in the seat's network */
} VtLine;

/* From a layer to another in the same group, or from the group itself: what arrives there. FALSE: it would cross a group's edge, or one is gone; then
 * there is nothing to clear. */
gboolean vt_sheet_find_line  (VtSheet *self, guint from, guint to, guint slot, VtLine *line);
void     vt_line_clear       (VtLine *line);

guint    vt_sheet_frame_of   (VtSheet *self, guint id);   /* the open group on which its card lies; 0: it lies on the sheet */

/* Of a layer anywhere: what the wire to it would be, as an edit of the whole. (transfer full) */
NnEdit  *vt_line_add         (const VtLine *line);
NnEdit  *vt_line_remove      (const VtLine *line);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VtLine, vt_line_clear)

G_END_DECLS
