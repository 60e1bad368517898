/**
 * NnWorkload:
 *
 * The networks that speed is measured with: fixed sizes, data, losses and optimisers, so that other programs can be
 * measured beside this one on the same work. Data is random, of the right shape; what is learnt does not matter.
 */
#pragma once

#include "trainer.h"

G_BEGIN_DECLS

#define NN_WORKLOAD_LAYERS 6

typedef struct
{
  const char *id;                      /* "W2a" */
  const char *title;                   /* N_() */
  guint size[NN_WORKLOAD_LAYERS];      /* numbers in, then each dense layer's neurons; 0 ends */
  const char *activation;              /* of the hidden layers */
  gboolean bends_last;                 /* … and of the last */
  gboolean classes;                    /* cross entropy; else half the mean squared error against −1 and 1 */
  guint examples;                      /* in the data set; none validates */
  guint batch;
  const char *optimiser;
  double rate;
} NnWorkload;

const NnWorkload *nn_workload_rows (guint *n);
const NnWorkload *nn_workload_find (const char *id, GError **error);   /* NN_ERROR_ARGUMENT, naming those there are */

NnNetwork *nn_workload_network     (const NnWorkload *workload);       /* (transfer full) */
NnDataset *nn_workload_dataset     (const NnWorkload *workload);       /* (transfer full) */

/* Of the products in training, one example: forward, and back without the gradient of the input. */
double     nn_workload_flops       (const NnWorkload *workload);

G_END_DECLS
