/* What the sources of points, surfaces and curves share. */
#pragma once

#include "rng.h"
#include "source.h"

G_BEGIN_DECLS

/* The stream of a built-in set: each draws its own numbers from a seed. */
NnRng  nn_source_rng (const NnSettings *settings, const char *id);

/* A normal step from a place in low…high that does not leave it: a step that would is drawn again. */
double nn_stray      (NnRng *rng, double place, double deviation, double low, double high);

/* The knobs of such a set. Seeds are whole numbers that a double holds and a spin button shows. */
#define NN_KNOB_N(default_n, title_, blurb_) \
  { .id = "n", .title = title_, .blurb = blurb_, .type = NN_PARAM_INT, .min = 10, .max = 100000, .initial = default_n }
#define NN_KNOB_SEED \
  { .id = "seed", .title = N_ ("Seed"), .blurb = N_ ("Another number draws other examples of the same kind."), \
    .type = NN_PARAM_INT, .min = 0, .max = G_MAXINT32, .initial = 1, .step = 1 }

G_END_DECLS
