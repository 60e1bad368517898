/**
 * VtMeasure:
 *
 * One workload measured in this process: medians over short windows after a warm-up, so that a busy moment of the machine
 * does not count.
 */
#pragma once

#include "workload.h"

G_BEGIN_DECLS

typedef struct
{
  double examples_per_s;          /* trained: forward, back, update */
  double step_us;
  double infer_examples_per_s;    /* the same batch, without training */
  double infer1_us;               /* one example alone */
  double gflops;                  /* of training's products; sgemm_gflops: of 1024×1024 matrices, the most there is */
  double sgemm_gflops;
  double peak_mb;                 /* memory of the whole process at its highest; NaN where it is not told */
  double startup_s;               /* from the process's start to the end of the first step */
  guint threads;
} VtMeasure;

/* spawned: monotonic time at which the process was started. */
gboolean vt_measure (const NnWorkload *workload, const NnTrainerOptions *options, double seconds, gint64 spawned, VtMeasure *measure,
                     GError **error);

/* Of 1024×1024 matrices: the most that a network can hope for. */
double   vt_measure_sgemm (const NnTrainerOptions *options, guint threads);

G_END_DECLS
