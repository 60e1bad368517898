/* The confusion page: truth by answer over the validation examples. A chosen cell shows its examples beside it. */
#pragma once

#include "vt-page.h"

G_BEGIN_DECLS

#define VT_TYPE_CONFUSION_PAGE (vt_confusion_page_get_type ())
G_DECLARE_FINAL_TYPE (VtConfusionPage, vt_confusion_page, VT, CONFUSION_PAGE, VtPage)

G_END_DECLS
