/* The boundary page: what the network says for every place on the plane. A click on a point makes it the example shown. */
#pragma once

#include "vt-page.h"

G_BEGIN_DECLS

#define VT_TYPE_BOUNDARY_PAGE (vt_boundary_page_get_type ())
G_DECLARE_FINAL_TYPE (VtBoundaryPage, vt_boundary_page, VT, BOUNDARY_PAGE, VtPage)

G_END_DECLS
