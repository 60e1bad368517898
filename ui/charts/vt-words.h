/* What the pictures of the pages show, in words: their accessible descriptions. All are (transfer full), translated. No GTK. */
#pragma once

#include "look.h"
#include "vt-run.h"

G_BEGIN_DECLS

/* "Training loss 0.208 after 52 epochs, falling; validation loss 0.327. Training accuracy 93.8 %; validation accuracy 91.0 %."
 * What is not there yet (NaN, or no classes) is left out. */
char *vt_words_curves      (const NnFrame *frame, VtRun *run);
/* "At epoch 12.4: training loss 0.35, validation loss 0.41, …": the values under the crosshair. */
char *vt_words_curves_at   (VtRun *run, double epoch);

/* "240 validation examples: 227 right (94.6 %). Most often 6 cat are taken for rabbit." counts: [truth][answer]. */
char *vt_words_confusion   (const double *counts, guint n_classes, const char *const *names, gboolean validation);
/* "6 cat taken for rabbit", "51 cat, recognised" */
char *vt_words_cell        (double count, const char *truth, const char *answer, gboolean same);

/* "16 examples on view, 14 right, 2 wrong"; n_right negative: no verdicts. */
char *vt_words_gallery     (guint shown, int n_right);

/* "The network says orange for 48 % of the plane and blue for 52 %; torn between them for 7 %." signed values −1 to 1. */
char *vt_words_plane       (const float *values, gsize n, const char *low_name, const char *high_name);
/* "The network's answer goes from −1.0 to 0.93 over x from −6 to 6." */
char *vt_words_range       (double low, double high, double x0, double x1, const char *x_name);

G_END_DECLS
