/* The page of curves: loss and accuracy over the epochs, training solid, validation dashed. The crosshair tells the values. */
#pragma once

#include "vt-page.h"

G_BEGIN_DECLS

#define VT_TYPE_CURVES_PAGE (vt_curves_page_get_type ())
G_DECLARE_FINAL_TYPE (VtCurvesPage, vt_curves_page, VT, CURVES_PAGE, VtPage)

/* Marks a moment of the run, the one that the tape shows, in epochs; NaN: none. */
void vt_curves_page_mark (VtCurvesPage *self, double epoch);

G_END_DECLS
