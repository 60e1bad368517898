/**
 * VtWhyText:
 *
 * An explanation as it is written: lines of cells, with the digits that make it add up. Made anew for each frame; the view draws
 * it, a screen reader gets its words.
 *
 * No GTK, no cairo. Thread-safety: main thread.
 */
#pragma once

#include "why.h"

G_BEGIN_DECLS

typedef enum
{
  VT_WHY_HEADS,      /* of a table's columns */
  VT_WHY_TERM,       /* label, a × b or an expression, = value */
  VT_WHY_TOTAL,      /* under a rule: label, value */
  VT_WHY_LINE,       /* label, expression, = value */
  VT_WHY_RESULT,     /* the last one, large: the same */
  VT_WHY_REMARK,     /* a sentence */
} VtWhyKind;

typedef struct
{
  VtWhyKind kind;
  guint step;        /* of the explanation, from 0 */
  char *label;
  char *a, *b;       /* two factors, or NULL */
  char *expression;  /* instead of them, or NULL */
  char *value;       /* or NULL */
  int sign;          /* of the value: the colour of a product; 0: it is 0, or has none */
  char *caption[NN_WHY_NUMBERS];   /* what the numbers of a line are called; NULL: not said */
  char *number[NN_WHY_NUMBERS];    /* with captions: the numbers one by one, and what stands before each */
  char *before[NN_WHY_NUMBERS];
} VtWhyLine;

/* What a source is called, on the card that shows it: "x", "neuron 3". (transfer full) */
typedef char *(*VtWhyNamer) (const NnWhySource *source, gpointer data);

GPtrArray *vt_why_lines (const NnWhy *why, VtWhyNamer name, gpointer data);   /* (transfer full) VtWhyLine */
char      *vt_why_words (const GPtrArray *lines);                             /* (transfer full) the same as sentences */

/* A number with so many decimals: real minus sign, the locale's point; what would be mostly zeros as 2.31×10⁻⁸. (transfer full) */
char      *vt_why_number (double value, guint decimals);

G_END_DECLS
