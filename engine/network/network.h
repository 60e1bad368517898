/**
 * NnNetwork:
 *
 * The document: layers, wires, the data set's spec, the training recipe, notes. Plain data that knows nothing of tensors,
 * threads or pixels. It is changed only by edits (edit.h), so that everything can be undone.
 *
 * Thread-safety: one thread at a time; copy to hand it to another.
 */
#pragma once

#include "kind.h"

G_BEGIN_DECLS

typedef struct
{
  guint from, to;        /* layer ids */
  guint slot;            /* input of `to`: 0, 1, … */
} NnWire;

typedef enum
{
  NN_MARK_NOTE,          /* text */
  NN_MARK_ARROW,
} NnMarkKind;

/* What somebody wrote on the sheet beside the cards. Nothing that is computed depends on it. */
typedef struct
{
  guint id;              /* counted together with the layers' */
  NnMarkKind kind;
  double x, y;           /* NOTE: its top left; ARROW: its tail */
  double w, h;           /* NOTE: its width, and 0: it is as high as its text; ARROW: from tail to head */
  char *text;            /* UTF-8; ARROW: "" */
} NnMark;

typedef struct _NnNetwork NnNetwork;

NnNetwork     *nn_network_new      (void);                          /* (transfer full) empty: no layers, data "builtin:spiral", default recipe */
NnNetwork     *nn_network_copy     (const NnNetwork *network);      /* (transfer full) deep */
void           nn_network_free     (NnNetwork *network);
gboolean       nn_network_equal    (const NnNetwork *a, const NnNetwork *b);   /* as documents: all but layer ids */

guint          nn_network_n_layers (const NnNetwork *network);
const NnLayer *nn_network_layer_at (const NnNetwork *network, guint i);        /* (transfer none) in order of creation */
const NnLayer *nn_network_layer    (const NnNetwork *network, guint id);       /* NULL if there is none */
const NnLayer *nn_network_find     (const NnNetwork *network, const char *name_or_label);
guint          nn_network_n_wires  (const NnNetwork *network);
const NnWire  *nn_network_wire_at  (const NnNetwork *network, guint i);
guint          nn_network_n_marks  (const NnNetwork *network);
const NnMark  *nn_network_mark_at  (const NnNetwork *network, guint i);        /* in order of creation: later ones lie above */
const NnMark  *nn_network_mark     (const NnNetwork *network, guint id);       /* NULL if there is none */
const char    *nn_network_data     (const NnNetwork *network);                 /* data spec */
const NnSettings *nn_network_recipe (const NnNetwork *network);                /* over nn_recipe_params */
const char    *nn_network_title    (const NnNetwork *network);                 /* "" if it has none */
const char    *nn_network_note     (const NnNetwork *network);                 /* what the example wants to show; "" */
const char    *nn_network_hidden   (const NnNetwork *network);                 /* what of the window the document hides: ids with a space between them; "" */
gboolean       nn_network_hides    (const NnNetwork *network, const char *control);   /* whether that id is among them */
guint64        nn_network_seed     (const NnNetwork *network);                 /* the recipe's */

/* What edits did to weights since this was last asked: floats to be set, in this order. Copies of a network note nothing. */
typedef struct
{
  guint layer;           /* id */
  const char *role;      /* static string */
  gsize index;
  float value;
} NnWeightChange;
GArray        *nn_network_weight_changes (NnNetwork *network);                 /* (transfer full) NnWeightChange; empties the list */

/* Ids in an order in which each layer follows all that feed it; layers on a cycle are left out. (transfer full) guint array */
GArray        *nn_network_order    (const NnNetwork *network);
gboolean       nn_network_reaches  (const NnNetwork *network, guint from, guint to);   /* along wires, or from == to */

/* A position for a new layer so that it covers none: right of `after` (0: of all). */
void           nn_network_place    (const NnNetwork *network, guint after, double *x, double *y);

/* What a group holds: its own `input` stands for what arrives, the one layer that feeds no other for what it hands on.
 * Ids and names are its own; data and recipe are not used. NULL: nothing, or no group. (transfer none) */
const NnNetwork *nn_layer_inside   (const NnLayer *layer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnNetwork, nn_network_free)

G_END_DECLS
