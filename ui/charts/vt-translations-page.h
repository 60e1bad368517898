/* The page of translations: what the network writes by itself for examples that it never learned from, and for a text of one's own. */
#pragma once

#include "vt-page.h"

G_BEGIN_DECLS

#define VT_TYPE_TRANSLATIONS_PAGE (vt_translations_page_get_type ())
G_DECLARE_FINAL_TYPE (VtTranslationsPage, vt_translations_page, VT, TRANSLATIONS_PAGE, VtPage)

G_END_DECLS
