/**
 * Arranging what lies on the sheet: in line, spread evenly, or all of it by the wires. Works on boxes, because only who draws
 * the cards knows their sizes. Pixels at 100 %.
 */
#pragma once

#include "edit.h"

G_BEGIN_DECLS

typedef struct
{
  guint id;              /* of a layer or mark */
  double x, y, w, h;
} NnBox;

typedef enum
{
  NN_ALIGN_LEFT,
  NN_ALIGN_CENTRE,
  NN_ALIGN_RIGHT,
  NN_ALIGN_TOP,
  NN_ALIGN_MIDDLE,
  NN_ALIGN_BOTTOM,
  NN_SPREAD_ACROSS,      /* equal gaps from the leftmost to the rightmost */
  NN_SPREAD_DOWN,
} NnAlignment;

#define NN_N_ALIGNMENTS (NN_SPREAD_DOWN + 1)

void    nn_align        (NnAlignment how, NnBox *boxes, guint n);

/* Columns from left to right along the wires, with few crossings, the first at the sheet's edge. Boxes are layers of the
 * network; wires to others are not looked at. */
void    nn_layout       (const NnNetwork *network, NnBox *boxes, guint n);
guint   nn_crossings    (const NnNetwork *network, const NnBox *boxes, guint n);   /* of wires drawn straight from side to side */

/* Moves what lies elsewhere than its box, as one step; NULL if nothing does. (transfer full) */
NnEdit *nn_edit_arrange (const NnNetwork *network, const char *title, const NnBox *boxes, guint n);

G_END_DECLS
