/* VtMark: a note or an arrow on the sheet. It draws a VtSceneMark, which it borrows; the sheet gives it another before that one
 * goes. Private to this room. */
#pragma once

#include "vt-item.h"
#include "vt-scene.h"

G_BEGIN_DECLS

#define VT_TYPE_MARK (vt_mark_get_type ())
G_DECLARE_FINAL_TYPE (VtMark, vt_mark, VT, MARK, VtItem)

GtkWidget *vt_mark_new     (const VtSceneMark *mark);
void       vt_mark_refresh (VtMark *self, const VtSceneMark *mark, const VtTheme *theme, double zoom);
void       vt_mark_set_zoom (VtMark *self, double zoom);

G_END_DECLS
