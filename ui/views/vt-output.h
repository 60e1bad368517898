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

/* What a class is to the example shown. The tick is a verdict, as on the Predictions page: only the answer that is right has it. */
typedef enum
{
  VT_OUTPUT_PLAIN,
  VT_OUTPUT_RIGHT,   /* it is the true class, and the network says so */
  VT_OUTPUT_TRUE,    /* it is the true class, but the network says another */
  VT_OUTPUT_WRONG,   /* the network says it, and it is not the true one */
} VtOutputMark;

VtOutputMark vt_output_mark       (const VtPlan *plan, const VtNumbers *numbers, guint class_index);
void         vt_output_paint_mark (cairo_t *cr, const VtTheme *theme, VtOutputMark mark, double x, double y, double room);   /* its left end and its middle */

/* The slots of every output's view: a unit's whole row counts, and the sentence below says the loss. */
gboolean vt_output_cell_at    (const VtPlan *plan, double x, double y, VtCell *cell);
gboolean vt_output_cell_place (const VtPlan *plan, const VtCell *cell, VtRect *place);

VtRect   vt_output_sentence_place (const VtPlan *plan);

/* Of a view whose rows change places: only the sentence can be pointed at. */
gboolean vt_output_loss_at    (const VtPlan *plan, double x, double y, VtCell *cell);
gboolean vt_output_loss_place (const VtPlan *plan, const VtCell *cell, VtRect *place);

/* The class that a single number between two classes speaks for. */
guint  vt_output_side  (const VtPlan *plan, double value);

G_END_DECLS
