/* What the output's views share. Private to this room. */
#pragma once

#include "vt-parts.h"

G_BEGIN_DECLS

#define VT_OUTPUT_SENTENCE 24.0   /* from the last cell to the sentence's baseline */

void vt_output_begin  (const VtSite *site, VtPlan *plan);   /* its fact, and whether it shows probabilities */
void vt_output_close  (VtPlan *plan);                       /* room for the sentence under the last cell */
void vt_output_paint_sentence (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers);

/* The output's number i for the example shown; NaN: not there. */
double vt_output_value (const VtPlan *plan, const VtNumbers *numbers, guint i);

/* The slots of every output's view: a unit's whole row counts, and the sentence below says the loss. */
gboolean vt_output_cell_at    (const VtPlan *plan, double x, double y, VtCell *cell);
gboolean vt_output_cell_place (const VtPlan *plan, const VtCell *cell, VtRect *place);

/* The class that a single number between two classes speaks for. */
guint  vt_output_side  (const VtPlan *plan, double value);

G_END_DECLS
