/* How fast a workload runs here. */
#pragma once

#include "workload.h"

G_BEGIN_DECLS

/* Medians over short windows after a warm-up. */
typedef struct
{
  double examples_per_s;         /* trained: forward, back, update */
  double step_us;                /* one training step */
  double infer_examples_per_s;   /* of the same batch size */
  double infer1_us;              /* one example alone */
  double gflops;                 /* of the products in training, 10⁹ operations a second */
  double sgemm_gflops;           /* what the back end reaches on a product of 1024 × 1024 × 1024, all threads */
  double peak_mb;                /* most memory the process has had, 2²⁰ bytes; NaN: the system does not say */
  double startup_s;              /* until the first step is done */
  guint threads;
  const NnBackend *backend;
} NnMeasurement;

/* Takes about twice `seconds`. launch_s: how long the program was running before it came to workloads, part of
 * startup_s. Fills the measurement only on success. */
gboolean nn_measure (const NnWorkload *workload, const NnTrainerOptions *options, double seconds, double launch_s,
                     NnMeasurement *measurement, GError **error);

G_END_DECLS
