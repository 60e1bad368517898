/* The inside of a network, for edits, checks and documents. Private to this room. */
#pragma once

#include "network.h"

G_BEGIN_DECLS

struct _NnNetwork
{
  GPtrArray *layers;   /* NnLayer, owned, in order of creation */
  GArray *wires;       /* NnWire, in order of creation */
  GPtrArray *marks;    /* NnMark, owned, in order of creation */
  NnSettings *recipe;
  char *data;
  char *title;
  char *note;
  char *hidden;        /* ids of controls, with a space between them */
  GArray *changes;     /* NnWeightChange, not yet taken; NULL: none */
  guint depth;         /* of a group's: groups it lies in */
  guint next_id;       /* above every id ever used, of layers and marks */
};

/* Where the layer stands in the order of creation; n_layers if it is not there. */
guint    nn_network_index     (const NnNetwork *network, guint id);
/* Where the wire into a layer's slot stands; n_wires if there is none. */
guint    nn_network_wire_into (const NnNetwork *network, guint to, guint slot);
/* Takes the layer; gives it a name and a label that are free if it has none. */
void     nn_network_insert    (NnNetwork *network, NnLayer *layer, guint index);
NnLayer *nn_network_steal     (NnNetwork *network, guint index);   /* (transfer full) its wires stay */

/* Takes what a group holds, NULL for nothing. */
void     nn_layer_set_inside  (NnLayer *layer, NnNetwork *inside);

NnMark  *nn_mark_copy         (const NnMark *mark);                /* (transfer full) */
void     nn_mark_free         (NnMark *mark);
gboolean nn_mark_equal        (const NnMark *a, const NnMark *b);   /* all but ids */
/* Where the mark stands in the order of creation; n_marks if it is not there. */
guint    nn_network_mark_index (const NnNetwork *network, guint id);

/* What a card takes on the sheet, about: the canvas knows exactly. In pixels at 100 %. */
void     nn_card_size         (const NnLayer *layer, double *width, double *height);
/* nn_network_place() for a card of that size. */
void     nn_network_place_card (const NnNetwork *network,
                                guint after,
                                double width,
                                double height,
                                double *x,
                                double *y);
#define NN_CARD_GAP 112     /* between a card and the next to its right */
#define NN_SHEET_EDGE 24    /* from the sheet's left and top to the first card */

G_END_DECLS
