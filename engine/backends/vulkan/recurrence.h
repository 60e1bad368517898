/* What the recurrent kernels share: their steps recorded one after the other, and what comes back to the weights, which is found for
 * all steps at once. */
#pragma once

#include "dispatch.h"
#include "recurrent.h"

G_BEGIN_DECLS

/* Numbers of a block that has so many for each step. */
static inline gsize
nn_recurrence_numbers (const NnRecurrence *on, gsize each)
{
  return on->rows * on->steps * each;
}

/* The shader, its blocks from 5 on, and constants from 2 on; the others are those of common/recurrence-forward.glsl. */
void nn_record_recurrence (const NnStep *step, const NnRun *run, NnDispatch dispatch);

/* Where the way back keeps what it finds: blocks of the gradient where they are wanted, else scratch. */
typedef struct
{
  float *d_x;        /* [rows][steps][gates · size] */
  float *d_hidden;   /* the same of the sums of the states; d_x where they do not differ */
  float *beside;     /* [rows][size]: what passes from a step to the one before without the weight */
  float *before;     /* [rows][steps][size]: each step's state before */
  float *d_first;    /* [rows][size] */
  float *rest;       /* scratch of products and sums */
} NnRecurrenceBack;

NnRecurrenceBack nn_begin_recurrence_back (const NnStep *step, const NnRun *run, gboolean two);   /* two: d_x and d_hidden differ */
gsize nn_recorded_recurrence_scratch (const NnStep *step, guint rows, gboolean back);

/* Blocks from 3 on, and constants from 2 on; the others are those of common/recurrence-back.glsl. */
void nn_record_recurrence_back (const NnStep *step, const NnRun *run, const NnRecurrenceBack *back, NnDispatch dispatch);

/* When the steps are done: weight, bias and the states before the first step, to which `beside` comes too, or NULL. */
void nn_record_recurrence_weights (const NnStep *step, const NnRun *run, const NnRecurrenceBack *back, gconstpointer beside);

G_END_DECLS
