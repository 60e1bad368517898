/**
 * NnInitialiser:
 *
 * How a weight gets its first numbers. Definitions follow torch.nn.init: Glorot and Bengio 2010 (uniform), He et al.
 * 2015 (uniform, gain of ReLU), LeCun 1998 (normal, 1 / fan_in), Saxe et al. 2014 (orthogonal), normal (deviation
 * 0.05), zeros.
 */
#pragma once

#include "rng.h"
#include "settings.h"
#include "shape.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;       /* "glorot" */
  const char *title;    /* N_("Glorot") */
  const char *blurb;
  void (*fill) (NnRng *rng, float *weight, const NnShape *shape, gsize fan_in, gsize fan_out);
} NnInitialiser;

extern const NnChoice nn_initialiser_choices[];   /* the rows as the choices of a parameter; ends with { NULL } */

const NnInitialiser *nn_initialiser_find (const char *id);

G_END_DECLS
