/* A table of settings as text: one row each with its range, default and sentence. */
#pragma once

#include "settings.h"

G_BEGIN_DECLS

void vt_print_params (const NnParam *params, guint indent);

G_END_DECLS
