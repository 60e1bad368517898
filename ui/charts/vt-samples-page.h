/* The page of samples: what the network writes, as it learns. */
#pragma once

#include "vt-page.h"

G_BEGIN_DECLS

#define VT_TYPE_SAMPLES_PAGE (vt_samples_page_get_type ())
G_DECLARE_FINAL_TYPE (VtSamplesPage, vt_samples_page, VT, SAMPLES_PAGE, VtPage)

G_END_DECLS
