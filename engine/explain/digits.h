/**
 * NnDigits:
 *
 * How many decimals to show of each number of a why, so that whoever redoes it on paper with the numbers shown gets the numbers
 * shown, to the last digit: products of shown factors round to the shown products, shown terms add up to the shown sum, and
 * what one step hands to the next looks the same in both.
 *
 * Thread-safety: a plain value.
 */
#pragma once

#include "why.h"

G_BEGIN_DECLS

#define NN_DIGITS_MOST 48   /* squares of small gradients are of the order of 10⁻³⁸ */

typedef struct
{
  guint x[NN_WHY_NUMBERS];   /* of a line's numbers; of a table's columns */
  guint term;                /* of a table's terms, the line for the others included */
  guint result;
  gboolean fits;             /* FALSE: no number of decimals makes it add up (it is no number, or too large) */
} NnDigits;

/* For each step. `digits` has room for all of them. */
void     nn_digits_choose (const NnWhy *why, NnDigits *digits);

/* Decimals that write this number whole, if six are enough; else −1. */
int      nn_digits_whole  (double value);

/* Whether a step, redone with the numbers as they are shown, gives what is shown. */
gboolean nn_digits_hold   (const NnWhyStep *step, const NnDigits *digits);

/* As it is shown: rounded, halves away from zero as on paper. */
double   nn_digits_round  (double value, guint decimals);

G_END_DECLS
