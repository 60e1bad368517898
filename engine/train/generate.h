/**
 * Making new examples out of noise: with a network that samples (a variational autoencoder), from lists drawn from the bell
 * curve; with one that learned to take noise out (diffusion), step by step. The same seed makes the same.
 */
#pragma once

#include "trainer.h"

G_BEGIN_DECLS

typedef struct
{
  guint64 seed;
  guint steps;           /* of a diffusion: fewer than it was trained with skip some (DDIM); 0: all, each with fresh noise (DDPM) */
} NnGenerateOptions;

/* What is made, by the data's field it looks like; NULL: the network makes nothing new. (transfer none) */
const NnField *nn_generate_field (const NnTrainer *trainer);

/* n new examples as [n][numbers of one], in the field's range. NN_ERROR_NETWORK where it makes nothing. */
gboolean       nn_generate       (NnTrainer *trainer, const NnGenerateOptions *options, gsize n, float *out, GError **error);

G_END_DECLS
