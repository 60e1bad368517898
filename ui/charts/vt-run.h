/**
 * VtRun:
 *
 * The curves of one run of training, as the charts draw them: the loss of every step, the means of loss and accuracy over the
 * last epoch, and the validation. Points that stand for several know their extremes. x is the epochs done.
 *
 * Thread-safety: one thread at a time. No GTK, no cairo.
 */
#pragma once

#include "vt-axis.h"
#include "vt-series.h"
#include "worker.h"

G_BEGIN_DECLS

typedef enum
{
  VT_RUN_STEP_LOSS,             /* of single steps (or several merged) */
  VT_RUN_LOSS,                  /* mean over the epoch that ends here; at first over less: see VtMean */
  VT_RUN_ACCURACY,              /* the same of the accuracy */
  VT_RUN_VALIDATION_LOSS,
  VT_RUN_VALIDATION_ACCURACY,
  VT_RUN_JUDGE_LOSS,            /* of two networks in turn: the mean over the judge's turns of the epoch that ends here */
  VT_RUN_MAKER_LOSS,            /* and over the maker's */
  VT_RUN_RATE,                  /* the learning rate */
  VT_RUN_SPEED,                 /* examples per second */
  VT_RUN_N_SERIES,
} VtRunSeries;

typedef enum
{
  VT_TREND_LEVEL,
  VT_TREND_FALLING,
  VT_TREND_RISING,
} VtTrend;

typedef struct _VtRun VtRun;

VtRun    *vt_run_new     (void);                                       /* (transfer full) */
void      vt_run_free    (VtRun *run);

/* The session's points so far, all of one run: earlier ones again, or merged, and new ones. TRUE if something changed. Points of
 * another run start everything over, axes included. */
gboolean  vt_run_update  (VtRun *run, const NnPoint *points, guint n);

VtSeries *vt_run_series  (VtRun *run, VtRunSeries which);              /* (transfer none) */
double    vt_run_epochs  (const VtRun *run);                           /* done so far, with the fraction */
double    vt_run_broken  (const VtRun *run);                           /* the epoch at which the loss was no number any more; NaN: it always was one */
gboolean  vt_run_best    (const VtRun *run, double *epoch, double *loss);   /* where the validation loss was lowest, since the network was last changed by hand; FALSE: nowhere yet */
VtTrend   vt_run_trend   (const VtRun *run);                           /* of the mean loss: the median of its last fifth against that of the fifth before */

const VtAxis *vt_run_epoch_axis    (const VtRun *run);
const VtAxis *vt_run_loss_axis     (const VtRun *run, gboolean log);
const VtAxis *vt_run_turn_axis     (const VtRun *run, gboolean log);
const VtAxis *vt_run_accuracy_axis (const VtRun *run);
const VtAxis *vt_run_rate_axis     (const VtRun *run);
const VtAxis *vt_run_speed_axis    (const VtRun *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtRun, vt_run_free)

G_END_DECLS
