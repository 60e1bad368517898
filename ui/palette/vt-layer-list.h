/**
 * The palette's layers: every kind there is, under its family, found by typing. Enter or a double click adds one
 * after the chosen layer; a row can be dragged, with the text "vitrine-kind:ID" for whoever takes it.
 */
#pragma once

#include <gtk/gtk.h>

#include "vt-session.h"

G_BEGIN_DECLS

#define VT_TYPE_LAYER_LIST (vt_layer_list_get_type ())
G_DECLARE_FINAL_TYPE (VtLayerList, vt_layer_list, VT, LAYER_LIST, GtkWidget)

GtkWidget *vt_layer_list_new (VtSession *session);

G_END_DECLS
