/* The page to draw on: the network answers while the picture grows, and shows what it sees of it. */
#pragma once

#include "vt-page.h"

G_BEGIN_DECLS

#define VT_TYPE_DRAW_PAGE (vt_draw_page_get_type ())
G_DECLARE_FINAL_TYPE (VtDrawPage, vt_draw_page, VT, DRAW_PAGE, VtPage)

G_END_DECLS
