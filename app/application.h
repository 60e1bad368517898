/**
 * VtApplication:
 *
 * The program: one process, a window for each document. Options that concern how it is watched (--frame-log) make a
 * process of its own.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VT_TYPE_APPLICATION (vt_application_get_type ())
G_DECLARE_FINAL_TYPE (VtApplication, vt_application, VT, APPLICATION, AdwApplication)

VtApplication *vt_application_new (void);   /* (transfer full) */

G_END_DECLS
