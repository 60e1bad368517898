/* The page of predictions: validation examples with the network's answers and verdicts. */
#pragma once

#include "vt-page.h"

G_BEGIN_DECLS

#define VT_TYPE_PREDICTIONS_PAGE (vt_predictions_page_get_type ())
G_DECLARE_FINAL_TYPE (VtPredictionsPage, vt_predictions_page, VT, PREDICTIONS_PAGE, VtPage)

G_END_DECLS
