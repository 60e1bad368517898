/**
 * VtConfusion:
 *
 * The figure of the confusion page: truth by answer as a matrix of counts. A row is a truth, a column an answer; what is right
 * stands on the diagonal. Geometry and drawing. No GTK.
 */
#pragma once

#include "vt-shape.h"

G_BEGIN_DECLS

typedef struct
{
  const VtTheme *theme;
  guint n;                       /* classes; 0: nothing to draw */
  const char *const *names;
  const double *counts;          /* [truth][answer] */
  int hovered, chosen, focused;  /* cells, truth × n + answer; −1: none */
} VtConfusion;

VtRect vt_confusion_cell   (const VtConfusion *confusion, double width, double height, guint cell);
int    vt_confusion_at     (const VtConfusion *confusion, double width, double height, double x, double y);   /* −1: no cell there */
double vt_confusion_width  (const VtConfusion *confusion);   /* with cells as wide as they may become */
void   vt_confusion_draw   (const VtConfusion *confusion, cairo_t *cr, double width, double height);

G_END_DECLS
