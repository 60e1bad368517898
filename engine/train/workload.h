/**
 * NnWorkload:
 *
 * The networks that speed is measured with: fixed sizes, data, losses and optimisers, so that other programs can be
 * measured beside this one on the same work. Data is random, of the right shape; what is learnt does not matter.
 */
#pragma once

#include "trainer.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;                      /* "W2a" */
  const char *title;                   /* N_() */
  NnShape in;                          /* of an example */
  const char *const *layers;           /* after the input, in the words of workload-rows.c; NULL ends */
  const char *output;                  /* … and the output, in the same words */
  const char *regime;                  /* "reconstruct"; NULL: supervised */
  guint classes;                       /* that an example may be of; 0: its target is −1 or 1 */
  guint places;                        /* classes of an example, one a step: letters, which come in as they are or each as a 1 among 0s; 0: one */
  double products;                     /* multiplications of a forward pass, one example: matrix products and convolutions … */
  double first_products;               /* … of these, in layers that no gradient leaves: the first's */
  guint examples;                      /* in the data set; none validates */
  guint batch;
  const char *optimiser;
  double rate;
  double momentum;
  double decay;                        /* of adamw */
} NnWorkload;

const NnWorkload *nn_workload_rows (guint *n);
const NnWorkload *nn_workload_find (const char *id, GError **error);   /* NN_ERROR_ARGUMENT, naming those there are */

NnNetwork *nn_workload_network     (const NnWorkload *workload);       /* (transfer full) */
NnDataset *nn_workload_dataset     (const NnWorkload *workload);       /* (transfer full) */

/* Of the products in training, one example: forward, and back without the gradient of the input. */
double     nn_workload_flops       (const NnWorkload *workload);

G_END_DECLS
