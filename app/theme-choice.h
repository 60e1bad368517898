/* The choice between light, dark and what the system says: an action "theme" that is remembered from one start to
 * the next. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void vt_theme_choice_add (GActionMap *actions);

G_END_DECLS
