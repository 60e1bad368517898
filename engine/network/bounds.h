/* What a document may hold. Reading refuses more, and so does every edit: what can be made can be saved and opened again. */
#pragma once

#include "network.h"

G_BEGIN_DECLS

#define NN_FARTHEST 1e6         /* of a card from the sheet's origin, in pixels at 100 %, along x and y */
#define NN_MOST_LAYERS 1024
#define NN_DEEPEST 8            /* groups in groups */
#define NN_MOST_UNROLLED 20000  /* layers, when every group stands as often as it is repeated */
#define NN_MOST_WIRES 4096
#define NN_MOST_SLOTS 64        /* of a layer */
#define NN_MOST_MARKS 512
#define NN_LONGEST_TEXT 2000    /* letters of a note on the sheet */
#define NN_NARROWEST_NOTE 60    /* pixels at 100 % */
#define NN_LONGEST_NAME 100     /* letters (Unicode characters) of a layer's name or label */

#define NN_MOST_HIDDEN 256      /* controls that a document hides */

gboolean nn_label_fits (const char *label);          /* UTF-8 of 1 to NN_LONGEST_NAME letters */
gboolean nn_place_fits (double x, double y);         /* finite, and not farther than NN_FARTHEST */
gboolean nn_mark_size_fits (NnMarkKind kind, double w, double h);
gboolean nn_mark_text_fits (const char *text);       /* UTF-8 of at most NN_LONGEST_TEXT letters */

G_END_DECLS
