/* The header's menu of where training runs: the processor and every graphics card that Vulkan finds. The button says where it runs
 * now. */
#pragma once

#include <gtk/gtk.h>

#include "vt-session.h"

G_BEGIN_DECLS

#define VT_TYPE_DEVICE_MENU (vt_device_menu_get_type ())
G_DECLARE_FINAL_TYPE (VtDeviceMenu, vt_device_menu, VT, DEVICE_MENU, GtkWidget)

GtkWidget *vt_device_menu_new (VtSession *session);   /* its items want the window's action "device" */

G_END_DECLS
