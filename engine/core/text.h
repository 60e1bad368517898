/* Translation of user-visible text. Const tables mark their strings with N_() and translate where they are shown. */
#pragma once

#include <glib.h>
#include <glib/gi18n-lib.h>

/* The translation of a string marked with N_(); NULL and "" come back unchanged. */
static inline const char *
nn_text (const char *marked)
{
  return marked != NULL && *marked != '\0' ? g_dgettext (GETTEXT_PACKAGE, marked) : marked;
}
