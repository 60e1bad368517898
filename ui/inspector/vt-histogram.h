/**
 * VtHistogram:
 *
 * How a layer's numbers are spread: 16 bars from −limit to +limit, orange below zero and blue above, redrawn as they
 * change. The limit is a power of two that grows with the numbers and never shrinks until vt_histogram_clear(), so
 * that bars do not jump.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VT_HISTOGRAM_BINS 16

typedef struct
{
  guint count[VT_HISTOGRAM_BINS];
  guint most;              /* in the fullest bin */
  double limit;            /* 0: no numbers yet */
  double low, high, mean;  /* of the numbers that are finite */
  double spread;           /* their standard deviation */
  gsize n, bad, zeros;     /* all; those that are not finite; those that are 0 */
} VtBins;

/* Sorts numbers into bins over ±limit, where limit starts from bins->limit. */
void       vt_bins_fill        (VtBins *bins, const float *numbers, gsize n);

#define VT_TYPE_HISTOGRAM (vt_histogram_get_type ())
G_DECLARE_FINAL_TYPE (VtHistogram, vt_histogram, VT, HISTOGRAM, GtkWidget)

GtkWidget *vt_histogram_new    (const char *name);                                         /* its accessible name */
void       vt_histogram_show   (VtHistogram *self, const float *numbers, gsize n);         /* n 0: nothing yet */
void       vt_histogram_clear  (VtHistogram *self);

G_END_DECLS
