/* Every page's row, declared by the one list. */
#pragma once

#include "vt-page.h"

#define VT_ROW(id) extern const VtPageRow vt_page_##id;
#include "vt-page-rows.inc"
#undef VT_ROW
