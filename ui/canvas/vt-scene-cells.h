/* Single numbers on the sheet. Coordinates are the sheet's, as in vt-scene.h. */
#pragma once

#include "vt-scene.h"

G_BEGIN_DECLS

VtSceneCard *vt_scene_shows    (const VtScene *scene, guint layer);     /* the card on which the layer's numbers are seen: its own, or where they come from unchanged. NULL: none */
VtSceneCard *vt_scene_arriving (const VtScene *scene, guint layer);     /* the card that shows what arrives at a layer in slot 0 */
gboolean     vt_scene_number_place (const VtScene *scene, guint layer, gsize index, VtRect *place);   /* FALSE: it is not shown */

/* The weight wire nearest to x, y, of those that are drawn; NULL: none within that distance. */
const VtSceneBundle *vt_scene_weight_at (const VtScene *scene, double x, double y, double within, guint *from, guint *to);
VtSceneWire  vt_bundle_wire    (const VtSceneBundle *bundle, guint from, guint to);   /* only its ends are set */
gboolean     vt_bundle_weight  (const VtSceneBundle *bundle, guint from, guint to, double *weight);   /* FALSE: not known (yet) */

G_END_DECLS
