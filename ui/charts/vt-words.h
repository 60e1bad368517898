/* What the pictures of the pages show, in words: their accessible descriptions. All are (transfer full), translated. No GTK. */
#pragma once

#include "look.h"
#include "vt-run.h"

G_BEGIN_DECLS

/* "Training loss 0.208 after 52 epochs, falling; validation loss 0.327. Training accuracy 93.8 %; validation accuracy 91.0 %."
 * What is not there yet (NaN, or no classes) is left out. */
char *vt_words_curves      (const NnFrame *frame, const NnSample *training, VtRun *run);   /* training: vt_session_training() */
/* What the curves' place says before there is one, after so many steps. */
char *vt_words_measured    (const NnFrame *frame);                 /* "epoch 2" or "step 0": of what the validation is that is shown; NULL: of now, or nearly */
char *vt_words_epoch       (double epoch);                         /* "12" or "12.4" */
char *vt_words_best        (VtRun *run);                           /* where the validation loss was lowest; NULL: there is none */
char *vt_words_no_curve    (gint64 step);
/* "At epoch 12.4: training loss 0.35, validation loss 0.41, …": the values under the crosshair. */
char *vt_words_curves_at   (VtRun *run, double epoch);

/* "240 validation examples: 227 right (94.6 %). The commonest mistake: 6 × “cat” taken for “rabbit”." counts: [truth][answer]. */
char *vt_words_confusion   (const double *counts, guint n_classes, const char *const *names, gboolean validation);
/* "6 × “cat” taken for “rabbit”", "51 × “cat”, recognised" */
char *vt_words_cell        (double count, const char *truth, const char *answer, gboolean same);

/* Of which moment the `found` examples of a cell are, and how many were looked through: "At step 1,204, among 1,000 of 10,000 examples;
 * the table counts the last validation." `same`: the table's number is the same, the last sentence is left out. */
char *vt_words_members     (gint64 step, guint found, guint surveyed, guint all, gboolean same);

/* "16 examples on view, 14 right, 2 wrong"; n_right negative: no verdicts. */
char *vt_words_gallery     (guint shown, int n_right);

/* "Example 137: the network says cat (0.95), right." says NULL: no answer yet; is may then be NULL, too. */
char *vt_words_example     (gint64 example, const char *says, const char *is, double number);
char *vt_words_value       (gint64 example, double says, double is);   /* "Example 137: the network says 0.31, it is 0.35." */

/* "Of the plane, the network gives 48 % to orange and 52 % to blue." shares of n classes. */
char *vt_words_areas       (const double *shares, guint n_classes, const char *const *names);
/* "The network's answer lies between −1 and 0.93 for x from −1 to 1." */
char *vt_words_range       (double low, double high, double x0, double x1, const char *x_name);

/* "Dense 1, neuron 3 answers between −0.9 and 0.98 over the plane." */
char *vt_words_unit        (const char *unit, double low, double high);

G_END_DECLS
