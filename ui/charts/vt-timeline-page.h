/* The page that shows where the time of a training step goes, on the processor and on the graphics card, and which of them is faster for this network. */
#pragma once

#include "vt-page.h"

G_BEGIN_DECLS

#define VT_TYPE_TIMELINE_PAGE (vt_timeline_page_get_type ())
G_DECLARE_FINAL_TYPE (VtTimelinePage, vt_timeline_page, VT, TIMELINE_PAGE, VtPage)

G_END_DECLS
