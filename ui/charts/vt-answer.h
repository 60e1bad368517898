/**
 * VtAnswer:
 *
 * What a prediction says: which class, and with what number; or, where there are no classes, the numbers themselves. How
 * prediction and classes belong together is the output layer's affair (NnEncoding, engine/ops/graph.h). No GTK, no cairo.
 */
#pragma once

#include "graph.h"

G_BEGIN_DECLS

typedef enum
{
  VT_VERDICT_NONE,    /* no classes: near and far, but not right and wrong */
  VT_VERDICT_RIGHT,
  VT_VERDICT_WRONG,
} VtVerdict;

typedef struct
{
  guint answer;       /* class; 0 where there are none */
  double number;      /* the network's own number for it: a probability, or what the output says */
} VtAnswer;

/* size 1 or more numbers of one prediction. */
VtAnswer  vt_answer         (NnEncoding encoding, const float *prediction, guint size);
VtVerdict vt_answer_verdict (NnEncoding encoding, const VtAnswer *answer, guint truth);

/* How far a prediction is from the target, a class's index or the numbers themselves: 0 is right and sure. */
double    vt_answer_miss    (NnEncoding encoding, const float *prediction, guint size, const float *target);

/* −1 (the first class, sure) to +1 (the second, sure) of a prediction about two classes; the first number where there are none.
 * `stride`: distance between the numbers of one prediction, as in a plane's [size][rows][columns]. */
double    vt_answer_signed  (NnEncoding encoding, const float *prediction, guint size, gsize stride);

G_END_DECLS
